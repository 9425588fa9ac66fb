"""`interpose compare`: exit codes, forms, and refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interpose.assessment import assess
from interpose.case import load
from tests.cli.running import MAIN, interpose, python
from tests.cli.small_case import small_case
from tests.sharing import Shared


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, shared: Shared) -> tuple[Path, Path]:
    """Two assessments: one as it was made, and one in which a choice and a figure are others."""
    folder = tmp_path_factory.mktemp("written")
    case = small_case(folder / "case")
    a, b = folder / "a.json", folder / "b.json"
    a.write_bytes(shared.once("small-json", lambda: assess(load(case), mandates=(), beside=False).to_json()))
    document = json.loads(a.read_text(encoding="utf-8"))
    document["case"]["scenario"]["horizon_months"] = 10
    next(row for row in document["figures"] if row["name"] == "force.peak")["value"] *= 1.004
    b.write_text(json.dumps(document), encoding="utf-8")
    return a, b


def test_a_case_and_itself_end_with_0_and_say_that_nothing_differs() -> None:
    run = interpose("compare", "ukraine-2024", "ukraine-2024")
    assert (run.returncode, run.stderr) == (0, "")
    assert "Nothing differs" in run.stdout


def test_what_differs_ends_with_1_and_json_stands_alone(written: tuple[Path, Path]) -> None:
    run = interpose("compare", *written, "--format", "json")
    assert run.returncode == 1
    found = json.loads(run.stdout)
    assert found["question"][0]["input"] == "scenario.yaml#horizon_months"
    assert [(each["name"], each["beyond_tolerance"]) for each in found["figures"]] == [("force.peak", False)]
    assert "cannot say which input moved a figure" in run.stderr


def test_markdown_can_be_sent_on(written: tuple[Path, Path]) -> None:
    run = interpose("compare", *written, "--format", "md", "--no-attribute", "--tolerance", "0.1 %")
    assert (run.returncode, run.stderr) == (1, "")
    assert "**Figures that moved**\n\n| figure | a | b | change |\n| --- | ---: | ---: | ---: |\n| force.peak |" in run.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--tolerance", "much"], "'much' is no share\n    mend: write 0.5% or 0.005"),
        (["--tolerance", "100%"], "a tolerance of 1 tells nothing"),
        (["--figures", "forse.*"], "there is no figure 'forse.*'"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: list[str], told: str, written: tuple[Path, Path]) -> None:
    run = interpose("compare", *written, *options)
    assert (run.returncode, run.stdout) == (2, "")
    assert told in run.stderr


def test_a_case_that_is_not_there_is_refused() -> None:
    run = interpose("compare", "ukraine-2024", "ukraine-2042")
    assert run.returncode == 2
    assert "did you mean 'ukraine-2024'" in run.stderr or "did you mean 'ukraine-2025'" in run.stderr


def test_as_a_process_it_ends_with_1_and_not_as_if_it_were_interrupted(written: tuple[Path, Path]) -> None:
    run = python(MAIN, "compare", *written, "--no-attribute")
    assert (run.returncode, run.stderr) == (1, "")
