"""The verb `power`: the documented JSON, a table for people, refusals with a hint, and how far an estimate can be off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from interpose.cli.power import power
from interpose.errors import InputError

COUNCIL = """
members: [CHN, FRA, GBR, RUS, USA, e1, e2, e3, e4, e5, e6, e7, e8, e9, e10]
quota: 9
weights: each
veto: [CHN, FRA, GBR, RUS, USA]
"""


def _run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(power)
    return CliRunner().invoke(app, arguments)


def test_power_prints_the_documented_json(tmp_path: Path) -> None:
    rule = tmp_path / "council.yaml"
    rule.write_text(COUNCIL, encoding="utf-8")
    found = json.loads(_run(str(rule), "--format", "json").stdout)
    assert found["winning_coalitions"] == 848
    assert found["minimal_winning_coalitions"] == 210
    assert found["exact"] is True
    russia = next(member for member in found["members"] if member["name"] == "RUS")
    assert set(russia) >= {
        "name",
        "banzhaf",
        "banzhaf_absolute",
        "shapley_shubik",
        "deegan_packel",
        "johnston",
        "holler",
        "coleman_prevent",
        "coleman_initiate",
    }
    assert russia["shapley_shubik"] == pytest.approx(421 / 2145)
    assert russia["coleman_prevent"] == 1.0
    assert found["collectivity_to_act"] == pytest.approx(848 / 2**15)


def test_power_prints_a_table_and_what_a_reader_should_know(tmp_path: Path) -> None:
    rule = tmp_path / "council.yaml"
    rule.write_text(COUNCIL, encoding="utf-8")
    result = _run(str(rule))
    assert result.exit_code == 0
    assert "0.196270" in result.stdout
    assert "848 winning coalitions" in result.stdout


def test_power_lists_every_fault_of_a_rule(tmp_path: Path) -> None:
    rule = tmp_path / "broken.yaml"
    rule.write_text("quota: 9\nweights: {A: 2, B: 0}\nveto: [C]\n", encoding="utf-8")
    result = _run(str(rule))
    assert isinstance(result.exception, InputError)
    assert {fault.where.line for fault in result.exception.faults} == {2, 3}


def test_power_says_how_far_an_approximation_can_be_off(tmp_path: Path) -> None:
    rule = tmp_path / "crowd.yaml"
    weights = ", ".join(f"m{place}: {10**9 * (place + 1) + 7 * place}" for place in range(50))
    rule.write_text(f"quota: 0.6\nshare: true\nweights: {{{weights}}}\n", encoding="utf-8")
    result = _run(str(rule), "--format", "json")
    found = json.loads(result.stdout)
    assert found["exact"] is False
    assert all(0 < found["errors"][index] < 0.01 for index in ("banzhaf_absolute", "shapley_shubik", "collectivity_to_act"))
    total = sum(member["shapley_shubik"] for member in found["members"])
    assert total == pytest.approx(1, abs=50 * found["errors"]["shapley_shubik"])
    assert any("left out" in remark for remark in found["remarks"])


def test_power_shows_the_error_in_the_caption_and_remarks_beside_the_table(tmp_path: Path) -> None:
    rule = tmp_path / "crowd.yaml"
    weights = ", ".join(f"m{place}: {10**9 * (place + 1) + 7 * place}" for place in range(50))
    rule.write_text(f"quota: 0.6\nshare: true\nweights: {{{weights}}}\n", encoding="utf-8")
    told = _run(str(rule))
    assert "error at most" in told.stdout
    assert "left out" in told.stderr
