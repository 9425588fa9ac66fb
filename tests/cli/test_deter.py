"""The verb `deter` as a user meets it: bare numbers, a case with a shipped game, and bad input."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from interpose.case.read.escalation import shipped_games
from interpose.case.read.library import reference_folder
from interpose.cli.cases import cases
from interpose.cli.deter import deter
from interpose.errors import InputError, UsageError

PAYOFFS = reference_folder() / "games" / "unilateral_deterrence.yaml"


def run(*arguments: str | Path) -> Result:
    app = typer.Typer()
    app.command()(deter)
    return CliRunner().invoke(app, list(map(str, arguments)))


def bare(*more: str) -> Result:
    return run("--game", "unilateral", "--payoffs", PAYOFFS, *more)


def test_bare_numbers_answer_with_the_promised_keys() -> None:
    result = bare("--p-challenger", "0.3", "--p-defender", "0.2", "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert {"thresholds", "equilibria", "at_mode", "branches", "race"} <= set(found)
    assert found["thresholds"] == pytest.approx({"c1": 4 / 7, "c2": 4 / 9, "d": 3 / 4})
    assert [each["name"] for each in found["at_mode"]] == ["bluff", "steadfast_deterrence"]
    assert found["at_mode"][0]["strategies"]["xS"] == pytest.approx(1 / 7)
    assert found["at_mode"][0]["max_regret"] <= 1e-12


def test_rationality_is_a_prior_of_the_user() -> None:
    beliefs = ("--p-challenger", "0.3", "--p-defender", "0.2", "--format", "json")
    found = json.loads(bare(*beliefs, "--rationality", "0", "--rationality", "7.5").stdout)
    assert [each["rationality"] for each in found["quantal"]] == [0, 7.5]
    # Blind choice demands in one half.
    assert found["quantal"][0]["strategies"]["xH"] == pytest.approx(0.5)
    refused = bare(*beliefs, "--rationality", "-1")
    assert isinstance(refused.exception, UsageError)
    assert "rationality is -1" in str(refused.exception)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("CD: 0.1", "CD: .nan", "CD"),
        ("CD: 0.1, ", "", "CD"),
        ("CD: 0.1", "CD: 0.1, EE: 1", "EE"),
        ("CD: 0.1", "CD: soft", "CD"),
    ],
)
def test_payoffs_that_are_no_payoffs_are_refused_with_their_place(tmp_path: Path, old: str, new: str, what: str) -> None:
    path = tmp_path / "payoffs.yaml"
    path.write_text(PAYOFFS.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    result = run("--game", "unilateral", "--payoffs", path, "--p-challenger", "0.3", "--p-defender", "0.2")
    assert isinstance(result.exception, InputError)
    assert all(fault.where.line and fault.mend for fault in result.exception.faults)
    assert any(what in fault.what for fault in result.exception.faults)


def test_a_table_for_people_names_every_equilibrium() -> None:
    result = bare("--p-challenger", "0.5", "--p-defender", "0.5")
    assert result.exit_code == 0
    assert "separating" in result.stdout
    assert "steadfast deterrence" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ((), "neither a case nor a game"),
        (("--game", "unilateral"), "lacks numbers"),
        (("some-case", "--game", "unilateral"), "both given"),
        (("some-case", "--p-challenger", "0.5"), "belong to a bare game"),
        (("--game", "unilateral", "--payoffs", "nowhere.yaml", "--p-challenger", "0.5", "--p-defender", "0.5"), "no file"),
    ],
)
def test_usage_that_cannot_be_carried_out_is_refused(arguments: tuple[str, ...], what: str) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, UsageError)
    assert what in str(result.exception)


def test_beliefs_outside_zero_to_one_are_refused() -> None:
    result = bare("--p-challenger", "1.5", "--p-defender", "0.2")
    assert isinstance(result.exception, InputError)
    assert "--p-challenger is 1.5" in str(result.exception)


def test_a_broken_ordering_is_named(tmp_path: Path) -> None:
    path = tmp_path / "payoffs.yaml"
    path.write_text(PAYOFFS.read_text(encoding="utf-8").replace("CD: 0.1", "CD: 0.35"), encoding="utf-8")
    result = run("--game", "unilateral", "--payoffs", path, "--p-challenger", "0.3", "--p-defender", "0.2")
    assert isinstance(result.exception, InputError)
    assert "DD_hard (0.3) must exceed CD (0.35)" in str(result.exception)


def test_a_shipped_game_is_listed_and_answered_as_a_case() -> None:
    app = typer.Typer()
    app.command()(cases)
    listed = json.loads(CliRunner().invoke(app, ["--format", "json"]).stdout)
    assert [(each["id"], each["players"], each["decisions"]) for each in listed["games"]] == [("asymmetric-escalation", 2, 5)]
    found = json.loads(run("asymmetric-escalation", "--format", "json").stdout)
    assert {"thresholds", "equilibria", "at_mode", "branches", "race"} <= set(found)
    assert found["ladder"]["information_sets"] == 14
    assert found["ladder"]["at_mode"][0]["outcomes"] == {"SQ": pytest.approx(1)}
    told = run("asymmetric-escalation").stdout
    assert "keeps the status quo" in told
    assert "status quo (100%)" in told


@pytest.mark.parametrize(
    ("challenger", "defender", "outcome"),
    [("soft", "SS", "SQ"), ("hard", "HH", "SQ"), ("hard", "HS", "DC"), ("hard", "SS", "DC")],
)
def test_a_folder_with_a_game_alone_is_answered_with_complete_information(
    tmp_path: Path, challenger: str, defender: str, outcome: str
) -> None:
    text = shipped_games()["asymmetric-escalation"].read_text(encoding="utf-8")
    for kind in ("hard", "soft", "HH", "HS", "SH", "SS"):
        certain = "1" if kind in (challenger, defender) else "0"
        text = re.sub(rf"(id: {kind}, name: [^}}]*probability: ){{[^}}]*}}", rf"\g<1>{certain}", text)
    (tmp_path / "escalation.yaml").write_text(text, encoding="utf-8")
    found = json.loads(run(tmp_path, "--format", "json").stdout)
    assert found["ladder"]["at_mode"][0]["outcomes"] == {outcome: pytest.approx(1)}


def test_a_game_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    (tmp_path / "escalation.yaml").write_text(
        shipped_games()["asymmetric-escalation"].read_text(encoding="utf-8"), encoding="utf-8"
    )
    result = run(tmp_path, "--escalation", "asymmetric_escalatoin")
    assert isinstance(result.exception, UsageError)
    assert "asymmetric-escalation" in str(result.exception.mend)


def test_beliefs_and_payoffs_that_are_wrong_are_told_together(tmp_path: Path) -> None:
    payoffs = tmp_path / "payoffs.yaml"
    payoffs.write_text(PAYOFFS.read_text(encoding="utf-8").replace("challenger:", "chalenger:", 1), encoding="utf-8")
    result = run("--game", "unilateral", "--payoffs", payoffs, "--p-challenger", "nan", "--p-defender", "1.4")
    assert isinstance(result.exception, InputError)
    what = [fault.what for fault in result.exception.faults]
    assert "--p-challenger is nan, which is no probability" in what
    assert "--p-defender is 1.4, which is no probability" in what
    assert any("chalenger" in each for each in what)
