"""Solving by months: parts, limits brought in as they are broken, and rules that cannot hold together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interpose.generation.model.rows import on_ground
from interpose.generation.model.solve import MonthlySolution, solve_monthly
from interpose.generation.problem.planning_problem import problem_of
from interpose.generation.settings import Settings
from interpose.solver import Clock, Limits
from tests.generation.builders import case, pool, positions, requirement

FORWARD, MEDICAL = ("forward", "manoeuvre"), ("depth", "medical")


def solved(
    *pools: object,
    need: dict[tuple[str, str], float],
    limits: Limits | None = None,
    settings: Settings | None = None,
    **more: object,
) -> MonthlySolution:
    problem = problem_of(case(pools, **more), positions(), requirement(need))  # type: ignore[arg-type]
    return solve_monthly(replace(problem, settings=settings or Settings()), Clock(limits or Limits()))


def test_of_two_plans_with_the_same_shortfall_the_one_with_fewer_tours_is_taken() -> None:
    found = solved(pool("FRA", units=9), pool("ITA", units=9, tour_months=4), need={FORWARD: 1})
    assert (found.status, found.bound) == ("optimal", 0)
    assert set(found.tours) == {("FRA", "infantry_battalion", "")}
    assert found.tours["FRA", "infantry_battalion", ""]["forward"].nonzero()[0].tolist() == [0, 6]


def test_units_inside_go_before_units_from_outside_where_both_would_do() -> None:
    found = solved(pool("FRA", units=9), pool("USA", units=9), need={FORWARD: 1}, states={"USA": {"stands": "outside"}})
    assert {state for state, _, _ in found.tours} == {"FRA"}


def test_a_cap_that_a_plan_without_it_would_break_is_kept() -> None:
    pools = [pool("FRA", units=9), pool("FRA", "medical_company", units=9), pool("ITA", "medical_company", units=9)]
    capped = {"FRA": {"personnel_cap": 700, "cap_basis": "assumed"}}
    found = solved(*pools, need={FORWARD: 1, MEDICAL: 1}, states=capped)
    assert found.bound == 0
    persons = sum(
        on_ground(months.astype(float), 6) * {"infantry_battalion": 700, "medical_company": 100}[kind]
        for (state, kind, _), stations in found.tours.items()
        for months in stations.values()
        if state == "FRA"
    )
    assert np.max(persons) == 700


def test_rules_that_cannot_hold_together_are_named_in_words() -> None:
    found = solved(pool("FRA", units=2), need={FORWARD: 4}, states={"FRA": {"personnel_least": 1400}})
    assert (found.status, found.tours, found.bound) == ("infeasible", {}, None)
    assert set(found.conflicts) == {
        "least of FRA: at least 1,400 persons after the build-up",
        "pool of FRA infantry_battalion: 2 units, each at most one tour of 6 in 18 months",
    }


def test_without_time_there_is_no_answer() -> None:
    assert solved(pool("FRA", units=9), need={FORWARD: 1}, limits=Limits(seconds=0)).status == "no answer"


@pytest.mark.parametrize("units", [3, 4, 9])
def test_a_plan_too_large_for_months_has_the_posts_of_the_slot_model_and_their_bound(units: int) -> None:
    pools = [pool("FRA", units=units)]
    by_months = solved(*pools, need={FORWARD: 3}, endurance="relay")
    by_slots = solved(*pools, need={FORWARD: 3}, endurance="relay", settings=Settings(most_entries=1))
    assert (by_months.by_slots, by_slots.by_slots) == (False, True)
    assert by_slots.bound == pytest.approx(by_months.bound, abs=700 * 3 * 24 * 1e-4)
    months = by_slots.tours["FRA", "infantry_battalion", ""]["forward"]
    assert on_ground(months.astype(float), 6).min() == units // 3
