"""A model is built block by block, and says itself how far a solution is off."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.solver import Model, solve


def test_a_block_is_named_once() -> None:
    model = Model()
    model.columns("units", (1,))
    with pytest.raises(ValueError, match="units"):
        model.columns("units", (1,))


def by_hand() -> Model:
    """Least of 3x + y where x + 2y ≥ 4 and x ≤ 1: x = 0, y = 2 costs 2."""
    model = Model()
    both = model.columns("both", (2,), upper=[1, np.inf], cost=[3, 1])
    model.rows("enough", [0, 0], both, [1, 2], lower=[4])
    return model


def test_blocks_are_numbered_in_the_order_in_which_they_come_and_keep_their_shape() -> None:
    model = Model()
    first = model.columns("first", (2, 3))
    second = model.columns("second", (2,))
    assert first.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert second.tolist() == model.block("second").tolist() == [6, 7]
    assert (model.column_count, model.row_count) == (8, 0)


def test_arrays_hold_what_was_given_and_entries_that_stand_twice_add_up() -> None:
    model = Model()
    x = model.columns("x", (2,), lower=-1, upper=[5, 6], cost=[1, 2], whole=[True, False])
    model.rows("twice", [0, 0, 0], [x[0], x[0], x[1]], [1, 1, 4], upper=[7])
    arrays = model.arrays()
    assert arrays.lower.tolist() == [-1, -1]
    assert arrays.upper.tolist() == [5, 6]
    assert arrays.cost.tolist() == [1, 2]
    assert arrays.whole.tolist() == [True, False]
    assert [(arrays.matrix @ unit).tolist() for unit in np.eye(2)] == [[2], [4]]
    assert (arrays.row_lower.tolist(), arrays.row_upper.tolist()) == ([-np.inf], [7])


def test_rows_that_are_left_out_lose_their_bounds_and_keep_their_place() -> None:
    lifted = by_hand().arrays(without=["enough"])
    assert lifted.row_lower.tolist() == [-np.inf]
    assert lifted.matrix.shape == (1, 2)


@pytest.mark.parametrize(
    ("solution", "violation"),
    [((0.0, 2.0), 0.0), ((0.0, 1.5), 1.0), ((1.25, 2.0), 0.25), ((-0.5, 3.0), 0.5)],
    ids=["none", "a row", "an upper bound", "a lower bound"],
)
def test_a_violation_is_the_most_that_any_bound_or_row_is_off(solution: tuple[float, float], violation: float) -> None:
    assert by_hand().arrays().violation(np.array(solution)) == pytest.approx(violation)


def test_a_fraction_of_what_is_whole_is_a_violation_too() -> None:
    model = Model()
    model.columns("units", (1,), whole=True)
    assert model.arrays().violation(np.array([2.3])) == pytest.approx(0.3)


def test_a_changed_model_leaves_the_first_as_it_was_and_takes_blocks_of_its_own() -> None:
    model = by_hand()
    other = model.changed({"both": [1, 3]}, {"both": 10.0})
    more = other.columns("more", (1,), cost=5)
    other.rows("some more", [0], more, 1, lower=[2])
    assert solve(model).objective == pytest.approx(2)
    # x is the cheaper one now and may be 4; two of the third cost ten.
    assert solve(other).objective == pytest.approx(4 + 10)
    assert (model.column_count, model.row_count) == (2, 1)


def test_a_block_of_a_changed_model_need_not_be_whole() -> None:
    model = Model()
    units = model.columns("units", (1,), whole=True, cost=-1)
    model.rows("most", [0], units, 1, upper=[2.5])
    assert [solve(each).objective for each in (model, model.changed({}, {}, {"units": False}))] == [-2.0, -2.5]


def test_cost_is_told_for_values_of_all_blocks() -> None:
    assert by_hand().cost({"both": np.array([1.0, 1.5])}) == pytest.approx(4.5)


def test_rows_without_the_length_of_their_block_are_refused() -> None:
    model = Model()
    units = model.columns("units", (1,))
    with pytest.raises(ValueError, match="bounds as long as the block"):
        model.rows("no length", [0], units, 1, upper=3)


def test_rows_are_named_once() -> None:
    model = by_hand()
    with pytest.raises(ValueError, match="enough"):
        model.rows("enough", [0], [0], 1, lower=[1])
