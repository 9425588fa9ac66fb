"""Effects of groups by pick-freeze: a dummy has none, an interaction shows in the totals, and the order of groups is free."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.exploration.analysis.effects.mixing import mixed
from interpose.exploration.analysis.effects.sobol_indices import pick_freeze_points, sobol_effects


def samples(columns: int, count: int = 2_000) -> tuple[np.ndarray, np.ndarray]:
    a, b = np.random.default_rng(1).random((2, count, columns))
    return a, b


def test_points_are_a_then_b_then_a_with_each_group_from_b() -> None:
    a, b = samples(3, 2)
    points = pick_freeze_points(a, b, [[0, 2], [1]])
    assert (points[:2] == a).all()
    assert (points[2:4] == b).all()
    assert (points[4:6, [0, 2]] == b[:, [0, 2]]).all()
    assert (points[4:6, 1] == a[:, 1]).all()
    assert (points[6:] == mixed(a, b, [1])).all()


def test_a_group_that_does_nothing_has_exactly_no_effect() -> None:
    a, b = samples(2)
    _, dummy = sobol_effects((pick_freeze_points(a, b, [[0], [1]])[:, 0] ** 2).reshape(4, -1))
    assert (dummy.first, dummy.total, dummy.first_low, dummy.total_high) == (0, 0, 0, 0)


def test_what_inputs_do_only_together_is_in_the_totals_alone() -> None:
    a, b = samples(2)
    points = pick_freeze_points(a, b, [[0], [1]]) - 0.5
    for each in sobol_effects((points[:, 0] * points[:, 1]).reshape(4, -1)):
        assert each.first == pytest.approx(0, abs=0.1)
        assert each.first_low < 0 < each.first_high, "an estimate near 0 is told with an interval around it"
        assert each.total == pytest.approx(1, abs=0.15)


def test_the_same_outcomes_shifted_or_stretched_have_the_same_effects() -> None:
    a, b = samples(2, 300)
    outcomes = (pick_freeze_points(a, b, [[0], [1]]) @ [1.0, 3.0]).reshape(4, -1)
    for one, other in zip(sobol_effects(outcomes), sobol_effects(1e5 - 7 * outcomes), strict=True):
        assert other.first == pytest.approx(one.first)
        assert other.total_high == pytest.approx(one.total_high)


def test_an_outcome_that_does_not_vary_has_no_effects_to_tell() -> None:
    (found,) = sobol_effects(np.ones((3, 20)))
    assert np.isnan([found.first, found.total, found.total_low]).all()
