"""The tables of a study: criteria, what matters, where plans fail, flip points, options, what to watch, outcomes."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from interpose.brief.table import Cell, Table, from_headings
from interpose.brief.text.format_number import first_capital, plural
from interpose.brief.text.study import input_words, limit_words, value_words
from interpose.exploration.chain.outcomes import YES_OR_NO, criterion_words
from interpose.exploration.chain.protocol import FutureOutcome, UncertainColumn
from interpose.exploration.result import Study

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["row_tables", "study_tables"]

_MOST = 12
"""Most rows of a table of effects, flip points or signposts."""

_WIDE = 26
"""Most letters of a text beside numbers, so that a table fits into 80 columns."""

Row = tuple[Cell, ...]


class _OfOutcome(Protocol):
    @property
    def outcome(self) -> str: ...


Told = TypeVar("Told", bound=_OfOutcome)


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
    outcomes = {each.name: each for each in found.outcomes}
    criterion = partial(criterion_words, outcome=outcomes.__getitem__)
    yield _criteria(found, criterion)
    if not boxes_alone:
        yield from _effects(found, {name: each.words.partition(";")[0] for name, each in outcomes.items()})
    yield from _boxes(found, criterion)
    if not boxes_alone:
        yield from _rest(found, criterion)
        yield from _outcomes(found)


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
    drawn = [
        (_folded(_column(each), 36), _drawn_value(inputs[each.id].iloc[0], each.unit), _folded(_unit(each.unit), 20))
        for each in columns
    ]
    came: list[Row] = []
    holds: list[Row] = []
    for each in judged:
        value = outcomes[each.name].iloc[0]
        if each.unit == YES_OR_NO:
            holds.append((_folded(first_capital(each.words), 66), "–" if value != value else "yes" if value else "no"))
            continue
        came.append((_folded(first_capital(each.words), 50), _value(value), each.unit))
        if each.bound_name in outcomes:
            words = f"what no plan can go {each.bounded}"
            came.append((f"  {words}", _value(outcomes[each.bound_name].iloc[0]), each.unit))
    yield from_headings(f"Future {row:,}: inputs", ["input", "value", "unit"], drawn, numbers=["value"])
    yield from_headings(f"Future {row:,}: outcomes", ["outcome", "value", "unit"], came, numbers=["value"])
    if holds:
        yield from_headings(f"Future {row:,}: what holds", ["what", "holds"], holds)


def _criteria(found: Study, criterion: Callable[[str], str]) -> Table:
    rows = [
        (_folded(first_capital(criterion(each.criterion)), 46), f"{each.met:.1%}", f"{each.open:.1%}", f"{each.missed:.1%}")
        for each in found.analysis.satisficing
    ]
    note = "Open: the slot model's plan misses it, and what is proved leaves room for one that meets it."
    count = len(found.futures)
    title = f"{count:,} {plural(count, 'future')} of {found.name}, mandate {found.identity.get('mandate', '')}"
    shares = ["met", "open", "missed"]
    return from_headings(title, ["criterion", *shares], rows, numbers=shares, note=" ".join((note, *found.analysis.cannot_say)))


def _effects(found: Study, words: dict[str, str]) -> Iterator[Table]:
    """Tell what matters: effects of groups, or else of inputs by themselves; and screening."""
    told = found.analysis
    for name, drivers in _by_outcome(told.drivers).items():
        note = (
            "Shares of what varies in it: alone by itself, in all with what a group does together with others (first-order and "
            f"total effects), fair share by Shapley's rule; from {drivers[0].rows} points. Below {drivers[0].noise_floor:.2f} "
            "chance alone explains as much."
        )
        rows: list[Row] = [
            (
                _folded(input_words(each.words), _WIDE),
                f"{each.first:.2f}",
                f"{each.total:.2f}",
                f"{each.total_low:.2f}–{each.total_high:.2f}",
                f"{each.shapley:.2f}",
                _yes(each.above_noise),
            )
            for each in drivers[:_MOST]
        ]
        headings = ["inputs", "alone", "in all", "5 to 95 %", "fair share", "told apart"]
        yield from_headings(f"What drives: {words[name]}", headings, rows, numbers=headings[1:5], note=note)
    for name, effects in _by_outcome(() if told.drivers else told.input_effects).items():
        note = (
            f"Share of what varies in it that each explains by itself; below {effects[0].noise_floor:.3f} it is not told apart "
            "from chance. --drivers measures groups, with what they do together."
        )
        rows = [
            (
                _folded(input_words(each.words), 40),
                f"{each.effect:.2f}",
                f"{each.low:.2f}–{each.high:.2f}",
                _yes(each.above_noise),
            )
            for each in effects[:_MOST]
        ]
        headings = ["input", "effect", "5 to 95 %", "told apart"]
        yield from_headings(f"What it hangs on: {words[name]}", headings, rows, numbers=headings[1:3], note=note)
    for name, moves in _by_outcome(told.screening).items():
        idle = sum(each.mean_size == 0 for each in moves)
        note = f"How far it moves when one input goes over its range, on {moves[0].rows} "
        note += f"{plural(moves[0].rows, 'trajectory', 'trajectories')}; {idle} of {len(moves)} move it not at all."
        rows = [
            (
                _folded(input_words(each.words), _WIDE),
                _number(each.mean_size),
                f"{_number(each.low)}–{_number(each.high)}",
                _number(each.mean),
                _number(each.spread),
            )
            for each in moves[:_MOST]
        ]
        headings = ["input", "mean size", "5 to 95 %", "mean", "spread"]
        yield from_headings(f"How far each input moves: {words[name]}", headings, rows, numbers=headings[1:], note=note)


def _boxes(found: Study, criterion: Callable[[str], str]) -> Iterator[Table]:
    for box in found.analysis.boxes:
        if not box.limits:
            continue
        rows = [
            (_folded(first_capital(limit_words(limit)), 46), f"{limit.quasi_p:.3f}", f"{limit.reproducibility:.0%}")
            for limit in box.limits
        ]
        kind = f"“{criterion(box.outcome)}” is {box.holds}"
        note = f"Of the futures in which {kind} ({box.base_rate:.0%} of all) {box.coverage:.0%} lie here; "
        note += f"{box.density:.0%} of those here are such ({box.resampled[0]:.0%} to {box.resampled[1]:.0%}); "
        note += f"it holds {box.mass:.0%} of all. By chance: how likely chance would do as well without that condition; "
        note += "found again: in how many random halves of the futures the condition comes up again."
        headings = ["condition", "by chance", "found again"]
        yield from_headings(f"Where {kind}: all of these together", headings, rows, numbers=headings[1:], note=note)


def _rest(found: Study, criterion: Callable[[str], str]) -> Iterator[Table]:
    """Tell flip points, options and signposts, as far as they were asked for."""
    told = found.analysis
    first = criterion(told.satisficing[0].criterion) if told.satisficing else ""
    if told.flips:
        rows: list[Row] = [
            (
                _folded(input_words(each.words), _WIDE),
                _folded(value_words(each.now, each.unit), 12),
                _folded(f"{each.direction.replace('other', '')} {value_words(each.flips_at, each.unit)}".strip(), 20),
                each.becomes or "",
                each.checked,
            )
            for each in told.flips
            if not each.never
        ]
        never = sum(each.never for each in told.flips)
        note = f"{never} of {len(told.flips)} inputs never flip it within their range, others held; --format json names them."
        headings = ["input", "now", "flips", "then it is", "by"]
        yield from_headings(f"Where “{first}” flips", headings, rows[:_MOST], note=note)
    if told.options:
        rows = [
            (
                _folded(each.option.replace("_", " "), _WIDE),
                f"{each.met:.0%}",
                f"{each.open:.0%}",
                *map(_number, (each.regret.p50, each.regret.p90, each.regret.max)),
                f"{each.best_share:.0%}",
            )
            for each in told.options
        ]
        count = told.options[0].rows
        note = f"The same {count} {plural(count, 'future')} for all; regret: how far an option is from the best one of its "
        note += "future, in the middle future, in the one that nine in ten do not exceed, and in the worst."
        headings = ["option", "met", "open", "regret 50 %", "90 %", "max", "best"]
        yield from_headings(f"Options, by “{first}”", headings, rows, numbers=headings[1:], note=note)
    if told.signposts:
        rows = []
        for post in told.signposts[:_MOST]:
            claims = ", ".join(post.claims[:3]) + (f" and {len(post.claims) - 3} more" if len(post.claims) > 3 else "")
            words = f"how many {post.words}" if post.words.startswith("of ") else post.words
            rows.append((_folded(input_words(words), _WIDE), _folded(post.observed, 34), _folded(claims or post.basis, 12)))
        yield from_headings("What to watch", ["input", "what would be observed", "rests on"], rows)


def _outcomes(found: Study) -> Iterator[Table]:
    """Tell outcomes over the futures, and in how many of them holds what is yes or no."""
    rows: list[Row] = []
    shares: list[Row] = []
    for each, row in zip(found.outcomes, found.outcome_summary().to_dict("records"), strict=True):
        if row["rows"] and each.unit == YES_OR_NO:
            shares.append(
                (_folded(first_capital(each.words), 66), f"{found.futures[each.name].dropna().astype(float).mean():.1%}")
            )
        elif row["rows"]:
            levels = [_number(row[level]) for level in ("p5", "p50", "p95")]
            rows.append((_folded(first_capital(each.words.partition(";")[0]), 34), each.unit, *levels))
    note = f"Digest over all parts: {found.digest[:16]}. --format json has the names that --threshold takes."
    if found.plans is not None:
        known = {each.name: each.words for each in found.outcomes if f"difference.{each.name}" in found.plans}
        for name, words in list(known.items())[:1]:
            low, middle, high = found.plans[f"difference.{name}"].quantile([0.1, 0.5, 0.9])
            count = len(found.plans)
            note += f" Slot model less full plan over {count} {plural(count, 'future')}, {words}: "
            note += f"{_number(low)} to {_number(high)} (10 to 90 %), median {_number(middle)}."
    headings = ["outcome", "unit", "5 %", "median", "95 %"]
    yield from_headings("Outcomes", headings, rows, numbers=headings[2:], note=note)
    if shares:
        yield from_headings("In how many futures", ["what holds", "yes"], shares, numbers=["yes"])


def _by_outcome(rows: Sequence[Told]) -> dict[str, list[Told]]:
    """Gather what is told of each outcome."""
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for row in rows:
        found[row.outcome].append(row)
    return found


def _column(column: UncertainColumn) -> str:
    """Name a column; what seeds the rows of a wildcard is told apart from what they have in common."""
    return f"{input_words(column.words)} (each by itself)" if column.part == "rows" else input_words(column.words)


def _number(value: float) -> str:
    if value != value:
        return "–"
    if abs(value) >= 1e6:
        return f"{value / 1e6:,.0f} m"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def _value(cell: object) -> str:
    cell = getattr(cell, "item", lambda: cell)()
    if isinstance(cell, bool):
        return _yes(cell)
    return _number(float(cell)) if isinstance(cell, int | float) else str(cell)


def _unit(unit: str) -> str:
    """Tell a unit where the value does not say it."""
    return "" if unit in ("rank", "times", "word") else unit


def _drawn_value(cell: object, unit: str) -> str:
    """Write what was drawn; a place in a range that has no unit as one."""
    cell = getattr(cell, "item", lambda: cell)()
    if isinstance(cell, bool | str) or unit in ("rank", "times"):
        return value_words(cell, unit) if isinstance(cell, bool | str | float) else str(cell)
    return _value(cell)


def _folded(text: str, width: int) -> str:
    """Break a text into lines, which the table keeps."""
    return textwrap.fill(text, width)
