"""Shapley's rule: shares that add up, a dummy gets 0, equals get equal shares, and drawn orders agree with all subsets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from interpose.exploration.analysis.effects.mixing import order_points
from interpose.exploration.analysis.effects.shapley import (
    drawn_orders,
    shapley_by_orders,
    shapley_effects_by_orders,
    shapley_effects_over_subsets,
    shapley_values,
    subset_points,
)


@given(arrays(float, 16, elements=st.floats(-1e3, 1e3)))
def test_shares_add_up_to_the_whole(worth: np.ndarray) -> None:
    assert shapley_values(worth).sum() == pytest.approx(worth[-1] - worth[0], abs=1e-9)


def test_where_groups_add_each_gets_its_own() -> None:
    own = np.array([3.0, -1.0, 0.0])
    worth = np.array([own[[bool(subset >> group & 1) for group in range(3)]].sum() for subset in range(8)])
    assert shapley_values(worth) == pytest.approx(own)


def test_many_outcomes_are_divided_at_once() -> None:
    worth = np.array([[0.0, 1.0, 1.0, 4.0], [0.0, 2.0, 0.0, 2.0]])
    assert shapley_values(worth).tolist() == [[2.0, 2.0], [2.0, 0.0]]


def pairs(joined: frozenset[int]) -> float:
    """Give 6 for each pair of neighbours that are both in; group 3 is in no pair."""
    return 6.0 * sum({first, first + 1} <= joined for first in (0, 1))


def test_over_drawn_orders_shares_add_up_and_come_near_to_those_over_subsets() -> None:
    found = shapley_by_orders(pairs, drawn_orders(4, 400, 1))
    assert found.value.sum() == pytest.approx(12)
    assert found.value == pytest.approx([3, 6, 3, 0], abs=0.3)
    assert found.value[3] == found.low[3] == found.high[3] == 0
    assert found.low[0] <= 3 <= found.high[0]


def test_an_order_and_its_reverse_together_halve_what_two_do_together() -> None:
    found = shapley_by_orders(pairs, drawn_orders(4, 2, 5))
    assert found.value == pytest.approx([3, 6, 3, 0])


def test_each_set_is_asked_for_once() -> None:
    asked = []

    def worth(joined: frozenset[int]) -> float:
        asked.append(joined)
        return float(len(joined))

    shapley_by_orders(worth, drawn_orders(3, 50, 1))
    assert len(asked) == len(set(asked)) <= 8


def test_orders_come_in_pairs_of_which_the_second_is_the_first_reversed() -> None:
    orders = drawn_orders(5, 7, 2)
    assert orders.shape == (7, 5)
    assert (orders[0] == orders[1][::-1]).all()
    assert all(sorted(order) == [0, 1, 2, 3, 4] for order in orders.tolist())


GROUPS = [[0], [1, 3], [2]]


def test_effects_over_subsets_and_over_orders_agree_and_a_dummy_gets_nothing() -> None:
    a, b = np.random.default_rng(3).random((2, 3_000, 4))

    def outcome(points: np.ndarray) -> np.ndarray:
        return points[:, 0] + 4 * (points[:, 1] - 0.5) * (points[:, 3] - 0.5) * points[:, 0]

    exact = shapley_effects_over_subsets(outcome(subset_points(a, b, GROUPS)).reshape(8, -1))
    orders = drawn_orders(3, 3_000, 1)
    drawn = shapley_effects_by_orders(outcome(order_points(a, b, GROUPS, orders)).reshape(4, -1), orders)
    assert exact.value.sum() == pytest.approx(1)
    assert drawn.value == pytest.approx(exact.value, abs=0.05)
    assert exact.value[2] == drawn.value[2] == 0
