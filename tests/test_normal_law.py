"""The standard normal law against SciPy's, from one tail to the other."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from interpose.normal_law import normal_quantile, normal_share


def test_shares_and_quantiles_are_those_of_scipy_also_in_the_tails() -> None:
    values = np.concatenate([np.linspace(-37.0, 9.0, 301), [np.inf, -np.inf]]).reshape(3, 101)
    assert normal_share(values) == pytest.approx(ndtr(values), rel=1e-12, abs=0)
    shares = np.array([0.0, 1e-300, 1e-12, 0.02, 0.5, 0.98, 1.0 - 1e-12, 1.0])
    assert normal_quantile(shares) == pytest.approx(ndtri(shares), rel=1e-13, abs=1e-15)
