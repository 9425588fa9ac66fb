"""How many, where and for which mandate: the line measured, cut and turned into a statement of requirement."""

from interpose.requirement.area import AreaResult, Sector
from interpose.requirement.backtest import (
    Backtest,
    Calibration,
    MandateScore,
    MissionScore,
    NotScored,
    StripRow,
    backtest,
    calibrate,
    density_strip,
)
from interpose.requirement.posts import posts_along
from interpose.requirement.requiring import require
from interpose.requirement.result import MandateRequirement, Requirement, RequirementLine, SectorRequirement, StatedMonths

__all__ = [
    "AreaResult",
    "Backtest",
    "Calibration",
    "MandateRequirement",
    "MandateScore",
    "MissionScore",
    "NotScored",
    "Requirement",
    "RequirementLine",
    "Sector",
    "SectorRequirement",
    "StatedMonths",
    "StripRow",
    "backtest",
    "calibrate",
    "density_strip",
    "posts_along",
    "require",
]
