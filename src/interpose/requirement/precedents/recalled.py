"""What recalled numbers contribute: the errors again without them, and with what another source says in their place."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from interpose.case.tables.missions import Precedent
from interpose.requirement.precedents.scores import foretold_by_precedent, score

__all__ = ["RecalledEffect", "effects_of_recalled", "unconfirmed"]

_FEWEST = 4
"""Missions that a model can be fitted to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalledEffect:
    """Errors of the model of precedents on a table without some of its recalled numbers.

    Parameters
    ----------
    table : str
        Which table: `all` missions; without the peaks that no other source bears out (`unconfirmed`); without every peak that
        was recalled (`peaks`); without every mission with a recalled peak or ground (`recalled`); or all missions, with the
        number of the other source in the place of each peak that has one (`second_sources`).
    missions : int
        Missions that are left.
    median_abs_log_error, p90_abs_log_error : float
        Absolute ln error, each mission foretold without itself: median, and within which nine in ten lie.
    coverage : float
        Share whose peak lies in its 90 % range.
    interval_score : float
        As in `ModelScore`; lower is better.
    """

    table: str
    missions: int
    median_abs_log_error: float
    p90_abs_log_error: float
    coverage: float
    interval_score: float


def unconfirmed(row: Precedent) -> bool:
    """Say whether a peak was recalled and no other source was found for it.

    Returns
    -------
    bool
        True where the peak rests on memory alone.
    """
    return row.peak_recalled and row.second_peak is None


def effects_of_recalled(missions: Sequence[Precedent]) -> tuple[RecalledEffect, ...]:
    """Measure what recalled numbers contribute to the errors of the model.

    Parameters
    ----------
    missions : sequence of Precedent
        Scored missions.

    Returns
    -------
    tuple of RecalledEffect
        All missions first; a table with fewer than four missions is left out.

    Examples
    --------
    >>> from interpose.case.read.precedents import load_precedents
    >>> from interpose.requirement.precedents.model import scored
    >>> found = {each.table: each for each in effects_of_recalled(scored(load_precedents()))}
    >>> found["all"].missions, found["unconfirmed"].missions
    (102, 97)
    """
    kept: tuple[tuple[str, Callable[[Precedent], bool]], ...] = (
        ("all", lambda _: True),
        ("unconfirmed", lambda row: not unconfirmed(row)),
        ("peaks", lambda row: not row.peak_recalled),
        ("recalled", lambda row: not row.recalled),
    )
    tables = [(name, [row for row in missions if keep(row)]) for name, keep in kept]
    tables.append(("second_sources", [_by_second_source(row) for row in missions]))
    return tuple(_effect(name, rows) for name, rows in tables if len(rows) >= _FEWEST)


def _by_second_source(row: Precedent) -> Precedent:
    """Put the number of the other source in the place of the peak; bounds play no part in the model."""
    if row.second_peak is None:
        return row
    return row.replace(peak=row.second_peak, peak_low=None, peak_high=None)


def _effect(name: str, rows: Sequence[Precedent]) -> RecalledEffect:
    sizes = np.array([math.log(each.peak or 0) for each in rows])
    found = score("precedent", "itself", sizes, foretold_by_precedent(rows, "itself"))
    return RecalledEffect(
        table=name,
        missions=len(rows),
        median_abs_log_error=found.median_abs_log_error,
        p90_abs_log_error=found.p90_abs_log_error,
        coverage=found.coverage,
        interval_score=found.interval_score,
    )
