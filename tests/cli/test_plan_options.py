"""Options of `interpose generate`: what help tells of them, and what they refuse."""

from __future__ import annotations

import inspect
import re

import pytest

from interpose.cli.generate import generate
from tests.cli.running import interpose


def test_help_tells_every_option_but_the_spelling_of_an_earlier_version() -> None:
    told = set(re.findall(r"--[a-z-]+", interpose("generate", "--help", env={"COLUMNS": "200"}).stdout))
    asked = {f"--{name.replace('_', '-')}" for name in inspect.signature(generate).parameters} - {"--case", "--output"}
    assert asked - told == {"--without-american-enablers"}


@pytest.mark.parametrize(
    ("option", "given", "words"),
    [
        ("--mode", "biggest", "'fixed', 'largest', 'pledges'"),
        ("--level", "middle", "'low', 'mode', 'high'"),
        ("--endurance", "always", "'relay', 'own', 'horizon'"),
        ("--alternatives", "11", "less than or equal to 10"),
        ("--gap", "2", "less than or equal to 1"),
        ("--time-limit", "-1", "greater than or equal to 0"),
    ],
)
def test_what_is_out_of_bounds_is_refused_with_what_there_is(option: str, given: str, words: str) -> None:
    run = interpose("generate", "ukraine-2024", option, given)
    assert run.returncode == 2
    assert words in " ".join(re.sub(r"[│╭╮╰╯─]", " ", run.stderr).split())
