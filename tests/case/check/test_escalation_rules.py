"""Games that cannot be played, each fault with its place."""

# ruff: noqa: E501 - a fault and what makes it are read as one line

from __future__ import annotations

import pytest

from interpose.case.read.escalation import parse_escalation
from interpose.errors import Fault
from tests.builders.games import UNILATERAL


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


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("id: hard, name: hard, probability: 0.3", "id: hard, name: hard, probability: 0.3, plays: [last.figt]", "plays 'last.figt', which is no move of its own"),
        ("id: hard, name: hard, probability: 0.3", "id: hard, name: hard, probability: 0.3, plays: [answer.resist]", "plays 'answer.resist', which is no move of its own"),
        ("id: challenger\n", "id: challenger\n    chance: true\n", "kind 'hard' of chance 'challenger' names no moves under `plays`"),
        ("{player: defender, low: 1, mode: 1, high: 1}", "{player: all, low: 1, mode: 1, high: 1}", "outcome 'SQ' has 2 payoffs for challenger (hard)"),
        ("attacks: [demand]", "effects: [{channel: monitoring, target: types.challenger.hard, change: 0.1, basis: assumed, source: x}]", "monitoring is used without monitoring_personnel"),
        ("attacks: [demand]", "effects: [{channel: exposure, times: tied_hands, target: types.challenger.hard, change: 0.1, basis: assumed, source: x}]", "tied_hands is used without tied_hands_personnel"),
    ],
)  # fmt: skip
def test_names_that_promise_nothing_and_measures_without_a_size_are_faults(old: str, new: str, what: str) -> None:
    assert any(what in str(fault) for fault in faults_of(old, new)), [str(fault) for fault in faults_of(old, new)]


def test_a_kind_may_promise_one_of_several_moves_and_all_may_share_one_payoff() -> None:
    faults: list[Fault] = []
    named = UNILATERAL.replace(
        "id: hard, name: hard, probability: 0.3", "id: hard, name: hard, probability: 0.3, plays: [last.back_down|fight]"
    )
    shared = named.replace(
        "[{player: challenger, low: 0.6, mode: 0.6, high: 0.6}, {player: defender, low: 1, mode: 1, high: 1}]",
        "[{player: all, low: 0.6, mode: 0.6, high: 0.6}]",
    )
    assert shared != named != UNILATERAL
    game = parse_escalation(shared, "escalation.yaml", faults)
    assert (faults, game is not None) == ([], True)
