"""What a row of a case gives as an input: its number with range, what it rests on, its claims and a remark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from pydantic import BaseModel

from interpose.case.row_ref import RowRef
from interpose.case.tables.area import AreaFeature
from interpose.case.tables.authority import Membership, Route, VoteAssumption
from interpose.case.tables.evidence import Claim
from interpose.case.tables.fields import Row
from interpose.case.tables.force import PlanningFactor, Pool, State, UnitType
from interpose.case.tables.mandates import MandateRule, RequirementOverride
from interpose.case.tables.movement import Airfield, Crossing, Home, Lift, MoveFactor, MoveUnit
from interpose.case.tables.scenario import Scenario
from interpose.case.tables.sustainment import CostBasis, PayerRule, SupplyRate

__all__ = ["InputValue", "value_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputValue:
    """What an input says.

    Parameters
    ----------
    reference : str
        The input, in the notation of `Figure.inputs`.
    value, low, high : float or str or None
        The value and its range, as far as one is given.
    unit : str
        Unit of the value.
    basis : str or None
        What it rests on.
    claims : tuple of str
        Claims behind it.
    note : str
        Source, derivation or remark.
    """

    reference: str
    value: float | str | None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    basis: str | None = None
    claims: tuple[str, ...] = ()
    note: str = ""


@singledispatch
def value_of(row: Row, reference: RowRef) -> InputValue:
    """Say what a row gives as an input: its number with range, basis, claims and a remark."""
    raise KeyError(f"{reference}: {type(row).__name__}")


@value_of.register
def _(row: Pool, reference: RowRef) -> InputValue:
    rhythm = f"notice {row.notice_days} days, tours of {row.tour_months} months, 1:{row.dwell_ratio:g} dwell"
    note = f"{rhythm}. {row.note or ''}".strip()
    return InputValue(
        reference=str(reference),
        value=row.units,
        low=row.low,
        high=row.high,
        unit="units",
        basis=row.basis,
        claims=row.claims,
        note=note,
    )


@value_of.register
def _(row: PlanningFactor, reference: RowRef) -> InputValue:
    note = _joined(row.source, row.note)
    return InputValue(
        reference=str(reference),
        value=row.value,
        low=row.low,
        high=row.high,
        unit=row.unit,
        basis=row.basis,
        claims=row.claims,
        note=note,
    )


@value_of.register
def _(row: RequirementOverride, reference: RowRef) -> InputValue:
    note = _joined("override of the mandate", row.source, row.note)
    return InputValue(
        reference=str(reference), value=row.mode, low=row.low, high=row.high, unit="units", basis=row.basis, note=note
    )


@value_of.register
def _(row: UnitType, reference: RowRef) -> InputValue:
    return InputValue(
        reference=str(reference),
        value=row.personnel,
        low=row.low,
        high=row.high,
        unit="persons",
        basis=row.basis,
        note=row.note or "",
    )


@value_of.register
def _(row: State, reference: RowRef) -> InputValue:
    value = getattr(row, reference.field) if reference.field else row.name
    basis = row.cap_basis if reference.field == "personnel_cap" else None
    return InputValue(reference=str(reference), value=_plain(value), basis=basis, claims=row.claims, note=row.note or "")


@value_of.register
def _(row: Scenario, reference: RowRef) -> InputValue:
    *parents, last = reference.field.split(".")
    owner: BaseModel = row
    for part in parents:
        owner = getattr(owner, part)
    note = type(owner).model_fields[last].description or ""
    return InputValue(reference=str(reference), value=_plain(getattr(owner, last)), basis="choice", note=note)


@value_of.register
def _(row: VoteAssumption, reference: RowRef) -> InputValue:
    note = f"taken as {row.vote.replace('_', ' ')}; {row.source}"
    unit = "probability of a vote for"
    return InputValue(
        reference=str(reference), value=row.yes, low=row.yes_low, high=row.yes_high, unit=unit, basis=row.basis, note=note
    )


@value_of.register
def _(row: SupplyRate, reference: RowRef) -> InputValue:
    unit = f"{row.unit} a {row.driver.replace('_', ' and ') if row.driver == 'person_day' else 'vehicle and kilometre'}"
    return InputValue(
        reference=str(reference), value=row.mode, low=row.low, high=row.high, unit=unit, basis=row.basis, note=row.source
    )


@value_of.register
def _(row: CostBasis, reference: RowRef) -> InputValue:
    unit = f"{row.currency} of {row.price_year} a person and year"
    note = _joined(row.counts, row.source)
    return InputValue(
        reference=str(reference), value=row.mode, low=row.low, high=row.high, unit=unit, basis=row.basis, note=note
    )


@value_of.register
def _(row: PayerRule, reference: RowRef) -> InputValue:
    note = _joined(row.rest, row.source)
    return InputValue(
        reference=str(reference), value=row.share_common, low=row.low, high=row.high, unit="share", basis=row.basis, note=note
    )


@value_of.register
def _(row: Membership, reference: RowRef) -> InputValue:
    return InputValue(reference=str(reference), value=f"since {row.since}", basis="observed", note=row.source)


@value_of.register
def _(row: MandateRule, reference: RowRef) -> InputValue:
    unit = f"{row.unit_type}, {row.driver.replace('_', ' ')}"
    note = _joined(row.source, row.note)
    return InputValue(
        reference=str(reference),
        value=row.value.mode,
        low=row.value.low,
        high=row.value.high,
        unit=unit,
        basis=row.basis,
        note=note,
    )


def _measured(
    reference: RowRef, value: tuple[float, float | None, float | None], unit: str, basis: str, *remarks: str | None
) -> InputValue:
    """Say what a row of movement gives: value, low and high."""
    number, low, high = value
    return InputValue(
        reference=str(reference), value=number, low=low, high=high, unit=unit, basis=basis, note=_joined(*remarks)
    )


@value_of.register
def _(row: MoveFactor, reference: RowRef) -> InputValue:
    return _measured(reference, (row.value, row.low, row.high), row.unit, row.basis, row.source, row.note)


@value_of.register
def _(row: MoveUnit, reference: RowRef) -> InputValue:
    pieces = row.wheeled + row.tracked + row.teu
    return _measured(
        reference, (pieces, row.low * pieces, row.high * pieces), "vehicles and containers", row.basis, row.source, row.note
    )


@value_of.register
def _(row: Crossing, reference: RowRef) -> InputValue:
    road = f"{row.road_vehicles_day:g} vehicles a day by road"
    return _measured(reference, (row.rail_wagons_day, row.low, row.high), "wagons/day", row.basis, road, row.source, row.note)


@value_of.register
def _(row: Lift, reference: RowRef) -> InputValue:
    each = f"of {row.each:g} {row.unit} each, after {row.notice_days} days"
    return _measured(
        reference, (row.count, row.low, row.high), row.kind.replace("_", " "), row.basis, each, row.source, row.note
    )


@value_of.register
def _(row: Airfield, reference: RowRef) -> InputValue:
    return _measured(reference, (row.flights_day, row.low, row.high), "flights/day", row.basis, row.source, row.note)


@value_of.register
def _(row: Home, reference: RowRef) -> InputValue:
    return InputValue(reference=str(reference), value=row.road_node, basis=row.basis, note=_joined(row.source, row.note))


@value_of.register
def _(row: Route, reference: RowRef) -> InputValue:
    return InputValue(reference=str(reference), value=row.name, note=f"{row.article}. {row.source}")


@value_of.register
def _(row: AreaFeature, reference: RowRef) -> InputValue:
    return InputValue(reference=str(reference), value=row.name, note=_joined(row.source, row.accuracy))


@value_of.register
def _(row: Claim, reference: RowRef) -> InputValue:
    return InputValue(reference=str(reference), value=row.statement, basis="reported", claims=(row.id,), note=row.note or "")


def _joined(*remarks: str | None) -> str:
    return "; ".join(filter(None, remarks))


def _plain(value: object) -> float | str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, float | int | str):
        return value
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if isinstance(value, dict):
        return "; ".join(
            f"{key}: {', '.join(map(str, each)) if isinstance(each, tuple) else each}" for key, each in value.items()
        )
    return str(value)
