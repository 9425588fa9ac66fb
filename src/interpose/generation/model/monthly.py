"""The monthly model: tours that begin by class, station and month, as a mixed-integer programme, with posts and places."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.caps import limit_rows, rows_of_last_headquarters
from interpose.generation.model.classes import Part
from interpose.generation.model.crews import Crew, commands, crews, kept_at_home, lasting_level, sendable, standing_rate
from interpose.generation.model.holding import GIVEN_UP, HoldingRules
from interpose.generation.model.posts import PostKind, place_by_month
from interpose.generation.model.rotation import standing, window_rows
from interpose.generation.problem.demand import withdrawal_price
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import belt_of
from interpose.solver import Model, Terms

__all__ = ["MonthlyModel"]

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
        need, horizon = problem.demand, problem.demand.horizon
        self.keys = part.keys
        self.needed = np.array([need.quantity[key] for key in self.keys]).reshape(len(self.keys), horizon)
        self.prices = np.array([need.price[capability] for _, capability in self.keys])
        self.total = need.price_of_all(self.keys)
        self.ties: dict[str, NDArray[np.float64]] = {}
        self._shortage()
        self._tours()
        self._levels()
        there = [
            Terms.sum([self.standing[number, station] for station in group.like.stations], horizon)
            for number, group in enumerate(part.classes)
        ]
        rows_of_last_headquarters(self.model, problem, part.classes, there)
        self.posts: Mapping[PostKind, NDArray[np.int64]] = {}
        self.kept = self.keep_prices = np.zeros(0)
        sectors = problem.sectors
        self.ruled = sectors if sectors is not None and sectors.held in self.keys else None
        if self.ruled is not None:
            held = HoldingRules(self.model, problem, part, self.ruled, self.standing)
            self.posts, self.kept, self.keep_prices = held.posts, held.kept, held.keep_prices
            self.ties |= held.ties
        self._coverage()
        persons: dict[str, Terms] = {}
        for group, units in zip(part.classes, there, strict=True):
            if group.like.state in problem.limits:
                so_far = persons.get(group.like.state, Terms.sum((), horizon))
                persons[group.like.state] = so_far + units * group.like.personnel
        limits = {state: limit for state, limit in problem.limits.items() if state in persons}
        self.limits = limit_rows(self.model, need, limits, persons)

    def _shortage(self) -> None:
        """Add what is short by row, in each month and in the worst, which steps in whole units where what serves it does."""
        need, model = self.problem.demand, self.model
        upper = 0.0 if self.largest else self.needed
        cost = np.broadcast_to(self.prices[:, None], self.needed.shape)
        self.short = model.columns("short", self.needed.shape, upper=upper, cost=cost)
        steady = self.needed[:, need.steady]
        most = steady.max(axis=1, initial=0.0)
        broken = {
            (belt_of(station), capability)
            for group in self.part.classes
            for station, capability, quantity in group.like.provides
            if quantity != round(quantity)
        }
        whole = (steady == steady[:, :1]).all(axis=1) & (most == np.round(most)) & [key not in broken for key in self.keys]
        self.worst = model.columns("worst", most.shape, upper=most, cost=self.prices * need.steady_months, whole=whole)
        worst = Terms.of(np.repeat(self.worst, need.steady_months))
        model.constrain("worst month", worst - Terms.of(self.short[:, need.steady].ravel()), lower=0.0)

    def _tours(self) -> None:
        """Add the tours of each class, and its windows."""
        horizon, problem = self.problem.demand.horizon, self.problem
        self.withdrawn: dict[int, NDArray[np.int64]] = {}
        self.standing: dict[tuple[int, str], Terms] = {}
        for number, group in enumerate(self.part.classes):
            like = group.like
            # No bound by units here: the rows of rotation say it, so that they can be named where rules clash.
            upper = np.full((len(like.stations), horizon), np.inf)
            upper[:, : like.first_month - 1] = 0.0
            tours = self.model.columns(f"tours {number}", upper.shape, upper=upper, whole=True)
            outside = np.array([[not like.counts_inside(station)] for station in like.stations])
            self.ties[f"tours {number}"] = np.broadcast_to(np.where(outside, _OUTSIDE, _TOUR), upper.shape)
            if like.commitment:
                price = withdrawal_price(like, problem.demand)
                self.withdrawn[number] = self.model.columns(
                    f"withdrawn {number}", (1,), upper=group.units, cost=price, whole=True
                )
            window_rows(self.model, f"rotation {number}", like, tours, group.units, self.withdrawn.get(number))
            for line, station in zip(tours, like.stations, strict=True):
                self.standing[number, station] = standing(line, like.tour)

    def _levels(self) -> None:
        """Of all units that provide the same, no more stand in any month than last."""
        problem, horizon, rules = self.problem, self.problem.demand.horizon, self.problem.rules
        without_end = rules.endurance != "horizon"
        if not without_end and not rules.home_share:
            return
        class_of = {member.key: number for number, group in enumerate(self.part.classes) for member in group.members}
        able = [pool for pool in sendable(problem) if pool.key in class_of]
        for place, crew in enumerate(crews(able, problem.demand.quantity, rules)):
            numbers = sorted({class_of[pool.key] for pool in crew.members})
            there = Terms.sum([self.standing[number, station] for number in numbers for station in crew.stations], horizon)
            bound: dict[str, list[int]] = defaultdict(list)
            for number in numbers:
                if number in self.withdrawn:
                    bound[self.part.classes[number].like.state].append(number)
            for state in sorted(bound):
                lasting = self._lasting(f"lasting {place} {state}", crew, state, bound[state], without_end=without_end)
                there -= Terms.total(lasting, size=horizon)
            free = [pool for pool in crew.members if not pool.commitment and pool.state not in bound]
            level = lasting_level(problem, free, without_end=without_end)
            kinds = ", ".join(sorted({pool.unit_type for pool in crew.members}))
            name = f"level {place}: {kinds} of {crew.owner or 'all nations'} that last"
            self.model.constrain(name, there, upper=float(level if bound else math.floor(level)))

    def _lasting(self, name: str, crew: Crew, state: str, bound: list[int], *, without_end: bool) -> NDArray[np.int64]:
        """Add a column: how many units of a state last, with those that it takes from where they are bound."""
        pools = [self.part.classes[number].like for number in bound]
        most = kept_at_home(self.problem, state) if commands(pools[0]) else None
        column = self.model.columns(name, (1,), upper=np.inf if most is None else most)
        rates = [float(standing_rate(self.problem, pool, without_end=without_end) / pool.units) for pool in pools]
        taken = Terms.total([self.withdrawn[number][0] for number in bound], rates)
        free = [pool for pool in crew.members if pool.state == state and not pool.commitment]
        base = sum(standing_rate(self.problem, pool, without_end=without_end) for pool in free)
        self.model.constrain(name, Terms.total(column) - taken, upper=float(base))
        return column

    def _coverage(self) -> None:
        """Let what stands there, and in steady months what is kept there, cover the requirement less what is short."""
        need = self.problem.demand
        steady = np.zeros(need.horizon)
        steady[need.steady] = 1.0
        kept = set(self.ruled.ruled) if self.ruled and self.posts else set()
        cover = {key: [Terms.of(self.short[row])] for row, key in enumerate(self.keys)}
        for number, group in enumerate(self.part.classes):
            for station, capability, quantity in group.like.provides:
                key = (belt_of(station), capability)
                cover[key].append(self.standing[number, station] * (quantity * (1.0 - steady * (key in kept))))
        for kind, posts in self.posts.items():
            by_month = posts[place_by_month(self.problem)]
            for capability, quantity in kind.provides:
                (key,) = (key for key in kept if key[1] == capability)
                cover[key].append(Terms.of(by_month, steady * quantity))
        lower = self.needed
        if self.largest:
            held = self.needed * steady
            scale = self.model.columns("scale", (1,), upper=_MOST_SCALE, cost=-1.0)
            for key, months in zip(self.keys, held, strict=True):
                cover[key].append(Terms.total(scale, size=need.horizon) * -months)
            lower = np.zeros_like(held)
        rows = Terms.stacked(Terms.sum(cover[key], need.horizon) for key in self.keys)
        self.model.constrain("requirement", rows, lower=lower)

    def second_stage(self, most: float) -> Model:
        """Return the model that breaks ties: fewest posts that change and fewest tours, at a priced shortfall of at most this.

        Parameters
        ----------
        most : float
            Priced shortfall that the first stage reached.
        """
        priced = ["short", "worst", *(f"withdrawn {number}" for number in self.withdrawn)]
        priced += [GIVEN_UP] if len(self.kept) else []
        other = self.model.changed({**dict.fromkeys(priced, 0.0), **self.ties}, {})
        cost = self.model.arrays().cost
        columns = np.concatenate([self.model.block(name).ravel() for name in priced])
        other.constrain("priced shortfall", Terms.total(columns, cost[columns]), upper=most + 1e-7 * self.total)
        return other

    def cost_of_changes(self, columns: Mapping[str, NDArray[np.float64]]) -> float:
        """Return what a solution pays for posts of an earlier plan that it gives up."""
        return float(self.keep_prices @ columns[GIVEN_UP]) if len(self.kept) else 0.0
