"""The ladder of firmness: what pledges bring, what conditional offers add, and what open states add."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.case.quantities import Figure
from interpose.evidence import Positions
from interpose.generation.analysis.level import LevelAnswer, level_of
from interpose.generation.problem.participation import RUNGS, Rung
from interpose.generation.problem.planning_problem import problem_of
from interpose.generation.problem.request import PlanRequest

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["RungAnswer", "rungs"]


@dataclass(frozen=True, kw_only=True)
class RungAnswer:
    """What states bring whose positions are at least this firm.

    Parameters
    ----------
    rung : str
        pledged (pledged and firmer) · ready_if (ready on conditions, too) · open (open, too).
    without_end : LevelAnswer
        Without end, nations relieve one another.
    own_relief : LevelAnswer
        Without end, each nation relieves itself.
    """

    rung: Rung
    without_end: LevelAnswer
    own_relief: LevelAnswer

    def figures(self) -> tuple[Figure, ...]:
        """Name the numbers of the rung."""
        return (
            *self.without_end.figures(f"rungs.{self.rung}.without_end"),
            *self.own_relief.figures(f"rungs.{self.rung}.own_relief"),
        )


def rungs(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None
) -> tuple[RungAnswer, ...]:
    """Answer by firmness, each rung and endurance a proved solve of the slot model.

    Parameters
    ----------
    case, positions, requirement
        As for `generate`.
    request : PlanRequest, optional
        What is asked; its `least_modality` is set by the rung.

    Returns
    -------
    tuple of RungAnswer
        The firmest first; each holds all states of the one before. States let in by hand that stand outside the country are
        in every rung: variants leave them out.
    """
    request = request or PlanRequest()
    found = []
    for rung, modality in RUNGS.items():
        problem = problem_of(case, positions, requirement, replace(request, least_modality=modality))
        relay, own = (level_of(problem.with_rules(endurance=each), limits=request.limits) for each in ("relay", "own"))
        found.append(RungAnswer(rung=rung, without_end=relay, own_relief=own))
    return tuple(found)
