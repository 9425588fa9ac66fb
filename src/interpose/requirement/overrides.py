"""Lines that a case states itself, in place of what the rules of a mandate derive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interpose.case.quantities import Range
from interpose.case.tables.force import UnitType
from interpose.case.tables.mandates import RequirementOverride
from interpose.requirement.result import RequirementLine

__all__ = ["apply_overrides"]


def apply_overrides(
    mandate: str,
    lines: Sequence[RequirementLine],
    overrides: Sequence[RequirementOverride],
    unit_types: Mapping[str, UnitType],
) -> tuple[RequirementLine, ...]:
    """Put what the case states in place of what the rules derive.

    Parameters
    ----------
    mandate : str
        Mandate that is sized.
    lines : sequence of RequirementLine
        What its rules derive.
    overrides : sequence of RequirementOverride
        Rows of `requirements.csv`, those of other mandates too.
    unit_types : mapping of str to UnitType
        Personnel and capabilities of units.

    Returns
    -------
    tuple of RequirementLine
        An override stands where the first line stood that it replaces, or at the end where it replaces none. Lines of
        other capabilities and belts stay as the rules gave them, also where they counted what is replaced.
    """
    found = list(lines)
    for row in overrides:
        if row.mandate != mandate:
            continue
        replaced = [line for line in found if (line.capability, line.belt) == (row.capability, row.belt)]
        at = found.index(replaced[0]) if replaced else len(found)
        found = [*found[:at], _stated(row, replaced, unit_types), *(line for line in found[at:] if line not in replaced)]
    return tuple(found)


def _stated(
    row: RequirementOverride, replaced: Sequence[RequirementLine], unit_types: Mapping[str, UnitType]
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
    instead = f"in place of {rules}: {sum(line.quantity.mode for line in replaced):g}" if replaced else "in place of no rule"
    shown = f"{row.mode:g} ({row.low:g} to {row.high:g})"
    return RequirementLine(
        rule=f"override.{row.capability}.{row.belt}",
        unit_type=unit_type,
        capability=row.capability,
        belt=row.belt,
        quantity=quantity,
        personnel=personnel,
        formula=f"override, {instead}: {shown} × {persons:,} persons = {personnel.mode:,.0f}",
        source=f"override by the case: {row.source}",
        basis=row.basis,
        mandate=row.mandate,
        inputs=(f"requirements.csv#{row.mandate}/{row.capability}/{row.belt}", f"unit_types.csv#{unit_type}"),
        replaces=tuple(line.rule for line in replaced),
        override=True,
    )
