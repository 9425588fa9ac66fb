"""CSV text cut into rows of cells, each with the line it begins in; another separator is told once, not once a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from interpose.errors import Fault, Location
from interpose.limits import LIMITS, InputLimits

__all__ = ["Cells", "cut_csv"]

Cells = list[tuple[int, list[str]]]
"""Rows of a table as text, each with its line, the header first."""

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}

csv.field_size_limit(64 * 1024 * 1024)


def cut_csv(text: str, file: str, known: Collection[str], faults: list[Fault], limits: InputLimits = LIMITS) -> Cells | None:
    r"""Cut a CSV text into rows.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for faults.
    known : collection of str
        Columns that the table may have: by them another separator is told from a header that is merely wrong.
    faults : list of Fault
        Where faults go.
    limits : InputLimits
        How many cells it may have.

    Returns
    -------
    list of (int, list of str) or None
        Rows with the line in which each begins; None where the cells could not be told apart.

    Examples
    --------
    >>> cut_csv("state,units\nFRA,2\n", "pools.csv", ["state", "units"], [])
    [(1, ['state', 'units']), (2, ['FRA', '2'])]
    """
    found = _other_separator(text, file, known)
    if found is not None:
        faults.append(found)
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: Cells = []
    line, count = 1, 0
    try:
        for cells in reader:
            count += 1 + len(cells)
            if count > limits.table_cells:
                what = f"the table has more than {limits.table_cells:,} cells"
                faults.append(Fault(what, Location(file, line), "it would fill the memory", "split the case"))
                return None
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        why, mend = "the rest of the table cannot be told apart", 'close each quote, and double a quote inside ("")'
        faults.append(Fault(f"broken CSV: {error}", Location(file, line), why, mend))
        return None
    return rows


def _other_separator(text: str, file: str, known: Collection[str]) -> Fault | None:
    """Tell a file whose cells are divided by something else than commas, by the columns that its header then has."""
    first, _, rest = text.partition("\n")
    mend = "save it as comma-separated CSV with decimal points, or keep the case as a workbook (.xlsx)"
    if first.strip().casefold().startswith("sep="):
        what = "the first line says how cells are separated (sep=), and is no header"
        return Fault(what, Location(file, 1), "cells are separated by commas, and the first line names the columns", mend)
    own = len(_named(first, ",", known))
    for separator, name in _SEPARATORS.items():
        if len(_named(first, separator, known)) > max(own, 1):
            comma = any(
                "," in cell and cell.replace(",", "").isdigit()
                for cell in rest[:10_000].replace("\n", separator).split(separator)
            )
            what = f"cells are separated by {name}{', and decimals by commas' if comma else ''}"
            return Fault(what, Location(file, 1), "a table is read with commas between its cells", mend)
    return None


def _named(header: str, separator: str, known: Collection[str]) -> set[str]:
    return {cell.strip().strip('"').strip() for cell in header.split(separator)}.intersection(known)
