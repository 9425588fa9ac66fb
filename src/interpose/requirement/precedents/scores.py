"""How far ways to foresee a size are off: median, nine in ten, what their ranges hold, how wide they are."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

import numpy as np
from numpy.typing import NDArray

from interpose.case.tables.missions import Precedent
from interpose.requirement.precedents.mixture import quantiles
from interpose.requirement.precedents.model import fit
from interpose.requirement.precedents.peers import SCHEMES, Split, by_group_means, splits

__all__ = ["COVERAGE", "ModelScore", "foretold_by_precedent", "score", "score_models"]

Array = NDArray[np.float64]
COVERAGE = 0.9
"""Share of missions that a stated range is meant to hold."""

_SHARES = ((1 - COVERAGE) / 2, 0.5, (1 + COVERAGE) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelScore:
    """How far one way to foresee a size was off under one scheme.

    Parameters
    ----------
    model : str
        `constant`, `mandate` (a constant for each class), `density`, `rules` (their level set by the others of the class)
        or `precedent`.
    left_out : str
        `itself`, `conflict`, `decade`, or `forward` (each since 1990 from those that began before it).
    missions : int
        Missions that were foretold.
    median_abs_log_error, p90_abs_log_error : float
        Absolute ln error: median, and within which nine in ten lie.
    coverage : float
        Share whose peak lies in the 90 % range.
    width : float
        How far a range reaches to each side, as a factor: geometric mean.
    interval_score : float
        Mean width of the range in ln plus 20 times by how much it was missed; lower is better (Gneiting and Raftery 2007).
    """

    model: str
    left_out: str
    missions: int
    median_abs_log_error: float
    p90_abs_log_error: float
    coverage: float
    width: float
    interval_score: float


def score(model: str, left_out: str, sizes: Array, foretold: Array) -> ModelScore:
    """Compare what was foretold with what there was.

    Parameters
    ----------
    model, left_out : str
        What was tried.
    sizes : ndarray, shape (missions,)
        ln persons.
    foretold : ndarray, shape (missions, 3)
        Low, middle and high in ln persons; rows of not-a-number were not foretold.

    Returns
    -------
    ModelScore
        The errors.

    Examples
    --------
    >>> import numpy as np
    >>> found = score("constant", "itself", np.array([1.0, 2.0]), np.array([[0.0, 1.0, 3.0], [2.5, 3.0, 3.5]]))
    >>> found.median_abs_log_error, found.coverage, round(found.interval_score, 6)
    (0.5, 0.5, 7.0)
    """
    told = ~np.isnan(foretold[:, 1])
    actual, (low, middle, high) = sizes[told], foretold[told].T
    errors = np.abs(middle - actual)
    missed = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
    return ModelScore(
        model=model,
        left_out=left_out,
        missions=int(told.sum()),
        median_abs_log_error=median(errors.tolist()),
        p90_abs_log_error=float(np.quantile(errors, 0.9)),
        coverage=float(np.mean(missed == 0)),
        width=math.exp(float(np.mean(high - low)) / 2),
        interval_score=float(np.mean(high - low + 2 / (1 - COVERAGE) * missed)),
    )


def score_models(
    missions: Sequence[Precedent], rules: Mapping[str, float], schemes: Sequence[str] = SCHEMES
) -> list[ModelScore]:
    """Try the model of precedents beside a constant, a constant by class, density and the rules.

    Parameters
    ----------
    missions : sequence of Precedent
        Scored missions.
    rules : mapping of str to float
        What the rules ask for (persons), for the missions that have rules.
    schemes : sequence of str, optional
        What is left out; all of `SCHEMES` unless given.

    Returns
    -------
    list of ModelScore
        By scheme, then by model. The rules are set beside the others on the missions that have rules only.
    """
    sizes = np.array([math.log(each.peak or 0) for each in missions])
    none = np.zeros(len(missions))
    drivers = np.array([math.log(each.driver or 0) for each in missions])
    classes = [each.mandate_class for each in missions]
    peers: dict[str, tuple[Array, Sequence[str]]] = {
        "constant": (none, ["all"] * len(missions)),
        "mandate": (none, classes),
        "density": (drivers, classes),
    }
    found = []
    for scheme in schemes:
        for name, (offsets, groups) in peers.items():
            foretold = _over(missions, scheme, partial(by_group_means, sizes, offsets, groups, coverage=COVERAGE))
            found.append(score(name, scheme, sizes, foretold))
        ruled = [each for each in missions if each.id in rules]
        if len(ruled) > len(set(classes)):
            found.append(_score_rules(ruled, rules, scheme))
        found.append(score("precedent", scheme, sizes, foretold_by_precedent(missions, scheme)))
    return found


def foretold_by_precedent(missions: Sequence[Precedent], scheme: str) -> Array:
    """Foretell each mission with the model of precedents, fitted to those that are known.

    Parameters
    ----------
    missions : sequence of Precedent
        Scored missions.
    scheme : str
        What is left out. `itself` needs one fit: leaving one out is exact in closed form.

    Returns
    -------
    ndarray, shape (missions, 3)
        Low, middle and high in ln persons; not-a-number where a mission was not foretold.
    """
    if scheme == "itself":
        found: Array = np.log(quantiles(fit(missions).without_itself(), _SHARES))
        return found

    def predict(split: Split) -> Array:
        known, foretold = split
        model = fit([missions[n] for n in known])
        alliance = [missions[n].lead == "alliance" for n in foretold]
        told = [
            model.predict(missions[n].mandate_class, missions[n].driver or 0.0, alliance=leads)
            for n, leads in zip(foretold, alliance, strict=True)
        ]
        inner: Array = np.log(quantiles(told, _SHARES))
        return inner

    return _over(missions, scheme, predict)


def _score_rules(ruled: Sequence[Precedent], rules: Mapping[str, float], scheme: str) -> ModelScore:
    sizes = np.array([math.log(each.peak or 0) for each in ruled])
    asked = np.array([math.log(rules[each.id]) for each in ruled])
    groups = [each.mandate_class for each in ruled]
    foretold = _over(ruled, scheme, partial(by_group_means, sizes, asked, groups, coverage=COVERAGE))
    return score("rules", scheme, sizes, foretold)


def _over(missions: Sequence[Precedent], scheme: str, predict: Callable[[Split], Array]) -> Array:
    found = np.full((len(missions), 3), np.nan)
    for split in splits(missions, scheme):
        found[split[1]] = predict(split)
    return found
