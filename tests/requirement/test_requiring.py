"""What the shipped case needs, against hand arithmetic and published sizes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interpose.case import Case, Range, load
from interpose.case.read.missions import planning_reference
from interpose.errors import UsageError
from interpose.requirement import Requirement, require
from interpose.requirement.requiring import ALONE, precedents_of_line


@pytest.mark.parametrize(
    ("mandate", "published"),
    [
        ("observe_posts", (2_000, 6_000)),  # OSCE density on 1,057 km; CSIS 2025: about 6,000 for monitoring only
        ("interpose", (15_000, 40_000)),  # GCSP 2025: 15,000; analysts in December 2024: 40,000
        ("reassure", (10_000, 25_000)),  # CSIS and IISS 2025
        ("tripwire", (9_641,)),  # eight NATO battle groups, June 2022
        ("deter_by_denial", (60_000, 100_000, 317_000)),  # IISS corps, CSIS, 6,000 for 20 km
    ],
)
def test_the_range_holds_the_published_sizes(needed: Requirement, mandate: str, published: tuple[int, ...]) -> None:
    personnel = needed.of(mandate).personnel
    assert all(personnel.low <= size <= personnel.high for size in published)


def test_defence_in_depth_needs_more_than_100000(needed: Requirement) -> None:
    assert needed.of("deter_by_denial").personnel.mode > 100_000


def test_the_same_case_gives_the_same_result(ukraine: Case) -> None:
    assert repr(require(ukraine)) == repr(require(ukraine))


def test_three_belts_combine_mandates_without_changing_their_parts(case_folder: Path, needed: Requirement) -> None:
    (case_folder / "mandates").mkdir(exist_ok=True)
    (case_folder / "mandates" / "three_belts.yaml").write_text(
        "id: three_belts\nname: Three belts\ntask: Monitors on the line, a force in depth, a backstop outside.\n"
        "combines:\n  - {mandate: observe}\n  - {mandate: reassure, belt: depth}\n  - {mandate: tripwire, belt: outside}\n"
    )
    found = require(load(case_folder))
    three = found.of("three_belts")
    expected = needed.of("observe").personnel + needed.of("reassure").personnel
    assert three.personnel == expected
    assert three.personnel_outside == needed.of("tripwire").personnel
    assert {line.belt for line in three.lines} == {"forward", "depth", "outside"}


def with_options(case: Case, **changed: object) -> Case:
    options = case.scenario.options.model_copy(update=changed)
    return replace(case, scenario=case.scenario.model_copy(update={"options": options}))


def test_more_sectors_never_change_what_depends_on_length_alone(ukraine: Case, needed: Requirement) -> None:
    many = require(with_options(ukraine, sectors=60))
    assert len(many.area.sectors) == 60
    assert many.of("interpose").lines[0].quantity == needed.of("interpose").lines[0].quantity


def test_a_missing_planning_factor_is_named(ukraine: Case) -> None:
    factors = {name: factor for name, factor in ukraine.planning_factors.items() if name != "axes"}
    with pytest.raises(UsageError, match="axes"):
        require(replace(ukraine, planning_factors=factors))


def test_more_units_than_any_force_has_are_refused_with_the_rule(ukraine: Case) -> None:
    mandate = ukraine.mandates["interpose"]
    rule = next(rule for rule in mandate.rules if rule.driver == "per_line_km")
    value = rule.value.replace(low=5_000, mode=5_000, high=5_000)
    rules = tuple(each.replace(value=value) if each.id == rule.id else each for each in mandate.rules)
    case = replace(ukraine, mandates={"interpose": mandate.replace(rules=rules)})
    with pytest.raises(UsageError, match=f"the rule '{rule.id}' of interpose asks for"):
        require(case)


def test_mandates_that_reassure_or_deter_stand_alone_and_say_so(needed: Requirement) -> None:
    alone = {need.id: need.without_precedent for need in needed.mandates if need.precedent is None}
    assert alone == dict.fromkeys(("deter_by_denial", "reassure", "tripwire"), ALONE)


def test_the_estimate_rests_on_the_planned_line_and_changes_no_rule(needed: Requirement) -> None:
    need = needed.of("interpose")
    assert need.precedent is not None
    assert need.precedent.driver == needed.area.planned_line_km.mode
    assert need.precedent.persons.mode == pytest.approx(6_400, rel=0.02)
    assert need.personnel.mode == sum(line.personnel.mode for line in need.lines)
    figures = {figure.name: figure for figure in needed.figures()}
    assert figures["requirement.interpose.precedent"].value == round(need.precedent.persons.mode)
    assert figures["requirement.interpose.precedent.rules_exceed"].value == pytest.approx(0.91, abs=0.01)


def test_a_route_through_the_united_nations_has_smaller_precedents(ukraine: Case, needed: Requirement) -> None:
    other = require(ukraine.with_scenario(route="un_security_council")).of("interpose").precedent
    mine = needed.of("interpose").precedent
    assert other is not None
    assert mine is not None
    assert (mine.alliance, other.alliance) == (True, False)
    assert mine.persons.mode / other.persons.mode == pytest.approx(1.29, abs=0.02)


def test_a_row_of_the_case_moves_the_estimate(case_folder: Path, needed: Requirement) -> None:
    head = "id,name,led_by,lead,start,mandate_class,conflict,peak,peak_basis,line_km,line_km_basis\n"
    row = "big,A big one,us,alliance,2020-01,interpose,x,90000,reported,1100,reported\n"
    (case_folder / "precedents.csv").write_text(head + row)
    told, before = require(load(case_folder)).of("interpose").precedent, needed.of("interpose").precedent
    assert told is not None
    assert before is not None
    assert (told.missions, told.fitted) == (18, 103)
    assert told.persons.mode > 1.2 * before.persons.mode


def test_a_bare_line_has_precedents_for_mandates_along_a_line() -> None:
    sized = [("interpose", Range(1, 2, 3)), ("reassure", Range(1, 2, 3))]
    found = precedents_of_line(planning_reference(), sized, 180, alliance=False)
    told, why = found["interpose"]
    assert why is None
    assert told is not None
    assert told.persons.low < 4_440 < told.persons.high
    assert found["reassure"] == (None, ALONE)
