"""Numbers of the games: payoffs in their order, ranges, and spellings of an earlier version."""

from __future__ import annotations

from typing import Any

import pytest

from interpose.case.tables.escalation import (
    Assumption,
    ChallengerPayoffs,
    DefenderPayoffs,
    Effect,
    GameNode,
    Payoff,
    Race,
    Spread,
)
from interpose.case.tables.fields import Row
from tests.case.tables.rows import refusal

CHALLENGER = {"DC": 1, "SQ": 0.6, "DD_hard": 0.3, "CD": 0.1, "DD_soft": 0}
DEFENDER = {"SQ": 1, "CD": 0.8, "DD_hard": 0.4, "DC": 0.2, "DD_soft": 0}
DAYS = {"low": 10, "mode": 20, "high": 40, "unit": "days", "basis": "assumed", "source": "By hand"}
EFFECT = {
    "channel": "external_support",
    "target": "unilateral.p_defender",
    "change": 0.1,
    "basis": "assumed",
    "source": "By hand",
}
NODE: dict[str, Any] = {
    "id": "opening",
    "player": "challenger",
    "moves": [{"id": "keep", "name": "keep", "to": "SQ"}, {"id": "demand", "name": "demand", "to": "answer"}],
}
NEW, OLD = "delay_without_external_support", "delay_without_american_support"
RACE: dict[str, Any] = {name: DAYS for name, field in Race.model_fields.items() if field.annotation is Assumption} | {
    "balance_day": 30
}


@pytest.mark.parametrize(
    ("table", "sound", "changed", "why"),
    [
        (ChallengerPayoffs, CHALLENGER, {"DD_hard": 0.05}, "DD_hard (0.05) must exceed CD (0.1)"),
        (ChallengerPayoffs, CHALLENGER, {"SQ": 1}, "DC (1) must exceed SQ (1)"),
        (DefenderPayoffs, DEFENDER, {"DC": 0.5}, "the game needs SQ > CD > DD_hard > DC > DD_soft"),
        (Assumption, DAYS, {"low": 21}, "low (21), mode (20) and high (40) are not in order"),
        (Assumption, DAYS, {"source": ...}, "source: Field required"),
        (Effect, EFFECT, {"channel": "morale"}, "channel: Input should be 'local_balance'"),
        (GameNode, NODE, {"moves": NODE["moves"][:1]}, "moves: Tuple should have at least 2 items"),
        (Race, RACE, {"balance_day": 366}, "balance_day: Input should be less than or equal to 365"),
        (Race, RACE, {OLD: DAYS}, f"keep {NEW}"),
    ],
)
def test_a_row_that_cannot_be_is_refused(table: type[Row], sound: dict[str, Any], changed: dict[str, Any], why: str) -> None:
    assert why in refusal(table, sound, **changed)


def test_every_pair_of_payoffs_that_stands_in_the_wrong_order_is_named() -> None:
    why = refusal(ChallengerPayoffs, CHALLENGER, DD_hard=0.1, CD=0.3, DD_soft=0.5)
    assert "DD_hard (0.1) must exceed CD (0.3); CD (0.3) must exceed DD_soft (0.5)" in why


def test_a_plain_number_is_a_range_without_width() -> None:
    assert Spread.model_validate(0.4) == Spread(low=0.4, mode=0.4, high=0.4)
    assert Effect.model_validate(EFFECT).change == Spread(low=0.1, mode=0.1, high=0.1)


def test_a_yes_is_no_number() -> None:
    assert refusal(Effect, EFFECT, change=True)


def test_a_schema_takes_a_plain_number_where_nothing_else_must_stand_beside_it() -> None:
    assert {"type": "number"} in Spread.model_json_schema()["anyOf"]
    assert "anyOf" not in Payoff.model_json_schema()


def test_spellings_of_0_1_are_read() -> None:
    assert Effect.model_validate(EFFECT | {"channel": "american_support"}).channel == "external_support"
    old = {OLD if name == NEW else name: each for name, each in RACE.items()}
    assert Race.model_validate(old) == Race.model_validate(RACE)
