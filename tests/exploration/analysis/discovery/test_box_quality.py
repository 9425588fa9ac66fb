"""How far boxes can be trusted: limits that the rows carry, and limits that they do not."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.exploration.analysis.discovery.box_quality import quasi_p, reproducibility
from interpose.exploration.analysis.discovery.prim import BoxStep, find_boxes, inside

ROWS = np.random.default_rng(4).random((800, 4))
INTEREST = (ROWS[:, 1] > 0.5) & (np.random.default_rng(5).random(800) < 0.8)


@pytest.fixture(scope="module")
def box() -> BoxStep:
    """A box that limits what matters, and another input for no reason."""
    low, high = ROWS.min(axis=0), ROWS.max(axis=0)
    low[1], low[3] = 0.5, 0.4
    marks = inside(ROWS, low, high)
    held = INTEREST[marks]
    return BoxStep(
        low=low,
        high=high,
        coverage=held.sum() / INTEREST.sum(),
        density=float(held.mean()),
        mass=float(marks.mean()),
        restricted=(1, 3),
    )


def test_a_limit_that_matters_is_beyond_chance_and_one_that_does_not_is_within(box: BoxStep) -> None:
    chances = quasi_p(ROWS, INTEREST, box)
    assert list(chances) == [1, 3]
    assert chances[1] < 1e-10
    assert chances[3] > 0.05


def test_half_samples_find_the_limit_that_matters_again_and_the_other_one_rarely(box: BoxStep) -> None:
    found = reproducibility(ROWS, INTEREST, box, samples=8)
    assert found.same_density[1] == pytest.approx(1)
    assert found.same_coverage[3] < 0.7


def test_the_same_seed_finds_the_same_shares(box: BoxStep) -> None:
    one, other = (reproducibility(ROWS, INTEREST, box, samples=2, seed=7) for _ in range(2))
    assert (one.same_density == other.same_density).all()


def test_the_box_of_all_rows_restricts_nothing() -> None:
    assert quasi_p(ROWS, INTEREST, find_boxes(ROWS, INTEREST)[0]) == {}
