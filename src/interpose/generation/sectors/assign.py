"""Posts of nations given to sectors, for all phases of the steady state at once, by one small whole-number model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.generation.model.posts import PostKind, steady_phases
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.sector_need import SectorNeed
from interpose.generation.problem.supply import belt_of
from interpose.solver import Limits, Model, Outcome, solve

__all__ = ["Assignment", "assign_posts", "closed_sectors"]

_SAME_LEAD, _PLACE = 0.5, 0.1
"""What all leads that stay, and all places not taken, are worth together, in unit-months of the cheapest of what is needed:
less than a post that finds no place."""

_GAP = 0.125
"""How near to its bound an assignment is good enough, in the same: no post is lost for nothing, a lead or two may change."""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Posts by sector; empty where posts are not kept for whole phases.

    Parameters
    ----------
    posts : mapping of PostKind to numpy.ndarray of int
        Posts that have a place, shape (phases of the steady state, sectors).
    present : mapping of str to numpy.ndarray of bool
        Where each nation has a place, shape (phases, sectors): where it keeps posts, and where tours of posts that it gave up
        may stand.
    leads : tuple of tuple of str
        Nation that leads, by phase and sector; empty where no troops keep posts.
    """

    posts: Mapping[PostKind, NDArray[np.int64]] = field(default_factory=dict)
    present: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    leads: tuple[tuple[str, ...], ...] = ()


def assign_posts(problem: Problem, posts: Mapping[PostKind, NDArray[np.int64]], limits: Limits | None = None) -> Assignment:
    """Give the posts of nations to sectors, so that as little as possible is short there.

    Nations do not move between phases: where a nation keeps more posts, or as many, it leaves no sector, and where it keeps
    fewer, it enters none. Few nations hold a sector, and one of those with troops there leads it, with its least share of
    them. With `lead_headquarters: own` a headquarters stands only where its nation leads. Of assignments that are short of the
    same, one with few changes of the lead is taken.

    Parameters
    ----------
    problem : Problem
        The problem; it needs sectors that troops hold.
    posts : mapping of PostKind to numpy.ndarray of int
        Posts that each kind of unit keeps, shape (phases of the steady state,).
    limits : Limits, optional
        How long to look; where nothing is found within them, no post has a place.

    Raises
    ------
    Interrupted
        On Ctrl-C.
    ValueError
        Where no troops hold sectors.
    """
    if problem.sectors is None or problem.sectors.held is None:
        raise ValueError("no troops hold sectors")
    kept = {kind: posts[kind] for kind in sorted(posts) if posts[kind].any()}
    if not kept:
        return Assignment(leads=tuple(("",) * len(problem.sectors.names) for _ in steady_phases(problem)))
    model = _AssignmentModel(problem, problem.sectors, kept)
    return model.read(solve(model.model, limits or Limits(), absolute_gap=model.gap, seed=problem.seed))


def closed_sectors(problem: Problem, sectors: SectorNeed, state: str, capabilities: Iterable[str]) -> NDArray[np.bool_]:
    """Return which sectors caveats close for units of a state that provide some capabilities, shape (sectors,)."""
    said, names = problem.caveats.get(state, frozenset()), ("*", *capabilities)
    return np.array([any(f"{name}@{sector}" in said for name in names) for sector in sectors.names])


