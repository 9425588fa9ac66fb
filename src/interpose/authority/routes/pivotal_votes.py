"""The smallest changes of votes that make a route pass, or that block it: all of them where there are several."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from interpose.authority.decision import VoteChange
from interpose.authority.routes.law import CODES, NO, YES, Body, passes
from interpose.case.tables.authority import Route

__all__ = ["MOST_LISTED", "pivotal_members", "smallest_changes"]

MOST_LISTED = 60
"""Smallest sets that are listed; beyond it they are said to be incomplete."""

MOST_TRIED = 20_000

BATCH = 500

NAMES = {code: name for name, code in CODES.items()}


def smallest_changes(
    route: Route, body: Body, base: npt.NDArray[np.int8], *, to_pass: bool
) -> tuple[tuple[tuple[VoteChange, ...], ...], bool]:
    """Find all smallest sets of members whose change of vote turns the outcome.

    Parameters
    ----------
    route : Route
        The law.
    body : Body
        Who votes.
    base : ndarray of int8, shape (members,)
        Votes as they stand, open ones as silent.
    to_pass : bool
        Whether the changes shall make the route pass; otherwise they block it.

    Returns
    -------
    tuple
        The sets (each change being the mildest that does), and whether they are all of them. Empty where
        nothing needs to change or nothing can.
    """
    if not len(base) or bool(passes(route, body, base)) == to_pass:
        return (), True
    ranked = _ranked(route, body, base, to_pass)
    if not _turned(route, body, base, ranked, to_pass):
        return (), True
    # Members without whom even all the others together cannot turn it belong to every set.
    needed = [member for member in ranked if not _turned(route, body, base, [m for m in ranked if m != member], to_pass)]
    rest = [member for member in ranked if member not in needed]
    # The law weighs members by number and population only, so the most effective ones first is the shortest way.
    fewest = next(count for count in range(len(rest) + 1) if _turned(route, body, base, [*needed, *rest[:count]], to_pass))
    found: list[list[int]] = []
    sets_in_order = ([*needed, *chosen] for chosen in itertools.islice(itertools.combinations(rest, fewest), MOST_TRIED))
    while len(found) <= MOST_LISTED and (batch := list(itertools.islice(sets_in_order, BATCH))):
        ballots = np.stack([_changed(base, members, to_pass) for members in batch])
        held = passes(route, body, ballots) == to_pass
        found += [members for members, turned in zip(batch, held.tolist(), strict=True) if turned]
    complete = math.comb(len(rest), fewest) <= MOST_TRIED and len(found) <= MOST_LISTED
    sets = [_mildest(route, body, base, members, to_pass) for members in found[:MOST_LISTED]]
    return tuple(sorted(sets, key=lambda changes: [str(change) for change in changes])), complete


def pivotal_members(route: Route, body: Body, base: npt.NDArray[np.int8]) -> tuple[str, ...]:
    """Find the members that decide alone: the outcome differs between their voting for and against.

    Parameters
    ----------
    route : Route
        The law.
    body : Body
        Who votes.
    base : ndarray of int8, shape (members,)
        Votes as they stand, open ones as silent.

    Returns
    -------
    tuple of str
        In the order of the body.
    """
    size = len(base)
    if not size:
        return ()
    ballots = np.tile(base, (2, size, 1))
    index = np.arange(size)
    ballots[0, index, index] = NO
    ballots[1, index, index] = YES
    held = passes(route, body, ballots)
    return tuple(body.members[member] for member in np.flatnonzero(held[0] != held[1]))


def _ranked(route: Route, body: Body, base: npt.NDArray[np.int8], to_pass: bool) -> list[int]:
    """List the members whose vote can still move, the most effective first."""
    by_people = bool(body.population) and any(
        clause.declared_abstention_below is not None or any(t.of == "population" for t in clause.votes_for)
        for clause in route.clauses
    )

    def rank(member: int) -> tuple[bool, bool, int, int, int]:
        code = int(base[member])
        people = body.population[member] if by_people else 0
        # To pass, votes against go first; to block, those of permanent members and of those who vote for do.
        first = code != NO if to_pass else not body.permanent[member]
        return first, False if to_pass else code != YES, -people, code if to_pass else -code, member

    return sorted((m for m in range(len(base)) if base[m] != (YES if to_pass else NO)), key=rank)


def _turned(route: Route, body: Body, base: npt.NDArray[np.int8], members: Sequence[int], to_pass: bool) -> bool:
    return bool(passes(route, body, _changed(base, members, to_pass))) == to_pass


def _changed(base: npt.NDArray[np.int8], members: Sequence[int], to_pass: bool) -> npt.NDArray[np.int8]:
    changed = base.copy()
    changed[list(members)] = YES if to_pass else NO
    return changed


def _mildest(
    route: Route, body: Body, base: npt.NDArray[np.int8], members: Sequence[int], to_pass: bool
) -> tuple[VoteChange, ...]:
    """Soften each change as far as the outcome allows: silence instead of a vote for, where silence is enough."""
    changed = _changed(base, members, to_pass)
    allowed = sorted(CODES[name] for name in route.votes)
    for member in members:
        own = int(base[member])
        steps = [code for code in allowed if (own < code if to_pass else code < own)]
        for code in steps if to_pass else reversed(steps):
            trial = changed.copy()
            trial[member] = code
            if bool(passes(route, body, trial)) == to_pass:
                changed = trial
                break
    return tuple(VoteChange(body.members[member], NAMES[int(changed[member])]) for member in sorted(members))
