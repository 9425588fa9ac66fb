r"""Proved bounds for the fast evaluator: prices of months, prepared once, under which every future has a lower bound.

Give each month of a requirement a price $y_{k,t} \\ge 0$ with $y_{k,t} \\le p_k (1 + z_{k,t})$, where the $z_{k,t}$ of the
months between
build-up and drawdown sum to no more than their number. Then by weak duality no plan can have a priced shortfall below
$\\sum_{k,t} y_{k,t} R_{k,t} - \\sum_g N_g V_g(y)$, where $V_g(y)$ is what the best career of one unit is worth at these
prices. The
prices need not fit the future: any prices prove something, so a few dozen of them, taken from the linear relaxations of sampled
futures, are kept and the best of them is used. Where the $z_{k,t}$ of each row sum to $p_k S - m$ or less, the bound rises
by $m$ with
each unit missing in a worst month; where these are whole units, the least over whole numbers is taken. With prices of 1 in
an interval and 0 elsewhere this is the count by hand: in $l$
months a unit stands at most $\\lfloor l/W \\rfloor \\tau + \\min(\\tau, l \\bmod W)$ of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.generation.formulation import worst_month_rows
from interpose.generation.rounding import spans
from interpose.solver import Model, solve

__all__ = ["Part", "Profile", "allowed_prices", "career_values", "month_prices", "tour_values"]

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Profile:
    """What a kind of unit brings: by station and row of its part, and the months of its tour.

    Parameters
    ----------
    brings : tuple of tuple of float
        Quantity by station and row of the requirement.
    tour : int
        Months of a tour.
    """

    brings: tuple[tuple[float, ...], ...]
    tour: int


@dataclass(frozen=True)
class Part:
    """Rows of the requirement that share units with one another and with no other row.

    Parameters
    ----------
    keys : tuple of (belt, capability)
        The rows.
    price : numpy.ndarray
        Price of a unit missing for a month, by row.
    steady : slice
        Months between build-up and drawdown.
    horizon : int
        Months.
    """

    keys: tuple[tuple[str, str], ...]
    price: Numbers
    steady: slice
    horizon: int

    @property
    def steady_months(self) -> int:
        """Months between build-up and drawdown."""
        return int(self.steady.stop - self.steady.start)


def month_prices(
    part: Part,
    needed: Numbers,
    profiles: Sequence[Profile],
    units: Sequence[int],
    window: Sequence[int],
    first: Sequence[int],
    worst_months: float | None = None,
    weight: float = 1.0,
) -> tuple[Numbers, float] | None:
    """Return the prices of months that the linear relaxation of one future proves most with.

    Parameters
    ----------
    part : Part
        Rows of the requirement.
    needed : numpy.ndarray
        Units required by row and month.
    profiles, units, window, first : sequences
        Groups of units that are alike: what they bring, how many there are, in how many months each begins one tour, and the
        first month in which one can begin.
    worst_months : float, optional
        Units missing in the worst months of all rows together, where that is to be held.
    weight : float
        How many times as much as it should the worst month costs.

    Returns
    -------
    tuple of (numpy.ndarray, float) or None
        Prices by row and month, and the units missing in the worst months; None where the relaxation was not solved.
    """
    horizon, model = part.horizon, Model()
    months = np.arange(horizon)
    short = model.columns("short", needed.shape, upper=np.inf, cost=np.broadcast_to(part.price[:, None], needed.shape))
    worst = model.columns("worst", (len(part.keys),), cost=weight * part.price * part.steady_months)
    rows, columns, values = [np.arange(short.size)], [short.ravel()], [np.ones(short.size)]
    for number, (profile, count, length, begin) in enumerate(zip(profiles, units, window, first, strict=True)):
        upper = np.full((len(profile.brings), horizon), float(count))
        upper[:, : begin - 1] = 0.0
        tours = model.columns(f"tours {number}", upper.shape, upper=upper)
        start, month = spans(months, profile.tour)
        for line, brings in zip(tours, profile.brings, strict=True):
            for row, quantity in enumerate(brings):
                if quantity:
                    rows.append(row * horizon + month)
                    columns.append(line[start])
                    values.append(np.full(len(month), quantity))
        starts, inside = spans(months, length)
        full = starts <= max(0, horizon - length)
        many = len(tours)
        model.rows(
            f"rotation {number}",
            np.tile(starts[full], many),
            np.concatenate([line[inside[full]] for line in tours]),
            1.0,
            upper=np.full(horizon, float(count)),
        )
    model.rows("requirement", np.concatenate(rows), np.concatenate(columns), np.concatenate(values), lower=needed.ravel())
    worst_month_rows(model, short[:, part.steady], worst)
    if worst_months is not None:
        model.rows("worst months", np.zeros(len(worst)), worst, 1.0, lower=[worst_months], upper=[worst_months])
    found = solve(model)
    duals = found.duals.get("requirement")
    if duals is None:
        return None
    prices = np.clip(duals.reshape(needed.shape), 0.0, None)
    return prices, float(found.value("worst").sum())


def allowed_prices(part: Part, prices: Numbers, *, held: bool) -> tuple[Numbers, float]:
    """Return the nearest prices that the rule allows, and what is left of the price of the worst month.

    Parameters
    ----------
    part : Part
        Rows of the requirement.
    prices : numpy.ndarray
        Prices by row and month.
    held : bool
        Whether the units missing in the worst months are held at a number, so that the months between build-up and drawdown may
        cost more than the rule allows; what they cost more then counts against that number.

    Returns
    -------
    tuple of (numpy.ndarray, float)
        Prices; and by how much the bound rises with each unit that is missing in the worst month of a row, at least.
    """
    plain = part.price[:, None]
    above = np.zeros_like(prices)
    above[:, part.steady] = np.clip(prices[:, part.steady] - plain, 0.0, None)
    allowed = part.price * part.steady_months
    total = above.sum(axis=1)
    if not held:
        above *= np.where(total > allowed, allowed / np.where(total > 0, total, 1.0), 1.0)[:, None]
    left = float((allowed - above.sum(axis=1)).min())
    return np.asarray(np.minimum(prices, plain) + above), left if held else max(0.0, left)


def tour_values(profile: Profile, prices: Numbers) -> Numbers:
    """Return what a tour is worth that begins in each month, at the station where it is worth most.

    Parameters
    ----------
    profile : Profile
        What a unit brings.
    prices : numpy.ndarray
        Prices, shape (number, rows, months).

    Returns
    -------
    numpy.ndarray
        Shape (number, months).
    """
    horizon = prices.shape[-1]
    best: Numbers = np.zeros((len(prices), horizon))
    for brings in profile.brings:
        monthly = np.einsum("r,lrt->lt", np.array(brings), prices)
        running = np.concatenate([np.zeros((len(prices), 1)), np.cumsum(monthly, axis=1)], axis=1)
        ends = np.minimum(np.arange(horizon) + profile.tour, horizon)
        best = np.maximum(best, running[:, ends] - running[:, :-1])
    return best


def career_values(tours: Numbers, windows: Whole) -> Numbers:
    """Return what the best career of one unit is worth, from each month on.

    Parameters
    ----------
    tours : numpy.ndarray
        What a tour is worth that begins in each month; shape (..., months).
    windows : numpy.ndarray of int
        In how many months a unit begins at most one tour; broadcast against the leading axes of `tours`.

    Returns
    -------
    numpy.ndarray
        Shape (months + 1, ...): by the first month in which a tour can begin, counted from 0.

    Examples
    --------
    >>> import numpy as np
    >>> career_values(np.array([[6.0, 6.0, 5.0, 4.0]]), np.array([2]))[:, 0].tolist()
    [11.0, 10.0, 5.0, 4.0, 0.0]
    """
    horizon = tours.shape[-1]
    shape = np.broadcast_shapes(tours.shape[:-1], windows.shape)
    found: Numbers = np.zeros((horizon + 1, *shape))
    size = math.prod(shape)
    months = np.arange(horizon).reshape(-1, *[1] * len(shape))
    again = np.minimum(months + windows, horizon) * size + np.arange(size).reshape(shape)
    worth = np.ascontiguousarray(np.moveaxis(tours, -1, 0))
    for month in range(horizon - 1, -1, -1):
        np.maximum(found[month + 1], worth[month] + found.take(again[month]), out=found[month])
    return found
