"""The monthly model: tours that begin by class, station and month, as a mixed-integer programme, with who holds sectors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.groups import (
    Part,
    PostKind,
    crews,
    level_rows,
    limit_rows,
    place_of,
    place_phases,
    post_kind,
    rows_of_last_headquarters,
    shortage,
    standing,
    steady_phases,
    window_rows,
)
from interpose.generation.problem.demand import COMMAND, SectorNeed, withdrawal_price
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolKey, PoolSupply, belt_of
from interpose.solver import Model, Outcome, Terms

__all__ = ["GIVEN_UP", "UNWILLING", "MonthlyModel"]


_TOUR, _OUTSIDE, _MOVE = 1.0, 1.5, 8.0
"""What breaks ties between plans with the same shortfall: the fewer tours the better, those from outside the country last; a
post that changes weighs as much as eight tours."""

GIVEN_UP = "given up"
"""Block of columns: posts that nations kept in an earlier plan and give up, by nation, phase and capability."""

UNWILLING = 1000.0
"""Unit-months that a post is worth when no gain is to move it: only what cannot be kept is given up. No price is above it."""


class _HoldingRules:
    """Columns and rows of who holds sectors, added to a monthly model, given the units on the ground by class and station.

    `posts` are the columns of posts by phase of the steady state, by kind, empty where posts are not kept for whole phases;
    `ties` what breaks ties, by block of columns; `kept` posts of an earlier plan that can be kept.
    """

    def __init__(
        self, model: Model, problem: Problem, part: Part, sectors: SectorNeed, standing: Mapping[tuple[int, str], Terms]
    ) -> None:
        self.model, self.problem, self.ruled, self.horizon = model, problem, sectors, problem.demand.horizon
        self.month_place, self.phases = place_of(problem), len(place_phases(problem))
        self.there: dict[PostKind, Terms] = defaultdict(lambda: Terms.sum((), self.horizon))
        self.persons: dict[str, Terms] = defaultdict(lambda: Terms.sum((), self.horizon))
        for (number, station), units in standing.items():
            like = part.classes[number].like
            if (kind := post_kind(problem, like, station)) is not None:
                self.there[kind] += units
                self.persons[kind.nation] += units * like.personnel
        self.units: Counter[str] = Counter()
        for group in part.classes:
            self.units[group.owner] += group.units
        self.kinds, self.nations = sorted(self.there), sorted(self.persons)
        self.posts: dict[PostKind, NDArray[np.int64]] = {}
        self.ties: dict[str, NDArray[np.float64]] = {}
        self.kept = np.zeros(0)
        if problem.rules.whole_phases:
            self._posts()
            self._keep()
        self.places = {
            nation: model.columns(f"places {number}", (self.phases,), upper=len(sectors.names), whole=True)
            for number, nation in enumerate(self.nations)
        }
        self._places()
        if problem.rules.own_headquarters and len(sectors.ruled) > 1:
            self._own_headquarters()
        if problem.rules.minimum_contingent:
            self._least_contingent()

    def _of(self, nation: str, capability: str = "") -> list[PostKind]:
        """Return the kinds of posts of a nation, or those that bring a capability."""
        return [kind for kind in self.kinds if kind.nation == nation and (not capability or kind.brings(capability))]

    def _sum(self, kinds: Iterable[PostKind], capability: str = "") -> Terms:
        """Return the units on the ground by month that keep some kinds of posts, or what they bring of a capability."""
        each = (self.there[kind] * (kind.brings(capability) if capability else 1.0) for kind in kinds)
        return Terms.sum(each, self.horizon)

    def _kept(self, kinds: Iterable[PostKind], capability: str = "") -> Terms:
        """Return the posts of some kinds by phase, or what they bring of a capability."""
        each = (Terms.of(self.posts[kind], kind.brings(capability) if capability else 1.0) for kind in kinds)
        return Terms.sum(each, self.phases)

    def _posts(self) -> None:
        """Add posts of a nation that are manned in every month of a phase; one that changes weighs in breaking ties."""
        model, steady = self.model, self.problem.demand.steady
        pairs = len(steady_phases(self.problem)) - 1
        for number, kind in enumerate(self.kinds):
            posts = model.columns(f"posts {number}", (pairs + 1,), upper=self.units[kind.nation], whole=True)
            self.posts[kind] = posts
            manned = self.there[kind] - Terms.of(posts[self.month_place])
            model.constrain(f"posts {number} manned", manned.within(steady), lower=0.0)
            if pairs:
                moved = model.columns(f"moved {number}", (2, pairs))
                self.ties[f"moved {number}"] = np.full((2, pairs), _MOVE)
                change = Terms.of(posts[1:]) - Terms.of(posts[:-1]) - Terms.of(moved[0]) + Terms.of(moved[1])
                model.constrain(f"posts {number} that change", change, lower=0.0, upper=0.0)

    def _keep(self) -> None:
        """Price what nations give up of posts of an earlier plan; what they have no units for is given up in every plan."""
        problem, rows, counts, prices = self.problem, [], [], []
        for (nation, place, capability), count in sorted(problem.kept.items()):
            if kinds := self._of(nation, capability):
                brings = [kind.brings(capability) for kind in kinds]
                rows.append(Terms.total([self.posts[kind][place] for kind in kinds], brings))
                counts.append(min(count, self.units[nation] * max(brings)))
                months = UNWILLING if nation in problem.held_fast else min(problem.change_price, UNWILLING)
                prices.append(months * problem.demand.price[capability])
        if rows:
            self.kept = np.array(counts)
            given_up = self.model.columns(GIVEN_UP, self.kept.shape, upper=self.kept, cost=np.array(prices))
            self.model.constrain("posts of the earlier plan", Terms.of(given_up) + Terms.stacked(rows), lower=self.kept)

    def _places(self) -> None:
        """Give a nation places for what it keeps; who does not stay does not come, neither before nor after."""
        numbered, phases = list(enumerate(self.nations)), place_phases(self.problem)
        for at, phase in enumerate(phases):
            months = np.flatnonzero(self.month_place == at)
            for key in self.ruled.ruled:
                room = float(self.ruled.quantity[key][:, phase.months].max(initial=0.0))
                for number, nation in numbered:
                    if not (kinds := self._of(nation, key[1])):
                        continue
                    name, place = f"presence {number} {at} {key[1]}", self.places[nation][at]
                    if self.posts:
                        kept = self._kept(kinds, key[1]).within(slice(at, at + 1))
                        self.model.constrain(f"{name} posts", kept - Terms.total([place], room), upper=0.0)
                    # A unit more than there is room for may overlap at a relief.
                    there = self._sum(kinds, key[1]).within(slice(months[0], months[-1] + 1))
                    most = Terms.total([place], room + 1.0, size=len(months))
                    self.model.constrain(name, there - most, upper=0.0)
        for key in self.ruled.ruled if self.posts else ():
            # What stands in a sector beyond its need is no post, and leads no headquarters there.
            needed = np.ceil(np.array([self.ruled.quantity[key][:, phase.months].max(axis=1) for phase in phases]) - 1e-9)
            largest = max([1.0, *(kind.brings(key[1]) for kind in self.kinds)])
            room_of_all = np.where(needed > 0, needed + largest - 1.0, 0.0).sum(axis=1)
            self.model.constrain(f"room for {key[1]}", self._kept(self.kinds, key[1]), upper=room_of_all)
        for number, nation in enumerate(self.nations if self.posts else ()):
            # A place is for who keeps a post.
            kept = Terms.of(self.places[nation]) - self._kept(self._of(nation))
            self.model.constrain(f"places {number} of who keeps posts", kept, upper=0.0)
        if self.problem.rules.most_nations and self.nations:
            every = Terms.of(np.array(list(self.places.values())), over=0)
            self.model.constrain("places in sectors", every, upper=len(self.ruled.names) * self.problem.rules.most_nations)

    def _own_headquarters(self) -> None:
        """Let a headquarters go only where its nation keeps a battalion, and no more of them than it has posts for."""
        troops = self.ruled.ruled[0][1]
        for number, nation in enumerate(self.nations):
            heads, holders = self._of(nation, COMMAND), self._of(nation, troops)
            if not heads:
                continue
            name = f"headquarters of {nation} with its battalions"
            if not self.posts:
                self.model.constrain(name, self._sum(heads) - self._sum(holders), upper=0.0)
                continue
            self.model.constrain(name, self._kept(heads) - self._kept(holders), upper=0.0)
            posts = Terms.of(np.array([self.posts[kind] for kind in heads])[:, self.month_place], over=0)
            self.model.constrain(f"headquarters {number} in their posts", self._sum(heads) - posts, upper=0.0)

    def _least_contingent(self) -> None:
        """Let a nation that holds sectors in a phase keep at least so many persons there in each of its months."""
        least, steady = float(self.problem.rules.minimum_contingent), self.problem.demand.steady
        for number, (nation, places) in enumerate(self.places.items()):
            there = self.model.columns(f"there {number}", places.shape, upper=1, whole=True)
            where = Terms.of(places) - Terms.of(there, float(len(self.ruled.names)))
            self.model.constrain(f"there where it has places {number}", where, upper=0.0)
            persons = self.persons[nation] - Terms.of(there[self.month_place], least)
            self.model.constrain(f"least contingent of {nation}", persons.within(steady), lower=0.0)


_MOST_SCALE = 100.0
"""Largest multiple of a requirement that is looked for."""


class MonthlyModel:
    """The model of one part of a plan.

    Minimise the priced shortfall: each unit missing in a month costs its price, and the worst month of the steady state costs
    as much again as if every month were like it. Ties are broken by costs so small that all of them together are no more than
    `ties_at_most`: for each tour, and for each post that changes. Tours of the same begin are counted together; in any window
    of tour, dwell and handover a class begins at most as many as it has units. Units that provide the same stand in no month
    beyond the level that lasts (`groups.lasting_level`). Troops and headquarters that hold sectors keep posts for whole phases,
    and a nation needs a place in each sector where it stands. For the `largest` force nothing may be short in the steady state,
    and the scale of the requirement is what is looked for.
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
        self.kept = np.zeros(0)
        if problem.sectors is not None and problem.sectors.held in self.keys:
            held = _HoldingRules(self.model, problem, part, problem.sectors, self.standing)
            self.posts, self.kept = held.posts, held.kept
            self.ties |= held.ties
        self._coverage()
        persons = {group.like.state: Terms.sum((), horizon) for group in part.classes if group.like.state in problem.limits}
        for group, units in zip(part.classes, there, strict=True):
            if group.like.state in persons:
                persons[group.like.state] += units * group.like.personnel
        self.limits = limit_rows(self.model, need, problem.limits, persons)
        self._break_ties()

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
            self.ties[f"tours {number}"] = np.where(outside, _OUTSIDE, _TOUR)
            if like.commitment:
                price = withdrawal_price(like, problem.demand)
                self.withdrawn[number] = self.model.columns(
                    f"withdrawn {number}", (1,), upper=group.units, cost=price, whole=True
                )
            whose = ", ".join(" ".join(each.key).strip() for each in group.members)
            name = f"pool of {whose}: {group.units} units, each at most one tour of {like.tour} in {like.window} months"
            window_rows(self.model, name, like, tours, group.units, self.withdrawn.get(number))
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
        kept = {*self.problem.sectors.ruled} if self.problem.sectors is not None and self.posts else set()
        cover = {key: [Terms.of(self.short[row])] for row, key in enumerate(self.keys)}
        for number, group in enumerate(self.part.classes):
            for station, capability, quantity in group.like.provides:
                key = (belt_of(station), capability)
                counts = ~self.steady if key in kept else np.ones(horizon)
                cover[key].append(self.standing[number, station] * (quantity * counts))
        for kind, posts in self.posts.items():
            by_month = posts[place_of(self.problem)]
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

    def _break_ties(self) -> None:
        """Let tours and changes cost so little that nothing is missed for them: a unit that changes posts counts at both."""
        horizon, changes = self.problem.demand.horizon, len(steady_phases(self.problem)) - 1
        most = sum(each.units * (_OUTSIDE * -(-horizon // each.like.window) + _MOVE * changes) for each in self.part.classes)
        price = 0.0 if self.largest or not most else self.problem.settings.tie_share * self.total / most
        self.ties, self.ties_at_most = {name: price * weights for name, weights in self.ties.items()}, 2 * price * most
        self.model = self.model.changed(self.ties, {})

    def proved(self, outcome: Outcome) -> float | None:
        """Return what no plan can miss less than, by price; what the plan misses itself where it is proved with its ties."""
        if outcome.bound is None or outcome.objective is None:
            return None
        if outcome.objective - outcome.bound > 1e-6 * max(1.0, outcome.objective):
            return max(0.0, outcome.bound - self.ties_at_most)
        return outcome.objective - sum(float((costs * outcome.values[name]).sum()) for name, costs in self.ties.items())
