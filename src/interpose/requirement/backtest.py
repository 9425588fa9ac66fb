"""Estimates against history: each mission foretold without itself, errors told and not tuned away."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interpose.case.quantities import Range
from interpose.case.read.missions import PlanningReference, rules_of_missions
from interpose.case.read.precedents import load_precedents
from interpose.case.tables.missions import Precedent
from interpose.errors import UsageError
from interpose.notebook import Summarised
from interpose.plain import keyed
from interpose.requirement.bare import measures_of_line, size_line
from interpose.requirement.precedents.mixture import quantiles
from interpose.requirement.precedents.model import fit, scored
from interpose.requirement.precedents.peers import SCHEMES
from interpose.requirement.precedents.recalled import RecalledEffect, effects_of_recalled
from interpose.requirement.precedents.rules_tried import (
    PlaceOfRules,
    RulesTrial,
    mandate_of_class,
    places_of_rules,
    trials_of_rules,
)
from interpose.requirement.precedents.scores import COVERAGE, ModelScore, score_models

__all__ = ["Backtest", "MandateScore", "MissionScore", "NotScored", "StripRow", "backtest", "density_strip"]

_FEWEST = 2
"""With fewer other missions of its class, the level of a mission comes from what is common to all."""

_RANGE = ((1 - COVERAGE) / 2, 0.5, (1 + COVERAGE) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionScore:
    """One mission foretold from all others.

    Parameters
    ----------
    id, name, mandate : str
        The mission, and its class.
    actual : int
        Its peak (persons).
    authorised : int or None
        Authorised strength in force at the peak; None where none was found.
    rules : Range or None
        What the shipped rules ask for on its ground (persons); None where its class has no rules.
    estimate : Range
        What the other missions foretell: median, and the range that is meant to hold 90 in 100 (persons).
    log_error : float
        ln(estimate / actual): 0.69 is twice too many, -0.69 half.
    log_error_authorised : float or None
        The same against the authorised strength.
    inside : bool
        Whether the range holds the peak.
    pooled : bool
        Whether its level came from what is common to all classes, since fewer than two others share its own.
    """

    id: str
    name: str
    mandate: str
    actual: int
    authorised: int | None
    rules: Range | None
    estimate: Range
    log_error: float
    log_error_authorised: float | None
    inside: bool
    pooled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateScore:
    """Errors of the missions of one class: how many, median and 90 % absolute log error, share inside the range."""

    id: str
    missions: int
    median_abs_log_error: float
    p90_abs_log_error: float
    coverage: float


@keyed
class NotScored(NamedTuple):
    """A mission that the backtest leaves out, and why."""

    id: str
    why: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Backtest(Summarised):
    """How far the estimates were off.

    Parameters
    ----------
    missions : tuple of MissionScore
        Scored missions, by name.
    not_scored : tuple of NotScored
        Missions that were left out, and why.
    median_abs_log_error, p90_abs_log_error : float
        Over all scored missions, against the peak.
    median_abs_log_error_authorised : float or None
        The same against authorised strength, where it is on record.
    coverage : float
        Share of missions whose peak lies in the range of the estimate.
    coverage_of_rules : float
        Share whose peak lies in the range of the shipped rules, of those that have rules.
    median_abs_log_error_of_rules : float
        Median error of the shipped rules as they are.
    median_abs_log_error_of_density : float
        Median error of the mean density of the other missions of the class.
    mandates : tuple of MandateScore
        The same by class.
    models : tuple of ModelScore
        Ways to foresee a size side by side, by what is left out.
    place_of_rules : tuple of PlaceOfRules
        What rules ask for beside what missions had, by mandate; some of the missions were in view when the rules were set.
    trials_of_rules : tuple of RulesTrial
        The same on the missions that were not, so that it is a test.
    recalled : tuple of RecalledEffect
        Errors of the model without what was recalled and not read.
    """

    missions: tuple[MissionScore, ...]
    not_scored: tuple[NotScored, ...]
    median_abs_log_error: float
    p90_abs_log_error: float
    median_abs_log_error_authorised: float | None
    coverage: float
    coverage_of_rules: float
    median_abs_log_error_of_rules: float
    median_abs_log_error_of_density: float
    mandates: tuple[MandateScore, ...]
    models: tuple[ModelScore, ...]
    place_of_rules: tuple[PlaceOfRules, ...]
    trials_of_rules: tuple[RulesTrial, ...]
    recalled: tuple[RecalledEffect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRow:
    """A mission on the density strip: persons at its peak, on its length of line (km), and their ratio."""

    id: str
    name: str
    mandate: str
    persons: int
    line_km: float
    persons_per_km: float


def backtest(
    table: Sequence[Precedent] | None = None, schemes: Sequence[str] = SCHEMES, *, with_recalled: bool = True
) -> Backtest:
    """Estimate each mission without that mission.

    Parameters
    ----------
    table : sequence of Precedent, optional
        The precedents; the shipped ones unless given.
    schemes : sequence of str, optional
        What is left out where models are set side by side: `itself`, `conflict`, `decade`, `forward`; all unless given.
    with_recalled : bool
        Whether to tell what recalled numbers contribute, which takes five fits more.

    Returns
    -------
    Backtest
        Errors and coverage, by mission, by class and in all.

    Raises
    ------
    UsageError
        Where fewer than four missions can be scored, or a scheme is not known.

    Examples
    --------
    >>> found = backtest(schemes=["itself"])
    >>> len(found.missions), round(math.exp(found.median_abs_log_error), 2)
    (102, 1.85)
    """
    unknown = [each for each in schemes if each not in SCHEMES]
    if unknown:
        raise UsageError(f"{unknown[0]!r} is nothing that can be left out", f"use some of: {', '.join(SCHEMES)}")
    every = tuple(table) if table is not None else load_precedents()
    missions = sorted(scored(every), key=lambda each: each.id)
    mixtures = fit(missions).without_itself()
    foretold = quantiles(mixtures, _RANGE)
    reference = rules_of_missions()
    tried = [*missions, *(each for each in every if each.tries_rules)]
    asked_of_tried = _asked(tried, reference, quiet=False)
    asked = {each.id: asked_of_tried[each.id] for each in missions if each.id in asked_of_tried}
    consented = [each for each in tried if each.consent == "full"]
    scores = [_score(each, missions, asked.get(each.id), *row) for each, row in zip(missions, foretold.tolist(), strict=True)]
    errors = [each.log_error for each in scores]
    authorised = [abs(each.log_error_authorised) for each in scores if each.log_error_authorised is not None]
    models = score_models(
        missions, {name: each.mode for name, each in asked.items()}, list(dict.fromkeys(("itself", *schemes)))
    )
    density = next(each for each in models if (each.model, each.left_out) == ("density", "itself"))
    below = {
        each.id: mixture.share_below(asked[each.id].mode)
        for each, mixture in zip(missions, mixtures, strict=True)
        if each.id in asked
    }
    ruled = [each for each in scores if each.rules is not None]
    return Backtest(
        missions=tuple(scores),
        not_scored=tuple(NotScored(each.id, each.note or "its table says so") for each in every if not each.scored),
        median_abs_log_error=median(map(abs, errors)),
        p90_abs_log_error=float(np.quantile(np.abs(errors), 0.9)),
        median_abs_log_error_authorised=median(authorised) if authorised else None,
        coverage=sum(each.inside for each in scores) / len(scores),
        coverage_of_rules=_held_by_rules(ruled),
        median_abs_log_error_of_rules=median(abs(math.log(_times(each))) for each in ruled) if ruled else 0.0,
        median_abs_log_error_of_density=density.median_abs_log_error,
        mandates=tuple(_of_class(name, scores) for name in dict.fromkeys(sorted(each.mandate for each in scores))),
        models=tuple(models),
        place_of_rules=places_of_rules(missions, asked, below, reference),
        trials_of_rules=trials_of_rules(tried, asked_of_tried, _asked(consented, reference, quiet=True), reference),
        recalled=effects_of_recalled(missions) if with_recalled else (),
    )


def density_strip() -> tuple[StripRow, ...]:
    """Set the shipped missions along a line beside one another by persons on a km: a picture, no forecast.

    Returns
    -------
    tuple of StripRow
        Those that are measured by a line, the thinnest first.
    """
    rows = [
        StripRow(
            id=each.id,
            name=each.name,
            mandate=each.mandate_class,
            persons=each.peak,
            line_km=each.line_km,
            persons_per_km=each.peak / each.line_km,
        )
        for each in load_precedents()
        if each.by_line and each.peak is not None and each.line_km is not None
    ]
    return tuple(sorted(rows, key=lambda row: (row.persons_per_km, row.id)))


def _asked(missions: Sequence[Precedent], reference: PlanningReference, *, quiet: bool) -> dict[str, Range]:
    """Size every mission whose class has rules with the shipped rules, on its own ground."""
    mandates = mandate_of_class(reference)
    found = {}
    for each in missions:
        if each.mandate_class not in mandates:
            continue
        line = Range.exactly(1)
        if each.by_line and each.line_km is not None:
            line = Range(each.line_km_low or each.line_km, each.line_km, each.line_km_high or each.line_km)
        measures = measures_of_line(reference, line, population=None if each.by_line else each.population, quiet=quiet)
        _, found[each.id] = size_line(reference, mandates[each.mandate_class], measures)
    return found


def _score(
    mine: Precedent, missions: Sequence[Precedent], rules: Range | None, low: float, middle: float, high: float
) -> MissionScore:
    actual = mine.peak or 0
    others = sum(each.mandate_class == mine.mandate_class for each in missions) - 1
    return MissionScore(
        id=mine.id,
        name=mine.name,
        mandate=mine.mandate_class,
        actual=actual,
        authorised=mine.authorised,
        rules=rules,
        estimate=Range(low, middle, high),
        log_error=math.log(middle / actual),
        log_error_authorised=math.log(middle / mine.authorised) if mine.authorised else None,
        inside=low <= actual <= high,
        pooled=others < _FEWEST,
    )


def _held_by_rules(ruled: Sequence[MissionScore]) -> float:
    held = sum(each.rules is not None and each.rules.low <= each.actual <= each.rules.high for each in ruled)
    return held / len(ruled) if ruled else 0.0


def _times(row: MissionScore) -> float:
    """Say how many times its peak the rules ask for."""
    return row.rules.mode / row.actual if row.rules is not None else math.nan


def _of_class(name: str, scores: Sequence[MissionScore]) -> MandateScore:
    same = [each for each in scores if each.mandate == name]
    errors: NDArray[np.float64] = np.abs([each.log_error for each in same])
    return MandateScore(
        id=name,
        missions=len(same),
        median_abs_log_error=median(errors.tolist()),
        p90_abs_log_error=float(np.quantile(errors, 0.9)),
        coverage=sum(each.inside for each in same) / len(same),
    )
