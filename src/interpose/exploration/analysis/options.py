"""Options over the same futures: how often each is good enough, how much is regretted, and where which one is best.

Regret after Savage (1951, Journal of the American Statistical Association 46): how far an option is from the best one in
the same future. The same rows are used for every option (common random numbers): differences are not differences of luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.errors import UsageError
from interpose.exploration.analysis.effects.given_data import first_order_effects
from interpose.exploration.analysis.effects.resampling import Numbers
from interpose.exploration.analysis.satisficing import MET, MISSED, OPEN, verdicts
from interpose.exploration.chain.protocol import Criterion, FutureOutcome

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BestWhere", "OptionScore", "RegretRange", "best_where", "option_scores"]


@dataclass(frozen=True, slots=True)
class RegretRange:
    """How far an option is from the best one in the same future, in the unit of the outcome.

    Parameters
    ----------
    p50, p90, max : float
        In the middle future, in the one that nine in ten do not exceed, and in the worst one.
    """

    p50: float
    p90: float
    max: float


@dataclass(frozen=True, kw_only=True)
class OptionScore:
    """How an option does over all futures.

    Parameters
    ----------
    option : str
        Its name.
    met, open, missed : float
        Shares of futures in which it meets the threshold, may meet it, and does not.
    regret : RegretRange
        Against the best option of each future.
    best_share : float
        Share of futures in which it is the best; equal ones share a future.
    rows : int
        Futures in which every option has an outcome.
    """

    option: str
    met: float
    open: float
    missed: float
    regret: RegretRange
    best_share: float
    rows: int


@dataclass(frozen=True, kw_only=True)
class BestWhere:
    """Which option is best in a slice of the futures.

    Parameters
    ----------
    input, words : str
        The input that tells best where which option wins, and what it is.
    low, high : float
        Ends of the slice.
    option : str
        The option that is best in most of its futures.
    share : float
        In which share of them.
    """

    input: str
    words: str
    low: float
    high: float
    option: str
    share: float


def option_scores(
    options: Mapping[str, pd.DataFrame], threshold: Criterion, outcomes: Sequence[FutureOutcome]
) -> tuple[OptionScore, ...]:
    """Set options beside one another over the same futures, which are row by row the same in all of them.

    Raises
    ------
    UsageError
        Where options do not have the same rows.

    Examples
    --------
    >>> import pandas as pd
    >>> frames = {"small": pd.DataFrame({"missing": [0.1, 0.4]}), "large": pd.DataFrame({"missing": [0.2, 0.2]})}
    >>> scores = option_scores(frames, Criterion.parse("missing<=0.25"), [FutureOutcome(name="missing", unit="", words="")])
    >>> [(each.option, each.met, round(each.regret.max, 2), each.best_share) for each in scores]
    [('small', 0.5, 0.2, 0.5), ('large', 1.0, 0.1, 0.5)]
    """
    values, known = _beside(options, threshold)
    regrets = values - values.min(axis=0)
    first = regrets <= 1e-9 * np.maximum(1.0, np.abs(values))
    shares = first / first.sum(axis=0)
    scores = []
    for place, (name, frame) in enumerate(options.items()):
        judged = verdicts(frame, threshold, outcomes)[known]
        p50, p90 = np.quantile(regrets[place], (0.5, 0.9))
        scores.append(
            OptionScore(
                option=name,
                met=float((judged == MET).mean()),
                open=float((judged == OPEN).mean()),
                missed=float((judged == MISSED).mean()),
                regret=RegretRange(float(p50), float(p90), float(regrets[place].max())),
                best_share=float(shares[place].mean()),
                rows=int(known.sum()),
            )
        )
    return tuple(scores)


def best_where(
    options: Mapping[str, pd.DataFrame],
    threshold: Criterion,
    inputs: Mapping[str, Numbers],
    *,
    words: Mapping[str, str] | None = None,
) -> tuple[BestWhere, ...]:
    """Tell which option is best where: along the input on which that depends most, cut into thirds of its futures.

    Inputs are numbers by name, shape (futures,). Empty where no input tells more than chance would.
    """
    values, known = _beside(options, threshold)
    best = values.argmin(axis=0)
    columns = np.column_stack([each[known] for each in inputs.values()])
    strength = np.zeros(len(inputs))
    for option in set(best.tolist()):
        effects = first_order_effects(columns, (best == option).astype(float), resamples=100)
        strength += [each.effect * (best == option).mean() if each.told_apart else 0.0 for each in effects]
    if not (strength > 0).any():
        return ()
    name, column = list(inputs)[int(strength.argmax())], columns[:, int(strength.argmax())]
    edges = np.unique(np.quantile(column, np.linspace(0, 1, 4)))
    found = []
    for low, high in pairwise(edges.tolist()):
        inside = (column >= low) & ((column < high) | (high == edges[-1]))
        counts = np.bincount(best[inside], minlength=len(options)) / max(int(inside.sum()), 1)
        option = list(options)[int(counts.argmax())]
        found.append(
            BestWhere(
                input=name,
                words=(words or {}).get(name, name),
                low=float(low),
                high=float(high),
                option=option,
                share=float(counts.max()),
            )
        )
    return tuple(found)


def _beside(options: Mapping[str, pd.DataFrame], threshold: Criterion) -> tuple[Numbers, NDArray[np.bool_]]:
    """Put the outcomes of all options beside one another, less being better, and say which futures all of them know."""
    if len({len(frame) for frame in options.values()}) > 1:
        raise UsageError("options must have the same futures", "run each with the same rows and seed")
    sign = 1.0 if threshold.sense.startswith("<") else -1.0
    values = sign * np.stack([frame[threshold.outcome].to_numpy(float) for frame in options.values()])
    known: NDArray[np.bool_] = np.logical_and.reduce(np.isfinite(values), axis=0)
    if not known.any():
        raise UsageError(f"no future has {threshold.outcome!r} for every option", "choose another outcome with --threshold")
    return values[:, known], known
