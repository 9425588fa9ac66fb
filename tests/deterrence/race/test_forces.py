"""The forces that a case asks about: who stands forward, what is left at home, and whose support is a switch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.deterrence.race.forces import forces_of, planned_force, required_force
from interpose.deterrence.race.plan_facts import PlanFacts, Stationed
from interpose.deterrence.race.reserves import reserves_at_home
from interpose.requirement import Requirement, require

UNREACHED = PlanFacts(mandate="interpose", participants=("FRA", "DEU"), sustained=None, stationed=())


@pytest.fixture(scope="module")
def requirement(ukraine: Case) -> Requirement:
    return require(ukraine)


def with_providers(case: Case, **provisions: str) -> Case:
    options = case.scenario.options.model_copy(update={"external_enablers": provisions})
    return replace(case, scenario=case.scenario.model_copy(update={"options": options}))


def facts(*stationed: Stationed, participants: tuple[str, ...] = ("FRA", "GBR", "NLD")) -> PlanFacts:
    return PlanFacts(mandate="interpose", participants=participants, sustained=20_000, stationed=stationed)


def units(state: str, unit_type: str, belt: str, count: int) -> Stationed:
    return Stationed(state=state, unit_type=unit_type, belt=belt, units=count)


def test_the_forward_share_counts_persons_not_units(ukraine: Case, requirement: Requirement) -> None:
    infantry = ukraine.unit_types["infantry_battalion"].personnel
    engineers = ukraine.unit_types["engineer_battalion"].personnel
    plan = facts(units("FRA", "infantry_battalion", "forward", 2), units("FRA", "engineer_battalion", "depth", 1))
    force = planned_force(ukraine, requirement, plan)
    assert force is not None
    assert force.forward_share == pytest.approx(2 * infantry / (2 * infantry + engineers))
    assert (force.persons, force.source) == (20_000, "plan")


def test_a_plan_without_numbers_has_neither_a_force_nor_reserves(ukraine: Case, requirement: Requirement) -> None:
    assert planned_force(ukraine, requirement, UNREACHED) is None
    assert reserves_at_home(ukraine, UNREACHED) == ()


def test_reserves_come_over_the_way_of_their_state(ukraine: Case, requirement: Requirement) -> None:
    ways = {each.state: each.way_km for each in forces_of(ukraine, requirement, facts()).reserves}
    assert all(way is not None for way in ways.values())
    assert 1_000 < (ways["FRA"] or 0) < 4_000
    assert (ways["NLD"] or 0) < (ways["FRA"] or 0)
    assert {each.way_km for each in reserves_at_home(ukraine, facts())} == {None}
    assert {each.way_km for each in reserves_at_home(ukraine, facts(), {"GBR": 2_500.0}) if each.state == "GBR"} == {2_500.0}


def test_the_plan_comes_first_then_what_each_mandate_requires(ukraine: Case, requirement: Requirement) -> None:
    forces = forces_of(ukraine, requirement, facts())
    assert [(force.source, force.mandate) for force in forces.compared] == [
        ("plan", "interpose"),
        *(("requirement", mandate) for mandate in ukraine.mandates),
    ]
    needed = requirement.of("observe").personnel.mode
    assert next(force.persons for force in forces.compared if force.mandate == "observe") == needed


def test_the_requirement_stands_in_for_a_plan_without_numbers(ukraine: Case, requirement: Requirement) -> None:
    first = forces_of(ukraine, requirement, UNREACHED).compared[0]
    assert (first.source, first.mandate) == ("requirement", "interpose")


def test_parliaments_that_must_agree_first_are_those_of_participants(ukraine: Case, requirement: Requirement) -> None:
    # The Bundestag must agree before soldiers are sent; the Assemblée is told afterwards.
    assert forces_of(ukraine, requirement, UNREACHED).parliaments == ("DEU",)


@pytest.mark.parametrize(
    ("provisions", "counted_on", "support"),
    [
        ({"USA": "as_caveated"}, True, "American support"),
        ({"USA": "none"}, False, "American support"),
        ({"FRA": "as_caveated", "USA": "none"}, True, "French and American support"),
        ({"FRA": "none", "GBR": "none", "USA": "none"}, False, "French, British and American support"),
    ],
)
def test_the_case_says_whose_support_is_the_switch(
    ukraine: Case, requirement: Requirement, provisions: dict[str, str], counted_on: bool, support: str
) -> None:
    forces = forces_of(with_providers(ukraine, **provisions), requirement, UNREACHED)
    assert (forces.external_support, forces.support) == (counted_on, support)


def test_who_holds_the_line_from_behind_the_zone_can_be_probed_too(ukraine: Case, requirement: Requirement) -> None:
    denial, reassure = (required_force(ukraine, requirement, each) for each in ("deter_by_denial", "reassure"))
    assert denial.forward_share > 0.2
    assert reassure.forward_share == 0
    plan = replace(facts(units("FRA", "mechanised_battalion", "depth", 1)), mandate="deter_by_denial")
    planned = planned_force(ukraine, requirement, plan)
    assert planned is not None
    assert planned.forward_share == 1


def test_air_defence_is_counted_by_its_own_persons(ukraine: Case, requirement: Requirement) -> None:
    battery = ukraine.unit_types["air_defence_battery"].personnel
    plan = facts(units("FRA", "air_defence_battery", "depth", 3), units("FRA", "infantry_battalion", "forward", 1))
    force = planned_force(ukraine, requirement, plan)
    assert force is not None
    assert force.air_defence == 3 * battery
    needed = [line for line in requirement.of("deter_by_denial").lines if line.capability == "air_defence"]
    assert (
        required_force(ukraine, requirement, "deter_by_denial").air_defence == sum(line.personnel.mode for line in needed) > 0
    )
