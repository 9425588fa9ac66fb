"""Resamples keep the number of rows, and their interval holds nine in ten of them."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.exploration.analysis.effects.resampling import interval, resampled_counts


def test_each_resample_takes_as_many_rows_as_there_are() -> None:
    counts = resampled_counts(50, 20, 3)
    assert counts.shape == (20, 50)
    assert counts.sum(axis=1) == pytest.approx(50)
    assert (counts == 0).any(), "with replacement: some rows are left out"


def test_the_same_seed_draws_the_same_rows_and_another_seed_others() -> None:
    assert (resampled_counts(9, 4, 1) == resampled_counts(9, 4, 1)).all()
    assert (resampled_counts(9, 4, 1) != resampled_counts(9, 4, 2)).any()


def test_the_interval_of_a_mean_is_that_of_the_central_limit() -> None:
    values = np.random.default_rng(1).normal(size=400)
    low, high = interval(resampled_counts(400, 2_000, 1) @ values / 400)
    assert high - low == pytest.approx(2 * 1.645 * values.std() / 20, rel=0.06)


def test_resamples_in_which_nothing_varies_are_left_out() -> None:
    drawn = np.array([[0.2, np.nan], [np.nan, np.nan], [0.4, np.nan]])
    low, high = interval(drawn)
    assert low[0] == pytest.approx(0.21)
    assert high[0] == pytest.approx(0.39)
    assert np.isnan([low[1], high[1]]).all()
