"""What a person meets in Python: names that can be listed, results that fit a line, refusals that help."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import interpose
from interpose.assessment import Assessment
from interpose.case import Case
from interpose.errors import InputError, UsageError
from interpose.evidence import positions
from interpose.requirement import require


class Cells(HTMLParser):
    """Collects the cells of a table and the tags that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.cells.append(data)


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


def test_a_case_and_results_fit_a_line(ukraine: Case, assessed: Assessment) -> None:
    for shown in (ukraine, assessed, assessed.authority, assessed.requirement, assessed.positions, assessed.deterrence):
        line = repr(shown)
        assert line.startswith(f"<{type(shown).__name__}: ")
        assert "\n" not in line
        assert len(line) <= 200
    assert "ukraine-2024" in repr(ukraine)
    assert "force.peak" in repr(assessed)
    assert len(repr(assessed.figures)) <= 200


def test_a_case_and_an_assessment_are_small_tables_in_a_notebook(ukraine: Case, assessed: Assessment) -> None:
    for shown in (ukraine, assessed):
        table = Cells()
        table.feed(shown._repr_html_())
        assert table.open == []
        assert "ukraine-2024" in table.cells
        assert len(table.cells) < 20


def test_text_of_a_case_is_no_markup_in_a_notebook(ukraine: Case) -> None:
    from dataclasses import replace

    assert "<b>" not in replace(ukraine, name="<b>bold</b>")._repr_html_()


def test_tables_are_those_of_the_brief(assessed: Assessment) -> None:
    frames = interpose.tables(assessed)
    stood = frames["positions"].set_index("state")["modality"]
    assert {state: int(stood[state]) for state in stood.index if stood[state] is not None} == {
        each.state: each.modality for each in assessed.positions.positions if each.modality is not None
    }
    for name, frame in frames.items():
        assert set(frame.attrs["columns"]) == set(frame.columns), name
        assert frame.attrs["title"], name


def test_an_unknown_figure_is_refused_with_the_one_that_was_meant(assessed: Assessment) -> None:
    with pytest.raises(UsageError, match=r"did you mean 'force\.peak'"):
        assessed.figures["force.peek"]
    assert assessed.figures.get("force.peek") is None
    assert "force.peek" not in assessed.figures


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"sector": 3}, "did you mean 'sectors'"),
        ({"sectors": 0}, "sectors: Input should be greater than or equal to 1"),
        ({"sectors": "many"}, "sectors: Input should be a valid integer"),
        ({"zone_depth_km": 100.0}, "must exceed zone_depth_km"),
    ],
)
def test_options_that_do_not_belong_are_refused(ukraine: Case, options: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        ukraine.with_options(**options)


def test_other_choices_of_the_scenario_are_checked_against_the_case(ukraine: Case) -> None:
    assert ukraine.with_scenario(mandate="observe").scenario.mandate == "observe"
    assert positions(ukraine.with_scenario(as_of="2024-11-25")).as_of.isoformat() == "2024-11-25"
    with pytest.raises(UsageError, match="did you mean 'observe'"):
        ukraine.with_scenario(mandate="observ")


def test_rows_are_replaced_by_their_key_and_new_ones_added(ukraine: Case) -> None:
    first = ukraine.pools[0]
    held = {pool.unit_type for pool in ukraine.pools if pool.state == first.state}
    other = next(unit_type for unit_type in ukraine.unit_types if unit_type not in held)
    fewer, added = first.replace(units=1, low=None, high=None), first.replace(unit_type=other)
    changed = ukraine.replace_rows(pools=[fewer, added])
    assert changed.pools == (fewer, *ukraine.pools[1:], added)
    assert ukraine.pools[0] is first


def test_a_changed_case_has_another_digest_and_the_same_change_the_same(ukraine: Case) -> None:
    row = ukraine.pools[0].replace(units=1, low=None, high=None)
    assert ukraine.replace_rows(pools=[row]).digest == ukraine.replace_rows(pools=[row]).digest != ukraine.digest
    assert ukraine.replace_rows().digest == ukraine.digest


def test_a_changed_factor_moves_the_requirement(ukraine: Case) -> None:
    factor = ukraine.planning_factors["line_length_factor"]
    longer = ukraine.replace_rows(planning_factors=[factor.replace(value=factor.high)])
    assert require(longer).of("observe").personnel.mode > require(ukraine).of("observe").personnel.mode


def test_rows_that_do_not_belong_are_refused(ukraine: Case) -> None:
    pool = ukraine.pools[0]
    with pytest.raises(UsageError, match="did you mean 'units'"):
        pool.replace(unit=3)
    with pytest.raises(UsageError, match="units: Input should be greater than or equal to 0"):
        pool.replace(units=-1)
    with pytest.raises(UsageError, match="did you mean 'infantry_battalion'"):
        ukraine.replace_rows(pools=[pool.replace(unit_type="infantry_batalion")])
    with pytest.raises(UsageError, match="pools takes rows of Pool, not State"):
        ukraine.replace_rows(pools=[ukraine.states["FRA"]])  # type: ignore[list-item]


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
