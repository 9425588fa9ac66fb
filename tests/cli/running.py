"""The command line called in this process: the verbs, words and exit codes of a shell, without a new Python for each call."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from interpose.cli.app import app

__all__ = ["MAIN", "Run", "answer", "interpose", "python"]

MAIN = "from interpose.cli import main; main()"
"""What the installed script does."""


@dataclass(frozen=True)
class Run:
    """What a call printed, and the code it ended with."""

    returncode: int
    stdout: str
    stderr: str


def interpose(
    *arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, typed: str | None = None
) -> Run:
    """Call a verb as a shell does, with what is typed into it; an error that Interpose does not mean to give is raised here."""
    environment = {"COLUMNS": "120", "NO_COLOR": "1"} | (env or {})
    with contextlib.chdir(cwd) if cwd else contextlib.nullcontext():
        run = CliRunner().invoke(
            app, [*map(str, arguments)], input=typed, prog_name="interpose", env=environment, catch_exceptions=False
        )
    return Run(run.exit_code, run.stdout, run.stderr)


def answer(*arguments: str | Path, cwd: Path | None = None) -> Any:
    """Call a verb that answers, and read its JSON. What only names shipped cases is computed once."""
    given = (*map(str, arguments), "--format", "json")
    shipped = cwd is None and not any(isinstance(argument, Path) for argument in arguments)
    run = _called_once(given) if shipped else interpose(*given, cwd=cwd)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def python(code: str, *arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own, for what one process cannot show: imports, signals, pipes."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


@cache
def _called_once(arguments: tuple[str, ...]) -> Run:
    return interpose(*arguments)
