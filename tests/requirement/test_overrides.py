"""Units that a case states itself, and names of sectors where no town is near."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interpose.assessment.inputs import assumption_rows, resolve
from interpose.case import Case, load
from interpose.case.tables.mandates import RequirementOverride
from interpose.case.tables.places import TownPlace
from interpose.cli.app import app
from interpose.errors import InputError
from interpose.requirement import require

HEAD = "mandate,capability,belt,low,mode,high,basis,source,note\n"
ROW = "interpose,manoeuvre,forward,16,20,30,reported,A staff study,Rotations included\n"


def with_rows(folder: Path, rows: str) -> Path:
    (folder / "requirements.csv").write_text(HEAD + rows)
    return folder


def test_an_override_replaces_all_lines_of_its_capability_and_belt(case_folder: Path, ukraine: Case) -> None:
    plain = require(ukraine).of("interpose")
    case = load(with_rows(case_folder, ROW))
    need = require(case).of("interpose")
    (line,) = [each for each in need.lines if (each.capability, each.belt) == ("manoeuvre", "forward")]
    gone = [each for each in plain.lines if (each.capability, each.belt) == ("manoeuvre", "forward")]
    # 20 battalions of 700 persons.
    assert (line.quantity.low, line.quantity.mode, line.quantity.high) == (16, 20, 30)
    assert line.personnel.mode == 14_000
    assert line.override
    assert line.replaces == tuple(each.rule for each in gone)
    assert line.source == "override by the case: A staff study"
    assert line.formula.startswith("override, in place of line_battalions")
    assert need.personnel.mode == pytest.approx(plain.personnel.mode - sum(x.personnel.mode for x in gone) + 14_000)
    spread = [row.quantity for row in need.sectors if (row.capability, row.belt) == ("manoeuvre", "forward")]
    assert sum(spread) == 20


def test_an_override_leaves_other_mandates_as_they_were(case_folder: Path, ukraine: Case) -> None:
    case = load(with_rows(case_folder, ROW))
    assert require(case).of("reassure") == require(ukraine).of("reassure")


def test_an_override_without_a_rule_is_a_line_of_its_own(ukraine: Case) -> None:
    row = RequirementOverride(
        mandate="observe", capability="manoeuvre", belt="outside", low=1, mode=2, high=3, basis="assumed", source="By hand"
    )
    need = require(replace(ukraine, requirements=(row,))).of("observe")
    line = need.lines[-1]
    assert (line.rule, line.replaces) == ("override.manoeuvre.outside", ())
    assert need.personnel == require(ukraine).of("observe").personnel
    # What stands outside is told apart: two units of the type that provides manoeuvre.
    assert need.personnel_outside.mode == 2 * ukraine.unit_types[line.unit_type].personnel


def test_figures_trace_an_override_to_its_row(case_folder: Path) -> None:
    case = load(with_rows(case_folder, ROW))
    figures = {each.name: each for each in require(case).figures()}
    reference = "requirements.csv#interpose/manoeuvre/forward"
    assert reference in figures["requirement.interpose.rule.override.manoeuvre.forward"].inputs
    assert reference in figures["requirement.interpose.personnel_low"].inputs
    found = resolve(case, reference)
    assert (found.value, found.low, found.high, found.basis) == (20, 16, 30, "reported")
    assert all(row.where != reference for row in assumption_rows(case)), "what is reported is no assumption"
    assert found.note == "override of the mandate; A staff study; Rotations included"


def test_an_override_that_is_assumed_is_listed_among_the_assumptions(case_folder: Path) -> None:
    case = load(with_rows(case_folder, ROW.replace("reported", "assumed")))
    (row,) = [each for each in assumption_rows(case) if each.where.startswith("requirements.csv#")]
    assert (row.name, row.value) == ("Interpose: manoeuvre forward, stated by the case", 20)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("interpose,manoeuvre", "interpos,manoeuvre"), "mandate 'interpos' is not known"),
        (("interpose,manoeuvre", "interpose,manouvre"), "capability 'manouvre' is not known"),
        (("forward", "foward"), "belt is 'foward'"),
        (("16,20,30", "26,20,30"), "are not in order"),
        (("16,20,30", "-1,20,30"), "low is"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(case_folder: Path, wrong: tuple[str, str], says: str) -> None:
    with pytest.raises(InputError) as caught:
        load(with_rows(case_folder, ROW.replace(*wrong)))
    (fault,) = caught.value.faults
    assert fault.where.startswith("requirements.csv:2")
    assert says in fault.what
    assert fault.mend


def test_a_row_that_stands_twice_is_refused(case_folder: Path) -> None:
    with pytest.raises(InputError, match="stands twice"):
        load(with_rows(case_folder, ROW + ROW))


def test_the_command_shows_overrides_and_what_stands_outside(case_folder: Path) -> None:
    rows = ROW + "interpose,manoeuvre,outside,1,2,3,assumed,By hand,\n"
    folder = str(with_rows(case_folder, rows))
    run = CliRunner().invoke(app, ["require", folder, "--mandate", "interpose", "--format", "json"])
    (need,) = json.loads(run.stdout)["mandates"]
    marked = {line["rule"]: line["replaces"] for line in need["lines"] if line["override"]}
    assert list(marked) == ["override.manoeuvre.forward", "override.manoeuvre.outside"]
    assert "line_battalions" in marked["override.manoeuvre.forward"]
    assert need["personnel_outside"]["mode"] > 0
    shown = CliRunner().invoke(app, ["require", folder, "--mandate", "interpose"], env={"COLUMNS": "250"}).stdout
    assert "override by the case: A staff study" in shown
    assert f"{need['personnel_outside']['mode']:,.0f}" in shown
    assert "outside the country" in shown


def test_every_sector_has_a_name_of_its_own_that_names_a_town(ukraine: Case) -> None:
    names = [sector.name for sector in require(ukraine).area.sectors]
    towns = [town.name for town in ukraine.places]
    assert len(set(names)) == len(names)
    assert all(any(town in name for town in towns) for name in names)


def test_a_sector_far_from_towns_is_named_by_distance_and_direction(ukraine: Case) -> None:
    centre = require(ukraine).area.sectors[3].centre
    # Two degrees of latitude north of the sector's middle: 222 km at this latitude, beyond what counts as near.
    town = TownPlace(
        name="Farville",
        adm0_a3="UKR",
        latitude=centre[1] + 2,
        longitude=centre[0],
        pop_max=1000,
        featurecla="Populated place",
        scalerank=5,
    )
    named = require(replace(ukraine, places=(town,))).area.sectors[3].name
    assert named == "222 km south of Farville"
    assert require(replace(ukraine, places=())).area.sectors[3].name == "Sector 4"
