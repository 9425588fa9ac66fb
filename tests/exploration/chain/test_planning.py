"""From one future to its force."""

from __future__ import annotations

from dataclasses import replace

from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.chain.planning import Planning, first_tours
from interpose.generation.model.slots import solve_slots
from interpose.generation.problem.planning_problem import problem_of
from interpose.generation.problem.supply import participation
from interpose.requirement.survey import survey
from tests.generation.builders import case, pool, positions, requirement


def test_grounds_are_surveyed_once_each(mali_chain: CaseChain) -> None:
    planning = replace(mali_chain.planning, surveyed={})
    for future in mali_chain.futures(mali_chain.points(0, 12)):
        planning.area(future.case)
    assert len(planning.surveyed) == 2


def test_a_ground_told_from_a_survey_is_the_ground_surveyed(mali_chain: CaseChain) -> None:
    for future in mali_chain.futures(mali_chain.points(0, 3)):
        _, told = mali_chain.planning.area(future.case)
        assert told.planned_line_km == survey(future.case).planned_line_km


def test_who_takes_part_is_what_the_planner_would_say(mali_chain: CaseChain) -> None:
    planning = mali_chain.planning
    assert planning.everybody
    for future in mali_chain.futures(mali_chain.points(0, 12)):
        known = planning.plan(future).problem.participation
        assert known.states == participation(future.case, planning.positions).states


def test_where_not_everybody_is_drawn_the_rest_takes_part_by_position(mali_chain: CaseChain) -> None:
    own = mali_chain.planning
    planning = Planning(case=own.case, positions=own.positions, request=own.request, everybody=False, surveyed=own.surveyed)
    for future in mali_chain.futures(mali_chain.points(0, 4)):
        assert planning.plan(future).plan.objective == own.plan(future).plan.objective


def test_a_ground_that_was_not_prepared_is_surveyed_when_it_is_met(mali_chain: CaseChain) -> None:
    shallow = mali_chain.case.with_options(zone_depth_km=7.5)
    ground, area = mali_chain.planning.area(shallow)
    assert ground not in mali_chain.movements
    assert area.areas_km2["forward"] == survey(shallow).areas_km2["forward"]


def test_posts_are_manned_first_by_units_that_are_ready_and_by_their_share_of_the_reliefs() -> None:
    # At 1:2 with tours of six months, nine battalions keep three posts: two by those who own six, one by those who own three.
    given = case([pool("FRA", units=6), pool("POL", units=3)], horizon=24)
    first = first_tours(solve_slots(problem_of(given, positions(), requirement({("forward", "manoeuvre"): 3}))))
    assert {each.state: each.units for each in first} == {"FRA": 2, "POL": 1}
    assert {each.belt for each in first} == {"forward"}
    assert all(each.end_month == each.start_month + 5 for each in first)
