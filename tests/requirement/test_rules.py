"""Rules applied to measures, against hand arithmetic."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interpose.case import Case, Range, load
from interpose.case.tables.mandates import Mandate
from interpose.errors import InputError, UsageError
from interpose.requirement import Requirement, require
from interpose.requirement.rules import Measures, apply_rules


def test_line_battalions_are_line_times_density_rounded_up(needed: Requirement) -> None:
    line = needed.of("interpose").lines[0]
    # 1,057 km × 0.0125 = 13.2 → 14; 898 km × 0.005 = 4.5 → 5; 1,200 km × 0.028 = 33.6 → 34.
    assert (line.quantity.low, line.quantity.mode, line.quantity.high) == (5, 14, 34)
    assert line.personnel.mode == 14 * 700
    assert "0.0125" in line.formula


def test_posts_on_1200_km_are_429_to_444_at_the_density_of_the_golan_and_korea(ukraine: Case) -> None:
    rule = ukraine.mandates["observe_posts"].rules[0]
    for spacing, posts in ((2.8, 429), (2.7, 445), (5.36, 224)):
        same = {"low": spacing, "mode": spacing, "high": spacing}
        mandate = Mandate.model_validate(
            {"id": "m", "name": "m", "task": "m", "rules": [rule.model_dump() | {"spacing_km": same}]}
        )
        measures = Measures(line_km=Range.exactly(1200), sectors=1, hubs=1, axes=Range.exactly(1))
        (line,) = apply_rules(mandate, measures, ukraine.unit_types, {})
        assert line.quantity.mode == posts


def test_a_mandate_that_combines_itself_is_refused(ukraine: Case) -> None:
    circle = Mandate.model_validate({"id": "a", "name": "a", "task": "a", "combines": [{"mandate": "b"}]})
    back = Mandate.model_validate({"id": "b", "name": "b", "task": "b", "combines": [{"mandate": "a"}]})
    with pytest.raises(UsageError, match="combined with itself"):
        require(replace(ukraine, mandates={"a": circle, "b": back}))


def test_an_unknown_part_is_refused_with_a_suggestion(ukraine: Case) -> None:
    mandate = Mandate.model_validate({"id": "a", "name": "a", "task": "a", "combines": [{"mandate": "observ"}]})
    with pytest.raises(UsageError, match="did you mean 'observe'"):
        require(replace(ukraine, mandates={**ukraine.mandates, "a": mandate}))


RULE = (
    "id: mine\nname: Mine\ntask: Mine.\n{threat}rules:\n  - id: people\n    unit_type: infantry_battalion\n    belt: forward\n"
    "    driver: {driver}\n    value: {{low: 0.01, mode: 0.0286, high: 0.04}}\n{more}    basis: reported\n"
    "    source: Quinlivan, RAND Review, summer 2003\n"
)


def test_a_population_ratio_is_refused_against_an_external_threat_with_the_reason(case_folder: Path) -> None:
    (case_folder / "mandates").mkdir(exist_ok=True)
    path = case_folder / "mandates" / "mine.yaml"
    path.write_text(RULE.format(threat="", driver="per_1000_population", more=""))
    with pytest.raises(InputError, match="the threat is external"):
        load(case_folder)
    path.write_text(RULE.format(threat="threat: internal\n", driver="per_1000_population", more=""))
    found = require(load(case_folder))
    # 20 soldiers for 1,000 people in the towns of the zone, in battalions of 700.
    assert found.of("mine").personnel.mode == pytest.approx(0.02 * found.area.population, abs=700)


def test_a_rule_that_would_divide_by_zero_is_refused(case_folder: Path) -> None:
    (case_folder / "mandates").mkdir(exist_ok=True)
    spacing = "    spacing_km: {low: 0, mode: 2, high: 5}\n"
    (case_folder / "mandates" / "mine.yaml").write_text(RULE.format(threat="", driver="per_post", more=spacing))
    with pytest.raises(InputError, match="must be above 0"):
        load(case_folder)
