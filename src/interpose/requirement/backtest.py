"""The rules against history: each mission estimated without itself, errors told and not tuned away."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from interpose.case.quantities import Range
from interpose.case.read.missions import MissionCase, MissionLibrary
from interpose.case.tables.missions import Measure
from interpose.errors import UsageError
from interpose.notebook import Summarised
from interpose.plain import keyed
from interpose.requirement.bare import measures_of_line, size_line

__all__ = [
    "Backtest",
    "Calibration",
    "MandateScore",
    "MissionScore",
    "NotScored",
    "StripRow",
    "backtest",
    "calibrate",
    "density_strip",
]

COVERAGE = 0.9
"""Share of missions that a stated range is meant to hold."""

_FEWEST = 2
"""With fewer other missions of its mandate, a mission takes its level from all mandates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionScore:
    """One mission estimated with rules calibrated on the others.

    Parameters
    ----------
    id, name, mandate : str
        The mission, and the mandate whose rules were tried on it.
    actual : int
        Largest actual strength on record (persons).
    authorised : int or None
        Authorised strength in force at that time; None where none was found.
    rules : Range
        What the shipped rules ask for, uncalibrated (persons).
    estimate : Range
        The rules times the level of the other missions; low to high is meant to hold 90 in 100 (persons).
    log_error : float
        ln(estimate / actual): 0.69 is twice too many, -0.69 half.
    log_error_authorised : float or None
        The same against the authorised strength.
    inside : bool
        Whether the range holds the actual strength.
    pooled : bool
        Whether the level came from all mandates, since too few missions share its own.
    """

    id: str
    name: str
    mandate: str
    actual: int
    authorised: int | None
    rules: Range
    estimate: Range
    log_error: float
    log_error_authorised: float | None
    inside: bool
    pooled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateScore:
    """Errors of the missions of one mandate: how many, median and 90 % absolute log error, share inside the range."""

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
        Over all scored missions, against actual strength.
    median_abs_log_error_authorised : float or None
        The same against authorised strength, where it is on record.
    coverage : float
        Share of missions whose actual strength lies in the range of the estimate.
    coverage_of_rules : float
        Share whose actual strength lies in the uncalibrated range of the shipped rules.
    median_abs_log_error_of_rules : float
        Median error of the shipped rules as they are, uncalibrated.
    median_abs_log_error_of_density : float
        Median error of a peer without rules: the mean density of the other missions of the mandate.
    mandates : tuple of MandateScore
        The same by mandate.
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


@dataclass(frozen=True, slots=True)
class Calibration:
    """What precedent makes of a number: how many missions of the mandate there are, their level, and the number at it.

    Parameters
    ----------
    mandate : str
        The mandate.
    missions : int
        Scored missions of it.
    level : float
        Geometric mean of actual strength over what the rules asked for in these missions.
    personnel : Range
        The most likely number times the level, with a range that is meant to hold 90 in 100 (persons).
    """

    mandate: str
    missions: int
    level: float
    personnel: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRow:
    """A mission on the density strip: persons at its peak, on its length of line (km), and their ratio."""

    id: str
    name: str
    mandate: str
    persons: int
    line_km: float
    persons_per_km: float


@dataclass(frozen=True, slots=True)
class _Tried:
    case: MissionCase
    actual: int
    rules: Range
    driver: float

    @property
    def residual(self) -> float:
        return math.log(self.actual / self.rules.mode)


def backtest(library: MissionLibrary) -> Backtest:
    """Estimate each mission of a library without that mission.

    The shipped rules size every mission on its line (or, for internal security, on its population). The level of a
    mandate is the mean log ratio of actual to ruled strength over the *other* missions of the mandate; the width is the
    90 % prediction interval of Student's t with the spread pooled within mandates, again without the mission itself.

    Parameters
    ----------
    library : MissionLibrary
        The missions with their rules.

    Returns
    -------
    Backtest
        Errors and coverage, by mission, by mandate and in all.

    Raises
    ------
    UsageError
        Where fewer than four missions can be scored.

    Examples
    --------
    >>> from interpose.case.read.missions import load_missions
    >>> found = backtest(load_missions())
    >>> len(found.missions) + len(found.not_scored) >= 14
    True
    """
    tried, left_out = _try_all(library)
    if len(tried) < 4:
        raise UsageError(f"only {len(tried)} missions can be scored", "a leave-one-out needs four with a strength and a line")
    scores = [_score(each, [other for other in tried if other is not each]) for each in tried]
    errors = [score.log_error for score in scores]
    authorised = [abs(score.log_error_authorised) for score in scores if score.log_error_authorised is not None]
    names = sorted({score.mandate for score in scores})
    return Backtest(
        missions=tuple(scores),
        not_scored=tuple(left_out),
        median_abs_log_error=median(map(abs, errors)),
        p90_abs_log_error=_p90(errors),
        median_abs_log_error_authorised=median(authorised) if authorised else None,
        coverage=sum(score.inside for score in scores) / len(scores),
        coverage_of_rules=sum(each.rules.low <= each.actual <= each.rules.high for each in tried) / len(tried),
        median_abs_log_error_of_rules=median(abs(each.residual) for each in tried),
        median_abs_log_error_of_density=median(abs(_density_error(each, tried)) for each in tried),
        mandates=tuple(_of_mandate(name, [score for score in scores if score.mandate == name]) for name in names),
    )


