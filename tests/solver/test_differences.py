"""Windows written as differences are the same model, with fewer entries."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.solver import Limits, Model, Relaxation, solve
from interpose.solver.differences import differenced


def windows(seed: int, months: int, length: int) -> Model:
    """Windows of months over two blocks of columns, with bounds on both sides and one row that is no window."""
    chance = np.random.default_rng(seed)
    model = Model()
    tours = model.columns(
        "tours", (2, months), upper=chance.integers(1, 5, (2, months)), cost=-chance.uniform(0.5, 2, (2, months))
    )
    count = months - length + 1
    row = np.repeat(np.arange(count), length)
    month = (np.arange(count)[:, None] + np.arange(length)).ravel()
    for number in range(2):
        most = chance.integers(1, 6, count).astype(float)
        model.rows(f"rotation {number}", row, tours[number][month], 1.0, upper=most)
    both = np.concatenate([tours[0][month], tours[1][month]])
    model.rows("cover", np.tile(row, 2), both, chance.choice([1.0, 0.5], 2 * len(row)), upper=np.full(count, 4.0))
    model.rows("total", np.zeros(2 * months), tours.ravel(), 1.0, upper=[float(months)])
    return model


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 30), st.integers(2, 12))
def test_the_optimum_stays_and_its_columns_keep_every_row(seed: int, months: int, length: int) -> None:
    model = windows(seed, months, min(length, months - 1))
    exact = solve(model, relaxed=True)
    relaxation = Relaxation(model, Limits(), first="ipm")
    assert relaxation.solve()
    assert relaxation.objective == pytest.approx(exact.objective, rel=1e-7)
    assert model.arrays().violation(relaxation.value("tours").ravel()) < 1e-6


@pytest.mark.parametrize("first", ["simplex", "ipm", "interior"])
def test_duals_of_the_rows_as_they_were_prove_the_optimum(first: Literal["simplex", "ipm", "interior"]) -> None:
    model = windows(3, 40, 20)
    arrays = model.arrays()
    relaxation = Relaxation(model, Limits(), first=first)
    assert relaxation.solve()
    duals = np.concatenate([relaxation.dual(name) for name in model.row_blocks])
    # Weak duality: all rows are bounded from above, so no dual is above zero; what is left falls to the columns' bounds.
    assert duals.max() < 1e-6
    left = arrays.cost - arrays.matrix.T @ duals
    bound = float(duals @ arrays.row_upper + np.minimum(left, 0.0) @ arrays.upper)
    assert bound == pytest.approx(relaxation.objective, rel=1e-5)


def test_long_windows_lose_most_entries_and_short_ones_stay() -> None:
    long, short = windows(1, 60, 36).arrays(), windows(1, 60, 3).arrays()
    assert differenced(long)[0].matrix.nnz < 0.5 * long.matrix.nnz
    assert differenced(short) == (short, None)


def test_a_model_of_one_row_or_none_stays() -> None:
    model = Model()
    model.columns("x", (3,))
    assert differenced(model.arrays())[0].matrix.shape == (0, 3)
