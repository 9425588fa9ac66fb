"""One door to a case: a folder, a shipped name, a workbook; every verb goes through it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interpose.case import load
from interpose.case.read.opening import opened
from interpose.editing.new_case import copy_case
from interpose.errors import Fault, InputError, Location, UsageError
from tests.cli.running import answer, interpose


@pytest.fixture(scope="module")
def workbook(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_case(pristine, tmp_path_factory.mktemp("book") / "Case.XLSX")


def test_a_workbook_is_a_case_and_leaves_no_folder_behind(pristine: Path, workbook: Path) -> None:
    case, before = load(workbook), load(pristine)
    assert (case.name, case.folder) == ("Case", workbook)
    assert (case.claims, case.pools, case.area) == (before.claims, before.pools, before.area)
    with opened(workbook) as folder:
        assert (folder / "pools.csv").is_file()
    assert not folder.exists()


def test_faults_that_are_no_part_of_the_workbook_are_told_as_they_were(workbook: Path) -> None:
    with pytest.raises(InputError) as caught, opened(workbook):
        raise InputError([Fault("the file is missing", Location("claims.geojson"))])
    assert caught.value.faults[0].where == Location("claims.geojson")


@pytest.mark.parametrize(
    "call", ["check", "positions", "require", "authority", "evidence lint", "evidence verify", "evidence export"]
)
def test_every_verb_reads_a_workbook(workbook: Path, call: str) -> None:
    found = interpose(*call.split(), workbook)
    assert found.returncode == 0, found.stderr


def test_a_workbook_answers_as_its_folder_does(pristine: Path, workbook: Path) -> None:
    assert answer("require", workbook) == answer("require", pristine)


def test_a_verb_that_writes_into_a_case_says_that_it_needs_a_folder(workbook: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("words", encoding="utf-8")
    source = next(iter(load(workbook).sources))
    found = interpose("evidence", "add-capture", page, "--source", source, "--case", workbook)
    assert found.returncode == 2
    assert "writes into a case folder" in found.stderr
    assert f"interpose new my-case --from {workbook}" in found.stderr


def test_another_file_is_no_case_and_the_remedy_names_a_folder(pristine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pristine)
    with pytest.raises(UsageError, match="is a file") as caught:
        load("scenario.yaml")
    assert str(pristine) in caught.value.mend
    load(caught.value.mend.rpartition(": ")[2])


@pytest.mark.parametrize("files", [(), ("a.png", "b.png"), ("README.md",), ("data/claims.csv", "mkdocs.yml", "votes.csv")])
def test_a_folder_that_is_no_case_is_told_as_such_and_nothing_that_follows_from_it(
    tmp_path: Path, files: tuple[str, ...]
) -> None:
    for file in files:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(tmp_path)
    (fault,) = caught.value.faults
    assert fault.where == Location("scenario.yaml")
    assert fault.what == f"the file with which a case begins is missing from {tmp_path}"
    assert "`interpose new NAME` copies a shipped case" in fault.mend


def test_the_one_case_within_a_folder_that_is_none_is_named(tmp_path: Path, case_folder: Path) -> None:
    inside = tmp_path / "parent" / "my question"
    shutil.copytree(case_folder, inside)
    with pytest.raises(InputError) as caught:
        load(inside.parent)
    assert caught.value.faults[0].mend.startswith(f"name '{inside}', or make one")


def test_a_case_with_faults_gets_every_fault_also_where_its_first_file_is_missing(case_folder: Path) -> None:
    (case_folder / "scenario.yaml").unlink()
    (case_folder / "area.geojson").unlink()
    (case_folder / "notes.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(case_folder)
    assert {"scenario.yaml", "area.geojson", "notes.csv"} <= {fault.where.file for fault in caught.value.faults}
