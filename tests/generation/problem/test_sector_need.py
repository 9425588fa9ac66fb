"""What sectors need, and the phases for which a nation keeps them."""

from __future__ import annotations

import numpy as np

from interpose.case import Case
from interpose.generation.problem.demand import Demand, demand
from interpose.generation.problem.sector_need import phases, sector_need, spread, spread_of_mandate
from interpose.requirement import MandateRequirement, require
from tests.generation.builders import case, pool, requirement

FORWARD, COMMAND = ("forward", "manoeuvre"), ("forward", "headquarters")


def both(required: MandateRequirement, of: Case | None = None) -> tuple[Demand, MandateRequirement]:
    return demand(of or case([pool("FRA")]), required, "mode"), required


def test_phases_are_build_up_steady_state_in_stretches_and_drawdown() -> None:
    given = case([pool("FRA")], horizon=36, build_up=7, factors={"drawdown_months": 3})
    need = demand(given, requirement({FORWARD: 2}, horizon=36).of("guard"), "mode")
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
    need = demand(case([pool("FRA")]), requirement({FORWARD: 2}).of("guard"), "mode")
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
    assert (found.held, found.command, found.ruled) == (FORWARD, COMMAND, (FORWARD, COMMAND))
    assert ("depth", "medical") not in found.quantity


def test_a_mandate_without_sectors_has_none_and_one_without_troops_by_sector_has_no_rules() -> None:
    assert sector_need(*both(requirement({FORWARD: 2}).of("guard"))) is None
    only_medical = requirement({("depth", "medical"): 2}, sectors=[("north", "medical", "depth", 2.0)])
    found = sector_need(*both(only_medical.of("guard")))
    assert found is not None
    assert (found.held, found.command, found.ruled) == (None, None, ())


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
    need = demand(ukraine, required, "mode")
    found = sector_need(need, required)
    assert found is not None
    for key, months in found.quantity.items():
        assert np.allclose(months.sum(axis=0), need.quantity[key])
    of_mandate = spread_of_mandate(ukraine, required)
    assert list(of_mandate) == list(found.names)
    assert np.isclose(sum(of_mandate.values()), sum(months.sum() for months in found.quantity.values()))
