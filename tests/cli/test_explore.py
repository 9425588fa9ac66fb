"""`interpose explore`: a study from the shell, one future by itself, refusals, and what an interruption leaves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from interpose.case import load
from tests.builders.elsewhere import write_case_in_mali
from tests.builders.interrupting import ON_EVENT
from tests.cli.running import MAIN, interpose, python

UNCERTAIN = """\
id,input,kind,low,mode,high,given_as,shared,rows,basis,source
will,positions.*,participation,,,,,0.3,,assumed,a test
pools,pools.csv#*,triangular,0.5,1,1.5,factor,0.7,seeded,assumed,a test
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_case_in_mali(tmp_path_factory.mktemp("varied") / "mali")
    (folder / "uncertainties.csv").write_text(UNCERTAIN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def kept(case: Path) -> Path:
    folder = case.parent / "study"
    run = interpose("explore", case, "-n", "6", "--output", folder, "--workers", "1", "--plans", "1")
    assert run.returncode == 0, run.stderr
    return folder


def test_json_stands_alone_and_says_how_the_futures_were_made(case: Path, kept: Path) -> None:
    run = interpose("explore", case, "--output", kept, "--resume", "--workers", "1", "--format", "json")
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert (found["study"]["rows"], found["study"]["parts"]) == (6, 1)
    assert found["case"]["hash"] == load(case).digest
    assert [each["criterion"] for each in found["satisficing"]] == ["shortfall_share<=0.5"]
    assert {each["id"] for each in found["inputs"]} >= {"will.common", "pools.common"}
    assert (kept / "analysis.json").exists()


def test_a_table_fits_into_80_columns(case: Path, kept: Path) -> None:
    run = interpose("explore", case, "--output", kept, "-n", "6", "--workers", "1", "--plans", "1")
    assert run.returncode == 0
    assert "6 futures of mali, mandate interpose" in run.stdout
    assert max(map(len, map(str.rstrip, run.stdout.splitlines()))) <= 80


def test_fewer_futures_than_a_study_has_leave_its_analysis_as_it_is(case: Path, kept: Path) -> None:
    before = (kept / "analysis.json").read_bytes()
    run = interpose("explore", case, "--output", kept, "-n", "1", "--workers", "1")
    assert run.returncode == 0, run.stderr
    assert "keeps its analysis of 6 futures; that of the first 1 is shown alone" in " ".join(run.stderr.split())
    assert "1 future of mali" in run.stdout
    assert (kept / "analysis.json").read_bytes() == before


def test_what_is_not_kept_is_said(case: Path) -> None:
    run = interpose("explore", case, "-n", "2", "--workers", "1", "--boxes")
    assert run.returncode == 0
    assert "not kept: --output DIR keeps them" in run.stderr


def test_one_future_is_shown_and_written_as_a_case_that_can_be_read(case: Path, kept: Path, tmp_path: Path) -> None:
    run = interpose("explore", case, "--row", "3", "--write", tmp_path / "row", "--format", "json")
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["row"] == 3
    assert 0 <= found["outcomes"]["shortfall_share"] <= 1
    assert load(tmp_path / "row").uncertainties == ()
    table = interpose("explore", case, "--row", "3")
    assert "Future 3: inputs" in table.stdout
    assert kept.exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--write", "somewhere"], "--write is for one future"),
        (["-n", "0"], "a study of 0 futures is none"),
        (["--row", "1", "--drivers", "--flip"], "--row shows one future, and --drivers, --flip ask of them all"),
        (["--row", "9999999999999"], "future 9,999,999,999,999 is none of a study"),
        (["--threshold", "shortfal_share<=0.5"], "there is no outcome 'shortfal_share'"),
        (["--threshold", "little"], "'little' is no threshold"),
        (["--mandate", "interpos"], "did you mean 'interpose'"),
        (["--variant", "nobody"], "there is no variant 'nobody'"),
        (["--resume"], "give its folder with --output"),
        (["--workers", "0"], "--workers 0 computes nothing"),
        (["--cluster", "nowhere://127.0.0.1:1"], "no scheduler answers at nowhere"),
    ],
)
def test_what_cannot_be_explored_is_refused(options: list[str], told: str, case: Path) -> None:
    run = interpose("explore", case, "--workers", "1", *options)
    assert (run.returncode, run.stdout) == (2, "")
    assert told in run.stderr


def test_a_study_of_another_seed_is_refused_with_what_to_do(case: Path, kept: Path) -> None:
    run = interpose("explore", case, "-n", "6", "--output", kept, "--seed", "99")
    assert (run.returncode, run.stdout) == (2, "")
    assert "this study has seed 7, and what is asked has 99" in run.stderr
    assert "go on with that seed, or give another --output" in run.stderr


def test_where_the_file_system_takes_no_more_it_ends_with_2_and_what_was_there_stays(
    case: Path, kept: Path, tmp_path: Path
) -> None:
    full = shutil.copytree(kept, tmp_path / "study")
    before = {path.name: path.read_bytes() for path in full.glob("*.parquet")}
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))"
    run = python(f"{limited}\n{MAIN}", "explore", case, "-n", "7", "--workers", "1", "--output", full)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("interpose: cannot write to ")
    assert "File too large" in run.stderr
    assert "allow larger files (`ulimit -f`)" in run.stderr
    assert "it goes on: finished parts are kept (1)" in run.stderr
    assert {path.name: path.read_bytes() for path in full.iterdir() if path.suffix in (".parquet", ".part")} == before


def test_ctrl_c_ends_with_130_and_says_that_the_study_goes_on(case: Path, tmp_path: Path) -> None:
    options = ["explore", case, "-n", "2", "--workers", "1", "--output", tmp_path / "study"]
    run = python(f"{ON_EVENT}\n{MAIN}", "open", ".part-00000", *options)
    assert run.returncode == 130, run.stderr
    assert "finished parts are kept; the same call with --output" in run.stderr
    assert run.stdout == ""
    assert {path.name for path in (tmp_path / "study").iterdir()} == {"study.json", ".lock"}
