"""Under which words a change is told."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.exploration.comparison.differences import differences
from interpose.exploration.comparison.grouping import QUESTION, InputPlace, group_of, group_of_choice


def test_changes_are_told_by_whose_units_and_words_they_are(before: Case, after: Case) -> None:
    groups = {each.change.input: each.change.group for each in differences(before, after)}
    assert groups == {
        "scenario.yaml#options.zone_depth_km": "line and belts",
        "pools.csv#FRA/infantry_battalion.units": "units of France",
        "pools.csv#GBR/mechanised_battalion.dwell_ratio": "notice, tours and dwell",
        "claims.csv#c4": "statements of Germany",
        "hops.csv#c4/1": "statements of Germany",
    }


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("mandate", QUESTION),
        ("horizon_months", QUESTION),
        ("options.endurance", QUESTION),
        ("as_of", "the day as of which statements count"),
        ("options.zone_depth_km", "line and belts"),
        ("options.external_enablers.USA", "options"),
        ("title", "remarks"),
        ("seed", "options"),
    ],
)
def test_what_is_asked_is_told_apart_from_what_is_chosen(path: str, group: str) -> None:
    assert group_of_choice(path) == group


@pytest.mark.parametrize(
    ("place", "group"),
    [
        (InputPlace(table="escalation", field="race.distance_km"), "the games"),
        (InputPlace(table="votes", key=("ready_if",), field="yes"), "votes and law"),
        (InputPlace(table="crossings", key=("Medyka",), field="rail_wagons_day"), "movement"),
        (InputPlace(table="mandates", key=("interpose",), field="rules.reserve.value.mode"), "rules that size the force"),
        (InputPlace(table="mandates", key=("interpose",), field="note"), "remarks"),
        (InputPlace(table="quotes", key=("no such quote",)), "sources and how they are judged"),
        (InputPlace(table="states", key=("GBR",), field="personnel_cap"), "units of the United Kingdom"),
    ],
)
def test_tables_are_told_by_what_they_are_for(place: InputPlace, group: str, before: Case) -> None:
    assert group_of(place, (before, before)) == group
