"""The law of a route against a vector of votes: which clauses hold, exactly, for one ballot or many at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil

import numpy as np
import numpy.typing as npt

from interpose.case.tables.authority import Membership, Route, RouteClause, Threshold, share_of
from interpose.case.tables.words import BallotChoice

__all__ = [
    "ABSTAIN",
    "CODES",
    "DECLARED",
    "NO",
    "YES",
    "Body",
    "body_on",
    "clause_holds",
    "fewest_by_cast",
    "passes",
    "thresholds_by_count",
]

NO, DECLARED, ABSTAIN, YES = range(4)
CODES: dict[BallotChoice, int] = {"no": NO, "declared_abstention": DECLARED, "abstain": ABSTAIN, "yes": YES}
"""Votes in the order of how favourable they are to the decision."""

Ballots = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Body:
    """The members that decide, on one day.

    Parameters
    ----------
    members : tuple of str
        States in alphabetical order.
    permanent : tuple of bool
        Whether each is a permanent member.
    population : tuple of int
        Population that counts in votes, in persons; empty where the body has none.
    voteless : tuple of str
        Members that have no vote on the decisions that the routes are about.
    """

    members: tuple[str, ...]
    permanent: tuple[bool, ...]
    population: tuple[int, ...]
    voteless: tuple[str, ...] = ()

    def voting(self) -> Body:
        """Return the body without the members that have no vote: no share and no limit counts them."""
        kept = [place for place, state in enumerate(self.members) if state not in self.voteless]
        return Body(
            tuple(self.members[place] for place in kept),
            tuple(self.permanent[place] for place in kept),
            tuple(self.population[place] for place in kept) if self.population else (),
        )


def body_on(memberships: Iterable[Membership], body: str, day: dt.date) -> Body:
    """Return who belongs to a body on a day.

    Parameters
    ----------
    memberships : iterable of Membership
        The table.
    body : str
        Name of the body.
    day : datetime.date
        The day.

    Returns
    -------
    Body
        Its members, in alphabetical order.
    """
    rows = {
        row.state: row
        for row in memberships
        if row.body == body and row.since <= day and (row.until is None or day <= row.until)
    }
    members = tuple(sorted(rows))
    population = tuple(rows[state].population or 0 for state in members)
    voteless = tuple(state for state in members if (first := rows[state].votes_since) is not None and day < first)
    permanent = tuple(rows[state].permanent for state in members)
    return Body(members, permanent, population if all(population) else (), voteless)


def clause_holds(clause: RouteClause, body: Body, ballots: Ballots) -> Flags:
    """Say for each ballot whether a clause holds.

    Parameters
    ----------
    clause : RouteClause
        The clause.
    body : Body
        Who votes.
    ballots : ndarray of int8, shape (..., members)
        Codes of the votes.

    Returns
    -------
    ndarray of bool, shape (...)
    """
    if body.voteless:
        voting = np.array([state not in body.voteless for state in body.members], dtype=bool)
        body, ballots = body.voting(), ballots[..., voting]
    if clause.none_against is not None:
        against = ballots == NO
        if clause.none_against == "permanent_members":
            against = against & np.array(body.permanent, dtype=bool)
        return np.asarray(~against.any(axis=-1))
    if clause.declared_abstention_below is not None:
        limit = clause.declared_abstention_below
        declared = ballots == DECLARED
        many = _share_reached(declared.sum(axis=-1), len(body.members), limit.members)
        weighty = _share_reached(declared @ _population(body), sum(body.population), limit.population)
        return np.asarray(~(many & weighty))
    reached = np.ones(ballots.shape[:-1], dtype=bool)
    for threshold in clause.votes_for:
        reached &= _threshold_reached(threshold, body, ballots)
    if clause.blocking_minority is not None:
        reached |= (ballots != YES).sum(axis=-1) < clause.blocking_minority
    return np.asarray(reached)


def passes(route: Route, body: Body, ballots: Ballots) -> Flags:
    """Say for each ballot whether every clause of a route holds.

    Parameters
    ----------
    route : Route
        The route.
    body : Body
        Who votes.
    ballots : ndarray of int8, shape (..., members)
        Codes of the votes.

    Returns
    -------
    ndarray of bool, shape (...)
    """
    held = np.ones(ballots.shape[:-1], dtype=bool)
    for clause in route.clauses:
        held &= clause_holds(clause, body, ballots)
    return np.asarray(held)


def thresholds_by_count(clauses: Sequence[RouteClause], body: Body) -> tuple[int | None, ...]:
    """Turn thresholds of members and population into the least population for each number of votes for.

    Parameters
    ----------
    clauses : sequence of RouteClause
        Clauses with votes_for, none of them of votes cast.
    body : Body
        Who votes.

    Returns
    -------
    tuple of (int or None)
        For 0, 1, … votes for: least population of those who vote for; None where none is enough.
    """
    size, people = len(body.members), sum(body.population)
    least: list[int | None] = []
    for count in range(size + 1):
        needed: int | None = 0
        for clause in clauses:
            if clause.blocking_minority is not None and size - count < clause.blocking_minority:
                continue
            for threshold in clause.votes_for:
                if threshold.of == "population":
                    needed = None if needed is None else max(needed, ceil(share_of(threshold.share or "1/1") * people))
                elif not bool(_count_reached(threshold, size, np.array(count))):
                    needed = None
        least.append(needed)
    return tuple(least)


@lru_cache(maxsize=64)
def fewest_by_cast(share: Fraction, most: int) -> tuple[int, ...]:
    """Return how many votes for are the share of 0, 1, … up to the most votes that are cast.

    Parameters
    ----------
    share : Fraction
        Least share of the votes cast.
    most : int
        Most votes that are cast.

    Returns
    -------
    tuple of int

    Examples
    --------
    >>> fewest_by_cast(Fraction(2, 3), 4)
    (0, 1, 2, 2, 3)
    """
    return tuple(ceil(share * cast) for cast in range(most + 1))


def _threshold_reached(threshold: Threshold, body: Body, ballots: Ballots) -> Flags:
    votes_for = ballots == YES
    if threshold.of == "population":
        return _share_reached(votes_for @ _population(body), sum(body.population), threshold.share or "1/1")
    if threshold.of == "votes_cast":
        cast = votes_for.sum(axis=-1) + (ballots == NO).sum(axis=-1)
        return np.asarray(_share_reached(votes_for.sum(axis=-1), cast, threshold.share or "1/1") & (cast > 0))
    return _count_reached(threshold, len(body.members), votes_for.sum(axis=-1))


def _count_reached(threshold: Threshold, size: int, count: npt.NDArray[np.int64]) -> Flags:
    if threshold.count is not None:
        return np.asarray(count >= threshold.count)
    return _share_reached(count, size, threshold.share or "1/1")


def _share_reached(part: npt.NDArray[np.int64], whole: int | npt.NDArray[np.int64], share: str) -> Flags:
    # Rounded up in Python's numbers: people times the digits of a share may be more than 64 bits hold.
    if isinstance(whole, int):
        return np.asarray(part >= ceil(share_of(share) * whole))
    return np.asarray(part >= np.array(fewest_by_cast(share_of(share), int(np.max(whole, initial=0))))[whole])


def _population(body: Body) -> npt.NDArray[np.int64]:
    if body.members and not body.population:
        raise ValueError("the rule counts population, and a member has none")
    return np.array(body.population, dtype=np.int64)
