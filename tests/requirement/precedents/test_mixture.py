"""Mixtures of normal distributions of ln persons: quantiles and shares by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from interpose.requirement.precedents.mixture import Mixture, quantiles

ONE = Mixture(np.ones(1), np.array([math.log(1000)]), np.array([0.5]))
TWO = Mixture(np.array([0.25, 0.75]), np.log([100.0, 1000.0]), np.array([0.3, 0.6]))


def test_quantiles_of_one_part_are_those_of_a_lognormal() -> None:
    # 1.6449 standard deviations on either side of the median hold nine in ten.
    low, middle, high = quantiles([ONE], (0.05, 0.5, 0.95))[0]
    assert middle == pytest.approx(1000)
    assert (low, high) == (pytest.approx(1000 * math.exp(-1.644854 * 0.5)), pytest.approx(1000 * math.exp(1.644854 * 0.5)))


@pytest.mark.parametrize("share", [0.01, 0.25, 0.5, 0.9])
def test_a_share_below_undoes_a_quantile(share: float) -> None:
    assert TWO.share_below(TWO.quantile(share)) == pytest.approx(share, abs=1e-9)


def test_a_quantile_is_found_where_the_search_begins_between_parts_that_hardly_reach_there() -> None:
    apart = Mixture(np.array([0.5, 0.5]), np.array([0.0, 102.8]), np.ones(2))
    # Four in ten of all are eight in ten of the lower half.
    assert math.log(apart.quantile(0.4)) == pytest.approx(0.841621, abs=1e-6)


def test_nobody_is_smaller_than_no_persons() -> None:
    assert ONE.share_below(0) == 0
