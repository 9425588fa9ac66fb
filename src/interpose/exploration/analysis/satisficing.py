"""Satisficing in three values: met, missed, or open because the proved interval of the outcome spans the threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.exploration.chain.protocol import Criterion, FutureOutcome

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MET", "MISSED", "OPEN", "Satisficing", "satisficing", "verdicts"]

MET, OPEN, MISSED = "met", "open", "missed"


@dataclass(frozen=True, kw_only=True)
class Satisficing:
    """In how many futures a criterion is met.

    Parameters
    ----------
    criterion : str
        The threshold, or several that must all hold, with ` and ` between them.
    met, open, missed : float
        Shares of the futures. Open: a better plan may meet it, and none is proved not to; or the outcome is not known.
    rows : int
        Futures.
    """

    criterion: str
    met: float
    open: float
    missed: float
    rows: int


def verdicts(futures: pd.DataFrame, threshold: Criterion, outcomes: Sequence[FutureOutcome]) -> NDArray[np.str_]:
    """Judge each future by a threshold: met, open or missed, shape (futures,).

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"missing": [0.1, 0.3, 0.3], "missing.bound": [0.1, 0.2, 0.3]})
    >>> outcome = FutureOutcome(name="missing", unit="share", words="what is missing", bounded="below")
    >>> verdicts(frame, Criterion.parse("missing<=0.25"), [outcome]).tolist()
    ['met', 'open', 'missed']
    """
    outcome = next(each for each in outcomes if each.name == threshold.outcome)
    plan = futures[outcome.name].to_numpy(float)
    bound = futures[outcome.bound_name].to_numpy(float) if outcome.bounded else plan
    one, other = threshold.met(plan), threshold.met(bound)
    known = np.isfinite(plan) | ~np.isnan(bound)
    return np.where(one & other, MET, np.where(known & ~one & ~other, MISSED, OPEN))


def satisficing(
    futures: pd.DataFrame, thresholds: Sequence[Criterion], outcomes: Sequence[FutureOutcome]
) -> tuple[Satisficing, ...]:
    """Count in which share of futures each threshold is met, and all of them together where there are several.

    All together are met where all are met, and missed where one is missed.
    """
    each = [verdicts(futures, threshold, outcomes) for threshold in thresholds]
    found = [_counted(str(threshold), own) for threshold, own in zip(thresholds, each, strict=True)]
    if len(each) > 1:
        together = np.stack(each)
        joint = np.where((together == MISSED).any(axis=0), MISSED, np.where((together == MET).all(axis=0), MET, OPEN))
        found.append(_counted(" and ".join(map(str, thresholds)), joint))
    return tuple(found)


def _counted(criterion: str, judged: NDArray[np.str_]) -> Satisficing:
    met, undecided, missed = (float((judged == word).mean()) if judged.size else 0.0 for word in (MET, OPEN, MISSED))
    return Satisficing(criterion=criterion, met=met, open=undecided, missed=missed, rows=judged.size)
