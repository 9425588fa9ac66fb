"""`interpose brief`: the main job, on a small case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders.small_study import study_folder
from tests.cli.running import Run, interpose
from tests.cli.small_case import small_case


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("brief")


@pytest.fixture(scope="module")
def run(place: Path) -> Run:
    return interpose("brief", small_case(place / "small"), "-o", place / "out", "--format", "json")


def test_every_file_that_is_named_was_written_and_no_other(run: Run, place: Path) -> None:
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    named = {Path(file) for file in told["files"]}
    assert named == {file for file in (place / "out").rglob("*") if file.is_file()}
    assert {"brief.html", "plan.xlsx", "assessment.json"} <= {file.name for file in named}


def test_the_digest_is_that_of_the_assessment(run: Run, place: Path) -> None:
    told = json.loads(run.stdout)
    written = json.loads((place / "out" / "assessment.json").read_text(encoding="utf-8"))
    assert (told["case"], told["digest"]) == (written["case"]["name"], written["case"]["digest"])


def test_a_case_with_a_fault_writes_nothing(tmp_path: Path) -> None:
    case = small_case(tmp_path / "small", states="FRA,perhaps,in_country")
    run = interpose("brief", case, "-o", tmp_path / "out")
    assert run.returncode == 2
    assert not (tmp_path / "out").exists()


def test_a_brief_is_not_written_among_the_tables_of_a_case(tmp_path: Path) -> None:
    case = small_case(tmp_path / "small")
    before = sorted(case.rglob("*"))
    run = interpose("brief", case, "-o", case)
    assert run.returncode == 2
    assert "is a case: the tables of the brief would stand among its own" in run.stderr
    assert sorted(case.rglob("*")) == before


def test_a_study_of_another_case_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    case = small_case(tmp_path / "small")
    study = study_folder(tmp_path / "study", digest="c" * 64)
    run = interpose("brief", case, "-o", tmp_path / "out", "--study", study)
    assert run.returncode == 2
    assert "study.json" in run.stderr
    assert "the study has the digest cccccccccccc…" in run.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def said(place: Path) -> str:
    """What is said of a brief with drawings, of a case with letters of other scripts in its title."""
    case = small_case(place / "lettered")
    scenario = case / "scenario.yaml"
    scenario.write_text(
        scenario.read_text(encoding="utf-8").replace("A small force", "قوة A small force 西非"), encoding="utf-8"
    )
    run = interpose("brief", case, "-o", place / "drawn", "--embed", "page-one", "--pictures")
    return " ".join(run.stderr.split())


def test_folders_of_drawings_and_the_description_of_the_whole_are_named_among_what_was_written(said: str) -> None:
    assert ", ro-crate-metadata.json, embed/ (1 file), pictures/ (" in said


def test_letters_that_pictures_do_not_show_are_named_with_what_shows_them(said: str) -> None:
    assert "the typeface of pictures lacks ة ق و 西 非: PNG files show □ for these, SVG files show them in a browser" in said
