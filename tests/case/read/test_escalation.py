"""The games of a case as they stand in its files: faults with their places, and spellings of an earlier version."""

# ruff: noqa: E501 - a fault and what makes it are read as one line

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interpose.case import load
from interpose.case.read.escalation import parse_escalation, read_escalation, read_payoffs
from interpose.case.read.library import find_case, reference_folder
from interpose.case.tables.escalation import Escalation, UnilateralPayoffs
from interpose.errors import Fault, InputError
from tests.builders.games import UNILATERAL

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


def test_both_spellings_of_the_delay_are_a_fault(edit: Callable[[str, str, str], Path]) -> None:
    both = f"{OLD}: {{low: 0, mode: 1, high: 2, unit: days, basis: assumed, source: x}}\n  {NEW}"
    with pytest.raises(InputError, match=f"keep {NEW}"):
        load(edit("escalation.yaml", NEW, both))


@pytest.fixture(scope="module")
def escalation() -> Escalation:
    return read_escalation(find_case("ukraine-2024") / "escalation.yaml")


def faults_of(old: str, new: str) -> list[Fault]:
    assert old in UNILATERAL
    faults: list[Fault] = []
    assert parse_escalation(UNILATERAL.replace(old, new), "escalation.yaml", faults) is None
    return faults


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("to: last}]}", "to: opening}]}", "the tree has a cycle: opening → answer → opening"),
        ("name: keep, to: SQ", "name: keep, to: last", "node 'last' is reached by more than one move"),
        ("name: keep, to: SQ", "name: keep, to: DC", "outcome 'SQ' is not reached by any move"),
        ("name: keep, to: SQ", "name: keep, to: SX", "leads to 'SX', which is neither a node nor an outcome"),
        ("to: last}]}", "to: DD}]}", "node 'last' is not reached by any move"),
        ("start: opening", "start: openning", "start 'openning' is no node"),
        ("id: answer, player: defender", "id: answer, player: defendr", "player 'defendr' is not known"),
        ("id: hard, name: hard, probability: 0.3", "id: hard, name: hard, probability: 0.4", "beliefs about challenger sum to 1.1"),
        ("id: hard, name: hard, probability: 0.3", "id: hard, name: hard, probability: 1.3", "lies outside 0 to 1"),
        ("id: last, player: challenger", "id: last, player: challenger, information: opening", "spans different moves"),
        ("id: last, player: challenger", "id: last, player: challenger, information: answer", "spans decisions of defender and challenger"),
        ("{player: challenger, type: soft, low: 0, mode: 0, high: 0}", "{player: challenger, type: hard, low: 0, mode: 0, high: 0}",
         "outcome 'DD' has 2 payoffs for challenger (hard)"),
        ("type: soft, low: 0, mode: 0, high: 0}\n      - {player: defender", "type: sofd, low: 0, mode: 0, high: 0}\n      - {player: defender",
         "challenger is never 'sofd'"),
        ("low: 0.6, mode: 0.6, high: 0.6", "low: 0.7, mode: 0.6, high: 0.6", "are not in order"),
        ("attacks: [demand]", "rationality: {low: 5, mode: 20, high: 1e6, unit: x, basis: assumed, source: x}", "rationality runs from 5 to 1e+06"),
        ("attacks: [demand]", "attacks: [demnd]", "attack 'demnd' is no move of the start"),
        ("id: concede, name: concede", "id: resist, name: concede", "duplicate move of answer 'resist'"),
        ("title: Unilateral deterrence", "title: Unilateral deterrence\ntitel: again", "key 'titel' is not known"),
    ],
)  # fmt: skip
def test_a_faulty_tree_is_told_with_its_place(old: str, new: str, what: str) -> None:
    faults = faults_of(old, new)
    assert any(what in fault.what for fault in faults), [fault.what for fault in faults]
    assert all(fault.where.file == "escalation.yaml" and fault.where.line and fault.why and fault.mend for fault in faults)


def test_all_faults_come_at_once() -> None:
    text = UNILATERAL.replace("probability: 0.3", "probability: 0.4").replace("name: keep, to: SQ", "name: keep, to: DC")
    faults: list[Fault] = []
    parse_escalation(text, "escalation.yaml", faults)
    assert {fault.what.split(" ")[0] for fault in faults} == {"the", "outcome"}
    assert len(faults) == 2


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
    change = {effect.channel: effect.change for effect in escalation.effects if effect.target.startswith("unilateral.")}
    assert change["tied_hands"].high <= 0.1


def test_every_number_of_the_shipped_game_says_that_it_is_assumed_or_where_it_was_read(escalation: Escalation) -> None:
    rows = [escalation.unilateral, *escalation.players, *escalation.outcomes, *escalation.effects, *escalation.branches]
    assert all(row is not None and row.source for row in rows)
    assert all(
        row.basis in ("assumed", "estimated") for row in (*escalation.players, *escalation.outcomes, *escalation.effects)
    )
