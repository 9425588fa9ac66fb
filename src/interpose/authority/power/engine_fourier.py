"""Power of hundreds or thousands of members with one quota: the few frequencies that matter, with a bound on the rest.

The sum of the weights of those who vote for has a distribution whose Fourier transform is a product over the members.
With many members the product vanishes at all but a few dozen frequencies, and one transform of the weights themselves
proves it for all of them at once. Weights too large to transform are rounded to a common unit; what rounding can do
to a sum is bounded by Hoeffding's inequality (1963), so that each index lies between two windows of the rounded sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import ceil, log, sqrt

import numpy as np
import numpy.typing as npt
from scipy.fft import next_fast_len, rfft

from interpose.authority.power.engine_weights import quadrature_bound, quadrature_nodes
from interpose.authority.power.result import BoundedPower
from interpose.authority.power.tails import bounded_span, tail_bound

__all__ = ["power_by_frequencies"]

LONGEST_PERIOD = 1 << 24
"""Points of the transform: a second and half a gigabyte."""

MOST_WORK = 3.0e8
"""Frequencies times members times nodes: some ten seconds."""

SMALLEST = 1e-13
"""What a frequency or a tail may hold at most to be left out; what is left out is part of the stated error."""

MOST_HEAVY = 6
ROUNDING_DOUBT = 1e-13
PIECE = 1 << 19
EPSILON = float(np.finfo(np.float64).eps)

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Game:
    """A weighted quota in units: the whole parts of the weights are transformed, and slack covers the rest of a sum.

    `sines` are the squared sines of half a turn, summed over the members, for each frequency.
    """

    quota: float
    weights: Floats
    parts: Integers
    rest: Floats
    slack: float
    unit: int
    period: int
    sines: Floats

    @property
    def reach(self) -> float:
        """How far a window can lie from its place without rounding."""
        return self.slack + abs(float(self.rest.sum())) + 1.0

    def windows(self, lowest: float, highest: float) -> tuple[tuple[Integers, Integers], tuple[Integers, Integers]]:
        """Tell for each member from and to which sums of the others it is surely pivotal at these chances, and may be."""
        others = self.rest.sum() - self.rest
        shift = (lowest + highest) / 2.0 * others
        slack = self.slack + (highest - lowest) / 2.0 * np.abs(others)
        needed, helped = self.quota - shift, self.quota - self.weights - shift
        most = int(self.parts.sum()) + 1
        starts, ends = (
            [_up(np.clip(place, 0.0, most)) for place in places]
            for places in ((helped + slack, helped - slack), (needed - slack, needed + slack))
        )
        return (starts[0], ends[0]), (starts[1], ends[1])


def power_by_frequencies(quota: int, weights: Sequence[int]) -> BoundedPower | None:
    """Measure Banzhaf and Shapley–Shubik power under one weighted quota.

    Parameters
    ----------
    quota : int
        Least sum of weights that wins, between 1 and their sum.
    weights : sequence of int
        Weight of each member, at least 0, as large as may be.

    Returns
    -------
    BoundedPower or None
        None where too many frequencies matter: few members, or a quota that almost all or almost none reach.

    Notes
    -----
    Each factor of the transform obeys ``|1 - p + p exp(it)|² = 1 - 4 p (1 - p) sin²(t / 2)``, so that the product is at
    most ``exp(-2 p (1 - p) A)``, where A sums the squared sines over the members: a transform of the histogram of weights.
    Common chances p at which the quota is out of reach, or sure to be reached, are left out by Chernoff's inequality.

    Examples
    --------
    >>> found = power_by_frequencies(500, [1] * 999)
    >>> found is not None and abs(found.shapley[0] - 1 / 999) < found.shapley_error < 1e-9
    True
    """
    members = len(weights)
    heavy = _heavy(weights)
    light = [place for place in range(members) if place not in heavy]
    held = list(product((0, 1), repeat=len(heavy)))
    quotas = [quota - sum(weights[place] for place, here in zip(heavy, who, strict=True) if here) for who in held]
    game, total = _in_units([weights[place] for place in light], quotas), sum(weights[place] for place in light)
    nodes = quadrature_nodes(members)
    roots, masses = np.polynomial.legendre.leggauss(nodes)
    # Shapley–Shubik averages over all chances but the last, which is Banzhaf's.
    chances = np.append((roots + 1.0) / 2.0, 0.5)
    averages = np.zeros((2, nodes + 1))
    averages[0, :-1], averages[1, -1] = masses / 2.0, 1.0
    least, most = np.zeros((2, members)), np.zeros((2, members))
    reached: dict[tuple[int, ...], tuple[Floats, Floats]] = {}
    work, error = 0.0, 8.0 * EPSILON * (members + nodes)
    for who, needed in zip(held, quotas, strict=True):
        if not 0 < needed <= total:
            reached[who] = (np.full(nodes + 1, float(needed <= 0)),) * 2
            continue
        part = replace(game, quota=needed / game.unit)
        lowest, highest = _span(part)
        inside = (chances >= lowest) & (chances <= highest)
        kept, missed = _frequencies(part, lowest, highest)
        work += len(kept) * members * (float(inside.sum()) + 1.0)
        if work > MOST_WORK:
            return None
        error = max(error, missed)
        masses = averages * chances ** sum(who) * (1.0 - chances) ** (len(heavy) - sum(who))
        for kind in (0, 1):
            asked = inside & (averages[kind] > 0.0)
            low, high = _pivotal(part, kept, chances[asked], masses[kind][asked])
            least[kind, light] += low
            most[kind, light] += high
        reached[who] = _reaching(part, kept, chances, lowest, highest)
    _add_heavy(heavy, reached, chances, averages, least, most)
    shares = np.array([chances[-1] ** len(heavy) * np.array([low[-1], high[-1]]) for low, high in reached.values()]).sum(axis=0)
    error *= 2.0 if heavy else 1.0
    return BoundedPower(
        absolute=tuple(((least[1] + most[1]) / 2.0).tolist()),
        shapley=tuple(((least[0] + most[0]) / 2.0).tolist()),
        winning=float(shares.mean()),
        absolute_error=float((most[1] - least[1]).max()) / 2.0 + error,
        shapley_error=float((most[0] - least[0]).max()) / 2.0 + error + quadrature_bound(members, nodes),
        winning_error=float(shares[1] - shares[0]) / 2.0 + error,
    )


def _heavy(weights: Sequence[int]) -> list[int]:
    """Find the few members that outweigh the spread of all the others: they are held in and out, one by one."""
    order = sorted(range(len(weights)), key=lambda place: weights[place], reverse=True)
    scale = 1 << max(0, weights[order[0]].bit_length() - 200)
    for count in range(min(MOST_HEAVY, len(weights) - 2), 0, -1):
        rest = sqrt(sum((weights[place] / scale) ** 2 for place in order[count:]))
        if weights[order[count - 1]] / scale > 2.0 * rest:
            return order[:count]
    return []


def _in_units(weights: Sequence[int], quotas: Sequence[int]) -> _Game:
    """Round weights to a common unit where a transform of the sum itself would be too long."""
    total = sum(weights)
    # Whole numbers of any length are brought to what a double can hold.
    scale = 1 << max(0, total.bit_length() - 200)
    norm = sqrt(sum((weight / scale) ** 2 for weight in weights))
    aside = max((abs(2 * quota - total) for quota in quotas if 0 < quota <= total), default=0)
    # Farther from the mean than four and a half times the norm of the weights, a sum is rarer than SMALLEST.
    far = 9.2 * norm + (4 * max(weights) + aside) / (2 * scale) + 2.0
    wanted = min((total + 1) / scale, far)
    unit = max(1, ceil(wanted * 1.01 / LONGEST_PERIOD) * scale)
    parts = np.array([(weight + unit // 2) // unit for weight in weights], dtype=np.int64)
    rest = np.array([(weight - int(part) * unit) / unit for weight, part in zip(weights, parts, strict=True)])
    # The sum of the rest strays from its mean by more than this with a probability of ROUNDING_DOUBT on either side.
    slack = sqrt(float(rest @ rest) * log(1.0 / ROUNDING_DOUBT) / 2.0) + 1e-6 if unit > 1 else 0.0
    reach = 4.0 * (slack + abs(float(rest.sum())) + 1.0) if unit > 1 else 0.0
    period = next_fast_len(min(int(parts.sum()) + 1, ceil(wanted / (unit // scale) + reach)), real=True)
    histogram = np.bincount(parts % period, minlength=period).astype(np.float64)
    sines = (len(parts) - rfft(histogram).real) / 2.0
    return _Game(0.0, np.array([weight / unit for weight in weights]), parts, rest, slack, unit, period, sines)


def _span(game: _Game) -> tuple[float, float]:
    """Find the common chances between which somebody can be pivotal."""
    # What a member can find without itself lies between the quota less the heaviest weight, and the quota and as much.
    heaviest = float(game.weights.max())
    return bounded_span(
        lambda chance: tail_bound(game.parts, chance, game.quota - heaviest - game.reach, upper=True),
        lambda chance: tail_bound(game.parts, chance, game.quota + heaviest + game.reach, upper=False),
        SMALLEST,
    )


def _frequencies(game: _Game, lowest: float, highest: float) -> tuple[Integers, float]:
    """Keep the frequencies that matter at these chances, and bound what all else and floating point can do to a window."""
    spread = min(lowest * (1.0 - lowest), highest * (1.0 - highest))
    # One member is taken out, and takes at most one with it.
    size = np.exp(-2.0 * spread * np.maximum(0.0, game.sines - 1.001))
    size[0] = 1.0
    kept = np.flatnonzero(size > SMALLEST).astype(np.int64)
    # A window's own transform is at most 1 / sin: in the mean at most this is its share of each frequency and its mirror.
    with np.errstate(divide="ignore"):
        size *= 2.0 / (game.period * np.sin(np.pi * np.arange(len(size)) / game.period))
    size[0] = 1.0
    rounding = (12.0 * len(game.parts) + 32.0) * EPSILON * float(size[kept].sum())
    size[kept] = 0.0
    doubt = 2.0 * SMALLEST + 4.0 * ROUNDING_DOUBT * (game.slack > 0)
    return kept, float(size.sum()) + rounding + doubt + _aliased(game, lowest, highest)


def _aliased(game: _Game, lowest: float, highest: float) -> float:
    """Bound the probability of sums so far off that the transform takes them for others."""
    if game.period > int(game.parts.sum()):
        return 0.0
    heaviest = float(game.weights.max()) + 1.0
    above = tail_bound(game.parts, highest, game.quota - heaviest - game.reach + game.period, upper=True)
    return above + tail_bound(game.parts, lowest, game.quota + heaviest + game.reach - game.period, upper=False)


def _pivotal(game: _Game, kept: Integers, chances: Floats, masses: Floats) -> tuple[Floats, Floats]:
    """Average the least and the greatest probability of being pivotal over common chances of voting for."""
    members = len(game.parts)
    low, high = np.zeros(members), np.zeros(members)
    if not len(chances):
        return low, high
    surely, maybe = game.windows(float(chances.min()), float(chances.max()))
    for start in range(0, len(kept), max(1, PIECE // members)):
        some = kept[start : start + max(1, PIECE // members)]
        turns = _turns(game, some)
        # The transforms of the windows do not hang on the chance: the products are averaged first.
        others = sum(
            (mass * _without_each(1.0 - chance + chance * turns) for chance, mass in zip(chances, masses, strict=True)),
            np.zeros_like(turns),
        )
        low += (others * _window(some, *surely, game.period)).real.sum(axis=0)
        high += (others * _window(some, *maybe, game.period)).real.sum(axis=0)
    return np.maximum(0.0, low), np.maximum(0.0, high)


def _reaching(game: _Game, kept: Integers, chances: Floats, lowest: float, highest: float) -> tuple[Floats, Floats]:
    """Bound for each chance the probability that the quota is reached: from below and from above."""
    total = int(game.parts.sum())
    # Below the lowest chance the quota is out of reach, and above the highest it is sure to be reached.
    inside = (chances >= lowest) & (chances <= highest)
    sure, asked = (chances > highest).astype(np.float64), chances[inside]
    if not len(asked):
        return sure, sure
    # A period that does not hold the whole sum holds nearly all of it around the mean.
    end = (
        _up(np.minimum(total + 1.0, asked * total + game.period / 2.0))
        if game.period <= total
        else np.full(len(asked), total + 1)
    )
    whole = np.zeros((len(kept), len(asked)), dtype=np.complex128)
    rows = max(1, PIECE // len(game.parts))
    for start in range(0, len(kept), rows):
        turns = _turns(game, kept[start : start + rows])
        whole[start : start + rows] = np.stack([(1.0 - chance + chance * turns).prod(axis=1) for chance in asked], axis=1)
    found = []
    for slack in (game.slack, -game.slack):
        begin = np.clip(_up(game.quota - asked * game.rest.sum() + slack), end - game.period, end)
        values = sure.copy()
        values[inside] = np.clip((whole * _window(kept, begin, end, game.period)).real.sum(axis=0), 0.0, 1.0)
        found.append(values)
    return found[0], found[1]


def _add_heavy(
    heavy: Sequence[int],
    reached: Mapping[tuple[int, ...], tuple[Floats, Floats]],
    chances: Floats,
    averages: Floats,
    least: Floats,
    most: Floats,
) -> None:
    """Add the heavy members, each pivotal where the others reach the quota with it and not without."""
    for number, place in enumerate(heavy):
        for who, (low, high) in reached.items():
            if who[number]:
                continue
            low_with, high_with = reached[(*who[:number], 1, *who[number + 1 :])]
            factor = chances ** sum(who) * (1.0 - chances) ** (len(heavy) - 1 - sum(who))
            least[:, place] += averages @ (factor * np.maximum(0.0, low_with - high))
            most[:, place] += averages @ (factor * np.maximum(0.0, high_with - low))


def _turns(game: _Game, some: Integers) -> npt.NDArray[np.complex128]:
    """Turn each weight by each frequency: whole numbers, so that no angle is rounded before it is taken."""
    return np.asarray(np.exp(2j * np.pi * ((some[:, None] * (game.parts % game.period)) % game.period) / game.period))


def _without_each(factors: npt.NDArray[np.complex128]) -> npt.NDArray[np.complex128]:
    """Multiply along rows all factors but one, for each of them, without dividing: a factor may be nothing."""
    before, after = np.ones_like(factors), np.ones_like(factors)
    np.cumprod(factors[:, :-1], axis=1, out=before[:, 1:])
    np.cumprod(factors[:, :0:-1], axis=1, out=after[:, -2::-1])
    return before * after


def _window(some: Integers, start: Integers, end: Integers, period: int) -> npt.NDArray[np.complex128]:
    """Transform windows from start to before end, for each frequency and its mirror: a row a frequency."""
    turn = 2 * period
    phase = (some[:, None] * ((start + end - 1) % turn)) % turn
    length = (some[:, None] * ((end - start) % turn)) % turn
    with np.errstate(invalid="ignore", divide="ignore"):
        size = np.sin(np.pi * length / period) / np.sin(np.pi * some / period)[:, None]
    size[some == 0] = end - start
    mirrored = np.where((some == 0) | (2 * some == period), 1.0, 2.0)[:, None]
    return np.asarray(mirrored * size * np.exp(-1j * np.pi * phase / period) / period)


def _up(values: Floats) -> Integers:
    return np.ceil(values).astype(np.int64)
