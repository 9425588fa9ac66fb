"""`interpose cases`: the library."""

from __future__ import annotations

import pytest

from tests.cli.running import answer, interpose


def test_cases_lists_the_shipped_case() -> None:
    assert "ukraine-2024" in [case["id"] for case in answer("cases")["cases"]]


def test_missions_and_games_are_listed_too() -> None:
    found = answer("cases")
    assert {"id", "name", "mandate", "start", "peak"} <= set(found["missions"][0])
    assert "unmee" in [mission["id"] for mission in found["missions"]]
    assert all(game["decisions"] > 0 for game in found["games"])


def test_people_get_a_table_of_each() -> None:
    shown = interpose("cases").stdout
    for words in ("Shipped cases", "ukraine-2024", "Historical missions", "unmee", "Games, for `interpose deter`"):
        assert words in shown


def test_precedents_are_listed_and_filtered() -> None:
    every = answer("cases", "--missions")["precedents"]
    assert len(every) == 110
    assert {"peak", "peak_low", "peak_high", "peak_basis", "peak_source", "second_source"} <= set(every[0])
    chosen = answer("cases", "--missions", "--class", "interpose", "--lead", "regional", "--since", "1993")["precedents"]
    assert [row["id"] for row in chosen] == ["cis-abkhazia-1994", "rpkf-karabakh-2020"]


def test_recalled_figures_are_listed_with_what_they_contribute() -> None:
    found = answer("cases", "--missions", "--recalled")
    for row in found["precedents"]:
        assert "assumed" in (row["peak_basis"], row["line_km_basis"], row["population_basis"])
    peaks = [row for row in found["precedents"] if row["scored"] and row["peak_basis"] == "assumed"]
    tried = {row["table"]: row for row in found["recalled"]}
    assert tried["all"]["missions"] - tried["unconfirmed"]["missions"] == sum(row["second_peak"] is None for row in peaks) == 5
    assert tried["second_sources"]["missions"] == tried["all"]["missions"]
    assert "recalled" not in answer("cases", "--missions")


def test_what_such_missions_had_on_a_ground_is_told() -> None:
    asked = ("cases", "--missions", "--class", "secure", "--ground", "2100000", "--alliance")
    found = answer(*asked)["estimate"]
    assert found["persons"]["mode"] == pytest.approx(9_200, rel=0.02)
    shown = interpose(*asked, env={"COLUMNS": "200"}).stdout
    assert "9,200" in shown
    assert "what was sent, not what was enough" in " ".join(shown.split())


def test_how_missions_built_up_and_went_is_told() -> None:
    found = answer("cases", "--missions", "--class", "interpose")
    fresh = {row["month"]: row["p50"] for row in found["build_up"] if row["kind"] == "fresh"}
    assert fresh[6] == 0.91
    assert found["drawdown"][0]["months_before_end"] == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--class", "interpose"], "add --missions"),
        (["--missions", "--class", "interpos"], "did you mean 'interpose'"),
        (["--missions", "--lead", "nobody"], "use one of"),
        (["--missions", "--since", "soon"], "is no year"),
        (["--missions", "--ground", "100"], "needs the class"),
        (["--missions", "--class", "secure", "--ground", "0"], "above 0"),
    ],
)
def test_filters_that_cannot_be_meant_are_refused(options: list[str], told: str) -> None:
    run = interpose("cases", *options)
    assert run.returncode == 2
    assert told in run.stderr
    assert run.stdout == ""
