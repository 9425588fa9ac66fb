"""What lasts in a case and in every mix with another, by the planner's own slot model; what is the same is solved once."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from interpose.case import Case
from interpose.errors import InterposeError, NoAnswerError
from interpose.evidence import positions
from interpose.exploration.comparison.differences import Difference
from interpose.exploration.comparison.mixing import mixed_case
from interpose.generation import PlanRequest
from interpose.generation.analysis.level import level_of
from interpose.generation.problem.planning_problem import problem_of
from interpose.requirement import Requirement, require

__all__ = ["ATTRIBUTED", "Mixes", "SlotWorth"]

ATTRIBUTED = ("shortfall_share", "force.sustained")
"""Figures whose move is divided: those that the slot model proves."""

_NOT_REQUIRED = (
    *("claims", "hops", "quotes", "relations", "judgements", "sources", "pools", "commitments", "pins", "votes"),
    *(
        "memberships",
        "national_law",
        "offices",
        "proposals",
        "routes",
        "escalation",
        "uncertainties",
        "participation",
        "repair_prices",
    ),
    *("supply_rates", "cost_bases", "who_pays", "cost_shares", "exchange_rates", "consumer_prices"),
    *("move_units", "move_factors", "nodes", "links", "crossings", "lift", "airfields", "homes"),
)
"""Tables that sizing a force does not read: mixes that differ in these alone have one statement of requirement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWorth:
    """What a mix comes to: values by figure, and their proved ends where they have one."""

    value: Mapping[str, float]
    bound: Mapping[str, float]


@dataclass(kw_only=True)
class Mixes:
    """Every mix of two cases by groups of differences that are made together.

    `solves` counts the mixes that were solved so far, those that turned out to be the same problem once.
    """

    a: Case
    b: Case
    groups: Sequence[Sequence[Difference]]
    request: PlanRequest = field(default_factory=PlanRequest)
    solves: int = 0
    _requirements: dict[frozenset[int], Requirement] = field(default_factory=dict)
    _problems: dict[frozenset[int], bytes] = field(default_factory=dict)
    _solved: dict[bytes, SlotWorth] = field(default_factory=dict)

    def worth(self, made: frozenset[int]) -> SlotWorth:
        """Solve a mix in which some groups are as in the second case.

        Raises
        ------
        NoAnswerError
            Where a mix has no answer.
        """
        self.problem(made)
        return self._solved[self._problems[made]]

    def problem(self, made: frozenset[int]) -> bytes:
        """Return what tells one planning problem from another, after solving it."""
        if made not in self._problems:
            case = mixed_case(self.a, self.b, *self._divided(made))
            required = frozenset(place for place in made if self._sizes(place))
            try:
                if required not in self._requirements:
                    self._requirements[required] = require(case)
                problem = problem_of(case, positions(case), self._requirements[required], self.request)
            except (InterposeError, KeyError) as error:
                raise NoAnswerError(f"a mix of the two cases is no case: {error}") from error
            told = pickle.dumps(problem)
            if told not in self._solved:
                level = level_of(problem, self.request.limits)
                self.solves += 1
                if level.objective is None or level.shortfall_share is None:
                    raise NoAnswerError(f"a mix of the two cases has no answer: {level.status}")
                bound = level.objective if level.bound is None else level.bound
                self._solved[told] = SlotWorth(
                    value={"shortfall_share": level.shortfall_share, "force.sustained": float(level.sustained)},
                    bound={"shortfall_share": bound / (level.requirement or 1.0)},
                )
            self._problems[made] = told
        return self._problems[made]

    def matters(self, group: int) -> bool:
        """Say whether making a group's differences changes the problem, alone or last of all."""
        whole = frozenset(range(len(self.groups)))
        nothing: frozenset[int] = frozenset()
        ends = ((nothing, frozenset({group})), (whole - {group}, whole))
        return any(self.problem(without) != self.problem(made) for without, made in ends)

    def _sizes(self, group: int) -> bool:
        return any(each.place.table not in _NOT_REQUIRED for each in self.groups[group])

    def _divided(self, made: frozenset[int]) -> tuple[list[Difference], list[Difference]]:
        halves: tuple[list[Difference], list[Difference]] = ([], [])
        for place, group in enumerate(self.groups):
            halves[place not in made].extend(group)
        return halves
