"""What is asked of the planner, and what makes no sense."""

from __future__ import annotations

import pytest

from interpose.errors import UsageError
from interpose.generation import PlanRequest, generate
from interpose.generation.check import verify
from interpose.generation.problem.request import Settings
from tests.generation.builders import case, pool, positions, requirement


def test_a_change_costs_a_month_of_double_manning_unless_said_otherwise() -> None:
    request = PlanRequest()
    assert (request.mode, request.change_price, request.kept) == ("fixed", 1.0, None)


@pytest.mark.parametrize("price", [-1.0, float("nan"), float("inf")])
def test_a_price_of_a_change_is_a_number_of_at_least_zero(price: float) -> None:
    with pytest.raises(UsageError, match="price of a change"):
        PlanRequest(change_price=price)


def test_a_plan_by_slots_keeps_every_rule_of_rotation_and_of_what_lasts() -> None:
    given = case([pool("FRA", units=7), pool("ITA", "mixed_group", units=4)], endurance="relay")
    need = requirement({("forward", "manoeuvre"): 3, ("forward", "medical"): 1})
    by_months = generate(given, positions(), need, PlanRequest(compared=False))
    by_slots = generate(given, positions(), need, PlanRequest(compared=False), settings=Settings(most_entries=1))
    assert verify(given, need, by_slots) == ()
    assert by_slots.bound is not None
    assert by_months.objective is not None
    assert by_slots.bound <= by_months.objective + 1e-6


def test_ties_left_unbroken_miss_no_more() -> None:
    given = case([pool("FRA", units=9), pool("ITA", units=9, tour_months=4)], endurance="relay")
    need = requirement({("forward", "manoeuvre"): 3})
    plans = [
        generate(given, positions(), need, PlanRequest(compared=False), settings=Settings(tie_pauses=pauses))
        for pauses in (0, 20)
    ]
    assert plans[0].objective == plans[1].objective == 0
