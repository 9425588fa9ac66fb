"""What the options of a study say of themselves."""

from __future__ import annotations

from interpose.cli.study_options import DRIVER_POINTS, OPTION_FUTURES
from tests.cli.running import interpose


def test_help_says_how_many_points_and_futures_the_dear_questions_take() -> None:
    shown = " ".join(interpose("explore", "--help").stdout.split())
    assert f"from {DRIVER_POINTS} points" in shown
    assert f"first {OPTION_FUTURES} futures" in shown
