"""Rows between two samples: what comes from which."""

from __future__ import annotations

import numpy as np

from interpose.exploration.analysis.effects.mixing import mixed, order_points


def test_the_named_columns_come_from_the_second_sample_and_the_first_is_let_be() -> None:
    a, b = np.zeros((2, 3)), np.ones((2, 3))
    assert mixed(a, b, [0, 2]).tolist() == [[1, 0, 1], [1, 0, 1]]
    assert not a.any()


def test_columns_of_no_group_stay_where_they_start() -> None:
    points = order_points(np.zeros((1, 3)), np.ones((1, 3)), [[2]], np.array([[0]]))
    assert points.tolist() == [[0, 0, 0], [0, 0, 1]]


def test_points_of_an_order_go_from_a_to_b_a_group_at_a_time() -> None:
    a, b = np.zeros((2, 4)), np.ones((2, 4))
    points = order_points(a, b, [[0], [1, 3], [2]], np.array([[1, 0, 2], [2, 1, 0]])).reshape(4, 2, 4)
    assert points[:, 0].tolist() == [[0, 0, 0, 0], [0, 1, 0, 1], [1, 1, 0, 1], [1, 1, 1, 1]]
    assert points[:, 1].tolist() == [[0, 0, 0, 0], [0, 0, 1, 0], [0, 1, 1, 1], [1, 1, 1, 1]]
