"""The level that lasts, by hand: posts, persons, shortfalls, the horizon beside it, and the ladder of firmness."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from interpose.case import load
from interpose.case.tables.evidence import Claim
from interpose.errors import UsageError
from interpose.evidence import positions as stances
from interpose.generation.analysis.level import alternatives, apartness, level_answer, level_of, rungs, without_number
from interpose.generation.problem.planning_problem import PlanRequest, problem_of
from interpose.requirement import require
from interpose.solver import Limits
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
NEED = requirement({FORWARD: 3})
SIX = requirement({FORWARD: 6})
OF_POSITION = {"participates": "by_position"}


def test_six_battalions_at_one_to_two_hold_two_of_three_posts() -> None:
    found = level_answer(case([pool("FRA", units=6)], endurance="relay"), positions(), NEED)
    assert [(row.capability, row.belt, row.required, row.held) for row in found.posts] == [("manoeuvre", "forward", 3, 2)]
    assert (found.has_numbers, found.sustained, found.outside) == (True, 1400, 0)
    # One of three is missing in all twelve months, and in the worst of them.
    assert found.shortfall_share == pytest.approx(1 / 3)
    assert found.gap == pytest.approx(0, abs=1e-3)
    assert sum(row.quantity for row in found.shortfall) == 12


@pytest.mark.parametrize(("endurance", "posts"), [("own", 1), ("relay", 2), ("horizon", 2)])
def test_nations_that_relieve_one_another_hold_more_than_each_by_itself(endurance: str, posts: int) -> None:
    # Three and three and a half units, a third of them away: one each time, and two together.
    given = case([pool("FRA", units=3), pool("POL", units=2), pool("DEU", units=1)], endurance=endurance, horizon=18)
    found = level_answer(given, positions(), requirement({FORWARD: 3}, horizon=18))
    assert found.posts[0].held == posts


def test_contributions_are_shares_in_the_reliefs() -> None:
    found = level_answer(case([pool("FRA", units=4), pool("POL", units=2)], endurance="relay"), positions(), NEED)
    assert {row.state: row.personnel for row in found.contributions} == {"FRA": 933, "POL": 467}


def test_units_that_serve_from_outside_are_not_sustained_in_the_country() -> None:
    given = case([pool("FRA", units=3)], states={"FRA": {"stands": "outside"}}, endurance="relay")
    found = level_answer(given, positions(), NEED)
    assert (found.sustained, found.outside) == (0, 700)


def test_own_is_never_above_relay_nor_relay_above_the_horizon() -> None:
    given = case([pool(code, units=units) for code, units in (("DEU", 5), ("FRA", 4), ("POL", 2))])
    problem = problem_of(given, positions(), requirement({FORWARD: 4}))
    own, relay, horizon = (level_of(problem.with_rules(endurance=each)) for each in ("own", "relay", "horizon"))
    assert own.objective is not None
    assert relay.objective is not None
    assert horizon.objective is not None
    assert own.objective >= relay.objective >= horizon.objective


def test_without_time_to_look_there_are_no_numbers() -> None:
    given = case([pool("FRA", units=3)])
    found = level_answer(given, positions(), NEED, PlanRequest(limits=Limits(seconds=0)))
    assert (found.has_numbers, found.figures("x"), found.posts) == (False, (), ())


def test_an_unknown_mandate_is_named() -> None:
    with pytest.raises(UsageError, match="'gard' is not known"):
        level_answer(case([pool("FRA")]), positions(), NEED, PlanRequest(mandate="gard"))


def test_each_rung_adds_the_states_whose_positions_are_that_firm() -> None:
    # Three battalions at one to two keep one there.
    pools = [pool(code, units=3) for code in ("DEU", "FRA", "POL")]
    read = case(pools, states=dict.fromkeys(("DEU", "FRA", "POL"), OF_POSITION), endurance="relay")
    found = rungs(read, positions(("DEU", 2, "land"), ("FRA", 4, "land"), ("POL", 3, "land")), SIX)
    assert [(each.rung, each.without_end.participants, each.without_end.sustained) for each in found] == [
        ("pledged", ("FRA",), 700),
        ("ready_if", ("FRA", "POL"), 1400),
        ("open", ("DEU", "FRA", "POL"), 2100),
    ]


def test_a_state_let_in_by_hand_counts_as_open_and_one_outside_on_every_rung() -> None:
    states = {"DEU": {"participates": "yes"}, "USA": {"participates": "yes", "stands": "outside"}}
    read = case([pool("DEU", units=3), pool("USA", units=3)], states=states, endurance="relay")
    found = rungs(read, positions(), SIX)
    assert [each.without_end.participants for each in found] == [("USA",), ("USA",), ("DEU", "USA")]


def test_a_pledge_without_a_number_is_told_on_every_rung_and_one_with_a_number_or_by_hand_is_not() -> None:
    states = {**dict.fromkeys(("FRA", "GBR", "POL"), OF_POSITION), "DEU": {"participates": "yes"}}
    read = case([pool(code, units=3) for code in ("DEU", "FRA", "GBR", "POL")], states=states, endurance="relay")
    said = positions(("DEU", 5, "land"), ("FRA", 4, "land"), ("GBR", 5, "land"), ("POL", 3, "land"))
    named = Claim.model_construct(quantity_high=3000.0, quantity_low=None, quantity_unit="persons")
    read = replace(read, claims={"c1": named})
    rows = tuple(replace(row, claims=("c1",)) if row.state == "GBR" else row for row in said.positions)
    said = replace(said, positions=rows)
    # What Germany said counts where it is firm enough; where the hand lets it in, its pledge limits nothing.
    assert [each.without_number for each in rungs(read, said, SIX)] == [("DEU", "FRA"), ("DEU", "FRA"), ("FRA",)]
    assert without_number(read, said, problem_of(read, said, SIX, PlanRequest(mode="pledges")).participation) == ("DEU", "FRA")


@settings(max_examples=15, deadline=None)
@example(units=st.lists(st.integers(1, 7), min_size=3, max_size=3), firm=st.lists(st.integers(1, 5), min_size=3, max_size=3))
def test_a_firmer_rung_never_has_more(units: list[int], firm: list[int]) -> None:
    codes = ("DEU", "FRA", "POL")
    read = case(
        [pool(code, units=count) for code, count in zip(codes, units, strict=True)],
        states=dict.fromkeys(codes, OF_POSITION),
    )
    found = rungs(read, positions(*((code, each, "land") for code, each in zip(codes, firm, strict=True))), SIX)
    for answers in ([each.without_end for each in found], [each.own_relief for each in found]):
        missing = [each.objective or 0.0 for each in answers]
        assert missing == sorted(missing, reverse=True)
        assert [each.sustained for each in answers] == sorted(each.sustained for each in answers)
    assert all((each.own_relief.objective or 0.0) >= (each.without_end.objective or 0.0) for each in found)


ONE = requirement({("forward", "manoeuvre"): 1})


def test_where_either_of_two_can_do_it_alone_each_does_it_in_turn() -> None:
    # Each has a battalion that needs no time at home; in the best plan they relieve one another.
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)], endurance="relay")
    found = alternatives(given, positions(), ONE).found
    assert {tuple(row.state for row in each.contributions) for each in found} == {("FRA",), ("POL",)}
    assert [(each.difference, each.distance, each.sustained, each.status) for each in found] == [(0.5, 0, 700, "optimal")] * 2
    assert {(*each.spared, each.name) for each in found} == {
        ("FRA", "without FRA; more from POL"),
        ("POL", "without POL; more from FRA"),
    }


def test_nothing_is_told_where_all_who_can_come_are_needed() -> None:
    given = case([pool("FRA", units=3), pool("POL", units=3)], endurance="relay")
    none = alternatives(given, positions(), requirement({("forward", "manoeuvre"): 2}))
    assert none.found == ()
    assert none.no_more == "the plan at most 1 % worse that takes least from those who contribute so far is the best plan again"


def test_fewer_than_asked_for_say_which_plan_the_search_came_back_to() -> None:
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)], endurance="relay")
    assert alternatives(given, positions(), ONE, count=2).no_more is None
    found = alternatives(given, positions(), ONE, count=5)
    assert len(found.found) == 2
    assert str(found.no_more).endswith("is alternative 1 again")


def test_where_nobody_can_come_there_is_nothing_to_do_instead() -> None:
    given = case([pool("FRA")], states={"FRA": {"participates": "no"}}, endurance="relay")
    assert alternatives(given, positions(), ONE).no_more == "there is no plan that anybody contributes to"


def test_a_cap_holds_in_every_alternative() -> None:
    states = {"POL": {"personnel_cap": 700, "cap_basis": "assumed"}}
    given = case([pool("FRA", units=2, dwell_ratio=0), pool("POL", units=2, dwell_ratio=0)], states=states, endurance="relay")
    found = alternatives(given, positions(), requirement({("forward", "manoeuvre"): 2})).found
    assert found
    for each in found:
        assert {row.state: row.personnel for row in each.contributions}.get("POL", 0) <= 700
        assert each.sustained == 1400


def test_a_provider_from_outside_brings_no_more_than_in_the_best_plan() -> None:
    states = {"USA": {"stands": "outside"}}
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("USA", units=1, dwell_ratio=0)], states=states, endurance="relay")
    assert alternatives(given, positions(), ONE).found == ()


def test_more_slack_allows_plans_that_leave_more_short() -> None:
    pools = [pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)]
    given, need = case(pools, endurance="relay"), requirement({("forward", "manoeuvre"): 2})
    assert alternatives(given, positions(), need, slack=0.4).found == ()
    found = alternatives(given, positions(), need, slack=0.5, count=1).found
    assert [each.sustained for each in found] == [700]
    assert [each.distance for each in found] == pytest.approx([0.5])


def test_for_the_horizon_alternatives_are_those_that_last() -> None:
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)])
    assert {each.endurance for each in alternatives(given, positions(), ONE).found} == {"relay"}


def test_difference_is_half_of_what_the_shares_differ_by() -> None:
    assert apartness({"DEU": 1.0}, {"FRA": 5.0}) == 1
    assert apartness({"DEU": 2.0, "FRA": 2.0}, {"DEU": 3.0, "FRA": 1.0}) == pytest.approx(0.25)
    assert (apartness({}, {}), apartness({}, {"FRA": 1.0})) == (0, 1)


def test_no_count_and_no_time_give_none() -> None:
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)], endurance="relay")
    assert alternatives(given, positions(), ONE, count=0).found == ()
    assert alternatives(given, positions(), ONE, PlanRequest(limits=Limits(seconds=0))).found == ()


def test_the_shipped_case_has_alternatives_within_the_slack() -> None:
    given = load("ukraine-2025")
    said, need = stances(given), require(given)
    found = alternatives(given, said, need, count=2, slack=0.02).found
    assert len(found) == 2
    assert all(each.distance <= 0.02 + 1e-9 and each.difference >= 0.01 for each in found)
    assert found == alternatives(given, said, need, count=2, slack=0.02).found
