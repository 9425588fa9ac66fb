"""What an earlier plan kept, carried over to the phases of a later one, and what has changed since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.errors import UsageError
from interpose.generation.analysis.replan import changes, earlier_plan, inputs_of, keeping
from interpose.generation.problem.request import PlanRequest
from interpose.plain import plain
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
NEED = requirement({FORWARD: 2}, horizon=24)


def written(given: Case, **more: object) -> dict[str, object]:
    kept = [
        {"nation": "FRA", "phase": "steady state 1", "capability": "manoeuvre", "count": 1},
        {"nation": "FRA", "phase": "steady state 2", "capability": "manoeuvre", "count": 2},
    ]
    inputs = plain(inputs_of(given, positions(), NEED))
    return {"mandate": "guard", "kept": kept, "participants": ["FRA"], "inputs": inputs, **more}


def test_a_plan_that_starts_later_takes_the_posts_of_the_same_months_of_the_calendar() -> None:
    given = case([pool("FRA", units=9)], horizon=24, phase_months=12)
    earlier = earlier_plan(written(given))

    def counts(year: int, *, recorded: bool = True) -> list[float]:
        later = given.scenario.model_copy(update={"start": f"{year}-04"})
        before = earlier if recorded else replace(earlier, inputs=None)
        asked = keeping(replace(given, scenario=later), positions(), NEED, PlanRequest(), before)
        return [row.count for row in asked.kept or ()]

    # A year later the first phase is the second of before, and what follows has no earlier plan.
    assert [counts(year) for year in (2025, 2026, 2027)] == [[1, 2], [2], []]
    assert counts(2027, recorded=False) == [1, 2]


def test_what_changed_is_told_with_whose_it_is() -> None:
    before = case([pool("FRA", units=9), pool("POL", units=3)], horizon=24, phase_months=12)
    after = case(
        [pool("FRA", units=8, tour_months=4), pool("POL", units=3)],
        horizon=24,
        phase_months=12,
        states={"POL": {"participates": "no"}},
    )
    earlier = earlier_plan(written(before, participants=["FRA", "POL"]))
    more = requirement({FORWARD: 3}, horizon=24)
    now = inputs_of(after, positions(), more)
    assert [(each.whose, each.words) for each in changes(earlier, now)] == [
        ("POL", "POL takes part no more"),
        ("FRA", "FRA has 8 of infantry battalion, not 9"),
        ("FRA", "FRA: infantry battalion rotate 4 months in 12 from month 1, not 6 in 18 from month 1"),
        ("manoeuvre", "3 manoeuvre required in the forward belt, not 2"),
    ]


def test_a_claim_that_moves_a_state_is_named() -> None:
    given = case([pool("FRA", units=9)], states={"FRA": {"participates": "by_position"}})
    said = positions(("FRA", 4, "land"))
    firmer = replace(said, positions=(replace(said.positions[0], claims=("c9",), modality=4),))
    open_ = positions(("FRA", 2, "land"))
    need = requirement({FORWARD: 2})
    before = inputs_of(given, open_, need)
    earlier = earlier_plan({"mandate": "guard", "kept": [], "participants": ["FRA"], "inputs": plain(before)})
    now = inputs_of(given, firmer, need)
    (found,) = changes(earlier, now)
    assert found.words == "FRA was open, is pledged: pledged, claim c9"
    assert changes(earlier, before) == ()


@pytest.mark.parametrize("data", [None, [], {"kept": []}, {"mandate": "guard", "kept": 3}, {"mandate": 3, "kept": []}])
def test_what_is_no_plan_is_refused(data: object) -> None:
    with pytest.raises(UsageError, match="earlier plan"):
        earlier_plan(data)


@pytest.mark.parametrize("price", [-1.0, float("nan"), float("inf")])
def test_a_price_of_a_change_is_a_number_of_at_least_zero(price: float) -> None:
    with pytest.raises(UsageError, match="price of a change"):
        PlanRequest(change_price=price)
