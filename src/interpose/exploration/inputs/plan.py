"""From `uncertainties.csv` to columns of a sample: which inputs are drawn, from which range, in which dimension."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from interpose.case import Case
from interpose.case.row_ref import ESCALATION, SCENARIO
from interpose.case.tables.futures.uncertain import Uncertainty, UncertaintyKind
from interpose.case.tables.words import in_words
from interpose.case.varied.inputs import ENABLERS, POSITIONS, VOTES, Inputs, Target
from interpose.deterrence.names import words_of
from interpose.deterrence.traces.assumptions import number_words
from interpose.errors import UsageError
from interpose.exploration.inputs.drawing import DrawnInput
from interpose.exploration.inputs.sampling import LARGEST_DIMENSION

__all__ = ["TIMES", "SamplePlan", "UncertainColumn", "plan_sample"]

TIMES = "times"
"""Unit of a column that is a factor on all rows of a wildcard alike."""


@dataclass(frozen=True, kw_only=True)
class UncertainColumn:
    """One column of the sample: a number from 0 to 1 for each future.

    Parameters
    ----------
    id : str
        Its name, which seeds its scramble: `line_length`, `pools.common`, `pools.rows`.
    input : str
        Input that it stands for, in the notation of `Figure.inputs`; with `*` where it stands for many.
    kind : str
        How it is drawn.
    low, mode, high : float, optional
        Range in the unit of the input; None where it stands for many inputs or for words.
    unit : str
        Unit of its value; `rank` where the value is the column's own place from 0 to 1.
    group : str
        Group under which its effect is told.
    basis, claims : str, tuple of str
        What the range rests on, and the claims behind it.
    words : str
        The input for readers.
    dimension : int
        Dimension of the Sobol' sequence that it keeps for ever.
    part : str
        value: it is drawn by itself · common: what the rows of a wildcard share · rows: it seeds the draws of all of them.
    values, weights : tuple
        What a choice chooses among, and how likely each is.
    """

    id: str
    input: str
    kind: UncertaintyKind
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    unit: str = ""
    group: str
    basis: str = "assumed"
    claims: tuple[str, ...] = ()
    words: str = ""
    dimension: int
    part: Literal["value", "common", "rows"] = "value"
    values: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SamplePlan:
    """What is drawn: columns in the order of the file, and the rows of the file that vary anything, with their inputs."""

    columns: tuple[UncertainColumn, ...]
    drawn: tuple[DrawnInput, ...]


def plan_sample(
    case: Case,
    *,
    spoken: Mapping[str, tuple[str, ...]],
    voters: Collection[str],
    dimensions: Mapping[str, int] | None = None,
) -> SamplePlan:
    """Turn the rows of `uncertainties.csv` into columns.

    Parameters
    ----------
    case : Case
        The case.
    spoken : mapping of str to tuple of str
        States whose position decides whether they take part, with the claims behind it: those that `positions.*` stands for.
    voters : collection of str
        Members of the bodies that decide: those that `votes.*` stands for.
    dimensions : mapping of str to int, optional
        Dimensions that columns keep from an earlier study, by id; new ones take the next that are free.

    Returns
    -------
    SamplePlan
        Columns with their dimensions.

    Raises
    ------
    UsageError
        Where the case varies nothing, or two columns come to one name.
    """
    inputs = Inputs.of(case)
    book = _Dimensions(dimensions or {})
    columns: list[UncertainColumn] = []
    drawn: list[DrawnInput] = []
    for row in case.uncertainties:
        wanted = spoken if row.input.startswith(f"{POSITIONS}.") else voters
        found = inputs.find(row.input)
        if "*" in row.input and found[0].file in (POSITIONS, VOTES):
            found = tuple(target for target in found if target.key in wanted)
        each = _drawn(row, found, inputs)
        if not each.targets:
            continue
        added = list(_columns(case, row, each, inputs, book, spoken))
        place, own = len(columns), len(added)
        columns += added
        common = place if row.shared > 0 and "*" in row.input else None
        drawn.append(replace(each, common=common, own=tuple(range(place + (common is not None), place + own))))
    names = [column.id for column in columns]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"two columns of the sample are named {twice[0]!r}", "rename one of the rows of uncertainties.csv")
    if not columns:
        mend = "write uncertainties.csv: see the reference of the case format, or copy that of a shipped case"
        raise UsageError(f"the case {case.name!r} says of no input how it may turn out otherwise", mend)
    return SamplePlan(columns=tuple(columns), drawn=tuple(drawn))


class _Dimensions:
    """Dimensions of Sobol's sequence by the name of a column: recorded ones are kept, new ones follow behind."""

    def __init__(self, recorded: Mapping[str, int]) -> None:
        self.recorded, self.next = recorded, max(recorded.values(), default=-1) + 1

    def of(self, name: str) -> int:
        if name in self.recorded:
            return self.recorded[name]
        found, self.next = self.next, self.next + 1
        if found > LARGEST_DIMENSION:
            raise UsageError(f"the sample would have more than {LARGEST_DIMENSION:,} columns", "write seeded for wildcards")
        return found


