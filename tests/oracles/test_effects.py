"""Effects of inputs on functions whose effects are known in closed form, and against SALib on one that is not."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from interpose.exploration.analysis.effects.mixing import order_points
from interpose.exploration.analysis.effects.morris import screening, screening_points
from interpose.exploration.analysis.effects.shapley import (
    drawn_orders,
    shapley_effects_by_orders,
    shapley_effects_over_subsets,
    subset_points,
)
from interpose.exploration.analysis.effects.sobol_indices import SobolEffect, pick_freeze_points, sobol_effects

Points = NDArray[np.float64]
ROWS = 8_192
THREE = [[0], [1], [2]]


def ishigami(points: Points) -> Points:
    x = (2 * points - 1) * np.pi
    return np.asarray(np.sin(x[:, 0]) * (1 + 0.1 * x[:, 2] ** 4) + 7 * np.sin(x[:, 1]) ** 2)


WEIGHTS = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])


def sobol_g(points: Points) -> Points:
    return np.asarray(np.prod((np.abs(4 * points - 2) + WEIGHTS) / (1 + WEIGHTS), axis=1))


def two_samples(columns: int) -> tuple[Points, Points]:
    from scipy.stats import qmc  # a second for each process that collects the tests

    both = qmc.Sobol(2 * columns, seed=42).random(ROWS)
    return both[:, :columns], both[:, columns:]


def within(effects: tuple[SobolEffect, ...], first: list[float], total: list[float], error: float) -> None:
    assert [each.first for each in effects] == pytest.approx(first, abs=error)
    assert [each.total for each in effects] == pytest.approx(total, abs=error)
    for each, own, all_of_it in zip(effects, first, total, strict=True):
        assert each.first_low - error / 2 <= own <= each.first_high + error / 2
        assert each.total_low - error / 2 <= all_of_it <= each.total_high + error / 2


def test_ishigami_has_its_first_order_and_total_effects() -> None:
    a, b = two_samples(3)
    effects = sobol_effects(ishigami(pick_freeze_points(a, b, THREE)).reshape(5, ROWS))
    within(effects, [0.313905, 0.442411, 0.0], [0.557589, 0.442411, 0.243684], 0.003)


def test_two_inputs_of_ishigami_as_one_group_hold_what_they_do_together() -> None:
    a, b = two_samples(3)
    effects = sobol_effects(ishigami(pick_freeze_points(a, b, [[0, 2], [1]])).reshape(4, ROWS))
    within(effects, [0.557589, 0.442411], [0.557589, 0.442411], 0.006)


def test_sobol_g_has_its_first_order_and_total_effects() -> None:
    a, b = two_samples(8)
    effects = sobol_effects(sobol_g(pick_freeze_points(a, b, [[each] for each in range(8)])).reshape(10, ROWS))
    first = [0.716154, 0.179038, 0.023674, 0.007162, 0.000072, 0.000072, 0.000072, 0.000072]
    total = [0.787144, 0.242204, 0.034317, 0.010462, 0.000105, 0.000105, 0.000105, 0.000105]
    within(effects, first, total, 0.003)


ISHIGAMI_SHAPLEY = [0.435747, 0.442411, 0.121842]


def test_ishigami_over_subsets_has_its_shapley_effects() -> None:
    a, b = two_samples(3)
    found = shapley_effects_over_subsets(ishigami(subset_points(a, b, THREE)).reshape(8, ROWS))
    assert found.value == pytest.approx(ISHIGAMI_SHAPLEY, abs=0.002)
    assert found.value.sum() == pytest.approx(1)
    assert (found.low <= ISHIGAMI_SHAPLEY).all()
    assert (found.high >= ISHIGAMI_SHAPLEY).all()


def test_ishigami_over_drawn_orders_has_its_shapley_effects() -> None:
    a, b = two_samples(3)
    orders = drawn_orders(3, ROWS, 1)
    found = shapley_effects_by_orders(ishigami(order_points(a, b, THREE, orders)).reshape(4, ROWS), orders)
    assert found.value == pytest.approx(ISHIGAMI_SHAPLEY, abs=0.01)
    assert found.value.sum() == pytest.approx(1)
    assert (found.low <= ISHIGAMI_SHAPLEY).all()
    assert (found.high >= ISHIGAMI_SHAPLEY).all()


def test_a_linear_function_screens_as_its_coefficients_and_without_spread() -> None:
    drawn = screening_points(3, THREE, trajectories=6, seed=3)
    found = screening((drawn.points @ [1.0, 2.0, 3.0]).reshape(4, 6), drawn)
    for each, coefficient in zip(found, [1, 2, 3], strict=True):
        sizes = [each.mean_size, each.low, each.high, each.mean]
        assert sizes == pytest.approx([coefficient] * 4)
        assert each.spread == pytest.approx(0, abs=1e-12)


@pytest.mark.filterwarnings("default")
def test_a_drawn_function_has_the_effects_that_salib_finds() -> None:
    from SALib.analyze import sobol
    from SALib.sample import sobol as saltelli

    draws = np.random.default_rng(7)
    linear, pairs = draws.normal(size=4), draws.normal(size=(4, 4))
    problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0.0, 1.0]] * 4}
    sample = saltelli.sample(problem, 2_048, calc_second_order=False, seed=5)
    outcome = np.asarray(sample @ linear + np.einsum("ij,jk,ik->i", sample, pairs, sample))
    theirs = sobol.analyze(problem, outcome, calc_second_order=False, num_resamples=10, seed=1)
    rows = outcome.reshape(-1, 6).T
    ours = sobol_effects(np.stack([rows[0], rows[5], *rows[1:5]]))
    assert [each.first for each in ours] == pytest.approx(list(theirs["S1"]), abs=0.01)
    assert [each.total for each in ours] == pytest.approx(list(theirs["ST"]), abs=0.001)
