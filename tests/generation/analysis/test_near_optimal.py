"""Plans that are nearly as good: who could do it instead, by hand."""

from __future__ import annotations

import pytest

from interpose.case import load
from interpose.evidence import positions as stances
from interpose.generation.analysis.near_optimal import alternatives, apartness
from interpose.generation.problem.request import PlanRequest
from interpose.requirement import require
from interpose.solver import Limits
from tests.generation.builders import case, pool, positions, requirement

NEED = requirement({("forward", "manoeuvre"): 1})


def test_where_either_of_two_can_do_it_alone_each_does_it_in_turn() -> None:
    # Each has a battalion that needs no time at home; in the best plan they relieve one another.
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)], endurance="relay")
    found = alternatives(given, positions(), NEED).found
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
    assert alternatives(given, positions(), NEED, count=2).no_more is None
    found = alternatives(given, positions(), NEED, count=5)
    assert len(found.found) == 2
    assert str(found.no_more).endswith("is alternative 1 again")


def test_where_nobody_can_come_there_is_nothing_to_do_instead() -> None:
    given = case([pool("FRA")], states={"FRA": {"participates": "no"}}, endurance="relay")
    assert alternatives(given, positions(), NEED).no_more == "there is no plan that anybody contributes to"


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
    assert alternatives(given, positions(), NEED).found == ()


def test_more_slack_allows_plans_that_leave_more_short() -> None:
    pools = [pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)]
    given, need = case(pools, endurance="relay"), requirement({("forward", "manoeuvre"): 2})
    assert alternatives(given, positions(), need, slack=0.4).found == ()
    found = alternatives(given, positions(), need, slack=0.5, count=1).found
    assert [each.sustained for each in found] == [700]
    assert [each.distance for each in found] == pytest.approx([0.5])


def test_for_the_horizon_alternatives_are_those_that_last() -> None:
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)])
    assert {each.endurance for each in alternatives(given, positions(), NEED).found} == {"relay"}


def test_difference_is_half_of_what_the_shares_differ_by() -> None:
    assert apartness({"DEU": 1.0}, {"FRA": 5.0}) == 1
    assert apartness({"DEU": 2.0, "FRA": 2.0}, {"DEU": 3.0, "FRA": 1.0}) == pytest.approx(0.25)
    assert (apartness({}, {}), apartness({}, {"FRA": 1.0})) == (0, 1)


def test_no_count_and_no_time_give_none() -> None:
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)], endurance="relay")
    assert alternatives(given, positions(), NEED, count=0).found == ()
    assert alternatives(given, positions(), NEED, PlanRequest(limits=Limits(seconds=0))).found == ()


@pytest.mark.parametrize("wrong", [{"count": -1}, {"slack": -0.1}, {"slack": 1.5}])
def test_what_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="at least zero"):
        alternatives(case([pool("FRA")]), positions(), NEED, **wrong)  # type: ignore[arg-type]


def test_the_shipped_case_has_alternatives_within_the_slack() -> None:
    given = load("ukraine-2025")
    said, need = stances(given), require(given)
    found = alternatives(given, said, need, count=2, slack=0.02).found
    assert len(found) == 2
    assert all(each.distance <= 0.02 + 1e-9 and each.difference >= 0.01 for each in found)
    assert found == alternatives(given, said, need, count=2, slack=0.02).found
