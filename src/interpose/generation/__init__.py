"""From whom, and for how long: pools, rotation, force generation."""

from interpose.generation.plan import generate
from interpose.generation.problem.planning_problem import PlanRequest
from interpose.generation.result import Plan
from interpose.solver import Limits

__all__ = ["Limits", "Plan", "PlanRequest", "generate"]
