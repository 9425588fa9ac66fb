"""Seeded synthetic cases of any size, to see how the planner grows.

Each state has a pool of each unit type; tours, dwell, notice and sizes are drawn from short lists as they occur in
public documents. All pools of a capability together come to a given share of what sustaining the requirement needs.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np

from interpose.case import Case
from interpose.case.quantities import Range
from interpose.case.tables.area import Area
from interpose.case.tables.force import PlanningFactor, Pool, State, UnitType
from interpose.case.tables.mandates import Mandate
from interpose.case.tables.scenario import Scenario
from interpose.case.tables.words import Belt
from interpose.evidence import Positions
from interpose.requirement import MandateRequirement, Requirement, RequirementLine, SectorRequirement
from interpose.requirement.result import MonthlyNeed

__all__ = ["synthetic"]

TYPES = {
    "infantry": ("manoeuvre", 700, 40),
    "headquarters": ("headquarters", 250, 10),
    "engineers": ("engineers", 450, 8),
    "logistics": ("logistics", 500, 12),
    "medical": ("medical", 120, 14),
    "air_defence": ("air_defence", 120, 12),
    "isr": ("isr", 120, 12),
    "aviation": ("aviation", 200, 8),
    "fires": ("fires", 450, 8),
    "police": ("military_police", 120, 8),
    "monitors": ("monitors", 8, 60),
    "training": ("training", 40, 16),
}
"""Name: capability, persons, units required at 32 states."""


def synthetic(
    states: int = 32, *, horizon: int = 48, sectors: int = 8, supply: float = 0.6, capped: float = 0.2, seed: int = 1
) -> tuple[Case, Positions, Requirement]:
    """Make a case with its positions and requirement.

    Parameters
    ----------
    states : int
        Contributors.
    horizon : int
        Months.
    sectors : int
        Sectors.
    supply : float
        Pools as a share of what sustaining the whole requirement needs.
    capped : float
        Share of the states with a cap, at half of what they could have deployed on average.
    seed : int
        Seed.
    """
    random = np.random.default_rng(seed)
    factors = {
        name: PlanningFactor(factor=name, value=value, unit=unit, basis="assumed", source="synthetic")
        for name, value, unit in (("sector_most_nations", 3.0, "nations"), ("framework_share", 1 / 3, "ratio"))
    }
    codes = [f"{chr(65 + number // 26)}{chr(65 + number % 26)}Q" for number in range(states)]
    habits = []
    for _ in codes:
        tour, dwell, notice = (random.choice(each) for each in ([4, 6, 6, 6, 9], [2, 3, 4, 5], [20, 50, 80]))
        habits.append((int(tour), float(dwell), int(notice)))
    weights = random.lognormal(0, 1, states)
    pools, deployed = [], dict.fromkeys(codes, 0.0)
    for kind, (_, persons, required) in TYPES.items():
        scale = required * states / 32 * supply
        for code, weight, (tour, dwell, notice) in zip(codes, weights / weights.sum(), habits, strict=True):
            units = int(random.poisson(scale * weight * (1 + dwell)))
            if units:
                deployed[code] += units * persons / (1 + dwell)
                pools.append(
                    Pool(
                        state=code,
                        unit_type=kind,
                        units=units,
                        notice_days=notice,
                        tour_months=tour,
                        dwell_ratio=dwell,
                        handover_months=0.5,
                        basis="assumed",
                    )
                )
    limited = set(random.choice(codes, int(capped * states), replace=False))
    rows = {
        code: State(
            state=code,
            name=code,
            participates="yes",
            personnel_cap=int(deployed[code] / 2) if code in limited else None,
            cap_basis="assumed" if code in limited else None,
        )
        for code in codes
    }
    types = {
        kind: UnitType(
            unit_type=kind,
            name=kind,
            capabilities=f"{capability}=1",
            personnel=persons,
            enabler=kind not in ("infantry", "monitors", "training"),
            basis="assumed",
        )
        for kind, (capability, persons, _) in TYPES.items()
    }
    scenario = Scenario.model_validate(
        {
            "title": "synthetic",
            "question": "how fast?",
            "as_of": "2024-12-15",
            "start": "2025-04",
            "horizon_months": horizon,
            "mandate": "synthetic",
            "route": "none",
            "options": {"build_up_months": 6, "sectors": sectors},
            "seed": seed,
        }
    )
    rule = {"id": "r", "unit_type": "infantry", "belt": "forward", "driver": "fixed", "basis": "assumed", "source": "synthetic"}
    mandate = Mandate.model_validate(
        {"id": "synthetic", "name": "Synthetic", "task": "t", "rules": [{**rule, "value": {"low": 1, "mode": 1, "high": 1}}]}
    )
    case = Case(
        name="synthetic",
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
        planning_factors=factors,
        mandates={"synthetic": mandate},
        routes={},
        memberships=(),
        votes={},
        pools=tuple(pools),
        area=Area(line=(), hubs=(), entry_points=()),
        places=(),
        overrides={},
    )
    return case, Positions(dt.date(2024, 12, 15), (), dt.date(2024, 12, 15)), _requirement(states, horizon, sectors)


def _requirement(states: int, horizon: int, sectors: int) -> Requirement:
    lines, monthly, rows = [], [], []
    belts: tuple[Belt, Belt] = ("forward", "depth")
    zero = Range.exactly(0)
    for kind, (capability, persons, required) in TYPES.items():
        total = round(required * states / 32)
        forward = round(total * 0.7)
        for belt, units in zip(belts, (forward, total - forward), strict=True):
            span, people = Range.exactly(units), Range.exactly(units * persons)
            lines.append(
                RequirementLine(
                    rule=kind,
                    unit_type=kind,
                    capability=capability,
                    belt=belt,
                    quantity=span,
                    personnel=people,
                    formula="",
                    source="synthetic",
                    basis="assumed",
                    mandate="synthetic",
                )
            )
            monthly += [
                MonthlyNeed(month, belt, capability, float(np.ceil(units * min(1, month / 6))))
                for month in range(1, horizon + 1)
            ]
            rows += [SectorRequirement(f"sector-{number + 1}", capability, belt, units / sectors) for number in range(sectors)]
    need = MandateRequirement(
        id="synthetic",
        name="Synthetic",
        task="t",
        personnel=zero,
        lines=tuple(lines),
        sectors=tuple(rows),
        monthly=tuple(monthly),
        personnel_with_tail=zero,
        personnel_outside=zero,
    )
    return Requirement(area=None, mandates=(need,))  # type: ignore[arg-type]
