"""The naive plan: an equal share of army size, counted by hand."""

from __future__ import annotations

import pytest

from interpose.generation.analysis.naive import naive_plan
from interpose.plain import json_schema, plain
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")


def test_posts_are_divided_by_army_size_and_each_holds_what_it_can_keep_by_itself() -> None:
    # Two thirds of six posts are four for France, one third is two for Poland. Nine battalions of France at 1:2 keep three.
    given = case(
        [pool("FRA", units=9), pool("POL", units=9)],
        states={"FRA": {"personnel_active": 200}, "POL": {"personnel_active": 100}},
    )
    found = naive_plan(given, positions(), requirement({FORWARD: 6}))
    assert [(row.state, row.asked, row.held, row.personnel) for row in found.shares] == [
        ("FRA", 4, 3, 2100),
        ("POL", 2, 2, 1400),
    ]
    assert [(row.held, row.required) for row in found.posts] == [(5, 6)]
    assert found.sustained == 3500
    assert found.shortfall_share == pytest.approx(1 / 6)
    assert {row.quantity for row in found.shortfall} == {1.0}


def test_a_state_without_any_such_unit_is_asked_for_none_and_one_of_unknown_size_is_named() -> None:
    given = case(
        [pool("FRA", units=9), pool("GBR", "medical_company", units=9), pool("POL", units=9)],
        states={"FRA": {"personnel_active": 200}, "GBR": {"personnel_active": 800}},
    )
    found = naive_plan(given, positions(), requirement({FORWARD: 3}))
    assert {row.state: row.asked for row in found.shares} == {"GBR": 0, "FRA": 3}
    assert found.unknown == ("POL",)
    assert found.shortfall_share == 0


def test_a_cap_holds_and_notice_leaves_the_first_months_short() -> None:
    given = case(
        [pool("FRA", units=9, notice_days=60)],
        states={"FRA": {"personnel_active": 200, "personnel_cap": 1400, "cap_basis": "assumed"}},
    )
    found = naive_plan(given, positions(), requirement({FORWARD: 3}))
    assert found.sustained == 1400
    assert [row.quantity for row in found.shortfall] == [3.0, 3.0, *[1.0] * 10]


def test_nobody_at_all_is_an_answer_too() -> None:
    given = case([pool("FRA")], states={"FRA": {"participates": "no"}})
    found = naive_plan(given, positions(), requirement({FORWARD: 3}))
    assert (found.shares, found.sustained, found.shortfall_share) == ((), 0, 1.0)
    assert set(plain(found)) == set(json_schema(type(found))["required"])
