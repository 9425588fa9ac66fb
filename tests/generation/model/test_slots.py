"""The slot model on the shipped cases: against the monthly model, and numbers that were published."""

from __future__ import annotations

import pytest

from interpose.case import load
from interpose.evidence import positions as positions_of
from interpose.generation.model.slots import solve_slots
from interpose.generation.problem.planning_problem import PlanRequest, Problem, problem_of
from interpose.generation.problem.supply import RUNGS
from interpose.requirement import require
from tests.generation.builders import case, least_price, pool, positions, requirement
from tests.generation.shipped import CASES, MANDATES

FORWARD = ("forward", "manoeuvre")
FREE = {"minimum_stay": "tour", "lead_headquarters": "any", "most_nations": 0}


@pytest.fixture(scope="module")
def problems() -> dict[tuple[str, str], Problem]:
    found = {}
    for name in CASES:
        case = load(name)
        said, needed = positions_of(case), require(case)
        for mandate in MANDATES:
            found[name, mandate] = problem_of(case, said, needed, PlanRequest(mandate=mandate))
    return found


@pytest.mark.parametrize("endurance", ["relay", "own"])
@pytest.mark.parametrize("mandate", MANDATES)
@pytest.mark.parametrize("name", CASES)
def test_posts_miss_no_more_than_months_under_the_same_level(
    problems: dict[tuple[str, str], Problem], name: str, mandate: str, endurance: str
) -> None:
    problem = problems[name, mandate].with_rules(**FREE, endurance=endurance)
    slots, total = solve_slots(problem), problem.demand.price_of_all()
    assert slots.objective is not None
    assert slots.gap is not None
    assert slots.gap <= 0.001
    by_month, bound = least_price(problem)
    assert 100 * (slots.objective - by_month) / total < 0.1
    assert 100 * (bound - slots.objective) / total < 0.1


@pytest.mark.parametrize(("endurance", "missing"), [("relay", 33.2), ("own", 61.6)])
def test_the_published_share_of_what_is_missing_is_met(
    problems: dict[tuple[str, str], Problem], endurance: str, missing: float
) -> None:
    found = solve_slots(problems["ukraine-2024", "interpose"].with_rules(endurance=endurance, last_headquarters_stays=False))
    assert found.shortfall_share is not None
    assert 100 * found.shortfall_share == pytest.approx(missing, abs=0.1)


def test_a_last_headquarters_that_stays_at_home_costs_posts_of_headquarters(problems: dict[tuple[str, str], Problem]) -> None:
    # Fifteen pools keep 5.5 headquarters there; without the seven states that own one each, 3.8.
    held = {}
    for stays in (False, True):
        problem = problems["ukraine-2024", "interpose"].with_rules(endurance="relay", last_headquarters_stays=stays)
        held[stays] = sum(
            post.count
            for post in solve_slots(problem).posts
            if any(capability == "headquarters" for _, capability, _ in post.crew.like.provides)
        )
    assert held == {False: 5, True: 3}


@pytest.mark.parametrize(("name", "mandate"), [("ukraine-2024", "interpose"), ("ukraine-2025", "reassure")])
def test_each_firmer_rung_holds_less_without_end(name: str, mandate: str) -> None:
    case = load(name)
    said, needed = positions_of(case), require(case)
    pledged, ready_if, open_too = (
        solve_slots(problem_of(case, said, needed, PlanRequest(mandate=mandate, least_modality=least)))
        for least in RUNGS.values()
    )
    assert pledged.sustained <= ready_if.sustained < open_too.sustained
    assert pledged.objective is not None
    assert ready_if.objective is not None
    assert open_too.objective is not None
    assert pledged.objective >= ready_if.objective > open_too.objective


def test_a_plan_of_posts_tells_persons_inside_and_outside() -> None:
    # Nine battalions of two states at 1:2 keep three posts: two in the country, one in the backstop.
    given = case(
        [pool("FRA", units=6), pool("POL", units=3)],
        states={"FRA": {"caveats": "*@outside"}, "POL": {"caveats": "*@forward"}},
        endurance="relay",
    )
    found = solve_slots(problem_of(given, positions(), requirement({FORWARD: 2, ("outside", "manoeuvre"): 1})))
    assert found.persons() == {"FRA": (1400, 0), "POL": (0, 700)}
    assert (found.sustained, found.outside, found.shortfall_share, found.gap) == (1400, 700, 0, 0)


def test_posts_whose_units_cannot_all_be_relieved_at_once_begin_one_after_the_other() -> None:
    # Four units that are back a month after a tour of six keep three posts, relieved in three months in turn.
    given = case([pool("FRA", units=4, dwell_ratio=0, handover_months=1)], horizon=24, build_up=4, endurance="relay")
    turned = problem_of(given, positions(), requirement({FORWARD: 3}, horizon=24))
    found = solve_slots(turned)
    assert [(post.first_month, post.count) for post in found.posts] == [(1, 1), (2, 1), (3, 1)]
    assert found.objective == least_price(turned)[0] == 3 * 700