class _AssignmentModel:
    """The model: posts by kind, phase and sector (u), places of nations (q), leads (l)."""

    def __init__(self, problem: Problem, sectors: SectorNeed, posts: Mapping[PostKind, NDArray[np.int64]]) -> None:
        self.problem, self.sectors, self.model = problem, sectors, Model()
        self.kinds, self.posts = tuple(posts), np.array(list(posts.values()), dtype=np.float64)
        self.nations = sorted({kind.nation for kind in self.kinds})
        self.nation = np.array([self.nations.index(kind.nation) for kind in self.kinds])
        self.brings = np.array([[kind.brings(capability) for kind in self.kinds] for _, capability in sectors.ruled])
        phases = steady_phases(problem)
        needs = [[sectors.quantity[key][:, phase.months].max(axis=1) for phase in phases] for key in sectors.ruled]
        self.need = np.array(needs)
        self.months = np.array([phase.last_month - phase.first_month + 1 for phase in phases], dtype=np.float64)
        self.prices = np.array([problem.demand.price[capability] for _, capability in sectors.ruled])
        # A sector has room for what it needs, in whole units.
        whole = np.ceil(self.need - 1e-9)
        largest = np.maximum(1.0, self.brings.max(axis=1))[:, None, None]
        self.room = np.where(whole > 0, whole + largest - 1.0, 0.0)
        self.most = np.array([self._most(number) for number in range(len(self.kinds))])
        size = (len(self.nations), *self.need.shape[1:])
        cheapest = self.prices.min()
        self.reward = _SAME_LEAD * cheapest / max(1, (size[1] - 1) * size[2])
        self.gap = _GAP * cheapest
        self.u = self.model.columns("posts", self.most.shape, upper=self.most, whole=True)
        self.q = self.model.columns("places", size, upper=1, cost=_PLACE * cheapest / np.prod(size), whole=True)
        self.lead = self.model.columns("leads", size, upper=1, whole=True)
        self._shortage()
        self._places()
        self._leads()
        self._stay()

    def _most(self, number: int) -> NDArray[np.float64]:
        """Return the most posts of a kind by phase and sector: none where a caveat closes the sector to any that keep them."""
        kind, brings = self.kinds[number], self.brings[:, number]
        fits = [np.floor(room / each + 1e-9) for room, each in zip(self.room, brings, strict=True) if each]
        found = np.minimum(self.posts[number][:, None], np.min(fits, axis=0))
        for pool in self.problem.pools:
            for station in pool.stations if self.problem.rules.nation(pool.state) == kind.nation else ():
                provided = pool.provided_at(station)
                if tuple(each for each in provided if (belt_of(station), each[0]) in self.sectors.ruled) == kind.provides:
                    found[:, closed_sectors(self.problem, self.sectors, pool.state, [name for name, _ in provided])] = 0.0
        return np.asarray(found)

    def _shortage(self) -> None:
        """Price what is short by sector, month by month, and in the worst phase once more for all."""
        cost = np.broadcast_to(self.prices[:, None, None] * self.months[:, None], self.need.shape)
        short = self.model.columns("short", self.need.shape, upper=self.need, cost=cost)
        worst = self.model.columns("worst", (len(self.prices), 1), cost=self.prices[:, None] * self.months.sum())
        for number, brings in enumerate(self.brings):
            self._rows(f"need {number}", (short[number], 1.0), *self._sum(brings), lower=self.need[number])
        sectors = [(short[:, :, sector], -1.0) for sector in range(short.shape[2])]
        self._rows("worst phase", (np.repeat(worst, short.shape[1], axis=1), 1.0), *sectors, lower=0.0)

    def _places(self) -> None:
        """No more posts than a nation keeps and a sector has room for, and few nations in a sector."""
        every = [(self.u[:, :, sector], 1.0) for sector in range(self.u.shape[2])]
        self._rows("posts of nations", *every, upper=self.posts)
        for number, brings in enumerate(self.brings):
            if brings.any():
                self._rows(f"room {number}", *self._sum(brings), upper=self.room[number])
        self._rows("presence", (self.u, 1.0), (self.q[self.nation], -self.most), upper=0.0)
        if self.problem.rules.most_nations:
            self._rows("nations in a sector", *((place, 1.0) for place in self.q), upper=self.problem.rules.most_nations)

    def _leads(self) -> None:
        """One nation leads a sector with troops, with a battalion and its least share of them; headquarters follow it."""
        troops, room, share = self.brings[0], self.room[0], self.problem.rules.least_share
        self._rows("one lead", *((lead, 1.0) for lead in self.lead), upper=1.0)
        for kind in np.flatnonzero(troops):
            self._rows(f"led {kind}", (self.u[kind], 1.0), *((lead, -self.most[kind]) for lead in self.lead), upper=0.0)
        for nation, lead in enumerate(self.lead):
            own = self.nation == nation
            self._rows(f"battalion of the lead {nation}", (lead, 1.0), *self._sum(-1.0 * (own & (troops > 0))), upper=0.0)
            parts = self._sum(troops * (share - own))
            self._rows(f"share of the lead {nation}", (lead, share * room), *parts, upper=share * room)
            for heads in self.brings[1:] if self.problem.rules.own_headquarters else ():
                parts = self._sum(1.0 * (own & (heads > 0)))
                self._rows(f"headquarters of the lead {nation}", (lead, -self.room[1]), *parts, upper=0.0)

    def _stay(self) -> None:
        """Nations do not move, tours of posts given up have a place, and a lead that stays is worth a little."""
        shape = self.lead[:, 1:].shape
        same = self.model.columns("same lead", shape, upper=1, cost=-self.reward)
        self._rows("same lead as before", (same, 1.0), (self.lead[:, :-1], -1.0), upper=0.0)
        self._rows("same lead as after", (same, 1.0), (self.lead[:, 1:], -1.0), upper=0.0)
        first, second = self.u[:, :-1], self.u[:, 1:]
        falls = (self.posts[:, 1:] < self.posts[:, :-1])[:, :, None]
        sign = np.where(falls, -1.0, 1.0)
        self._rows("nations stay", (first, sign), (second, -sign), upper=0.0)
        most = np.where(falls, self.most[:, :-1], 0.0)
        self._rows("tours run on", (first, 1.0 * falls), (second, -1.0 * falls), (self.q[self.nation, 1:], -most), upper=0.0)

    def _sum(self, values: NDArray[np.float64]) -> list[tuple[NDArray[np.int64], float]]:
        return [(self.u[kind], values[kind]) for kind in np.flatnonzero(values)]

    def _rows(self, name: str, *terms: tuple[NDArray[np.int64], ArrayLike], **bounds: ArrayLike) -> None:
        """Add one row for each place of an array: a sum of columns of that shape, times values."""
        shape = terms[0][0].shape
        rows = np.tile(np.arange(terms[0][0].size), len(terms))
        columns = np.concatenate([column.ravel() for column, _ in terms])
        values = np.concatenate([np.broadcast_to(value, shape).ravel() for _, value in terms])
        self.model.rows(
            name, rows, columns, values, **{side: np.broadcast_to(each, shape).ravel() for side, each in bounds.items()}
        )

    def read(self, found: Outcome) -> Assignment:
        """Read what was found; without a solution no post has a place."""

        def value(block: str, shape: tuple[int, ...]) -> NDArray[np.int64]:
            return np.rint(found.value(block)).astype(np.int64) if found.has_solution else np.zeros(shape, dtype=np.int64)

        placed, leads = value("posts", self.u.shape), value("leads", self.q.shape)
        names = np.array(["", *self.nations])
        leading = names[np.where(leads.any(axis=0), leads.argmax(axis=0) + 1, 0)]
        return Assignment(
            posts=dict(zip(self.kinds, placed, strict=True)),
            present=dict(zip(self.nations, value("places", self.q.shape) > 0, strict=True)),
            leads=tuple(tuple(map(str, line)) for line in leading),
        )
