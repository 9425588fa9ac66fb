"""The files of a brief: workbook, tables, codebook, and what happens when they cannot be written."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from pathlib import Path

import pytest

from interpose.assessment import Assessment
from interpose.brief import BriefFiles, write_brief
from interpose.editing.atomic import replace_files
from interpose.edtf import parse_edtf
from interpose.errors import UsageError
from interpose.rotation.units import unit_calendar


def test_a_brief_is_a_page_a_workbook_a_json_file_and_tables(brief: BriefFiles) -> None:
    assert [path.name for path in brief.all[:3]] == ["brief.html", "plan.xlsx", "assessment.json"]
    assert {path.name for path in brief.codebook} == {"codebook.csv", "datapackage.json"}
    assert all(path.stat().st_size for path in brief.all)
    left = {path.name for path in brief.html.parent.rglob("*") if path.is_file()} - {path.name for path in brief.all}
    assert not left


def test_no_file_of_a_brief_tells_what_was_said_or_published_after_its_day(brief: BriefFiles, assessed: Assessment) -> None:
    case, day = assessed.case, assessed.positions.as_of
    later = {claim.id for claim in case.claims.values() if parse_edtf(claim.known_on or claim.asserted_on).last > day}
    later |= {each.id for each in case.sources.values() if each.published_on and parse_edtf(each.published_on).first > day}
    assert {"P026", "A054", "B045"} < later
    for path in (brief.html, brief.json, *brief.tables):
        assert not later & set(re.findall(r"[A-Za-z0-9][\w.-]+", path.read_text(encoding="utf-8"))), path


def test_files_of_an_earlier_brief_that_this_one_does_not_have_are_named(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    for name in ("brief.html", "brief.pdf", "notes.txt", "tables/old.csv", "tables/claims.csv"):
        (tmp_path / name).touch()
    files = BriefFiles(
        html=tmp_path / "brief.html",
        xlsx=tmp_path / "plan.xlsx",
        json=tmp_path / "assessment.json",
        tables=(tmp_path / "tables/claims.csv",),
        codebook=(),
    )
    assert files.left == (tmp_path / "brief.pdf", tmp_path / "tables/old.csv")


def test_assessment_json_is_what_the_assessment_says(brief: BriefFiles, assessed: Assessment) -> None:
    assert brief.json.read_bytes() == assessed.to_json()


def test_the_same_result_gives_the_same_bytes_of_the_workbook(brief: BriefFiles, assessed: Assessment, tmp_path: Path) -> None:
    again = write_brief(assessed, tmp_path)
    assert [path.read_bytes() for path in again.all] == [path.read_bytes() for path in brief.all]


def test_the_codebook_explains_every_column_of_every_table(brief: BriefFiles) -> None:
    rows = list(csv.DictReader(io.StringIO(brief.codebook[0].read_text(encoding="utf-8"))))
    explained = {(row["table"], row["column"]): row["description"] for row in rows}
    for path in brief.tables:
        with path.open(encoding="utf-8", newline="") as file:
            for name in next(csv.reader(file)):
                assert explained[path.stem, name]
    package = json.loads(brief.codebook[1].read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == [path.name for path in brief.tables]


def test_contributions_add_up_to_the_force(brief: BriefFiles) -> None:
    folder = brief.tables[0].parent
    by_state: dict[str, float] = {}
    with (folder / "force_by_state.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_state[row["month"]] = by_state.get(row["month"], 0.0) + float(row["persons"])
    with (folder / "force_by_month.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert float(row["persons"]) == pytest.approx(by_state.get(row["month"], 0.0))


def test_a_folder_that_is_a_file_is_refused_and_nothing_changes(assessed: Assessment, tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        write_brief(assessed, place)
    assert caught.value.mend
    assert place.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("failure", "told"), [(PermissionError(13, "Permission denied"), UsageError), (KeyboardInterrupt(), KeyboardInterrupt)]
)
def test_a_failure_or_ctrl_c_half_way_leaves_the_earlier_brief_whole(
    brief: BriefFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, told: type[BaseException]
) -> None:
    written = {path.relative_to(brief.html.parent).as_posix(): path.read_bytes() for path in brief.all}
    (tmp_path / "brief.html").write_text("earlier", encoding="utf-8")
    real, calls = tempfile.mkstemp, []

    def fail_at_the_third(**options: str) -> tuple[int, str]:
        calls.append(options)
        if len(calls) == 3:
            raise failure
        return real(**options)

    monkeypatch.setattr(tempfile, "mkstemp", fail_at_the_third)
    with pytest.raises(told):
        replace_files(tmp_path, lambda: written)
    assert (tmp_path / "brief.html").read_text(encoding="utf-8") == "earlier"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["brief.html"]


def test_the_workbook_and_the_tables_hold_every_tour(brief: BriefFiles, assessed: Assessment) -> None:
    table = next(path for path in brief.tables if path.name == "calendar.csv")
    assert len(Path(table).read_text().splitlines()) == 1 + len(unit_calendar(assessed.case, assessed.plan))
    assert {"sector_nations.csv", "sector_shortfall.csv"} <= {path.name for path in brief.tables}


def test_a_fault_at_any_of_its_files_leaves_the_earlier_brief_whole(
    brief: BriefFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = {path.relative_to(brief.html.parent).as_posix(): path.read_bytes() for path in brief.all}
    (tmp_path / "tables").mkdir()
    for name in written:
        (tmp_path / name).write_bytes(b"earlier")
    real, calls, failing = Path.replace, [], [0]

    def replace(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing[0]:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    for number in range(1, len(written) + 1):
        calls.clear()
        failing[0] = number
        with pytest.raises(UsageError, match="No space left"):
            replace_files(tmp_path, lambda: written)
        found = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        assert found == dict.fromkeys(written, b"earlier")
