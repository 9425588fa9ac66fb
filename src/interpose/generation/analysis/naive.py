"""The naive plan: everybody brings an equal share of the size of its army, and relieves itself."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.tables.words import BELTS
from interpose.evidence import Positions
from interpose.generation.model.crews import Crew, crews, sendable, whole_level
from interpose.generation.model.largest import planned
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.problem.sector_need import spread
from interpose.generation.problem.supply import belt_of
from interpose.generation.readout import posts_and_shortfall
from interpose.generation.result import HeldPosts, Shortfall

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["NaivePlan", "NaiveShare", "naive_plan"]

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NaiveShare:
    """Size of a state's army, its part of all, posts asked for and held by itself without end, and persons in the country."""

    state: str
    personnel_active: int
    share: float
    asked: int
    held: int
    personnel: int


@dataclass(frozen=True, kw_only=True)
class NaivePlan:
    """What an equal share of army size would bring: as in `LevelAnswer`; states by size of army, the largest first.

    States that take part and whose size is `unknown` are asked for nothing.
    """

    mandate: str
    sustained: int
    shortfall_share: float
    shares: tuple[NaiveShare, ...]
    posts: tuple[HeldPosts, ...]
    shortfall: tuple[Shortfall, ...]
    unknown: tuple[str, ...]


def naive_plan(case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None) -> NaivePlan:
    """Divide the requirement over those who take part by the size of their armies, without any planning.

    The posts of each capability and belt are divided over the states that have any such unit, in proportion to their active
    personnel. A state holds of its posts what it can keep standing by itself without end, and no more than its cap; nobody
    stands in for anybody.

    The parameters are those of `generate`.

    Returns
    -------
    NaivePlan
        What it would bring, to be set beside the plan: the difference is what planning buys.
    """
    request = request or PlanRequest()
    problem = planned(problem_of(case, positions, requirement, request), request.limits)[0]
    problem = problem.with_rules(endurance="own", partners={})
    need = problem.demand
    armies = {state: case.states[state].personnel_active or 0 for state in problem.participation.states}
    own = crews([pool for pool in sendable(problem) if not pool.commitment], need.quantity, problem.rules)
    holders = {state: _Holder(problem, state, [crew for crew in own if crew.owner == state]) for state in armies}
    for key in sorted(need.quantity, key=lambda key: (-need.price[key[1]], BELTS.index(key[0]))):
        able = [holder for state, holder in holders.items() if armies[state] and holder.able(key)]
        most = float(need.quantity[key][need.steady].max(initial=0.0))
        if able and most:
            weights = np.array([float(armies[holder.state]) for holder in able])
            for holder, part in zip(able, spread(np.array([most]), weights)[:, 0].tolist(), strict=True):
                holder.hold(key, part)
    return _told(problem, armies, holders)


class _Holder:
    """A state with its crews, the level that each keeps in each month as notice runs out, and what they hold so far."""

    def __init__(self, problem: Problem, state: str, own: list[Crew]) -> None:
        limit = problem.limits.get(state)
        self.state, self.crews = state, own
        self.left = math.inf if limit is None or limit.most is None else limit.most
        months = range(1, problem.demand.horizon + 1)
        ready = [[[pool for pool in crew.members if pool.first_month <= month] for month in months] for crew in own]
        self.levels = [np.array([whole_level(problem, members) for members in by_month]) for by_month in ready]
        self.used = [0] * len(own)
        self.standing: dict[Key, NDArray[np.float64]] = defaultdict(lambda: np.zeros(problem.demand.horizon))
        self.asked, self.inside = 0, 0.0

    def able(self, key: Key) -> bool:
        return any((belt_of(station), name) == key for crew in self.crews for station, name, _ in crew.provides)

    def hold(self, key: Key, asked: float) -> None:
        """Hold as many of the posts asked for as last."""
        self.asked += math.ceil(asked)
        for number, crew in enumerate(self.crews):
            like, rate = crew.members[0], sum(float(pool.rate) for pool in crew.members)
            persons = sum(pool.personnel * float(pool.rate) for pool in crew.members) / (rate or 1.0)
            for station, _, quantity in (each for each in crew.provides if (belt_of(each[0]), each[1]) == key):
                while asked > 1e-9 and self.used[number] < self.levels[number].max(initial=0):
                    if persons > self.left + 1e-6:
                        return
                    self.used[number] += 1
                    self.left -= persons
                    self.inside += persons * like.counts_inside(station)
                    asked -= quantity
                    for capability, brought in like.provided_at(station):
                        self.standing[belt_of(station), capability] += brought * (self.levels[number] >= self.used[number])


def _told(problem: Problem, armies: Mapping[str, int], holders: Mapping[str, _Holder]) -> NaivePlan:
    need, total, everybody = problem.demand, problem.demand.price_of_all(), sum(armies.values())
    standing = {key: sum(holder.standing[key] for holder in holders.values()) for key in need.quantity}
    short = {key: np.maximum(0.0, needed - standing[key]).round(6) for key, needed in need.quantity.items()}
    posts, shortfall = posts_and_shortfall(need, short)
    told = [
        (state, army, holders[state]) for state, army in sorted(armies.items(), key=lambda item: (-item[1], item[0])) if army
    ]
    return NaivePlan(
        mandate=problem.mandate,
        sustained=round(sum(holder.inside for holder in holders.values())),
        shortfall_share=need.price_of(short) / (total or 1.0),
        shares=tuple(
            NaiveShare(
                state=state,
                personnel_active=army,
                share=army / everybody,
                asked=holder.asked,
                held=sum(holder.used),
                personnel=round(holder.inside),
            )
            for state, army, holder in told
        ),
        posts=posts,
        shortfall=shortfall,
        unknown=tuple(state for state, army in armies.items() if not army),
    )
