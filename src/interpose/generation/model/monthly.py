"""The monthly model: tours that begin by class, station and month, as a mixed-integer programme, with posts and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.groups import Part, crews
from interpose.generation.model.holding import GIVEN_UP, HoldingRules
from interpose.generation.model.posts import PostKind, place_by_month
from interpose.generation.model.rows import level_rows, limit_rows, rows_of_last_headquarters, shortage, standing, window_rows
from interpose.generation.problem.demand import withdrawal_price
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolKey, PoolSupply, belt_of
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
    that lasts (`groups.lasting_level`). Troops and headquarters that hold sectors keep posts for whole phases, and a nation
    needs a place in each sector where it stands. For the `largest` force nothing may be short in the steady state, and the
    scale of the requirement is what is looked for.
    """

    def __init__(self, problem: Problem, part: Part, *, largest: bool = False) -> None:
        self.problem, self.part, self.model, self.largest = problem, part, Model(), largest
        need, horizon = problem.demand, problem.demand.horizon
        self.keys = part.keys
        self.needed = np.array([need.quantity[key] for key in self.keys]).reshape(len(self.keys), horizon)
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
            if (state := group.like.state) in problem.limits:
                persons[state] = persons.get(state, Terms.sum((), horizon)) + units * group.like.personnel
        limits = {state: limit for state, limit in problem.limits.items() if state in persons}
        self.limits = limit_rows(self.model, need, limits, persons)

    def _shortage(self) -> None:
        """Add what is short by row, in each month and in the worst, which steps in whole units where what serves it does."""
        need = self.problem.demand
        self.steady = np.zeros(need.horizon, dtype=np.bool_)
        self.steady[need.steady] = True
        steady = self.needed[:, self.steady]
        most = steady.max(axis=1, initial=0.0)
        provides = [each for group in self.part.classes for each in group.like.provides]
        broken = {(belt_of(station), name) for station, name, quantity in provides if quantity != round(quantity)}
        whole = (steady == steady[:, :1]).all(axis=1) & (most == np.round(most)) & [key not in broken for key in self.keys]
        prices = np.array([need.price[capability] for _, capability in self.keys])
        upper = np.zeros_like(self.needed) if self.largest else None
        self.short = shortage(self.model, self.needed, prices, np.ones(need.horizon), self.steady, most=upper, whole=whole)

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
        problem, rules = self.problem, self.problem.rules
        if rules.endurance == "horizon" and not rules.home_share:
            return
        class_of: dict[PoolKey, int] = {}
        pools: list[PoolSupply] = []
        for number, group in enumerate(self.part.classes):
            # Units of a class that are bound elsewhere are taken together.
            own = (replace(group.like, units=group.units),) if number in self.withdrawn else group.members
            class_of |= {pool.key: number for pool in own}
            pools += own
        taken = {pool.key: self.withdrawn[class_of[pool.key]] for pool in pools if pool.commitment}
        for place, crew in enumerate(crews(problem, pools)):
            numbers = sorted({class_of[pool.key] for pool in crew.members})
            there = [self.standing[number, station] for number in numbers for station in crew.like.stations]
            kinds = ", ".join(sorted({pool.unit_type for pool in crew.members}))
            name = f"level {place}: {kinds} of {crew.owner or 'all nations'} that last"
            level_rows(self.model, problem, name, crew, Terms.sum(there, problem.demand.horizon), taken)

    def _coverage(self) -> None:
        """Let what stands there, and in steady months what is kept there, cover the requirement less what is short."""
        horizon = self.problem.demand.horizon
        kept = set(self.ruled.ruled) if self.ruled and self.posts else set()
        cover = {key: [Terms.of(self.short[row])] for row, key in enumerate(self.keys)}
        for number, group in enumerate(self.part.classes):
            for station, capability, quantity in group.like.provides:
                key = (belt_of(station), capability)
                counts = ~self.steady if key in kept else np.ones(horizon)
                cover[key].append(self.standing[number, station] * (quantity * counts))
        for kind, posts in self.posts.items():
            by_month = posts[place_by_month(self.problem)]
            for capability, quantity in kind.provides:
                (key,) = (key for key in kept if key[1] == capability)
                cover[key].append(Terms.of(by_month, self.steady * quantity))
        lower = self.needed
        if self.largest:
            scale = self.model.columns("scale", (1,), upper=_MOST_SCALE, cost=-1.0)
            for key, months in zip(self.keys, self.needed * self.steady, strict=True):
                cover[key].append(Terms.total(scale, size=horizon) * -months)
            lower = np.zeros_like(self.needed)
        rows = Terms.stacked(Terms.sum(cover[key], horizon) for key in self.keys)
        self.model.constrain("requirement", rows, lower=lower)

    def second_stage(self, most: float) -> Model:
        """Return the model that breaks ties: fewest posts that change and fewest tours, missing no more than this price."""
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
