"""From whom, and for how long: pools, rotation, force generation."""

from interpose.generation.alternatives import Alternative, alternatives
from interpose.generation.evaluating import Evaluator
from interpose.generation.evaluating_future import Evaluation, Future
from interpose.generation.marginal import Marginal, marginal_values
from interpose.generation.planning import generate
from interpose.generation.repair import Lacking, Repair, changed_case, repair
from interpose.generation.repair_model import Change
from interpose.generation.result import (
    Binding,
    Contribution,
    Force,
    Generation,
    RotationRow,
    Shortfall,
    Stage,
)
from interpose.generation.rotation_arithmetic import Rotation, rotation_arithmetic
from interpose.generation.sector_result import SectorLead, SectorPhase, SectorPlan, SectorShortfall, SectorTour
from interpose.generation.shares import ShortfallShare, shortfall_shares
from interpose.generation.supply import waiting
from interpose.generation.unit_rotation import UnitTour, icalendar, unit_calendar
from interpose.generation.verify import Violation, verify
from interpose.generation.verify_sectors import verify_sectors
from interpose.solver import Limits

__all__ = [
    "Alternative",
    "Binding",
    "Change",
    "Contribution",
    "Evaluation",
    "Evaluator",
    "Force",
    "Future",
    "Generation",
    "Lacking",
    "Limits",
    "Marginal",
    "Repair",
    "Rotation",
    "RotationRow",
    "SectorLead",
    "SectorPhase",
    "SectorPlan",
    "SectorShortfall",
    "SectorTour",
    "Shortfall",
    "ShortfallShare",
    "Stage",
    "UnitTour",
    "Violation",
    "alternatives",
    "changed_case",
    "generate",
    "icalendar",
    "marginal_values",
    "repair",
    "rotation_arithmetic",
    "shortfall_shares",
    "unit_calendar",
    "verify",
    "verify_sectors",
    "waiting",
]
