"""Rows of `uncertainties.csv` against the inputs that they name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from interpose.case.located import Located
from interpose.case.row_ref import SCENARIO
from interpose.case.tables.futures.uncertain import Uncertainty
from interpose.case.varied.inputs import FOUND_ONCE, POSITIONS, VOTES, Inputs, Target
from interpose.errors import Fault, UsageError
from interpose.limits import LIMITS, InputLimits

__all__ = ["uncertainty_faults"]

_DRAWN = ("own", "uniform", "triangular")


def uncertainty_faults(
    rows: Sequence[Located[Uncertainty]], inputs: Inputs, unsound: Collection[str] = (), limits: InputLimits = LIMITS
) -> tuple[list[Fault], list[Fault]]:
    """Find inputs that name nothing, ranges outside the bounds of a field, and inputs that are drawn twice.

    Parameters
    ----------
    rows : sequence of Located
        The rows, with where they stand.
    inputs : Inputs
        What may be varied.
    unsound : collection of str
        Files with rows at fault, of which nothing is said: their names are not known for certain.
    limits : InputLimits
        Bounds on what is read.

    Returns
    -------
    tuple of list of Fault
        Faults; and doubts, such as `own` where no row gives a range.
    """
    faults: list[Fault] = []
    doubts: list[Fault] = []
    taken: dict[Target, Located[Uncertainty]] = {}
    for located in rows:
        row = located.row
        if row.input.partition("#")[0] in unsound:
            continue
        try:
            targets = inputs.find(row.input)
        except UsageError as error:
            faults.append(located.fault("input", error.what, "a range of nothing would be lost in silence", error.mend))
            continue
        if len(targets) > 1 and "*" not in row.input:
            what = f"{row.input!r} names {len(targets):,} inputs and has no *"
            mend = f"write {row.input.rstrip('#')}#*, or name one of them, such as {targets[0]}"
            faults.append(located.fault("input", what, "a row without * is one column of the sample", mend))
            continue
        faults += _own_faults(located, targets, inputs, limits)
        if row.kind == "own" and not any(map(inputs.own_range, targets)):
            what = f"no row that {row.input!r} names has a range"
            mend = "give low and high there, or write uniform or triangular here with a range"
            doubts.append(located.fault("kind", what, "it does not vary", mend))
        if row.kind in ("uniform", "triangular") and row.low == row.high:
            doubts.append(located.fault("high", "low and high are the same", "it does not vary", "widen the range"))
        twice = [target for target in targets if target in taken]
        if twice:
            before = taken[twice[0]]
            more = f" and {len(twice) - 1} more" if len(twice) > 1 else ""
            what = f"{twice[0]}{more} is drawn by {before.row.id!r} on line {before.line} too"
            faults.append(located.fault("input", what, "one input has one range", "keep one of the rows, or narrow an input"))
        taken |= {target: located for target in targets if target not in taken}
    return faults, doubts


def _own_faults(
    located: Located[Uncertainty], targets: Sequence[Target], inputs: Inputs, limits: InputLimits
) -> Iterator[Fault]:
    """Find what does not fit between a row and the inputs that it names."""
    row = located.row
    if row.rows == "each" and len(targets) > limits.wildcard_columns:
        most = f"{limits.wildcard_columns:,} columns that a wildcard may take"
        what = f"{row.input!r} names {len(targets):,} rows, more than the {most}"
        yield located.fault("rows", what, "each would be a column of the sample", "write seeded in rows, or narrow the input")
    if (fault := _kind_fault(row, targets[0], inputs)) is not None:
        yield located.fault("kind", fault[0], fault[1], fault[2])
        return
    if fixed := [str(target) for target in targets if target.file == "move_factors.csv" and target.key in FOUND_ONCE]:
        what = f"a study does not vary {', '.join(fixed)}"
        free = [key for key in inputs.rows["move_factors.csv"] if key not in FOUND_ONCE]
        mend = f"name the capacity or the days that it comes to, one of {', '.join(free)}"
        yield located.fault("input", what, "ways are found once for all futures, by these", mend)
        return
    if targets[0].field == "options.endurance" and "horizon" in row.values:
        what = "horizon is one of the choices, and a study plans what lasts without end"
        yield located.fault("values", what, "such a future would answer another question", "take horizon out")
        return
    if row.given_as == "factor" and row.kind in ("uniform", "triangular") and not any(map(inputs.value, targets)):
        what = f"{row.input!r} has no value, or 0, for a factor to act on"
        yield located.fault("given_as", what, "it would not vary", "give values in place of factors, or fill in the value")
        return
    for target in targets:
        for field, value in _ends(row, target, inputs):
            try:
                inputs.typed(target, value)
            except UsageError as error:
                shown = f"{value:g}" if isinstance(value, float) else repr(value)
                what = f"{target} cannot be {shown}: {error.what}"
                yield located.fault(field, what, "no case could be written with it", "stay within what the field allows")
                return


def _kind_fault(row: Uncertainty, target: Target, inputs: Inputs) -> tuple[str, str, str] | None:
    """Say whether an input can be drawn in that way: what, why, how to mend it."""
    if target.file == POSITIONS:
        if row.kind not in ("participation", "chance") or (row.kind == "chance" and row.mode is None):
            why = "a state takes part or does not"
            return f"{row.input!r} is drawn as {row.kind}", why, "write participation, or chance with a probability in mode"
        return None
    if target.file == VOTES or row.kind == "participation":
        if row.kind != "chance" or target.file != VOTES:
            why = "votes are drawn by votes.csv, participation is drawn of positions"
            mend = "write chance" if target.file == VOTES else "write positions.* as the input, or another kind"
            return f"{row.input!r} is drawn as {row.kind}", why, mend
        if row.mode is not None:
            mend = "leave mode empty; to say how likely each vote is, write rows of votes.csv"
            return f"{row.input!r} has a probability in mode", "votes are drawn by votes.csv", mend
        return None
    number = inputs.is_number(target)
    if not inputs.may_vary(target):
        why = f"{target.field} names a row, or says something about it: no outcome hangs on it"
        return f"{row.input!r} names a column that is not varied", why, "name a column with a number or a choice"
    if row.kind in _DRAWN and not number:
        return f"{row.input!r} is a word and has no range", "only numbers lie between bounds", "write choice with its values"
    if row.kind == "own" and target.file == SCENARIO:
        return f"{row.input!r} has no range of its own", "an option is one value", "write uniform, triangular or choice"
    if row.kind == "chance" and (number or row.mode is None):
        why = "a chance says how likely a yes is, of an option that is on or off"
        return f"{row.input!r} is drawn as a chance", why, "give the probability in mode, or write another kind"
    return None


def _ends(row: Uncertainty, target: Target, inputs: Inputs) -> Iterator[tuple[str, float | str | bool]]:
    """List the values at the ends of what is drawn, each with the column that says so."""
    if target.file in (POSITIONS, VOTES) or row.kind == "own":
        return
    if row.kind == "choice":
        yield from (("values", value) for value in row.values)
    elif row.kind == "chance":
        yield "mode", "yes"
    else:
        factor = 1.0 if row.given_as == "value" else inputs.value(target) or 0.0
        yield from ((name, end * factor) for name in ("low", "high") if (end := getattr(row, name)) is not None)
