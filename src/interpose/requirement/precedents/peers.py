"""Simpler ways to foresee a size, and which missions are left out when they are tried."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from interpose.case.tables.missions import Precedent

__all__ = ["SCHEMES", "Split", "by_group_means", "splits"]

Array = NDArray[np.float64]
Split = tuple[list[int], list[int]]

SCHEMES = ("itself", "conflict", "decade", "forward")
"""What is left out: the mission itself, its conflict, its decade, or (since 1990) all that began no earlier."""

_FORWARD = "1990"
_FEWEST_BEFORE = 12
_STEPS = 50
"""More than Newton's method takes for any degrees of freedom: it comes from below, where the shares bend down."""


def splits(missions: Sequence[Precedent], scheme: str) -> Iterator[Split]:
    """Divide missions into those that are known and those that are foretold from them.

    Parameters
    ----------
    missions : sequence of Precedent
        The missions.
    scheme : str
        One of `SCHEMES`.

    Yields
    ------
    tuple of (list of int, list of int)
        Places of the known ones, and of those that are foretold.
    """
    every = range(len(missions))
    if scheme == "forward":
        for start in sorted({each.start for each in missions if each.start >= _FORWARD}):
            known = [n for n in every if missions[n].start < start]
            if len(known) >= _FEWEST_BEFORE:
                yield known, [n for n in every if missions[n].start == start]
        return
    names = [_group(each, scheme) for each in missions]
    for name in dict.fromkeys(names):
        yield [n for n in every if names[n] != name], [n for n in every if names[n] == name]


def _group(mission: Precedent, scheme: str) -> str:
    """Name what is left out together with a mission."""
    if scheme == "decade":
        return mission.start[:3]
    return mission.conflict if scheme == "conflict" else mission.id


def by_group_means(sizes: Array, offsets: Array, groups: Sequence[str], split: Split, coverage: float) -> Array:
    """Foretell ln persons as an offset plus the mean of its group, with a range of Student's t.

    Parameters
    ----------
    sizes, offsets : ndarray, shape (missions,)
        ln persons, and what is added to the mean: ln of a driver or of what the rules ask for, or 0.
    groups : sequence of str
        Group of each mission; one of whose group none is known takes the mean of all.
    split : tuple
        Places of the known missions, and of those that are foretold.
    coverage : float
        Share that the range is meant to hold.

    Returns
    -------
    ndarray, shape (foretold, 3)
        Low, middle and high, in ln persons.

    Examples
    --------
    >>> import numpy as np
    >>> sizes, none = np.array([1.0, 3.0, 9.0]), np.zeros(3)
    >>> float(by_group_means(sizes, none, "aaa", ([0, 1], [2]), 0.9)[0, 1])
    2.0
    """
    known, foretold = split
    residual = (sizes - offsets).tolist()
    every = [residual[n] for n in known]
    members: dict[str, list[float]] = {}
    for n in known:
        members.setdefault(groups[n], []).append(residual[n])
    means = {group: sum(own) / len(own) for group, own in members.items()}
    squares = sum((each - means[group]) ** 2 for group, own in members.items() for each in own)
    freedom = max(1, len(known) - len(members))
    reach = _student_quantile(freedom, (1 + coverage) / 2) * math.sqrt(squares / freedom)
    found = np.empty((len(foretold), 3))
    for place, n in enumerate(foretold):
        group = groups[n]
        mine = members.get(group, every)
        number, middle = len(mine), sum(mine) / len(mine) + float(offsets[n])
        wide = reach * math.sqrt(1 + 1 / number)
        found[place] = middle - wide, middle, middle + wide
    return found


@lru_cache
def _student_quantile(freedom: int, share: float) -> float:
    """Return the quantile of Student's t for whole degrees of freedom, by Newton's method from that of the normal law."""
    found = NormalDist().inv_cdf(share)
    height = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)
    for _ in range(_STEPS):
        density = height * (1 + found**2 / freedom) ** (-(freedom + 1) / 2)
        step = (_student_below(found, freedom) - share) / density
        found -= step
        if abs(step) < 1e-12:
            break
    return found


def _student_below(value: float, freedom: int) -> float:
    """Return the share of Student's t below a value: a finite sum for whole degrees of freedom (Abramowitz and Stegun 26.7)."""
    angle = math.atan(value / math.sqrt(freedom))
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = term if freedom > 1 else 0.0
    for number in range(2 + odd, freedom - 1, 2):
        term *= (number - 1) / number * math.cos(angle) ** 2
        total += term
    total *= math.sin(angle)
    return (1 + (2 / math.pi * (angle + total) if odd else total)) / 2
