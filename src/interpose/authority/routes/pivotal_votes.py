"""The smallest changes of votes that make a route pass, or that block it: all of them where there are several."""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from interpose.authority.decision import VoteChange
from interpose.authority.routes.law import CODES, DECLARED, NO, YES, Body, passes
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
    return _smallest(route, body, base.astype(np.int8).tobytes(), to_pass)


@lru_cache(maxsize=512)
def _smallest(route: Route, body: Body, votes: bytes, to_pass: bool) -> tuple[tuple[tuple[VoteChange, ...], ...], bool]:
    """Search once for the same law, members and votes."""
    base = np.frombuffer(votes, dtype=np.int8)
    if not len(base) or bool(passes(route, body, base)) == to_pass:
        return (), True
    target = _target(route, to_pass)
    turned = partial(_turned, route, body, base, target, to_pass)
    movable = [member for member in range(len(base)) if base[member] != target]
    if not all(turned([movable])):
        return (), True
    # Members without whom even all the others together cannot turn it belong to every set.
    others = [[other for other in movable if other != member] for member in movable]
    needed = [member for member, held in zip(movable, turned(others), strict=True) if not held]
    alike = _alike(route, body, base, [member for member in movable if member not in needed])
    sizes = [len(group) for group in alike]

    def turning(fewest: int) -> list[tuple[int, ...]]:
        splits = list(_splits(fewest, sizes))
        return list(itertools.compress(splits, turned([*needed, *_first_of_each(alike, split)] for split in splits)))

    # One member more never undoes a change, so the least number is found by halving.
    splits = turning(bisect.bisect_left(range(sum(sizes)), True, key=lambda fewest: bool(turning(fewest))))
    tried = sum(math.prod(math.comb(len(group), few) for group, few in zip(alike, split, strict=True)) for split in splits)
    sets, again = itertools.tee([*needed, *chosen] for chosen in itertools.islice(_sets_of(alike, splits), MOST_TRIED))
    found = list(itertools.islice(itertools.compress(sets, turned(again)), MOST_LISTED + 1))
    complete = tried <= MOST_TRIED and len(found) <= MOST_LISTED
    changes = _mildest(route, body, base, found[:MOST_LISTED], target, to_pass)
    return tuple(sorted(changes, key=lambda each: [str(change) for change in each])), complete


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


def _target(route: Route, to_pass: bool) -> int:
    """Choose the vote that does most: for; or against, unless only a declaration counts against the decision."""
    if to_pass:
        return YES
    declared = any(clause.declared_abstention_below is not None for clause in route.clauses)
    vetoes = any(clause.none_against == "members" for clause in route.clauses)
    return DECLARED if declared and not vetoes else NO


def _alike(route: Route, body: Body, base: npt.NDArray[np.int8], members: Sequence[int]) -> list[list[int]]:
    """Group members that vote alike and whose vote has the same power, the most populous first where people count.

    Within a group a more populous member does at least as much as a less populous one, so the first few of each group are the
    most that this many of them can do: the fewest changes are found by trying how many of each group, not which.
    """
    by_people = bool(body.population) and any(
        clause.declared_abstention_below is not None or any(t.of == "population" for t in clause.votes_for)
        for clause in route.clauses
    )
    groups: dict[tuple[int, bool], list[int]] = {}
    for member in sorted(members, key=lambda m: (-body.population[m] if by_people else 0, m)):
        groups.setdefault((int(base[member]), body.permanent[member]), []).append(member)
    return [groups[key] for key in sorted(groups)]


def _splits(total: int, sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """List the ways to take a number of members out of groups of these sizes."""
    if not sizes:
        if total == 0:
            yield ()
        return
    for few in range(max(0, total - sum(sizes[1:])), min(total, sizes[0]) + 1):
        for rest in _splits(total - few, sizes[1:]):
            yield (few, *rest)


def _first_of_each(groups: Sequence[Sequence[int]], split: Sequence[int]) -> list[int]:
    return [member for group, few in zip(groups, split, strict=True) for member in group[:few]]


def _sets_of(groups: Sequence[Sequence[int]], splits: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """List the sets that take so many members of each group."""
    for split in splits:
        if not groups:
            yield []
            continue
        for chosen in itertools.combinations(groups[0], split[0]):
            for others in _sets_of(groups[1:], [split[1:]]):
                yield [*chosen, *others]


def _turned(
    route: Route, body: Body, base: npt.NDArray[np.int8], target: int, to_pass: bool, sets: Iterable[Sequence[int]]
) -> Iterator[bool]:
    """Say of each set of members whether their change of vote turns the outcome."""
    waiting = iter(sets)
    while batch := list(itertools.islice(waiting, BATCH)):
        ballots = np.tile(base, (len(batch), 1))
        for ballot, members in zip(ballots, batch, strict=True):
            ballot[members] = target
        yield from (passes(route, body, ballots) == to_pass).tolist()


def _mildest(
    route: Route, body: Body, base: npt.NDArray[np.int8], sets: Sequence[Sequence[int]], target: int, to_pass: bool
) -> list[tuple[VoteChange, ...]]:
    """Soften each change as far as the outcome allows: silence instead of a vote for, where silence is enough.

    The sets are of one size: the first member of each is softened, then the second of each.
    """
    changed = np.tile(base, (len(sets), 1))
    rows = np.arange(len(sets))
    for members in np.array(sets, dtype=int).T:
        changed[rows, members] = target
    allowed = sorted((CODES[name] for name in route.votes), reverse=not to_pass)
    for members in np.array(sets, dtype=int).T:
        strict = np.ones(len(sets), dtype=bool)
        for code in allowed:
            trial = changed.copy()
            trial[rows, members] = code
            milder = base[members] < code if to_pass else code < base[members]
            softened = strict & milder & (passes(route, body, trial) == to_pass)
            changed[softened] = trial[softened]
            strict &= ~softened
    return [
        tuple(VoteChange(body.members[member], NAMES[int(ballot[member])]) for member in sorted(members))
        for ballot, members in zip(changed, sets, strict=True)
    ]
