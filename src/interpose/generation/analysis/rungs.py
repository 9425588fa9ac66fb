"""The ladder of firmness: what pledges bring, what conditional offers add, and what open states add."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.case.quantities import Figure
from interpose.case.tables.evidence import Modality
from interpose.evidence import Positions
from interpose.generation.analysis.level import LevelAnswer, level_of
from interpose.generation.problem.participation import RUNGS, Participation, Rung, pledged_personnel
from interpose.generation.problem.planning_problem import problem_of
from interpose.generation.problem.request import PlanRequest

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["RungAnswer", "rungs", "without_number"]


@dataclass(frozen=True, kw_only=True)
class RungAnswer:
    """What states bring whose positions are at least this firm.

    Parameters
    ----------
    rung : str
        pledged (pledged and firmer) · ready_if (ready on conditions, too) · open (open, too).
    without_end, own_relief : LevelAnswer
        Without end: nations relieve one another, or each nation relieves itself.
    without_number : tuple of str
        States that take part by a pledge, or a firmer position, whose claims name no persons: their units are counted, limited
        by nothing.
    """

    rung: Rung
    without_end: LevelAnswer
    own_relief: LevelAnswer
    without_number: tuple[str, ...] = ()

    def figures(self) -> tuple[Figure, ...]:
        """Name the numbers of the rung."""
        stem = f"rungs.{self.rung}"
        return *self.without_end.figures(f"{stem}.without_end"), *self.own_relief.figures(f"{stem}.own_relief")


def rungs(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None
) -> tuple[RungAnswer, ...]:
    """Answer by firmness, each rung and endurance a proved solve of the slot model.

    The parameters are those of `generate`; `least_modality` is set by the rung.

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
        relay, own = (level_of(problem.with_rules(endurance=each), request.limits) for each in ("relay", "own"))
        silent = without_number(case, positions, problem.participation)
        found.append(RungAnswer(rung=rung, without_end=relay, own_relief=own, without_number=silent))
    return tuple(found)


def without_number(case: Case, positions: Positions, taking_part: Participation) -> tuple[str, ...]:
    """Return the states that take part by a pledge, or a firmer position, whose claims name no persons."""
    said = {state: positions.of(state) for state, reason in taking_part.reasons.items() if reason == "position"}
    pledged = [state for state, each in said.items() if each is not None and (each.modality or 0) >= Modality.PLEDGED]
    named = pledged_personnel(case, positions, pledged)
    return tuple(state for state in pledged if state not in named)
