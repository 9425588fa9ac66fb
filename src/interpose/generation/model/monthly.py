"""The monthly model: tours that begin by class, station and month, as a mixed-integer programme, with posts and places."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.caps import limit_rows
from interpose.generation.model.classes import Part, PoolClass
from interpose.generation.model.crews import Crew, commands, crews, kept_at_home, sendable
from interpose.generation.model.holding import GIVEN_UP, HoldingRules
from interpose.generation.model.posts import PostKind, Standing, steady_phases
from interpose.generation.model.rotation import spans, window_rows
from interpose.generation.problem.demand import withdrawal_price
from interpose.generation.problem.planning_problem import Problem, StateLimit
from interpose.generation.problem.sector_need import SectorNeed
from interpose.generation.problem.supply import PoolSupply, belt_of
from interpose.solver import Model

__all__ = ["MonthlyModel"]

Key = tuple[str, str]


_TOUR, _OUTSIDE = 1.0, 1.5
"""What breaks ties between plans with the same shortfall: the fewer tours the better, those from outside the country last."""


_MOST_SCALE = 100.0
"""Largest multiple of a requirement that is looked for."""


class MonthlyModel:
    """The model of one part of a plan.

    Minimise the priced shortfall: each unit missing in a month costs its price, and the worst month of the steady state costs
    as much again as if every month were like it. Tours of the same begin are counted together; in any window of tour, dwell
    and handover a class begins at most as many as it has units. Units that provide the same stand in no month beyond the level
    that lasts (`crews.lasting_level`). Troops and headquarters that hold sectors keep posts for whole phases, and a nation
    needs a place in each sector where it stands.

    Parameters
    ----------
    problem : Problem
        The problem.
    part : Part
        The part of it: what is required, and the classes that serve it.
    largest : bool
        Whether nothing may be short in the steady state, and the scale of the requirement is what is looked for.
    """

    def __init__(self, problem: Problem, part: Part, *, largest: bool = False) -> None:
        self.problem, self.part, self.model, self.largest = problem, part, Model(), largest
        need = problem.demand
        self.keys = part.keys
        self.row_of = {key: number for number, key in enumerate(self.keys)}
        self.needed = np.array([need.quantity[key] for key in self.keys]).reshape(len(self.keys), need.horizon)
        self.total = need.price_of_all(self.keys)
        self.ruled = self._ruled()
        self.ties: dict[str, NDArray[np.float64]] = {}
        self.kinds: dict[PostKind, list[Standing]] = defaultdict(list)
        self.persons_of_nation: dict[str, list[tuple[Standing, int]]] = defaultdict(list)
        self._shortage()
        self._tours()
        self._levels()
        self._last_headquarters()
        self.posts: Mapping[PostKind, NDArray[np.int64]] = {}
        self.kept = self.keep_prices = np.zeros(0)
        if self.ruled is not None:
            held = HoldingRules(self.model, problem, part, self.ruled, self.kinds, self.persons_of_nation)
            self.posts, self.kept, self.keep_prices = held.posts, held.kept, held.keep_prices
            self.ties |= held.ties
        self._coverage()
        self.limits = limit_rows(self.model, need, self._limits(), part.classes, self.tours)

    def _ruled(self) -> SectorNeed | None:
        """Return the sectors, where the troops that hold them belong to this part."""
        sectors = self.problem.sectors
        return sectors if sectors is not None and sectors.held in self.keys else None

    def _limits(self) -> Mapping[str, StateLimit]:
        able = {member.state for group in self.part.classes for member in group.members}
        return {state: limit for state, limit in self.problem.limits.items() if state in able}

    def _shortage(self) -> None:
        """Add what is short by row, in each month and in the worst, which steps in whole units where what serves it does."""
        need, model = self.problem.demand, self.model
        prices = np.array([need.price[capability] for _, capability in self.keys])
        cost = np.broadcast_to(prices[:, None], self.needed.shape)
        self.short = model.columns("short", self.needed.shape, upper=0.0 if self.largest else self.needed, cost=cost)
        most = self.needed[:, need.steady].max(axis=1, initial=0.0)
        broken = {
            (belt_of(station), capability)
            for group in self.part.classes
            for station, capability, quantity in group.like.provides
            if quantity != round(quantity)
        }
        steady = self.needed[:, need.steady]
        whole = (steady == steady[:, :1]).all(axis=1) & (most == np.round(most)) & [key not in broken for key in self.keys]
        self.worst = model.columns("worst", (len(self.keys),), upper=most, cost=prices * need.steady_months, whole=whole)
        count = steady.size
        model.rows(
            "worst month",
            np.tile(np.arange(count), 2),
            np.concatenate([np.repeat(self.worst, need.steady_months), self.short[:, need.steady].ravel()]),
            np.repeat([1.0, -1.0], count),
            lower=np.zeros(count),
        )

    def _tours(self) -> None:
        """Add the tours of each class, and its windows."""
        horizon, problem = self.problem.demand.horizon, self.problem
        self.tours: list[NDArray[np.int64]] = []
        self.withdrawn: dict[int, NDArray[np.int64]] = {}
        self.standing: dict[tuple[int, str], Standing] = {}
        for number, group in enumerate(self.part.classes):
            like = group.like
            # No bound by units here: the rows of rotation say it, so that they can be named where rules clash.
            upper = np.full((len(like.stations), horizon), np.inf)
            upper[:, : like.first_month - 1] = 0.0
            tours = self.model.columns(f"tours {number}", upper.shape, upper=upper, whole=True)
            self.tours.append(tours)
            outside = np.array([[not like.counts_inside(station)] for station in like.stations])
            self.ties[f"tours {number}"] = np.broadcast_to(np.where(outside, _OUTSIDE, _TOUR), upper.shape)
            if like.commitment:
                price = withdrawal_price(like, problem.demand)
                self.withdrawn[number] = self.model.columns(
                    f"withdrawn {number}", (1,), upper=group.units, cost=price, whole=True
                )
            window_rows(self.model, f"rotation {number}", like, tours, group.units, self.withdrawn.get(number))
            begin, month = spans(horizon, like.tour)
            for place, station in enumerate(like.stations):
                standing = Standing(month, tours[place][begin])
                self.standing[number, station] = standing
                kind = self._kind(group, station)
                if kind is not None:
                    self.kinds[kind].append(standing)
                    self.persons_of_nation[kind.nation].append((standing, like.personnel))

    def _kind(self, group: PoolClass, station: str) -> PostKind | None:
        if self.ruled is None:
            return None
        provided = tuple(
            (capability, quantity)
            for capability, quantity in group.like.provided_at(station)
            if (belt_of(station), capability) in self.ruled.ruled
        )
        return PostKind(group.nation, provided) if provided else None

    def _levels(self) -> None:
        """Of all units that provide the same, no more stand in any month than last."""
        problem, horizon = self.problem, self.problem.demand.horizon
        rules = problem.rules
        if rules.endurance == "horizon" and not rules.home_share:
            return
        class_of = {member.key: number for number, group in enumerate(self.part.classes) for member in group.members}
        able = [pool for pool in sendable(problem) if pool.key in class_of]
        for place, crew in enumerate(crews(able, problem.demand.quantity, rules)):
            numbers = sorted({class_of[pool.key] for pool in crew.members})
            standing = Standing.joined([self.standing[number, station] for number in numbers for station in crew.stations])
            rows, columns, values = [standing.month], [standing.column], [np.ones(len(standing.month))]
            free = [pool for pool in crew.members if not pool.commitment]
            level = float(math.floor(self._units_that_last(free)))
            bound = [number for number in numbers if number in self.withdrawn]
            tied = sorted({self.part.classes[number].like.state for number in bound})
            for state in tied:
                last = self._lasting(f"lasting {place} {state}", [pool for pool in free if pool.state == state], state, bound)
                rows.append(np.arange(horizon))
                columns.append(np.repeat(last, horizon))
                values.append(np.full(horizon, -1.0))
                level = float(self._units_that_last([each for each in free if each.state not in tied]))
            self.model.rows(
                self._level_name(place, crew),
                np.concatenate(rows),
                np.concatenate(columns),
                np.concatenate(values),
                upper=np.full(horizon, level),
            )

    def _lasting(self, name: str, free: Sequence[PoolSupply], state: str, bound: Sequence[int]) -> NDArray[np.int64]:
        """Add a column: how many units of a state last, with those that it takes from where they are bound."""
        taken = [number for number in bound if self.part.classes[number].like.state == state]
        rates = [float(self._rate(self.part.classes[number].like) / self.part.classes[number].like.units) for number in taken]
        most = kept_at_home(self.problem, state) if commands(self.part.classes[taken[0]].like) else None
        column = self.model.columns(name, (1,), upper=np.inf if most is None else float(most))
        columns = np.concatenate([column, *(self.withdrawn[number] for number in taken)])
        base = float(sum((self._rate(pool) for pool in free), Fraction(0)))
        self.model.rows(name, np.zeros(len(columns)), columns, [1.0, *(-rate for rate in rates)], upper=[base])
        return column

    def _rate(self, pool: PoolSupply) -> Fraction:
        """Return how many units of a pool may stand at once, before the last headquarters of its state is kept at home."""
        rate = Fraction(pool.units) if self.problem.rules.endurance == "horizon" else pool.rate
        return rate * (1 - Fraction(str(self.problem.rules.home_share)))

    def _units_that_last(self, pools: Sequence[PoolSupply]) -> Fraction:
        """Return how many units may stand at once, before rounding down."""
        by_state: dict[str, Fraction] = defaultdict(Fraction)
        for pool in pools:
            by_state[pool.state] += self._rate(pool)
        for state in {pool.state for pool in pools if commands(pool)}:
            if (most := kept_at_home(self.problem, state)) is not None:
                by_state[state] = min(by_state[state], Fraction(most))
        return sum(by_state.values(), Fraction(0))

    def _level_name(self, place: int, crew: Crew) -> str:
        whose = crew.owner or "all nations"
        kinds = ", ".join(sorted({pool.unit_type for pool in crew.members}))
        return f"level {place}: {kinds} of {whose} that last"

    def _last_headquarters(self) -> None:
        """Let a state keep its last headquarters at home."""
        horizon, states = self.problem.demand.horizon, defaultdict(list)
        for number, group in enumerate(self.part.classes):
            if commands(group.like):
                states[group.like.state].append(number)
        for state, numbers in sorted(states.items()):
            most = kept_at_home(self.problem, state)
            if most is None or sum(self.part.classes[number].units for number in numbers) <= most:
                continue
            each = [self.standing[number, station] for number in numbers for station in self.part.classes[number].like.stations]
            standing = Standing.joined(each)
            self.model.rows(
                f"last headquarters of {state}", standing.month, standing.column, 1.0, upper=np.full(horizon, float(most))
            )

    def second_stage(self, most: float) -> Model:
        """Return the model that breaks ties: fewest posts that change and fewest tours, at a priced shortfall of at most this.

        Parameters
        ----------
        most : float
            Priced shortfall that the first stage reached.
        """
        free = {"short": 0.0, "worst": 0.0, GIVEN_UP: 0.0, **{f"withdrawn {number}": 0.0 for number in self.withdrawn}}
        other = self.model.changed({**free, **self.ties}, {})
        need = self.problem.demand
        prices = np.array([need.price[capability] for _, capability in self.keys])
        terms = [(self.short.ravel(), np.repeat(prices, need.horizon)), (self.worst, prices * need.steady_months)]
        terms += [
            (column, np.array([withdrawal_price(self.part.classes[number].like, need)]))
            for number, column in self.withdrawn.items()
        ]
        if len(self.kept):
            terms.append((self.model.block(GIVEN_UP), self.keep_prices))
        columns, values = (np.concatenate([term[index] for term in terms]) for index in range(2))
        other.rows("priced shortfall", np.zeros(len(columns)), columns, values, upper=[most + 1e-7 * self.total])
        return other

    def cost_of_changes(self, columns: Mapping[str, NDArray[np.float64]]) -> float:
        """Return what a solution pays for posts of an earlier plan that it gives up."""
        return float(self.keep_prices @ columns[GIVEN_UP]) if len(self.kept) else 0.0

    def _coverage(self) -> None:
        """Let what stands there, and in steady months what is kept there, cover the requirement less what is short."""
        need = self.problem.demand
        horizon = need.horizon
        rows, columns, values = [np.arange(self.short.size)], [self.short.ravel()], [np.ones(self.short.size)]
        kept = {self.row_of[key] for key in self.ruled.ruled if key in self.row_of} if self.ruled and self.posts else set()
        for number, group in enumerate(self.part.classes):
            for station, capability, quantity in group.like.provides:
                row, standing = self.row_of[belt_of(station), capability], self.standing[number, station]
                counted = np.ones(len(standing.month), dtype=np.bool_)
                if row in kept:
                    counted = (standing.month < need.steady_from - 1) | (standing.month >= need.steady_until)
                rows.append(row * horizon + standing.month[counted])
                columns.append(standing.column[counted])
                values.append(np.full(int(counted.sum()), quantity))
        for kind, posts in self.posts.items():
            assert self.ruled is not None and self.ruled.held is not None  # noqa: S101, PT018 - posts hold sectors
            for capability, quantity in kind.provides:
                row = self.row_of[self.ruled.held[0], capability]
                for place, phase in enumerate(steady_phases(self.problem)):
                    months = np.arange(phase.first_month - 1, phase.last_month)
                    rows.append(row * horizon + months)
                    columns.append(np.repeat(posts[place], len(months)))
                    values.append(np.full(len(months), quantity))
        lower = self.needed.ravel()
        if self.largest:
            held = np.zeros_like(self.needed)
            held[:, need.steady] = self.needed[:, need.steady]
            scale = self.model.columns("scale", (1,), upper=_MOST_SCALE, cost=-1.0)
            rows.append(np.arange(held.size))
            columns.append(np.repeat(scale, held.size))
            values.append(-held.ravel())
            lower = np.zeros(held.size)
        self.model.rows("requirement", np.concatenate(rows), np.concatenate(columns), np.concatenate(values), lower=lower)
