"""What is asked of the planner, and what makes no sense."""

from __future__ import annotations

import pytest

from interpose.errors import UsageError
from interpose.generation import PlanRequest


def test_a_change_costs_a_month_of_double_manning_unless_said_otherwise() -> None:
    request = PlanRequest()
    assert (request.mode, request.change_price, request.kept) == ("fixed", 1.0, None)


@pytest.mark.parametrize("price", [-1.0, float("nan"), float("inf")])
def test_a_price_of_a_change_is_a_number_of_at_least_zero(price: float) -> None:
    with pytest.raises(UsageError, match="price of a change"):
        PlanRequest(change_price=price)
