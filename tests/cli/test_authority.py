"""The verb `authority`: the documented JSON, tables for people, refusals with a hint."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner, Result

from interpose.cli.authority import authority
from interpose.errors import InputError
from tests.cli.running import answer


def _run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(authority)
    return CliRunner().invoke(app, arguments)


def test_authority_prints_the_documented_json() -> None:
    result = _run("ukraine-2024", "--format", "json")
    assert result.exit_code == 0
    routes = {route["id"]: route for route in json.loads(result.stdout)["routes"]}
    assert len(routes) == 14
    for route in routes.values():
        assert route["outcome"] in {"passes", "blocked", "open"}
        assert set(route["probability"]) >= {"independent", "common_factor", "low", "high"}
        assert all(isinstance(change, str) for changes in route["smallest_changes"] for change in changes)
        assert isinstance(route["pivotal"], list)
        assert (route["outcome"] == "blocked") == bool(route["blockers"])


def test_authority_of_one_route_with_a_supposition() -> None:
    result = _run("ukraine-2024", "--route", "nato", "--suppose", "HUN=no", "--format", "json")
    (route,) = json.loads(result.stdout)["routes"]
    assert (route["outcome"], route["blockers"]) == ("blocked", ["HUN"])
    assert route["smallest_changes"] == [["HUN=abstain"]]


def test_by_spring_2025_the_american_refusal_of_a_nato_mission_is_on_record() -> None:
    result = _run("ukraine-2024", "--route", "nato", "--as-of", "2025-04-30", "--format", "json")
    (route,) = json.loads(result.stdout)["routes"]
    assert (route["outcome"], route["blockers"]) == ("blocked", ["USA"])


def test_authority_prints_a_table_with_every_vote_of_a_chosen_route() -> None:
    result = _run("ukraine-2024", "--route", "un_security_council")
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
    result = _run("ukraine-2024", *arguments)
    assert isinstance(result.exception, InputError)
    assert mend in result.exception.faults[0].mend


def test_authority_tells_all_that_is_wrong_with_a_call_at_once() -> None:
    wrong = ("--route", "natoo", "--suppose", "HUNN=yes", "--suppose", "FRA", "--suppose", "DEU=maybe", "--as-of", "yesterday")
    result = _run("ukraine-2024", *wrong)
    assert isinstance(result.exception, InputError)
    assert [fault.what for fault in result.exception.faults] == [
        "'yesterday' is no date",
        "route 'natoo' is not known",
        "'FRA' says no vote",
        "state 'HUNN' is not known",
        "vote 'maybe' is not known",
    ]


def test_authority_has_the_promised_keys() -> None:
    routes = {route["id"]: route for route in answer("authority", "ukraine-2024")["routes"]}
    assert {"nato", "eu_csdp", "un_security_council", "coalition_of_the_willing"} <= set(routes)
    for route in routes.values():
        assert route["outcome"] in {"passes", "blocked", "open"}
        assert isinstance(route["blockers"], list)
        assert isinstance(route["open"], list)


def test_russia_blocks_the_security_council_once_it_has_refused_and_never_blocks_nato() -> None:
    # In December 2024 Russia asked for the consent of the parties; in 2025 it refused foreign troops outright.
    before = {route["id"]: route for route in answer("authority", "ukraine-2024")["routes"]}
    assert before["un_security_council"]["outcome"] == "open"
    assert "RUS" in before["un_security_council"]["open"]
    after = {route["id"]: route for route in answer("authority", "ukraine-2025")["routes"]}
    assert after["un_security_council"]["outcome"] == "blocked"
    assert after["un_security_council"]["blockers"] == ["RUS"]
    assert "RUS" not in {*after["nato"]["blockers"], *after["nato"]["open"]}, "Russia is no member"
