"""Rows as the text of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

__all__ = ["table_text"]


def table_text(columns: list[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Write rows as CSV text: lists divided by semicolons, empty cells for what is absent.

    Examples
    --------
    >>> print(table_text(["id", "conditions"], [{"id": "a", "conditions": ("ceasefire", "mandate")}]), end="")
    id,conditions
    a,ceasefire; mandate
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "; ".join("=".join(_cell(part) for part in item) if isinstance(item, tuple) else str(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
