"""Power of hundreds or thousands of members with one quota: the few frequencies that matter, with a bound on the rest.

The sum of the weights of those who vote for has a distribution whose Fourier transform is a product over the members.
With many members the product vanishes at all but a few dozen frequencies, and one transform of the weights themselves
proves it for all of them at once. Weights too large to transform are rounded to a common unit; what rounding can do
to a sum is bounded by Hoeffding's inequality (1963), so that each index lies between two windows of the rounded sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log, sqrt

import numpy as np
import numpy.typing as npt
from scipy.fft import next_fast_len, rfft

from interpose.authority.power_tails import bounded_span, tail_bound
from interpose.authority.power_weights import quadrature_bound, quadrature_nodes

__all__ = ["FourierPower", "power_by_frequencies"]

LONGEST_PERIOD = 1 << 24
"""Points of the transform: a second and half a gigabyte."""

MOST_WORK = 3.0e8
"""Frequencies times members times nodes: some ten seconds."""

SMALLEST = 1e-13
"""What a frequency or a tail may hold at most to be left out; what is left out is part of the stated error."""

ROUNDING_DOUBT = 1e-13
PIECE = 1 << 19
EPSILON = float(np.finfo(np.float64).eps)

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FourierPower:
    """Absolute Banzhaf and Shapley–Shubik indices, the share of coalitions that win, and the largest error of each."""

    absolute: tuple[float, ...]
    shapley: tuple[float, ...]
    winning: float
    absolute_error: float
    shapley_error: float
    winning_error: float


@dataclass(frozen=True, slots=True)
class _Game:
    """A weighted quota in units: the whole parts of the weights are transformed, and slack covers the rest of a sum."""

    quota: float
    weights: Floats
    parts: Integers
    rest: Floats
    slack: float
    period: int

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
        return (_up(helped + slack), _up(needed - slack)), (_up(helped - slack), _up(needed + slack))


def power_by_frequencies(quota: int, weights: Sequence[int]) -> FourierPower | None:
    """Measure Banzhaf and Shapley–Shubik power under one weighted quota.

    Parameters
    ----------
    quota : int
        Least sum of weights that wins, between 1 and their sum.
    weights : sequence of int
        Weight of each member, at least 0, as large as may be.

    Returns
    -------
    FourierPower or None
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
    game = _in_units(quota, weights)
    lowest, highest = _span(game)
    nodes = quadrature_nodes(members)
    roots, masses = np.polynomial.legendre.leggauss(nodes)
    chances = (roots + 1.0) / 2.0
    inside = (chances >= lowest) & (chances <= highest)
    spread = min(lowest * (1.0 - lowest), highest * (1.0 - highest))
    kept, error = _frequencies(game, spread)
    if len(kept) * members * (int(inside.sum()) + 1) > MOST_WORK:
        return None
    error += 4.0 * ROUNDING_DOUBT * (game.slack > 0) + 2.0 * SMALLEST + _aliased(game, lowest, highest)
    low, high = _pivotal(game, kept, chances[inside], masses[inside] / 2.0)
    least, most = _pivotal(game, kept, np.array([0.5]), np.ones(1))
    winning, winning_width = _winning(game, kept)
    return FourierPower(
        absolute=_between(least, most),
        shapley=_between(low, high),
        winning=winning,
        absolute_error=_half(least, most) + error,
        shapley_error=_half(low, high) + error + quadrature_bound(members, nodes),
        winning_error=winning_width + error,
    )


