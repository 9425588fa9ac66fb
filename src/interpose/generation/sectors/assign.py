"""Posts of nations given to sectors, for all phases of the steady state at once, by one small whole-number model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.generation.model.groups import PostKind, post_kind, steady_phases
from interpose.generation.problem.demand import SectorNeed
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolSupply
from interpose.solver import Clock, Limits, Model, Outcome, Terms

__all__ = ["Assignment", "assign_posts", "closed_sectors"]

_SAME_LEAD, _PLACE = 0.5, 0.1
"""What all leads that stay, and all places not taken, are worth together, in unit-months of the cheapest of what is needed:
less than a post that finds no place."""

_GAP = 0.05
"""How near to its bound an assignment is good enough, in the same: no post is lost, and no lead changes, for nothing."""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Posts by sector; empty where no troops hold sectors, or posts are not kept for whole phases.

    By kind the posts that have a place, shape (phases of the steady state, sectors); by nation where it has a place, in the
    same shape: where it keeps posts, and where tours of posts that it gave up may stand; and the nation that leads by phase and
    sector, empty where no troops keep posts.
    """

    posts: Mapping[PostKind, NDArray[np.int64]] = field(default_factory=dict)
    present: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    leads: tuple[tuple[str, ...], ...] = ()


def assign_posts(problem: Problem, posts: Mapping[PostKind, NDArray[np.int64]], clock: Clock | None = None) -> Assignment:
    """Give the posts of nations, by phase of the steady state, to sectors, so that as little as possible is short there.

    Nations do not move between phases: where a nation keeps more posts, or as many, it leaves no sector, and where it keeps
    fewer, it enters none. Few nations hold a sector, and one of those with troops there leads it, with its least share of
    them. With `lead_headquarters: own` a headquarters stands only where its nation leads. Of assignments that are short of the
    same, one with few changes of the lead is taken. Where nothing is found in the time that is left, no post has a place.
    """
    if problem.sectors is None or problem.sectors.held is None or not problem.rules.whole_phases:
        return Assignment()
    kept = {kind: posts[kind] for kind in sorted(posts) if posts[kind].any()}
    if not kept:
        return Assignment(leads=tuple(("",) * len(problem.sectors.names) for _ in steady_phases(problem)))
    model = _AssignmentModel(problem, problem.sectors, kept)
    return model.read((clock or Clock(Limits())).solve(model.model, gap=model.gap, seed=problem.seed, start={}))


def closed_sectors(problem: Problem, sectors: SectorNeed, pool: PoolSupply, station: str) -> NDArray[np.bool_]:
    """Return which sectors caveats close for a unit at a station, shape (sectors,)."""
    said = problem.caveats.get(pool.state, frozenset())
    names = ("*", *(capability for capability, _ in pool.provided_at(station)))
    return np.array([any(f"{name}@{sector}" in said for name in names) for sector in sectors.names])


