"""Tables of precedent: each mission beside its estimate, what the rules ask for among them, and persons on a km of line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from interpose.brief.table import Cell, Table, from_headings
from interpose.brief.text.format_number import about, mode_and_range, per_cent, spread, times_off
from interpose.brief.text.precedent import authorised_words, exceeded, recalled_words
from interpose.case import Range
from interpose.case.tables.missions import Precedent
from interpose.requirement import AuthorisedPeak, Backtest, PrecedentEstimate, RecalledEffect
from interpose.requirement.backtest import MissionScore, StripRow
from interpose.requirement.precedents.build_up import ArrivalShare, DrawdownShare

__all__ = [
    "CLASS_NAMES",
    "LEFT_OUT",
    "MODEL_NAMES",
    "RECALLED_NAMES",
    "backtest_tables",
    "beside_table",
    "course_tables",
    "effects_table",
    "precedent_tables",
    "strip_table",
]

CLASS_NAMES = {
    "observe_line": "observe a line",
    "observe_country": "observe a country",
    "interpose": "interpose",
    "secure": "secure people",
    "implement": "implement an agreement",
}
MODEL_NAMES = {
    "precedent": "precedent: mandate, ground and lead",
    "mandate": "a constant for each mandate",
    "rules": "the rules at the level of their mandate",
    "density": "density of the mandate",
    "constant": "one constant",
}
LEFT_OUT = {
    "itself": "each without itself",
    "conflict": "each without its conflict",
    "decade": "each without its decade",
    "forward": "since 1990, from those before",
}

RECALLED_NAMES = {
    "all": "all missions",
    "unconfirmed": "without peaks that no other source bears out",
    "peaks": "without peaks that were recalled",
    "recalled": "without missions whose peak or ground was recalled",
    "second_sources": "all, with the other source's number where there is one",
}


def backtest_tables(found: Backtest) -> Iterator[Table]:
    """Put the errors of a backtest into tables for a terminal, with a chart in characters."""
    yield from_headings(
        "Each mission estimated without itself",
        ["mission", "class", "peak", "authorised", "estimate (90 % range)", "times off", "inside", "rules ask for"],
        [
            (
                each.id,
                CLASS_NAMES[each.mandate] + (" *" if each.pooled else ""),
                each.actual,
                each.authorised,
                mode_and_range(each.estimate),
                f"{times_off(each.log_error)} too {'many' if each.log_error > 0 else 'few'}",
                each.inside,
                None if each.rules is None else round(each.rules.mode),
            )
            for each in found.missions
        ],
        numbers=["peak", "authorised", "estimate (90 % range)", "times off", "rules ask for"],
        note="* level taken from what is common to all classes, since fewer than two others share its own.",
    )
    yield from_headings(
        "Estimate over peak",
        ["mission", "a twentieth to twenty times, logarithmic"],
        [(each.id, _bar(each)) for each in sorted(found.missions, key=lambda each: (each.log_error, each.id))],
        note="│ right; ◆ estimate, ─ its 90 % range.",
    )
    yield _errors(found)
    yield _models(found)
    yield from _rules(found)
    yield effects_table(found.recalled)
    if found.not_scored:
        yield from_headings("Not scored", ["mission", "why"], found.not_scored)


def _rules(found: Backtest) -> Iterator[Table]:
    """Tell what the rules ask for beside what missions had: all missions, then those that are a test."""
    yield from_headings(
        "What the rules ask for beside what missions had",
        ["rules of", "class", "missions", "in view", "times the peak, median", "inside their range", "more than"],
        [
            (
                each.mandate,
                CLASS_NAMES[each.mandate_class],
                each.missions,
                each.in_view,
                f"{each.times:.1f}",
                f"{each.coverage:.0%}",
                f"{each.exceed:.0%} of such missions",
            )
            for each in found.place_of_rules
        ],
        numbers=["missions", "in view", "times the peak, median", "inside their range"],
        note="Rules say what is needed and why, precedent how many were sent; neither is corrected by the other. The numbers "
        "of the rules were set with the missions “in view”: on those this is no test.",
    )
    yield from_headings(
        "The rules on missions that were not in view when they were set: a test",
        ["rules of", "line", "missions", "left out", "times the peak, median", "times off, median", "inside their range"],
        [
            (
                each.mandate,
                "quiet" if each.quiet else "any",
                each.missions,
                each.in_view,
                None if each.times is None else f"{each.times:.1f}",
                None if each.median_abs_log_error is None else times_off(each.median_abs_log_error),
                None if each.coverage is None else f"{each.coverage:.0%}",
            )
            for each in found.trials_of_rules
        ],
        numbers=["missions", "left out", "times the peak, median", "times off, median", "inside their range"],
        note="Left out: those in view. Numbers for a quiet line are tried where all parties consented. Missions that the model "
        "is not fitted to are tried too, where precedents.csv says so (tries_rules).",
    )


def effects_table(effects: Sequence[RecalledEffect]) -> Table:
    """Tell what recalled numbers contribute to the errors of the model of precedents.

    Parameters
    ----------
    effects : sequence of RecalledEffect
        Errors of the whole table, and of tables without some of what was recalled.

    Returns
    -------
    Table
        A row a table.
    """
    return from_headings(
        "What recalled numbers contribute",
        ["table", "missions", "median", "nine in ten", "inside", "interval score"],
        [
            (
                RECALLED_NAMES[each.table],
                each.missions,
                f"{math.exp(each.median_abs_log_error):.2f} times",
                f"{times_off(each.p90_abs_log_error)} times",
                f"{each.coverage:.0%}",
                f"{each.interval_score:.2f}",
            )
            for each in effects
        ],
        numbers=["missions", "median", "nine in ten", "inside", "interval score"],
        note="Each mission foretold without itself. Which numbers were recalled: `interpose cases --missions --recalled`.",
    )


def _models(found: Backtest) -> Table:
    return from_headings(
        "Ways to foresee a size, side by side",
        ["model", "left out", "missions", "median", "nine in ten", "inside", "range reaches", "interval score"],
        [
            (
                MODEL_NAMES[each.model],
                LEFT_OUT[each.left_out],
                each.missions,
                f"{math.exp(each.median_abs_log_error):.2f} times",
                f"{times_off(each.p90_abs_log_error)} times",
                f"{each.coverage:.0%}",
                f"{each.width:.1f} times",
                f"{each.interval_score:.2f}",
            )
            for each in found.models
        ],
        numbers=["missions", "median", "nine in ten", "inside", "range reaches", "interval score"],
        note="A lower interval score is better. Rules are tried on the missions whose class has rules.",
    )


def _errors(found: Backtest) -> Table:
    rows = [
        *(
            (CLASS_NAMES[each.id], each.missions, each.median_abs_log_error, each.p90_abs_log_error, each.coverage)
            for each in found.mandates
        ),
        ("all", len(found.missions), found.median_abs_log_error, found.p90_abs_log_error, found.coverage),
    ]
    return from_headings(
        "How far off",
        ["class", "missions", "median", "nine in ten", "inside the range"],
        [
            (name, n, f"{math.exp(middle):.2f} times", f"{times_off(most)} times", f"{share:.0%}")
            for name, n, middle, most, share in rows
        ],
        numbers=["missions", "median", "nine in ten", "inside the range"],
        note=f"Rules as shipped: median {times_off(found.median_abs_log_error_of_rules)} times off, "
        f"{found.coverage_of_rules:.0%} inside their range. Density alone: "
        f"{times_off(found.median_abs_log_error_of_density)} times off.",
    )


def beside_table(
    rows: Sequence[tuple[str, PrecedentEstimate | None, str | None]], authorised: AuthorisedPeak | None = None
) -> Table:
    """Set what such missions had beside what the rules of mandates ask for.

    Parameters
    ----------
    rows : sequence of tuple
        Name of the mandate, its precedent, and why there is none.
    authorised : AuthorisedPeak, optional
        What missions had at their peak over what was authorised.

    Returns
    -------
    Table
        Median, half and nine in ten, and the place of the rules.
    """
    told: list[tuple[Cell, ...]] = []
    remarks: list[str] = []
    for name, found, why in rows:
        if found is None:
            told.append((name, "-", None, None, None, why))
            continue
        exceed = "" if found.rules_exceed is None else f"more than {exceeded(found.rules_exceed)} of them"
        led = ", alliance" if found.alliance else ""
        ground = f"{CLASS_NAMES[found.mandate_class]}{led}: {found.missions} on record"
        told.append((name, ground, about(found.persons.mode), spread(found.half), spread(found.persons), exceed))
        remarks += [each for each in found.remarks if each not in remarks]
    return from_headings(
        "What precedent foretells for this ground: persons at the peak",
        ["mandate", "precedents", "median", "half of them", "nine in ten", "the rules ask for"],
        told,
        numbers=["median", "half of them", "nine in ten"],
        note=" ".join(
            [
                "Precedent says what was sent, not what was enough; the rules say what is needed and why.",
                *remarks,
                *([] if authorised is None else [authorised_words(authorised)]),
            ]
        ),
    )


def precedent_tables(rows: Sequence[Precedent], estimate: PrecedentEstimate | None) -> Iterator[Table]:
    """Put precedents into a table for a terminal, and what they foretell for a ground.

    Parameters
    ----------
    rows : sequence of Precedent
        Those that were asked for.
    estimate : PrecedentEstimate or None
        What such missions had on a ground.

    Yields
    ------
    Table
        The missions, what other sources say of peaks that were recalled, then the estimate.
    """
    yield from_headings(
        "Missions that the estimates rest on",
        ["mission", "name", "start", "class", "lead", "ground", "peak", "authorised", "basis"],
        [
            (
                each.id,
                each.name,
                each.start,
                CLASS_NAMES[each.mandate_class],
                each.lead,
                "" if each.driver is None else f"{each.driver:,.0f} {'km' if each.by_line else 'people'}",
                each.peak,
                each.authorised,
                ("recalled" if each.recalled else "read") + ("" if each.scored else ", not scored"),
            )
            for each in rows
        ],
        numbers=["ground", "peak", "authorised"],
        note=f"{recalled_words(rows)} --format json gives ranges and sources.",
    )
    recalled = [each for each in rows if each.scored and (each.peak_recalled or each.second_peak is not None)]
    if recalled:
        yield _second_sources(recalled)
    if estimate is not None:
        yield beside_table([(f"on {estimate.driver:,.0f} {estimate.unit}", estimate, None)])
        yield from_headings(
            "How many of such missions were at least as large",
            ["persons", "share"],
            [(f"{each.persons:,}", per_cent(each.share)) for each in estimate.at_least],
            numbers=["persons", "share"],
        )


def _second_sources(rows: Sequence[Precedent]) -> Table:
    """Tell what another source says of the peaks that the author of the table had from memory."""
    return from_headings(
        "Peaks that were recalled, and what another source says",
        ["mission", "peak", "range", "other source", "inside", "what it says"],
        [
            (
                each.id,
                each.peak,
                f"{each.peak_low or each.peak:,} to {each.peak_high or each.peak:,}",
                each.second_peak,
                None
                if each.second_peak is None
                else (each.peak_low or 0) <= each.second_peak <= (each.peak_high or each.second_peak),
                each.second_source or "none found",
            )
            for each in rows
        ],
        numbers=["peak", "range", "other source"],
        note=f"{sum(each.second_peak is None for each in rows)} of {len(rows)} have no other source. What they contribute: "
        "`interpose backtest`.",
    )


def course_tables(built: Sequence[ArrivalShare], went: Sequence[DrawdownShare]) -> Iterator[Table]:
    """Put how missions built up and went into tables.

    Parameters
    ----------
    built : sequence of ArrivalShare
        Shares of what was first authorised, by month.
    went : sequence of DrawdownShare
        Shares of the peak, by months before the end.

    Yields
    ------
    Table
        Arrival, then drawdown.
    """
    quantiles = ["one in ten below", "median", "one in ten above"]
    yield from_headings(
        "How missions built up: share of the first authorised number",
        ["missions", "months after the mandate", "number", *quantiles],
        [(each.kind, each.month, each.missions, each.p10, each.p50, each.p90) for each in built],
        numbers=["months after the mandate", "number", *quantiles],
        note="Highest strength so far. Fresh and took over are forces; missions that observe are in all.",
    )
    yield from_headings(
        "How missions went: share of the peak",
        ["months before the end", "number", *quantiles],
        [(each.months_before_end, each.missions, each.p10, each.p50, each.p90) for each in went],
        numbers=["months before the end", "number", *quantiles],
    )


def strip_table(strip: Sequence[StripRow], sized: Sequence[tuple[str, Range]], line_km: float) -> Table:
    """Draw persons on a km of line on a logarithmic scale, missions and mandates together."""
    rows = [(row.persons_per_km, row.persons_per_km, row.persons_per_km, row.id, False) for row in strip]
    rows += [(r.low / line_km, r.mode / line_km, r.high / line_km, name, True) for name, r in sized]
    least, most = math.log(0.02), math.log(500)

    def place(density: float) -> int:
        return round(39 * (min(max(math.log(density), least), most) - least) / (most - least))

    drawn = []
    for low, mode, high, name, ours in sorted(rows, key=lambda row: (row[1], row[3])):
        cells = ["·"] * 40
        if ours:
            cells[place(low) : place(high) + 1] = "─" * (place(high) - place(low) + 1)
        cells[place(mode)] = "◆" if ours else "●"
        drawn.append((f"{name} (this line)" if ours else name, f"{mode:.3g}", "".join(cells)))
    return from_headings(
        "Persons on a km of line, beside historical missions",
        ["what", "on a km", "0.02 to 500, logarithmic"],
        drawn,
        numbers=["on a km"],
        note="● peak over length of line; ◆ most likely requirement, ─ its range. A picture, no forecast: size grows far less "
        "than a line does.",
    )


def _bar(score: MissionScore) -> str:
    """Draw the estimate and its range over the peak on a logarithmic scale."""
    width, reach = 61, math.log(20)

    def place(persons: float) -> int:
        error = min(max(math.log(persons / score.actual), -reach), reach)
        return round((error + reach) / (2 * reach) * (width - 1))

    cells = ["·"] * width
    low, high = place(score.estimate.low), place(score.estimate.high)
    cells[low : high + 1] = "─" * (high - low + 1)
    cells[width // 2] = "│"
    cells[place(score.estimate.mode)] = "◆"
    return "".join(cells)