def _in_units(quota: int, weights: Sequence[int]) -> _Game:
    """Round weights to a common unit where a transform of the sum itself would be too long."""
    total = sum(weights)
    # Whole numbers of any length are brought to what a double can hold.
    scale = 1 << max(0, total.bit_length() - 200)
    norm = sqrt(sum((weight / scale) ** 2 for weight in weights))
    # Farther from the mean than four and a half times the norm of the weights, a sum is rarer than SMALLEST.
    far = 9.2 * norm + (4 * max(weights) + abs(2 * quota - total)) / (2 * scale) + 2.0
    wanted = min((total + 1) / scale, far)
    unit = max(1, ceil(wanted * 1.01 / LONGEST_PERIOD) * scale)
    parts = np.array([(weight + unit // 2) // unit for weight in weights], dtype=np.int64)
    rest = np.array([(weight - int(part) * unit) / unit for weight, part in zip(weights, parts, strict=True)])
    # The sum of the rest strays from its mean by more than this with a probability of ROUNDING_DOUBT on either side.
    slack = sqrt(float(rest @ rest) * log(1.0 / ROUNDING_DOUBT) / 2.0) + 1e-6 if unit > 1 else 0.0
    scaled = np.array([weight / unit for weight in weights])
    reach = 4.0 * (slack + abs(float(rest.sum())) + 1.0) if unit > 1 else 0.0
    period = next_fast_len(min(int(parts.sum()) + 1, ceil(wanted / (unit // scale) + reach)), real=True)
    return _Game(quota / unit, scaled, parts, rest, slack, period)


def _span(game: _Game) -> tuple[float, float]:
    """Find the common chances between which somebody can be pivotal, and one half with them."""
    # What a member can find without itself lies between the quota less the heaviest weight, and the quota and as much.
    first = game.quota - float(game.weights.max()) - game.reach
    last = game.quota + float(game.weights.max()) + game.reach
    low, high = bounded_span(
        lambda chance: tail_bound(game.parts, chance, first, upper=True),
        lambda chance: tail_bound(game.parts, chance, last, upper=False),
        SMALLEST,
    )
    return min(low, 0.5), max(high, 0.5)


def _frequencies(game: _Game, spread: float) -> tuple[Integers, float]:
    """Keep the frequencies that matter, and bound what the others and floating point can do to any window."""
    period = game.period
    histogram = np.bincount(game.parts % period, minlength=period).astype(np.float64)
    sines = (len(game.parts) - rfft(histogram).real) / 2.0
    # One member is taken out, and takes at most one with it.
    size = np.exp(-2.0 * spread * np.maximum(0.0, sines - 1.001))
    size[0] = 1.0
    kept = np.flatnonzero(size > SMALLEST)
    # A window's own transform is at most 1 / sin: in the mean at most this is its share of each frequency and its mirror.
    with np.errstate(divide="ignore"):
        size *= 2.0 / (period * np.sin(np.pi * np.arange(len(size)) / period))
    size[0] = 1.0
    rounding = (12.0 * len(game.parts) + 32.0) * EPSILON * float(size[kept].sum())
    size[kept] = 0.0
    return kept.astype(np.int64), float(size.sum()) + rounding


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


def _winning(game: _Game, kept: Integers) -> tuple[float, float]:
    """Share of coalitions that reach the quota, and by how much it can be off for rounding of weights."""
    mean, rest = float(game.parts.sum()) / 2.0, float(game.rest.sum()) / 2.0
    end = min(int(game.parts.sum()) + 1, ceil(mean + game.period / 2.0))
    shares = []
    whole = np.array([1.0 + 0.0j])
    for start in range(0, len(kept), max(1, PIECE // len(game.parts))):
        some = kept[start : start + max(1, PIECE // len(game.parts))]
        turns = _turns(game, some)
        whole = np.concatenate([whole, (0.5 + 0.5 * turns).prod(axis=1)])
    for slack in (game.slack, -game.slack):
        begin = np.clip(_up(np.array([game.quota - rest + slack])), end - game.period, end)
        shares.append(float((whole[1:] * _window(kept, begin, np.array([end]), game.period)[:, 0]).real.sum()))
    least, most = min(1.0, max(0.0, shares[0])), min(1.0, max(0.0, shares[1]))
    return (least + most) / 2.0, (most - least) / 2.0


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


def _between(low: Floats, high: Floats) -> tuple[float, ...]:
    return tuple(((low + high) / 2.0).tolist())


def _half(low: Floats, high: Floats) -> float:
    return float((high - low).max()) / 2.0
