"""How many, where and for which mandate: the line measured, cut and turned into a statement of requirement."""

from interpose.requirement.requiring import require
from interpose.requirement.result import AreaResult, MandateRequirement, Requirement, RequirementLine, Sector, SectorRequirement

__all__ = ["AreaResult", "MandateRequirement", "Requirement", "RequirementLine", "Sector", "SectorRequirement", "require"]
