"""Kinds do what their names say, or are found out."""

from __future__ import annotations

from interpose.case.tables.escalation import Escalation, GameOutcome
from interpose.deterrence.naming import kinds_against_names
from tests.builders.games import parsed


def test_at_the_modes_of_the_shipped_game_no_kind_plays_against_its_name(escalation: Escalation) -> None:
    assert sum(len(kind.plays) for player in escalation.players for kind in player.types) >= 14
    assert kinds_against_names(escalation) == ()


def test_an_unwilling_backstop_that_joins_is_found(escalation: Escalation) -> None:
    def dear(outcome: GameOutcome) -> GameOutcome:
        if outcome.id != "major_joined_stopped":
            return outcome
        payoffs = [
            each.model_copy(update={"low": 0.8, "mode": 0.9, "high": 1.0}) if each.type == "unwilling" else each
            for each in outcome.payoffs
        ]
        return outcome.model_copy(update={"payoffs": tuple(payoffs)})

    changed = escalation.model_copy(update={"outcomes": tuple(map(dear, escalation.outcomes))})
    (found,) = kinds_against_names(changed)
    assert (found.player, found.kind, found.move) == ("backstop", "unwilling", "major_backstop.stay_out")
    assert found.chance < 0.5


def test_a_game_whose_kinds_promise_nothing_is_not_solved_for_it() -> None:
    assert kinds_against_names(parsed()) == ()
