"""The naive plan: everybody brings an equal share of the size of its army, and relieves itself."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.quantities import Figure
from interpose.case.tables.words import BELTS
from interpose.evidence import Positions
from interpose.generation.model.crews import Crew, crews, lasting_level, sendable
from interpose.generation.model.largest import planned
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.problem.sector_need import spread
from interpose.generation.problem.supply import belt_of
from interpose.generation.result import HeldPosts, Shortfall

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["NaivePlan", "NaiveShare", "naive_plan"]

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NaiveShare:
    """What a state would be asked for, and what it could hold.

    Parameters
    ----------
    state : str
        The state.
    personnel_active : int
        Size of its army.
    share : float
        Its part of the armies of all who take part.
    asked, held : int
        Posts that it is asked for, over all capabilities and belts, and those that it can hold by itself without end.
    personnel : int
        Persons that it would have in the country.
    """

    state: str
    personnel_active: int
    share: float
    asked: int
    held: int
    personnel: int


@dataclass(frozen=True, kw_only=True)
class NaivePlan:
    """What an equal share of army size would bring.

    Parameters
    ----------
    mandate : str
        Mandate.
    sustained : int
        Persons in the country once all posts are manned, without end and each nation by itself.
    shortfall_share : float
        Priced shortfall as a share of the price of missing everything.
    shares : tuple of NaiveShare
        By state, the largest army first.
    posts : tuple of HeldPosts
        Posts held of posts required in the steady state, by capability and belt.
    shortfall : tuple of Shortfall
        What is missing; only what is above zero.
    unknown : tuple of str
        States that take part and whose size is not known: they are asked for nothing.
    """

    mandate: str
    sustained: int
    shortfall_share: float
    shares: tuple[NaiveShare, ...]
    posts: tuple[HeldPosts, ...]
    shortfall: tuple[Shortfall, ...]
    unknown: tuple[str, ...]

    def figures(self) -> tuple[Figure, ...]:
        """Name its numbers."""
        inputs = (f"requirement.{self.mandate}.personnel", *(f"states.csv#{row.state}.personnel_active" for row in self.shares))
        formula = (
            "posts of each capability divided over those who have any such unit, by size of army (Sainte-Laguë); each nation "
        )
        formula += "holds what it can keep standing by itself without end"
        return (
            Figure("naive.force.sustained", self.sustained, "persons", formula, inputs),
            Figure("naive.shortfall_share", round(self.shortfall_share, 6), "share", formula, inputs),
        )


def naive_plan(case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None) -> NaivePlan:
    """Divide the requirement over those who take part by the size of their armies, without any planning.

    The posts of each capability and belt are divided over the states that have any such unit, in proportion to their active
    personnel. A state holds of its posts what it can keep standing by itself without end, and no more than its cap; nobody
    stands in for anybody.

    Parameters
    ----------
    case, positions, requirement
        As for `generate`.
    request : PlanRequest, optional
        What is asked.

    Returns
    -------
    NaivePlan
        What it would bring, to be set beside the plan: the difference is what planning buys.
    """
    request = request or PlanRequest()
    problem = planned(problem_of(case, positions, requirement, request), request.limits)[0]
    problem = replace(problem, rules=replace(problem.rules, endurance="own", partners={}))
    armies = {state: case.states[state].personnel_active or 0 for state in problem.participation.states}
    holders = {state: _Holder(problem, state) for state in armies}
    for pool_crew in crews([pool for pool in sendable(problem) if not pool.commitment], problem.demand.quantity, problem.rules):
        holders[pool_crew.owner].add(pool_crew)
    asked: dict[str, int] = defaultdict(int)
    need = problem.demand
    for key in sorted(need.quantity, key=lambda key: (-need.price[key[1]], BELTS.index(key[0]))):
        able = [state for state, holder in holders.items() if armies[state] and holder.able(key)]
        most = float(need.quantity[key][need.steady].max(initial=0.0))
        if not able or not most:
            continue
        parts = spread(np.array([most]), np.array([float(armies[state]) for state in able]))[:, 0]
        for state, part in zip(able, parts.tolist(), strict=True):
            asked[state] += math.ceil(part)
            holders[state].hold(key, part)
    return _told(problem, armies, holders, asked)


class _Holder:
    """A state with its crews, and what they hold so far."""

    def __init__(self, problem: Problem, state: str) -> None:
        self.problem = problem
        limit = problem.limits.get(state)
        self.most = math.inf if limit is None or limit.most is None else limit.most
        self.crews: list[Crew] = []
        self.levels: list[NDArray[np.int64]] = []
        self.used: list[int] = []
        self.standing: dict[Key, NDArray[np.float64]] = defaultdict(lambda: np.zeros(problem.demand.horizon))
        self.inside = self.everywhere = 0.0

    def add(self, crew: Crew) -> None:
        """Add a crew, with the level that it keeps in each month as notice runs out."""
        months = range(1, self.problem.demand.horizon + 1)
        ready = ([pool for pool in crew.members if pool.first_month <= month] for month in months)
        self.crews.append(crew)
        self.levels.append(np.array([math.floor(lasting_level(self.problem, members)) for members in ready]))
        self.used.append(0)

    def able(self, key: Key) -> bool:
        """Whether it has any unit for this."""
        return any((belt_of(station), name) == key for crew in self.crews for station, name, _ in crew.provides)

    def hold(self, key: Key, asked: float) -> None:
        """Hold as many of the posts asked for as last."""
        for number, crew in enumerate(self.crews):
            persons = sum(pool.personnel * float(pool.rate) for pool in crew.members)
            persons /= sum(float(pool.rate) for pool in crew.members) or 1.0
            for station, name, quantity in crew.provides:
                while (
                    (belt_of(station), name) == key and asked > 1e-9 and self.used[number] < self.levels[number].max(initial=0)
                ):
                    if self.everywhere + persons > self.most + 1e-6:
                        return
                    self.used[number] += 1
                    asked -= quantity
                    self.everywhere += persons
                    self.inside += persons * crew.members[0].counts_inside(station)
                    manned = self.levels[number] >= self.used[number]
                    for capability, brought in crew.members[0].provided_at(station):
                        self.standing[belt_of(station), capability] += brought * manned


def _told(problem: Problem, armies: Mapping[str, int], holders: Mapping[str, _Holder], asked: Mapping[str, int]) -> NaivePlan:
    need = problem.demand
    standing = {
        key: sum((holder.standing[key] for holder in holders.values()), np.zeros(need.horizon)) for key in need.quantity
    }
    short = {key: np.maximum(0.0, needed - standing[key]).round(6) for key, needed in need.quantity.items()}
    total, everybody = need.price_of_all(), sum(armies.values())
    return NaivePlan(
        mandate=problem.mandate,
        sustained=round(sum(holder.inside for holder in holders.values())),
        shortfall_share=need.price_of(short) / total if total else 0.0,
        shares=tuple(
            NaiveShare(
                state=state,
                personnel_active=army,
                share=army / everybody,
                asked=asked.get(state, 0),
                held=sum(holders[state].used),
                personnel=round(holders[state].inside),
            )
            for state, army in sorted(armies.items(), key=lambda item: (-item[1], item[0]))
            if army
        ),
        posts=tuple(
            HeldPosts(
                capability=capability,
                belt=belt,
                required=float(needed[need.steady].max(initial=0.0)),
                held=float((needed - short[belt, capability])[need.steady].min(initial=np.inf)),
            )
            for (belt, capability), needed in need.quantity.items()
            if needed[need.steady].any()
        ),
        shortfall=tuple(
            Shortfall(capability, belt, month + 1, float(missing[month]), float(need.quantity[belt, capability][month]))
            for (belt, capability), missing in short.items()
            for month in np.flatnonzero(missing > 1e-6).tolist()
        ),
        unknown=tuple(state for state, army in armies.items() if not army),
    )
