"""Rules of who holds sectors: posts for whole phases, places of nations, headquarters with their battalions, contingents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.groups import Part
from interpose.generation.model.posts import PostKind, place_by_month, place_phases, post_kind, steady_phases
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.sector_need import SectorNeed
from interpose.solver import Model, Terms

__all__ = ["GIVEN_UP", "HoldingRules", "keep_posts", "unwilling"]

MOVE = 8.0
"""What a post that changes weighs in breaking ties: as much as eight tours."""

GIVEN_UP = "given up"
"""Block of columns: posts that nations kept in an earlier plan and give up, by nation, phase and capability."""

_UNWILLING = 1000.0
"""Unit-months that a post is worth when no gain is to move it: only what cannot be kept is given up. No price is above it."""


class HoldingRules:
    """Columns and rows of who holds sectors, added to a monthly model, given the units on the ground by class and station.

    `posts` are the columns of posts by phase of the steady state, by kind, empty where posts are not kept for whole phases;
    `ties` what breaks ties, by block of columns; `kept` posts of an earlier plan, and `keep_prices` what giving up one costs.
    """

    def __init__(
        self, model: Model, problem: Problem, part: Part, sectors: SectorNeed, standing: Mapping[tuple[int, str], Terms]
    ) -> None:
        self.model, self.problem, self.ruled, self.horizon = model, problem, sectors, problem.demand.horizon
        self.month_place, self.phases = place_by_month(problem), len(place_phases(problem))
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
        self.kept = self.keep_prices = np.zeros(0)
        if problem.rules.whole_phases:
            self._posts()
            self.kept, self.keep_prices = keep_posts(model, problem, self.posts)
        self.places = {
            nation: model.columns(f"places {number}", (self.phases,), upper=len(sectors.names), whole=True)
            for number, nation in enumerate(self.nations)
        }
        self._places()
        if problem.rules.own_headquarters and sectors.command is not None:
            self._own_headquarters(sectors.command[1])
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
                self.ties[f"moved {number}"] = np.full((2, pairs), MOVE)
                change = Terms.of(posts[1:]) - Terms.of(posts[:-1]) - Terms.of(moved[0]) + Terms.of(moved[1])
                model.constrain(f"posts {number} that change", change, lower=0.0, upper=0.0)

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

    def _own_headquarters(self, command: str) -> None:
        """Let a headquarters go only where its nation keeps a battalion, and no more of them than it has posts for."""
        troops = self.ruled.ruled[0][1]
        for number, nation in enumerate(self.nations):
            heads, holders = self._of(nation, command), self._of(nation, troops)
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


def keep_posts(
    model: Model, problem: Problem, posts: Mapping[PostKind, NDArray[np.int64]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Price what nations give up of the posts that they kept; return these posts, and the price of giving one up.

    What is beyond the units that a nation has, or all where it has none any more, is left out: it is given up in every plan.
    """
    kinds = {key: [kind for kind in posts if kind.nation == key[0] and kind.brings(key[2])] for key in problem.kept}
    kept = [key for key in sorted(problem.kept) if kinds[key]]
    units = Counter[str]()
    for pool in problem.pools:
        units[problem.rules.nation(pool.state)] += pool.units
    most = {key: units[key[0]] * max(kind.brings(key[2]) for kind in kinds[key]) for key in kept}
    counts = np.array([min(problem.kept[key], most[key]) for key in kept])
    months = [_UNWILLING if key[0] in problem.held_fast else min(problem.change_price, _UNWILLING) for key in kept]
    prices = np.array([each * problem.demand.price[key[2]] for each, key in zip(months, kept, strict=True)])
    if kept:
        given_up = model.columns(GIVEN_UP, (len(kept),), upper=counts, cost=prices)
        rows = [
            Terms.total([posts[kind][key[1]] for kind in kinds[key]], [kind.brings(key[2]) for kind in kinds[key]])
            for key in kept
        ]
        model.constrain("posts of the earlier plan", Terms.of(given_up) + Terms.stacked(rows), lower=counts)
    return counts, prices


def unwilling(model: Model, problem: Problem) -> Model:
    """Return the model in which no gain is worth a post: what is given up in it cannot be kept."""
    return model.changed({GIVEN_UP: _UNWILLING * max(problem.demand.price.values())}, {})
