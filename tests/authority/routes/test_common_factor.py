"""Averages over the standard normal law against values that are known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from interpose.authority.routes.common_factor import normal_average


@pytest.mark.parametrize("edge", [-3.0, 0.0, 0.7, 2.5, 5.0])
def test_a_step_is_averaged_to_its_tail(edge: float) -> None:
    found = normal_average(lambda z: np.where(z > edge, 1.0, 0.0), 1e-9)
    assert found == pytest.approx(ndtr(-edge), abs=1e-8)


@pytest.mark.parametrize("steepness", [0.5, 3.0, 200.0])
def test_a_probit_is_averaged_to_its_closed_form(steepness: float) -> None:
    # E Φ(a + bZ) = Φ(a / √(1 + b²)).
    found = normal_average(lambda z: ndtr(0.3 + steepness * z), 1e-9)
    assert found == pytest.approx(ndtr(0.3 / np.sqrt(1.0 + steepness**2)), abs=1e-8)


def test_a_function_that_has_no_value_has_no_average() -> None:
    assert normal_average(lambda z: None if len(z) else z, 1e-9) is None
