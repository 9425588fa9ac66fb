"""The tables of a study: criteria, what matters, where plans fail, flip points, options, what to watch, outcomes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from interpose.brief.table import Cell, Table, from_headings
from interpose.brief.text.format_number import first_capital
from interpose.brief.text.study import input_words, limit_words, value_words
from interpose.exploration.analysis.analysing import Analysis
from interpose.exploration.chain.protocol import FutureOutcome, UncertainColumn
from interpose.exploration.result import Study

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["row_tables", "study_tables"]

_MOST = 12
"""Most rows of a table of effects, flip points or signposts."""

_WIDE = 26
"""Most letters of a text beside numbers, so that a table fits into 80 columns."""


def study_tables(found: Study, *, boxes_alone: bool = False) -> Iterator[Table]:
    """Give the tables of a study for a terminal of 80 columns; what was not asked for is left out.

    Parameters
    ----------
    found : Study
        The study.
    boxes_alone : bool
        Whether to give criteria and boxes alone.

    Yields
    ------
    Table
        How often criteria are met first, outcomes last.
    """
    told = found.analysis
    yield _criteria(found)
    if boxes_alone:
        yield from _boxes(told)
        return
    if told.drivers:
        yield from _drivers(told)
    elif told.input_effects:
        yield from _effects(told)
    if told.screening:
        yield from _screening(told)
    yield from _boxes(told)
    if told.flips:
        yield _flips(told)
    if told.options:
        yield _options(told)
    if told.signposts:
        yield _signposts(told)
    yield _outcomes(found)
    if any(each.unit == "yes or no" for each in found.outcomes):
        yield _yes_or_no(found)


def row_tables(
    row: int,
    inputs: pd.DataFrame,
    outcomes: pd.DataFrame,
    columns: Sequence[UncertainColumn],
    judged: Sequence[FutureOutcome],
) -> Iterator[Table]:
    """Give the tables of one future: what was drawn, what came of it, and what holds in it.

    Parameters
    ----------
    row : int
        Number of the future.
    inputs, outcomes : DataFrame
        One row each.
    columns : sequence of UncertainColumn
        What was drawn.
    judged : sequence of FutureOutcome
        What futures are judged by.

    Yields
    ------
    Table
        Inputs and outcomes; then what is yes or no, where there is any.
    """
    drawn: list[tuple[Cell, ...]] = [
        (each.id, _drawn_value(inputs[each.id].iloc[0], each.unit), _folded(input_words(each.words), 26)) for each in columns
    ]
    came: list[tuple[Cell, ...]] = []
    holds: list[tuple[Cell, ...]] = []
    for each in judged:
        value = outcomes[each.name].iloc[0]
        if each.unit == "yes or no":
            told = "–" if value != value else "yes" if value else "no"
            holds.append((_folded(first_capital(each.words), 66), told))
            continue
        came.append((each.name, _value(value), _folded(each.words, 26)))
        if f"{each.name}.bound" in outcomes:
            words = "what no plan can go below" if each.bounded == "below" else "what no plan can go above"
            came.append((f"{each.name}.bound", _value(outcomes[f"{each.name}.bound"].iloc[0]), _folded(words, 26)))
    headings = ["input", "value", "what it is"]
    yield from_headings(f"Future {row:,}: inputs", headings, drawn, numbers=["value"])
    yield from_headings(f"Future {row:,}: outcomes", ["outcome", "value", "what it says"], came, numbers=["value"])
    if holds:
        yield from_headings(f"Future {row:,}: what holds", ["what", "holds"], holds)


def _criteria(found: Study) -> Table:
    rows = [
        (each.criterion, f"{each.met:.1%}", f"{each.open:.1%}", f"{each.missed:.1%}") for each in found.analysis.satisficing
    ]
    note = "Open: the slot model's plan misses it, and what is proved leaves room for one that meets it."
    cannot = "".join(f" {each}" for each in found.analysis.cannot_say)
    return from_headings(
        f"{len(found.futures):,} futures of {found.name}, mandate {found.identity.get('mandate', '')}",
        ["criterion", "met", "open", "missed"],
        rows,
        numbers=["met", "open", "missed"],
        note=f"{note}{cannot}",
    )


def _drivers(told: Analysis) -> Iterator[Table]:
    headings = ["inputs", "first", "total", "5 to 95 %", "Shapley", "told apart"]
    for outcome in dict.fromkeys(each.outcome for each in told.drivers):
        own = [each for each in told.drivers if each.outcome == outcome]
        rows: list[tuple[Cell, ...]] = [
            (
                _folded(input_words(each.words), _WIDE),
                f"{each.first:.2f}",
                f"{each.total:.2f}",
                f"{each.total_low:.2f}–{each.total_high:.2f}",
                f"{each.shapley:.2f}",
                "yes" if each.above_noise else "no",
            )
            for each in own[:_MOST]
        ]
        note = (
            f"Shares of its variance, from {own[0].rows} points; below {own[0].noise_floor:.2f} chance alone explains as much."
        )
        yield from_headings(f"What drives {outcome}", headings, rows, numbers=headings[1:5], note=note)


def _effects(told: Analysis) -> Iterator[Table]:
    for outcome in dict.fromkeys(each.outcome for each in told.input_effects):
        own = [each for each in told.input_effects if each.outcome == outcome]
        rows: list[tuple[Cell, ...]] = [
            (
                _folded(input_words(each.words), 40),
                f"{each.effect:.2f}",
                f"{each.low:.2f}–{each.high:.2f}",
                "yes" if each.above_noise else "no",
            )
            for each in own[:_MOST]
        ]
        note = f"Share of its variance that each explains by itself; below {own[0].noise_floor:.3f} it is not told apart from "
        note += "chance. --drivers measures groups, with what they do together."
        headings = ["input", "effect", "5 to 95 %", "told apart"]
        yield from_headings(f"What {outcome} hangs on", headings, rows, numbers=headings[1:3], note=note)


def _screening(told: Analysis) -> Iterator[Table]:
    headings = ["input", "mean size", "5 to 95 %", "mean", "spread"]
    for outcome in dict.fromkeys(each.outcome for each in told.screening):
        own = [each for each in told.screening if each.outcome == outcome]
        rows: list[tuple[Cell, ...]] = [
            (
                _folded(input_words(each.words), _WIDE),
                _number(each.mean_size),
                f"{_number(each.low)}–{_number(each.high)}",
                _number(each.mean),
                _number(each.spread),
            )
            for each in own[:_MOST]
        ]
        idle = sum(each.mean_size == 0 for each in own)
        note = f"How far it moves when one input goes over its range, on {own[0].rows} trajectories; {idle} of {len(own)} move "
        note += "it not at all."
        yield from_headings(f"Screening {outcome}", headings, rows, numbers=headings[1:], note=note)


def _boxes(told: Analysis) -> Iterator[Table]:
    for box in told.boxes:
        if not box.limits:
            continue
        rows: list[tuple[Cell, ...]] = [
            (_folded(limit_words(limit), 50), f"{limit.quasi_p:.3f}", f"{limit.reproducibility:.0%}") for limit in box.limits
        ]
        note = f"Of futures in which {box.outcome} is {box.holds} ({box.base_rate:.0%} of all) {box.coverage:.0%} lie here; "
        note += f"{box.density:.0%} of those here are such ({box.resampled[0]:.0%} to {box.resampled[1]:.0%}); "
        note += f"it holds {box.mass:.0%} of all. quasi-p: how likely chance alone would do as well with that condition; "
        note += "half-samples: in how many drawn halves of the futures it was found again."
        yield from_headings(
            f"Where {box.outcome} is {box.holds}: all of these together",
            ["condition", "quasi-p", "half-samples"],
            rows,
            numbers=["quasi-p", "half-samples"],
            note=note,
        )


def _flips(told: Analysis) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            _folded(input_words(each.words), _WIDE),
            _folded(value_words(each.now, each.unit), 12),
            _folded(f"{each.direction} {value_words(each.flips_at, each.unit)}".strip(), 20),
            each.becomes or "",
            each.checked,
        )
        for each in told.flips
        if not each.never
    ]
    never = sum(each.never for each in told.flips)
    note = f"{never} of {len(told.flips)} inputs never flip it within their range, others held; --format json names them."
    headings = ["input", "now", "flips", "then it is", "by"]
    return from_headings(f"Where {told.satisficing[0].criterion} flips", headings, rows[:_MOST], note=note)


def _options(told: Analysis) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            each.option,
            f"{each.met:.0%}",
            f"{each.open:.0%}",
            _number(each.regret.p50),
            _number(each.regret.p90),
            _number(each.regret.max),
            f"{each.best_share:.0%}",
        )
        for each in told.options
    ]
    headings = ["option", "met", "open", "regret 50 %", "90 %", "max", "best"]
    note = f"The same {told.options[0].rows} futures for all; regret: how far an option is from the best one of its future."
    return from_headings(f"Options, by {told.satisficing[0].criterion}", headings, rows, numbers=headings[1:], note=note)


def _signposts(told: Analysis) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in told.signposts[:_MOST]:
        claims = ", ".join(each.claims[:3]) + (f" and {len(each.claims) - 3} more" if len(each.claims) > 3 else "")
        words = f"how many {each.words}" if each.words.startswith("of ") else each.words
        rows.append((_folded(input_words(words), _WIDE), _folded(each.observed, 34), _folded(claims or each.basis, 12)))
    return from_headings("What to watch", ["input", "what would be observed", "rests on"], rows)


def _outcomes(found: Study) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each, row in zip(found.outcomes, found.outcome_summary().to_dict("records"), strict=True):
        if each.unit == "yes or no" or not row["rows"]:
            continue
        rows.append((each.name, each.unit, _number(row["p5"]), _number(row["p50"]), _number(row["p95"])))
    note = f"Digest over all parts: {found.digest[:16]}."
    if found.plans is not None:
        name = next((name for name in map(str, found.plans) if name.startswith("difference.")), None)
        if name is not None:
            low, middle, high = found.plans[name].quantile([0.1, 0.5, 0.9])
            note += f" Slot model less full plan over {len(found.plans)} futures, {name.partition('.')[2]}: "
            note += f"{_number(low)} to {_number(high)} (10 to 90 %), median {_number(middle)}."
    headings = ["outcome", "unit", "5 %", "median", "95 %"]
    return from_headings("Outcomes", headings, rows, numbers=headings[2:], note=note)


def _yes_or_no(found: Study) -> Table:
    """Say in how many futures what is yes or no is yes."""
    rows: list[tuple[Cell, ...]] = []
    for each in found.outcomes:
        values = found.futures[each.name].dropna()
        if each.unit == "yes or no" and len(values):
            rows.append((each.name, f"{values.astype(float).mean():.1%}"))
    return from_headings("In how many futures", ["outcome", "yes"], rows, numbers=["yes"])


def _number(value: float) -> str:
    if value != value:
        return "–"
    if abs(value) >= 1e6:
        return f"{value / 1e6:,.0f} m"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _value(cell: object) -> str:
    cell = getattr(cell, "item", lambda: cell)()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return _number(float(cell)) if isinstance(cell, int | float) else str(cell)


def _drawn_value(cell: object, unit: str) -> str:
    """Write what was drawn; a place in a range that has no unit as one."""
    cell = getattr(cell, "item", lambda: cell)()
    if isinstance(cell, bool | str) or unit == "rank":
        return value_words(cell, unit) if isinstance(cell, bool | str | float) else str(cell)
    return _value(cell)


def _folded(text: str, width: int) -> str:
    """Break a text into lines, which the table keeps."""
    return textwrap.fill(text, width)
