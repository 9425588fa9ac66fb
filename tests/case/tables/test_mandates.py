"""Mandates: rules that hold together, and units that a case states itself."""

from __future__ import annotations

from typing import Any

import pytest

from interpose.case.tables.fields import Row
from interpose.case.tables.mandates import Mandate, MandateRule, RequirementOverride, RuleValue
from tests.case.tables.rows import refusal

VALUE = {"low": 1, "mode": 2, "high": 3}
RULE: dict[str, Any] = {
    "id": "battalions",
    "unit_type": "infantry_battalion",
    "belt": "forward",
    "driver": "per_line_km",
    "value": VALUE,
    "basis": "reported",
    "source": "A paper",
}
POSTS = RULE | {"driver": "per_post", "spacing_km": VALUE}
MANDATE = {"id": "observe", "name": "Observe", "task": "Watch the line.", "rules": [RULE]}
STATED = {
    "mandate": "interpose",
    "capability": "manoeuvre",
    "belt": "forward",
    "low": 16,
    "mode": 20,
    "high": 30,
    "basis": "reported",
    "source": "A staff study",
}


@pytest.mark.parametrize(
    ("table", "sound", "changed", "why"),
    [
        (RuleValue, VALUE, {"low": 2.5}, "low (2.5), mode (2) and high (3) are not in order"),
        (MandateRule, RULE, {"driver": "per_post"}, "per_post needs it"),
        (MandateRule, RULE, {"spacing_km": VALUE}, "spacing_km belongs to the driver per_post"),
        (MandateRule, RULE, {"shifts": VALUE}, "only posts are watched in shifts"),
        (MandateRule, RULE, {"driver": "per_units"}, "per_units needs `of`"),
        (MandateRule, POSTS, {"spacing_km": VALUE | {"low": 0}}, "spacing_km.low must be above 0"),
        (MandateRule, RULE, {"driver": "per_kilometre"}, "driver: Input should be 'per_line_km'"),
        (Mandate, MANDATE, {"rules": []}, "needs at least one rule"),
        (Mandate, MANDATE, {"rules": [RULE, RULE]}, "duplicate rule 'battalions'"),
        (Mandate, MANDATE, {"rules": [RULE | {"driver": "per_1000_population"}]}, "the threat is external"),
        (RequirementOverride, STATED, {"mode": 40}, "are not in order"),
        (RequirementOverride, STATED, {"last_month": 4}, "last_month stands beside a first_month"),
        (RequirementOverride, STATED, {"first_month": 5, "last_month": 4}, "and not before it"),
        (RequirementOverride, STATED, {"sector": "sector-1", "first_month": 5}, "for a sector or for months, not for both"),
        (RequirementOverride, STATED, {"sector": "sector-1", "belt": "outside"}, "belongs to no sector"),
    ],
)
def test_a_row_that_cannot_be_is_refused(table: type[Row], sound: dict[str, Any], changed: dict[str, Any], why: str) -> None:
    assert why in refusal(table, sound, **changed)


def test_a_population_ratio_is_taken_against_disorder() -> None:
    counted = RULE | {"driver": "per_1000_population"}
    assert Mandate.model_validate(MANDATE | {"threat": "internal", "rules": [counted]}).rules[0].driver == "per_1000_population"


def test_a_mandate_may_be_combined_from_others_without_rules_of_its_own() -> None:
    mandate = Mandate.model_validate(MANDATE | {"rules": [], "combines": [{"mandate": "reassure", "belt": "depth"}]})
    assert [(part.mandate, part.belt) for part in mandate.combines] == [("reassure", "depth")]


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({}, "interpose/manoeuvre/forward"),
        ({"sector": "sector-2"}, "interpose/manoeuvre/forward/sector-2"),
        ({"first_month": 7}, "interpose/manoeuvre/forward/month-7"),
    ],
)
def test_a_stated_row_is_named_by_what_it_states(more: dict[str, Any], key: str) -> None:
    assert RequirementOverride.model_validate(STATED | more).key == key
