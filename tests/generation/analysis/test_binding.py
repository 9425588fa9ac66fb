"""What binds: each cause lifted alone, and shares that add up, each what a game by hand gives."""

from __future__ import annotations

import pytest

from interpose.case import Case, load
from interpose.evidence import Positions
from interpose.evidence import positions as stances
from interpose.generation.analysis.binding import CAUSES, binding_limits, lifted_problem, shortfall_shares
from interpose.generation.analysis.level import level_answer, unit_months
from interpose.generation.problem.request import PlanRequest
from interpose.requirement import Requirement, require
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")


def binding(given: Case, need: Requirement) -> dict[str, float]:
    return {each.cause: each.quantity for each in binding_limits(given, positions(), need)}


def test_time_at_home_binds_and_what_nobody_has_stays_short() -> None:
    # Three units keep one post; without time at home all three do, and the fourth has no unit.
    assert binding(case([pool("FRA", units=3)], endurance="relay"), requirement({FORWARD: 4})) == {
        "dwell": 24,
        "no such pool": 12,
    }


@pytest.mark.parametrize(
    ("state", "cause"),
    [
        ({"personnel_cap": 0, "cap_basis": "assumed"}, "cap"),
        ({"caveats": "manoeuvre@forward"}, "caveat"),
        ({"participates": "by_position"}, "not participating"),
    ],
)
def test_a_limit_of_a_state_that_keeps_its_units_away_binds_alone(state: dict[str, object], cause: str) -> None:
    given = case([pool("FRA", units=1, dwell_ratio=0)], states={"FRA": state}, endurance="relay")
    assert binding(given, requirement({FORWARD: 1})) == {cause: 12}


def test_nations_that_relieve_only_themselves_could_hold_a_post_together() -> None:
    given = case([pool("FRA", units=2), pool("POL", units=1)], endurance="own")
    assert binding(given, requirement({FORWARD: 1}))["own relief"] == 12


def test_a_last_headquarters_at_home_binds_headquarters() -> None:
    given = case([pool("FRA", "brigade_headquarters", dwell_ratio=0)], endurance="relay", last_headquarters_stays=True)
    assert binding(given, requirement({("depth", "headquarters"): 1})) == {"last headquarters": 12}


def test_effects_say_what_would_go() -> None:
    given = case([pool("FRA", units=3)], endurance="relay")
    (found,) = binding_limits(given, positions(), requirement({FORWARD: 3}))
    assert found.what == "time at home between tours: manoeuvre"
    assert found.effect.startswith("If units could return without time at home, 100% of the shortfall in manoeuvre would go")


def test_for_the_horizon_relief_by_others_is_not_a_rule_to_lift() -> None:
    given = case([pool("FRA", units=3)])
    for causes in (*[(cause,) for cause in CAUSES], CAUSES):
        lifted = lifted_problem(given, positions(), requirement({FORWARD: 1}), PlanRequest(), causes)
        assert lifted.rules.endurance == "horizon"


def test_where_nothing_is_short_nothing_binds() -> None:
    assert binding(case([pool("FRA", units=9)], endurance="relay"), requirement({FORWARD: 1})) == {}


def shares(given: Case, need: Requirement, said: Positions | None = None) -> dict[str, float]:
    found = shortfall_shares(given, said or positions(), need)
    assert {each.method for each in found} <= {"Shapley"}
    return {each.cause: each.quantity for each in found}


def test_time_at_home_has_its_share_and_the_rest_has_no_pool() -> None:
    # Three units keep one of four posts; without time at home three of them.
    given = case([pool("FRA", units=3)], endurance="relay")
    assert shares(given, requirement({FORWARD: 4})) == {"dwell": 24, "no such pool": 12}


def test_two_limits_that_close_a_gap_only_together_share_it() -> None:
    states = {"FRA": {"personnel_cap": 0, "cap_basis": "assumed", "caveats": "manoeuvre@forward"}}
    given = case([pool("FRA", units=1, dwell_ratio=0)], states=states, endurance="relay")
    assert shares(given, requirement({FORWARD: 1})) == {"cap": 6, "caveat": 6}


def test_two_limits_that_each_close_a_gap_alone_share_it() -> None:
    # One of two posts is held. The second is held without time at home, or with the state that stays away.
    pools = [pool("FRA", units=2, dwell_ratio=1), pool("POL", units=2, dwell_ratio=1)]
    given = case(pools, states={"POL": {"participates": "by_position"}}, endurance="relay")
    assert shares(given, requirement({FORWARD: 2})) == {"dwell": 6, "not participating": 6}


def test_notice_has_the_months_before_anybody_can_come() -> None:
    given = case([pool("FRA", units=1, dwell_ratio=0, notice_days=60)], endurance="relay")
    assert shares(given, requirement({FORWARD: 1})) == {"notice": 2}


def test_more_causes_than_four_are_lifted_in_order_and_the_method_says_so() -> None:
    # Only all five together bring the one headquarters: the last in the order has all of it.
    states = {
        "FRA": {
            "personnel_cap": 0,
            "cap_basis": "assumed",
            "caveats": "headquarters@depth",
            "participates": "by_position",
        }
    }
    given = case(
        [pool("FRA", "brigade_headquarters", dwell_ratio=1)],
        states=states,
        endurance="own",
        last_headquarters_stays=True,
        home_share=0.5,
    )
    found = shortfall_shares(given, positions(("FRA", 4, "land")), requirement({("depth", "headquarters"): 1}))
    assert [(each.cause, each.quantity, each.method) for each in found] == [("dwell", 12, "in order")]


def test_without_a_shortfall_there_are_no_shares() -> None:
    assert shares(case([pool("FRA", units=1, dwell_ratio=0)], endurance="relay"), requirement({FORWARD: 1})) == {}


@pytest.mark.parametrize("endurance", ["own", "horizon"])
def test_shares_add_up_to_the_shortfall_of_the_level(endurance: str) -> None:
    pools = [pool("FRA", units=5), pool("POL", units=4, notice_days=90), pool("DEU", "mixed_group", units=3)]
    states: dict[str, dict[str, object]] = {
        "FRA": {"personnel_cap": 800, "cap_basis": "assumed"},
        "DEU": {"participates": "by_position"},
    }
    given = case(pools, states=states, endurance=endurance)
    need = requirement({FORWARD: 4, ("depth", "medical"): 1})
    missing = unit_months(level_answer(given, positions(), need).shortfall)
    found = shortfall_shares(given, positions(), need)
    for capability, quantity in missing.items():
        assert sum(each.quantity for each in found if each.capability == capability) == pytest.approx(quantity, abs=0.01)


def test_shares_of_a_shipped_case_add_up() -> None:
    given = load("ukraine-2024")
    said, need = stances(given), require(given)
    missing = unit_months(level_answer(given, said, need).shortfall)
    found = shortfall_shares(given, said, need)
    assert {each.capability for each in found} == {*missing}
    for capability, quantity in missing.items():
        assert sum(each.quantity for each in found if each.capability == capability) == pytest.approx(quantity, abs=0.01)
