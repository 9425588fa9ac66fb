"""Inputs by reference: what `pools.csv#FRA/infantry_battalion` says, what it rests on, and which inputs are assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interpose.assessment.input_values import InputValue, value_of
from interpose.authority.routes.gates import host_of
from interpose.case import Case
from interpose.case.row_ref import RowRef
from interpose.case.tables.fields import Row
from interpose.deterrence import stated_inputs
from interpose.errors import UsageError
from interpose.recent import recent

__all__ = ["AssumptionRow", "assumption_rows", "resolve"]

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


MOVEMENT = tuple(RowRef(f"{name}.csv") for name in ("crossings", "homes", "lift", "move_factors", "move_units"))
"""Tables that a figure may name as a whole: what reserves are dispatched over."""


def _input(case: Case, reference: RowRef) -> InputValue:
    if reference == RowRef("pools.csv"):
        return InputValue(
            reference=str(reference), value=len(case.pools), unit="pools", note="the whole table, for what is left at home"
        )
    if reference in MOVEMENT:
        rows = getattr(case, reference.table.removesuffix(".csv"))
        return InputValue(
            reference=str(reference), value=len(rows), unit="rows", note="the whole table, for reserves on their way"
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
    return value_of(case.row(reference), reference)


@recent(2, lambda case: (case,))
def assumption_rows(case: Case) -> tuple[AssumptionRow, ...]:
    """List the choices of the scenario and every input that is estimated or assumed, most general first."""
    rows = []
    for name, reference, row in (*_choices(case), *_soft_inputs(case)):
        found = value_of(row, reference)
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
    yield from _soft_movement(case)
    for rate in case.supply_rates:
        if rate.basis in _SOFT:
            yield f"supply: {rate.supply_class.replace('_', ' ')}", RowRef.of(rate), rate
    for cost in case.cost_bases:
        if cost.basis in _SOFT:
            regime = "" if cost.regime == "any" else f", {cost.regime}"
            yield f"cost: {cost.cost_basis.replace('_', ' ')}{regime}", RowRef.of(cost), cost
    for payer in case.who_pays:
        if payer.basis in _SOFT and (payer.route in case.routes):
            yield f"borne in common: {case.routes[payer.route].name}", RowRef.of(payer), payer
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


def _soft_movement(case: Case) -> Iterator[tuple[str, RowRef, Row]]:
    """List what movement rests on: factors, crossings, lift, airfields and loads; homes are places and stand in the tables.

    Where no crossing leads into the host the network is that of another region, and nothing rests on it.
    """
    host = host_of(case)
    if not any(case.nodes[crossing.to_node].state == host for crossing in case.crossings.values()):
        return
    for factor in case.move_factors.values():
        if factor.basis in _SOFT:
            yield f"movement: {factor.factor.replace('_', ' ')}", RowRef.of(factor), factor
    for crossing in case.crossings.values():
        if crossing.basis in _SOFT:
            yield f"crossing: {crossing.crossing}", RowRef.of(crossing), crossing
    for lift in case.lift.values():
        if lift.basis in _SOFT:
            yield f"lift: {lift.pool.replace('_', ' ')}", RowRef.of(lift), lift
    for field in case.airfields.values():
        if field.basis in _SOFT:
            yield f"flights at {case.nodes[field.node].name}", RowRef.of(field), field
    for load in case.move_units.values():
        if load.basis in _SOFT and load.unit_type in case.unit_types:
            yield f"vehicles and containers of a unit: {case.unit_types[load.unit_type].name}", RowRef.of(load), load
