"""What binds: each cause lifted alone, shares that add up, and single changes, each what a game by hand gives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from interpose.case import Case, load
from interpose.case.tables.force import Commitment
from interpose.evidence import Positions
from interpose.evidence import positions as stances
from interpose.generation.analysis.binding import (
    CAUSES,
    Marginal,
    binding_limits,
    lifted_problem,
    marginal_values,
    shortfall_shares,
)
from interpose.generation.analysis.level import level_answer, unit_months
from interpose.generation.problem.planning_problem import PlanRequest
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


NEED = requirement({FORWARD: 3})


def values(given: Case) -> dict[str, Marginal]:
    return {each.change: each for each in marginal_values(given, positions(), NEED)}


def test_the_unit_that_completes_a_post_is_worth_the_post() -> None:
    # Five units at one to two are one post and two thirds: a sixth completes the second, for twelve months.
    found = values(case([pool("FRA", units=5)], endurance="relay"))
    one = found["one infantry battalion more from FRA"]
    assert (one.gain, one.units) == (12, 1)
    assert one.share == pytest.approx(1 / 3)


def test_where_one_brings_nothing_the_fewest_that_bring_a_post_are_told() -> None:
    found = values(case([pool("FRA", units=4)], endurance="relay"))
    assert found["2 more of infantry battalion from FRA"].gain == 12
    assert "one infantry battalion more from FRA" not in found


def test_no_more_than_four_units_are_added() -> None:
    # At one to five a post needs six units: of one there are five to add, of two four.
    assert not [each for each in values(case([pool("FRA", units=1, dwell_ratio=5)], endurance="relay")).values() if each.units]
    assert [each.units for each in values(case([pool("FRA", units=2, dwell_ratio=5)], endurance="relay")).values()][:1] == [4]


def test_a_state_that_joins_is_worth_the_posts_that_its_units_complete() -> None:
    given = case(
        [pool("FRA", units=3), pool("POL", units=3)], states={"POL": {"participates": "by_position"}}, endurance="relay"
    )
    assert values(given)["POL takes part"].gain == 12


def test_a_second_headquarters_lets_the_first_go() -> None:
    given = case([pool("FRA", "brigade_headquarters", dwell_ratio=0)], endurance="relay", last_headquarters_stays=True)
    found = marginal_values(given, positions(), requirement({("depth", "headquarters"): 1}))
    assert [(each.change, each.gain) for each in found] == [("one brigade headquarters more from FRA", 12)]


def test_a_month_less_at_home_is_worth_the_post_that_it_completes() -> None:
    # Three units of six months in eighteen keep one; in seventeen no more. Seventeen of them keep six: 17 × 6 / 17.
    given = case([pool("FRA", units=17)], endurance="relay")
    found = marginal_values(given, positions(), requirement({FORWARD: 6}))
    assert [(each.change, each.gain) for each in found if not each.units] == [("one month less at home for FRA", 12)]


def test_a_cap_that_binds_is_worth_what_it_keeps_home() -> None:
    # 1,300 persons are one battalion, a tenth more are two, and without a cap there are three.
    given = case(
        [pool("FRA", units=3, dwell_ratio=0)],
        states={"FRA": {"personnel_cap": 1300, "cap_basis": "assumed"}},
        endurance="relay",
    )
    found = values(given)
    assert (found["a cap 10 % higher for FRA"].gain, found["no cap for FRA"].gain) == (12, 24)


def test_a_commitment_withdrawn_is_worth_the_post_that_its_units_complete() -> None:
    row = {"state": "FRA", "unit_type": "infantry_battalion", "mission": "abroad", "basis": "assumed", "source": "s"}
    given = case([pool("FRA", units=5)], endurance="relay")
    given = replace(given, commitments=(Commitment.model_validate({**row, "units": 1, "price": 1.0}),))
    assert values(given)["FRA withdraws 1 infantry battalion from abroad"].gain == 12


def test_a_commitment_of_as_many_units_as_stay_at_home_counts_too() -> None:
    # Three battalions are at home and three abroad: withdrawn, they keep a second post.
    row = {"state": "FRA", "unit_type": "infantry_battalion", "mission": "abroad", "basis": "assumed", "source": "s"}
    given = case([pool("FRA", units=3)], endurance="relay")
    given = replace(given, commitments=(Commitment.model_validate({**row, "units": 3, "price": 0.0}),))
    assert values(given)["FRA withdraws 3 infantry battalion from abroad"].gain == 12


def test_for_the_horizon_one_unit_more_is_worth_its_tours() -> None:
    found = values(case([pool("FRA", units=2, dwell_ratio=5)]))
    assert found["one infantry battalion more from FRA"].gain == 6


def test_where_nothing_is_short_no_change_is_worth_anything() -> None:
    assert marginal_values(case([pool("FRA", units=9)], endurance="relay"), positions(), requirement({FORWARD: 1})) == ()


@settings(max_examples=15, deadline=None)
@example(
    units=st.lists(st.integers(1, 6), min_size=2, max_size=2),
    notice=st.integers(0, 150),
    endurance=st.sampled_from(["relay", "own"]),
)
def test_one_unit_more_never_worsens(units: list[int], notice: int, endurance: str) -> None:
    def missing(more: int) -> float:
        pools = [pool("FRA", units=units[0] + more, notice_days=notice), pool("POL", units=units[1])]
        found = level_answer(case(pools, endurance=endurance), positions(), NEED)
        assert found.objective is not None
        return found.objective

    assert missing(1) <= missing(0) + 1e-6
    pools = [pool("FRA", units=units[0], notice_days=notice), pool("POL", units=units[1])]
    assert all(each.share > 0 for each in marginal_values(case(pools, endurance=endurance), positions(), NEED))
