"""The monthly model on the shipped cases: numbers that were published, and what its rules cost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.evidence import positions
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.requirement import require
from tests.generation.builders import case, least_price, pool, requirement
from tests.generation.builders import positions as said

FREE = {"minimum_stay": "tour", "lead_headquarters": "any", "last_headquarters_stays": False, "most_nations": 0}


@pytest.fixture(scope="module")
def interpose(ukraine: Case) -> Problem:
    problem = problem_of(ukraine, positions(ukraine), require(ukraine), PlanRequest(mandate="interpose"))
    # Published without caps and within 0.05 points.
    return replace(problem, gap=0.0005)


def share(problem: Problem) -> float:
    return 100 * least_price(problem)[0] / problem.demand.price_of_all()


@pytest.mark.parametrize(
    ("rules", "missing"),
    [
        ({**FREE, "endurance": "relay"}, 33.2),
        ({**FREE, "endurance": "own"}, 61.6),
        # The rules of version 0.1.
        ({**FREE, "endurance": "horizon"}, 20.5),
    ],
)
def test_a_published_share_of_what_is_missing_is_met(interpose: Problem, rules: dict[str, object], missing: float) -> None:
    assert share(interpose.with_rules(**rules)) == pytest.approx(missing, abs=0.1)


@pytest.mark.parametrize(
    ("endurance", "persons"),
    # Four battalions at 1:2: one post lasts without end; in twelve months each goes once, two at a time.
    [("relay", 1), ("own", 1), ("horizon", 2)],
)
def test_a_level_that_lasts_holds_in_every_month(endurance: str, persons: int) -> None:
    problem = problem_of(case([pool("FRA", units=4)], endurance=endurance), said(), requirement({("forward", "manoeuvre"): 3}))
    price, bound = least_price(problem)
    assert price == bound == 700 * 24 * (3 - persons)
