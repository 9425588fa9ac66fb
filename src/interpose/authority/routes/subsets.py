"""Exact probability over subsets by meeting in the middle: how likely those who vote alike reach a population.

Each of n members belongs to a random set with its own probability. The set of half the members is
enumerated, so is the other half; within each size the halves are sorted by population, and a running
sum answers how likely a partner is heavy enough. That is 2^(n/2) work instead of 2^n
(Horowitz and Sahni 1974, Journal of the ACM 21(2), for the subset-sum form).

Members whose votes rest on the same row of the vote table have the same probability. Where there are few such groups, the
sets that are heavy enough are counted once by how many of each group they hold, and each probability is a short sum.
"""

from __future__ import annotations

import itertools
import math
import operator
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["LARGEST_BODY", "SubsetPlan", "count_distribution", "subset_plan"]

LARGEST_BODY = 40
"""Members beyond which halves are too large to enumerate."""

IMAGINARY_STEP = 1e-30

NEGLIGIBLE = 1e-12
"""Probability below which what the size of a set does not settle is left out."""

FEWEST_COUNTED = 8
"""Cases below which sets are looked at one by one: to count them costs as much as so many cases."""

MOST_TALLIES = 1 << 16
"""Ways to take so many of each group of members who are alike, beyond which sets are not counted by them."""

Numbers = npt.NDArray[np.inexact[Any]]
"""Probabilities, or with an imaginary part that carries a slope."""

Floats = npt.NDArray[np.float64]


