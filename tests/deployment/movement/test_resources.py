"""Resources: lift of providers and market, capacities by day, and one more of each."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.deployment.movement.network import Network
from interpose.deployment.movement.resources import resources_of
from tests.builders.movement import resource


def capacity(case: Case, network: Network, name: str, *lenders: str) -> float:
    return {each.name: each for each in resources_of(case, network, lenders)}[name].capacity


def test_what_the_market_hires_out_is_there_for_all_and_a_state_s_own_lift_with_the_state(
    ukraine: Case, network: Network
) -> None:
    market = capacity(ukraine, network, "pool:wagons")
    assert capacity(ukraine, network, "pool:wagons", "DEU") == market + 340
    assert capacity(ukraine, network, "pool:ships", "GBR") == capacity(ukraine, network, "pool:ships") + 4 * 2606


def test_a_pool_of_several_states_is_there_with_any_of_them(ukraine: Case, network: Network) -> None:
    ships = {lender: capacity(ukraine, network, "pool:ships", *lender) for lender in ((), ("DNK",), ("DEU",), ("DNK", "DEU"))}
    assert ships[("DNK",)] == ships[("DEU",)] == ships[("DNK", "DEU")] == ships[()] + 5 * 2500


def test_crossings_have_what_their_rows_say(ukraine: Case, network: Network) -> None:
    assert capacity(ukraine, network, "crossing:medyka:rail") == 75
    assert capacity(ukraine, network, "crossing:lhs:road") == 0


def test_lift_is_there_from_the_end_of_its_notice() -> None:
    assert resource("pool", 0, steps=((0, 2.0), (3, 5.0))).by_day(5).tolist() == [2, 2, 2, 7, 7]
    assert resource("pool", 0, steps=((9, 2.0),)).by_day(5).tolist() == [0] * 5


@pytest.mark.parametrize(("more", "expected"), [(5, 15), (-4, 6), (-20, 0)])
def test_more_or_less_of_a_resource_never_falls_below_nothing(more: float, expected: float) -> None:
    assert resource("rail", 10).with_more(more).capacity == pytest.approx(expected)


def test_each_capacity_names_the_rows_behind_it(ukraine: Case, network: Network) -> None:
    for each in resources_of(ukraine, network, ["GBR", "DEU", "USA"]):
        assert each.inputs, each.name
        assert each.bounds[0] <= 1 <= each.bounds[1], each.name
