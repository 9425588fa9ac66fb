"""Sectors: who stands where, who leads, and what the rules of sectors cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interpose.generation.sector_need import spread

from interpose.case import Case
from interpose.case.tables.force import PlanningFactor
from interpose.evidence import positions as positions_of
from interpose.generation import Generation, generate, verify, verify_sectors
from interpose.requirement import Requirement, require
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
COMMAND = ("forward", "headquarters")


def with_rules(given: Case, most: float = 3, share: float = 0.333) -> Case:
    factors = {
        name: PlanningFactor(factor=name, value=value, unit="x", basis="assumed", source="test")
        for name, value in (("sector_most_nations", most), ("framework_share", share))
    }
    return replace(given, planning_factors=factors)


def stretches(count: int, units: float, capability: str = "manoeuvre") -> list[tuple[str, str, str, float]]:
    return [(f"sector-{number}", capability, "forward", units) for number in range(1, count + 1)]


def planned(given: Case, need: Requirement) -> Generation:
    plan = generate(given, positions(), need)
    assert verify_sectors(given, need, plan) == ()
    return plan


def nations_by_sector(plan: Generation) -> dict[str, set[str]]:
    assert plan.by_sector is not None
    found: dict[str, set[str]] = defaultdict(set)
    for tour in plan.by_sector.tours:
        found[tour.sector].add(tour.state)
    return found


def test_three_nations_fill_three_sectors_and_each_leads_one() -> None:
    pools = [pool(state, units=6) for state in ("FRA", "GBR", "ITA")]
    pools += [pool(state, "brigade_headquarters", units=3) for state in ("FRA", "GBR", "ITA")]
    need = requirement({FORWARD: 6, COMMAND: 3}, sectors=[*stretches(3, 2), *stretches(3, 1, "headquarters")])
    plan = planned(with_rules(case(pools)), need)
    assert plan.by_sector is not None
    assert plan.by_sector.shortfall == ()
    assert plan.sector_loss == {}
    assert [row.sector for row in plan.sectors] == ["sector-1", "sector-2", "sector-3"]
    for phase in plan.by_sector.phases:
        for row in phase.leads:
            assert row.nations[0] == row.framework_nation


def test_a_unit_keeps_its_sector_for_its_whole_tour_and_every_unit_has_one() -> None:
    need = requirement({FORWARD: 4}, sectors=stretches(2, 2))
    plan = planned(with_rules(case([pool("FRA", units=9), pool("ITA", units=5)])), need)
    assert plan.by_sector is not None
    dealt: Counter[tuple[str, int, int]] = Counter()
    for tour in plan.by_sector.tours:
        assert tour.sector in ("sector-1", "sector-2")
        dealt[tour.state, tour.start_month, tour.end_month] += tour.units
    for row in plan.rotation:
        dealt[row.state, row.start_month, row.end_month] -= row.units
    assert not any(dealt.values())


def test_one_nation_a_sector_leaves_a_third_nation_without_a_place_and_says_what_that_costs() -> None:
    # Three nations with one unit each, two sectors of two units: with one nation a sector, one unit has no place.
    pools = [pool(state, units=1, tour_months=12, dwell_ratio=0) for state in ("FRA", "GBR", "ITA")]
    need = requirement({FORWARD: 4}, sectors=stretches(2, 2))
    plan = planned(with_rules(case(pools), most=1), need)
    assert plan.by_sector is not None
    assert plan.sector_loss == {"manoeuvre": 12.0}
    assert [tour.sector for tour in plan.by_sector.tours].count("") == 1
    assert plan.sectors_status == "feasible"
    # Belt: 1 of 4 units missing for 12 months, and the worst month once more; with sectors: 2 of 4.
    assert plan.objective == pytest.approx(24 * plan.requirement / 96)
    assert plan.by_sector.objective == pytest.approx(2 * plan.objective)
    assert plan.by_sector.gap == pytest.approx(0.25)


def test_a_nation_that_may_stand_there_sends_a_unit_in_place_of_one_that_may_not() -> None:
    # By turns the plan takes units of all three; two sectors of one nation each have place for two.
    pools = [pool(state, units=2, tour_months=12, dwell_ratio=0) for state in ("FRA", "GBR", "ITA")]
    need = requirement({FORWARD: 4}, sectors=stretches(2, 2))
    given = with_rules(case(pools), most=1)
    plain = generate(given, positions(), need, explained=False)
    assert len({row.state for row in plain.rotation}) == 3
    plan = planned(given, need)
    assert verify(given, need, plan) == ()
    assert plan.sector_loss == {}
    assert len({row.state for row in plan.rotation}) == 2
    assert plan.by_sector is not None
    assert plan.by_sector.handed_over >= 1
    assert plan.shortfall == plain.shortfall
    assert plan.force == plain.force
    assert plan.max_violation == 0
    assert {row.state: row.personnel_peak for row in plan.contributions} == {row.state: 1400 for row in plan.contributions}


def test_a_state_with_a_cap_takes_over_no_tours() -> None:
    pools = [pool(state, units=2, tour_months=12, dwell_ratio=0) for state in ("FRA", "GBR", "ITA")]
    capped = {state: {"personnel_cap": 5000, "cap_basis": "assumed"} for state in ("FRA", "GBR", "ITA")}
    need = requirement({FORWARD: 4}, sectors=stretches(2, 2))
    plan = planned(with_rules(case(pools, states=capped), most=1), need)
    assert plan.by_sector is not None
    assert plan.by_sector.handed_over == 0


def test_a_share_that_no_nation_has_sends_the_smallest_away() -> None:
    pools = [pool("FRA", units=2, tour_months=12, dwell_ratio=0), pool("GBR", units=1, tour_months=12, dwell_ratio=0)]
    need = requirement({FORWARD: 3}, sectors=stretches(1, 3))
    assert planned(with_rules(case(pools), share=0.6), need).sector_loss == {}
    plan = planned(with_rules(case(pools), share=0.8), need)
    assert plan.sector_loss == {"manoeuvre": 12.0}
    assert nations_by_sector(plan) == {"sector-1": {"FRA"}, "": {"GBR"}}


def test_the_framework_nation_sends_its_headquarters_to_the_sector_it_leads() -> None:
    pools = [
        pool("FRA", units=2, tour_months=12, dwell_ratio=0),
        pool("GBR", units=2, tour_months=12, dwell_ratio=0),
        pool("GBR", "brigade_headquarters", units=1, tour_months=12, dwell_ratio=0),
        pool("FRA", "brigade_headquarters", units=1, tour_months=12, dwell_ratio=0),
    ]
    need = requirement({FORWARD: 4, COMMAND: 2}, sectors=[*stretches(2, 2), *stretches(2, 1, "headquarters")])
    plan = planned(with_rules(case(pools), most=1), need)
    assert plan.by_sector is not None
    leads = {row.sector: row.framework_nation for row in plan.sectors}
    assert sorted(leads.values()) == ["FRA", "GBR"]
    for tour in plan.by_sector.tours:
        assert leads[tour.sector] == tour.state


def test_a_caveat_on_a_sector_keeps_units_out_of_it_and_costs_what_they_would_have_covered_there() -> None:
    pools = [pool("FRA", units=2, tour_months=12, dwell_ratio=0)]
    need = requirement({FORWARD: 2}, sectors=stretches(2, 1))
    given = with_rules(case(pools, states={"FRA": {"caveats": "manoeuvre@sector-2"}}))
    plan = planned(given, need)
    assert nations_by_sector(plan) == {"sector-1": {"FRA"}}
    assert plan.sector_loss == {"manoeuvre": 12.0}
    assert {(row.sector, row.month) for row in plan.by_sector.shortfall} == {  # type: ignore[union-attr]
        ("sector-2", month) for month in range(1, 13)
    }


def test_a_sector_that_no_nation_may_enter_stays_empty() -> None:
    pools = [pool(state, units=3, tour_months=12, dwell_ratio=0) for state in ("FRA", "GBR")]
    closed = {state: {"caveats": "*@sector-1"} for state in ("FRA", "GBR")}
    need = requirement({FORWARD: 4}, sectors=stretches(2, 2))
    plan = planned(with_rules(case(pools, states=closed)), need)
    assert [row.sector for row in plan.sectors] == ["sector-2"]
    assert plan.sector_loss["manoeuvre"] == 24.0


def test_phases_are_build_up_steady_state_in_years_and_drawdown() -> None:
    given = with_rules(case([pool("FRA", units=30)], horizon=36, build_up=7))
    drawdown = PlanningFactor(factor="drawdown_months", value=3, unit="months", basis="assumed", source="test")
    given = replace(given, planning_factors={**given.planning_factors, "drawdown_months": drawdown})
    plan = planned(given, requirement({FORWARD: 2}, horizon=36, sectors=stretches(2, 1)))
    assert plan.by_sector is not None
    assert [(phase.name, phase.first_month, phase.last_month) for phase in plan.by_sector.phases] == [
        ("build-up", 1, 6),
        ("steady state 1", 7, 15),
        ("steady state 2", 16, 24),
        ("steady state 3", 25, 33),
        ("drawdown", 34, 36),
    ]


def test_a_mandate_without_sectors_has_none() -> None:
    plan = planned(with_rules(case([pool("FRA", units=3)])), requirement({FORWARD: 1}))
    assert plan.by_sector is None
    assert plan.sectors == ()


def test_a_sector_never_loses_a_unit_while_the_force_grows() -> None:
    weights = np.array([2.0, 2.0, 1.0, 2.0, 2.0, 1.0, 2.0, 2.0])
    found = spread(np.arange(0.0, 15.0), weights)
    assert (np.diff(found, axis=1) >= 0).all()
    assert found.sum(axis=0).tolist() == list(range(15))
    assert found[:, -1].tolist() == weights.tolist()


@settings(max_examples=25, deadline=None)
@given(
    units=st.lists(st.integers(0, 5), min_size=2, max_size=5),
    staffs=st.lists(st.integers(0, 2), min_size=5, max_size=5),
    sectors=st.integers(1, 4),
    most=st.integers(1, 4),
    share=st.sampled_from([0.0, 0.3, 0.5, 0.7]),
    build_up=st.integers(1, 5),
)
def test_whatever_the_pools_every_rule_of_sectors_is_kept_and_the_bound_holds(
    units: list[int], staffs: list[int], sectors: int, most: int, share: float, build_up: int
) -> None:
    states = ["DEU", "FRA", "GBR", "ITA", "POL"][: len(units)]
    pools = [
        pool(state, units=count, tour_months=3 + place) for place, (state, count) in enumerate(zip(states, units, strict=True))
    ]
    pools += [pool(state, "brigade_headquarters", units=count) for state, count in zip(states, staffs, strict=False)]
    rising = [float(min(2 * sectors, 2 * sectors * month // build_up)) for month in range(1, 19)]
    need = requirement(
        {FORWARD: rising, COMMAND: float(sectors)},
        horizon=18,
        sectors=[*stretches(sectors, 2), *stretches(sectors, 1, "headquarters")],
    )
    plan = planned(with_rules(case(pools, horizon=18, build_up=build_up), most, share), need)
    if plan.by_sector is not None and plan.bound is not None:
        assert plan.by_sector.objective >= plan.bound - 1e-6


def test_the_sectors_of_the_shipped_case_are_verified_and_cost_little(ukraine: Case) -> None:
    need = require(ukraine)
    plan = generate(ukraine, positions_of(ukraine), need)
    assert verify_sectors(ukraine, need, plan) == ()
    assert plan.by_sector is not None
    assert plan.by_sector.gap is not None
    assert plan.by_sector.gap <= 0.01
    assert len(plan.sectors) == 8
    assert all(len(row.nations) <= 3 for phase in plan.by_sector.phases for row in phase.leads)


@pytest.mark.parametrize("change", ["sector", "units", "lead", "short"])
def test_a_plan_that_was_tampered_with_is_found_out(ukraine: Case, change: str) -> None:
    need = require(ukraine)
    plan = generate(ukraine, positions_of(ukraine), need)
    found = plan.by_sector
    assert found is not None
    if change == "sector":
        crowded = tuple(replace(tour, sector="sector-1") for tour in found.tours)
        found = replace(found, tours=crowded)
    elif change == "units":
        found = replace(found, tours=(replace(found.tours[0], units=found.tours[0].units + 1), *found.tours[1:]))
    elif change == "lead":
        phase = found.phases[-1]
        leads = (replace(phase.leads[0], framework_nation="POL"), *phase.leads[1:])
        found = replace(found, phases=(*found.phases[:-1], replace(phase, leads=leads)))
    else:
        found = replace(found, shortfall=found.shortfall[1:])
    assert verify_sectors(ukraine, need, replace(plan, by_sector=found))
