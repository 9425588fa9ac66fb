"""Screening: what it costs, what it tells of one column and of several, and that no input stands at its end."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.exploration.analysis.effects.morris import screening, screening_points


def test_it_takes_one_row_more_than_groups_for_each_trajectory() -> None:
    drawn = screening_points(6, [[0], [1, 2], [3]], trajectories=5, seed=1)
    assert drawn.points.shape == (4 * 5, 6)
    assert set(np.unique(drawn.points)) <= {0.125, 0.375, 0.625, 0.875}


def test_from_row_to_row_one_group_moves_by_half_and_the_rest_stays() -> None:
    drawn = screening_points(4, [[0], [1, 2]], trajectories=8, seed=2)
    steps = np.diff(drawn.points.reshape(3, 8, 4), axis=0)
    for place in range(2):
        for trajectory in range(8):
            columns = [[0], [1, 2]][drawn.orders[trajectory, place]]
            assert np.abs(steps[place, trajectory, columns]) == pytest.approx(0.5)
            assert np.delete(steps[place, trajectory], columns) == pytest.approx(0)


def test_opposite_directions_in_a_group_do_not_cancel_in_its_size() -> None:
    drawn = screening_points(2, [[0, 1]], trajectories=40, seed=1)
    (found,) = screening((drawn.points @ [1.0, -1.0]).reshape(2, 40), drawn)
    assert found.mean_size > 0.5
    assert found.low < found.mean_size < found.high


def test_an_effect_that_depends_on_where_the_rest_stands_has_a_spread() -> None:
    drawn = screening_points(2, [[0], [1]], trajectories=40, seed=1)
    found = screening((drawn.points[:, 0] * drawn.points[:, 1]).reshape(3, 40), drawn)
    assert all(each.spread > 0.2 for each in found)
    assert all(each.mean == pytest.approx(0.5, abs=0.15) for each in found)
