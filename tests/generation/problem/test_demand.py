"""What is required by month, and what it costs to miss it, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case import Case
from interpose.generation.problem.demand import demand, withdrawal_price
from interpose.generation.problem.supply import PoolSupply
from interpose.requirement import require
from tests.generation.builders import case, pool, requirement

FORWARD, MEDICAL = ("forward", "manoeuvre"), ("depth", "medical")


def test_a_unit_is_worth_its_persons_and_counts_each_month_and_the_worst_as_often_again() -> None:
    given = case([pool("FRA")], build_up=3, factors={"drawdown_months": 2})
    need = demand(given, requirement({FORWARD: 2, MEDICAL: 1}).of("guard"), "mode")
    assert (need.steady_from, need.steady_until, need.steady_months) == (3, 10, 8)
    assert need.price == {"manoeuvre": 700.0, "medical": 100.0}
    short = {FORWARD: np.zeros(12), MEDICAL: np.zeros(12)}
    assert need.price_of(short) == 0
    # Before the build-up is over a missing unit costs its month alone.
    short[FORWARD][0] = 1.0
    assert need.price_of(short) == 700
    # In the steady state the worst month stands for all eight.
    short[FORWARD][4:6] = 1.0
    assert need.price_of(short) == 700 * (3 + 8)
    assert need.price_of_all() == 700 * 2 * (12 + 8) + 100 * (12 + 8)
    assert need.price_of_all([MEDICAL]) == 100 * (12 + 8)


def test_months_beyond_the_horizon_do_not_count_and_a_build_up_beyond_it_leaves_one_month() -> None:
    given = case([pool("FRA")], horizon=6, build_up=6)
    need = demand(given, requirement({FORWARD: 2}, horizon=12).of("guard"), "mode")
    assert need.quantity[FORWARD].tolist() == [2.0] * 6
    assert (need.steady_from, need.steady_until) == (6, 6)


def test_a_unit_withdrawn_costs_its_share_of_what_one_missing_throughout_costs() -> None:
    need = demand(case([pool("FRA")]), requirement({FORWARD: 2}).of("guard"), "mode")
    bound = PoolSupply(
        state="FRA",
        unit_type="infantry_battalion",
        units=1,
        personnel=700,
        first_month=1,
        tour=6,
        window=18,
        provides=(("forward", "manoeuvre", 1.0),),
        commitment="abroad",
        price=0.5,
    )
    assert withdrawal_price(bound, need) == 0.5 * 700 * 24


@pytest.mark.parametrize("mandate", ["interpose", "reassure"])
def test_the_ends_of_a_shipped_requirement_lie_around_its_mode(ukraine: Case, mandate: str) -> None:
    required = require(ukraine).of(mandate)
    low, mode, high = (demand(ukraine, required, level).price_of_all() for level in ("low", "mode", "high"))
    assert low < mode < high
