"""What a person meets in Python: names that can be listed, results that fit a line, refusals that help."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import interpose
from interpose.assessment import Assessment
from interpose.case import Case
from interpose.errors import InputError, UsageError
from interpose.requirement import require


def python(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout


def test_everything_that_is_listed_is_there() -> None:
    listed = [name for name in dir(interpose) if not name.startswith("_")]
    assert {"load", "assess", "explain", "tables", "Case", "Assessment", "authority", "evidence", "errors"} <= set(listed)
    assert all(getattr(interpose, name) is not None for name in listed)


def test_what_is_listed_is_told_in_the_docstring() -> None:
    told = interpose.__doc__ or ""
    functions = [name for name in interpose.__all__ if name[0].islower()]
    assert [name for name in functions if f"`{name}" not in told] == []


def test_listing_imports_nothing_that_is_slow() -> None:
    code = (
        "import sys, interpose; dir(interpose); print({'numpy', 'pandas', 'pydantic', 'shapely', 'highspy'} & set(sys.modules))"
    )
    assert python(code).strip() == "set()"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        interpose.lod  # noqa: B018


def test_python_runs_the_package_as_it_runs_the_script() -> None:
    run = subprocess.run([sys.executable, "-m", "interpose", "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("interpose ")


def test_an_unknown_figure_is_refused_with_the_one_that_was_meant(assessed: Assessment) -> None:
    with pytest.raises(UsageError, match=r"did you mean 'force\.peak'"):
        assessed.figures["force.peek"]
    assert assessed.figures.get("force.peek") is None
    assert "force.peek" not in assessed.figures


def test_a_changed_factor_moves_the_requirement(ukraine: Case) -> None:
    factor = ukraine.planning_factors["line_length_factor"]
    longer = ukraine.replace_rows(planning_factors=[factor.replace(value=factor.high)])
    assert require(longer).of("observe").personnel.mode > require(ukraine).of("observe").personnel.mode


def test_an_assessment_is_the_same_after_a_trip_between_processes(assessed: Assessment) -> None:
    back = pickle.loads(pickle.dumps(assessed))  # noqa: S301 - pickled a line above
    assert back.to_json() == assessed.to_json()


def test_a_process_pool_hears_of_the_faults_of_a_case(edit: Any) -> None:
    folder: Path = edit("pools.csv", "FRA,infantry_battalion", "FRN,infantry_battalion")
    with (
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool,
        pytest.raises(InputError, match="FRN") as heard,
    ):
        pool.submit(interpose.load, folder).result(timeout=120)
    assert "pools.csv" in str(heard.value)
    assert heard.value.faults
