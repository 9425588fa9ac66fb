"""The whole answer: near the proved best, the same twice, and honest where there is nothing to compute."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.deployment import Deployment, DeploymentRequest, deploy
from interpose.plain import json_bytes
from interpose.requirement import Requirement
from tests.deployment.conftest import FrozenTour

BARE = DeploymentRequest(compared=False, futures=0)


def test_closure_is_within_three_and_lateness_within_six_percent_of_what_is_proved(deployed: Deployment) -> None:
    assert deployed.gap is not None
    assert deployed.bound is not None
    assert 0 <= deployed.gap.closure <= 0.03
    assert 0 <= deployed.gap.weighted_lateness <= 0.06
    closure = deployed.capability["closure"].day
    assert closure is not None
    assert deployed.bound.closure_day <= closure


def test_the_curve_lies_below_what_is_proved_and_the_plan_s_calendar_is_beside_it(deployed: Deployment) -> None:
    for row in deployed.arrival:
        assert row.persons <= row.proved_edge + 1e-6
        assert row.low is not None
        assert row.high is not None
        assert row.low <= row.high
    assert [row.day for row in deployed.arrival] == list(range(181))
    assert max(row.planned for row in deployed.arrival) > 0


def test_what_moves_is_what_the_units_sum_up_to(deployed: Deployment) -> None:
    assert deployed.force.moves == len(deployed.units) == 108
    assert deployed.force.persons == sum(unit.persons for unit in deployed.units)
    assert 0 < deployed.assumed_share < 1


def test_the_same_case_gives_the_same_bytes(ukraine: Case, need: Requirement, tours: tuple[FrozenTour, ...]) -> None:
    request = DeploymentRequest(compared=False, futures=50)
    assert json_bytes(deploy(ukraine, need, tours[::3], request)) == json_bytes(deploy(ukraine, need, tours[::3], request))


def test_no_tours_give_zero_of_everything(ukraine: Case, need: Requirement) -> None:
    found = deploy(ukraine, need, [], BARE)
    assert found.status == "optimal"
    assert (found.force.moves, found.force.persons, found.capability["closure"].day) == (0, 0, 0)
    assert found.lateness is not None
    assert found.lateness.person_days == 0
    assert found.largest_force is None


def test_a_case_whose_host_has_no_network_says_what_it_would_need(
    ukraine: Case, need: Requirement, tours: tuple[FrozenTour, ...]
) -> None:
    nodes = {name: node for name, node in ukraine.nodes.items() if node.state != "UKR"}
    links = tuple(link for link in ukraine.links if {link.from_node, link.to_node} <= set(nodes))
    elsewhere = replace(ukraine, nodes=nodes, links=links, crossings={}, homes={})
    found = deploy(elsewhere, need, tours, BARE)
    assert found.status == "no answer"
    assert found.capability == {}
    assert found.figures() == ()
    assert any("nodes.csv: places in UKR" in line for line in found.needs)
    assert "homes.csv: FRA" in found.needs


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"homes": "FRA"}, "FRA has no row in homes.csv"),
        ({"move_units": "infantry_battalion"}, "infantry_battalion has no row in move_units.csv"),
    ],
)
def test_a_unit_that_cannot_move_is_kept_and_told_as_never_arriving(
    ukraine: Case, need: Requirement, tours: tuple[FrozenTour, ...], change: dict[str, str], reason: str
) -> None:
    ((table, key),) = change.items()
    rows = {name: row for name, row in getattr(ukraine, table).items() if name != key}
    found = deploy(replace(ukraine, **{table: rows}), need, tours, BARE)
    never = [unit for unit in found.units if unit.never]
    assert {unit.never for unit in never} == {reason}
    assert any(line.startswith("units of FRA that never arrive: ") and line.endswith(reason) for line in found.remarks)
    assert len(found.units) == 108
    assert found.capability["closure"].day is None
    assert found.lateness is not None
    assert found.lateness.by_cause["never_arrives"] > 0


def test_units_that_need_a_pool_that_is_empty_never_arrive_and_name_it(
    ukraine: Case, need: Requirement, tours: tuple[FrozenTour, ...]
) -> None:
    none = ukraine.replace_rows(lift=[row.replace(count=0, low=0) for row in ukraine.lift.values() if row.kind == "ro_ro"])
    british = [unit for unit in deploy(none, need, tours, BARE).units if unit.state == "GBR"]
    assert {unit.never for unit in british if unit.never} == {"no capacity: Ro-ro ships"}


def test_a_horizon_shorter_than_the_chain_shows_nobody_operational_within_it(
    ukraine: Case, need: Requirement, tours: tuple[FrozenTour, ...]
) -> None:
    found = deploy(ukraine, need, tours, DeploymentRequest(horizon_days=10, compared=False, futures=0))
    assert [row.persons for row in found.arrival] == [0] * 11


def test_a_closed_crossing_and_units_outside_the_country_are_told(
    ukraine: Case, need: Requirement, tours: tuple[FrozenTour, ...]
) -> None:
    shut = {"rail_wagons_day": 0, "low": 0, "road_vehicles_day": 0, "road_low": 0}
    closed = ukraine.replace_rows(crossings=[ukraine.crossings["medyka"].replace(**shut)])
    remarks = deploy(closed, need, tours, BARE).remarks
    assert "crossing medyka has no capacity by rail or road: it is closed" in remarks
    assert "units that serve from outside the country do not move into it: United States" in remarks


def test_crossings_that_are_too_narrow_for_the_days_leave_units_behind_and_nothing_is_told_as_proved(
    ukraine: Case, need: Requirement, tours: tuple[FrozenTour, ...]
) -> None:
    # One crossing is open, for every eighth tour: what many narrow ones do to all tours takes twenty times as long.
    shut = {"rail_wagons_day": 0, "low": 0, "road_vehicles_day": 0, "road_low": 0}
    narrow = {"rail_wagons_day": 1, "low": 0, "road_vehicles_day": 2, "road_low": 0, "road_high": 9}
    changes = {name: narrow if name == "dorohusk" else shut for name in ukraine.crossings}
    slow = ukraine.replace_rows(crossings=[ukraine.crossings[name].replace(**each) for name, each in changes.items()])
    found = deploy(slow, need, tours[::8], DeploymentRequest(horizon_days=20, compared=False, futures=0))
    behind = [unit for unit in found.units if unit.never]
    assert {unit.never for unit in behind} == {"not within the 205 days that are looked at"}
    assert found.status == "feasible"
    assert found.capability["closure"].day is None
    assert found.gap is not None
    assert found.lateness is not None
    assert 0 <= found.gap.closure < 1
    assert 0 <= found.gap.weighted_lateness < 1
    assert sum(found.lateness.by_cause.values()) == pytest.approx(found.lateness.person_days)
