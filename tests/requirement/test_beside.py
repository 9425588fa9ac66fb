"""Precedents beside what the rules ask for: which mandates have any, who leads, and what a row of a case changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case import Case, Range, load
from interpose.case.read.missions import planning_reference
from interpose.requirement import Requirement, require
from interpose.requirement.beside import ALONE, precedents_of_line


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
