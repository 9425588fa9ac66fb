"""What a study says, as tables for files: criteria, drivers, inputs, boxes, flip points, options, what to watch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from interpose.brief.table import CLAIMS, Cell, Column, Table, integer, number, text
from interpose.exploration.analysis.analysing import Analysis

__all__ = ["study_file_tables"]

_OUTCOME = text("outcome", "Outcome", "The outcome.")
_CRITERION = text("outcome", "Criterion", "The criterion.")
_WORDS = text("words", "In words", "What it is.")
_ID = text("id", "Input", "Name of the input in the study.")
_INPUT = text("input", "Stands for", "The input as figures name it.")
_BASIS = text("basis", "Basis", "What the input rests on.")
_UNIT = text("unit", "Unit", "Unit of the values.")
_ROWS = integer("rows", "Futures", "Futures or points behind the row.")
_ABOVE = Column(name="above_noise", heading="Told apart", description="Whether chance would hardly do it.", kind="boolean")
_FLOOR = number("noise_floor", "Chance", "What chance alone would explain.", "share")


def _share(name: str, heading: str, description: str) -> Column:
    return number(name, heading, description, "share")


def study_file_tables(told: Analysis) -> Iterator[Table]:
    """Give the tables of a study that a brief writes beside its page; what was not asked for is left out.

    Parameters
    ----------
    told : Analysis
        What the study says.

    Yields
    ------
    Table
        One file and one sheet each, their names beginning with `study_`.
    """
    criteria = (
        text("criterion", "Criterion", "The threshold, or all of them together."),
        _share("met", "Met", "Share of futures that keep it."),
        _share("open", "Open", "Share of futures in which it lies within what is proved, or is not known."),
        _share("missed", "Missed", "Share of futures in which no plan could keep it."),
        _ROWS,
    )
    yield _table("study_criteria", "How often criteria are kept", "One row a criterion.", criteria, told.satisficing)
    if told.drivers:
        words = "Sobol' effects of groups by pick-freeze and Shapley effects, each with an interval of nine in ten resamples."
        yield _table("study_drivers", "What drives outcomes", words, _DRIVERS, told.drivers)
    if told.screening:
        words = "Elementary effects: how far the outcome moves when one input goes over its range."
        yield _table("study_screening", "Which inputs matter at all", words, _SCREENING, told.screening)
    if told.input_effects:
        words = "What each input explains by itself, from the futures at hand."
        yield _table("study_inputs", "What inputs explain", words, _INPUTS, told.input_effects)
    if told.boxes:
        yield _boxes(told)
        words = "Every box on the way from all futures to the smallest."
        yield _table("study_trade_off", "Coverage and density of boxes", words, _TRADE_OFF, told.trade_off)
    if told.flips:
        words = "The value of each input at which the answer changes, all else as it is."
        yield _table("study_flips", "Where the answer flips", words, _FLIPS, told.flips)
    if told.options:
        yield _options(told)
    if told.signposts:
        words = "Limits of boxes and flip points, with what would be observed and what carries the input today."
        yield _table("study_signposts", "What to watch", words, _SIGNPOSTS, told.signposts)


_DRIVERS = (
    _OUTCOME,
    text("group", "Group", "Group of inputs."),
    _WORDS,
    _share("first", "By itself", "First-order effect; below 0 by chance where it is next to nothing."),
    _share("first_low", "By itself, low", "Lower end of its interval."),
    _share("first_high", "By itself, high", "Upper end of its interval."),
    _share("total", "In all", "Total effect: with all that the group does together with others."),
    _share("total_low", "In all, low", "Lower end of its interval."),
    _share("total_high", "In all, high", "Upper end of its interval."),
    _share("shapley", "Shapley", "Share by Shapley's rule; all groups sum to 1."),
    _share("shapley_low", "Shapley, low", "Lower end of its interval."),
    _share("shapley_high", "Shapley, high", "Upper end of its interval."),
    _FLOOR,
    _ABOVE,
    _ROWS,
)
_SCREENING = (
    _OUTCOME,
    _ID,
    _WORDS,
    number("mean_size", "Mean size", "Mean size of its elementary effects, in the unit of the outcome."),
    number("low", "Low", "Lower end of its interval."),
    number("high", "High", "Upper end of its interval."),
    number("mean", "Mean", "Mean effect with its sign."),
    number("spread", "Spread", "Standard deviation; 0 where the effect is the same everywhere."),
    _ROWS,
)
_INPUTS = (
    _OUTCOME,
    _ID,
    _WORDS,
    _share("effect", "Effect", "First-order effect, corrected for the number of slices."),
    _share("low", "Low", "Lower end of its interval."),
    _share("high", "High", "Upper end of its interval."),
    _FLOOR,
    _ABOVE,
    _ROWS,
)
_TRADE_OFF = (
    _CRITERION,
    _share("coverage", "Coverage", "Share of all such futures that lie in the box."),
    _share("density", "Density", "Share of the box that they make up."),
    _share("mass", "Mass", "Share of all futures in the box."),
    integer("dimensions", "Restrictions", "Inputs that the box limits."),
)
_FLIPS = (
    _ID,
    _INPUT,
    _WORDS,
    text("now", "Now", "Value as the case has it."),
    text("holds_at", "Holds at", "Farthest value at which the answer is known to hold."),
    text("flips_at", "Flips at", "Nearest value at which it is known to change; empty where it never does."),
    _UNIT,
    text("direction", "Direction", "above or below; other for words."),
    text("becomes", "Becomes", "What the answer becomes."),
    text("checked", "Checked by", "plan: full plans on both sides agree; slot: only the slot model was asked."),
)
_SIGNPOSTS = (
    _ID,
    _INPUT,
    _WORDS,
    text("why", "Why", "box, flip or both."),
    text("observed", "What would be observed", "What would show it."),
    text("now", "Now", "Value as the case has it."),
    number("low", "At least", "Lower limit of the box."),
    number("high", "At most", "Upper limit of the box."),
    text("flips_at", "Flips at", "Value at which the answer changes by itself."),
    _UNIT,
    _BASIS,
    CLAIMS,
)


def _boxes(told: Analysis) -> Table:
    columns = (
        _CRITERION,
        text("holds", "Futures", "met or missed: which futures the box holds."),
        _ID,
        _INPUT,
        _WORDS,
        number("low", "At least", "Lower limit; empty where there is none."),
        number("high", "At most", "Upper limit; empty where there is none."),
        number("least", "Range, low", "Least value over all futures."),
        number("most", "Range, high", "Largest value over all futures."),
        _UNIT,
        _share("quasi_p", "Quasi-p", "How easily chance would make the box as dense without this restriction."),
        _share("reproducibility", "Found again", "Share of half-samples that restrict this input."),
        _share("coverage", "Coverage", "Share of all such futures that lie in the box."),
        _share("density", "Density", "Share of the box that they make up."),
        _share("mass", "Mass", "Share of all futures in the box."),
        _BASIS,
        CLAIMS,
    )
    rows = [
        {**_cells(box, columns), **{name: cell for name, cell in _cells(limit, columns).items() if hasattr(limit, name)}}
        for box in told.boxes
        for limit in box.limits
    ]
    words = "The box of each criterion, one row a restriction; all of them hold together."
    return _written("study_boxes", "Where plans hold or fail", words, columns, rows)


def _options(told: Analysis) -> Table:
    columns = (
        text("option", "Option", "Mandate and variant."),
        _share("met", "Met", "Share of futures in which it keeps the criterion."),
        _share("open", "Open", "Share in which that lies within what is proved."),
        _share("missed", "Missed", "Share in which no plan could keep it."),
        number("p50", "Regret, middle", "Distance from the best option in the middle future, in the unit of the outcome."),
        number("p90", "Regret, nine in ten", "Distance that nine in ten futures do not exceed."),
        number("max", "Regret, worst", "Distance in the worst future."),
        _share("best_share", "Best", "Share of futures in which it is the best."),
        _ROWS,
    )
    rows = [
        {**_cells(each, columns), "p50": each.regret.p50, "p90": each.regret.p90, "max": each.regret.max}
        for each in told.options
    ]
    return _written("study_options", "Options over the same futures", "Mandates and variants.", columns, rows)


def _table(name: str, title: str, description: str, columns: Sequence[Column], rows: Sequence[object]) -> Table:
    return _written(name, title, description, columns, [_cells(each, columns) for each in rows])


def _written(name: str, title: str, description: str, columns: Sequence[Column], rows: Sequence[dict[str, Cell]]) -> Table:
    cells = tuple(tuple(row[column.name] for column in columns) for row in rows)
    return Table(name=name, title=title, description=description, columns=tuple(columns), rows=cells)


def _cells(row: object, columns: Sequence[Column]) -> dict[str, Cell]:
    """Take what a record has of the columns; texts and values of several kinds as texts."""
    return {column.name: _cell(getattr(row, column.name, None), column) for column in columns}


def _cell(value: Any, column: Column) -> Cell:  # noqa: ANN401 - a field of any record
    if value is None or column.kind != "text":
        cell: Cell = value
        return cell
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, tuple) else f"{value:.6g}" if isinstance(value, float) else str(value)
