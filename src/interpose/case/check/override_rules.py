"""Rows of `requirements.csv` against the scenario and against one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interpose.case.located import Located
from interpose.case.tables.mandates import RequirementOverride
from interpose.errors import Fault, use_one_of

__all__ = ["override_faults"]


def override_faults(
    rows: Sequence[Located[RequirementOverride]], sectors: Sequence[str] | None, horizon_months: int
) -> Iterator[Fault]:
    """Find rows that name a sector or a month that the plan does not have, and rows that contradict each other.

    Parameters
    ----------
    rows : sequence of Located
        The rows, with where they stand.
    sectors : sequence of str or None
        Names of the sectors that the line is cut into; None where nobody knows them.
    horizon_months : int
        Months that are planned.

    Yields
    ------
    Fault
        One for each thing that is wrong.
    """
    seen: dict[tuple[str, str, str], list[Located[RequirementOverride]]] = {}
    for located in rows:
        row = located.row
        if row.sector is not None and sectors is not None and row.sector not in sectors:
            mend = use_one_of(row.sector, sectors)
            yield located.fault("sector", f"sector {row.sector!r} is not known", "the line is not cut so", mend)
        for field, month in (("first_month", row.first_month), ("last_month", row.last_month)):
            if month is not None and month > horizon_months:
                what = f"{field} is {month}, beyond the {horizon_months} months that are planned"
                yield located.fault(field, what, "the number would hold in no month", "lower it, or raise horizon_months")
        if row.first_month is None:
            continue
        before = seen.setdefault((row.mandate, row.capability, row.belt), [])
        last = row.last_month if row.last_month is not None else horizon_months
        for other in before:
            first, until = other.row.first_month or 1, other.row.last_month or horizon_months
            # Rows with the same first month are told as duplicates.
            if first <= last and row.first_month <= until and first != row.first_month:
                what = f"the months overlap with those of line {other.line}"
                why = "two numbers would hold in one month"
                yield located.fault("first_month", what, why, "let the months of the rows follow one another")
        before.append(located)
