"""The tables of a brief as data frames, for work in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.result_tables import result_tables
from interpose.brief.tracing import Citations

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["tables"]

_TYPES = {"text": "string", "number": "Float64", "integer": "Int64", "boolean": "boolean"}


def tables(assessment: Assessment) -> dict[str, pd.DataFrame]:
    """Give every table of the brief as a data frame: the same names, columns and rows as its CSV files and its workbook.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    dict of str to pandas.DataFrame
        By name of the table, in the order of the argument. `frame.attrs` holds `title`, `description`, and by column what
        it says (`columns`) and its unit (`units`). A cell without a value is `pandas.NA`.

    Examples
    --------
    >>> import interpose
    >>> found = interpose.tables(interpose.assess(interpose.load("ukraine-2024"), mandates=(), beside=False))
    >>> list(found)[:4]
    ['about', 'options', 'positions', 'history']
    >>> found["positions"].columns[0]
    'state'
    """
    import pandas as pd

    frames = {}
    for table in result_tables(BriefContext(assessment, Citations(assessment))):
        frame = pd.DataFrame(table.rows, columns=[column.name for column in table.columns])
        frame = frame.astype({column.name: _TYPES[column.kind] for column in table.columns})
        frame.attrs = {
            "title": table.title,
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns},
            "units": {column.name: column.unit for column in table.columns if column.unit},
        }
        frames[table.name] = frame
    return frames
