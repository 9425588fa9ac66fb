"""The patient rule induction method: a box of inputs in which most rows of interest lie, a thin slice at a time.

Friedman and Fisher 1999 (Statistics and Computing 9), with the objective for yes-or-no outcomes that Bryant and Lempert 2010
(Technological Forecasting and Social Change 77) and Kwakkel and Jaxa-Rozen 2016 use: gain of density for each row given up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["BoxStep", "PrimSettings", "find_boxes", "inside", "without"]

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimSettings:
    """How patient the method is.

    Parameters
    ----------
    peel : float
        Share of a box that a step gives up. Smaller is more patient.
    paste : float
        Share of what lies beside a box that a step takes back.
    least_mass : float
        Share of all rows that a box keeps; a slice that leaves less is never chosen.
    """

    peel: float = 0.1
    paste: float = 0.05
    least_mass: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxStep:
    """One box on the way from all rows to the smallest one.

    Parameters
    ----------
    low, high : numpy.ndarray, shape (inputs,)
        Limits, which lie inside the box.
    coverage : float
        Share of all rows of interest that lie in it.
    density : float
        Share of its rows that are of interest.
    mass : float
        Share of all rows that lie in it.
    restricted : tuple of int
        Inputs that it limits.
    """

    low: Numbers
    high: Numbers
    coverage: float
    density: float
    mass: float
    restricted: tuple[int, ...]


def inside(inputs: Numbers, low: Numbers, high: Numbers) -> Marks:
    """Say which rows lie in a box.

    Examples
    --------
    >>> inside(np.array([[1.0, 5.0], [2.0, 9.0]]), np.array([0.0, 5.0]), np.array([2.0, 8.0])).tolist()
    [True, False]
    """
    marks: Marks = np.all((inputs >= low) & (inputs <= high), axis=1)
    return marks


def find_boxes(inputs: Numbers, interest: Marks, settings: PrimSettings | None = None) -> tuple[BoxStep, ...]:
    """Follow the trade-off between coverage and density: peel slices off, then paste back what was peeled too far.

    Parameters
    ----------
    inputs : numpy.ndarray, shape (rows, inputs)
        Inputs as numbers.
    interest : numpy.ndarray of bool, shape (rows,)
        Rows that the boxes are to hold.
    settings : PrimSettings, optional
        How patient the method is.

    Returns
    -------
    tuple of BoxStep
        Every box on the way, the box of all rows first; which one to use is for a reader to choose. Only that box where no
        row is of interest.

    Examples
    --------
    >>> grid = np.stack(np.meshgrid(np.arange(20.0), np.arange(20.0)), axis=-1).reshape(-1, 2)
    >>> corner = (grid >= 10).all(axis=1)
    >>> best = max(find_boxes(grid, corner), key=lambda box: box.coverage * box.density)
    >>> best.low.tolist(), best.coverage, best.density
    ([9.5, 9.5], 1.0, 1.0)
    """
    settings = settings or PrimSettings()
    low, high = inputs.min(axis=0), inputs.max(axis=0)
    ends = (low.copy(), high.copy())
    boxes = [_measured(inputs, interest, low, high, ends)]
    if not interest.any():
        return tuple(boxes)
    for step in (_best_peel, _best_paste):
        while (limits := step(inputs, interest, boxes[-1], settings, ends)) is not None:
            boxes.append(_measured(inputs, interest, *limits, ends))
    return tuple(boxes)


def without(inputs: Numbers, interest: Marks, box: BoxStep, column: int) -> BoxStep:
    """Drop the limits of one input from a box of `find_boxes`, and measure it again."""
    ends = (inputs.min(axis=0), inputs.max(axis=0))
    low, high = box.low.copy(), box.high.copy()
    low[column], high[column] = ends[0][column], ends[1][column]
    return _measured(inputs, interest, low, high, ends)


def _measured(inputs: Numbers, interest: Marks, low: Numbers, high: Numbers, ends: tuple[Numbers, Numbers]) -> BoxStep:
    marks = inside(inputs, low, high)
    held, rows = int(interest[marks].sum()), int(marks.sum())
    return BoxStep(
        low=low,
        high=high,
        coverage=held / max(int(interest.sum()), 1),
        density=held / rows,
        mass=rows / len(inputs),
        restricted=tuple(np.flatnonzero((low > ends[0]) | (high < ends[1])).tolist()),
    )


def _moved(box: BoxStep, column: int, *, upper: bool, limit: float) -> tuple[Numbers, Numbers]:
    low, high = box.low.copy(), box.high.copy()
    (high if upper else low)[column] = limit
    return low, high


def _best_peel(
    inputs: Numbers, interest: Marks, box: BoxStep, settings: PrimSettings, ends: tuple[Numbers, Numbers]
) -> tuple[Numbers, Numbers] | None:
    """Find the slice whose loss raises density most for each row given up; None where none does."""
    marks = inside(inputs, box.low, box.high)
    rows, wanted = inputs[marks], interest[marks]
    best: tuple[float, int] = (0.0, -1)
    found = None
    for column in range(inputs.shape[1]):
        for upper in (True, False):
            values = rows[:, column]
            limit = _quantile(values, 1 - settings.peel if upper else settings.peel)
            kept = values <= limit if upper else values >= limit
            count = int(kept.sum())
            if count == len(rows) or count < settings.least_mass * len(inputs):
                continue
            gain = (float(wanted[kept].mean()) - box.density) / (len(rows) - count)
            limits = _moved(box, column, upper=upper, limit=limit)
            free = int(((limits[0] <= ends[0]) & (limits[1] >= ends[1])).sum())
            if gain > 0 and (gain, free) > best:
                best, found = (gain, free), limits
    return found


def _best_paste(
    inputs: Numbers, interest: Marks, box: BoxStep, settings: PrimSettings, ends: tuple[Numbers, Numbers]
) -> tuple[Numbers, Numbers] | None:
    """Find the slice beside the box whose return raises density most for each row taken back; None where none does."""
    rows, best, found = round(box.mass * len(inputs)), (0.0, -1), None
    for column in box.restricted:
        for upper in (False, True):
            end, limit_now = float(ends[int(upper)][column]), (box.high if upper else box.low)[column]
            beside = _moved(box, column, upper=upper, limit=end)
            beside[0 if upper else 1][column] = limit_now
            values = inputs[inside(inputs, *beside), column]
            limit = end if values.size == 0 else _quantile(values, settings.paste if upper else 1 - settings.paste)
            limits = _moved(box, column, upper=upper, limit=limit)
            marks = inside(inputs, *limits)
            count = int(marks.sum())
            if count <= rows:
                continue
            gain = (float(interest[marks].mean()) - box.density) / (count - rows)
            free = int(((limits[0] <= ends[0]) & (limits[1] >= ends[1])).sum())
            if gain > 0 and (gain, free) > best:
                best, found = (gain, free), limits
    return found


def _quantile(values: Numbers, share: float) -> float:
    """Give the limit between a slice and the rest: halfway to the next other value where values are equal."""
    place = (len(values) - 1) * share
    at = sorted({int(np.floor(place)), int(np.ceil(place))})
    parted = np.partition(values, at)
    below, above = float(parted[at[0]]), float(parted[at[-1]])
    if below == above and share > 0.5:
        others = values[values < above]
        below = float(others.max()) if others.size else above
    elif below == above:
        others = values[values > below]
        above = float(others.min()) if others.size else below
    return (below + above) / 2
