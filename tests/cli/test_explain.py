"""`interpose explain`: from a figure to claims and assumptions, and from a claim to what hangs on it."""

from __future__ import annotations

import csv
import json
import re
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from interpose.case import load
from interpose.case.csv_text import table_text
from tests.cli.running import answer, interpose
from tests.cli.small_case import small_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_case(tmp_path_factory.mktemp("explain") / "small")


def test_a_figure_walks_to_claims_and_assumptions(case: Path) -> None:
    found = answer("explain", case, "force.peak")
    assert {"figure", "value", "unit", "formula", "inputs", "claims", "assumptions"} <= set(found)
    assert found["figure"] == "force.peak"
    assert {claim["id"] for claim in found["claims"]} <= {"c1", "c2", "c3"}
    assert found["claims"], "the force rests on who is on record"
    assert found["assumptions"], "the pools are estimates"


def test_people_get_the_tree_down_to_claims_and_assumptions(case: Path) -> None:
    shown = interpose("explain", case, "force.peak", "--all", env={"COLUMNS": "200"}).stdout
    assert shown.startswith("force.peak = ")
    for words in ("claims behind it: ", "assumptions behind it: ", "c1 [B", "pools.csv#GBR/mechanised_battalion"):
        assert words in shown


def test_a_tree_fits_on_one_screen_unless_more_is_asked_for(case: Path) -> None:
    short, deeper, whole = (
        interpose("explain", case, "force.sustained", *more).stdout.splitlines() for more in ((), ("--depth", "2"), ("--all",))
    )
    assert len(short) <= 40
    assert all(len(line) <= 120 for line in short)
    assert len(short) < len(deeper) < len(whole)
    assert any("more: --all" in line for line in short)
    assert not any("more: --all" in line for line in whole)


def test_the_largest_of_one_unit_come_first_whatever_their_names(case: Path) -> None:
    found = [each["value"] for each in answer("explain", case, "force.peak")["inputs"] if each.get("unit") == "persons"]
    lines = interpose("explain", case, "force.peak", "--all", env={"COLUMNS": "200"}).stdout.split("claims behind it")[0]
    told = [int(number.replace(",", "")) for number in re.findall(r"^├── \S+ = ([\d,]+) persons$", lines, re.MULTILINE)]
    assert told == sorted(found, reverse=True) != found


def test_figures_of_a_brief_of_this_very_case_are_read_and_not_computed(case: Path, tmp_path: Path) -> None:
    computed = answer("explain", case)
    kept = [{**each, "value": 7} for each in computed["figures"] if each["name"] == "force.peak"]
    told = {"version": version("interpose"), "case": {"name": "small", "digest": load(case).digest}, "figures": kept}
    (tmp_path / "assessment.json").write_text(json.dumps(told), encoding="utf-8")
    assert [each["name"] for each in answer("explain", case, "--brief", tmp_path)["figures"]] == ["force.peak"]
    (tmp_path / "assessment.json").write_text(json.dumps({**told, "version": "0.0.1"}), encoding="utf-8")
    assert answer("explain", case, "--brief", tmp_path) == computed


def test_the_figure_that_was_meant_is_suggested(case: Path) -> None:
    run = interpose("explain", case, "force.peek")
    assert run.returncode == 2
    assert "did you mean 'force.peak'?" in run.stderr
    assert run.stdout == ""


def test_without_a_figure_all_are_listed(case: Path) -> None:
    names = [figure["name"] for figure in answer("explain", case)["figures"]]
    assert names == sorted(names)
    assert {"force.peak", "requirement.line_km", "positions.GBR"} <= set(names)


def test_without_a_claim_its_state_leaves_and_its_figures_move(case: Path) -> None:
    found = answer("explain", case, "--claim", "c1")
    assert found["claim"]["id"] == "c1"
    moves = {move["figure"]: move for move in found["moves"]}
    assert (moves["positions.GBR"]["before"], moves["positions.GBR"]["after"]) == ("pledged", None)


def test_what_a_claim_says_of_task_and_reason_its_language_and_when_it_was_seen_are_shown(case: Path, tmp_path: Path) -> None:
    told = {"task": "watch a line", "reason": "a promise.", "language": "uk", "first_seen": "2024-12-14", "last_seen": "2025"}
    kept = shutil.copytree(case, tmp_path / "case")
    rows = list(csv.DictReader((kept / "claims.csv").read_text(encoding="utf-8").splitlines()))
    rows[0] |= told
    (kept / "claims.csv").write_text(table_text([*rows[0]], rows), encoding="utf-8")
    shown = " ".join(interpose("explain", kept, "--claim", rows[0]["id"]).stdout.split())
    words = "; for watch a line; because a promise; original in uk; first seen 2024-12-14; last seen 2025 ("
    assert words in shown


def test_a_figure_and_a_claim_are_not_asked_for_at_once() -> None:
    run = interpose("explain", "ukraine-2024", "force.peak", "--claim", "P001")
    assert run.returncode == 2
    assert "give one of the two" in run.stderr


def test_a_claim_that_is_asked_for_as_a_figure_is_met_with_the_option_that_walks_from_it(case: Path) -> None:
    run = interpose("explain", case, "c1")
    assert run.returncode == 2
    assert "'c1' is a claim, not a figure" in run.stderr
    assert "--claim c1" in run.stderr
