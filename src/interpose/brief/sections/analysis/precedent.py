"""Is the number plausible? What such missions had beside what the rules ask for, and how far such estimates were off."""

from __future__ import annotations

import math
from dataclasses import dataclass

from interpose.brief.charts.precedent import errors_of, missions_of_class
from interpose.brief.context import BriefContext
from interpose.brief.tables.precedent import CLASS_NAMES
from interpose.brief.text.format_number import about, off_in_words, per_cent, times_off
from interpose.brief.text.names import names
from interpose.brief.text.precedent import authorised_words, trial_words
from interpose.case.tables.missions import Precedent, PrecedentSource
from interpose.requirement import Backtest, MissionScore, PrecedentEstimate
from interpose.requirement.precedents.recalled import unconfirmed

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
    name, start : str
        The mission, and its first month.
    ground : str
        Its line or its population, with its range.
    persons, when : str
        Largest strength on record, and its date.
    estimate, off : str
        What was estimated without it, and how far off that is.
    inside : bool
        Whether the range held it.
    sources : tuple of SourceLink
        Where strength and ground were read; what was recalled says so.
    """

    name: str
    start: str
    ground: str
    persons: str
    when: str
    estimate: str
    off: str
    inside: bool
    sources: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentView:
    """What precedent says of the requirement.

    Parameters
    ----------
    estimate : PrecedentEstimate or None
        What such missions had on this ground; None where the rules stand alone.
    alone : str or None
        Why they stand alone.
    at_least : str
        Shares of such missions that were as large as round numbers, in words.
    authorised : str
        What missions had at their peak over what was authorised, in words.
    found : Backtest
        The errors.
    inside : int
        Missions that their range held.
    failures : tuple of str
        What went wrong, in plain words.
    rows : tuple of PrecedentRow
        The missions of the class with their sources, the largest first.
    """

    estimate: PrecedentEstimate | None
    alone: str | None
    at_least: str
    authorised: str
    found: Backtest
    inside: int
    failures: tuple[str, ...]
    rows: tuple[PrecedentRow, ...]


def precedent_view(context: BriefContext) -> PrecedentView:
    """Set the requirement beside the precedents of the case.

    Parameters
    ----------
    context : BriefContext
        The result.

    Returns
    -------
    PrecedentView
        Errors and failures. The backtest is run here: nothing of it is stored.
    """
    case, need = context.assessment.case, context.need
    found = errors_of(case.precedents)
    missions = missions_of_class(context.assessment)
    scores = {score.id: score for score in found.missions}
    sources = {source.id: source for source in case.precedent_sources}
    told = need.precedent.at_least if need.precedent is not None else ()
    return PrecedentView(
        estimate=need.precedent,
        alone=need.without_precedent,
        at_least=names([f"{each.persons:,}: {per_cent(each.share)}" for each in told]),
        authorised=authorised_words(need.authorised) if need.authorised is not None else "",
        found=found,
        inside=sum(score.inside for score in found.missions),
        failures=_failures(context, found),
        rows=tuple(_row(each, scores[each.id], sources) for each in missions),
    )


def _failures(context: BriefContext, found: Backtest) -> tuple[str, ...]:
    """Tell what the backtest does not carry."""
    told = context.need.precedent
    own = told.mandate_class if told is not None else ""
    said = [
        f"{score.name} lies outside its range: the estimate was {off_in_words(score.log_error)}."
        for score in found.missions
        if not score.inside and score.mandate == own
    ]
    others = sum(not score.inside for score in found.missions) - len(said)
    if others:
        said.append(f"{others} missions of other classes lie outside theirs.")
    worst = [
        f"{CLASS_NAMES[each.id]} {times_off(each.median_abs_log_error)} times ({each.missions} missions)"
        for each in sorted(found.mandates, key=lambda each: (-each.median_abs_log_error, each.id))
    ]
    said.append(f"The median error by mandate is {names(worst)}.")
    said += [
        f"The rules, tried on the lines of {place.missions} such missions, ask for {place.times:.1f} times what they had in "
        f"the median; their own range held {per_cent(place.coverage)} of them."
        for place in found.place_of_rules
        if place.mandate == context.need.id
    ]
    said += [trial_words(trial) for trial in found.trials_of_rules if trial.mandate == context.need.id]
    said.append(
        f"Density is the wrong model: {times_off(found.median_abs_log_error_of_density)} times off in the median, since twice "
        "the ground had far less than twice the persons."
    )
    alone = [need.name for need in context.assessment.requirement.mandates if need.precedent is None]
    if alone:
        said.append(f"No mission on record tests {names(alone)}: there the rules stand alone.")
    recalled = [row for row in context.assessment.case.precedents if row.scored and row.recalled]
    without = {each.table: each for each in found.recalled}.get("recalled")
    effect = (
        f" (without them half are within {math.exp(without.median_abs_log_error):.2f} times, and the ranges hold "
        f"{per_cent(without.coverage)})"
        if without is not None
        else ""
    )
    unborne = sum(map(unconfirmed, recalled))
    said.append(
        f"{len(recalled)} missions have a peak or a ground that was recalled and not read{effect}; {unborne} of these peaks "
        "are borne out by no other source. Classes and leads were coded by one person who knew the history. "
        "Missions that were never sent because they would have been too large are missing."
    )
    return tuple(said)


def _row(mission: Precedent, score: MissionScore, sources: dict[str, PrecedentSource]) -> PrecedentRow:
    by_line = mission.by_line
    low, high = (mission.line_km_low, mission.line_km_high) if by_line else (mission.population_low, mission.population_high)
    ground = f"{mission.driver or 0:,.0f} {'km' if by_line else 'people'}"
    if low is not None and high is not None and low < high:
        ground += f" ({low:,.0f} to {high:,.0f})"
    used = [mission.peak_source, mission.line_km_source if by_line else mission.population_source]
    links = []
    for name in dict.fromkeys(each for each in used if each is not None):
        source = sources.get(name)
        where = source.where if source is not None and source.where and source.where.startswith("http") else None
        links.append(SourceLink(source.title if source is not None else name, where.split(" ")[0] if where else None))
    return PrecedentRow(
        name=mission.name,
        start=mission.start,
        ground=ground,
        persons=f"{score.actual:,}",
        when=mission.peak_month or "",
        estimate=f"{about(score.estimate.mode)} ({about(score.estimate.low)} to {about(score.estimate.high)})",
        off=off_in_words(score.log_error),
        inside=score.inside,
        sources=tuple(links),
    )
