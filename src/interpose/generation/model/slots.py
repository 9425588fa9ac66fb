"""The slot model: posts that are kept for ever, without a calendar, as a small mixed-integer programme."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.groups import PoolGroup, crews, lasting_level, level_rows, sendable, shortage, whole_level
from interpose.generation.problem.demand import withdrawal_price
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolKey, PoolSupply, belt_of
from interpose.solver import Answered, Limits, Model, Outcome, Status, Terms, solve

__all__ = ["Post", "SlotModel", "SlotPlan", "solve_slots"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Posts of one kind: how many, at which station, manned from which month on, by pools that relieve one another.

    `shares` are the posts that each pool of the crew keeps on average; they sum to the count.
    """

    crew: PoolGroup
    station: str
    first_month: int
    count: int
    shares: tuple[tuple[PoolSupply, float], ...]


@dataclass(frozen=True, kw_only=True)
class SlotPlan(Answered):
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
            for pool, share in post.shares:
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


def solve_slots(problem: Problem, *, limits: Limits | None = None) -> SlotPlan:
    """Find the posts that cost the least shortfall, where each is kept from its first month on.

    Minimise the priced shortfall: each unit missing in a month costs its price, and the worst month of the steady state costs
    as much again as if every month were like it. Of all units that provide the same, no more posts are kept than their level
    without end, ``floor(sum of units × tour / window)``; before the last notice has run, no more than units are ready; and
    until the last unit has gone once, posts take no more tours than units can begin (or unit-months, where tours differ).
    """
    slots, settings = SlotModel(problem), problem.settings
    gap = settings.solver_share * problem.gap * slots.total
    outcome = solve(slots.model, limits, absolute_gap=gap, seed=problem.seed)
    plan = slots.plan_of(outcome)
    if plan.objective is None or outcome.bound is None:
        return plan
    bound = min(plan.objective, max(0.0, outcome.bound - settings.tie_share * slots.total))
    proved = plan.objective - bound <= 1e-6 * slots.total
    return replace(plan, bound=bound, status="optimal" if proved else "feasible")