def _subset_sums(weights: Sequence[int]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """List sums and sizes of all subsets, subset number s holding member i where bit i of s is set."""
    sums, sizes = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
        sizes = np.concatenate([sizes, sizes + 1])
    return sums, sizes


def _subset_chances(chances: Numbers) -> Numbers:
    """List the probability of every subset, in the order of `_subset_sums`."""
    products = np.empty(1 << len(chances), dtype=chances.dtype)
    products[0] = 1.0
    for place, chance in enumerate(chances.tolist()):
        half = 1 << place
        np.multiply(products[:half], chance, out=products[half : 2 * half])
        products[:half] *= 1.0 - chance
    return products


@dataclass(frozen=True, kw_only=True)
class SubsetPlan:
    """What does not depend on the probabilities: the sorted halves and where each pair parts."""

    weights: tuple[int, ...]
    least: tuple[int | None, ...]
    first: int
    order: npt.NDArray[np.int64]
    begin: npt.NDArray[np.int32]
    end: npt.NDArray[np.int64]
    possible: npt.NDArray[np.int64]
    certain: npt.NDArray[np.int64]

    def probabilities(self, chances: Floats) -> Floats:
        """Probability that the set reaches the threshold of its size, for many sets of chances at once.

        Where the size of the set alone settles it, up to what is negligible, no subset is looked at.

        Parameters
        ----------
        chances : ndarray of float, shape (cases, members)
            Probability that each member belongs to the set, one row a case.

        Returns
        -------
        ndarray of float, shape (cases,)
        """
        sizes = count_distribution(chances)
        found = sizes[:, self.certain].sum(axis=1)
        unsettled = (sizes[:, self.possible].sum(axis=1) > NEGLIGIBLE) & (found < 1.0 - NEGLIGIBLE)
        found[unsettled] = np.clip(self._sums(chances[unsettled]).real, 0.0, 1.0)
        return np.asarray(found)

    def probability(self, chances: Floats) -> float:
        """Probability that the set reaches the threshold of its size.

        Parameters
        ----------
        chances : ndarray of float, shape (members,)
            Probability that each member belongs to the set.

        Returns
        -------
        float
        """
        return float(min(1.0, max(0.0, self._sum(chances).real)))

    def slopes(self, chances: Floats, directions: Floats) -> Floats:
        """Return the derivative of the probability as the chances move in a direction, for many sets of chances at once.

        Parameters
        ----------
        chances : ndarray of float, shape (cases, members)
            Probability that each member belongs to the set, one row a case.
        directions : ndarray of float, shape (cases, members)
            How fast each of them moves.

        Returns
        -------
        ndarray of float, shape (cases,)
            Exact up to rounding: the probability is a polynomial, and an imaginary step subtracts nothing
            (Squire and Trapp 1998, SIAM Review 40(1)).
        """
        return np.asarray(self._sums(chances + 1j * IMAGINARY_STEP * directions).imag / IMAGINARY_STEP)

    def _sums(self, chances: Numbers) -> Numbers:
        groups = _alike(chances) if len(chances) >= FEWEST_COUNTED else None
        if groups is None:
            return np.array([self._sum(row) for row in chances])
        return _counted_sets(self.weights, self.least, groups).sums(chances)

    def _sum(self, chances: Numbers) -> complex:
        high = _subset_chances(chances[: self.first])
        running = np.empty(len(self.order) + 1, dtype=chances.dtype)
        running[0] = 0.0
        np.cumsum(_subset_chances(chances[self.first :])[self.order], out=running[1:])
        partner = running[self.end].sum() - running.take(self.begin).sum(axis=1)
        return complex(high @ partner)


@lru_cache(maxsize=32)
def subset_plan(weights: tuple[int, ...], least: tuple[int | None, ...]) -> SubsetPlan:
    """Prepare the exact probability for one set of weights and thresholds.

    Parameters
    ----------
    weights : tuple of int
        Population of each member.
    least : tuple of (int or None)
        For sets of 0, 1, … members: least sum of weights that is enough; None where none is.

    Returns
    -------
    SubsetPlan
        Reusable for any probabilities.

    Examples
    --------
    >>> plan = subset_plan((5, 3, 2), (None, None, 7, 0))
    >>> plan.probability(np.array([0.5, 0.5, 0.5]))
    0.375
    """
    size = len(weights)
    # Looking up a pair costs more than a step of the running sum, so the half that looks up is smaller.
    first = max(0, (size - 2) // 2)
    high_sums, high_sizes = _subset_sums(weights[:first])
    low_sums, low_sizes = _subset_sums(weights[first:])
    order = np.lexsort((low_sums, low_sizes))
    sums, sizes = low_sums[order], low_sizes[order]
    starts = np.searchsorted(sizes, np.arange(size - first + 2))
    begin = np.zeros((len(high_sums), size - first + 1), dtype=np.int64)
    for many in range(first + 1):
        rows = np.flatnonzero(high_sizes == many)
        for few in range(size - first + 1):
            left, right = int(starts[few]), int(starts[few + 1])
            threshold = least[many + few]
            if threshold is None:
                begin[rows, few] = right
            else:
                begin[rows, few] = left + np.searchsorted(sums[left:right], threshold - high_sums[rows])
    end = starts[1:]
    # Columns in which no partner is ever heavy enough cost time and add nothing.
    useful = np.flatnonzero((begin != end).any(axis=0))
    lightest = np.concatenate([[0], np.cumsum(sorted(weights))])
    counts = [(count, needed) for count, needed in enumerate(least) if needed is not None]
    return SubsetPlan(
        weights=weights,
        least=least,
        first=first,
        order=order,
        begin=np.ascontiguousarray(begin[:, useful], dtype=np.int32),
        end=end[useful],
        possible=np.array([count for count, _ in counts], dtype=np.int64),
        certain=np.array([count for count, needed in counts if needed <= lightest[count]], dtype=np.int64),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Members of a half who are alike: one of them, how many they are, and how many of them a set of each tally holds."""

    member: int
    size: int
    held: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _CountedSets:
    """How many sets are heavy enough, by the tallies of their two halves: how many of each group each half holds."""

    high: tuple[_Group, ...]
    low: tuple[_Group, ...]
    enough: Floats

    def sums(self, chances: Numbers) -> Numbers:
        """Sum the probabilities of the sets that are heavy enough, for each row of chances."""
        high, low = (_tally_chances(groups, chances) for groups in (self.high, self.low))
        # Real and imaginary parts apart: together they take four times as long.
        partners = high.real @ self.enough + (1j * (high.imag @ self.enough) if np.iscomplexobj(high) else 0.0)
        return np.asarray((partners * low).sum(axis=1))


def _alike(chances: Numbers) -> tuple[int, ...] | None:
    """Give a number to each group of members whose chances are the same in every case; None where they are too many to count.

    Members who are in no set are of no group: -1.
    """
    numbers: dict[bytes, int] = {}
    groups = tuple(
        numbers.setdefault(column.tobytes(), len(numbers)) if column.any() else -1 for column in np.ascontiguousarray(chances.T)
    )
    return groups if math.prod(groups.count(group) + 1 for group in numbers.values()) <= MOST_TALLIES else None


@lru_cache(maxsize=64)
def _counted_sets(weights: tuple[int, ...], least: tuple[int | None, ...], groups: tuple[int, ...]) -> _CountedSets:
    """Count once for the same weights, thresholds and groups: the common factor moves chances, but not who is alike."""
    sizes = Counter(groups)
    some = (member for member, group in enumerate(groups) if group >= 0)
    # The largest groups come into the half that is gone through tally by tally: they have the fewest.
    in_order = sorted(some, key=lambda member: (sizes[groups[member]], groups[member]))
    first = max(0, (len(in_order) - 2) // 2)
    high, high_tallies = _tallies(in_order[:first], groups)
    low, low_tallies = _tallies(in_order[first:], groups)
    high_sums, high_sizes = _subset_sums([weights[member] for member in in_order[:first]])
    low_sums, low_sizes = _subset_sums([weights[member] for member in in_order[first:]])
    needed = np.array([sum(weights) + 1 if threshold is None else threshold for threshold in least], dtype=np.int64)
    by_tally = np.lexsort((low_sums, low_tallies))
    ends = np.cumsum(np.bincount(low_tallies))
    columns = []
    for partners in np.split(by_tally, ends[:-1]):
        light = np.searchsorted(low_sums[partners], needed[high_sizes + low_sizes[partners[0]]] - high_sums)
        columns.append(np.bincount(high_tallies, weights=len(partners) - light))
    return _CountedSets(high, low, np.stack(columns, axis=1))


def _tallies(members: Sequence[int], groups: Sequence[int]) -> tuple[tuple[_Group, ...], npt.NDArray[np.int64]]:
    """Give a number to each way to take so many of each group; return the groups, and the number of each subset."""
    sizes = Counter(groups[member] for member in members)
    steps = dict(zip(sizes, itertools.accumulate((size + 1 for size in sizes.values()), operator.mul, initial=1), strict=False))
    numbers, _ = _subset_sums([steps[groups[member]] for member in members])
    every = np.arange(math.prod(size + 1 for size in sizes.values()))
    found = (_Group(groups.index(group), size, every // steps[group] % (size + 1)) for group, size in sizes.items())
    return tuple(found), numbers


def _tally_chances(groups: Sequence[_Group], chances: Numbers) -> Numbers:
    """Probability of one subset of each tally, shape (cases, tallies)."""
    product = np.ones((len(chances), 1), dtype=chances.dtype)
    for group in groups:
        chance, numbers = chances[:, group.member, None], np.arange(group.size + 1)
        product = product * (chance**numbers * (1.0 - chance) ** (group.size - numbers))[:, group.held]
    return product


def count_distribution(chances: Floats) -> Floats:
    """Distribution of how many members belong to the set: the Poisson binomial law.

    Parameters
    ----------
    chances : ndarray of float, shape (cases, members)
        Probability of each member, one row a case.

    Returns
    -------
    ndarray of float, shape (cases, members + 1)
    """
    cases, members = chances.shape
    law = np.zeros((cases, members + 1))
    law[:, 0] = 1.0
    for seen in range(members):
        chance = chances[:, seen, None]
        law[:, 1 : seen + 2] = law[:, 1 : seen + 2] * (1.0 - chance) + law[:, : seen + 1] * chance
        law[:, :1] *= 1.0 - chance
    return law
