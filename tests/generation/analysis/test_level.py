"""The level that lasts, by hand: posts, persons, shortfalls, and the horizon beside it."""

from __future__ import annotations

import pytest

from interpose.errors import UsageError
from interpose.generation.analysis.level import level_answer, level_of
from interpose.generation.problem.planning_problem import problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.solver import Limits
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
NEED = requirement({FORWARD: 3})


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
