"""Flip points: for each input the value at which the answer changes, all others held, by a scan and then bisection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interpose.exploration.chain.protocol import Chain, Column, Points, Threshold

__all__ = ["FlipPoint", "FlipSettings", "flip_points", "point_now"]

Value = float | str | bool

_LAST = 1 - 2.0**-32
"""Points are below 1: the end of a range is looked at this near to it."""


@dataclass(frozen=True, slots=True)
class FlipSettings:
    """How closely to look.

    Parameters
    ----------
    scan : int
        At how many places of each range, both ends among them, the answer is asked for first: a change that is undone between
        two of them is not seen.
    halvings : int
        How often the stretch in which the answer changes is halved then.
    """

    scan: int = 9
    halvings: int = 6


@dataclass(frozen=True, kw_only=True)
class FlipPoint:
    """Where one input would change the answer.

    Parameters
    ----------
    id, input, words : str
        Name of the column, the input that it stands for, and what that is.
    group : str
        Its group.
    now : float, str or bool
        Its value as the case has it.
    holds_at, flips_at : float, str, bool or None
        The farthest value at which the answer is known to hold, and the nearest at which it is known to change; None where it
        never changes.
    unit : str
        Their unit.
    direction : str
        above or below, as seen from now; other for words.
    becomes : str or None
        What the answer becomes: met or missed.
    never : bool
        Whether the answer holds at every place that was looked at.
    checked : str
        plan, where full plans on both sides agree; slot, where only the slot model was asked.
    """

    id: str
    input: str
    words: str
    group: str
    now: Value
    holds_at: Value | None
    flips_at: Value | None
    unit: str
    direction: Literal["above", "below", "other", ""]
    becomes: Literal["met", "missed"] | None
    never: bool
    checked: Literal["plan", "slot"]


def flip_points(
    chain: Chain,
    threshold: Threshold,
    *,
    now: Points | None = None,
    settings: FlipSettings | None = None,
    plan_meets: Callable[[Points], bool] | None = None,
) -> tuple[FlipPoint, ...]:
    """Find for each input the nearest value at which a threshold is no longer met, or comes to be met.

    Parameters
    ----------
    chain : Chain
        The chain of the case.
    threshold : Threshold
        The answer that may change: whether the outcome meets it.
    now : numpy.ndarray, shape (1, columns), optional
        Where all inputs stand; the case as it is by default.
    settings : FlipSettings, optional
        How closely to look.
    plan_meets : callable, optional
        Asks a full plan whether it meets the threshold at a point, shape (1, columns).

    Returns
    -------
    tuple of FlipPoint
        Those that flip first, nearest first as a share of their range; then those that never do.
    """
    settings = settings or FlipSettings()
    now = point_now(chain) if now is None else now
    asked = [place for place, column in enumerate(chain.columns) if column.part != "rows"]
    levels = np.linspace(0.0, _LAST, settings.scan)

    def meets(points: Points) -> NDArray[np.bool_]:
        return threshold.met(chain.evaluate(points)[threshold.outcome].to_numpy(float))

    scanned = np.concatenate([now, *(_moved(now, place, level) for place in asked for level in levels)])
    answers = meets(scanned)
    holds, differs = bool(answers[0]), (answers[1:] != answers[0]).reshape(len(asked), -1)
    brackets = {
        place: _bracket(float(now[0, place]), levels, own) for place, own in zip(asked, differs, strict=True) if own.any()
    }
    for _ in range(settings.halvings if brackets else 0):
        middles = {place: (inner + outer) / 2 for place, (inner, outer) in brackets.items()}
        flipped = meets(np.concatenate([_moved(now, place, middle) for place, middle in middles.items()])) != holds
        for (place, middle), over in zip(middles.items(), flipped, strict=True):
            inner, outer = brackets[place]
            brackets[place] = (inner, middle) if over else (middle, outer)
    found = [_told(chain, now, place, brackets.get(place), holds, plan_meets) for place in asked]
    near = {chain.columns[place].id: abs(outer - float(now[0, place])) for place, (_, outer) in brackets.items()}
    return tuple(sorted(found, key=lambda flip: (flip.never, near.get(flip.id, 0.0), flip.id)))


def point_now(chain: Chain) -> Points:
    """Find the point at which every input stands as the case has it: its mode; the middle where it has none.

    Parameters
    ----------
    chain : Chain
        The chain of the case.

    Returns
    -------
    numpy.ndarray, shape (1, columns)
        The point.
    """
    middle = np.full((1, len(chain.columns)), 0.5)
    now = middle.copy()
    for place, column in enumerate(chain.columns):
        if column.part != "value" or column.mode is None:
            continue
        low, high = 0.0, _LAST
        for _ in range(3):
            levels = np.linspace(low, high, 65)
            points = np.concatenate([_moved(middle, place, level) for level in levels])
            values = pd.to_numeric(chain.values(points)[column.id], errors="coerce").to_numpy(float)
            if np.isnan(values).all():
                break
            away = np.abs(values - column.mode)
            nearest = np.flatnonzero(away <= np.nanmin(away))
            # Of places that are as near, the middle one: a choice stands in the middle of its stretch.
            best = int(nearest[len(nearest) // 2])
            now[0, place] = levels[best]
            low, high = levels[max(best - 1, 0)], levels[min(best + 1, 64)]
            if len(nearest) > 1:
                break
    return now


def _moved(point: Points, column: int, level: float) -> Points:
    moved = point.copy()
    moved[0, column] = level
    return moved


def _bracket(now: float, levels: Points, differs: NDArray[np.bool_]) -> tuple[float, float]:
    """Find the nearest level with another answer, and the place before it on the way from now."""
    outer = min((float(level) for level in levels[differs]), key=lambda level: abs(level - now))
    same = [now, *(float(level) for level in levels[~differs])]
    between = [level for level in same if min(now, outer) <= level <= max(now, outer)]
    return min(between, key=lambda level: abs(level - outer)), outer


def _told(
    chain: Chain,
    now: Points,
    place: int,
    bracket: tuple[float, float] | None,
    holds: bool,
    plan_meets: Callable[[Points], bool] | None,
) -> FlipPoint:
    column = chain.columns[place]
    points = [now, *(_moved(now, place, level) for level in bracket or ())]
    values = [_plain(value) for value in chain.values(np.concatenate(points))[column.id]]
    here, holds_at, flips_at = values if bracket else (values[0], None, None)
    agreed = (
        bracket is not None and plan_meets is not None and plan_meets(points[1]) == holds and plan_meets(points[2]) != holds
    )
    return FlipPoint(
        id=column.id,
        input=column.input,
        words=column.words or column.id,
        group=column.group,
        now=here,
        holds_at=holds_at,
        flips_at=flips_at,
        unit=column.unit,
        direction=_direction(column, here, flips_at),
        becomes=None if bracket is None else ("missed" if holds else "met"),
        never=bracket is None,
        checked="plan" if agreed else "slot",
    )


def _direction(column: Column, now: Value, flips_at: Value | None) -> Literal["above", "below", "other", ""]:
    if flips_at is None:
        return ""
    if column.kind == "choice" or not isinstance(now, float) or not isinstance(flips_at, float):
        return "other"
    return "above" if flips_at > now else "below"


def _plain(value: object) -> Value:
    """Take a cell as JSON knows it."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    return float(value) if isinstance(value, int | float | np.number) else str(value)
