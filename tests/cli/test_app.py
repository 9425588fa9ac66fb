"""The verbs together: help, exit codes, JSON alone on standard output, faults on standard error."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from interpose.cli.app import app, app_of
from tests.cli.running import interpose

VERBS = [
    "brief",
    "new",
    "check",
    "cases",
    "positions",
    "authority",
    "require",
    "generate",
    "deter",
    "explain",
    "power",
    "rotation",
    "backtest",
]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_helps_with_an_example(verb: str) -> None:
    run = interpose(verb, "--help")
    assert run.returncode == 0
    assert f"interpose {verb}" in run.stdout.partition("Example:")[2]


@pytest.mark.parametrize("verb", ["brief", "evidence", "--help", "breif", ""])
def test_a_verb_that_is_made_alone_speaks_as_it_does_among_all(verb: str) -> None:
    alone, every = (CliRunner().invoke(each, [verb, "-h"], prog_name="interpose") for each in (app_of(verb), app))
    assert (alone.exit_code, alone.output) == (every.exit_code, every.output)
    made = get_command(app_of(verb)).commands  # type: ignore[attr-defined]
    assert [*made] == [verb] if verb in ("brief", "evidence") else len(made) > len(VERBS)


def test_an_option_is_spelled_alike_in_every_verb_that_has_it() -> None:
    spelled: dict[tuple[str, str | None], set[tuple[str, ...]]] = {}
    for command in _commands(get_command(app)):
        for option in command.params:
            for name in option.opts if option.param_type_name == "option" else ():
                # An option that takes something else is another one: `--rows N` futures, `--rows IDS` of proposals.
                spelled.setdefault((name, None if name == "-o" else option.metavar), set()).add(tuple(option.opts))
    assert {("-o", None), ("--output", "DIR"), ("--output", "FILE"), ("-m", "MANDATE")} <= set(spelled)
    assert {name: ways for name, ways in spelled.items() if len(ways) > 1} == {}


@pytest.mark.parametrize(("verb", "earlier", "today"), [("explore", "out", "output"), ("generate", "seconds", "time-limit")])
def test_an_option_of_a_script_is_known_by_the_name_that_it_had(verb: str, earlier: str, today: str) -> None:
    calls = [[verb, "no-case", f"--{name}", "0"] for name in (earlier, today)]
    ends = [CliRunner().invoke(app_of(verb), call, prog_name="interpose") for call in calls]
    assert "there is no case" in ends[0].output
    assert ends[0].output == ends[1].output


def _commands(command: Any) -> list[Any]:
    within = getattr(command, "commands", {}).values()
    return [command, *(each for part in within for each in _commands(part))]


def test_faults_go_to_standard_error_with_exit_code_2(edit: Any) -> None:
    folder = edit("pools.csv", "FRA,infantry_battalion", "FRN,infantry_battalion")
    for verb in ("check", "positions", "generate", "brief"):
        run = interpose(verb, folder)
        assert run.returncode == 2, verb
        assert "pools.csv:" in run.stderr
        assert "mend:" in run.stderr
        assert run.stdout == ""


def test_an_unknown_verb_and_an_unknown_option_are_usage(tmp_path: Path) -> None:
    assert interpose("breif", "ukraine-2024").returncode == 2
    assert interpose("brief", "ukraine-2024", "--colour", cwd=tmp_path).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_that_of_the_package() -> None:
    run = interpose("--version")
    assert (run.returncode, run.stdout) == (0, f"interpose {version('interpose')}\n")


def test_without_a_verb_the_verbs_are_listed_in_the_order_of_the_argument() -> None:
    run = interpose()
    places = [(run.stdout + run.stderr).find(f" {verb} ") for verb in VERBS]
    assert -1 not in places
    assert places == sorted(places)