class _AssignmentModel:
    """The model: posts by kind, phase and sector (u), places (q) and leads (l) of nations by phase and sector."""

    def __init__(self, problem: Problem, sectors: SectorNeed, posts: Mapping[PostKind, NDArray[np.int64]]) -> None:
        self.problem, self.sectors, self.model = problem, sectors, Model()
        self.kinds, self.posts = tuple(posts), np.array(list(posts.values()), dtype=np.float64)
        self.nations = sorted({kind.nation for kind in self.kinds})
        self.nation = np.array([self.nations.index(kind.nation) for kind in self.kinds])
        self.brings = np.array([[kind.brings(capability) for kind in self.kinds] for _, capability in sectors.ruled])
        phases = steady_phases(problem)
        self.need = np.array(
            [[sectors.quantity[key][:, phase.months].max(axis=1) for phase in phases] for key in sectors.ruled]
        )
        # A sector has room for what it needs, in whole units.
        whole = np.ceil(self.need - 1e-9)
        largest = np.maximum(1.0, self.brings.max(axis=1))[:, None, None]
        self.room = np.where(whole > 0, whole + largest - 1.0, 0.0)
        self.most = np.array([self._most(number) for number in range(len(self.kinds))])
        prices = np.array([problem.demand.price[capability] for _, capability in sectors.ruled])
        size = (len(self.nations), *self.need.shape[1:])
        self.gap = _GAP * prices.min()
        self.u = self.model.columns("posts", self.most.shape, upper=self.most, whole=True)
        self.q = self.model.columns("places", size, upper=1, cost=_PLACE * prices.min() / np.prod(size), whole=True)
        self.lead = self.model.columns("leads", size, upper=1, whole=True)
        self._shortage(prices, np.array([phase.last_month - phase.first_month + 1.0 for phase in phases]))
        self._places()
        self._leads()
        self._stay(_SAME_LEAD * prices.min() / max(1, (size[1] - 1) * size[2]))

    def _most(self, number: int) -> NDArray[np.float64]:
        """Return the most posts of a kind by phase and sector: none where a caveat closes the sector to any that keep them."""
        kind, brings = self.kinds[number], self.brings[:, number]
        fits = [np.floor(room / each + 1e-9) for room, each in zip(self.room, brings, strict=True) if each]
        found = np.minimum(self.posts[number][:, None], np.min(fits, axis=0))
        for pool in self.problem.pools:
            for station in pool.stations:
                if post_kind(self.problem, pool, station) == kind:
                    found[:, closed_sectors(self.problem, self.sectors, pool, station)] = 0.0
        return np.asarray(found)

    def _units(self, values: ArrayLike) -> Terms:
        """Return a sum over kinds by phase and sector, from what one unit of each kind counts."""
        return Terms.of(self.u, np.asarray(values)[:, None, None], over=0)

    def _shortage(self, prices: NDArray[np.float64], months: NDArray[np.float64]) -> None:
        """Price what is short by sector, month by month, and in the worst phase once more for all."""
        cost = np.broadcast_to(prices[:, None, None] * months[:, None], self.need.shape)
        short = self.model.columns("short", self.need.shape, upper=self.need, cost=cost)
        worst = self.model.columns("worst", (len(prices), 1), cost=prices[:, None] * months.sum())
        for number, (brings, need) in enumerate(zip(self.brings, self.need, strict=True)):
            self.model.constrain(f"need {number}", Terms.of(short[number]) + self._units(brings), lower=need)
        worst_phase = Terms.of(np.repeat(worst, len(months), axis=1)) - Terms.of(short, over=2)
        self.model.constrain("worst phase", worst_phase, lower=0.0)

    def _places(self) -> None:
        """No more posts than a nation keeps and a sector has room for, and few nations in a sector."""
        self.model.constrain("posts of nations", Terms.of(self.u, over=2), upper=self.posts)
        for number, (brings, room) in enumerate(zip(self.brings, self.room, strict=True)):
            self.model.constrain(f"room {number}", self._units(brings), upper=room)
        self.model.constrain("presence", Terms.of(self.u) - Terms.of(self.q[self.nation], self.most), upper=0.0)
        if self.problem.rules.most_nations:
            self.model.constrain("nations in a sector", Terms.of(self.q, over=0), upper=self.problem.rules.most_nations)

    def _leads(self) -> None:
        """One nation leads a sector with troops, with a battalion and its least share of them; headquarters follow it."""
        troops, room, share = self.brings[0], self.room[0], self.problem.rules.least_share
        self.model.constrain("one lead", Terms.of(self.lead, over=0), upper=1.0)
        for kind in np.flatnonzero(troops):
            led = Terms.of(self.u[kind]) - Terms.of(self.lead, self.most[kind], over=0)
            self.model.constrain(f"led {kind}", led, upper=0.0)
        for nation, lead in enumerate(self.lead):
            own = self.nation == nation
            self.model.constrain(f"battalion of {nation}", Terms.of(lead) - self._units(own & (troops > 0)), upper=0.0)
            parts = Terms.of(lead, share * room) + self._units(troops * (share - own))
            self.model.constrain(f"share of {nation}", parts, upper=share * room)
            for heads in self.brings[1:] if self.problem.rules.own_headquarters else ():
                follow = self._units(own & (heads > 0)) - Terms.of(lead, self.room[1])
                self.model.constrain(f"headquarters of {nation}", follow, upper=0.0)

    def _stay(self, reward: float) -> None:
        """Nations do not move, tours of posts given up have a place, and a lead that stays is worth a little."""
        before, after = self.lead[:, :-1], self.lead[:, 1:]
        same = Terms.of(self.model.columns("same lead", before.shape, upper=1, cost=-reward))
        self.model.constrain("same lead as before", same - Terms.of(before), upper=0.0)
        self.model.constrain("same lead as after", same - Terms.of(after), upper=0.0)
        falls = (self.posts[:, 1:] < self.posts[:, :-1])[:, :, None]
        given_up = Terms.of(self.u[:, :-1]) - Terms.of(self.u[:, 1:])
        sign = np.broadcast_to(np.where(falls, -1.0, 1.0), self.u[:, 1:].shape).ravel()
        self.model.constrain("nations stay", given_up * sign, upper=0.0)
        most = Terms.of(self.q[self.nation, 1:], np.where(falls, self.most[:, :-1], 0.0))
        self.model.constrain("tours run on", given_up * (sign < 0) - most, upper=0.0)

    def read(self, found: Outcome) -> Assignment:
        """Read what was found; without a solution no post has a place."""
        blocks = {"posts": self.u, "places": self.q, "leads": self.lead}
        nothing = {name: np.zeros(columns.shape) for name, columns in blocks.items()}
        values = found.values if found.has_solution else nothing
        placed, places, leads = (np.rint(values[name]).astype(np.int64) for name in blocks)
        names = np.array(["", *self.nations])
        leading = names[np.where(leads.any(axis=0), leads.argmax(axis=0) + 1, 0)]
        return Assignment(
            posts=dict(zip(self.kinds, placed, strict=True)),
            present=dict(zip(self.nations, places > 0, strict=True)),
            leads=tuple(tuple(map(str, line)) for line in leading),
        )
