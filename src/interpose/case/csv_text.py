"""Rows as the text of a CSV file, and cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

__all__ = ["cell_text", "csv_text", "guarded", "table_text", "unguarded"]

_FORMULA = ("=", "+", "-", "@", "\t")


def table_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Write rows as CSV text with a header: lists divided by semicolons, empty cells for what is absent.

    Examples
    --------
    >>> print(table_text(["id", "conditions"], [{"id": "a", "conditions": ("ceasefire", "mandate")}]), end="")
    id,conditions
    a,ceasefire; mandate
    """
    cells = ([cell_text(row.get(name)) for name in columns] for row in rows)
    return csv_text(chain([columns], cells))


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Write rows of cells as CSV text.

    Examples
    --------
    >>> print(csv_text([["a", "b, c"]]), end="")
    a,"b, c"
    """
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def cell_text(value: object) -> str:
    """Write a value as the text of a cell, so that reading it gives the value again.

    Examples
    --------
    >>> cell_text((("manoeuvre", 1.0), ("isr", 0.2))), cell_text(True), cell_text(None)
    ('manoeuvre=1; isr=0.2', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "; ".join("=".join(map(cell_text, item)) if isinstance(item, tuple) else str(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def guarded(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("plain")
    ("'=1+1", 'plain')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.startswith("'") else cell


def unguarded(cell: str) -> str:
    """Take back what `guarded` did.

    Examples
    --------
    >>> unguarded(guarded("=1+1"))
    '=1+1'
    """
    return cell[1:] if cell.startswith("'") and cell[1:2] in (*_FORMULA, "'") else cell
