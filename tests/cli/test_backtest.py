"""`interpose backtest`: how far estimates were off."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import answer, interpose

HEAD = "id,name,led_by,lead,start,mandate_class,conflict,peak,peak_basis,line_km,line_km_basis\n"


def test_backtest_gives_the_promised_json() -> None:
    found = answer("backtest")
    assert {"missions", "median_abs_log_error", "coverage", "models", "place_of_rules"} <= set(found)
    keys = {"id", "mandate", "actual", "authorised", "rules", "estimate", "log_error", "inside", "pooled"}
    assert keys <= set(found["missions"][0])
    assert set(found["missions"][0]["estimate"]) == {"low", "mode", "high"}
    assert {"model", "left_out", "coverage", "interval_score"} <= set(found["models"][0])


def test_each_mission_that_was_scored_has_a_row_and_each_way_its_errors() -> None:
    shown = interpose("backtest", env={"COLUMNS": "250"}).stdout
    flowing = " ".join(shown.split())
    for mission in answer("backtest")["missions"]:
        assert f"{mission['actual']:,.0f}" in shown, mission["id"]
    for words in ("Ways to foresee a size", "A lower interval score is better", "What the rules ask for beside"):
        assert words in flowing


def test_missions_of_a_file_are_scored_with_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(HEAD + "here-1990,A force here,us,un,1990-02,interpose,here,1000,reported,100,reported\n")
    found = answer("backtest", "--library", path)
    assert len(found["missions"]) == 103
    assert "here-1990" in [mission["id"] for mission in found["missions"]]


def test_a_folder_in_place_of_a_table_is_refused(tmp_path: Path) -> None:
    run = interpose("backtest", "--library", tmp_path)
    assert run.returncode == 2
    assert run.stdout == ""
