"""What does not fit between the rows of a ledger, before it has a file and a line."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LedgerFault"]


@dataclass(frozen=True, slots=True)
class LedgerFault:
    """One thing that does not fit between rows.

    Parameters
    ----------
    table : str
        Table of the row: sources, claims, hops, quotes, relations or assessments.
    key : int
        Index of the row in its table, from 0.
    field : str
        Field that is meant.
    what, why, mend : str
        What is wrong, why it matters, how to mend it.
    """

    table: str
    key: int
    field: str
    what: str
    why: str
    mend: str
