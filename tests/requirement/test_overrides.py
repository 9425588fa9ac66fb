"""Units that the case states itself and sizes that others proposed: what they replace, and where they are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interpose.assessment.inputs import assumption_rows, resolve
from interpose.case import Case, load
from interpose.case.tables.mandates import RequirementOverride
from interpose.errors import UsageError
from interpose.generation.problem.demand import demand, sector_need
from interpose.requirement import Requirement, require
from interpose.requirement.overrides import sized_to

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


WIDE_HEAD = "mandate,capability,belt,sector,first_month,last_month,low,mode,high,basis,source\n"


def with_wide_rows(folder: Path, *rows: str) -> Path:
    (folder / "requirements.csv").write_text(WIDE_HEAD + "".join(f"{row},assumed,By hand\n" for row in rows))
    return folder


def in_sectors(case: Case, capability: str, belt: str) -> dict[str, float]:
    rows = require(case).of("interpose").sectors
    return {row.sector: row.quantity for row in rows if (row.capability, row.belt) == (capability, belt)}


def test_an_override_of_a_sector_leaves_the_other_sectors_as_they_were(case_folder: Path, ukraine: Case) -> None:
    plain = in_sectors(ukraine, "manoeuvre", "forward")
    case = load(with_wide_rows(case_folder, "interpose,manoeuvre,forward,sector-2,,,4,5,6"))
    assert in_sectors(case, "manoeuvre", "forward") == {**plain, "sector-2": 5}
    lines = [x for x in require(case).of("interpose").lines if (x.capability, x.belt) == ("manoeuvre", "forward")]
    assert sum(x.quantity.mode for x in lines) == sum(plain.values()) - plain["sector-2"] + 5
    own = next(x for x in lines if x.override)
    assert own.rule == "override.manoeuvre.forward.sector-2"
    assert (own.quantity.low, own.quantity.mode, own.quantity.high) == (4, 5, 6)
    assert own.formula.startswith(f"override for sector-2, in place of line_battalions: {plain['sector-2']:g}: 5 (4 to 6) × ")
    rest = next(x for x in lines if not x.override)
    assert rest.formula.endswith(
        f"less what sector-2 would be given: {rest.quantity.mode:g} units, {rest.personnel.mode:,.0f} persons"
    )
    assert rest.personnel.mode == rest.quantity.mode * ukraine.unit_types[rest.unit_type].personnel


def test_an_override_of_a_belt_and_of_a_sector_go_together(case_folder: Path) -> None:
    rows = ("interpose,manoeuvre,forward,,,,16,20,30", "interpose,manoeuvre,forward,sector-1,,,0,0,0")
    found = in_sectors(load(with_wide_rows(case_folder, *rows)), "manoeuvre", "forward")
    alone = in_sectors(load(with_wide_rows(case_folder, rows[0])), "manoeuvre", "forward")
    assert found == {sector: quantity for sector, quantity in alone.items() if sector != "sector-1"}


def test_a_sector_where_no_rule_asks_for_units_gets_those_that_are_stated(case_folder: Path) -> None:
    case = load(with_wide_rows(case_folder, "interpose,training,depth,sector-3,,,1,2,3"))
    assert in_sectors(case, "training", "depth") == {"sector-3": 2}


def test_the_plan_asks_each_sector_for_what_is_stated_and_no_less_of_the_others(case_folder: Path) -> None:
    case = load(with_wide_rows(case_folder, "interpose,manoeuvre,forward,sector-2,,,4,5,6"))
    required = require(case).of("interpose")
    need = demand(case, required)
    found = sector_need(need, required)
    assert found is not None
    steady = found.quantity["forward", "manoeuvre"][:, need.steady_from - 1]
    assert dict(zip(found.names, steady.tolist(), strict=True)) == in_sectors(case, "manoeuvre", "forward")


def test_an_override_of_months_stands_in_these_months_alone(case_folder: Path, ukraine: Case) -> None:
    plain = {row[:3]: row[3] for row in require(ukraine).of("interpose").monthly}
    case = load(with_wide_rows(case_folder, "interpose,manoeuvre,forward,,2,4,6,7,9"))
    need = require(case).of("interpose")
    changed = {row[:3]: row[3] for row in need.monthly if plain[row[:3]] != row[3]}
    assert changed == {(month, "forward", "manoeuvre"): 7.0 for month in (2, 3, 4) if plain[month, "forward", "manoeuvre"] != 7}
    assert need.personnel == require(ukraine).of("interpose").personnel
    (stated,) = need.stated_months
    was = [plain[month, "forward", "manoeuvre"] for month in (2, 3, 4)]
    assert (stated.first_month, stated.last_month, stated.replaced) == (2, 4, (min(was), max(was)))
    figures = {figure.name: figure for figure in require(case).figures()}
    figure = figures["requirement.interpose.stated.manoeuvre.forward.month_2"]
    assert figure.value == 7
    assert figure.inputs == ("requirements.csv#interpose/manoeuvre/forward/month-2",)
    assert resolve(case, figure.inputs[0]).value == 7


def test_months_without_an_end_last_to_the_end_and_hold_at_every_level(case_folder: Path) -> None:
    case = load(with_wide_rows(case_folder, "interpose,manoeuvre,forward,,20,,6,7,9"))
    for level, units in {"low": 6, "mode": 7, "high": 9}.items():
        end = case.with_options(requirement_level=level)
        assert demand(end, require(end).of("interpose")).quantity["forward", "manoeuvre"][19:].tolist() == [units] * 5


@pytest.fixture(scope="module")
def asked(ukraine: Case) -> Requirement:
    return require(ukraine)


def test_the_named_end_is_as_large_as_the_number_and_the_others_keep_their_distance(asked: Requirement) -> None:
    before, after = asked.of("reassure"), sized_to(asked, "reassure", 25_000, "high").of("reassure")
    assert after.personnel.high == pytest.approx(25_000)
    assert after.personnel.mode / after.personnel.low == pytest.approx(before.personnel.mode / before.personnel.low)
    shares = [line.personnel.mode / before.personnel.mode for line in before.lines]
    assert [line.personnel.mode / after.personnel.mode for line in after.lines] == pytest.approx(shares)


def test_only_the_mandate_of_the_proposal_moves_and_precedent_stays(asked: Requirement) -> None:
    after = sized_to(asked, "interpose", 15_000)
    assert [need for need in after.mandates if need.id != "interpose"] == [
        need for need in asked.mandates if need.id != "interpose"
    ]
    assert after.of("interpose").precedent == asked.of("interpose").precedent


def test_whole_units_stay_whole_and_are_rounded_up(asked: Requirement) -> None:
    after = sized_to(asked, "reassure", 10_000).of("reassure")
    factor = 10_000 / asked.of("reassure").personnel.mode
    for before, row in zip(asked.of("reassure").monthly, after.monthly, strict=True):
        if before.quantity == int(before.quantity):
            assert row.quantity == int(row.quantity)
            assert before.quantity * factor <= row.quantity + 1e-9 < before.quantity * factor + 1


def test_a_mandate_that_is_not_known_is_refused(asked: Requirement) -> None:
    with pytest.raises(UsageError, match="reasure"):
        sized_to(asked, "reasure", 10_000)
