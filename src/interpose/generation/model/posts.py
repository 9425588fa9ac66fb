"""Posts: the kinds that hold sectors, the phases that they are kept for, and what the slot model comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.sector_need import Phase
from interpose.generation.problem.supply import PoolKey, PoolSupply, belt_of
from interpose.generation.result import RotationRow
from interpose.solver import Status

__all__ = ["Post", "PostKind", "SlotPlan", "place_by_month", "place_of", "place_phases", "post_kind", "steady_phases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Posts of one kind: how many, at which station, manned from which month on, by pools that relieve one another.

    The owner is the nation or partner group that keeps them; empty where nations relieve one another. `share` are the posts
    that each member keeps on average; they sum to the count.
    """

    owner: str
    members: tuple[PoolSupply, ...]
    station: str
    first_month: int
    count: int
    share: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class SlotPlan:
    """What the slot model came to: priced shortfall and what is proved, and the posts.

    `requirement` is the price of missing everything; `short` are units short by month, shape (horizon,), by belt and
    capability; `withdrawn` units taken from where they are bound.
    """

    status: Status
    objective: float | None = None
    bound: float | None = None
    requirement: float
    posts: tuple[Post, ...] = ()
    short: Mapping[tuple[str, str], NDArray[np.float64]]
    withdrawn: Mapping[PoolKey, int]

    @property
    def has_numbers(self) -> bool:
        """Whether there is a plan to read numbers from."""
        return self.status in ("optimal", "feasible")

    @property
    def gap(self) -> float | None:
        """Distance between the plan and the proved bound, as a share of the price of missing everything."""
        if self.objective is None or self.bound is None:
            return None
        return max(0.0, self.objective - self.bound) / (self.requirement or 1.0)

    @property
    def shortfall_share(self) -> float | None:
        """Priced shortfall over the price of missing everything."""
        return None if self.objective is None else self.objective / (self.requirement or 1.0)

    def persons(self) -> dict[str, tuple[float, float]]:
        """Return the persons that each state keeps on average, in the country and outside, once all posts are manned."""
        found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for post in self.posts:
            for pool, share in zip(post.members, post.share, strict=True):
                found[pool.state][0 if pool.counts_inside(post.station) else 1] += share * pool.personnel
        return {state: (inside, outside) for state, (inside, outside) in sorted(found.items())}

    def first_tours(self) -> tuple[RotationRow, ...]:
        """Say who mans the posts first, by pool, belt and first month: units that are ready, by their share in the reliefs.

        Where no unit is ready in the first month of a post, it is the next that is.
        """
        spare = {pool.key: pool.units for post in self.posts for pool in post.members}
        found: dict[tuple[PoolSupply, str, int], int] = defaultdict(int)
        for post in sorted(self.posts, key=lambda each: (each.first_month, each.station, each.owner)):
            dealt = [0] * len(post.members)
            for _ in range(post.count):
                able = [place for place, pool in enumerate(post.members) if spare[pool.key] > 0]
                if not able:
                    break
                late = [max(0, pool.first_month - post.first_month) for pool in post.members]
                place = min(able, key=lambda at: (late[at], dealt[at] - post.share[at], post.members[at].key))
                dealt[place] += 1
                spare[post.members[place].key] -= 1
                found[post.members[place], belt_of(post.station), post.first_month + late[place]] += 1
        return tuple(
            RotationRow(
                state=pool.state,
                unit_type=pool.unit_type,
                units=units,
                start_month=month,
                end_month=month + pool.tour - 1,
                belt=belt,
            )
            for (pool, belt, month), units in found.items()
        )

    def inside_by_month(self, horizon: int) -> NDArray[np.float64]:
        """Return the persons in the country by month, on average over who relieves whom, shape (horizon,)."""
        found = np.zeros(horizon)
        for post in self.posts:
            for pool, share in zip(post.members, post.share, strict=True):
                found[post.first_month - 1 :] += share * pool.personnel * pool.counts_inside(post.station)
        return found

    @property
    def sustained(self) -> int:
        """Persons in the country once all posts are manned, on average over who relieves whom."""
        return round(sum(inside for inside, _ in self.persons().values()))

    @property
    def outside(self) -> int:
        """Persons that serve from outside the country, on average."""
        return round(sum(outside for _, outside in self.persons().values()))


@dataclass(frozen=True, order=True, slots=True)
class PostKind:
    """What keeps a post in a sector: a state or partner group, and what one unit provides in the belt that sectors hold."""

    nation: str
    provides: tuple[tuple[str, float], ...]

    def brings(self, capability: str) -> float:
        """Return how much of a capability one unit provides."""
        return sum(quantity for name, quantity in self.provides if name == capability)


def steady_phases(problem: Problem) -> tuple[Phase, ...]:
    """Return the phases of the steady state."""
    return tuple(phase for phase in problem.phases if phase.steady)


def post_kind(problem: Problem, pool: PoolSupply, station: str) -> PostKind | None:
    """Return the kind of post that a unit keeps at a station; None where it holds no sectors."""
    ruled = problem.sectors.ruled if problem.sectors is not None else ()
    provides = tuple(each for each in pool.provided_at(station) if (belt_of(station), each[0]) in ruled)
    return PostKind(problem.rules.nation(pool.state), provides) if provides else None


def place_phases(problem: Problem) -> tuple[Phase, ...]:
    """Return the phases for which nations have places in sectors: of the steady state, where posts are kept for whole ones."""
    return steady_phases(problem) if problem.rules.whole_phases else problem.phases


def place_of(problem: Problem, months: ArrayLike) -> NDArray[np.intp]:
    """Return the place among these phases of that to which months belong.

    Where posts are kept for whole phases, the build-up belongs to the first of them and the drawdown to the last: who does not
    stay does not come.
    """
    begins = [phase.first_month for phase in place_phases(problem)]
    return np.maximum(0, np.searchsorted(begins, months, side="right") - 1)


def place_by_month(problem: Problem) -> NDArray[np.intp]:
    """Return the place of each month among these phases, shape (horizon,)."""
    return place_of(problem, np.arange(1, problem.demand.horizon + 1))
