"""The slot model: posts that are kept for ever, without a calendar, as a small mixed-integer programme."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.crews import (
    Crew,
    binding_at_the_rate,
    commands,
    crews,
    kept_at_home,
    lasting_level,
    months_served,
    sendable,
)
from interpose.generation.model.posts import Post, SlotPlan
from interpose.generation.problem.demand import withdrawal_price
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import belt_of
from interpose.generation.settings import Settings
from interpose.solver import Limits, Model, Outcome, Terms, solve

__all__ = ["Post", "SlotModel", "SlotPlan", "solve_slots"]


@dataclass(frozen=True, slots=True)
class _Periods:
    """Months in which the same is required and the same posts are manned."""

    first: NDArray[np.int64]
    weight: NDArray[np.float64]
    steady: NDArray[np.bool_]
    of_month: NDArray[np.int64]


def solve_slots(problem: Problem, *, settings: Settings | None = None, limits: Limits | None = None) -> SlotPlan:
    """Find the posts that cost the least shortfall, where each is kept from its first month on.

    Minimise the priced shortfall: each unit missing in a month costs its price, and the worst month of the steady state costs
    as much again as if every month were like it. Of all units that provide the same, no more posts are kept than their level
    without end, ``floor(sum of units × tour / window)``; before the last notice has run, no more than units are ready, and
    no more unit-months than they can serve.

    Parameters
    ----------
    problem : Problem
        The problem, with the endurance `relay` or `own`; `horizon` needs the monthly model.
    settings : Settings, optional
        Tuned numbers.
    limits : Limits, optional
        How long to look.

    Returns
    -------
    SlotPlan
        Posts with a proved bound; without numbers where there is none.
    """
    return SlotModel(problem, settings or Settings()).solve(limits or Limits())


class SlotModel:
    """The model, to which rows may be added before it is solved, with what is needed to read it back.

    Parameters
    ----------
    problem : Problem
        The problem.
    settings : Settings
        Tuned numbers.
    apart : collection of str
        States for which it is a choice of the plan how many posts each of their pools keeps, beside those whose limits bind.

    Attributes
    ----------
    model : Model
        Its columns and rows.
    crews : tuple of Crew
        Who relieves one another.
    rates, taken : mapping of (crew, place in the crew) to numpy.ndarray
        Column of the posts that a pool keeps, where that is a choice; and of the units taken from where they are bound.
    """

    def __init__(self, problem: Problem, settings: Settings, apart: Collection[str] = ()) -> None:
        self.problem, self.settings, self.model = problem, settings, Model()
        need = problem.demand
        self.keys = tuple(need.quantity)
        self.needed = np.array([need.quantity[key] for key in self.keys]).reshape(len(self.keys), need.horizon)
        self.crews = crews(sendable(problem), need.quantity, problem.rules)
        self.starts = self._starts()
        self.periods = self._periods()
        self.total = need.price_of_all()
        self.limits = binding_at_the_rate(problem, self.crews)
        self.persons: dict[str, list[Terms]] = defaultdict(list)
        self.apart = frozenset(apart)
        self.rates: dict[tuple[int, int], NDArray[np.int64]] = {}
        self.taken: dict[tuple[int, int], NDArray[np.int64]] = {}
        self._shortage()
        self._posts()
        self._state_limits()

    def _starts(self) -> NDArray[np.int64]:
        """Return the months from which posts may be kept: notice has run, or more is required."""
        horizon = self.problem.demand.horizon
        ready = {pool.first_month for crew in self.crews for pool in crew.members}
        more = np.flatnonzero((np.diff(self.needed, axis=1, prepend=0.0) > 1e-9).any(axis=0)) + 1
        return np.array(sorted(month for month in {1, *ready, *more.tolist()} if month <= horizon), dtype=np.int64)

    def _periods(self) -> _Periods:
        need = self.problem.demand
        steady = np.zeros(need.horizon, dtype=np.bool_)
        steady[need.steady] = True
        signature = np.vstack([self.needed, np.searchsorted(self.starts, np.arange(1, need.horizon + 1), side="right"), steady])
        _, first, of_month, weight = np.unique(signature, axis=1, return_index=True, return_inverse=True, return_counts=True)
        return _Periods(first + 1, weight.astype(np.float64), steady[first], of_month.ravel())

    def _shortage(self) -> None:
        need, periods = self.problem.demand, self.periods
        prices = np.array([need.price[capability] for _, capability in self.keys])
        most = self.needed[:, periods.first - 1]
        self.short = self.model.columns("short", most.shape, upper=most, cost=prices[:, None] * periods.weight)
        worst_most = self.needed[:, need.steady].max(axis=1, initial=0.0)
        self.worst = self.model.columns("worst", (len(self.keys),), upper=worst_most, cost=prices * need.steady_months)
        short = self.short[:, periods.steady]
        worst = Terms.of(np.broadcast_to(self.worst[:, None], short.shape))
        self.model.constrain("worst month", worst - Terms.of(short), lower=0.0)

    def _posts(self) -> None:
        """Add the posts of each crew, its level, and what it can man before all notice has run."""
        model, periods, starts = self.model, self.periods, self.starts
        manned = starts[:, None] <= periods.first[None, :]
        cover = {key: [Terms.of(short)] for key, short in zip(self.keys, self.short, strict=True)}
        tie = self._tie()
        for number, crew in enumerate(self.crews):
            upper = np.zeros((len(crew.stations), len(starts)))
            upper[:, starts >= min(pool.first_month for pool in crew.members)] = np.inf
            abroad = np.array([[not crew.members[0].counts_inside(station)] for station in crew.stations])
            cost = np.broadcast_to(np.where(abroad, tie, tie / 2), upper.shape)
            posts = model.columns(f"posts {number}", upper.shape, upper=upper, cost=cost, whole=True)
            for station, capability, quantity in crew.provides:
                kept = posts[crew.stations.index(station)]
                cover[belt_of(station), capability].append(Terms.of(kept[:, None], manned * quantity, over=0))
            self._level(number, crew, posts)
            self._readiness(number, crew, posts)
        rows = Terms.stacked(Terms.sum(cover[key], len(periods.first)) for key in self.keys)
        model.constrain("requirement", rows, lower=self.needed[:, periods.first - 1])

    def _tie(self) -> float:
        """Return a price of a post that is too small to change what is short: all of them together cost the tie share."""
        most = sum(float(lasting_level(self.problem, crew.members)) for crew in self.crews)
        return self.settings.tie_share * self.total / most if most else 0.0

    def _level(self, number: int, crew: Crew, posts: NDArray[np.int64]) -> None:
        """Keep no more posts than last; what a pool adds to that is a column where limits or prices make it a choice."""
        problem, model = self.problem, self.model
        # Headquarters of a state count together, those that are bound elsewhere too.
        heads = {pool.state for pool in crew.members if pool.commitment and commands(pool)}
        named = {*self.limits, *self.apart, *heads}
        for place, pool in enumerate(crew.members):
            if not pool.commitment and pool.state not in named:
                continue
            rate, limit = float(lasting_level(problem, [pool])), self.limits.get(pool.state)
            if limit is not None and limit.most is not None:
                # A unit larger than the cap never comes; of others only as many as fit.
                rate = min(rate, float(limit.most // pool.personnel))
            column = model.columns(f"rate {number} {place}", (1,), upper=rate)
            self.rates[number, place] = column
            if limit is not None:
                self.persons[pool.state].append(Terms.total(column, pool.personnel))
            if pool.commitment:
                price = withdrawal_price(pool, problem.demand)
                taken = model.columns(f"withdrawn {number} {place}", (1,), upper=pool.units, cost=price, whole=True)
                share = float((1 - problem.rules.home_share) * pool.tour / pool.window)
                self.taken[number, place] = taken
                model.constrain(f"withdrawn of {pool.key}", Terms.total(column) - Terms.total(taken, share), upper=0.0)
        chosen = [place for place in range(len(crew.members)) if (number, place) in self.rates]
        for state in sorted({crew.members[place].state for place in chosen if commands(crew.members[place])}):
            if (most := kept_at_home(problem, state)) is not None:
                away = [self.rates[number, place] for place, pool in enumerate(crew.members) if pool.state == state]
                model.constrain(f"last headquarters of {state} {number}", Terms.total(away), upper=most)
        base = lasting_level(problem, [pool for place, pool in enumerate(crew.members) if place not in chosen])
        level = float(base if chosen else math.floor(base))
        terms = Terms.total(posts) - Terms.total([self.rates[number, place] for place in chosen])
        model.constrain(f"level {number}", terms, upper=level)

    def _readiness(self, number: int, crew: Crew, posts: NDArray[np.int64]) -> None:
        """No more posts than units are ready, and no more unit-months by any month than they can serve."""
        starts, horizon = self.starts, self.problem.demand.horizon
        latest = max(pool.first_month for pool in crew.members)
        first = min(pool.first_month for pool in crew.members)
        if latest > first:
            early = starts[(starts >= first) & (starts < latest)]
            ready = [(pool.first_month <= early).astype(np.int64) for pool in crew.members]
            self._served(f"ready {number}", number, posts, (starts <= early[:, None]).astype(np.int64), ready)
        months = np.arange(first, min(horizon, latest + max(pool.window for pool in crew.members)) + 1)
        lasted = np.maximum(0, months[:, None] - starts + 1)
        self._served(f"unit-months {number}", number, posts, lasted, [months_served(pool, months) for pool in crew.members])

    def _served(
        self, name: str, number: int, posts: NDArray[np.int64], kept: NDArray[np.int64], served: list[NDArray[np.int64]]
    ) -> None:
        """Ask of the posts no more than the units serve; those bound elsewhere serve if they are taken."""
        asked, upper = Terms.of(posts[:, None, :], kept, over=(0, 2)), np.zeros(len(kept))
        for place, (pool, each) in enumerate(zip(self.crews[number].members, served, strict=True)):
            if (taken := self.taken.get((number, place))) is None:
                upper += pool.units * each
            else:
                asked -= Terms.total(taken, size=len(each)) * each
        self.model.constrain(name, asked, upper=upper)

    def _state_limits(self) -> None:
        """Limit the persons of a state on average."""
        for state, limit in sorted(self.limits.items()):
            persons = Terms.sum(self.persons[state], 1)
            if limit.most is not None and self.persons[state]:
                self.model.constrain(f"cap of {state}", persons, upper=limit.most)
            if limit.least is not None:
                self.model.constrain(f"least of {state}", persons, lower=limit.least)

    def solve(self, limits: Limits) -> SlotPlan:
        """Solve the model and read it back."""
        problem = self.problem
        gap = self.settings.solver_share * problem.gap * self.total
        outcome = solve(self.model, limits, absolute_gap=gap, seed=problem.seed)
        plan = self.plan_of(outcome)
        if plan.objective is None or outcome.bound is None:
            return plan
        bound = min(plan.objective, max(0.0, outcome.bound - self.settings.tie_share * self.total))
        proved = plan.objective - bound <= 1e-6 * self.total
        return replace(plan, bound=bound, status="optimal" if proved else "feasible")

    def plan_of(self, outcome: Outcome) -> SlotPlan:
        """Read a solution back; what it proves is up to the caller, who may have changed rows and costs."""
        if outcome.objective is None:
            return SlotPlan(status=outcome.status, requirement=self.total, short={}, withdrawn={})
        need = self.problem.demand
        posts, withdrawn = [], {}
        for number, crew in enumerate(self.crews):
            counts = np.rint(outcome.values[f"posts {number}"]).astype(int)
            rates = self._rates(number, crew, outcome.values)
            whole = sum(rates)
            for station, begin in np.argwhere(counts > 0).tolist():
                count = int(counts[station, begin])
                share = tuple(count * rate / whole for rate in rates)
                posts.append(
                    Post(
                        owner=crew.owner,
                        members=crew.members,
                        station=crew.stations[station],
                        first_month=int(self.starts[begin]),
                        count=count,
                        share=share,
                    )
                )
            for place, pool in enumerate(crew.members):
                if pool.commitment and (taken := round(float(outcome.values[f"withdrawn {number} {place}"][0]))):
                    withdrawn[pool.key] = taken
        short = outcome.values["short"][:, self.periods.of_month]
        paid = sum(withdrawn.get(pool.key, 0) * withdrawal_price(pool, need) for pool in self.problem.pools)
        objective = need.price_of(dict(zip(self.keys, short, strict=True))) + paid
        return SlotPlan(
            status="feasible",
            objective=objective,
            requirement=self.total,
            posts=tuple(posts),
            short=dict(zip(self.keys, short, strict=True)),
            withdrawn=withdrawn,
        )

    def _rates(self, number: int, crew: Crew, values: Mapping[str, NDArray[np.float64]]) -> list[float]:
        """Return the posts that each member can keep, those that the plan chose where it had a choice."""
        return [
            float(values[f"rate {number} {place}"][0])
            if (number, place) in self.rates
            else float(lasting_level(self.problem, [pool]))
            for place, pool in enumerate(crew.members)
        ]
