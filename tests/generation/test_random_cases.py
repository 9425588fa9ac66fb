"""Random small cases with every rule of sectors: each plan keeps all of them, by a count of its own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from interpose.case import Case
from interpose.generation import PlanRequest, generate
from interpose.generation.check import verify
from interpose.requirement import Requirement
from tests.generation.builders import case, pool, positions, requirement

STATES = ("AAA", "BBB", "CCC", "DDD")
KINDS = ("infantry_battalion", "mechanised_battalion", "medical_company", "brigade_headquarters", "mixed_group")
CAVEATS = ("manoeuvre@sector-1", "*@sector-2", "manoeuvre@forward", "headquarters@*")


def drawn(seed: int) -> tuple[Case, Requirement]:
    """Draw pools, sectors, options, partners, caps and caveats."""
    random = np.random.default_rng(seed)

    def one(*of: Any) -> Any:
        return of[random.integers(len(of))]

    def sometimes(share: float) -> bool:
        return bool(random.random() < share)

    horizon, every = one(10, 12, 18, 24), [(state, kind) for state in STATES for kind in KINDS]
    pools = [
        pool(
            *every[place],
            units=one(*range(9)),
            tour_months=one(3, 4, 6),
            dwell_ratio=one(0, 1, 1.5, 2, 3),
            notice_days=one(0, 30, 75),
            handover_months=one(0, 0.5),
        )
        for place in random.permutation(len(every))[: one(*range(2, 10))]
    ]
    troops = [float(one(1, 2, 3)) for _ in range(one(1, 2, 3))]
    rows = [(f"sector-{place + 1}", "manoeuvre", "forward", units) for place, units in enumerate(troops)]
    need = {("forward", "manoeuvre"): sum(troops), ("depth", "medical"): float(one(1, 2, 3))}
    if sometimes(0.5):
        need["depth", "manoeuvre"] = float(one(1, 2))
    if sometimes(0.8):
        need["forward", "headquarters"] = float(len(troops))
        rows += [(name, "headquarters", "forward", 1.0) for name, *_ in rows]
    factors = {}
    if sometimes(0.7):
        factors["sector_most_nations"] = one(1, 2, 3)
    if sometimes(0.6):
        factors["framework_share"] = one(0.333, 0.5, 1.0)
    if sometimes(0.5):
        factors["drawdown_months"] = 2
    states: dict[str, dict[str, Any]] = {}
    if sometimes(0.3):
        states["AAA"] = {"personnel_cap": one(700, 1500, 2500), "cap_basis": "assumed"}
    if sometimes(0.3):
        states["BBB"] = {"caveats": one(*CAVEATS)}
    if sometimes(0.2):
        states["DDD"] = {"stands": "outside"}
    given = case(
        pools,
        horizon=horizon,
        build_up=one(1, 3, 6),
        states=states,
        factors=factors,
        partners={"pair": ("AAA", "BBB")} if sometimes(0.4) else None,
        endurance=one("relay", "own", "horizon"),
        minimum_stay=one("phase", "phase", "tour"),
        lead_headquarters=one("own", "any"),
        last_headquarters_stays=one(True, False),
        home_share=one(0.0, 0.0, 0.25),
        phase_months=one(1, 6, 12),
        minimum_contingent=one(0, 0, 0, 900),
    )
    return given, requirement(need, horizon=horizon, sectors=rows)


LEFT_EMPTY_ONE_BY_ONE = (153, 237, 251)
"""Cases in which troops, or headquarters, that are given to sectors one by one leave a post empty that they could man."""

ONCE_BROKEN = (20, 266, 286, 309, 397, 437)
"""Cases in which a nation moved or led where it only passed, or a headquarters stood where another led."""


@pytest.mark.parametrize("seed", sorted({*range(12), *ONCE_BROKEN}))
def test_a_plan_of_a_random_case_keeps_every_rule(seed: int) -> None:
    given, need = drawn(seed)
    found = generate(given, positions(), need, PlanRequest(compared=False))
    assert found.status == "optimal"
    assert [(each.rule, each.amount) for each in verify(given, need, found)] == []


@pytest.mark.parametrize("seed", LEFT_EMPTY_ONE_BY_ONE)
def test_posts_that_stay_empty_unit_by_unit_are_manned_by_dealing_all_at_once(seed: int) -> None:
    given, need = drawn(seed)
    found = generate(given, positions(), need, PlanRequest(compared=False))
    assert found.by_sector is not None
    assert found.by_sector.loss == ()
