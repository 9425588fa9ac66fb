"""Shares of a shortfall: they add up, and each is what a game by hand gives."""

from __future__ import annotations

import pytest

from interpose.case import Case, load
from interpose.evidence import Positions
from interpose.evidence import positions as stances
from interpose.generation.analysis.binding import shortfall_shares
from interpose.generation.analysis.level import level_answer, unit_months
from interpose.requirement import Requirement, require
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")


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
