"""First-order effects from rows at hand: what is known in closed form, what has no effect, and words as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.exploration.analysis.effects.given_data import first_order_effects, slices_for


def rows(count: int, columns: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random((count, columns))


def test_a_sum_is_divided_by_the_squares_of_its_coefficients() -> None:
    x = rows(4_000, 3)
    found = first_order_effects(x, x @ [1.0, 2.0, 0.0])
    assert [each.effect for each in found] == pytest.approx([0.2, 0.8, 0.0], abs=0.03)
    assert [each.told_apart for each in found] == [True, True, False]
    assert found[0].low < 0.2 < found[0].high


def test_of_many_inputs_without_effect_none_is_told_apart_and_half_lie_below_zero() -> None:
    x = rows(300, 200)
    found = first_order_effects(x, rows(300, 1, seed=2)[:, 0])
    assert sum(each.told_apart for each in found) == 0
    assert 60 <= sum(each.effect < 0 for each in found) <= 140, "nothing is clipped at 0"
    assert len({each.noise_floor for each in found}) == 1


def test_the_more_inputs_are_looked_at_the_more_an_effect_must_explain() -> None:
    x, outcome = rows(300, 40), rows(300, 1, seed=2)[:, 0]
    few, many = (first_order_effects(x[:, :count], outcome)[0].noise_floor for count in (1, 40))
    assert 0 < few < many


def test_an_input_of_two_words_is_sliced_by_word() -> None:
    word = (rows(500, 1)[:, 0] < 0.3).astype(float)
    (found,) = first_order_effects(word[:, None], 5 * word)
    assert found.effect == pytest.approx(1)


def test_equal_values_are_never_put_into_two_slices() -> None:
    x = np.repeat([0.0, 1.0, 2.0], [970, 20, 10])
    (found,) = first_order_effects(x[:, None], (x == 2).astype(float))
    assert found.effect == pytest.approx(1)


def test_an_outcome_that_does_not_vary_has_no_effects_to_tell() -> None:
    (found,) = first_order_effects(rows(50, 1), np.full(50, 3.0))
    assert np.isnan([found.effect, found.low, found.high, found.noise_floor]).all()
    assert not found.told_apart


def test_slices_grow_with_the_rows_and_stay_few() -> None:
    assert [slices_for(count) for count in (10, 1_000, 10**6)] == [4, 10, 32]
