"""Is the number plausible? The requirement beside historical missions, and how far such estimates were off."""

from __future__ import annotations

import math
from dataclasses import dataclass

from interpose.brief.charts.precedent import mission_rank, shipped_missions
from interpose.brief.context import BriefContext
from interpose.brief.text.format_number import about, off_in_words, times_off
from interpose.brief.text.names import names
from interpose.case import Range
from interpose.case.read.missions import MissionCase, MissionLibrary
from interpose.requirement import Backtest, Calibration, backtest, calibrate, density_strip

__all__ = ["PrecedentRow", "PrecedentView", "SourceLink", "precedent_view"]


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Where a number was read: a title, and an address where there is one."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentRow:
    """One mission in the table.

    Parameters
    ----------
    name, mandate : str
        The mission, and the mandate that it is tried as.
    ground : str
        Its line or its population, with its range.
    persons, when : str
        Largest strength on record, and its date.
    estimate, off : str
        What was estimated without it, and how far off that is; or why it is not scored.
    inside : bool or None
        Whether the range held it; None where it is not scored.
    sources : tuple of SourceLink
        Where strength and ground were read.
    """

    name: str
    mandate: str
    ground: str
    persons: str
    when: str
    estimate: str
    off: str
    inside: bool | None
    sources: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentView:
    """What precedent says of the requirement.

    Parameters
    ----------
    persons_per_km : Range
        What the scenario's mandate would need on a km of planned line.
    fewer, missions : int
        Missions with a line that were less dense, and how many there are.
    nearest : str
        The missions that come nearest in density.
    calibration : Calibration or None
        The most likely number at the level of the missions of the mandate; None where too few are in the library.
    found : Backtest
        The errors.
    inside : int
        Missions that their range held.
    failures : tuple of str
        What went wrong, in plain words.
    rows : tuple of PrecedentRow
        Every mission with its sources.
    """

    persons_per_km: Range
    fewer: int
    missions: int
    nearest: str
    calibration: Calibration | None
    found: Backtest
    inside: int
    failures: tuple[str, ...]
    rows: tuple[PrecedentRow, ...]


def precedent_view(context: BriefContext, library: MissionLibrary | None = None) -> PrecedentView:
    """Set the requirement beside the missions of the library.

    Parameters
    ----------
    context : BriefContext
        The result.
    library : MissionLibrary, optional
        The missions; the shipped library unless given.

    Returns
    -------
    PrecedentView
        Errors and failures. The backtest is run here: nothing of it is stored.
    """
    shipped = library if library is not None else shipped_missions()
    found, strip = backtest(shipped), density_strip(shipped)
    requirement, need = context.assessment.requirement, context.need
    line_km = requirement.area.planned_line_km.mode
    dense = need.personnel.times(Range.exactly(1 / line_km))
    fewer = sum(row.persons_per_km < dense.mode for row in strip)
    near = sorted(strip, key=lambda row: (abs(math.log(row.persons_per_km / dense.mode)), row.id))[:2]
    inside = sum(score.inside for score in found.missions)
    return PrecedentView(
        persons_per_km=dense,
        fewer=fewer,
        missions=len(strip),
        nearest=names([f"{row.name} ({about(row.persons_per_km)} on a km)" for row in near]),
        calibration=calibrate(shipped, need.id, need.personnel),
        found=found,
        inside=inside,
        failures=_failures(context, shipped, found),
        rows=tuple(_row(case, shipped, found) for case in sorted(shipped.missions, key=lambda each: _place(each, found))),
    )


def _failures(context: BriefContext, library: MissionLibrary, found: Backtest) -> tuple[str, ...]:
    """Tell what the backtest does not carry."""
    said = []
    notes = {case.mission.id: case.mission.note for case in library.missions}
    for score in found.missions:
        if not score.inside:
            why = f" {notes[score.id]}" if notes[score.id] else ""
            said.append(f"{score.name} lies outside its range: the estimate was {off_in_words(score.log_error)}.{why}")
    worst = [
        f"{_mandate(library, each.id).lower()} {times_off(each.median_abs_log_error)} times ({each.missions} missions)"
        for each in sorted(found.mandates, key=lambda each: (-each.median_abs_log_error, each.id))
    ]
    said.append(f"The median error by mandate is {names(worst)}.")
    verdict = "do not beat" if found.median_abs_log_error >= found.median_abs_log_error_of_density else "beat"
    said.append(
        f"The rules {verdict} plain density: the mean density of the other missions of a mandate is "
        f"{times_off(found.median_abs_log_error_of_density)} times off in the median. Rules say what is needed and why, "
        "not how many better than precedent does."
    )
    said.append(
        f"The ranges of the rules themselves, which this brief states, held {found.coverage_of_rules:.0%} of the missions. "
        "They are ranges of one design on one line, narrower than history."
    )
    tested = {score.mandate for score in found.missions}
    untested = [need.name for need in context.assessment.requirement.mandates if need.id not in tested]
    if untested:
        said.append(f"No mission of the library tests {names(untested)}: no such force has been scored.")
    said += [f"{_named(library, mission)} is not scored. {why}" for mission, why in found.not_scored]
    said.append(
        "The numbers of the rules were chosen with these missions in view, and mandates were assigned to missions by us: "
        "leaving one out moves its level and cannot undo that."
    )
    return tuple(said)


def _row(case: MissionCase, library: MissionLibrary, found: Backtest) -> PrecedentRow:
    mission, peak = case.mission, case.peak("actual")
    score = next((each for each in found.missions if each.id == mission.id), None)
    by_people = any(rule.driver == "per_1000_population" for rule in library.reference.mandates[mission.mandate].rules)
    measure = mission.population if by_people else mission.line_km
    unit = "people" if by_people else "km"
    ground = "none found" if measure is None else f"{measure.mode:,.0f} {unit}"
    if measure is not None and measure.low < measure.high:
        ground += f" ({measure.low:,.0f} to {measure.high:,.0f})"
    used = [peak.source if peak is not None else None, measure.source if measure is not None else None]
    links = [case.sources[name] for name in dict.fromkeys(used) if name is not None]
    estimate = "not scored"
    if score is not None:
        estimate = f"{about(score.estimate.mode)} ({about(score.estimate.low)} to {about(score.estimate.high)})"
    return PrecedentRow(
        name=mission.name,
        mandate=_mandate(library, mission.mandate),
        ground=ground,
        persons=f"{peak.persons:,}" if peak is not None else "none found",
        when=peak.as_of if peak is not None else "",
        estimate=estimate,
        off=off_in_words(score.log_error) if score is not None else "",
        inside=score.inside if score is not None else None,
        sources=tuple(SourceLink(source.title, source.url) for source in links),
    )


def _place(case: MissionCase, found: Backtest) -> tuple[object, ...]:
    errors = {score.id: score.log_error for score in found.missions}
    return (
        case.mission.id not in errors,
        mission_rank(case.mission.mandate),
        errors.get(case.mission.id, 0.0),
        case.mission.id,
    )


def _mandate(library: MissionLibrary, mandate: str) -> str:
    return library.reference.mandates[mandate].name


def _named(library: MissionLibrary, mission: str) -> str:
    return next(case.mission.name for case in library.missions if case.mission.id == mission)
