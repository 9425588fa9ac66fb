"""Tables of precedent: each mission beside its estimate, and persons on a km of line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from interpose.brief.tables.table import Table, from_headings
from interpose.brief.text.format_number import mode_and_range, times_off
from interpose.case import Range
from interpose.requirement.backtest import Backtest, MissionScore, StripRow

__all__ = ["backtest_tables", "strip_table"]


def backtest_tables(found: Backtest) -> Iterator[Table]:
    """Put the errors of a backtest into tables for a terminal, with a chart in characters."""
    yield from_headings(
        "Each mission estimated without itself",
        ["mission", "mandate", "actual", "authorised", "estimate (90 % range)", "times off", "inside"],
        [
            (
                each.id,
                each.mandate + (" *" if each.pooled else ""),
                each.actual,
                each.authorised,
                mode_and_range(each.estimate),
                f"{times_off(each.log_error)} too {'many' if each.log_error > 0 else 'few'}",
                each.inside,
            )
            for each in found.missions
        ],
        numbers=["actual", "authorised", "estimate (90 % range)", "times off"],
        note="Largest strengths on record. * level taken from all mandates, since too few missions share its own.",
    )
    yield from_headings(
        "Estimate over actual strength",
        ["mission", "a twentieth to twenty times, logarithmic"],
        [(each.id, _bar(each)) for each in sorted(found.missions, key=lambda each: (each.log_error, each.id))],
        note="│ right; ◆ estimate, ─ its 90 % range.",
    )
    yield from_headings(
        "How far off",
        ["mandate", "missions", "median", "nine in ten", "inside the range"],
        [
            (
                name,
                count,
                f"{times_off(middle)} times",
                f"{times_off(most)} times",
                f"{share:.0%}",
            )
            for name, count, middle, most, share in (
                *(
                    (each.id, each.missions, each.median_abs_log_error, each.p90_abs_log_error, each.coverage)
                    for each in found.mandates
                ),
                ("all", len(found.missions), found.median_abs_log_error, found.p90_abs_log_error, found.coverage),
            )
        ],
        numbers=["missions", "median", "nine in ten", "inside the range"],
        note=f"Uncalibrated rules: median {times_off(found.median_abs_log_error_of_rules)} times off, "
        f"{found.coverage_of_rules:.0%} inside their range. Density alone: "
        f"{times_off(found.median_abs_log_error_of_density)} times off.",
    )
    if found.not_scored:
        yield from_headings("Not scored", ["mission", "why"], found.not_scored)


def strip_table(strip: Sequence[StripRow], sized: Sequence[tuple[str, Range]], line_km: float) -> Table:
    """Draw persons on a km of line on a logarithmic scale, missions and mandates together."""
    rows = [(row.persons_per_km, row.persons_per_km, row.persons_per_km, row.id, False) for row in strip]
    rows += [(r.low / line_km, r.mode / line_km, r.high / line_km, name, True) for name, r in sized]
    least, most = math.log(0.5), math.log(500)

    def place(density: float) -> int:
        return round(39 * (min(max(math.log(density), least), most) - least) / (most - least))

    drawn = []
    for low, mode, high, name, ours in sorted(rows, key=lambda row: (row[1], row[3])):
        cells = ["·"] * 40
        if ours:
            cells[place(low) : place(high) + 1] = "─" * (place(high) - place(low) + 1)
        cells[place(mode)] = "◆" if ours else "●"
        drawn.append((f"{name} (this line)" if ours else name, f"{mode:.1f}", "".join(cells)))
    return from_headings(
        "Persons on a km of line, beside historical missions",
        ["what", "on a km", "0.5 to 500, logarithmic"],
        drawn,
        numbers=["on a km"],
        note="● largest actual strength over length of line; ◆ most likely requirement, ─ its range.",
    )


def _bar(score: MissionScore) -> str:
    """Draw the estimate and its range over the actual strength on a logarithmic scale."""
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