class SlotModel:
    """The model, to which rows may be added before it is solved, with what is needed to read it back.

    For states that are `apart`, and those whose limits bind, it is a choice of the plan how many posts each of their pools
    keeps: the columns of that are `rates`, by pool, and those of units taken from where they are bound `taken`.
    """

    def __init__(self, problem: Problem, apart: Collection[str] = ()) -> None:
        self.problem, self.model = problem, Model()
        need = problem.demand
        self.keys, self.total = tuple(need.quantity), need.price_of_all()
        self.needed = np.array([need.quantity[key] for key in self.keys]).reshape(len(self.keys), need.horizon)
        self.crews = crews(problem, sendable(problem))
        # Limits that a state could break if all of its units took turns; the others need no column of their own.
        persons: dict[str, float] = defaultdict(float)
        for pool in (pool for crew in self.crews for pool in crew.members if pool.state in problem.limits):
            persons[pool.state] += float(lasting_level(problem, [pool])) * pool.personnel
        each = problem.limits.items()
        self.limits = {state: limit for state, limit in each if limit.least is not None or persons[state] > (limit.most or 0)}
        caps = {state: math.inf if limit.most is None else limit.most for state, limit in self.limits.items()}
        self.apart = {**dict.fromkeys(apart, math.inf), **caps}
        self.rates: dict[PoolKey, NDArray[np.int64]] = {}
        self.taken: dict[PoolKey, NDArray[np.int64]] = {}
        self._periods()
        prices = np.array([need.price[capability] for _, capability in self.keys])
        self.short = shortage(self.model, self.needed[:, self.first - 1], prices, self.weight, self.steady)
        self._posts()
        for state, limit in sorted(self.limits.items()):
            # Limits on the persons of a state hold on average.
            own = [pool for crew in self.crews for pool in crew.members if pool.state == state and pool.key in self.rates]
            there = Terms.sum((Terms.total(self.rates[pool.key], pool.personnel) for pool in own), 1)
            if limit.most is not None and own:
                self.model.constrain(f"cap of {state}", there, upper=limit.most)
            if limit.least is not None:
                self.model.constrain(f"least of {state}", there, lower=limit.least)

    def _periods(self) -> None:
        """Find the months from which posts may be kept, and periods of months in which the same is required and manned."""
        horizon = self.problem.demand.horizon
        ready = {month for crew in self.crews for month in _staggered(self.problem, crew)}
        more = np.flatnonzero((np.diff(self.needed, axis=1, prepend=0.0) > 1e-9).any(axis=0)) + 1
        self.starts = np.array(sorted(month for month in {1, *ready, *more.tolist()} if month <= horizon), dtype=np.int64)
        steady = np.zeros(horizon, dtype=np.bool_)
        steady[self.problem.demand.steady] = True
        signature = np.vstack([self.needed, np.searchsorted(self.starts, np.arange(1, horizon + 1), side="right"), steady])
        _, first, of_month, weight = np.unique(signature, axis=1, return_index=True, return_inverse=True, return_counts=True)
        self.first, self.of_month = first + 1, of_month.ravel()
        self.weight, self.steady = weight.astype(np.float64), steady[first]

    def _posts(self) -> None:
        """Add the posts of each crew, its level, and what it can man before all notice has run."""
        model, need = self.model, self.problem.demand
        manned = self.starts[:, None] <= self.first[None, :]
        cover = {key: [Terms.of(short)] for key, short in zip(self.keys, self.short, strict=True)}
        # A post costs so little that all of them together cost the tie share.
        most = sum(float(lasting_level(self.problem, crew.members)) for crew in self.crews)
        tie = self.problem.settings.tie_share * self.total / most if most else 0.0
        for number, crew in enumerate(self.crews):
            like = crew.like
            upper = np.zeros((len(like.stations), len(self.starts)))
            upper[:, self.starts >= min(pool.first_month for pool in crew.members)] = np.inf
            cost = np.array([[tie / 2 if like.counts_inside(station) else tie] for station in like.stations])
            posts = model.columns(
                f"posts {number}", upper.shape, upper=upper, cost=np.broadcast_to(cost, upper.shape), whole=True
            )
            for station, capability, quantity in like.provides:
                kept = posts[like.stations.index(station)]
                cover[belt_of(station), capability].append(Terms.of(kept[:, None], manned * quantity, over=0))
            for pool in crew.members:
                if pool.commitment:
                    price = withdrawal_price(pool, need)
                    self.taken[pool.key] = model.columns(
                        f"withdrawn {pool.key}", (1,), upper=pool.units, cost=price, whole=True
                    )
            name = f"level {number}"
            self.rates |= level_rows(model, self.problem, name, crew, Terms.total(posts), self.taken, self.apart)
            self._readiness(number, crew, posts)
        rows = Terms.stacked(Terms.sum(cover[key], len(self.first)) for key in self.keys)
        model.constrain("requirement", rows, lower=self.needed[:, self.first - 1])

    def _readiness(self, number: int, crew: PoolGroup, posts: NDArray[np.int64]) -> None:
        """No more posts than units are ready, and no more tours, or unit-months, by any month than they can serve."""
        starts, horizon, firsts = self.starts, self.problem.demand.horizon, [pool.first_month for pool in crew.members]
        first, latest = min(firsts), max(firsts)
        early = starts[(starts >= first) & (starts < latest)]
        if len(early):
            able = np.array(firsts)[:, None] <= early
            self._served(f"ready {number}", crew, posts, (starts <= early[:, None]).astype(np.int64), able.astype(np.int64))
        last = min(horizon, latest + max(pool.window for pool in crew.members))
        # Units fall behind most in the month before some of them begin another tour.
        turns = {month for pool in crew.members for month in range(pool.first_month - 1, last + 1, pool.window)}
        months = np.array(sorted(month for month in {*turns, last} if month >= first), dtype=np.int64)
        # Where all tours are as long, posts and units are counted in tours, of which the last is whole; otherwise in months.
        (tour, *others) = {pool.tour for pool in crew.members}
        kept, ready = np.maximum(0, months[:, None] - starts + 1), np.maximum(0, months - np.array(firsts)[:, None] + 1)
        tours, windows = np.array([(pool.tour, pool.window) for pool in crew.members]).T[:, :, None]
        served = ready // windows * tours + np.minimum(ready % windows, tours) if others else -(-ready // windows)
        self._served(f"served {number}", crew, posts, kept if others else -(-kept // tour), served)
        if others or len({pool.window for pool in crew.members}) > 1:
            return
        # In the window after any month no unit begins two tours.
        begin = starts[(starts > first) & (starts < latest + tour)][:, None]
        until = np.minimum(begin + crew.like.window, horizon + 1)
        kept = np.where(starts < begin, (until - begin) // tour, -(-np.maximum(0, until - starts) // tour))
        able = np.array(firsts)[:, None] < until[:, 0]
        self._served(f"windows {number}", crew, posts, kept, able.astype(np.int64))

    def _served(
        self, name: str, crew: PoolGroup, posts: NDArray[np.int64], kept: NDArray[np.int64], served: NDArray[np.int64]
    ) -> None:
        """Ask of the posts no more than the units serve; those bound elsewhere serve if they are taken."""
        asked, upper = Terms.of(posts[:, None, :], kept, over=(0, 2)), np.zeros(len(kept))
        for pool, each in zip(crew.members, served, strict=True):
            if pool.commitment:
                asked -= Terms.total(self.taken[pool.key], size=len(each)) * each
            else:
                upper += pool.units * each
        self.model.constrain(name, asked, upper=upper)

    def plan_of(self, outcome: Outcome) -> SlotPlan:
        """Read a solution back; what it proves is up to the caller, who may have changed rows and costs."""
        if outcome.objective is None:
            return SlotPlan(status=outcome.status, requirement=self.total, short={}, withdrawn={})
        need, values = self.problem.demand, outcome.values
        posts = []
        for number, crew in enumerate(self.crews):
            counts = np.rint(values[f"posts {number}"]).astype(int)
            lasting = {pool: float(lasting_level(self.problem, [pool])) for pool in crew.members if counts.any()}
            lasting |= {pool: float(values[f"rate of {pool.key}"][0]) for pool in lasting if pool.key in self.rates}
            for at, begin in np.argwhere(counts > 0).tolist():
                count, station, month = int(counts[at, begin]), crew.like.stations[at], int(self.starts[begin])
                shares = tuple((pool, count * rate / sum(lasting.values())) for pool, rate in lasting.items())
                posts.append(Post(crew=crew, station=station, first_month=month, count=count, shares=shares))
        withdrawn = {key: round(float(values[f"withdrawn {key}"][0])) for key in self.taken}
        short = dict(zip(self.keys, values["short"][:, self.of_month], strict=True))
        paid = sum(withdrawn[pool.key] * withdrawal_price(pool, need) for pool in self.problem.pools if pool.key in withdrawn)
        return SlotPlan(
            status="feasible",
            objective=need.price_of(short) + paid,
            requirement=self.total,
            posts=tuple(posts),
            short=short,
            withdrawn={key: units for key, units in withdrawn.items() if units},
        )


def _staggered(problem: Problem, crew: PoolGroup) -> set[int]:
    """Return the months from which posts of a crew may be kept: notice has run, or its reliefs have to be staggered.

    Where all tours are as long, each window holds some rounds of reliefs and a rest; of the posts that begin within so many
    months as the rest has, no more can be relieved once again than units are left after these rounds.
    """
    tour, level, firsts = crew.like.tour, whole_level(problem, crew.members), {pool.first_month for pool in crew.members}
    rounds, rest = divmod(min(pool.window for pool in crew.members), tour)
    if any(pool.tour != tour for pool in crew.members):
        return firsts
    spare = max(1, crew.units - rounds * level)
    return firsts | {first + rest * (number // spare) for first in firsts for number in range(level)}
