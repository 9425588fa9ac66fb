"""Plans put together by hand, whose numbers agree with their calendar, to be tampered with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from interpose.case import Case
from interpose.case.tables.force import Commitment
from interpose.generation.check import verify
from interpose.generation.result import (
    Contribution,
    Force,
    HeldPosts,
    KeptPosts,
    Plan,
    RotationRow,
    SectorLead,
    SectorPhase,
    SectorPlan,
    SectorShortfall,
    SectorTour,
    Shortfall,
)
from interpose.requirement import Requirement
from interpose.solver import SolverRecord
from tests.generation.builders import TYPES

Placed = tuple[RotationRow, str]
"""A row of the calendar, and the sector where its units stand."""


def tour(state: str, start: int, units: int = 1, unit_type: str = "infantry_battalion", **more: Any) -> RotationRow:
    """Make a row of the calendar: a tour of six months within twelve."""
    given = {"end_month": min(start + 5, 12), "belt": "forward", **more}
    return RotationRow(state=state, unit_type=unit_type, units=units, start_month=start, **given)


def _brings(unit_type: str) -> dict[str, float]:
    return {name: float(value) for name, value in (part.split("=") for part in TYPES[unit_type][0].split(";"))}


def _missing(required: Mapping[tuple[str, str, int], float], rows: Iterable[RotationRow]) -> dict[tuple[str, str, int], float]:
    standing: dict[tuple[str, str, int], float] = defaultdict(float)
    for row in rows:
        for month in range(row.start_month, row.end_month + 1):
            for capability, quantity in _brings(row.unit_type).items():
                standing[row.belt, capability, month] += quantity * row.units
    return {key: needed - standing[key] for key, needed in required.items() if needed > standing[key]}


def plan(of: Case, wanted: Requirement, rows: Sequence[RotationRow], **more: Any) -> Plan:
    """Put a plan together from its calendar; all months but those before the build-up ends are steady."""
    horizon, begin = of.scenario.horizon_months, of.scenario.options.build_up_months
    required: dict[tuple[str, str, int], float] = defaultdict(float)
    for month, belt, capability, quantity in wanted.of("guard").monthly:
        required[belt, capability, month] += quantity
    missing = _missing(required, rows)
    persons: dict[str, list[int]] = {}
    for row in rows:
        months = persons.setdefault(row.state, [0] * horizon)
        for month in range(row.start_month, row.end_month + 1):
            months[month - 1] += row.units * TYPES[row.unit_type][1]
    total = [sum(months) for months in zip([0] * horizon, *persons.values(), strict=True)]
    plain = Plan(
        mandate="guard",
        mode="fixed",
        endurance=of.scenario.options.endurance,
        providers=(),
        status="optimal",
        objective=_price(missing, begin, horizon),
        requirement=_price(required, begin, horizon),
        participants=tuple(sorted(of.states)),
        force=Force(peak=max(total), sustained=min(total[begin - 1 :]), by_month=tuple(total)),
        shortfall=tuple(
            Shortfall(capability=name, belt=belt, month=month, quantity=quantity, required=required[belt, name, month])
            for (belt, name, month), quantity in sorted(missing.items())
        ),
        posts=_held(required, missing, begin, horizon),
        contributions=tuple(Contribution(code, max(months), tuple(months)) for code, months in sorted(persons.items())),
        rotation=tuple(rows),
        solver=SolverRecord("none", ()),
    )
    return replace(plain, **more)


def _price(missing: Mapping[tuple[str, str, int], float], begin: int, horizon: int) -> float:
    kinds = {parts.split("=")[0]: persons for parts, persons, _ in reversed(TYPES.values())}
    worst: dict[tuple[str, str], float] = defaultdict(float)
    for (belt, name, month), quantity in missing.items():
        if month >= begin:
            worst[belt, name] = max(worst[belt, name], quantity)
    steady = (horizon - begin + 1) * sum(kinds[name] * quantity for (_, name), quantity in worst.items())
    return steady + sum(kinds[name] * quantity for (_, name, _), quantity in missing.items())


def _held(
    required: Mapping[tuple[str, str, int], float], missing: Mapping[tuple[str, str, int], float], begin: int, horizon: int
) -> tuple[HeldPosts, ...]:
    keys = sorted({key[:2] for key in required})
    months = range(begin, horizon + 1)
    return tuple(
        HeldPosts(
            capability=name,
            belt=belt,
            required=max(required[belt, name, month] for month in months),
            held=min(required[belt, name, month] - missing.get((belt, name, month), 0.0) for month in months),
        )
        for belt, name in keys
    )


def plan_by_sector(
    of: Case,
    wanted: Requirement,
    placed: Sequence[Placed],
    phases: Sequence[tuple[str, int, int, Mapping[str, Sequence[str]]]],
    **more: Any,
) -> Plan:
    """Put a plan with sectors together; phases name the nations of each sector, the lead first."""
    rows = [row for row, _ in placed]
    base = plan(of, wanted, rows, **more)
    required = {
        (line.sector, line.belt, line.capability, month): line.quantity
        for line in wanted.of("guard").sectors
        for month in range(1, of.scenario.horizon_months + 1)
    }
    short = []
    for (sector, belt, name, month), needed in required.items():
        there = sum(
            row.units * _brings(row.unit_type).get(name, 0.0)
            for row, where in placed
            if (where, row.belt) == (sector, belt) and row.start_month <= month <= row.end_month
        )
        if needed > there:
            short.append(
                SectorShortfall(
                    sector=sector, capability=name, belt=belt, month=month, quantity=needed - there, required=needed
                )
            )
    lost: dict[str, float] = defaultdict(float)
    for missing in short:
        lost[missing.capability] += missing.quantity
    for belt_short in base.shortfall:
        lost[belt_short.capability] -= belt_short.quantity
    tours = tuple(
        SectorTour(
            state=row.state,
            unit_type=row.unit_type,
            units=row.units,
            start_month=row.start_month,
            end_month=row.end_month,
            belt=row.belt,
            sector=sector,
        )
        for row, sector in placed
    )
    told = tuple(
        SectorPhase(name, first, last, tuple(SectorLead(sector, given[0], tuple(given)) for sector, given in leads.items()))
        for name, first, last, leads in phases
    )
    loss = tuple((name, quantity) for name, quantity in lost.items() if quantity > 1e-9)
    missing_of: dict[tuple[str, str, int], float] = defaultdict(float)
    for each in short:
        missing_of[each.belt, each.capability, each.month] += each.quantity
    price = _price(missing_of, of.scenario.options.build_up_months, of.scenario.horizon_months)
    by_sector = SectorPlan(
        phases=told, tours=tours, shortfall=tuple(short), loss=loss, loss_share=0.0, objective=price, gap=0.0
    )
    return replace(base, by_sector=by_sector)


def kept(nation: str, count: float = 1, phase: str = "steady state", capability: str = "manoeuvre") -> KeptPosts:
    """Make posts that a nation keeps for a phase."""
    return KeptPosts(nation=nation, phase=phase, capability=capability, count=count)


def bound(unit_type: str) -> Commitment:
    """Make a unit of France that is bound away."""
    given = {"mission": "away", "units": 1, "price": 0.0, "basis": "assumed", "source": "s"}
    return Commitment.model_validate({"state": "FRA", "unit_type": unit_type, **given})


def broken(of: Case, wanted: Requirement, found: Plan, **more: Any) -> str:
    """Return the rules that a plan breaks, as one text."""
    return " · ".join(each.rule for each in verify(of, wanted, found, **more))
