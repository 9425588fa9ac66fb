"""`interpose backtest`: how far the rules were off."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import answer, interpose


def test_backtest_gives_the_promised_json() -> None:
    found = answer("backtest")
    assert {"missions", "median_abs_log_error", "coverage"} <= set(found)
    assert {"id", "actual", "estimate"} <= set(found["missions"][0])
    assert set(found["missions"][0]["estimate"]) == {"low", "mode", "high"}


def test_each_mission_that_was_scored_has_a_row() -> None:
    shown = interpose("backtest", env={"COLUMNS": "250"}).stdout
    for mission in answer("backtest")["missions"]:
        assert f"{mission['actual']:,.0f}" in shown, mission["id"]


def test_a_folder_without_missions_is_refused(tmp_path: Path) -> None:
    run = interpose("backtest", "--library", tmp_path)
    assert run.returncode == 2
    assert run.stdout == ""
