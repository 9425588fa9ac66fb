"""Draws of the numbers of a game, and how the force moves them."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case.tables.escalation import Effect, Escalation
from interpose.deterrence.draws import draw, moved_numbers
from tests.builders.games import parsed


def test_each_channel_moves_only_its_own_numbers(escalation: Escalation) -> None:
    modes = draw(escalation, None)
    for channel in dict.fromkeys(effect.channel for effect in escalation.effects if effect.times is None):
        moved = moved_numbers(escalation, modes, {channel: 1.0})
        targets = {effect.target for effect in escalation.effects if effect.channel == channel and effect.times is None}
        players = {target.split(".")[1] for target in targets if target.startswith("types.")}
        changed = {path for path, values in modes.numbers.items() if abs(float(moved[path][0] - values[0])) > 1e-12}
        assert targets <= changed
        assert all(path in targets or path.split(".")[1] in players for path in changed)


def test_a_measure_that_is_multiplied_counts_for_nothing_where_the_other_is_none(escalation: Escalation) -> None:
    modes, firm = draw(escalation, None), "types.contributors.firm"
    before = modes.numbers[firm].item()
    both, alone, without = (
        moved_numbers(escalation, modes, {"tied_hands": 1.0, **balance})[firm].item()
        for balance in ({"local_balance": 0.5}, {"local_balance": 0.0}, {})
    )
    # 0.15 for the balance and 0.03 for tied hands, both times one half.
    assert both - before == pytest.approx(0.5 * 0.15 + 0.5 * 0.03)
    assert (alone, without) == (before, before)


def test_one_belief_stands_for_one_thing_in_both_games(escalation: Escalation) -> None:
    moved = moved_numbers(escalation, draw(escalation, 20, 3), {"local_balance": 1.0})
    assert np.array_equal(moved["unilateral.p_defender"], moved["types.contributors.firm"])
    assert np.array_equal(moved["unilateral.p_challenger"], moved["types.attacker.hard"])


def test_without_a_force_nothing_moves(escalation: Escalation) -> None:
    modes = draw(escalation, None)
    moved = moved_numbers(escalation, modes, dict.fromkeys(("local_balance", "tied_hands", "exposure"), 0.0))
    assert {path: float(moved[path][0]) for path in modes.numbers} == pytest.approx(
        {path: float(values[0]) for path, values in modes.numbers.items()}
    )


def test_more_draws_keep_the_first_and_another_seed_draws_others(escalation: Escalation) -> None:
    few, many = draw(escalation, 5, 11), draw(escalation, 50, 11)
    for path, values in few.numbers.items():
        assert np.array_equal(values, many.numbers[path][:5])
    other = draw(escalation, 5, 12).numbers["types.contributors.firm"]
    assert not np.array_equal(few.numbers["types.contributors.firm"], other)
    assert np.array_equal(many.first(5).race["goal_km"], few.race["goal_km"])


def test_draws_stay_in_their_ranges(escalation: Escalation) -> None:
    assert escalation.race is not None
    persons = draw(escalation, 500, 1).race["attacker_persons"]
    spread = escalation.race.attacker_persons
    assert spread.low <= persons.min() < spread.mode < persons.max() <= spread.high


def test_a_belief_that_is_raised_takes_its_weight_from_the_other_kinds_in_proportion() -> None:
    effect = {"channel": "exposure", "target": "types.challenger.hard", "change": 0.2, "basis": "assumed", "source": "test"}
    game = parsed().model_copy(update={"effects": (Effect.model_validate(effect),)})
    moved = moved_numbers(game, draw(game, None), {"exposure": 0.5})
    # 0.3 + 0.2 × 0.5.
    assert moved["types.challenger.hard"].item() == pytest.approx(0.4)
    assert moved["types.challenger.soft"].item() == pytest.approx(0.6)


def test_beliefs_never_leave_zero_to_one() -> None:
    effect = {"channel": "exposure", "target": "types.challenger.hard", "change": 5, "basis": "assumed", "source": "test"}
    game = parsed().model_copy(update={"effects": (Effect.model_validate(effect),)})
    moved = moved_numbers(game, draw(game, None), {"exposure": 1.0})
    assert (moved["types.challenger.hard"].item(), moved["types.challenger.soft"].item()) == (1, 0)


def test_a_triangle_is_drawn_as_one(escalation: Escalation) -> None:
    assert escalation.race is not None
    spread = escalation.race.attacker_persons
    persons = draw(escalation, 20_000, 1).race["attacker_persons"]
    assert persons.mean() == pytest.approx((spread.low + spread.mode + spread.high) / 3, rel=0.01)
