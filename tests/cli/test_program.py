"""The command line as a process of its own: what it imports, how it is started and piped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import MAIN, python


def test_help_needs_neither_solver_nor_maps() -> None:
    code = (
        "import sys\nfrom interpose.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'highspy','pandas','numpy','altair','shapely','pydantic','scipy'} & set(sys.modules)\n"
        "sys.exit(f'imported for --help: {heavy}' if heavy else 0)"
    )
    run = python(code, "--help")
    assert run.returncode == 0, run.stderr


def test_the_command_is_installed() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("interpose"), "--version"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("interpose ")


@pytest.mark.parametrize("verb", ["require ukraine-2024 --format json", "positions ukraine-2025", "evidence lint ukraine-2025"])
def test_a_closed_pipe_ends_quietly(verb: str) -> None:
    # `head` counts bytes here, so that the reader is gone before the rest is written.
    command = f"{sys.executable} -c '{MAIN}' {verb} | head -c 1"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert run.stderr == ""
