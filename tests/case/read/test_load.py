"""Bad input: every fault at once, each with what, where, why and how to mend it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interpose.assessment import assess, weigh
from interpose.case import load
from interpose.errors import Fault, InputError, UsageError
from interpose.evidence import positions
from interpose.requirement import require

Edit = Callable[[str, str, str], Path]


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        load(folder)
    return caught.value.faults


def the_fault(folder: Path) -> Fault:
    found = faults_of(folder)
    assert len(found) == 1, "\n".join(map(str, found))
    fault = found[0]
    assert fault.why, "a fault says why it matters"
    assert fault.mend, "a fault says how to mend it"
    return fault


def test_the_pristine_copy_has_no_fault(case_folder: Path) -> None:
    assert load(case_folder).claims


def line_of(folder: Path, file: str, text: str) -> int:
    return next(n for n, line in enumerate((folder / file).read_text().splitlines(), 1) if text in line)


def test_a_misspelt_state_is_named_with_its_line_and_a_suggestion(edit: Edit) -> None:
    folder = edit("pools.csv", "FRA,infantry_battalion", "FRN,infantry_battalion")
    fault = the_fault(folder)
    assert str(fault.where) == f"pools.csv:{line_of(folder, 'pools.csv', 'FRN,')}:1"
    assert "'FRN'" in fault.what
    assert "did you mean" in fault.mend


def test_a_misspelt_unit_type_is_named_with_a_suggestion(edit: Edit) -> None:
    fault = the_fault(edit("pools.csv", "FRA,infantry_battalion", "FRA,infantry_batalion"))
    assert fault.where.column == 2
    assert fault.mend == "did you mean 'infantry_battalion'?"


def test_a_misspelt_column_is_refused_with_a_suggestion_and_reported_missing(edit: Edit) -> None:
    found = faults_of(edit("pools.csv", "notice_days", "notce_days"))
    assert [(fault.where.file, fault.where.line) for fault in found] == [("pools.csv", 1), ("pools.csv", 1)]
    assert any(fault.mend == "did you mean 'notice_days'?" for fault in found)
    assert any("is missing" in fault.what for fault in found)


def test_a_misspelt_key_is_refused_with_a_suggestion(edit: Edit) -> None:
    folder = edit("scenario.yaml", "  external_enablers:", "  external_enabler:")
    fault = the_fault(folder)
    assert str(fault.where) == f"scenario.yaml:{line_of(folder, 'scenario.yaml', 'external_enabler:')}:3"
    assert fault.mend == "did you mean 'external_enablers'?"


def test_a_misspelt_mandate_is_refused_with_a_suggestion(edit: Edit) -> None:
    fault = the_fault(edit("scenario.yaml", "mandate: interpose", "mandate: interpse"))
    assert fault.mend == "did you mean 'interpose'?"


@pytest.mark.parametrize(
    ("key", "name", "meant"), [("based_on", "ukrain-2024", "ukraine-2024"), ("ledger", "ukrain", "ukraine")]
)
def test_a_misspelt_case_or_ledger_to_draw_on_is_refused_with_a_suggestion(
    case_folder: Path, key: str, name: str, meant: str
) -> None:
    path = case_folder / "scenario.yaml"
    path.write_text(path.read_text() + f"{key}: {name}\n")
    fault = the_fault(case_folder)
    assert fault.where.line == len(path.read_text().splitlines())
    assert meant in fault.mend


def test_a_duplicate_yaml_key_is_refused_and_names_both_lines(edit: Edit) -> None:
    folder = edit("scenario.yaml", "start: 2025-04", "start: 2025-04\nstart: 2025-05")
    fault = the_fault(folder)
    first = line_of(folder, "scenario.yaml", "start: 2025-04")
    assert fault.where.line == first + 1
    assert f"first in line {first}" in fault.what


def test_a_duplicate_claim_is_refused(case_folder: Path) -> None:
    path = case_folder / "claims.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n")
    fault = the_fault(case_folder)
    assert fault.where.line == len(lines) + 1
    assert fault.what.startswith("duplicate id")
    assert "(first in line 2)" in fault.what


def test_a_duplicate_pool_is_refused(case_folder: Path) -> None:
    path = case_folder / "pools.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n")
    assert the_fault(case_folder).what.startswith("duplicate state")


def pool_row(**cells: str) -> str:
    row = {
        "state": "CHE", "unit_type": "infantry_battalion", "units": "2", "personnel": "", "notice_days": "90",
        "tour_months": "6", "dwell_ratio": "3", "handover_months": "0", "basis": "assumed", "low": "1", "high": "3",
        "claims": "", "note": "",
    } | cells  # fmt: skip
    return ",".join(row.values())


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"units": "-2"}, "at least 0"),
        ({"units": "two"}, "not a number"),
        ({"units": "1,5"}, "cells"),
        ({"units": "nan"}, "not a number"),
        ({"units": "inf"}, "not a number"),
        ({"units": ""}, "the cell units is empty"),
        ({"notice_days": "1.5"}, "not a whole number"),
        ({"tour_months": "0"}, "above 0"),
        ({"dwell_ratio": "-1"}, "at least 0"),
        ({"low": "3", "high": "1"}, "low (3) exceeds high (1)"),
        ({"low": "2.5"}, "lies below low"),
        ({"basis": "guessed"}, "basis is 'guessed'"),
        ({"claims": "no-such-claim"}, "'no-such-claim' is not known"),
    ],
)
def test_a_pool_that_cannot_be_is_refused(case_folder: Path, cells: dict[str, str], says: str) -> None:
    path = case_folder / "pools.csv"
    path.write_text(path.read_text() + pool_row(**cells) + "\n")
    fault = the_fault(case_folder)
    assert says in fault.what
    assert fault.where.line == len(path.read_text().splitlines())


@pytest.mark.parametrize("file", ["scenario.yaml", "pools.csv", "area.geojson", "sources.csv", "hops.csv"])
def test_a_missing_file_is_named(case_folder: Path, file: str) -> None:
    (case_folder / file).unlink()
    found = faults_of(case_folder)
    assert any(fault.where.file == file and fault.what == "the file is missing" for fault in found)


def test_a_case_without_claims_says_so(case_folder: Path) -> None:
    (case_folder / "claims.csv").unlink()
    assert any("no claims" in fault.what for fault in faults_of(case_folder))


def test_a_file_that_nothing_reads_is_refused(case_folder: Path) -> None:
    (case_folder / "pool.csv").write_text("state\n")
    fault = the_fault(case_folder)
    assert fault.mend == "did you mean 'pools.csv'?"


def test_a_claim_that_refers_to_no_source_is_refused(case_folder: Path) -> None:
    path = case_folder / "sources.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], *lines[2:]]) + "\n")
    found = faults_of(case_folder)
    assert {fault.where.file for fault in found} == {"claims.csv"}
    assert all("source" in fault.what for fault in found)


def test_a_supersession_cycle_is_refused(case_folder: Path) -> None:
    path = case_folder / "relations.csv"
    ids = [line.split(",")[0] for line in (case_folder / "claims.csv").read_text().splitlines()[1:4]]
    rows = [f"{a},supersedes,{b}," for a, b in zip(ids, [*ids[1:], ids[0]], strict=True)]
    path.write_text("claim,relation,target,note\n" + "\n".join(rows) + "\n")
    found = faults_of(case_folder)
    assert any("goes round in a circle" in fault.what for fault in found)
    assert all(fault.where.file == "relations.csv" and fault.where.line for fault in found)


def test_all_faults_of_all_files_are_reported_at_once(case_folder: Path, edit: Edit) -> None:
    edit("scenario.yaml", "horizon_months: 24", "horizon_months: -1")
    edit("pools.csv", "FRA,infantry_battalion", "FRN,infantry_battalion")
    (case_folder / "area.geojson").unlink()
    found = faults_of(case_folder)
    assert {fault.where.file for fault in found} == {"scenario.yaml", "pools.csv", "area.geojson"}


def test_a_number_for_a_year_and_a_date_that_does_not_exist_are_refused(edit: Edit) -> None:
    fault = the_fault(edit("scenario.yaml", "as_of: 2024-12-15", "as_of: '2024-13-15'"))
    assert "YYYY-MM-DD" in fault.mend


def test_another_encoding_is_named(case_folder: Path) -> None:
    path = case_folder / "claims.csv"
    path.write_bytes(path.read_bytes() + "Müller\n".encode("latin-1"))
    fault = next(fault for fault in faults_of(case_folder) if fault.where.file == "claims.csv")
    assert "not UTF-8" in fault.what
    assert fault.where.line


def test_utf_16_is_named(case_folder: Path) -> None:
    path = case_folder / "pools.csv"
    path.write_text(path.read_text(), encoding="utf-16")
    assert any("UTF-16" in fault.what for fault in faults_of(case_folder))


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(case_folder: Path) -> None:
    path = case_folder / "pools.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(case_folder).pools == load("ukraine-2024").pools


def test_an_open_quote_is_a_fault_not_a_traceback(edit: Edit) -> None:
    found = faults_of(edit("pools.csv", "\n", '\nGBR,"infantry\n'))
    assert any("broken CSV" in fault.what for fault in found)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: [", "broken YAML"),
        ("", "holds no keys"),
        ("- a\n- b\n", "holds no keys"),
        ("a: &a [*a]\n", "YAML"),
        ("title: !!python/object/apply:os.system ['true']\n", "YAML"),
        ("\ttitle: x\n", "broken YAML"),
    ],
)
def test_a_scenario_that_is_no_scenario_is_a_fault_not_a_traceback(case_folder: Path, text: str, says: str) -> None:
    (case_folder / "scenario.yaml").write_text(text)
    found = faults_of(case_folder)
    assert any(fault.where.file == "scenario.yaml" for fault in found)
    assert any(says in fault.what or fault.where.file == "scenario.yaml" for fault in found)


def test_a_link_out_of_the_case_is_refused(case_folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.csv"
    outside.write_text((case_folder / "pools.csv").read_text())
    (case_folder / "pools.csv").unlink()
    (case_folder / "pools.csv").symlink_to(outside)
    assert any("outside the case folder" in fault.what for fault in faults_of(case_folder))


def test_an_unknown_case_suggests_the_shipped_one() -> None:
    with pytest.raises(UsageError, match="did you mean 'ukraine-2024'"):
        load("ukrane-2024")


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text("title: x\n")
    with pytest.raises(UsageError, match="a case is a folder"):
        load(path)


def test_a_caveat_that_matches_nothing_is_refused(case_folder: Path) -> None:
    path = case_folder / "states.csv"
    header = path.read_text().splitlines()[0].split(",")
    row = {"state": "CHE", "caveats": "manoeuver@forward"}
    path.write_text(path.read_text() + ",".join(row.get(name, "") for name in header) + "\n")
    fault = the_fault(case_folder)
    assert fault.mend == "did you mean 'manoeuvre'?"


def test_a_caveat_may_name_a_sector_of_the_case(case_folder: Path) -> None:
    path = case_folder / "states.csv"
    header = path.read_text().splitlines()[0].split(",")
    row = {"state": "CHE", "caveats": "manoeuvre@sector-2;*@sector-8"}
    path.write_text(path.read_text() + ",".join(row.get(name, "") for name in header) + "\n")
    assert load(case_folder).states["CHE"].caveats == ("manoeuvre@sector-2", "*@sector-8")


def test_a_caveat_on_a_sector_that_the_case_does_not_have_is_refused(case_folder: Path) -> None:
    path = case_folder / "states.csv"
    header = path.read_text().splitlines()[0].split(",")
    row = {"state": "CHE", "caveats": "manoeuvre@sector-88"}
    path.write_text(path.read_text() + ",".join(row.get(name, "") for name in header) + "\n")
    fault = the_fault(case_folder)
    assert "sector-88" in fault.what
    assert fault.mend == "did you mean 'sector-8'?"


def test_a_fault_of_the_escalation_game_is_told_with_its_line(edit: Edit) -> None:
    fault = the_fault(edit("escalation.yaml", "  warning_used: {low: 0, mode: 0.3", "  warning_used: {low: 0.5, mode: 0.3"))
    assert fault.where.file == "escalation.yaml"
    assert fault.where.line


@pytest.mark.parametrize(
    ("name", "verb"), [("asymmetric-escalation", "interpose deter"), ("unifil-2006", "interpose backtest")]
)
def test_a_game_or_a_mission_is_no_case_and_leads_to_its_verb(name: str, verb: str) -> None:
    with pytest.raises(UsageError, match=name) as raised:
        load(name)
    assert verb in str(raised.value)


def test_the_key_of_0_1_is_read_with_a_notice_that_says_what_to_write(edit: Callable[[str, str, str], Path]) -> None:
    case = load(edit("scenario.yaml", "  external_enablers: {USA: as_caveated}", "  american_enablers: false"))
    assert case.scenario.options.external_enablers == {"USA": "none"}
    assert "external_enablers: {USA: none}" in case.notices[0].mend
    assert case.notices[0].where.line is not None


def test_both_spellings_of_the_providers_are_a_fault(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit("scenario.yaml", "  endurance: relay", "  american_enablers: true")
    with pytest.raises(InputError, match="keep external_enablers"):
        load(folder)


def test_a_variant_with_an_unknown_option_is_a_fault(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit("scenario.yaml", "external_enablers: {USA: none}}}", "external_enabler: {USA: none}}}")
    with pytest.raises(InputError, match="external_enabler"):
        load(folder)


@pytest.mark.parametrize(
    ("group", "fault"),
    [
        ("FRA: [ITA, DEU]", "'FRA' reads as a state"),
        ("north: [DNK]", "partners.north: has 1 of the two"),
        ("north: [DNK, Norway]", "partners.north.1 is 'Norway'"),
        ("north: [DNK, XXX]", "partners 'XXX' is not known"),
    ],
)
def test_a_fault_of_a_partner_group_is_told_in_its_line(edit: Callable[[str, str, str], Path], group: str, fault: str) -> None:
    folder = edit("scenario.yaml", "variants:", f"partners:\n  benelux: [BEL, NLD]\n  {group}\nvariants:")
    found = the_fault(folder)
    assert fault in found.what
    assert found.where.line == line_of(folder, "scenario.yaml", group)


def test_a_state_belongs_to_one_partner_group(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit("scenario.yaml", "variants:", "partners: {north: [DNK, EST], south: [EST, FRA]}\nvariants:")
    found = the_fault(folder)
    assert "EST stands in 'north' and in 'south'" in found.what
    assert found.where.line == line_of(folder, "scenario.yaml", "partners:")


@pytest.mark.parametrize(("old", "new"), [("endurance: relay", "endurance: always"), ("endurance: relay", "endurance: [relay")])
def test_a_fault_in_the_scenario_of_a_case_based_on_another_is_told_alone(case_folder: Path, old: str, new: str) -> None:
    path = case_folder / "scenario.yaml"
    path.write_text(path.read_text().replace(old, new) + "based_on: ukraine-2024\n")
    (case_folder / "area.geojson").unlink()
    (case_folder / "pools.csv").unlink()
    assert the_fault(case_folder).where.file == "scenario.yaml"


def test_variants_change_options_of_the_case_as_chosen(edit: Callable[[str, str, str], Path]) -> None:
    case = load(edit("scenario.yaml", "  endurance: relay", "  endurance: own"))
    chosen, other = case.variants().values()
    assert chosen is case
    assert chosen.providers == {"USA"}
    assert other.providers == frozenset()
    assert other.scenario.options.endurance == "own"


@pytest.mark.parametrize("name", ["claims.csv", "sources.csv", "hops.csv", "pools.csv", "relations.csv", "states.csv"])
def test_a_table_in_another_encoding_is_one_fault(case_folder: Path, name: str) -> None:
    path = case_folder / name
    path.write_bytes(path.read_bytes() + "Café".encode("latin-1") + b"\n")
    (fault,) = faults_of(case_folder)
    assert fault.where.file == name
    assert "is not UTF-8" in fault.what


@pytest.mark.parametrize(
    ("name", "column"), [("claims.csv", "credibility"), ("sources.csv", "reliability"), ("hops.csv", "kind")]
)
def test_a_row_at_fault_is_not_told_again_by_those_that_name_it(case_folder: Path, name: str, column: str) -> None:
    path = case_folder / name
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    rows[1][rows[0].index(column)] = "nonsense"
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8")
    (fault,) = faults_of(case_folder)
    assert (fault.where.line, fault.where.column) == (2, rows[0].index(column) + 1)


def test_the_column_of_a_fault_is_that_of_the_file(case_folder: Path) -> None:
    path = case_folder / "pools.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    moved = [[row[-1], *row[:-1]] for row in rows]
    moved[1][1] = "Nowhere"
    moved[2][moved[0].index("unit_type")] = "no_such_unit"
    stream = io.StringIO()
    csv.writer(stream).writerows(moved)
    path.write_text(stream.getvalue(), encoding="utf-8")
    assert [(fault.where.line, fault.where.column) for fault in faults_of(case_folder)] == [
        (2, 2),
        (3, moved[0].index("unit_type") + 1),
    ]


@pytest.mark.parametrize(
    ("file", "row", "what"),
    [
        ("planning_factors.csv", {"factor": "line_length_factor", "low": "-5"}, "low is '-5'; it must be at least 0"),
        ("pools.csv", {"units": "1000000000"}, "units is '1000000000'; it must be at most"),
        ("pools.csv", {"units": "20.000"}, "units: '20.000' may mean 20 or 20000"),
        ("pools.csv", {"notice_days": "1.000"}, "notice_days: '1.000' may mean 1 or 1000"),
        ("pools.csv", {"personnel": "9" * 30}, "personnel: '9999"),
        (
            "substitutions.csv",
            {
                "unit_type": "infantry_battalion",
                "capability": "monitoring",
                "efficiency": "1",
                "basis": "assumed",
                "source": "own",
            },
            "capability 'monitoring' is not known",
        ),
    ],
)
def test_what_would_be_misread_or_have_no_effect_is_told(case_folder: Path, file: str, row: dict[str, str], what: str) -> None:
    path = case_folder / file
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))) if path.exists() else []
    kept = [each for each in rows if each.get("factor") != row.get("factor")] if "factor" in row else rows
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list({name: None for each in (*rows, row) for name in each}))
    writer.writeheader()
    writer.writerows([{**kept[0], **row}, *kept[1:]] if file == "pools.csv" else [*kept, row])
    path.write_text(stream.getvalue(), encoding="utf-8")
    assert what in the_fault(case_folder).what


@pytest.mark.parametrize(
    ("states", "roles", "what"),
    [
        ("China", "", "states 'China' is not known"),
        ("CHN/RUS", "", "states 'CHN/RUS' is not known"),
        ("CHN, RUS", "", "states 'CHN, RUS' is not known"),
        ("CHN;RUZ", "", "states 'RUZ' is not known"),
        ("CHN;RUS", "lnad", "role 'lnad' is not known; did you mean 'land'?"),
    ],
)
def test_a_state_or_a_role_that_no_vote_has_is_told(case_folder: Path, states: str, roles: str, what: str) -> None:
    row = {
        "id": "mine",
        "states": states,
        "roles": roles,
        "predicate": "any",
        "vote": "no",
        "basis": "assumed",
        "source": "own",
    }
    row |= {f"{vote}{end}": str(int(vote == "no")) for vote in ("yes", "no") for end in ("", "_low", "_high")}
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(row))
    writer.writeheader()
    writer.writerow(row)
    (case_folder / "votes.csv").write_text(stream.getvalue(), encoding="utf-8")
    assert what in the_fault(case_folder).what


def test_the_states_of_the_case_are_meant_before_others(case_folder: Path) -> None:
    path = case_folder / "pools.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("GBR,", "GRB,", 1), encoding="utf-8")
    assert "did you mean 'GBR'?" in [fault.mend for fault in faults_of(case_folder)]


def test_more_units_in_all_than_any_force_has_are_refused(case_folder: Path) -> None:
    path = case_folder / "pools.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows({**row, "units": "10000", "low": "", "high": ""} for row in rows)
    path.write_text(stream.getvalue(), encoding="utf-8")
    assert "all pools together hold" in the_fault(case_folder).what


@pytest.mark.parametrize(("file", "column"), [("claims.csv", "id"), ("states.csv", "state"), ("pools.csv", "state")])
def test_a_key_column_of_another_name_is_told_once_and_not_for_each_row(case_folder: Path, file: str, column: str) -> None:
    path = case_folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(column, column.title(), 1), encoding="utf-8")
    whats = [fault.what for fault in faults_of(case_folder)]
    assert set(whats) == {f"column {column!r} is missing", f"column {column.title()!r} is not known"}


@pytest.mark.parametrize("file", ["sources.csv", "hops.csv"])
def test_a_ledger_that_lacks_a_table_has_that_one_fault(case_folder: Path, file: str) -> None:
    (case_folder / file).unlink()
    assert the_fault(case_folder).where.file == file


def test_a_case_says_who_holds_an_office_in_place_of_the_reference(case_folder: Path) -> None:
    rows = "state,office,since,until\nCZE,head_of_government,2025-12-09,2026-03\n"
    (case_folder / "offices.csv").write_text(rows, encoding="utf-8")
    terms = {row.holder: row.until for row in load(case_folder).offices if row.state == "CZE" and row.power == "executive"}
    assert terms == {"Petr Fiala": "2025-12-09", "Andrej Babiš": "2026-03"}


@pytest.mark.parametrize("file", ["claims.csv", "pools.csv"])
def test_what_names_rows_of_a_missing_file_is_not_told_beside_it(case_folder: Path, file: str) -> None:
    (case_folder / file).unlink()
    assert the_fault(case_folder).where.file == file


def test_a_misspelt_name_in_the_scenario_is_told_beside_a_fault_of_another_field(case_folder: Path) -> None:
    path = case_folder / "scenario.yaml"
    text = (
        path.read_text().replace("mandate: interpose", "mandate: obsrve").replace("horizon_months: 24", "horizon_months: 999")
    )
    path.write_text(text)
    assert [fault.what.partition(" ")[0] for fault in faults_of(case_folder)] == ["horizon_months", "mandate"]


def test_a_ledger_whose_name_cannot_be_is_the_one_fault_of_a_case_without_claims(case_folder: Path) -> None:
    path = case_folder / "scenario.yaml"
    path.write_text(path.read_text() + "ledger: no name!\n")
    (case_folder / "claims.csv").unlink()
    assert the_fault(case_folder).where.file == "scenario.yaml"


def test_a_function_that_is_given_the_name_of_a_case_says_how_to_load_it() -> None:
    name: Any = "ukraine-2024"
    for call in (positions, require, assess, lambda case: weigh(case, "A001")):
        with pytest.raises(UsageError, match=r"load it first: `case = interpose\.load\('ukraine-2024'\)`"):
            call(name)
