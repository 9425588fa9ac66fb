"""`interpose sustain`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import answer, interpose
from tests.cli.small_case import small_case


def test_the_cost_of_a_force_is_told_on_four_bases(tmp_path: Path) -> None:
    found = answer("sustain", small_case(tmp_path / "small"))
    modes = [row["mode"] for row in found["cost_total"]]
    assert modes == sorted(modes)
    assert sum(row["mode"] for row in found["cost"] if row["basis"] == found["basis"]) == pytest.approx(modes[2])


def test_people_read_who_pays(tmp_path: Path) -> None:
    run = interpose("sustain", small_case(tmp_path / "small"), "--currency", "EUR")
    assert run.returncode == 0
    assert "Who pays, by route (million EUR of 2024)" in run.stdout
    assert "never added or averaged" in run.stdout


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [("--basis", "national_deploy", "national_deployed"), ("--currency", "XYZ", "USD"), ("--regime", "war", "calm, hostile")],
)
def test_unknown_choices_end_with_2_and_name_the_known(option: str, value: str, told: str) -> None:
    run = interpose("sustain", "ukraine-2024", option, value)
    assert run.returncode == 2
    assert told in run.stderr
