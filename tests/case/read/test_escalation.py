"""The games of a case as they stand in its files: faults with their places, and spellings of an earlier version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interpose.case import load
from interpose.case.read.escalation import read_escalation, read_payoffs
from interpose.case.read.library import find_case, reference_folder
from interpose.case.tables.escalation import Escalation, UnilateralPayoffs
from interpose.errors import InputError

NEW = "delay_without_external_support"
OLD = "delay_without_american_support"


@pytest.mark.parametrize(
    ("new", "old", "mend"),
    [(NEW, OLD, f"`{NEW}`"), ("channel: external_support", "channel: american_support", "`external_support`")],
)
def test_spellings_of_0_1_are_read_with_a_notice_that_says_what_to_write(
    edit: Callable[[str, str, str], Path], pristine: Path, new: str, old: str, mend: str
) -> None:
    case = load(edit("escalation.yaml", new, old))
    assert case.escalation == read_escalation(pristine / "escalation.yaml")
    (notice,) = case.notices
    assert mend in notice.mend
    line = (case.folder / "escalation.yaml").read_text(encoding="utf-8").splitlines()[(notice.where.line or 0) - 1]
    assert old.rpartition(" ")[2] in line


def test_an_effect_that_changes_no_answer_is_read_with_a_notice(edit: Callable[[str, str, str], Path]) -> None:
    case = load(edit("escalation.yaml", "target: unilateral.challenger.DD_hard", "target: unilateral.defender.DD_hard"))
    (notice,) = case.notices
    assert "changes no answer" in notice.what
    assert notice.where.line is not None


def test_both_spellings_of_the_delay_are_a_fault(edit: Callable[[str, str, str], Path]) -> None:
    both = f"{OLD}: {{low: 0, mode: 1, high: 2, unit: days, basis: assumed, source: x}}\n  {NEW}"
    with pytest.raises(InputError, match=f"keep {NEW}"):
        load(edit("escalation.yaml", NEW, both))


@pytest.fixture(scope="module")
def escalation() -> Escalation:
    return read_escalation(find_case("ukraine-2024") / "escalation.yaml")


def test_the_shipped_payoffs_are_read() -> None:
    assert read_payoffs(reference_folder() / "games" / "unilateral_deterrence.yaml") == UnilateralPayoffs.model_validate(
        {
            "challenger": {"DC": 1, "SQ": 0.6, "DD_hard": 0.3, "CD": 0.1, "DD_soft": 0},
            "defender": {"SQ": 1, "CD": 0.8, "DD_hard": 0.4, "DC": 0.2, "DD_soft": 0},
        }
    )


def test_broken_orderings_are_all_named_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "payoffs.yaml"
    path.write_text(
        "challenger: {DC: 1, SQ: 0.6, DD_hard: 0.1, CD: 0.3, DD_soft: 0.5}\n"
        "defender: {SQ: 1, CD: 0.8, DD_hard: 0.4, DC: 0.4, DD_soft: 0}\n"
    )
    with pytest.raises(InputError) as caught:
        read_payoffs(path)
    text = str(caught.value)
    for ordering in (
        "DD_hard (0.1) must exceed CD (0.3)",
        "CD (0.3) must exceed DD_soft (0.5)",
        "DD_hard (0.4) must exceed DC (0.4)",
    ):
        assert ordering in text
    assert [(fault.where.file, fault.where.line) for fault in caught.value.faults] == [("payoffs.yaml", 1), ("payoffs.yaml", 2)]


def test_a_missing_and_a_misspelt_payoff_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "payoffs.yaml"
    path.write_text(
        "challenger: {DC: 1, SQ: 0.6, DD_hrd: 0.3, CD: 0.1, DD_soft: 0}\n"
        "defender: {SQ: 1, CD: x, DD_hard: 0.4, DC: 0.2, DD_soft: 0}\n"
    )
    with pytest.raises(InputError) as caught:
        read_payoffs(path)
    assert len(caught.value.faults) == 3
    assert "did you mean 'DD_hard'?" in str(caught.value)


def test_tied_hands_are_kept_small_against_the_local_balance(escalation: Escalation) -> None:
    firm = [effect for effect in escalation.effects if effect.target == "types.contributors.firm"]
    change = {effect.channel: effect.change for effect in firm}
    assert change["tied_hands"].high <= 0.1
    # About 15 points for the likelihood of success against 3 for presence alone, which counts for nothing without it.
    assert (change["local_balance"].mode, change["tied_hands"].mode) == (0.15, 0.03)
    assert next(effect.times for effect in firm if effect.channel == "tied_hands") == "local_balance"


def test_every_number_of_the_shipped_game_says_that_it_is_assumed_or_where_it_was_read(escalation: Escalation) -> None:
    rows = [escalation.unilateral, *escalation.players, *escalation.outcomes, *escalation.effects, *escalation.branches]
    assert all(row is not None and row.source for row in rows)
    assert all(
        row.basis in ("assumed", "estimated") for row in (*escalation.players, *escalation.outcomes, *escalation.effects)
    )
