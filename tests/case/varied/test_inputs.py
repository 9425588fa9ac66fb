"""Inputs by name, with wildcards."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.case.varied.inputs import Inputs
from interpose.errors import UsageError


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("planning_factors.csv#axes", ["planning_factors.csv#axes"]),
        ("planning_factors.csv#axes.value", ["planning_factors.csv#axes"]),
        ("pools.csv#FRA/infantry_battalion.dwell_ratio", ["pools.csv#FRA/infantry_battalion.dwell_ratio"]),
        ("mandates/observe.yaml#*", None),
        ("mandates/interpose.yaml#line_battalions", ["mandates/interpose.yaml#line_battalions"]),
        ("scenario.yaml#options.zone_depth_km", ["scenario.yaml#options.zone_depth_km"]),
        ("scenario.yaml#options.external_enablers.*", ["scenario.yaml#options.external_enablers.USA"]),
        (
            "escalation.yaml#players.*",
            [
                "escalation.yaml#players.attacker.hard",
                "escalation.yaml#players.contributors.firm",
                "escalation.yaml#players.backstop.willing",
                "escalation.yaml#players.nature.incident",
            ],
        ),
        ("states.csv#FRA", ["states.csv#FRA"]),
        ("positions.FRA", ["positions.FRA"]),
        ("votes.FRA", ["votes.FRA"]),
        ("votes.csv#silent_consensus", ["votes.csv#silent_consensus"]),
    ],
)
def test_an_input_is_found_by_the_name_that_figures_give_it(ukraine: Case, text: str, named: list[str] | None) -> None:
    found = Inputs.of(ukraine).find(text)
    assert named is None or [str(each) for each in found] == named
    assert found


def test_a_wildcard_stands_for_every_row_and_for_every_part_of_a_name(ukraine: Case) -> None:
    inputs = Inputs.of(ukraine)
    assert len(inputs.find("pools.csv#*")) == len(ukraine.pools)
    french = sum(pool.state == "FRA" for pool in ukraine.pools)
    assert len(inputs.find("pools.csv#FRA/*.tour_months")) == french
    assert len(inputs.find("pools.csv#*/infantry_battalion")) == sum(
        pool.unit_type == "infantry_battalion" for pool in ukraine.pools
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pool.csv#*", "did you mean 'pools.csv'"),
        ("pools.csv#FRN/infantry_battalion", "did you mean 'FRA/infantry_battalion'"),
        ("pools.csv#FRA/*.dwel_ratio", "did you mean 'dwell_ratio'"),
        ("mandates/interpos.yaml#*", "did you mean 'mandates/interpose.yaml'"),
        ("mandates/interpose.yaml#line_batalions", "did you mean 'line_battalions'"),
        ("scenario.yaml#options.zone_dept_km", "did you mean 'options.zone_depth_km'"),
        ("escalation.yaml#race.distance", "did you mean 'race.distance_km'"),
        ("claims.csv#*", "names no file that a study varies"),
        ("positions.XXX", "no states match 'XXX'"),
    ],
)
def test_what_names_nothing_is_told_with_what_was_meant(ukraine: Case, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Inputs.of(ukraine).find(text)


def test_values_are_read_as_the_field_holds_them(ukraine: Case) -> None:
    inputs = Inputs.of(ukraine)
    (depth,), (enablers,) = (
        inputs.find("scenario.yaml#options.zone_depth_km"),
        inputs.find("scenario.yaml#options.external_enablers.USA"),
    )
    assert inputs.typed(depth, "5") == 5.0
    assert inputs.typed(enablers, "none") == "none"
    with pytest.raises(UsageError, match="depth_belt_km"):
        inputs.typed(depth, 90.0)


def test_an_input_is_told_as_a_choice_would_write_it(ukraine: Case) -> None:
    inputs, options = Inputs.of(ukraine), ukraine.scenario.options
    for name, held in (
        ("zone_depth_km", options.zone_depth_km),
        ("external_enablers.USA", options.external_enablers["USA"]),
        ("endurance", options.endurance),
    ):
        (target,) = inputs.find(f"scenario.yaml#options.{name}")
        assert inputs.held(target) == held
    (line,) = inputs.find("planning_factors.csv#line_length_factor")
    assert inputs.held(line) == ukraine.planning_factors["line_length_factor"].value


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("scenario.yaml#options.sectors", 3.0),
        ("scenario.yaml#options.zone_depth_km", 2.71),
        ("pools.csv#FRA/infantry_battalion", 3.0),
        ("planning_factors.csv#line_length_factor", 2.71),
        ("escalation.yaml#players.attacker.hard", 2.71),
    ],
)
def test_a_number_that_counts_whole_things_is_used_whole(ukraine: Case, text: str, used: float) -> None:
    inputs = Inputs.of(ukraine)
    assert inputs.used(inputs.find(text)[0], 2.71) == used
