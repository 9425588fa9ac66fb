"""What an earlier plan kept, carried over to the phases of a later one, and what has changed since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.errors import UsageError
from interpose.generation import Plan, generate
from interpose.generation.analysis.replan import changes, earlier_plan, inputs_of, keeping, unless_better
from interpose.generation.problem.planning_problem import PlanRequest
from interpose.plain import plain
from interpose.requirement import Requirement
from tests.generation.builders import case, plan, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
NEED = requirement({FORWARD: 2}, horizon=24)


def written(given: Case, **more: object) -> dict[str, object]:
    kept = [
        {"nation": "FRA", "phase": "steady state 1", "capability": "manoeuvre", "count": 1},
        {"nation": "FRA", "phase": "steady state 2", "capability": "manoeuvre", "count": 2},
    ]
    inputs = plain(inputs_of(given, positions(), NEED))
    return {"mandate": "guard", "kept": kept, "inputs": inputs, **more}


def test_a_plan_that_starts_later_takes_the_posts_of_the_same_months_of_the_calendar() -> None:
    given = case([pool("FRA", units=9)], horizon=24, phase_months=12)
    earlier = earlier_plan(written(given))

    def counts(year: int) -> list[float]:
        later = given.scenario.model_copy(update={"start": f"{year}-04"})
        asked = keeping(replace(given, scenario=later), positions(), NEED, PlanRequest(), earlier)
        return [row.count for row in asked.kept or ()]

    # A year later the first phase is the second of before, and what follows has no earlier plan.
    assert [counts(year) for year in (2025, 2026, 2027)] == [[1, 2], [2], []]


def test_what_changed_is_told_with_whose_it_is() -> None:
    before = case([pool("FRA", units=9), pool("POL", units=3)], horizon=24, phase_months=12)
    after = case(
        [pool("FRA", units=8, tour_months=4), pool("POL", units=3)],
        horizon=24,
        phase_months=12,
        states={"POL": {"participates": "no"}},
    )
    earlier = earlier_plan(written(before))
    more = requirement({FORWARD: 3}, horizon=24)
    now = inputs_of(after, positions(), more)
    assert [(each.whose, each.words) for each in changes(earlier.inputs, now)] == [
        ("POL", "POL takes part no more"),
        (
            "FRA",
            "infantry battalion of FRA: 8, each 4 months in 12 from month 1, not 9, each 6 months in 18 from month 1",
        ),
        ("manoeuvre", "manoeuvre required in the forward belt: 3, not 2"),
    ]


def test_a_claim_that_moves_a_state_is_named() -> None:
    given = case([pool("FRA", units=9)], states={"FRA": {"participates": "by_position"}})
    said = positions(("FRA", 4, "land"))
    firmer = replace(said, positions=(replace(said.positions[0], claims=("c9",), modality=4),))
    open_ = positions(("FRA", 2, "land"))
    need = requirement({FORWARD: 2})
    before = inputs_of(given, open_, need)
    now = inputs_of(given, firmer, need)
    (found,) = changes(before, now)
    assert found.words == "FRA was open, is pledged: pledged, claim c9"
    assert changes(before, before) == ()


@pytest.mark.parametrize("data", [None, [], {"kept": []}, {"mandate": "guard", "kept": []}, {"mandate": 3, "kept": []}])
def test_what_is_no_plan_is_refused(data: object) -> None:
    with pytest.raises(UsageError, match="earlier plan"):
        earlier_plan(data)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"nation": "FRN"}, "nation 'FRN'"),
        ({"phase": "steady state 3"}, "phase 'steady state 3'"),
        ({"capability": "medical"}, "capability 'medical'"),
    ],
)
def test_a_nation_a_phase_or_a_capability_that_is_not_known_is_named(wrong: dict[str, str], said: str) -> None:
    given = case([pool("FRA", units=9)], horizon=24, phase_months=12)
    kept = {"nation": "FRA", "phase": "steady state 1", "capability": "manoeuvre", "count": 1}
    earlier = earlier_plan(written(given, kept=[{**kept, **wrong}]))
    with pytest.raises(UsageError, match=said):
        keeping(given, positions(), NEED, PlanRequest(), earlier)


@pytest.mark.parametrize("wrong", [{"start": "2025-13"}, {"phases": [{"name": "a", "first_month": 0, "last_month": 12}]}])
def test_a_month_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    given = written(case([pool("FRA", units=9)], horizon=24, phase_months=12))
    with pytest.raises(UsageError, match="cannot be read: inputs"):
        earlier_plan({**given, "inputs": {**given["inputs"], **wrong}})  # type: ignore[dict-item]


def test_a_phase_that_ends_before_it_begins_is_refused() -> None:
    given = case([pool("FRA", units=9)], horizon=24, phase_months=12)
    earlier = earlier_plan(written(given, kept=[]))
    assert earlier.inputs is not None
    backward = replace(earlier, inputs=replace(earlier.inputs, phases=(replace(earlier.inputs.phases[0], last_month=0),)))
    with pytest.raises(UsageError, match="ends before it begins"):
        keeping(given, positions(), NEED, PlanRequest(), backward)


def again(earlier_case: Case, later_case: Case, need: Requirement = NEED) -> tuple[Plan, Plan, Plan]:
    """Return an earlier plan with other tours than the planner finds, the one that it finds later, and the one that is told."""
    first = plan(earlier_case, need)
    # The same posts, but for Poland's units in the place of France's.
    swap = {"FRA": "POL", "POL": "FRA"}
    rows = tuple(
        sorted((replace(row, state=swap[row.state]) for row in first.rotation), key=lambda row: (row.state, row.start_month))
    )
    sent = tuple(replace(row, state=swap[row.state]) for row in first.contributions)
    other = replace(first, rotation=rows, contributions=tuple(sorted(sent, key=lambda row: row.state)))
    inputs = inputs_of(earlier_case, positions(), need)
    earlier = earlier_plan({**plain(other), "inputs": plain(inputs)})
    request = keeping(later_case, positions(), need, PlanRequest(compared=False), earlier)
    found = generate(later_case, positions(), need, request)
    return other, found, unless_better(later_case, positions(), need, request, found, earlier)


def test_a_plan_that_still_holds_comes_back_whole_with_its_calendar() -> None:
    given = case([pool("FRA", units=2), pool("POL", units=2)], horizon=24, endurance="relay")
    other, found, told = again(given, given, requirement({FORWARD: 1}, horizon=24))
    assert found.rotation != other.rotation
    assert (told.rotation, told.contributions, told.kept, told.by_sector) == (
        other.rotation,
        other.contributions,
        other.kept,
        other.by_sector,
    )


def test_a_plan_that_breaks_a_rule_by_now_or_that_a_better_one_replaces_does_not_come_back() -> None:
    two = [pool("FRA", units=2), pool("POL", units=2)]
    given = case(two, horizon=24, endurance="relay")
    more = case([pool("FRA", units=6), pool("POL", units=2)], horizon=24, endurance="relay")
    away = case(two, horizon=24, endurance="relay", states={"POL": {"participates": "no"}})
    need = requirement({FORWARD: 2}, horizon=24)
    for later in (more, away):
        other, found, told = again(given, later, need)
        assert told == found
        assert told.rotation != other.rotation


@pytest.mark.parametrize("price", [-1.0, float("nan"), float("inf")])
def test_a_price_of_a_change_is_a_number_of_at_least_zero(price: float) -> None:
    with pytest.raises(UsageError, match="price of a change"):
        PlanRequest(change_price=price)
