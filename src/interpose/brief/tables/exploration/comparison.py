"""The tables of a comparison: the question, which input moved which figure, figures, inputs by group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from interpose.brief.table import Cell, Table, from_headings
from interpose.exploration.comparison.attribution import Attribution
from interpose.exploration.comparison.comparison import Comparison, FigureChange
from interpose.exploration.comparison.differences import InputChange

__all__ = ["comparison_tables"]

_MOST_FIGURES = 20
_MOST_INPUTS = 30
_MILLIONS = 1e7
"""From here on a number is told in millions, so that the names of figures keep their room."""

_WIDE = 24
"""Most letters of a value beside an input."""


def comparison_tables(found: Comparison) -> Iterator[Table]:
    """Give the tables of a comparison for a terminal of 80 columns.

    Parameters
    ----------
    found : Comparison
        The comparison.

    Yields
    ------
    Table
        The question first, where it changed; then what moved the figures, the figures, and the inputs.
    """
    if not found.differs and not found.figures:
        yield from_headings("Nothing differs", ["part", "same"], [(part, "yes") for part in found.same])
        return
    if found.question:
        rows = [(each.input.partition("#")[2], each.a, each.b) for each in found.question]
        note = f"{_sides(found)} The figures answer two questions: what moved them may be the question alone."
        yield from_headings("Another question is asked", ["choice", "a", "b"], rows, note=note)
    for shares in found.attribution:
        # Where nothing moved, a table without rows would tell of shares of nothing.
        if shares.total or shares.plan_total or any(each.share for each in shares.groups):
            yield _shares(shares)
    if found.figures:
        yield _figures(found)
    else:
        yield from_headings("No figure moved", ["part", "same"], [(part, "yes") for part in found.same])
    if [*found.inputs]:
        yield _inputs(found)


def _sides(found: Comparison) -> str:
    return f"a: {found.a.case}; b: {found.b.case}."


def _shares(shares: Attribution) -> Table:
    per_cent = shares.unit == "share"
    matter = [each for each in shares.groups if each.share or each.alone or each.last]
    unsure = any(not each.told_apart for each in matter)
    rows: list[tuple[Cell, ...]] = []
    for each in matter:
        moves = [_move(value, per_cent) for value in (each.share, each.alone, each.last)]
        rows.append((each.group, *moves, *([] if not unsure else ["" if each.told_apart else "no"])))
    total = f"{_move(shares.total, per_cent)}{'' if per_cent else f' {shares.unit}'}"
    note = f"The shares sum to {total}: Shapley's rule, {shares.evaluations} solves of the slot model"
    note += "." if shares.method == "shapley" else ", over drawn orders."
    if shares.plan_total is not None and shares.not_attributed is not None:
        note += f" From plan to plan it is {_move(shares.plan_total, per_cent)}: "
        note += f"{_move(shares.not_attributed, per_cent)} is not attributed (months and sectors)."
    if nothing := [each.group for each in shares.groups if each not in matter]:
        note += f" Nothing comes from: {', '.join(nothing)}."
    if unsure:
        note += " Told apart, no: value and proved bound move apart, so the share is within what is not proved."
    headings = ["inputs", "share", "alone", "last", *(["told apart"] if unsure else [])]
    return from_headings(f"What moved {shares.figure}", headings, rows, numbers=headings[1:4], note=note)


def _move(value: float, per_cent: bool) -> str:
    # Adding 0 turns -0 into 0.
    return f"{round(100 * value, 1) + 0.0:+.1f} points" if per_cent else f"{round(value) + 0:+,}"


def _figures(found: Comparison) -> Table:
    beyond = [each for each in found.figures if each.beyond_tolerance]
    kept = [each for each in beyond if ".month_" not in each.name]
    # The force is what is asked for: it is not left to those that the table has no room for.
    shown = sorted(kept, key=lambda each: not each.name.startswith("force."))
    rows = [(each.name, _told(each.a), _told(each.b), _change(each)) for each in shown[:_MOST_FIGURES]]
    more = len(shown) - len(rows)
    parts = [f"{more} more" if more else "", _count(len(beyond) - len(shown), "figure", "of single months")]
    parts.append(_count(len(found.figures) - len(beyond), "figure", "within the tolerance"))
    note = f"Beside these: {'; '.join(filter(None, parts))}. " if any(parts) else ""
    note += f"Nothing moved in: {', '.join(found.same)}." if found.same else ""
    note = f"{_sides(found)} {note}".rstrip()
    return from_headings("Figures that moved", ["figure", "a", "b", "change"], rows, numbers=["a", "b", "change"], note=note)


def _count(count: int, word: str, more: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'} {more}" if count else ""


def _told(value: float | str | None) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if abs(value) >= _MILLIONS:
        return f"{value / 1e6:,.1f} m"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _change(each: FigureChange) -> str:
    if each.change is None:
        return "came" if each.status_a == "absent" else "went" if each.status_b == "absent" else "changed"
    if abs(each.change) >= _MILLIONS:
        return f"{each.change / 1e6:+,.1f} m"
    return f"{each.change:+,.0f}" if abs(each.change) >= 100 or each.change == int(each.change) else f"{each.change:+.3g}"


def _inputs(found: Comparison) -> Table:
    changes = [*found.inputs]
    order = Counter(each.group for each in changes)
    alike: defaultdict[tuple[object, ...], list[InputChange]] = defaultdict(list)
    for each in sorted(changes, key=lambda each: (-order[each.group], each.group, each.input)):
        table, _, rest = each.input.partition("#")
        same = (table, rest.rpartition(".")[2], each.a, each.b) if each.kind == "changed" else (each.input,)
        alike[same].append(each)
    rows: list[tuple[Cell, ...]] = []
    for group in [*alike.values()][:_MOST_INPUTS]:
        each = group[0]
        claims = [*(f"+{claim}" for claim in each.claims_added), *(f"-{claim}" for claim in each.claims_removed)]
        basis = " → ".join(dict.fromkeys(filter(None, (each.basis_a, each.basis_b))))
        name = each.input if len(group) == 1 else f"{each.input} and {len(group) - 1} more alike"
        rows.append((name, _short(each.a), _short(each.b), each.unit, "; ".join(filter(None, [basis, *claims[:3]]))))
    note = ""
    if len(changes) > len(rows):
        told = ", ".join(f"{group} {count}" for group, count in order.most_common())
        note = f"{len(changes)} inputs differ; by group: {told}."
    return from_headings("Inputs that differ", ["input", "a", "b", "unit", "rests on"], rows, numbers=["a", "b"], note=note)


def _short(value: float | str | None) -> str:
    # In full: two inputs that differ are not to look the same.
    told = _told(value) if value is None or isinstance(value, str) else f"{value:,.12g}"
    return told if len(told) <= _WIDE else f"{told[: _WIDE - 1]}…"