def calibrate(library: MissionLibrary, mandate: str, personnel: Range) -> Calibration | None:
    """Scale a requirement by what missions of its mandate really had.

    Parameters
    ----------
    library : MissionLibrary
        The missions.
    mandate : str
        The mandate.
    personnel : Range
        What its rules ask for (persons).

    Returns
    -------
    Calibration or None
        As the backtest scales a mission, with every mission of the mandate in; None with fewer than two of them.

    Examples
    --------
    >>> from interpose.case.read.missions import load_missions
    >>> found = calibrate(load_missions(), "interpose", Range.exactly(20_000))
    >>> found is not None and found.personnel.low < 20_000 < found.personnel.high
    True
    """
    tried, _ = _try_all(library)
    same = [each.residual for each in tried if each.case.mission.mandate == mandate]
    if len(same) < _FEWEST:
        return None
    level = sum(same) / len(same)
    spread, freedom = _spread(tried, within=True)
    mode = personnel.mode * math.exp(level)
    return Calibration(mandate, len(same), math.exp(level), _around(mode, spread, freedom, len(same)))


def density_strip(library: MissionLibrary) -> tuple[StripRow, ...]:
    """Set missions beside one another by persons on a km of line.

    Parameters
    ----------
    library : MissionLibrary
        The missions.

    Returns
    -------
    tuple of StripRow
        Those with a line and an actual strength, the thinnest first.
    """
    rows = []
    for case in library.missions:
        peak, line = case.peak("actual"), case.mission.line_km
        if peak is not None and line is not None:
            density = peak.persons / line.mode
            rows.append(
                StripRow(
                    id=case.mission.id,
                    name=case.mission.name,
                    mandate=case.mission.mandate,
                    persons=peak.persons,
                    line_km=line.mode,
                    persons_per_km=density,
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.persons_per_km, row.id)))


def _try_all(library: MissionLibrary) -> tuple[list[_Tried], list[NotScored]]:
    tried: list[_Tried] = []
    left_out: list[NotScored] = []
    for case in library.missions:
        mission, peak = case.mission, case.peak("actual")
        if mission.not_scored is not None:
            left_out.append(NotScored(mission.id, mission.not_scored))
            continue
        if peak is None or peak.persons == 0:
            left_out.append(NotScored(mission.id, "no actual strength was found"))
            continue
        by_people = any(rule.driver == "per_1000_population" for rule in library.reference.mandates[mission.mandate].rules)
        ground = mission.population if by_people else mission.line_km
        if ground is None:
            lacking = "population" if by_people else "line"
            left_out.append(NotScored(mission.id, f"the rules of {mission.mandate} need a {lacking}, and none was found"))
            continue
        line_km = Range.exactly(1) if by_people else _range(ground)
        measures = measures_of_line(library.reference, line_km, population=round(ground.mode) if by_people else None)
        _, personnel = size_line(library.reference, mission.mandate, measures)
        tried.append(_Tried(case, peak.persons, personnel, ground.mode))
    return tried, left_out


def _score(mine: _Tried, others: Sequence[_Tried]) -> MissionScore:
    mission = mine.case.mission
    same = [other.residual for other in others if other.case.mission.mandate == mission.mandate]
    pooled = len(same) < _FEWEST
    basis = [other.residual for other in others] if pooled else same
    level = sum(basis) / len(basis)
    spread, freedom = _spread(others, within=not pooled)
    mode = mine.rules.mode * math.exp(level)
    estimate = _around(mode, spread, freedom, len(basis))
    in_force = mine.case.authorised_at_peak()
    authorised = in_force.persons if in_force is not None else None
    return MissionScore(
        id=mission.id,
        name=mission.name,
        mandate=mission.mandate,
        actual=mine.actual,
        authorised=authorised,
        rules=mine.rules,
        estimate=estimate,
        log_error=math.log(mode / mine.actual),
        log_error_authorised=math.log(mode / authorised) if authorised else None,
        inside=estimate.low <= mine.actual <= estimate.high,
        pooled=pooled,
    )


def _around(mode: float, spread: float, freedom: int, missions: int) -> Range:
    """Give the prediction interval around a level that is the mean of some missions."""
    reach = float(stdtrit(freedom, (1 + COVERAGE) / 2)) * spread * math.sqrt(1 + 1 / missions)
    return Range(mode * math.exp(-reach), mode, mode * math.exp(reach))


def _spread(tried: Sequence[_Tried], *, within: bool) -> tuple[float, int]:
    """Give the standard deviation of the residuals, within mandates or over all, and its degrees of freedom."""
    groups: dict[str, list[float]] = {}
    for each in tried:
        groups.setdefault(each.case.mission.mandate if within else "all", []).append(each.residual)
    squares = sum(sum((value - sum(group) / len(group)) ** 2 for value in group) for group in groups.values())
    freedom = len(tried) - len(groups)
    return math.sqrt(squares / freedom), freedom


def _density_error(mine: _Tried, tried: Sequence[_Tried]) -> float:
    """Error of the peer: the geometric mean density of the other missions of the mandate, or of all where there is none."""
    others = [other for other in tried if other is not mine]
    same = [each for each in others if each.case.mission.mandate == mine.case.mission.mandate] or others
    level = sum(math.log(other.actual / other.driver) for other in same) / len(same)
    return level + math.log(mine.driver / mine.actual)


def _of_mandate(name: str, scores: Sequence[MissionScore]) -> MandateScore:
    errors = [score.log_error for score in scores]
    return MandateScore(
        id=name,
        missions=len(scores),
        median_abs_log_error=median(map(abs, errors)),
        p90_abs_log_error=_p90(errors),
        coverage=sum(score.inside for score in scores) / len(scores),
    )


def _p90(errors: Sequence[float]) -> float:
    return float(np.quantile(np.abs(errors), 0.9))


def _range(measure: Measure) -> Range:
    return Range(measure.low, measure.mode, measure.high)
