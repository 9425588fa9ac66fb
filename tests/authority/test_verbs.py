"""The verbs `authority` and `power`: the documented JSON, tables for people, refusals with a hint."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from interpose.cli.authority import authority
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
    app.command()(authority)
    app.command()(power)
    return CliRunner().invoke(app, arguments)


def test_authority_prints_the_documented_json() -> None:
    result = _run("authority", "ukraine-2024", "--format", "json")
    assert result.exit_code == 0
    routes = {route["id"]: route for route in json.loads(result.stdout)["routes"]}
    assert len(routes) == 9
    for route in routes.values():
        assert route["outcome"] in {"passes", "blocked", "open"}
        assert set(route["probability"]) >= {"independent", "common_factor", "low", "high"}
        assert all(isinstance(change, str) for changes in route["smallest_changes"] for change in changes)
        assert isinstance(route["pivotal"], list)
        assert (route["outcome"] == "blocked") == bool(route["blockers"])


def test_authority_of_one_route_with_a_supposition() -> None:
    result = _run("authority", "ukraine-2024", "--route", "nato", "--suppose", "HUN=no", "--format", "json")
    (route,) = json.loads(result.stdout)["routes"]
    assert (route["outcome"], route["blockers"]) == ("blocked", ["HUN"])
    assert route["smallest_changes"] == [["HUN=abstain"]]


def test_by_spring_2025_the_american_refusal_of_a_nato_mission_is_on_record() -> None:
    result = _run("authority", "ukraine-2024", "--route", "nato", "--as-of", "2025-04-30", "--format", "json")
    (route,) = json.loads(result.stdout)["routes"]
    assert (route["outcome"], route["blockers"]) == ("blocked", ["USA"])


def test_authority_prints_a_table_with_every_vote_of_a_chosen_route() -> None:
    result = _run("authority", "ukraine-2024", "--route", "un_security_council")
    assert result.exit_code == 0
    for word in ("Under whose flag", "RUS", "votes.csv", "Art. 27(3) UN Charter", "least: each waits"):
        assert word in result.stdout


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (("--route", "natoo"), "nato"),
        (("--suppose", "HUN"), "STATE=VOTE"),
        (("--suppose", "HUN=maybe"), "abstain"),
        (("--suppose", "HUN=yes", "--suppose", "HUN=no"), "one of them"),
        (("--as-of", "yesterday"), "YYYY-MM-DD"),
    ],
)
def test_authority_refuses_what_it_cannot_read_with_a_hint(arguments: tuple[str, ...], mend: str) -> None:
    result = _run("authority", "ukraine-2024", *arguments)
    assert isinstance(result.exception, InputError)
    assert mend in result.exception.faults[0].mend


def test_authority_tells_all_that_is_wrong_with_a_call_at_once() -> None:
    wrong = ("--route", "natoo", "--suppose", "HUNN=yes", "--suppose", "FRA", "--suppose", "DEU=maybe", "--as-of", "yesterday")
    result = _run("authority", "ukraine-2024", *wrong)
    assert isinstance(result.exception, InputError)
    assert [fault.what for fault in result.exception.faults] == [
        "'yesterday' is no date",
        "route 'natoo' is not known",
        "'FRA' says no vote",
        "state 'HUNN' is not known",
        "vote 'maybe' is not known",
    ]


def test_power_prints_the_documented_json(tmp_path: Path) -> None:
    rule = tmp_path / "council.yaml"
    rule.write_text(COUNCIL, encoding="utf-8")
    found = json.loads(_run("power", str(rule), "--format", "json").stdout)
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
    result = _run("power", str(rule))
    assert result.exit_code == 0
    assert "0.196270" in result.stdout
    assert "848 winning coalitions" in result.stdout


def test_power_lists_every_fault_of_a_rule(tmp_path: Path) -> None:
    rule = tmp_path / "broken.yaml"
    rule.write_text("quota: 9\nweights: {A: 2, B: 0}\nveto: [C]\n", encoding="utf-8")
    result = _run("power", str(rule))
    assert isinstance(result.exception, InputError)
    assert {fault.line for fault in result.exception.faults} == {2, 3}


def test_power_says_how_far_an_approximation_can_be_off(tmp_path: Path) -> None:
    rule = tmp_path / "crowd.yaml"
    weights = ", ".join(f"m{place}: {10**20 * (place + 1) + 7 * place}" for place in range(800))
    rule.write_text(f"quota: 0.6\nshare: true\nweights: {{{weights}}}\n", encoding="utf-8")
    found = json.loads(_run("power", str(rule), "--format", "json").stdout)
    assert found["exact"] is False
    assert all(0 < found["errors"][index] < 0.01 for index in ("banzhaf_absolute", "shapley_shubik", "collectivity_to_act"))
    total = sum(member["shapley_shubik"] for member in found["members"])
    assert total == pytest.approx(1, abs=800 * found["errors"]["shapley_shubik"])
    told = _run("power", str(rule))
    assert "error at most" in told.stdout
    assert "left out" in told.stderr
