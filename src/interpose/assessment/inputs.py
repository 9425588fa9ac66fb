"""Inputs by reference: what `pools.csv#FRA/infantry_battalion` says, what it rests on, and which inputs are assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from interpose.case import Case
from interpose.case.tables.mandates import MandateRule
from interpose.deterrence import stated_inputs
from interpose.errors import UsageError

__all__ = ["AssumptionRow", "InputValue", "assumption_rows", "resolve"]

_SOFT = ("estimated", "assumed")


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    file, _, key = reference.partition("#")
    try:
        return _look_up(case, reference, file, key)
    except (KeyError, AttributeError, StopIteration) as error:
        raise UsageError(f"the case has no input {reference!r}") from error


def _look_up(case: Case, reference: str, file: str, key: str) -> InputValue:
    folder, _, name = file.removesuffix(".yaml").partition("/")
    if reference == "pools.csv":
        return InputValue(reference, len(case.pools), unit="pools", note="the whole table, for what is left at home")
    if file == "pools.csv":
        state, _, unit_type = key.partition("/")
        pool = next(pool for pool in case.pools if (pool.state, pool.unit_type) == (state, unit_type))
        rhythm = f"notice {pool.notice_days} days, tours of {pool.tour_months} months, 1:{pool.dwell_ratio:g} dwell"
        note = f"{rhythm}. {pool.note or ''}"
        return InputValue(reference, pool.units, pool.low, pool.high, "units", pool.basis, pool.claims, note.strip())
    if file == "planning_factors.csv":
        factor = case.planning_factors[key]
        note = "; ".join(filter(None, (factor.source, factor.note)))
        return InputValue(reference, factor.value, factor.low, factor.high, factor.unit, factor.basis, factor.claims, note)
    if file == "requirements.csv":
        stated_row = next(row for row in case.requirements if row.key == key)
        note = "; ".join(filter(None, ("override of the mandate", stated_row.source, stated_row.note)))
        return InputValue(reference, stated_row.mode, stated_row.low, stated_row.high, "units", stated_row.basis, (), note)
    if file == "unit_types.csv":
        unit = case.unit_types[key]
        return InputValue(reference, unit.personnel, unit.low, unit.high, "persons", unit.basis, (), unit.note or "")
    if file == "states.csv":
        code, _, field = key.partition(".")
        state_row = case.states[code]
        value = getattr(state_row, field) if field else state_row.name
        basis = state_row.cap_basis if field == "personnel_cap" else None
        return InputValue(reference, _plain(value), basis=basis, claims=state_row.claims, note=state_row.note or "")
    if file == "scenario.yaml":
        current: object = case.scenario
        for part in key.split("."):
            current = getattr(current, part)
        return InputValue(reference, _plain(current), basis="choice", note=_description(case.scenario, key))
    if file == "votes.csv":
        vote = case.votes[key]
        note = f"taken as {vote.vote.replace('_', ' ')}; {vote.source}"
        return InputValue(reference, vote.yes, vote.yes_low, vote.yes_high, "probability of a vote for", vote.basis, (), note)
    if file == "memberships.csv":
        body, _, member = key.partition("/")
        row = next(row for row in case.memberships if (row.body, row.state) == (body, member))
        return InputValue(reference, f"since {row.since}", basis="observed", note=row.source)
    if folder == "mandates":
        rule = next(rule for rule in case.mandates[name].rules if rule.id == key)
        return _rule(reference, rule)
    if folder == "routes":
        route = case.routes[name]
        return InputValue(reference, route.name, note=f"{route.article}. {route.source}")
    if file == "area.geojson":
        area = case.area
        parts = (area.line, area.hubs, area.entry_points, area.borders, area.boundaries, area.sectors)
        feature = next(part.feature for kind in parts for part in kind if part.feature.id == key)
        return InputValue(reference, feature.name, note="; ".join(filter(None, (feature.source, feature.accuracy))))
    if file == "escalation.yaml" and case.escalation is not None:
        stated = next(each for each in stated_inputs(case.escalation) if each.reference == reference)
        return InputValue(reference, stated.value, stated.low, stated.high, stated.unit, stated.basis, (), stated.note)
    if file == "claims.csv":
        claim = case.claims[key]
        return InputValue(reference, claim.statement, basis="reported", claims=(claim.id,), note=claim.note or "")
    raise KeyError(reference)


def _rule(reference: str, rule: MandateRule) -> InputValue:
    unit = f"{rule.unit_type}, {rule.driver.replace('_', ' ')}"
    note = "; ".join(filter(None, (rule.source, rule.note)))
    return InputValue(reference, rule.value.mode, rule.value.low, rule.value.high, unit, rule.basis, (), note)


def assumption_rows(case: Case) -> tuple[AssumptionRow, ...]:
    """List the choices of the scenario and every input that is estimated or assumed, most general first."""
    references = [*_choices(case), *_soft_inputs(case)]
    rows = []
    for name, reference in references:
        found = resolve(case, reference)
        rows.append(
            AssumptionRow(name, found.value, found.low, found.high, found.unit, found.basis or "assumed", found.note, reference)
        )
    if case.escalation is not None:
        rows.extend(
            AssumptionRow(each.name, each.value, each.low, each.high, each.unit, each.basis, each.note, each.reference)
            for each in stated_inputs(case.escalation)
        )
    return tuple(rows)


def _choices(case: Case) -> Iterator[tuple[str, str]]:
    for field in ("start", "horizon_months", "mandate", "route"):
        yield field.replace("_", " "), f"scenario.yaml#{field}"
    for field in type(case.scenario.options).model_fields:
        yield field.replace("_", " "), f"scenario.yaml#options.{field}"


def _soft_inputs(case: Case) -> Iterator[tuple[str, str]]:
    for name, factor in case.planning_factors.items():
        if factor.basis in _SOFT:
            yield name.replace("_", " "), f"planning_factors.csv#{name}"
    for mandate in case.mandates.values():
        for rule in mandate.rules:
            if rule.basis in _SOFT:
                yield f"{mandate.name}: {rule.id.replace('_', ' ')}", f"mandates/{mandate.id}.yaml#{rule.id}"
    for row in case.requirements:
        if row.basis in _SOFT:
            where = row.belt if row.sector is None else f"{row.belt} in {row.sector}"
            label = f"{case.mandates[row.mandate].name}: {row.capability.replace('_', ' ')} {where}, stated by the case"
            yield label, f"requirements.csv#{row.key}"
    for name, vote in case.votes.items():
        if vote.basis in _SOFT:
            yield f"vote for, where a state is: {name.replace('_', ' ')}", f"votes.csv#{name}"
    for name, unit in case.unit_types.items():
        if unit.basis in _SOFT:
            yield f"personnel of a unit: {unit.name}", f"unit_types.csv#{name}"
    for code, state in case.states.items():
        if state.personnel_cap is not None and state.cap_basis in _SOFT:
            yield f"most personnel of {state.name}", f"states.csv#{code}.personnel_cap"
    for pool in case.pools:
        if pool.basis in _SOFT:
            label = f"{case.states[pool.state].name}: {case.unit_types[pool.unit_type].name}"
            yield label, f"pools.csv#{pool.state}/{pool.unit_type}"


def _plain(value: object) -> float | str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, float | int | str):
        return value
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return str(value)


def _description(scenario: BaseModel, key: str) -> str:
    current: BaseModel = scenario
    *parents, last = key.split(".")
    for part in parents:
        current = getattr(current, part)
    return type(current).model_fields[last].description or ""
