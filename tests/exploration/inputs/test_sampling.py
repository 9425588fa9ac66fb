"""Points of the sample: a number hangs on its seed, column and row alone, and the whole fills the cube evenly."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.exploration.inputs.sampling import owen_points, seed_of

NAMES = ["will", "pools", "line", "rules"]


def test_enlarging_the_sample_keeps_its_rows() -> None:
    few, many = (owen_points(1, NAMES, range(4), 0, count) for count in (100, 1000))
    assert (many[:100] == few).all()


@pytest.mark.parametrize(("start", "stop"), [(0, 1), (1, 2), (17, 40), (255, 257), (999, 1000)])
def test_any_slice_can_be_taken_alone(start: int, stop: int) -> None:
    assert (owen_points(1, NAMES, range(4), start, stop) == owen_points(1, NAMES, range(4), 0, 1000)[start:stop]).all()


def test_a_column_keeps_its_numbers_whatever_other_columns_come_go_or_change_places() -> None:
    whole = owen_points(1, NAMES, range(4), 0, 64)
    more = owen_points(1, ["new", *NAMES], [4, 0, 1, 2, 3], 0, 64)
    less = owen_points(1, ["rules", "pools"], [3, 1], 0, 64)
    assert (more[:, 1:] == whole).all()
    assert (less == whole[:, [3, 1]]).all()


def test_columns_and_seeds_are_scrambled_each_in_its_own_way() -> None:
    one, other = owen_points(1, ["will", "pools"], [0, 0], 0, 64).T
    assert (one != other).any()
    assert (owen_points(2, ["will"], [0], 0, 64)[:, 0] != one).any()
    assert seed_of(1, "will") != seed_of(1, "pools")


def test_each_column_hits_each_part_of_the_range_once() -> None:
    points = owen_points(7, [f"c{place}" for place in range(60)], range(60), 0, 256)
    assert (np.sort((points * 256).astype(int), axis=0) == np.arange(256)[:, None]).all()
    assert points.min() >= 0
    assert points.max() < 1


def test_the_first_two_dimensions_stay_a_net_when_they_are_scrambled() -> None:
    points = owen_points(3, ["a", "b"], [0, 1], 0, 256)
    for rows in (2, 4, 16, 64):
        cells = (points[:, 0] * rows).astype(int) * (256 // rows) + (points[:, 1] * (256 // rows)).astype(int)
        assert (np.bincount(cells, minlength=256) == 1).all()


def test_a_mean_is_found_far_better_than_by_independent_draws() -> None:
    points = owen_points(5, NAMES, range(4), 0, 4096)
    error = abs(np.prod(points * 2, axis=1).mean() - 1)
    assert error < 0.002  # independent draws: standard deviation 0.0146, the same product over the same number of rows


def test_nothing_is_asked_for_without_columns_or_rows() -> None:
    assert owen_points(1, [], [], 0, 5).shape == (5, 0)
    assert owen_points(1, NAMES, range(4), 5, 5).shape == (0, 4)
