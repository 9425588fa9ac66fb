"""Units that a case states itself, and sizes that somebody proposed, in place of what rules derive."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from interpose.case.quantities import Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.force import UnitType
from interpose.case.tables.mandates import RequirementOverride
from interpose.case.tables.words import OUTSIDE, Level
from interpose.requirement.area import Sector
from interpose.requirement.result import (
    MandateRequirement,
    MonthlyNeed,
    Requirement,
    RequirementLine,
    SectorRequirement,
    StatedMonths,
)
from interpose.requirement.statement import Phases, apportion, by_month, by_sector

__all__ = ["Statement", "sized_to", "state"]


@dataclass(frozen=True)
class Statement:
    """A statement of requirement with what the case states in it: lines, by sector, by month, and the months it states."""

    lines: tuple[RequirementLine, ...]
    sectors: tuple[SectorRequirement, ...]
    monthly: tuple[MonthlyNeed, ...]
    stated_months: tuple[StatedMonths, ...]


def state(
    derived: Sequence[RequirementLine],
    rows: Sequence[RequirementOverride],
    unit_types: Mapping[str, UnitType],
    sectors: Sequence[Sector],
    phases: Phases,
) -> Statement:
    """Spread what the rules derive over sectors and months, and put what the case states in its place.

    Parameters
    ----------
    derived : sequence of RequirementLine
        What the rules of a mandate derive.
    rows : sequence of RequirementOverride
        Rows of `requirements.csv` for this mandate.
    unit_types : mapping of str to UnitType
        Personnel and capabilities of units.
    sectors : sequence of Sector
        The sectors.
    phases : Phases
        The months.

    Returns
    -------
    Statement
        A row for a belt replaces its lines. A row for a sector replaces what the sector was given; the others keep theirs.
        A row for months replaces the number of its belt in these months, without build-up or drawdown.
    """
    lines = _with_belts(derived, [row for row in rows if row.sector is None and row.first_month is None], unit_types)
    in_sectors = [row for row in rows if row.sector is not None]
    given = by_sector([line for line in lines if line.belt != OUTSIDE], sectors)
    lines = _with_sectors(lines, in_sectors, unit_types, sectors)
    months = by_month(lines, phases)
    stated, monthly = _with_months(months, [row for row in rows if row.first_month is not None], phases)
    return Statement(lines, _pinned(given, in_sectors, sectors), monthly, stated)


def _with_belts(
    lines: Sequence[RequirementLine], rows: Sequence[RequirementOverride], unit_types: Mapping[str, UnitType]
) -> tuple[RequirementLine, ...]:
    """Put one line where the first of those that it replaces stood, or at the end where no rule asked for such units."""
    found = list(lines)
    for row in rows:
        replaced = [line for line in found if (line.capability, line.belt) == (row.capability, row.belt)]
        at = found.index(replaced[0]) if replaced else len(found)
        stated = _stated(row, replaced, unit_types, sum(line.quantity.mode for line in replaced))
        found = [*found[:at], stated, *(line for line in found[at:] if line not in replaced)]
    return tuple(found)


def _with_sectors(
    lines: Sequence[RequirementLine],
    rows: Sequence[RequirementOverride],
    unit_types: Mapping[str, UnitType],
    sectors: Sequence[Sector],
) -> tuple[RequirementLine, ...]:
    """Give each stated sector a line of its own, and leave to the lines of its belt what the other sectors were given."""
    by_key: dict[tuple[str, str], list[RequirementOverride]] = defaultdict(list)
    for row in rows:
        by_key[row.belt, row.capability].append(row)
    loads = [sector.workload for sector in sectors]
    place = {sector.id: number for number, sector in enumerate(sectors)}
    found = list(lines)
    for (belt, capability), stated in by_key.items():
        replaced = [line for line in found if (line.belt, line.capability) == (belt, capability)]
        at = found.index(replaced[0]) if replaced else len(found)
        taken = [place[str(row.sector)] for row in stated]
        shares = apportion(sum(line.quantity.mode for line in replaced), loads)
        own = [_stated(row, replaced, unit_types, shares[number]) for row, number in zip(stated, taken, strict=True)]
        left = _left(replaced, loads, taken, ", ".join(str(row.sector) for row in stated), unit_types)
        found = [*found[:at], *left, *own, *(line for line in found[at:] if line not in replaced)]
    return tuple(found)


def _left(
    replaced: Sequence[RequirementLine],
    loads: Sequence[float],
    taken: Sequence[int],
    names: str,
    unit_types: Mapping[str, UnitType],
) -> list[RequirementLine]:
    """Say of each line of a belt what it leaves to the sectors for which the case states nothing."""
    ends: list[tuple[float, ...]] = []
    for level in ("low", "mode", "high"):
        quantities = [line.quantity.at(level) for line in replaced]
        shares = apportion(sum(quantities), loads)
        rest = sum(share for number, share in enumerate(shares) if number not in taken)
        ends.append(apportion(rest, quantities) if sum(quantities) > 0 else tuple(0.0 for _ in quantities))
    found = []
    for line, low, mode, high in zip(replaced, *ends, strict=True):
        # Whole units dealt along the line can leave the others one fewer of a larger total.
        quantity = Range(min(low, mode), mode, max(mode, high))
        personnel = quantity * unit_types[line.unit_type].personnel
        formula = f"{line.formula}; less what {names} would be given: {mode:g} units, {personnel.mode:,.0f} persons"
        found.append(replace(line, quantity=quantity, personnel=personnel, formula=formula))
    return found


def _stated(
    row: RequirementOverride, replaced: Sequence[RequirementLine], unit_types: Mapping[str, UnitType], given: float
) -> RequirementLine:
    if replaced:
        unit_type = max(replaced, key=lambda line: line.personnel.mode).unit_type
    else:
        unit_type = min(
            name for name, each in unit_types.items() if each.capabilities and each.capabilities[0][0] == row.capability
        )
    persons = unit_types[unit_type].personnel
    quantity = Range(row.low, row.mode, row.high)
    personnel = quantity * persons
    rules = ", ".join(line.rule for line in replaced)
    instead = f"in place of {rules}: {given:g}" if replaced else "in place of no rule"
    where = "" if row.sector is None else f" for {row.sector}"
    shown = f"{row.mode:g} ({row.low:g} to {row.high:g})"
    return RequirementLine(
        rule=".".join(("override", row.capability, row.belt, *(() if row.sector is None else (row.sector,)))),
        unit_type=unit_type,
        capability=row.capability,
        belt=row.belt,
        quantity=quantity,
        personnel=personnel,
        formula=f"override{where}, {instead}: {shown} × {persons:,} persons = {personnel.mode:,.0f}",
        source=f"override by the case: {row.source}",
        basis=row.basis,
        mandate=row.mandate,
        inputs=(str(RowRef.of(row)), str(RowRef("unit_types.csv", unit_type))),
        replaces=tuple(line.rule for line in replaced),
        override=True,
    )


def _pinned(
    given: Sequence[SectorRequirement], rows: Sequence[RequirementOverride], sectors: Sequence[Sector]
) -> tuple[SectorRequirement, ...]:
    """Put stated units in place of those that a sector was given."""
    units = {(row.sector, row.belt, row.capability): row.quantity for row in given}
    units.update({(str(row.sector), row.belt, row.capability): row.mode for row in rows})
    order = {sector.id: number for number, sector in enumerate(sectors)}
    return tuple(
        SectorRequirement(sector, capability, belt, quantity)
        for (sector, belt, capability), quantity in sorted(units.items(), key=lambda item: (order[item[0][0]], item[0][1:]))
        if quantity > 0
    )


def _with_months(
    months: Sequence[MonthlyNeed], rows: Sequence[RequirementOverride], phases: Phases
) -> tuple[tuple[StatedMonths, ...], tuple[MonthlyNeed, ...]]:
    """Put stated numbers in place of those of their months."""
    units = {(month, belt, capability): quantity for month, belt, capability, quantity in months}
    stated = []
    for row in rows:
        first, last = row.first_month or 1, row.last_month or phases.horizon_months
        keys = [(month, row.belt, row.capability) for month in range(first, last + 1)]
        before = [units.get(key, 0.0) for key in keys]
        quantity = Range(row.low, row.mode, row.high)
        units.update(dict.fromkeys(keys, quantity.at(phases.level)))
        stated.append(
            StatedMonths(
                capability=row.capability,
                belt=row.belt,
                first_month=first,
                last_month=last,
                quantity=quantity,
                replaced=(min(before), max(before)),
                source=f"override by the case: {row.source}",
                basis=row.basis,
                inputs=(str(RowRef.of(row)),),
            )
        )
    return tuple(stated), tuple(MonthlyNeed(*key, quantity) for key, quantity in sorted(units.items()))


def sized_to(requirement: Requirement, mandate: str, persons: float, level: Level = "mode") -> Requirement:
    """Make one mandate as large as a number of persons, with units in the proportion that its rules give.

    Parameters
    ----------
    requirement : Requirement
        What the rules ask for.
    mandate : str
        The mandate whose mix is taken.
    persons : float
        Persons that it shall come to.
    level : str
        The end of its range (low, mode, high) that shall be as large.

    Returns
    -------
    Requirement
        The same with this mandate scaled; whole units are rounded up month by month, so that the force of a proposal may be
        some persons larger. What missions had stays as it is: it is what a proposal is doubted with.

    Raises
    ------
    UsageError
        Where the mandate is not known.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.requirement import require
    >>> round(sized_to(require(load("ukraine-2024")), "reassure", 10_000).of("reassure").personnel.mode)
    10000
    """
    scaled = _scaled(requirement.of(mandate), persons, level)
    others = tuple(scaled if need.id == mandate else need for need in requirement.mandates)
    return replace(requirement, mandates=others)


def _scaled(need: MandateRequirement, persons: float, level: Level) -> MandateRequirement:
    factor = persons / need.personnel.at(level)
    lines = (replace(line, quantity=line.quantity * factor, personnel=line.personnel * factor) for line in need.lines)
    stated = (replace(row, quantity=row.quantity * factor) for row in need.stated_months)
    return replace(
        need,
        personnel=need.personnel * factor,
        personnel_with_tail=need.personnel_with_tail * factor,
        personnel_outside=need.personnel_outside * factor,
        lines=tuple(lines),
        sectors=tuple(replace(row, quantity=row.quantity * factor) for row in need.sectors),
        monthly=tuple(_monthly(row, factor) for row in need.monthly),
        stated_months=tuple(stated),
    )


def _monthly(row: MonthlyNeed, factor: float) -> MonthlyNeed:
    quantity = row.quantity * factor
    return row._replace(quantity=float(math.ceil(quantity - 1e-9)) if row.quantity == int(row.quantity) else quantity)
