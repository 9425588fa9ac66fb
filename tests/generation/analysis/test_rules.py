"""What rules cost: the plan without each, made again."""

from __future__ import annotations

from interpose.generation.analysis.rules import price_of_rules
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
