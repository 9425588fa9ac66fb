"""References to inputs: written as readers see them, read back, and looked up in the case."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.case.row_ref import RowRef


@pytest.mark.parametrize(
    "text",
    [
        "pools.csv",
        "pools.csv#FRA/infantry_battalion",
        "states.csv#FRA.personnel_cap",
        "scenario.yaml#options.zone_depth_km",
        "mandates/interpose.yaml#battalions",
        "routes/nato.yaml",
        "escalation.yaml#race.distance_km",
        "votes.csv#name.with.dots",
    ],
)
def test_a_reference_is_written_as_it_was_read(text: str) -> None:
    assert str(RowRef.parse(text)) == text


def test_a_field_is_told_from_a_name_with_dots() -> None:
    assert RowRef.parse("states.csv#FRA.personnel_cap") == RowRef("states.csv", "FRA", "personnel_cap")
    assert RowRef.parse("votes.csv#name.with.dots") == RowRef("votes.csv", "name.with.dots")


def test_every_row_is_found_by_its_reference(ukraine: Case) -> None:
    rows = (
        *ukraine.pools,
        *ukraine.commitments,
        *ukraine.states.values(),
        *ukraine.planning_factors.values(),
        *ukraine.votes.values(),
        *ukraine.claims.values(),
        *ukraine.relations,
        *(hop for chain in ukraine.hops.values() for hop in chain),
    )
    assert len(rows) > 500
    assert all(ukraine.row(RowRef.of(row)) is row for row in rows)


def test_rules_routes_choices_and_features_are_found(ukraine: Case) -> None:
    rule = ukraine.mandates["interpose"].rules[0]
    assert ukraine.row(RowRef.rule("interpose", rule.id)) is rule
    assert ukraine.row(RowRef.route("nato")) is ukraine.routes["nato"]
    assert ukraine.row(RowRef.scenario("options.sectors")) is ukraine.scenario
    hub = ukraine.area.hubs[0].feature
    assert ukraine.row(RowRef("area.geojson", hub.id)) is hub


@pytest.mark.parametrize("text", ["pools.csv#FRA/nothing", "states.csv#ZZZ", "mandates/none.yaml#x", "nothing.csv#a"])
def test_what_is_not_there_is_refused(ukraine: Case, text: str) -> None:
    with pytest.raises(KeyError):
        ukraine.row(RowRef.parse(text))


def test_a_field_that_is_not_there_is_refused(ukraine: Case) -> None:
    with pytest.raises(KeyError):
        RowRef.of(ukraine.states["FRA"], "personel_cap")
    with pytest.raises(KeyError):
        RowRef.scenario("options.zone_depht_km")
