"""Random sets that must be heavy enough for their size, against enumeration."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.authority.routes.subsets import count_distribution, subset_plan


@given(
    st.lists(st.tuples(st.integers(0, 20), st.floats(0.0, 1.0)), min_size=1, max_size=9),
    st.lists(st.one_of(st.none(), st.integers(0, 90)), min_size=10, max_size=10),
)
@settings(max_examples=60, deadline=None)
def test_halves_give_the_probability_of_enumeration(members: list[tuple[int, float]], least: list[int | None]) -> None:
    weights, chances = tuple(weight for weight, _ in members), np.array([chance for _, chance in members])
    thresholds = tuple(least[: len(members) + 1])
    true = 0.0
    for inside in itertools.product((0, 1), repeat=len(members)):
        threshold = thresholds[sum(inside)]
        if threshold is not None and np.dot(inside, weights) >= threshold:
            true += float(np.prod(np.where(inside, chances, 1.0 - chances)))
    assert subset_plan(weights, thresholds).probability(chances) == pytest.approx(true, abs=1e-12)


def test_the_number_of_members_follows_the_binomial_law_where_all_are_alike() -> None:
    law = count_distribution(np.full((2, 4), 0.5))
    assert law == pytest.approx(np.tile(np.array([1, 4, 6, 4, 1]) / 16, (2, 1)))


def test_many_sets_at_once_have_the_chances_of_each_also_where_their_size_settles_it() -> None:
    rng = np.random.default_rng(7)
    weights = tuple(rng.integers(1, 50, size=11).tolist())
    plan = subset_plan(weights, (None,) * 6 + (int(0.65 * sum(weights)),) * 4 + (0, 0))
    rows = rng.random((40, 11)) * np.repeat([0.001, 0.5, 1.0, 1.0], 10)[:, None]
    rows[30:] = 1.0 - rows[30:] * 1e-8
    found = plan.probabilities(rows)
    assert found == pytest.approx([plan.probability(row) for row in rows], abs=1e-11)
    assert (found < 1e-12).any()
    assert (found > 1.0 - 1e-12).any()


def test_members_who_are_alike_are_counted_together_with_the_same_chances_and_slopes() -> None:
    rng = np.random.default_rng(3)
    weights = tuple(rng.integers(1, 50, size=12).tolist())
    plan = subset_plan(weights, (None,) * 4 + (int(0.4 * sum(weights)),) * 6 + (0, 0, None))
    alike = np.array([0, 1, 2, 1, 0, 3, 2, 2, 1, 0, 2, 2])
    rows = (rng.random((20, 4)) * [1.0, 1.0, 1.0, 0.0])[:, alike]
    directions = rng.random((20, 4))[:, alike]
    assert plan.probabilities(rows) == pytest.approx([plan.probability(row) for row in rows], abs=1e-12)
    risen, fallen = (np.array([plan.probability(row) for row in rows + step * directions]) for step in (1e-6, -1e-6))
    assert plan.slopes(rows, directions) == pytest.approx((risen - fallen) / 2e-6, abs=1e-8)
