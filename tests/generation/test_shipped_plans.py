"""Plans of the ten shipped mandates: every rule kept, proved within the gap, leads that stay, and a largest force that is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from interpose.generation import Plan
from tests.generation.shipped import CASES, MANDATES

EACH = [(name, mandate) for name in CASES for mandate in MANDATES]

PlanOf = Callable[..., Plan]


@pytest.mark.parametrize(("name", "mandate"), EACH)
def test_a_plan_is_proved_within_its_gap_and_keeps_every_rule(shipped_plan: PlanOf, name: str, mandate: str) -> None:
    found = shipped_plan(name, mandate)
    assert found.status in ("optimal", "feasible")
    assert found.gap is not None
    assert found.gap <= 0.001
    # No lead without a battalion and a headquarters of its own there: the check counts it, sector by sector and month by month.
    assert found.max_violation == 0


@pytest.mark.parametrize(("name", "mandate"), EACH)
def test_the_lead_of_a_sector_changes_at_most_once(shipped_plan: PlanOf, name: str, mandate: str) -> None:
    by_sector = shipped_plan(name, mandate).by_sector
    leads: dict[str, list[str]] = {}
    for phase in by_sector.phases if by_sector else ():
        for row in phase.leads:
            leads.setdefault(row.sector, []).append(row.framework_nation)
    assert all(sum(before != after for before, after in pairwise(nations)) <= 1 for nations in leads.values())


@pytest.mark.parametrize(("name", "mandate"), EACH)
def test_the_largest_force_is_never_below_the_one_that_fills_the_requirement(
    shipped_plan: PlanOf, name: str, mandate: str
) -> None:
    fixed, largest = shipped_plan(name, mandate), shipped_plan(name, mandate, mode="largest")
    assert largest.max_violation == 0
    assert fixed.force.sustained <= largest.force.sustained


def test_the_same_plan_is_made_whether_it_is_compared_or_not(shipped_plan: PlanOf) -> None:
    # The plan of the other case is compared where it is assessed.
    alone, compared = (shipped_plan("ukraine-2025", "reassure", compared=compared) for compared in (False, True))
    assert (alone.rotation, alone.kept, alone.objective, alone.bound) == (
        compared.rotation,
        compared.kept,
        compared.objective,
        compared.bound,
    )
    assert alone.by_sector is not None
    assert compared.by_sector is not None
    assert (alone.by_sector.tours, alone.by_sector.phases) == (compared.by_sector.tours, compared.by_sector.phases)
    assert compared.force.own_relief is not None
    assert compared.force.horizon is not None
    assert compared.force.own_relief <= compared.force.sustained <= compared.force.horizon
