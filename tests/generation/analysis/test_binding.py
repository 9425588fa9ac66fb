"""What binds: each cause lifted alone, by hand."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.generation.analysis.binding import CAUSES, binding_limits, lifted_problem
from interpose.generation.problem.request import PlanRequest
from interpose.requirement import Requirement
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
    assert found.what == "dwell: manoeuvre"
    assert found.effect.startswith("If units could return without time at home, 100% of the shortfall in manoeuvre would go")


def test_for_the_horizon_relief_by_others_is_not_a_rule_to_lift() -> None:
    given = case([pool("FRA", units=3)])
    for causes in (*[(cause,) for cause in CAUSES], CAUSES):
        lifted = lifted_problem(given, positions(), requirement({FORWARD: 1}), PlanRequest(), causes)
        assert lifted.rules.endurance == "horizon"


def test_where_nothing_is_short_nothing_binds() -> None:
    assert binding(case([pool("FRA", units=9)], endurance="relay"), requirement({FORWARD: 1})) == {}
