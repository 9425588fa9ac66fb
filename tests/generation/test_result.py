"""The figures of a plan, and what can be read from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.generation.result import SectorLead, SectorPhase, SectorPlan
from interpose.plain import json_schema, plain
from tests.generation.builders import case, plan, pool, requirement

FORWARD = ("forward", "manoeuvre")


def test_each_number_of_a_plan_is_a_figure_with_what_it_is_computed_from() -> None:
    found = plan(case([pool("FRA", units=4)], endurance="relay"), requirement({FORWARD: 2}), compared=True)
    figures = {figure.name: figure for figure in found.figures()}
    values = {
        name: figure.value for name, figure in figures.items() if name.startswith(("force", "shortfall_share", "contrib"))
    }
    assert values == {
        "force.peak": 700,
        "force.sustained": 700,
        "force.without_end": 700,
        "force.own_relief": 700,
        "force.horizon": 1400,
        "shortfall_share": 0.5,
        "force.outside_peak": 0,
        "force.from_outside": 0,
        "contributions.FRA.peak": 700,
    }
    assert "without end, nations relieve one another" in figures["force.sustained"].formula
    assert "states.csv#FRA.participates" in figures["contributions.FRA.peak"].inputs
    assert figures["shortfall.manoeuvre.month_1"].value == 1


def test_a_plan_without_numbers_has_no_figures() -> None:
    found = plan(case([pool("FRA", units=4)]), requirement({FORWARD: 2}))
    assert replace(found, status="no answer").figures() == ()
    assert not replace(found, status="infeasible").has_numbers


def test_shortfalls_of_two_belts_are_one_figure_of_a_capability_and_month() -> None:
    found = plan(case([]), requirement({FORWARD: 2, ("depth", "manoeuvre"): 1}))
    short = [figure for figure in found.figures() if figure.name.startswith("shortfall.")]
    assert [figure.name for figure in short] == [f"shortfall.manoeuvre.month_{month}" for month in range(1, 13)]
    assert {figure.value for figure in short} == {3.0}
    assert short[0].formula.startswith("required 3 less what stands there")


def test_the_calendar_is_a_table_too() -> None:
    found = plan(case([pool("FRA", units=3)]), requirement({FORWARD: 1}))
    table = found.table()
    assert list(table.columns) == ["state", "unit_type", "units", "start_month", "end_month", "belt"]
    assert table["start_month"].tolist() == [1, 7]


@pytest.mark.parametrize("mode", ["fixed", "largest", "pledges"])
def test_a_plan_is_written_as_its_schema_says(mode: str) -> None:
    found = plan(case([pool("FRA", units=3)]), requirement({FORWARD: 1}), mode=mode)
    assert set(plain(found)) == set(json_schema(type(found))["required"])


def of(*phases: SectorPhase) -> SectorPlan:
    return SectorPlan(phases=phases, tours=(), shortfall=(), loss=(), loss_share=None, objective=0.0, gap=None)


def test_the_leads_of_the_first_phase_of_the_steady_state_are_told_first() -> None:
    french, british = (SectorLead("sector-1", state, (state,)) for state in ("FRA", "GBR"))
    build_up = SectorPhase("build-up", 1, 3, (british,))
    first, second = SectorPhase("steady state 1", 4, 15, (french,)), SectorPhase("steady state 2", 16, 24, (british,))
    assert of(build_up, first, second).steady == (french,)
    assert of(build_up).steady == ()
