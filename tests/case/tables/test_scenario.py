"""The choices inside a case: a sound scenario, and what is refused of it."""

from __future__ import annotations

from typing import Any

import pytest

from interpose.case.tables.fields import Row
from interpose.case.tables.scenario import Options, Scenario, Variant
from tests.case.tables.rows import refusal

SCENARIO: dict[str, Any] = {
    "title": "T",
    "question": "Q",
    "as_of": "2024-12-15",
    "start": "2025-04",
    "horizon_months": 24,
    "mandate": "interpose",
    "route": "nato",
}


@pytest.mark.parametrize(
    ("table", "sound", "changed", "why"),
    [
        (Scenario, SCENARIO, {"start": 2025}, "start: String should match"),
        (Scenario, SCENARIO, {"start": "2025-13"}, "start: String should match"),
        (Scenario, SCENARIO, {"horizon_months": 0}, "horizon_months: Input should be greater than or equal to 1"),
        (Scenario, SCENARIO, {"partners": {"FRA": ["GBR", "DEU"]}}, "reads as a state"),
        (Scenario, SCENARIO, {"partners": {"nordic": ["SWE"]}}, "1 of the two states or more"),
        (Scenario, SCENARIO, {"partners": {"a": ["SWE", "FIN"], "b": ["FIN", "NOR"]}}, "FIN stands in 'a' and in 'b'"),
        (Scenario, SCENARIO, {"variants": [{"name": "x"}, {"name": "x"}]}, "duplicate name 'x'"),
        (Scenario, SCENARIO, {"variants": [{"name": "x", "options": {"sectors": 3}}]}, "changes no option"),
        (Scenario, SCENARIO, {"variants": [{"name": "x"}, {"name": "y", "options": {"sectors": 0}}]}, "greater than or equal"),
        (Options, {}, {"depth_belt_km": 10}, "depth_belt_km (10) must exceed zone_depth_km (10)"),
        (Options, {}, {"external_enablers": {"USA": "some"}}, "external_enablers.USA: Input should be 'none' or 'as_caveated'"),
        (Options, {}, {"american_enablers": "yes"}, "is true or false"),
        (Options, {}, {"american_enablers": True, "external_enablers": {}}, "keep external_enablers"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(table: type[Row], sound: dict[str, Any], changed: dict[str, Any], why: str) -> None:
    assert why in refusal(table, sound, **changed)


@pytest.mark.parametrize(("old", "new"), [(True, "as_caveated"), (False, "none")])
def test_the_key_of_0_1_is_read_as_the_provider_that_it_meant(old: bool, new: str) -> None:
    assert Options.model_validate({"american_enablers": old}).external_enablers == {"USA": new}


def test_a_variant_changes_its_options_and_merges_mappings_key_by_key() -> None:
    own = {"sectors": 8, "external_enablers": {"USA": "as_caveated", "FRA": "none"}}
    scenario = Scenario.model_validate(SCENARIO | {"options": own})
    found = scenario.options_of(Variant(name="without", options={"external_enablers": {"USA": "none"}}))
    assert found.external_enablers == {"USA": "none", "FRA": "none"}
    assert found.sectors == scenario.options.sectors == 8
    assert scenario.options.external_enablers["USA"] == "as_caveated"


def test_partner_groups_keep_the_order_of_their_states() -> None:
    scenario = Scenario.model_validate(SCENARIO | {"partners": {"nordic_baltic": ["SWE", "FIN", "EST"]}})
    assert scenario.partners["nordic_baltic"] == ("SWE", "FIN", "EST")
