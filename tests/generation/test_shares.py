"""Shares of a shortfall add up to it, each in its place."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.generation import generate
from interpose.generation.shares import shortfall_shares
from interpose.requirement import Requirement
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")


def shares(given: Case, need: Requirement) -> dict[str, float]:
    plan = generate(given, positions(), need)
    found = shortfall_shares(given, positions(), need, plan)
    assert sum(each.quantity for each in found) == pytest.approx(sum(row.quantity for row in plan.shortfall))
    return {each.cause: each.quantity for each in found}


def test_a_unit_that_comes_back_too_late_is_short_by_its_dwell_and_the_rest_has_no_pool() -> None:
    # One unit, six months of twelve: without time at home it fills one of the two places for all twelve.
    assert shares(case([pool("FRA", units=1)]), requirement({FORWARD: 2})) == {"dwell": 6.0, "no such pool": 12.0}


def test_notice_has_the_months_before_anybody_can_come() -> None:
    given = case([pool("FRA", units=1, dwell_ratio=0, notice_days=60)])
    assert shares(given, requirement({FORWARD: 1})) == {"notice": 2.0}


def test_of_two_limits_that_close_a_gap_only_together_the_later_has_all_of_it() -> None:
    states = {"FRA": {"personnel_cap": 0, "cap_basis": "assumed", "caveats": "manoeuvre@forward"}}
    given = case([pool("FRA", units=1, dwell_ratio=0)], states=states)
    assert shares(given, requirement({FORWARD: 1})) == {"caveat": 12.0}


def test_a_state_that_stays_away_has_what_only_it_could_fill() -> None:
    given = case([pool("FRA", units=1, dwell_ratio=0)], states={"FRA": {"participates": "by_position"}})
    assert shares(given, requirement({FORWARD: 2})) == {"not participating": 12.0, "no such pool": 12.0}


def test_without_a_shortfall_there_are_no_shares() -> None:
    assert shares(case([pool("FRA", units=1, dwell_ratio=0)]), requirement({FORWARD: 1})) == {}
