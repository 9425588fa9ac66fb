"""`interpose generate` as a program reads it: every key, every option, every way to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import answer, interpose

KEYS = {
    "status",
    "gap",
    "mandate",
    "level",
    "mode",
    "scale",
    "american_enablers",
    "participants",
    "force",
    "shortfall",
    "contributions",
    "rotation",
    "withdrawn",
    "stages",
    "sectors",
    "by_sector",
    "causes",
    "shares",
    "marginal",
    "alternatives",
    "repair",
    "max_violation",
    "interrupted",
}


def test_all_keys_are_there_and_have_their_shape() -> None:
    found = answer("generate", "ukraine-2024")
    assert set(found) >= KEYS
    assert found["alternatives"] == []
    assert found["max_violation"] == 0
    for stage in found["stages"]:
        assert set(stage) >= {"objective", "value", "bound", "status"}
    for row in found["sectors"]:
        assert set(row) == {"sector", "framework_nation", "nations"}
        assert row["framework_nation"] == row["nations"][0]
    for row in found["causes"]:
        assert set(row) >= {"capability", "cause", "quantity"}
    for row in found["marginal"]:
        assert set(row) >= {"change", "gain"}


def test_sectors_by_phase_agree_with_the_rotation() -> None:
    found = answer("generate", "ukraine-2024")
    told = found["by_sector"]
    assert set(told) == {"gap", "handed_over", "phases", "rotation", "shortfall", "loss"}
    assert sum(row["units"] for row in told["rotation"]) == sum(row["units"] for row in found["rotation"])
    months = [month for phase in told["phases"] for month in range(phase["first_month"], phase["last_month"] + 1)]
    assert months == list(range(1, 25))
    steady = next(phase for phase in told["phases"] if phase["phase"].startswith("steady state"))
    assert steady["sectors"] == found["sectors"]
    assert told["gap"] >= found["gap"] - 1e-9


def test_alternatives_differ_in_who_contributes_and_keep_the_rules() -> None:
    found = answer("generate", "ukraine-2024", "--mandate", "tripwire", "--alternatives", "2")
    assert 1 <= len(found["alternatives"]) <= 2
    own = {row["state"]: row["personnel_peak"] for row in found["contributions"]}
    for other in found["alternatives"]:
        assert {row["state"]: row["personnel_peak"] for row in other["contributions"]} != own
        assert other["max_violation"] == 0
        assert other["distance"] <= 0.01 + 1e-9
        assert other["difference"] > 0


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    runs = [
        interpose(
            "generate", "ukraine-2024", "--mandate", "tripwire", "--format", "json", "--calendar", tmp_path / f"{number}.xlsx"
        )
        for number in (1, 2)
    ]
    assert runs[0].stdout == runs[1].stdout
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


@pytest.mark.parametrize(
    "option", [("--mode", "smallest"), ("--level", "middle"), ("--time-limit", "-1"), ("--alternatives", "11")]
)
def test_an_option_that_means_nothing_is_a_usage_fault(option: tuple[str, str]) -> None:
    run = interpose("generate", "ukraine-2024", *option)
    assert run.returncode == 2
    assert option[0] in run.stderr


def test_a_calendar_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    run = interpose("generate", "ukraine-2024", "--mandate", "tripwire", "--calendar", tmp_path / "no" / "plan.csv")
    assert run.returncode == 2
