"""How many, where and for which mandate: the line measured, cut and turned into a statement of requirement."""

from interpose.requirement.area import AreaResult, Sector
from interpose.requirement.backtest import (
    Backtest,
    MandateScore,
    MissionScore,
    NotScored,
    StripRow,
    backtest,
    density_strip,
)
from interpose.requirement.precedents.authorised import AuthorisedPeak
from interpose.requirement.precedents.estimate import PrecedentEstimate, PrecedentSizes, read_sizes
from interpose.requirement.precedents.recalled import RecalledEffect
from interpose.requirement.precedents.rules_tried import PlaceOfRules, RulesTrial
from interpose.requirement.requiring import require
from interpose.requirement.result import MandateRequirement, Requirement, RequirementLine, SectorRequirement, StatedMonths

__all__ = [
    "AreaResult",
    "AuthorisedPeak",
    "Backtest",
    "MandateRequirement",
    "MandateScore",
    "MissionScore",
    "NotScored",
    "PlaceOfRules",
    "PrecedentEstimate",
    "PrecedentSizes",
    "RecalledEffect",
    "Requirement",
    "RequirementLine",
    "RulesTrial",
    "Sector",
    "SectorRequirement",
    "StatedMonths",
    "StripRow",
    "backtest",
    "density_strip",
    "read_sizes",
    "require",
]
