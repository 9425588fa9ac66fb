"""What rules cost, and what an equal share of the size of armies would bring."""

from __future__ import annotations

import pytest

from interpose.generation.analysis.rules import naive_plan, price_of_rules
from interpose.plain import json_schema, plain
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")


def test_lasting_without_end_costs_the_posts_that_a_fresh_pool_could_have_held() -> None:
    # Four battalions at 1:2 keep one post for ever; for twelve months, with tours of six, they could hold two.
    given = case([pool("FRA", units=4)], endurance="relay")
    (found,) = price_of_rules(given, positions(), requirement({FORWARD: 2}))
    assert (found.rule, found.status) == ("endurance", "optimal")
    assert found.shortfall_share == 0
    assert found.cost == 0.5
    assert (found.sustained, found.persons) == (1400, 700)


def test_a_share_at_home_costs_the_post_that_it_empties() -> None:
    given = case([pool("FRA", units=6)], endurance="relay", home_share=0.5)
    found = {row.rule: row for row in price_of_rules(given, positions(), requirement({FORWARD: 2}))}
    assert set(found) == {"endurance", "home_share"}
    assert (found["home_share"].cost, found["home_share"].persons) == (0.5, 700)


def test_a_last_headquarters_at_home_costs_its_post_and_the_dearest_rule_stands_first() -> None:
    pools = [pool("FRA", units=4), pool("FRA", "brigade_headquarters", units=1, dwell_ratio=0)]
    given = case(pools, endurance="relay", last_headquarters_stays=True)
    need = requirement({FORWARD: 2, ("forward", "headquarters"): 1})
    # A second battalion is worth 700 of what 1,600 persons are worth, the headquarters 200.
    assert [(row.rule, row.cost) for row in price_of_rules(given, positions(), need)] == [
        ("endurance", 700 / 1600),
        ("last_headquarters_stays", 200 / 1600),
    ]


def test_each_nation_by_itself_is_priced_against_relief_by_others() -> None:
    # Three battalions at 1:2 keep one post; of two nations with two and one, neither does by itself.
    given = case([pool("FRA", units=2), pool("POL", units=1)], endurance="own")
    (found,) = price_of_rules(given, positions(), requirement({FORWARD: 1}))
    assert found.instead.startswith("without end, nations relieve one another")
    assert (found.cost, found.persons) == (1.0, 700)


def test_without_rules_there_is_nothing_to_price() -> None:
    assert price_of_rules(case([pool("FRA", units=4)]), positions(), requirement({FORWARD: 2})) == ()


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
