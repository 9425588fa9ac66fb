"""Rules of who holds sectors: posts for whole phases, places of nations, headquarters with their battalions, contingents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.classes import Part
from interpose.generation.model.posts import PostKind, Standing, place_spans, steady_phases
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.sector_need import Phase, SectorNeed
from interpose.solver import Model

__all__ = ["GIVEN_UP", "MOVE", "HoldingRules", "keep_posts", "unwilling"]

Key = tuple[str, str]

MOVE = 8.0
"""What a post that changes weighs in breaking ties: as much as eight tours."""


GIVEN_UP = "given up"
"""Block of columns: posts that nations kept in an earlier plan and give up, by nation, phase and capability."""

_UNWILLING = 1000.0
"""Unit-months that a post is worth when no gain is to move it: only what cannot be kept is given up. No price is above it."""


class HoldingRules:
    """Columns and rows of who holds sectors, added to a monthly model.

    Parameters
    ----------
    model : Model
        The model.
    problem : Problem
        The problem, with the rules that hold.
    part : Part
        The part of it that holds sectors.
    sectors : SectorNeed
        What the sectors need.
    kinds : mapping of PostKind to sequence of Standing
        Units on the ground that could keep each kind of post.
    persons_of_nation : mapping of str to sequence of (Standing, int)
        The same units by nation, with the persons of one.

    Attributes
    ----------
    posts : dict of PostKind to numpy.ndarray of int
        Columns of the posts by phase of the steady state; empty where posts are not kept for whole phases.
    places : dict of str to numpy.ndarray of int
        Columns of the places of each nation by phase.
    ties : dict of str to numpy.ndarray
        What breaks ties, by block of columns.
    kept, keep_prices : numpy.ndarray
        Posts of an earlier plan, and what giving one of them up costs.
    """

    def __init__(
        self,
        model: Model,
        problem: Problem,
        part: Part,
        sectors: SectorNeed,
        kinds: Mapping[PostKind, Sequence[Standing]],
        persons_of_nation: Mapping[str, Sequence[tuple[Standing, int]]],
    ) -> None:
        self.model, self.problem, self.part, self.ruled = model, problem, part, sectors
        self.kinds, self.persons_of_nation = kinds, persons_of_nation
        self.posts: dict[PostKind, NDArray[np.int64]] = {}
        self.places: dict[str, NDArray[np.int64]] = {}
        self.ties: dict[str, NDArray[np.float64]] = {}
        self.kept = self.keep_prices = np.zeros(0)
        if problem.rules.whole_phases:
            self._posts()
            self.kept, self.keep_prices = keep_posts(model, problem, self.posts)
            if len(self.kept):
                self.ties[GIVEN_UP] = np.full(len(self.kept), 2 * MOVE)
        self._places()
        if problem.rules.own_headquarters:
            self._own_headquarters()
        if problem.rules.least_contingent:
            self._least_contingent()

    def _posts(self) -> None:
        """Add posts of a nation that are manned in every month of a phase; one that changes weighs in breaking ties."""
        model, steady = self.model, steady_phases(self.problem)
        for number, kind in enumerate(sorted(self.kinds)):
            posts = model.columns(f"posts {number}", (len(steady),), upper=self._most(kind), whole=True)
            self.posts[kind] = posts
            standing = Standing.joined(self.kinds[kind])
            for place, phase in enumerate(steady):
                within = self._within(standing, phase)
                months = phase.last_month - phase.first_month + 1
                model.rows(
                    f"posts {number} manned {place}",
                    np.concatenate([standing.month[within] - phase.first_month + 1, np.arange(months)]),
                    np.concatenate([standing.column[within], np.repeat(posts[place], months)]),
                    np.concatenate([np.ones(within.sum()), -np.ones(months)]),
                    lower=np.zeros(months),
                )
            if len(steady) > 1:
                pairs = len(steady) - 1
                moved = model.columns(f"moved {number}", (2, pairs))
                self.ties[f"moved {number}"] = np.full((2, pairs), MOVE)
                model.rows(
                    f"posts {number} that change",
                    np.tile(np.arange(pairs), 4),
                    np.concatenate([posts[1:], posts[:-1], moved[0], moved[1]]),
                    np.repeat([1.0, -1.0, -1.0, 1.0], pairs),
                    lower=np.zeros(pairs),
                    upper=np.zeros(pairs),
                )

    def _most(self, kind: PostKind) -> int:
        """Return the most posts of a kind: no more than its nation has units."""
        return sum(group.units for group in self.part.classes if group.nation == kind.nation)

    @staticmethod
    def _within(standing: Standing, phase: Phase) -> NDArray[np.bool_]:
        return (standing.month >= phase.first_month - 1) & (standing.month < phase.last_month)

    def _places(self) -> None:
        """Give a nation places for what it keeps; who does not stay does not come, neither before nor after."""
        problem, model = self.problem, self.model
        spans_of_places = place_spans(problem)
        sectors, nations = len(self.ruled.names), sorted({kind.nation for kind in self.kinds})
        for number, nation in enumerate(nations):
            self.places[nation] = model.columns(f"places {number}", (len(spans_of_places),), upper=sectors, whole=True)
        for place, (phase, whole_from, whole_until) in enumerate(spans_of_places):
            for key in self.ruled.ruled:
                room = float(self.ruled.quantity[key][:, phase.months].max(initial=0.0))
                for number, nation in enumerate(nations):
                    kinds = [kind for kind in sorted(self.kinds) if kind.nation == nation and kind.brings(key[1])]
                    if not kinds:
                        continue
                    self._presence(
                        f"presence {number} {place} {key[1]}", nation, kinds, key, place, room, (whole_from, whole_until)
                    )
        for number, nation in enumerate(nations if self.posts else ()):
            # A place is for who keeps a post.
            kinds = [kind for kind in sorted(self.kinds) if kind.nation == nation]
            count = len(spans_of_places)
            columns = np.concatenate([self.places[nation], *(self.posts[kind] for kind in kinds)])
            values = np.repeat([1.0, -1.0], [count, count * len(kinds)])
            rows = np.tile(np.arange(count), 1 + len(kinds))
            model.rows(f"places {number} of who keeps posts", rows, columns, values, upper=np.zeros(count))
        if problem.rules.most_nations and nations:
            count = len(spans_of_places)
            every = np.concatenate([self.places[nation] for nation in nations])
            row = np.tile(np.arange(count), len(nations))
            model.rows("places in sectors", row, every, 1.0, upper=np.full(count, float(sectors * problem.rules.most_nations)))

    def _presence(
        self, name: str, nation: str, kinds: Sequence[PostKind], key: Key, place: int, room: float, months: tuple[int, int]
    ) -> None:
        """Tie posts and units of a nation to its places; a unit more than there is room for may overlap at a relief."""
        first, last = months
        column = self.places[nation][place]
        if self.posts:
            posts = np.array([self.posts[kind][place] for kind in kinds])
            values = np.array([kind.brings(key[1]) for kind in kinds])
            self.model.rows(
                f"{name} posts", np.zeros(len(kinds) + 1), np.append(posts, column), np.append(values, -room), upper=[0.0]
            )
        each = [(standing, kind.brings(key[1])) for kind in kinds for standing in self.kinds[kind]]
        rows = np.concatenate([standing.month for standing, _ in each])
        columns = np.concatenate([standing.column for standing, _ in each])
        values = np.concatenate([np.full(len(standing.month), quantity) for standing, quantity in each])
        inside = (rows >= first - 1) & (rows < last)
        count = last - first + 1
        self.model.rows(
            name,
            np.concatenate([rows[inside] - first + 1, np.arange(count)]),
            np.concatenate([columns[inside], np.repeat(column, count)]),
            np.concatenate([values[inside], np.full(count, -(room + 1.0))]),
            upper=np.zeros(count),
        )

    def _own_headquarters(self) -> None:
        """Let a headquarters go only where its nation keeps a battalion."""
        if self.ruled.command is None or self.ruled.held is None:
            return
        command, troops = self.ruled.command[1], self.ruled.held[1]
        for number, nation in enumerate(sorted({kind.nation for kind in self.kinds})):
            heads = [kind for kind in sorted(self.kinds) if kind.nation == nation and kind.brings(command)]
            holders = [kind for kind in sorted(self.kinds) if kind.nation == nation and kind.brings(troops)]
            if not heads:
                continue
            name = f"headquarters of {nation} with its battalions"
            if self.posts:
                count = len(steady_phases(self.problem))
                columns = np.concatenate([self.posts[kind] for kind in (*heads, *holders)])
                values = np.repeat([1.0, -1.0], [count * len(heads), count * len(holders)])
                row = np.tile(np.arange(count), len(heads) + len(holders))
                self.model.rows(name, row, columns, values, upper=np.zeros(count))
                self._no_headquarters_without_post(number, heads)
            else:
                heads_there = Standing.joined([each for kind in heads for each in self.kinds[kind]])
                troops_there = Standing.joined([each for kind in holders for each in self.kinds[kind]])
                self.model.rows(
                    f"{name} {number}",
                    np.concatenate([heads_there.month, troops_there.month]),
                    np.concatenate([heads_there.column, troops_there.column]),
                    np.repeat([1.0, -1.0], [len(heads_there.month), len(troops_there.month)]),
                    upper=np.zeros(self.problem.demand.horizon),
                )

    def _no_headquarters_without_post(self, number: int, heads: Sequence[PostKind]) -> None:
        """In no month do more headquarters of a nation stand there than it has posts for in that phase."""
        for place, (_, first, last) in enumerate(place_spans(self.problem)):
            standing = Standing.joined([each for kind in heads for each in self.kinds[kind]])
            inside = (standing.month >= first - 1) & (standing.month < last)
            count = last - first + 1
            posts = np.array([self.posts[kind][place] for kind in heads])
            self.model.rows(
                f"headquarters {number} in their posts {place}",
                np.concatenate([standing.month[inside] - first + 1, np.repeat(np.arange(count), len(posts))]),
                np.concatenate([standing.column[inside], np.tile(posts, count)]),
                np.repeat([1.0, -1.0], [int(inside.sum()), count * len(posts)]),
                upper=np.zeros(count),
            )

    def _least_contingent(self) -> None:
        """Let a nation that holds sectors in a phase keep at least so many persons there in each of its months."""
        least, sectors = float(self.problem.rules.least_contingent), len(self.ruled.names)
        for number, nation in enumerate(sorted(self.places)):
            there = self.model.columns(f"there {number}", self.places[nation].shape, upper=1, whole=True)
            count = len(there)
            self.model.rows(
                f"there where it has places {number}",
                np.tile(np.arange(count), 2),
                np.concatenate([self.places[nation], there]),
                np.repeat([1.0, -float(sectors)], count),
                upper=np.zeros(count),
            )
            for place, (phase, _, _) in enumerate(place_spans(self.problem)):
                if not phase.steady:
                    continue
                months = phase.last_month - phase.first_month + 1
                rows, columns, values = [np.arange(months)], [np.repeat(there[place], months)], [np.full(months, -least)]
                for standing, persons in self.persons_of_nation[nation]:
                    within = self._within(standing, phase)
                    rows.append(standing.month[within] - phase.first_month + 1)
                    columns.append(standing.column[within])
                    values.append(np.full(within.sum(), float(persons)))
                self.model.rows(
                    f"least contingent of {nation} {place}",
                    np.concatenate(rows),
                    np.concatenate(columns),
                    np.concatenate(values),
                    lower=np.zeros(months),
                )


def keep_posts(
    model: Model, problem: Problem, posts: Mapping[PostKind, NDArray[np.int64]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Price what nations give up of the posts that they kept.

    Parameters
    ----------
    model : Model
        The model; columns and rows are added to it.
    problem : Problem
        With the posts that were kept, and the price of a change.
    posts : mapping of PostKind to numpy.ndarray of int
        Columns of the posts, by phase.

    Returns
    -------
    tuple of numpy.ndarray
        Posts that were kept, and the price of giving one up. What is beyond the units that a nation has, or all where it
        has none any more, is left out: it is given up in every plan.
    """
    kinds = {key: [kind for kind in posts if kind.nation == key[0] and kind.brings(key[2])] for key in problem.kept}
    kept = [key for key in sorted(problem.kept) if kinds[key]]
    counts = np.array([min(problem.kept[key], _most_brought(problem, kinds[key], key[2])) for key in kept])
    months = [_UNWILLING if key[0] in problem.held_fast else min(problem.change_price, _UNWILLING) for key in kept]
    prices = np.array([each * problem.demand.price[key[2]] for each, key in zip(months, kept, strict=True)])
    if not kept:
        return counts, prices
    given_up = model.columns(GIVEN_UP, (len(kept),), upper=counts, cost=prices)
    rows, columns, values = [np.arange(len(kept))], [given_up], [np.ones(len(kept))]
    for row, key in enumerate(kept):
        rows.append(np.full(len(kinds[key]), row))
        columns.append(np.array([posts[kind][key[1]] for kind in kinds[key]]))
        values.append(np.array([kind.brings(key[2]) for kind in kinds[key]]))
    model.rows("posts of the earlier plan", *(np.concatenate(each) for each in (rows, columns, values)), lower=counts)
    return counts, prices


def _most_brought(problem: Problem, kinds: Sequence[PostKind], capability: str) -> float:
    """Return no less than all units of a nation that keep some kinds of posts can bring of a capability."""
    units = sum(pool.units for pool in problem.pools if problem.rules.nation(pool.state) == kinds[0].nation)
    return units * max(kind.brings(capability) for kind in kinds)


def unwilling(model: Model, problem: Problem) -> Model:
    """Return the model in which no gain is worth a post: what is given up in it cannot be kept."""
    return model.changed({GIVEN_UP: _UNWILLING * max(problem.demand.price.values())}, {})
