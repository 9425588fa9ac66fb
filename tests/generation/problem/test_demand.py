"""What is required by month, and what it costs to miss it, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case import Case
from interpose.generation.problem.demand import Demand, demand, phases, sector_need, spread, withdrawal_price
from interpose.generation.problem.supply import PoolSupply
from interpose.requirement import MandateRequirement, require
from tests.generation.builders import case, pool, requirement

FORWARD, COMMAND, MEDICAL = ("forward", "manoeuvre"), ("forward", "headquarters"), ("depth", "medical")


def test_a_unit_is_worth_its_persons_and_counts_each_month_and_the_worst_as_often_again() -> None:
    given = case([pool("FRA")], build_up=3, factors={"drawdown_months": 2})
    need = demand(given, requirement({FORWARD: 2, MEDICAL: 1}).of("guard"))
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
    need = demand(given, requirement({FORWARD: 2}, horizon=12).of("guard"))
    assert need.quantity[FORWARD].tolist() == [2.0] * 6
    assert (need.steady_from, need.steady_until) == (6, 6)


def test_a_unit_withdrawn_costs_its_share_of_what_one_missing_throughout_costs() -> None:
    need = demand(case([pool("FRA")]), requirement({FORWARD: 2}).of("guard"))
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
    ends = [ukraine.with_options(requirement_level=level) for level in ("low", "mode", "high")]
    low, mode, high = (demand(end, require(end).of(mandate)).price_of_all() for end in ends)
    assert low < mode < high


def both(required: MandateRequirement, of: Case | None = None) -> tuple[Demand, MandateRequirement]:
    return demand(of or case([pool("FRA")]), required), required


def test_phases_are_build_up_steady_state_in_stretches_and_drawdown() -> None:
    given = case([pool("FRA")], horizon=36, build_up=7, factors={"drawdown_months": 3})
    need = demand(given, requirement({FORWARD: 2}, horizon=36).of("guard"))
    assert [(each.name, each.first_month, each.last_month, each.steady) for each in phases(need, 12)] == [
        ("build-up", 1, 6, False),
        ("steady state 1", 7, 18, True),
        ("steady state 2", 19, 30, True),
        ("steady state 3", 31, 33, True),
        ("drawdown", 34, 36, False),
    ]
    assert [each.name for each in phases(need, 60)] == ["build-up", "steady state", "drawdown"]
    assert phases(need, 60)[1].months == slice(6, 33)


def test_without_build_up_and_drawdown_there_is_the_steady_state_alone() -> None:
    need = demand(case([pool("FRA")]), requirement({FORWARD: 2}).of("guard"))
    assert [(each.name, each.first_month, each.last_month) for each in phases(need, 12)] == [("steady state", 1, 12)]


def test_sectors_share_what_their_belt_needs_by_their_weights() -> None:
    sectors = [
        ("north", "manoeuvre", "forward", 2.0),
        ("south", "manoeuvre", "forward", 1.0),
        ("south", "headquarters", "forward", 1.0),
    ]
    found = sector_need(
        *both(requirement({FORWARD: [1.0] * 4 + [3.0] * 8, COMMAND: 1, ("depth", "medical"): 2}, sectors=sectors).of("guard"))
    )
    assert found is not None
    assert found.names == ("north", "south")
    assert found.quantity[FORWARD][:, [0, 11]].tolist() == [[1.0, 2.0], [0.0, 1.0]]
    assert found.quantity[COMMAND][:, 0].tolist() == [0.0, 1.0]
    assert (found.held, found.ruled) == (FORWARD, (FORWARD, COMMAND))
    assert ("depth", "medical") not in found.quantity


def test_a_mandate_without_sectors_has_none_and_one_without_troops_by_sector_has_no_rules() -> None:
    assert sector_need(*both(requirement({FORWARD: 2}).of("guard"))) is None
    only_medical = requirement({("depth", "medical"): 2}, sectors=[("north", "medical", "depth", 2.0)])
    found = sector_need(*both(only_medical.of("guard")))
    assert found is not None
    assert (found.held, found.ruled) == (None, ())


def test_a_sector_never_loses_a_unit_while_the_force_grows() -> None:
    weights = np.array([2.0, 2.0, 1.0, 2.0, 2.0, 1.0, 2.0, 2.0])
    found = spread(np.arange(0.0, 15.0), weights)
    assert (np.diff(found, axis=1) >= 0).all()
    assert found.sum(axis=0).tolist() == list(range(15))
    assert found[:, -1].tolist() == weights.tolist()


def test_a_part_of_a_unit_goes_where_the_next_one_would() -> None:
    assert spread(np.array([1.5, 2.0]), np.array([1.0, 1.0])).tolist() == [[1.0, 1.0], [0.5, 1.0]]


def test_what_sectors_of_the_shipped_case_need_sums_to_what_their_belts_need(ukraine: Case) -> None:
    required = require(ukraine).of("interpose")
    need = demand(ukraine, required)
    found = sector_need(need, required)
    assert found is not None
    for key, months in found.quantity.items():
        assert np.allclose(months.sum(axis=0), need.quantity[key])