def _drawn(row: Uncertainty, targets: Iterable[Target], inputs: Inputs) -> DrawnInput:
    """Read the range or the choices of each input; what has a range of no width does not vary."""
    ranges: list[tuple[float, float, float]] = []
    choices: list[tuple[float | str | bool, ...]] = []
    kept: list[Target] = []
    for target in targets:
        if target.file in (POSITIONS, VOTES):
            kept.append(target)
        elif row.kind == "choice":
            kept.append(target)
            choices.append(tuple(inputs.typed(target, value) for value in row.values))
        elif row.kind == "chance":
            kept.append(target)
            choices.append((inputs.typed(target, "yes"), inputs.typed(target, "no")))
        elif (found := _range(row, target, inputs)) is not None:
            kept.append(target)
            ranges.append(found)
    ends = np.array(ranges, dtype=float).reshape(len(ranges), 3)
    return DrawnInput(
        row=row,
        targets=tuple(kept),
        low=ends[:, 0],
        mode=ends[:, 1],
        high=ends[:, 2],
        choices=tuple(choices),
        common=None,
        own=(),
    )


def _range(row: Uncertainty, target: Target, inputs: Inputs) -> tuple[float, float, float] | None:
    if row.kind == "own":
        return inputs.own_range(target)
    factor = (inputs.value(target) or 0.0) if row.given_as == "factor" else 1.0
    low, high = (row.low or 0.0) * factor, (row.high or 0.0) * factor
    mode = math.nan if row.kind == "uniform" or row.mode is None else row.mode * factor
    return (low, mode, high) if low < high else None


def _columns(
    case: Case,
    row: Uncertainty,
    drawn: DrawnInput,
    inputs: Inputs,
    book: _Dimensions,
    spoken: Mapping[str, tuple[str, ...]],
) -> Iterable[UncertainColumn]:
    """Name the columns of a row: one, or for a wildcard what is common and then one for each row or for all of them."""
    several = "*" in row.input
    whole = UncertainColumn(
        id=row.id,
        input=row.input,
        kind=row.kind,
        group=row.group or row.id,
        values=row.values,
        weights=row.weights,
        unit="rank",
        words=row.note or (f"{row.id.replace('_', ' ')}, all of {row.input}" if several else row.input),
        basis=row.basis,
        claims=row.claims,
        dimension=-1,
    )

    def column(name: str) -> UncertainColumn:
        return replace(whole, id=name, dimension=book.of(name))

    if several and row.shared > 0:
        common = replace(column(f"{row.id}.common"), part="common")
        as_one = row.shared == 1 and row.given_as == "factor" and row.kind in ("uniform", "triangular")
        yield replace(common, low=row.low, mode=row.mode, high=row.high, unit=TIMES) if as_one else common
    if several and row.rows == "seeded":
        if row.shared < 1:
            yield replace(column(f"{row.id}.rows"), part="rows")
        return
    if several and row.shared == 1:
        return
    for place, target in enumerate(drawn.targets):
        name = f"{row.id}.{target.key or target.field.rpartition('.')[2]}" if several else row.id
        ends = (drawn.low[place], drawn.mode[place], drawn.high[place]) if len(drawn.low) else ()
        low, mode, high = (None if math.isnan(end) else float(end) for end in ends) if ends else (None, None, None)
        yield replace(
            column(name),
            input=str(target),
            low=low,
            mode=mode,
            high=high,
            unit=_unit(target, drawn, inputs),
            words=_words(target, case) if several else row.note or _words(target, case),
            claims=row.claims or _claims(target, inputs, spoken),
        )


def _unit(target: Target, drawn: DrawnInput, inputs: Inputs) -> str:
    """Return the unit of an input as its column declares it, or as its row says."""
    if target.file == VOTES:
        return "rank"
    if target.file == POSITIONS or drawn.choices:
        return "word"
    if target.file == ESCALATION:
        return "number of the games"
    if target.file == SCENARIO:
        fields, name = type(inputs.scenario.options).model_fields if inputs.scenario else {}, target.field.rpartition(".")[2]
    else:
        row = inputs.row(target)
        if isinstance(said := getattr(row, "unit", None), str):
            return said
        if isinstance(driver := getattr(row, "driver", None), str):
            return f"units {driver.replace('_', ' ')}"
        fields, name = type(row).model_fields, target.field
    extra = fields[name].json_schema_extra if name in fields else None
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def _claims(target: Target, inputs: Inputs, spoken: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the claims behind an input: those of the position, or those that its row names."""
    if target.file == POSITIONS:
        return spoken.get(target.key, ())
    if target.file in (VOTES, SCENARIO, ESCALATION):
        return ()
    return tuple(getattr(inputs.row(target), "claims", ()))


def _words(target: Target, case: Case) -> str:
    """Name an input for readers: states by their names."""
    if target.file in (POSITIONS, VOTES):
        state = case.states[target.key].in_sentence
        return f"{state} takes part" if target.file == POSITIONS else f"how {state} votes"
    head, _, rest = target.key.partition(".")
    if target.file == ESCALATION and case.escalation is not None and head in ("unilateral", "players"):
        path = target.key if head == "unilateral" else f"types.{rest}"
        return number_words(case.escalation, words_of(case.escalation), path).replace(",", "")
    parts = [case.states[part].name if part in case.states else in_words(part) for part in target.key.split("/")]
    named = " ".join(parts) or target.field.removeprefix("options.")
    provider = target.field.removeprefix(ENABLERS)
    if provider != target.field:
        return f"enablers of {case.states[provider].in_sentence}" if provider in case.states else provider
    field = "" if target.meant or not target.key else f" {target.field}"
    return f"{named}{field}".replace("_", " ").replace(".", " ").strip()
