"""`interpose backtest`: how far the rules were off on historical missions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import Format, FormatOption, print_json, print_table

if TYPE_CHECKING:
    from interpose.requirement.backtest import MissionScore

__all__ = ["backtest"]


def backtest(
    library: Annotated[
        str | None, typer.Option("--library", metavar="FOLDER", help="A folder of missions; the shipped library unless given.")
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Estimate each historical mission without itself, and tell the errors.

    Example: `interpose backtest --format json`
    """
    from interpose.case.read.missions import load_missions
    from interpose.requirement.backtest import backtest as score

    found = score(load_missions(library))
    if output is Format.json:
        print_json(found)
        return
    print_table(
        "Each mission estimated without itself",
        ["mission", "mandate", "actual", "authorised", "estimate (90 % range)", "times off", "inside"],
        [
            (
                each.id,
                each.mandate + (" *" if each.pooled else ""),
                each.actual,
                each.authorised,
                f"{each.estimate.mode:,.0f} ({each.estimate.low:,.0f} to {each.estimate.high:,.0f})",
                f"{math.exp(abs(each.log_error)):.1f} too {'many' if each.log_error > 0 else 'few'}",
                each.inside,
            )
            for each in found.missions
        ],
        numbers=["actual", "authorised", "estimate (90 % range)", "times off"],
        caption="Largest strengths on record. * level taken from all mandates, since too few missions share its own.",
    )
    print_table(
        "Estimate over actual strength",
        ["mission", "a twentieth to twenty times, logarithmic"],
        [(each.id, _bar(each)) for each in sorted(found.missions, key=lambda each: (each.log_error, each.id))],
        caption="│ right; ◆ estimate, ─ its 90 % range.",
    )
    print_table(
        "How far off",
        ["mandate", "missions", "median", "nine in ten", "inside the range"],
        [
            (
                name,
                count,
                f"{math.exp(middle):.1f} times",
                f"{math.exp(most):.1f} times",
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
        caption=f"Uncalibrated rules: median {math.exp(found.median_abs_log_error_of_rules):.1f} times off, "
        f"{found.coverage_of_rules:.0%} inside their range. Density alone: "
        f"{math.exp(found.median_abs_log_error_of_density):.1f} times off.",
    )
    if found.not_scored:
        print_table("Not scored", ["mission", "why"], found.not_scored)


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
