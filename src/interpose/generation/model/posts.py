"""Posts: the kinds that hold sectors, the phases that they are kept for, and what the slot model comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.sector_need import Phase
from interpose.generation.problem.supply import PoolSupply
from interpose.solver import Status

__all__ = ["Post", "PostKind", "SlotPlan", "Standing", "place_spans", "steady_phases"]

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Posts of one kind: who relieves one another in them, where, from which month, and how many there are.

    Parameters
    ----------
    owner : str
        The nation or partner group that keeps the posts; empty where nations relieve one another.
    members : tuple of PoolSupply
        The pools whose units relieve one another.
    station : str
        Where the posts are.
    first_month : int
        First month in which they are manned.
    count : int
        How many.
    share : tuple of float
        Posts that each of the members keeps on average, in the order of `members`; they sum to `count`.
    """

    owner: str
    members: tuple[PoolSupply, ...]
    station: str
    first_month: int
    count: int
    share: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class SlotPlan:
    """What the slot model came to.

    Parameters
    ----------
    status : str
        One of the six words; only optimal and feasible carry numbers.
    objective, bound : float or None
        Priced shortfall, and what is proved.
    requirement : float
        Price of missing everything.
    posts : tuple of Post
        The posts.
    short : mapping of (belt, capability) to numpy.ndarray
        Units short by month, shape (horizon,).
    scale : float
        Part of the requirement that was planned for.
    withdrawn : mapping of pool key to int
        Units taken from where they are bound.
    """

    status: Status
    objective: float | None = None
    bound: float | None = None
    requirement: float
    posts: tuple[Post, ...] = ()
    short: Mapping[Key, NDArray[np.float64]]
    scale: float = 1.0
    withdrawn: Mapping[tuple[str, str, str], int]

    @property
    def has_numbers(self) -> bool:
        """Whether there is a plan to read numbers from."""
        return self.status in ("optimal", "feasible")

    @property
    def gap(self) -> float | None:
        """Distance between the plan and the proved bound, as a share of the price of missing everything."""
        if self.objective is None or self.bound is None:
            return None
        return max(0.0, self.objective - self.bound) / self.requirement if self.requirement else 0.0

    @property
    def shortfall_share(self) -> float | None:
        """Priced shortfall over the price of missing everything."""
        if self.objective is None:
            return None
        return self.objective / self.requirement if self.requirement else 0.0

    def persons(self) -> dict[str, tuple[float, float]]:
        """Return the persons that each state keeps on average, in the country and outside, once all posts are manned."""
        found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for post in self.posts:
            for pool, share in zip(post.members, post.share, strict=True):
                found[pool.state][0 if pool.counts_inside(post.station) else 1] += share * pool.personnel
        return {state: (inside, outside) for state, (inside, outside) in sorted(found.items())}

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
    """What keeps a post in a sector: whose units, and what one of them provides of troops and headquarters.

    Parameters
    ----------
    nation : str
        State or partner group.
    provides : tuple of (capability, quantity)
        What one unit provides in the belt that sectors hold.
    """

    nation: str
    provides: tuple[tuple[str, float], ...]

    def brings(self, capability: str) -> float:
        """Return how much of a capability one unit provides."""
        return sum(quantity for name, quantity in self.provides if name == capability)


def steady_phases(problem: Problem) -> tuple[Phase, ...]:
    """Return the phases of the steady state."""
    return tuple(phase for phase in problem.phases if phase.steady)


@dataclass(frozen=True, slots=True)
class Standing:
    """Units of some classes on the ground, as entries: month, column of the tours."""

    month: NDArray[np.int64]
    column: NDArray[np.int64]

    @staticmethod
    def joined(each: Sequence[Standing]) -> Standing:
        """Put several together."""
        none = np.zeros(0, dtype=np.int64)
        return Standing(
            np.concatenate([part.month for part in each] or [none]), np.concatenate([part.column for part in each] or [none])
        )


def place_spans(problem: Problem) -> tuple[tuple[Phase, int, int], ...]:
    """Return the phases for which nations have places, each with the first and last month that it counts for.

    Where posts are kept for whole phases, the build-up belongs to the first phase and the drawdown to the last: who does not
    stay does not come.
    """
    if not problem.rules.whole_phases:
        return tuple((phase, phase.first_month, phase.last_month) for phase in problem.phases)
    steady = steady_phases(problem)
    return tuple(
        (
            phase,
            1 if place == 0 else phase.first_month,
            problem.demand.horizon if place == len(steady) - 1 else phase.last_month,
        )
        for place, phase in enumerate(steady)
    )
