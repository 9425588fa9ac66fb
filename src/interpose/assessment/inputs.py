"""Inputs by reference: what `pools.csv#FRA/infantry_battalion` says, what it rests on, and which inputs are assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch

from pydantic import BaseModel

from interpose.case import Case
from interpose.case.row_ref import RowRef
from interpose.case.tables.area import AreaFeature
from interpose.case.tables.authority import Membership, Route, VoteAssumption
from interpose.case.tables.evidence import Claim
from interpose.case.tables.fields import Row
from interpose.case.tables.force import PlanningFactor, Pool, State, UnitType
from interpose.case.tables.mandates import MandateRule, RequirementOverride
from interpose.case.tables.movement import Airfield, Crossing, Home, Lift, MoveFactor, MoveUnit
from interpose.case.tables.scenario import Scenario
from interpose.deterrence import stated_inputs
from interpose.errors import UsageError

__all__ = ["AssumptionRow", "InputValue", "assumption_rows", "resolve"]

_SOFT = ("estimated", "assumed")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionRow:
    """An input that no claim carries, or a choice of the scenario.

    Parameters
    ----------
    name : str
        Name for readers.
    value, low, high : float or str or None
        The value and its range, as far as one is given.
    unit : str
        Unit of the value.
    basis : str
        What it rests on: observed, reported, pledged, estimated, assumed, or choice.
    note : str
        Source, derivation or remark.
    where : str
        The input, in the notation of `Figure.inputs`.
    """

    name: str
    value: float | str | None
    low: float | None
    high: float | None
    unit: str
    basis: str
    note: str
    where: str


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


def resolve(case: Case, reference: str) -> InputValue:
    """Look up an input of a case.

    Parameters
    ----------
    case : Case
        The case.
    reference : str
        `file#key`: `pools.csv#FRA/infantry_battalion`, `planning_factors.csv#support_tail`,
        `scenario.yaml#options.zone_depth_km`, `mandates/interpose.yaml#battalions`,
        `states.csv#FRA.personnel_cap`, `unit_types.csv#brigade_headquarters`, `area.geojson#line-river`,
        `routes/nato.yaml`.

    Returns
    -------
    InputValue
        What stands there.

    Raises
    ------
    UsageError
        Where there is no such input.

    Examples
    --------
    >>> from interpose.case import load
    >>> resolve(load("ukraine-2024"), "scenario.yaml#options.zone_depth_km").value
    10.0
    """
    try:
        return _input(case, RowRef.parse(reference))
    except (KeyError, AttributeError, StopIteration) as error:
        raise UsageError(f"the case has no input {reference!r}") from error


def _input(case: Case, reference: RowRef) -> InputValue:
    if reference == RowRef("pools.csv"):
        return InputValue(
            reference=str(reference), value=len(case.pools), unit="pools", note="the whole table, for what is left at home"
        )
    if reference.table == "escalation.yaml":
        known = () if case.escalation is None else stated_inputs(case.escalation)
        stated = next(each for each in known if each.reference == str(reference))
        return InputValue(
            reference=str(reference),
            value=stated.value,
            low=stated.low,
            high=stated.high,
            unit=stated.unit,
            basis=stated.basis,
            note=stated.note,
        )
    return _value(case.row(reference), reference)


@singledispatch
def _value(row: Row, reference: RowRef) -> InputValue:
    """Say what a row gives as an input: its number with range, basis, claims and a remark."""
    raise KeyError(f"{reference}: {type(row).__name__}")


@_value.register
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


@_value.register
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


@_value.register
def _(row: RequirementOverride, reference: RowRef) -> InputValue:
    note = _joined("override of the mandate", row.source, row.note)
    return InputValue(
        reference=str(reference), value=row.mode, low=row.low, high=row.high, unit="units", basis=row.basis, note=note
    )


@_value.register
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


@_value.register
def _(row: State, reference: RowRef) -> InputValue:
    value = getattr(row, reference.field) if reference.field else row.name
    basis = row.cap_basis if reference.field == "personnel_cap" else None
    return InputValue(reference=str(reference), value=_plain(value), basis=basis, claims=row.claims, note=row.note or "")


@_value.register
def _(row: Scenario, reference: RowRef) -> InputValue:
    *parents, last = reference.field.split(".")
    owner: BaseModel = row
    for part in parents:
        owner = getattr(owner, part)
    note = type(owner).model_fields[last].description or ""
    return InputValue(reference=str(reference), value=_plain(getattr(owner, last)), basis="choice", note=note)


@_value.register
def _(row: VoteAssumption, reference: RowRef) -> InputValue:
    note = f"taken as {row.vote.replace('_', ' ')}; {row.source}"
    unit = "probability of a vote for"
    return InputValue(
        reference=str(reference), value=row.yes, low=row.yes_low, high=row.yes_high, unit=unit, basis=row.basis, note=note
    )


@_value.register
def _(row: Membership, reference: RowRef) -> InputValue:
    return InputValue(reference=str(reference), value=f"since {row.since}", basis="observed", note=row.source)


@_value.register
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


@_value.register
def _(row: MoveFactor, reference: RowRef) -> InputValue:
    return _measured(reference, (row.value, row.low, row.high), row.unit, row.basis, row.source, row.note)


@_value.register
def _(row: MoveUnit, reference: RowRef) -> InputValue:
    pieces = row.wheeled + row.tracked + row.teu
    return _measured(
        reference, (pieces, row.low * pieces, row.high * pieces), "vehicles and containers", row.basis, row.source, row.note
    )


@_value.register
def _(row: Crossing, reference: RowRef) -> InputValue:
    road = f"{row.road_vehicles_day:g} vehicles a day by road"
    return _measured(reference, (row.rail_wagons_day, row.low, row.high), "wagons/day", row.basis, road, row.source, row.note)


@_value.register
def _(row: Lift, reference: RowRef) -> InputValue:
    each = f"of {row.each:g} {row.unit} each, after {row.notice_days} days"
    return _measured(
        reference, (row.count, row.low, row.high), row.kind.replace("_", " "), row.basis, each, row.source, row.note
    )


@_value.register
def _(row: Airfield, reference: RowRef) -> InputValue:
    return _measured(reference, (row.flights_day, row.low, row.high), "flights/day", row.basis, row.source, row.note)


@_value.register
def _(row: Home, reference: RowRef) -> InputValue:
    return InputValue(reference=str(reference), value=row.road_node, basis=row.basis, note=_joined(row.source, row.note))


@_value.register
def _(row: Route, reference: RowRef) -> InputValue:
    return InputValue(reference=str(reference), value=row.name, note=f"{row.article}. {row.source}")


@_value.register
def _(row: AreaFeature, reference: RowRef) -> InputValue:
    return InputValue(reference=str(reference), value=row.name, note=_joined(row.source, row.accuracy))


@_value.register
def _(row: Claim, reference: RowRef) -> InputValue:
    return InputValue(reference=str(reference), value=row.statement, basis="reported", claims=(row.id,), note=row.note or "")


def _joined(*remarks: str | None) -> str:
    return "; ".join(filter(None, remarks))


def assumption_rows(case: Case) -> tuple[AssumptionRow, ...]:
    """List the choices of the scenario and every input that is estimated or assumed, most general first."""
    rows = []
    for name, reference, row in (*_choices(case), *_soft_inputs(case)):
        found = _value(row, reference)
        rows.append(
            AssumptionRow(
                name=name,
                value=found.value,
                low=found.low,
                high=found.high,
                unit=found.unit,
                basis=found.basis or "assumed",
                note=found.note,
                where=found.reference,
            )
        )
    if case.escalation is not None:
        rows.extend(
            AssumptionRow(
                name=each.name,
                value=each.value,
                low=each.low,
                high=each.high,
                unit=each.unit,
                basis=each.basis,
                note=each.note,
                where=each.reference,
            )
            for each in stated_inputs(case.escalation)
        )
    return tuple(rows)


def _choices(case: Case) -> Iterator[tuple[str, RowRef, Row]]:
    options = (f"options.{field}" for field in type(case.scenario.options).model_fields)
    for field in ("start", "horizon_months", "mandate", "route", *options):
        yield field.removeprefix("options.").replace("_", " "), RowRef.scenario(field), case.scenario


def _soft_inputs(case: Case) -> Iterator[tuple[str, RowRef, Row]]:
    for name, factor in case.planning_factors.items():
        if factor.basis in _SOFT:
            yield name.replace("_", " "), RowRef.of(factor), factor
    for mandate in case.mandates.values():
        for rule in mandate.rules:
            if rule.basis in _SOFT:
                yield f"{mandate.name}: {rule.id.replace('_', ' ')}", RowRef.rule(mandate.id, rule.id), rule
    for row in case.requirements:
        if row.basis in _SOFT:
            where = row.belt if row.sector is None else f"{row.belt} in {row.sector}"
            label = f"{case.mandates[row.mandate].name}: {row.capability.replace('_', ' ')} {where}, stated by the case"
            yield label, RowRef.of(row), row
    for name, vote in case.votes.items():
        if vote.basis in _SOFT:
            yield f"vote for, where a state is: {name.replace('_', ' ')}", RowRef.of(vote), vote
    for unit in case.unit_types.values():
        if unit.basis in _SOFT:
            yield f"personnel of a unit: {unit.name}", RowRef.of(unit), unit
    for state in case.states.values():
        if state.personnel_cap is not None and state.cap_basis in _SOFT:
            yield f"most personnel of {state.name}", RowRef.of(state, "personnel_cap"), state
    for pool in case.pools:
        if pool.basis in _SOFT:
            label = f"{case.states[pool.state].name}: {case.unit_types[pool.unit_type].name}"
            yield label, RowRef.of(pool), pool


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
