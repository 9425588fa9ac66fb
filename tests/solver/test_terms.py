"""Sums of columns: what they come to, row by row, when they are added, scaled, cut and put below one another."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.solver import Model, Terms, solve

COLUMNS = np.arange(6).reshape(2, 3)


def dense(terms: Terms, columns: int = 6) -> list[list[float]]:
    found = np.zeros((terms.size, columns))
    np.add.at(found, (terms.row, terms.column), terms.value)
    return found.tolist()


def test_an_array_makes_a_row_for_each_place_or_sums_over_an_axis() -> None:
    assert dense(Terms.of(COLUMNS)) == np.eye(6).tolist()
    assert dense(Terms.of(COLUMNS, over=0)) == [[1, 0, 0, 1, 0, 0], [0, 1, 0, 0, 1, 0], [0, 0, 1, 0, 0, 1]]
    assert dense(Terms.of(COLUMNS, [[2.0], [0.0]], over=1)) == [[2, 2, 2, 0, 0, 0], [0] * 6]


def test_a_total_is_the_same_in_each_row() -> None:
    assert dense(Terms.total([1, 4], [1.0, -2.0], size=2)) == [[0, 1, 0, 0, -2, 0]] * 2
    assert dense(Terms.total([])) == [[0] * 6]


def test_sums_are_added_scaled_and_taken_away_row_by_row() -> None:
    first, second = Terms.of(COLUMNS[0]), Terms.of(COLUMNS[1])
    assert dense(first * [1, 2, 0] - second) == [[1, 0, 0, -1, 0, 0], [0, 2, 0, 0, -1, 0], [0, 0, 0, 0, 0, -1]]
    assert dense(first - first * 0) == dense(first)
    with pytest.raises(ValueError, match="of 3 and 1 rows"):
        first + Terms.total(0)


def test_rows_are_cut_and_put_below_one_another() -> None:
    each = Terms.of(COLUMNS[0])
    assert dense(each.within(slice(1, 3))) == dense(each)[1:]
    assert dense(Terms.stacked([each.within(slice(2, 3)), each])) == [dense(each)[2], *dense(each)]
    assert (Terms.stacked([]).size, Terms.sum((), 2).size) == (0, 2)


def test_a_model_takes_sums_as_rows_with_bounds_in_any_shape() -> None:
    model = Model()
    units = model.columns("units", (2, 3), upper=4, cost=-1)
    model.constrain("each", Terms.of(units), upper=np.full((2, 3), 2.0))
    model.constrain("all", Terms.total(units), upper=9, lower=1)
    assert solve(model).objective == -9
