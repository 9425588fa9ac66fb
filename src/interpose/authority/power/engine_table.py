"""Exact power of up to 28 members under any rule: one bit a coalition, counted 64 at a time.

The table holds for every coalition whether it wins: 16.8 MB for 27 members. A member is critical where
the coalition wins and the one without it does not, which is one shift and two logical operations for 64
coalitions. The table is walked in pieces that fit the processor's cache.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from interpose.authority.power.counts import Tallies, evaluate, leaves_of, shapley_of
from interpose.case.voting_rule import Quota, VotingRule

__all__ = ["LARGEST_TABLE", "SMALLEST_TABLE", "power_by_table", "winning_table"]

LARGEST_TABLE = 28
SMALLEST_TABLE = 7

PIECE = 13
"""Binary logarithm of the words of a piece: 64 KiB."""

Words = npt.NDArray[np.uint64]

_WITHIN = [
    np.uint64(0xAAAAAAAAAAAAAAAA),
    np.uint64(0xCCCCCCCCCCCCCCCC),
    np.uint64(0xF0F0F0F0F0F0F0F0),
    np.uint64(0xFF00FF00FF00FF00),
    np.uint64(0xFFFF0000FFFF0000),
    np.uint64(0xFFFFFFFF00000000),
]
"""For the six members within a word: bits of the coalitions that hold them."""


def winning_table(rule: VotingRule) -> Words:
    """Say for each coalition whether it wins, one bit each.

    Parameters
    ----------
    rule : VotingRule
        The rule, of 7 to 28 members.

    Returns
    -------
    ndarray of uint64, shape (2 ** (members - 6),)
        Bit c of the table is the coalition that holds member i where bit i of c is set.
    """
    members = len(rule.members)
    low = min(14, members - 1)
    node = rule.whole()
    leaves = leaves_of(node)
    low_sums = {leaf: _sums(leaf.weights[:low]) for leaf in leaves}
    high_sums = {leaf: _sums(leaf.weights[low:]) for leaf in leaves}
    known: dict[tuple[Quota, int], npt.NDArray[np.bool_]] = {}
    # A quota of heads has few distinct rows: they are kept.
    few = {leaf for leaf in leaves if len(np.unique(high_sums[leaf])) <= 64}
    rows = []
    for row in range(2 ** (members - low)):
        truths = {}
        for leaf in leaves:
            above = int(high_sums[leaf][row])
            truth = known.get((leaf, above))
            if truth is None:
                truth = low_sums[leaf] >= leaf.quota - above
                if leaf in few:
                    known[leaf, above] = truth
            truths[leaf] = truth
        rows.append(np.packbits(evaluate(node, truths, np.logical_and, np.logical_or), bitorder="little"))
    return np.concatenate(rows).view(np.uint64)


def power_by_table(rule: VotingRule, *, swings: bool = True) -> Tallies:
    """Count everything, exactly, over all coalitions.

    Parameters
    ----------
    rule : VotingRule
        The rule, of 7 to 28 members.
    swings : bool
        Whether to count swings by size, which Shapley–Shubik needs; another method may have them already.

    Returns
    -------
    Tallies
        Complete, or without Shapley–Shubik indices.
    """
    members = len(rule.members)
    table = winning_table(rule)
    piece = min(PIECE, members - 6)
    inside = piece + 6
    length = 2**piece
    held = [_held(member, length) for member in range(inside)]
    size_masks = _size_masks(inside, length) if swings else []
    counts = np.zeros((members, members + 1), dtype=np.int64)
    minimal = np.zeros((members + 1, members + 1), dtype=np.int64)
    vulnerable = np.zeros((members, members + 1), dtype=np.int64)
    winning = 0
    critical = np.zeros((members, length), dtype=np.uint64)
    for number in range(len(table) // length):
        words = table[number * length : (number + 1) * length]
        if not words.any():
            continue
        winning += int(np.bitwise_count(words).sum(dtype=np.int64))
        excess = _find_critical(table, words, number, length, members, held, critical)
        above = number.bit_count()
        outside = [member for member in range(inside, members) if number >> (member - inside) & 1]
        present = [*range(inside), *outside]
        planes = _count_planes(critical[present], members)
        _count_vulnerable(critical, planes, present, members, vulnerable)
        if swings:
            for size, mask in enumerate(size_masks):
                here = critical[present] & mask
                counts[present, size + above] += np.bitwise_count(here).sum(axis=1, dtype=np.int64)
        _count_minimal(words & ~excess, number, inside, members, minimal)
    return _tallied(members, winning, counts, minimal, vulnerable, swings)


def _sums(weights: tuple[int, ...]) -> npt.NDArray[np.integer]:
    sums = np.zeros(1, dtype=np.int64)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
    # Half the bytes is half the time.
    return sums.astype(np.int32) if sums[-1] < 2**30 else sums


def _held(member: int, length: int) -> Words:
    """Mask the coalitions of a piece that hold a member."""
    if member < 6:
        return np.full(length, _WITHIN[member], dtype=np.uint64)
    blocks = (np.arange(length) >> (member - 6)) & 1
    return np.where(blocks == 1, np.uint64(2**64 - 1), np.uint64(0))


def _size_masks(inside: int, length: int) -> list[Words]:
    sizes = np.bitwise_count(np.arange(length * 64, dtype=np.uint64))
    return [np.packbits(sizes == size, bitorder="little").view(np.uint64) for size in range(inside + 1)]


def _find_critical(
    table: Words, words: Words, number: int, length: int, members: int, held: list[Words], critical: Words
) -> Words:
    """Fill in who is critical where, and return the winning coalitions that hold somebody who is not."""
    excess = np.zeros(length, dtype=np.uint64)
    inside = len(held)
    for member in range(members):
        if member < 6:
            without = (words & ~held[member]) << np.uint64(1 << member)
            with_member = words & held[member]
        elif member < inside:
            step = 1 << (member - 6)
            pairs = words.reshape(-1, 2, step)
            without = np.zeros(length, dtype=np.uint64)
            without.reshape(-1, 2, step)[:, 1] = pairs[:, 0]
            with_member = words & held[member]
        elif number >> (member - inside) & 1:
            other = number ^ (1 << (member - inside))
            without = table[other * length : (other + 1) * length]
            with_member = words
        else:
            critical[member] = 0
            continue
        np.bitwise_and(with_member, ~without, out=critical[member])
        excess |= with_member & without
    return excess


def _count_planes(critical: Words, members: int) -> list[Words]:
    """Count for each coalition how many members are critical, as binary digits across arrays."""
    planes = [np.zeros(critical.shape[1], dtype=np.uint64) for _ in range(members.bit_length())]
    for place, row in enumerate(critical):
        carry = row
        for plane in planes[: (place + 1).bit_length()]:
            following = plane & carry
            np.bitwise_xor(plane, carry, out=plane)
            carry = following
    return planes


def _count_vulnerable(
    critical: Words, planes: list[Words], present: list[int], members: int, vulnerable: npt.NDArray[np.int64]
) -> None:
    rows = critical[present]
    for among in range(1, members + 1):
        mask = np.full(critical.shape[1], np.uint64(2**64 - 1))
        for digit, plane in enumerate(planes):
            mask &= plane if among >> digit & 1 else ~plane
        if not mask.any():
            continue
        vulnerable[present, among] += np.bitwise_count(rows & mask).sum(axis=1, dtype=np.int64)


def _count_minimal(words: Words, number: int, inside: int, members: int, minimal: npt.NDArray[np.int64]) -> None:
    """Add the minimal winning coalitions of a piece, by size and member; the last column counts them."""
    if not words.any():
        return
    places = np.flatnonzero(np.unpackbits(words.view(np.uint8), bitorder="little"))
    coalitions = places + (number << inside)
    sizes = np.bitwise_count(coalitions.astype(np.uint64)).astype(np.int64)
    order = np.argsort(sizes, kind="stable")
    coalitions, sizes = coalitions[order], sizes[order]
    starts = np.flatnonzero(np.r_[True, sizes[1:] != sizes[:-1]])
    for member in range(members):
        minimal[sizes[starts], member] += np.add.reduceat((coalitions >> member) & 1, starts)
    minimal[sizes[starts], members] += np.diff(np.r_[starts, len(sizes)])


def _tallied(
    members: int,
    winning: int,
    counts: npt.NDArray[np.int64],
    minimal: npt.NDArray[np.int64],
    vulnerable: npt.NDArray[np.int64],
    swings: bool,
) -> Tallies:
    def by_key(column: npt.NDArray[np.int64]) -> Counter[int]:
        return Counter({int(key): int(column[key]) for key in np.flatnonzero(column)})

    return Tallies(
        winning=winning,
        swings=[int(value) for value in vulnerable.sum(axis=1)],
        # A swing of a coalition of s members is one of s - 1 others.
        shapley=[shapley_of(row[1:].tolist(), members) for row in counts] if swings else None,
        minimal=int(minimal[:, members].sum()),
        minimal_by_size=[by_key(minimal[:, member]) for member in range(members)],
        johnston_by_critical=[by_key(vulnerable[member]) for member in range(members)],
    )
