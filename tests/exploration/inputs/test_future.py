"""A future is a case with drawn values in place of its own."""

from __future__ import annotations

from interpose.case import Case
from interpose.case.varied.inputs import Inputs, Target
from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.inputs.future import case_with, joining


def test_values_stand_in_place_of_those_of_the_case_and_nothing_else_changes(ukraine: Case) -> None:
    inputs = Inputs.of(ukraine)
    values = {
        "pools.csv#FRA/infantry_battalion": 3.0,
        "pools.csv#FRA/infantry_battalion.dwell_ratio": 2.5,
        "planning_factors.csv#axes": 4.0,
        "mandates/interpose.yaml#line_battalions": 0.02,
        "mandates/interpose.yaml#reserve": 0.3,
        "mandates/observe.yaml#*": 0.5,
        "scenario.yaml#options.zone_depth_km": 15.0,
        "scenario.yaml#options.external_enablers.USA": "none",
        "escalation.yaml#race.distance_km": 800.0,
        "positions.FRA": False,
    }
    found = case_with(ukraine, {target: value for text, value in values.items() for target in inputs.find(text)})
    pool = next(pool for pool in found.pools if (pool.state, pool.unit_type) == ("FRA", "infantry_battalion"))
    assert (pool.units, pool.dwell_ratio) == (3, 2.5)
    assert found.planning_factors["axes"].value == 4
    assert {rule.value.mode for rule in found.mandates["observe"].rules} == {0.5}
    by_rule = {rule.id: rule.value.mode for rule in found.mandates["interpose"].rules}
    assert (by_rule["line_battalions"], by_rule["reserve"]) == (0.02, 0.3)
    assert found.scenario.options.zone_depth_km == 15
    assert not found.providers
    assert found.states["FRA"].participates == "no"
    assert found.escalation is not None
    assert found.escalation.race is not None
    assert found.escalation.race.distance_km.mode == 800
    assert sum(one != other for one, other in zip(found.pools, ukraine.pools, strict=True)) == 1
    assert ukraine.scenario.options.zone_depth_km == 10


def test_without_values_the_case_is_itself(ukraine: Case) -> None:
    assert case_with(ukraine, {}) is ukraine


def test_firmer_positions_take_part_more_often(mali_chain: CaseChain) -> None:
    joins = joining(mali_chain.case, mali_chain.sample.drawn, mali_chain.points(0, 512), mali_chain.modality)
    share = {state: sum(each[state] for each in joins) / len(joins) for state in ("GHA", "SEN", "CIV")}
    by_firmness = {row.modality: row for row in mali_chain.case.participation}
    assert share["GHA"] < share["SEN"] < share["CIV"]
    for state, modality in mali_chain.modality.items():
        assert by_firmness[modality].low < share[state] < by_firmness[modality].high


def test_a_target_writes_itself_as_figures_name_it() -> None:
    assert str(Target("scenario.yaml", "", "options.sectors")) == "scenario.yaml#options.sectors"
