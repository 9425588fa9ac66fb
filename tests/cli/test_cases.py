"""`interpose cases`: the library."""

from __future__ import annotations

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
