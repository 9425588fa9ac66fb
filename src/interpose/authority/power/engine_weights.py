"""Power of many members with one quota: dynamic programming over sums of weights.

The number of coalitions of each weight is built up member by member. Taking one member out again is an
alternating sum of windows of its weight. Counts of any length are kept as limbs of 40 bits that are
carried now and then, so that they are exact; in floating point the same is done once, with a bound on
the error. Shapley–Shubik is the probability of being pivotal when everybody votes for with one common
probability, integrated over it (Owen 1972): a polynomial, by Gauss–Legendre quadrature with a bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, xlog1py, xlogy

from interpose.authority.power.counts import Tallies

__all__ = ["exact_cost", "exact_swings", "float_cost", "pivotal_shares", "quadrature_bound", "quadrature_nodes", "swing_shares"]

LIMB = 40
"""Bits of a limb; the other 23 hold what has not been carried yet."""

CARRY_EVERY = 20

CHUNK = 1 << 17

BLOCK = 256

WANTED_BOUND = 5e-10

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def exact_cost(quota: int, weights: Sequence[int]) -> float:
    """Estimate the additions that exact counting needs."""
    limbs = -(-(len(weights) + 2) // LIMB)
    return float(len(weights)) * min(quota, sum(weights) - quota + 1) * limbs


def float_cost(quota: int, weights: Sequence[int]) -> float:
    """Estimate the additions that counting in floating point needs."""
    return float(len(weights)) * min(quota, sum(weights) - quota + 1)


def exact_swings(quota: int, weights: Sequence[int]) -> Tallies:
    """Count winning coalitions and swings of a weighted quota exactly.

    Parameters
    ----------
    quota : int
        Least sum of weights that wins.
    weights : sequence of int
        Weight of each member, at least 0.

    Returns
    -------
    Tallies
        Winning coalitions and swings.

    Examples
    --------
    >>> exact_swings(3, [2, 1, 1]).swings
    [3, 1, 1]
    """
    members = len(weights)
    # Swings of a game and of its dual are the same, and the smaller quota is the shorter table.
    dual = sum(weights) - quota + 1
    shorter = min(quota, dual)
    limbs = -(-(members + 2) // LIMB)
    table = np.zeros((limbs, shorter), dtype=np.int64)
    table[0, 0] = 1
    reach = 1
    for count, weight in enumerate(sorted(weights), start=1):
        reach = min(shorter, reach + weight)
        for limb in table:
            _add_shifted(limb, weight, reach)
        if count % CARRY_EVERY == 0:
            _carry(table)
    _carry(table)
    losing = _whole(table.sum(axis=1))
    running = np.zeros((limbs, shorter + 1), dtype=np.int64)
    np.cumsum(table, axis=1, out=running[:, 1:])
    del table
    _carry(running)
    swings = {weight: _taken_out(running, shorter, weight) for weight in set(weights)}
    winning = 2**members - losing if shorter == quota else losing
    return Tallies(winning, [swings[weight] for weight in weights])


def swing_shares(quota: int, weights: Sequence[int]) -> tuple[list[float], float, float]:
    """Probability of being decisive when all coalitions are equally likely, in floating point.

    Parameters
    ----------
    quota : int
        Least sum of weights that wins.
    weights : sequence of int
        Weight of each member, at least 0.

    Returns
    -------
    tuple
        The probability for each member, the share of winning coalitions, and a bound on the absolute error.
    """
    dual = sum(weights) - quota + 1
    shorter = min(quota, dual)
    shares, below = _pivotal_at(0.5, shorter, weights)
    winning = 1.0 - below if shorter == quota else below
    return [shares[weight] for weight in weights], winning, _float_bound(shorter, weights)


def pivotal_shares(quota: int, weights: Sequence[int]) -> tuple[list[float], float]:
    """Shapley–Shubik indices of a weighted quota by quadrature.

    Parameters
    ----------
    quota : int
        Least sum of weights that wins.
    weights : sequence of int
        Weight of each member, at least 0.

    Returns
    -------
    tuple
        The index of each member, and a bound on its absolute error.
    """
    members = len(weights)
    nodes = quadrature_nodes(members)
    points, masses = np.polynomial.legendre.leggauss(nodes)
    dual = sum(weights) - quota + 1
    totals = dict.fromkeys(weights, 0.0)
    for point, mass in zip((points + 1.0) / 2.0, masses / 2.0, strict=True):
        # Taking a member out is stable only while members vote for with at most one half: else the dual game is.
        chance, needed = (point, quota) if point <= 0.5 else (1.0 - point, dual)
        shares, _ = _pivotal_at(float(chance), needed, weights)
        for weight, share in shares.items():
            totals[weight] += float(mass) * share
    bound = quadrature_bound(members, nodes) + max(_float_bound(quota, weights), _float_bound(dual, weights))
    return [totals[weight] for weight in weights], bound


@lru_cache(maxsize=64)
def quadrature_bound(members: int, nodes: int) -> float:
    """Bound the error of the quadrature of a Shapley–Shubik index.

    The integrand is a sum of Bernstein polynomials whose coefficients are shares of coalitions, hence
    between 0 and 1. Each polynomial integrates to 1/members exactly, so the error of the rule on each is
    known, and their sum over the worst choice of coefficients is the bound.

    Parameters
    ----------
    members : int
        Members of the rule.
    nodes : int
        Nodes of the Gauss–Legendre rule.

    Returns
    -------
    float
    """
    if 2 * nodes - 1 >= members - 1:
        return 0.0
    points, masses = np.polynomial.legendre.leggauss(nodes)
    others, chance = members - 1, (points[None] + 1.0) / 2.0
    above = below = 0.0
    for start in range(0, members, BLOCK):
        size = np.arange(start, min(members, start + BLOCK))[:, None]
        # The binomial by its logarithms: scipy.stats has it ready, but importing that takes longer than most questions here.
        ways = gammaln(others + 1) - gammaln(size + 1) - gammaln(others - size + 1)
        values = np.exp(ways + xlogy(size, chance) + xlog1py(others - size, -chance))
        errors = values @ masses / 2.0 - 1.0 / members
        above, below = above + float(errors[errors > 0].sum()), below - float(errors[errors < 0].sum())
    return max(above, below)


@lru_cache(maxsize=64)
def quadrature_nodes(members: int) -> int:
    """Find how many nodes keep the bound of the quadrature small enough.

    Parameters
    ----------
    members : int
        Members of the rule.

    Returns
    -------
    int
        About three times the square root of the members; half of them is always enough.
    """
    enough = members // 2 + 1
    low, high = 0, min(enough, 16)
    while high < enough and quadrature_bound(members, high) > WANTED_BOUND:
        low, high = high, min(enough, 2 * high)
    # A few nodes too many cost less than to count them all.
    while high - low > max(1, high // 20):
        nodes = (low + high) // 2
        if quadrature_bound(members, nodes) <= WANTED_BOUND:
            high = nodes
        else:
            low = nodes
    return high


def _pivotal_at(chance: float, quota: int, weights: Sequence[int]) -> tuple[dict[int, float], float]:
    """Probability for each weight of being pivotal when the others vote for with one probability of at most one half.

    Also returns the probability that the sum of all weights for stays below the quota.
    """
    table = np.zeros(quota)
    table[0] = 1.0
    ratio = chance / (1.0 - chance)
    reach = 1
    for weight in sorted(weights):
        reach = min(quota, reach + weight)
        _add_shifted(table, weight, reach, ratio)
    scale = (1.0 - chance) ** len(weights)
    running = _RunningSums(table)
    below = float(running.at(np.array([quota]))[0] * scale)
    shares = {}
    lightest = min((weight for weight in weights if weight > 0), default=quota)
    signs = np.power(-ratio, np.arange(quota // lightest + 2))
    for weight in set(weights):
        if weight == 0:
            shares[weight] = 0.0
            continue
        sums = running.at(np.r_[np.arange(quota, 0, -weight), 0])
        windows = sums[:-1] - sums[1:]
        shares[weight] = float((windows * signs[: len(windows)]).sum() * scale / (1.0 - chance))
    return shares, below


class _RunningSums:
    """Running sums whose differences stay sharp: doubles within a block, a longer type between blocks."""

    def __init__(self, table: Floats) -> None:
        blocks = -(-len(table) // BLOCK)
        padded = np.zeros((blocks, BLOCK + 1))
        inner = np.zeros(blocks * BLOCK)
        inner[: len(table)] = table
        np.cumsum(inner.reshape(blocks, BLOCK), axis=1, out=padded[:, 1:])
        self._within = padded
        self._before = np.zeros(blocks + 1, dtype=np.longdouble)
        np.cumsum(padded[:, -1], dtype=np.longdouble, out=self._before[1:])

    def at(self, ends: Integers) -> npt.NDArray[np.longdouble]:
        """Return the sums of all entries before each end."""
        block = np.minimum(ends // BLOCK, len(self._within) - 1)
        return np.asarray(self._before[block] + self._within[block, ends - block * BLOCK])


def _float_bound(quota: int, weights: Sequence[int]) -> float:
    """Bound the absolute error of a pivot probability that was computed in floating point.

    Table entries are sums of positive numbers with a relative error of at most (2 members + 2) units in
    the last place. Alternating windows touch every entry once, and every block at two ends a window.
    """
    lightest = min((weight for weight in weights if weight > 0), default=1)
    double = float(np.finfo(np.float64).eps)
    longer = float(np.finfo(np.longdouble).eps)
    entries = 2.0 * (2 * len(weights) + 2) * double
    ends = 4.0 * BLOCK * double * max(1.0, BLOCK / lightest)
    return entries + ends + 4.0 * longer * (quota / BLOCK) * (quota / lightest)


def _add_shifted(row: npt.NDArray[np.number], weight: int, reach: int, ratio: float | None = None) -> None:
    """Add a row to itself, moved by a weight, in place: from the far end, piece by piece, so that nothing counts twice."""
    if weight == 0:
        np.multiply(row[:reach], 2 if ratio is None else 1.0 + ratio, out=row[:reach])
        return
    scratch = np.empty(CHUNK, dtype=row.dtype)
    for end in range(reach, weight, -CHUNK):
        start = max(weight, end - CHUNK)
        piece = scratch[: end - start]
        source = row[start - weight : end - weight]
        if ratio is None:
            np.copyto(piece, source)
        else:
            np.multiply(source, ratio, out=piece)
        row[start:end] += piece


def _carry(table: Integers) -> None:
    """Bring every limb back into its bits."""
    mask = (1 << LIMB) - 1
    for limb in range(len(table) - 1):
        table[limb + 1] += table[limb] >> LIMB
        table[limb] &= mask


def _whole(limbs: Integers) -> int:
    return sum(int(value) << (LIMB * place) for place, value in enumerate(limbs.tolist()))


def _taken_out(running: Integers, quota: int, weight: int) -> int:
    """Count the coalitions without one member of a weight that fall short of the quota by no more than it."""
    if weight == 0:
        return 0
    sums = running[:, np.r_[np.arange(quota, 0, -weight), 0]]
    windows = sums[:, :-1] - sums[:, 1:]
    return _whole(windows[:, ::2].sum(axis=1)) - _whole(windows[:, 1::2].sum(axis=1))
