"""Flip points: for each input the value at which the answer changes, all others held, by a scan and then bisection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from interpose.exploration.chain.protocol import Criterion, FutureChain, Points, UncertainColumn

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FlipPoint", "FlipSettings", "Value", "flip_points"]

Value = float | str | bool

_AS_IT_IS = "as it is"

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
        Its value as the case has it; `as it is` where it stands for many inputs.
    holds_at, flips_at : float, str, bool or None
        The farthest value at which the answer is known to hold, and the nearest at which it is known to change; None where it
        never changes, and where none was looked at between now and there.
    unit : str
        Their unit.
    direction : str
        above or below, as seen from now; other for words. For a rank it is seen from the middle.
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
    chain: FutureChain,
    threshold: Criterion,
    *,
    now: Points | None = None,
    settings: FlipSettings | None = None,
    evaluate: Callable[[Points], pd.DataFrame] | None = None,
    plan_meets: Callable[[Points], bool] | None = None,
) -> tuple[FlipPoint, ...]:
    """Find for each input the nearest value at which a threshold is no longer met, or comes to be met.

    Those that flip come first, the nearest first as a share of their range; then those that never do.

    Parameters
    ----------
    chain, threshold
        The chain of the case, and the answer that may change: whether the outcome meets the threshold.
    now : numpy.ndarray, shape (1, columns), optional
        Where all inputs stand; the case as it is by default.
    settings : FlipSettings, optional
        How closely to look.
    evaluate : callable, optional
        Gives the outcomes at points in place of the chain itself, such as workers do.
    plan_meets : callable, optional
        Asks a full plan whether it meets the threshold at a point, shape (1, columns).
    """
    settings = settings or FlipSettings()
    now = np.full((1, len(chain.columns)), np.nan) if now is None else now
    asked = [place for place, column in enumerate(chain.columns) if _can_be_asked(column)]
    levels = np.linspace(0.0, _LAST, settings.scan)
    scanned = np.concatenate([now, *(_moved(now, place, level) for place in asked for level in levels)])

    def meets(points: Points) -> NDArray[np.bool_]:
        return threshold.met((evaluate or chain.evaluate)(points)[threshold.outcome].to_numpy(float))

    answers, values = meets(scanned), chain.values(scanned)
    holds, differs = bool(answers[0]), (answers[1:] != answers[0]).reshape(len(asked), -1)
    searches = []
    for at, place in enumerate(asked):
        column = chain.columns[place]
        along = values[column.id].iloc[1 + at * len(levels) : 1 + (at + 1) * len(levels)]
        stands = _stands(values[column.id].iloc[0], along, levels)
        searches.append(
            _Search(place=place, column=column, stands=stands, bracket=_bracket(column, stands, levels, differs[at]))
        )
    for _ in range(settings.halvings):
        halved = [search for search in searches if search.bracket is not None and search.bracket[0] is not None]
        if not halved:
            break
        flipped = meets(np.concatenate([_moved(now, search.place, search.middle) for search in halved])) != holds
        for search, over in zip(halved, flipped, strict=True):
            search.halve(changes=bool(over))
    found = [(search.away, _told(chain, now, search, holds, plan_meets)) for search in searches]
    return tuple(flip for _, flip in sorted(found, key=lambda each: (each[1].never, each[0], each[1].id)))


@dataclass(kw_only=True)
class _Search:
    """Where an input is looked at: the place where it stands, and between which places the answer changes."""

    place: int
    column: UncertainColumn
    stands: float
    bracket: tuple[float | None, float] | None

    @property
    def middle(self) -> float:
        inner, outer = self.bracket or (0.0, 0.0)
        return outer if inner is None else (inner + outer) / 2

    @property
    def away(self) -> float:
        return 0.0 if self.bracket is None else abs(self.bracket[1] - self.stands)

    def halve(self, *, changes: bool) -> None:
        """Keep the half in which the answer changes."""
        inner, outer = self.bracket or (0.0, 0.0)
        self.bracket = (inner, self.middle) if changes else (self.middle, outer)


def _can_be_asked(column: UncertainColumn) -> bool:
    """Leave out seeds of noise, and what only draws states or votes: each of them is asked about by itself."""
    return column.part == "value" or (column.part == "common" and column.kind not in ("participation", "chance"))


def _moved(point: Points, column: int, level: float) -> Points:
    moved = point.copy()
    moved[0, column] = level
    return moved


def _stands(own: object, along: pd.Series, levels: Points) -> float:
    """Find at which place of its range an input stands: between numbers, or in the middle of those with its word."""
    import pandas as pd

    numbers = pd.to_numeric(along, errors="coerce").to_numpy(float)
    if isinstance(own, float) and not np.isnan(numbers).any():
        return float(np.interp(own, numbers, levels)) if np.isfinite(own) else 0.5
    alike = levels[(along == own).to_numpy()]
    return float(alike.mean()) if alike.size else 0.5


def _bracket(
    column: UncertainColumn, stands: float, levels: Points, differs: NDArray[np.bool_]
) -> tuple[float | None, float] | None:
    """Find the nearest level with another answer, and the place before it on the way from where the input stands."""
    if not differs.any():
        return None
    outer = min((float(level) for level in levels[differs]), key=lambda level: abs(level - stands))
    same = [float(level) for level in levels[~differs]]
    # What stands for many inputs has no place of its own: the middle of its range is not the case.
    same += [stands] if column.unit != "rank" else []
    between = [level for level in same if min(stands, outer) <= level <= max(stands, outer)]
    return min(between, key=lambda level: abs(level - outer), default=None), outer


def _told(
    chain: FutureChain, now: Points, search: _Search, holds: bool, plan_meets: Callable[[Points], bool] | None
) -> FlipPoint:
    column = search.column
    inner, outer = search.bracket or (None, None)
    sides = [_moved(now, search.place, level) for level in (inner, outer) if level is not None]
    here, *at = (_plain(value) for value in chain.values(np.concatenate([now, *sides]))[column.id])
    flips_at = at[-1] if at else None
    agreed = (
        plan_meets is not None
        and flips_at is not None
        and plan_meets(now if inner is None else sides[0]) == holds
        and plan_meets(sides[-1]) != holds
    )
    return FlipPoint(
        id=column.id,
        input=column.input,
        words=column.words or column.id,
        group=column.group,
        now=here,
        holds_at=at[0] if len(at) == 2 else None,
        flips_at=flips_at,
        unit=column.unit,
        direction=_direction(column, search.stands if column.unit == "rank" else here, flips_at),
        becomes=None if outer is None else ("missed" if holds else "met"),
        never=outer is None,
        checked="plan" if agreed else "slot",
    )


def _direction(column: UncertainColumn, now: Value, flips_at: Value | None) -> Literal["above", "below", "other", ""]:
    if flips_at is None:
        return ""
    if column.kind == "choice" or not isinstance(now, float) or not isinstance(flips_at, float):
        return "other"
    return "above" if flips_at > now else "below"


def _plain(value: object) -> Value:
    """Take a cell as JSON knows it."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | float | np.number):
        return float(value) if np.isfinite(float(value)) else _AS_IT_IS
    return str(value)
