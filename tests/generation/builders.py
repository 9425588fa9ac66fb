"""Small cases for the tests of generation, with what a test does not care about filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from interpose.case import Case
from interpose.case.quantities import Range
from interpose.case.tables.area import Area
from interpose.case.tables.force import PlanningFactor, Pool, State, UnitType
from interpose.case.tables.mandates import Mandate
from interpose.case.tables.scenario import Scenario
from interpose.evidence import Position, Positions
from interpose.generation import Plan, PlanRequest, generate
from interpose.generation.check import verify
from interpose.generation.model.solve import solve_monthly
from interpose.generation.plan import read_back
from interpose.generation.problem.planning_problem import Problem
from interpose.requirement import MandateRequirement, Requirement, RequirementLine, SectorRequirement
from interpose.solver import Clock, Limits

TYPES = {
    "infantry_battalion": ("manoeuvre=1", 700, False),
    "mechanised_battalion": ("manoeuvre=1", 800, False),
    "brigade_headquarters": ("headquarters=1", 200, True),
    "medical_company": ("medical=1", 100, True),
    "isr_company": ("isr=1", 120, True),
    "mixed_group": ("manoeuvre=1;medical=0.5", 800, False),
}

FEW_RULES = {"endurance": "horizon", "minimum_stay": "tour", "lead_headquarters": "any", "last_headquarters_stays": False}
"""The rules of version 0.1."""


def pool(state: str, unit_type: str = "infantry_battalion", units: float = 1, **more: Any) -> Pool:
    """Make a pool that is ready at once, with tours of 6 months at 1:2 dwell."""
    given = {"notice_days": 0, "tour_months": 6, "dwell_ratio": 2, "handover_months": 0, "basis": "assumed", **more}
    return Pool.model_validate({"state": state, "unit_type": unit_type, "units": units, **given})


def case(
    pools: Iterable[Pool],
    *,
    horizon: int = 12,
    build_up: int = 1,
    states: Mapping[str, Mapping[str, Any]] | None = None,
    factors: Mapping[str, float] | None = None,
    partners: Mapping[str, tuple[str, ...]] | None = None,
    **options: Any,
) -> Case:
    """Make a case of pools; every state takes part unless `states` says otherwise.

    Its plans have the rules of version 0.1 unless `options` say otherwise: for the horizon, no posts, any headquarters.
    """
    given = tuple(pools)
    said = states or {}
    codes = sorted({each.state for each in given} | set(said))
    rows = {
        code: State.model_validate({"state": code, "name": code, "participates": "yes", **said.get(code, {})}) for code in codes
    }
    types = {
        name: UnitType(
            unit_type=name, name=name, capabilities=capabilities, personnel=persons, enabler=enabler, basis="assumed"
        )
        for name, (capabilities, persons, enabler) in TYPES.items()
    }
    scenario = Scenario.model_validate(
        {
            "title": "t",
            "question": "q",
            "as_of": "2024-12-15",
            "start": "2025-04",
            "horizon_months": horizon,
            "mandate": "guard",
            "route": "coalition_of_the_willing",
            "options": {"build_up_months": build_up, "relative_gap": 0.0, **FEW_RULES, **options},
            "partners": partners or {},
        }
    )
    rule = {
        "id": "r",
        "unit_type": "infantry_battalion",
        "belt": "forward",
        "driver": "fixed",
        "basis": "assumed",
        "source": "s",
    }
    mandate = Mandate.model_validate(
        {"id": "guard", "name": "Guard", "task": "t", "rules": [{**rule, "value": {"low": 1, "mode": 1, "high": 1}}]}
    )
    return Case(
        name="small",
        folder=Path(),
        digest="",
        scenario=scenario,
        sources={},
        claims={},
        hops={},
        quotes=(),
        relations=(),
        states=rows,
        unit_types=types,
        planning_factors={
            name: PlanningFactor(factor=name, value=value, unit="x", basis="assumed", source="test")
            for name, value in (factors or {}).items()
        },
        mandates={"guard": mandate},
        routes={},
        memberships=(),
        votes={},
        pools=given,
        area=Area(line=(), hubs=(), entry_points=()),
        places=(),
        overrides={},
    )


def requirement(
    need: Mapping[tuple[str, str], float | list[float]],
    *,
    horizon: int = 12,
    sectors: Iterable[tuple[str, str, str, float]] = (),
) -> Requirement:
    """Make a requirement: units by (belt, capability), the same in each month or month by month."""
    monthly = tuple(
        (month, belt, capability, float(quantity[month - 1] if isinstance(quantity, list) else quantity))
        for month in range(1, horizon + 1)
        for (belt, capability), quantity in need.items()
    )
    kinds = {parts.split("=")[0]: name for name, (parts, _, _) in reversed(TYPES.items())}
    most = {key: float(max(quantity) if isinstance(quantity, list) else quantity) for key, quantity in need.items()}
    zero = Range.exactly(0)
    lines = tuple(
        RequirementLine(
            rule="r",
            unit_type=kinds[name],
            capability=name,
            belt=belt,
            quantity=Range.exactly(units),
            personnel=zero,
            formula="",
            source="s",
            basis="assumed",
            mandate="guard",
        )
        for (belt, name), units in most.items()
    )
    rows = tuple(SectorRequirement(*row) for row in sectors)
    guard = MandateRequirement(
        id="guard",
        name="Guard",
        task="t",
        personnel=zero,
        lines=lines,
        sectors=rows,
        monthly=monthly,
        personnel_with_tail=zero,
        personnel_outside=zero,
    )
    return Requirement(area=None, mandates=(guard,))  # type: ignore[arg-type]


def positions(*given: tuple[str, int, str]) -> Positions:
    """Gather positions of (state, modality, role)."""
    rows = tuple(
        Position(
            state=state, modality=modality, role=role, claims=(), conditions=(), conflict=False, offices=(), grade="C3", roots=1
        )
        for state, modality, role in sorted(given)
    )
    return Positions(dt.date(2024, 12, 15), rows, dt.date(2024, 12, 15))


def plan(given: Case, need: Requirement, said: Positions | None = None, **asked: Any) -> Plan:
    """Plan, and check that every rule is kept; it is not set beside other endurances unless that is asked for."""
    found = generate(given, said or positions(), need, PlanRequest(**{"compared": False, **asked}))
    assert verify(given, need, found) == ()
    return found


def least_price(problem: Problem) -> tuple[float, float]:
    """Return the priced shortfall of the best plan by month, counted from its calendar, and the proved bound."""
    solution = solve_monthly(problem, Clock(Limits()))
    assert solution.status == "optimal"
    assert solution.bound is not None
    return read_back(problem, solution.tours).objective, solution.bound
