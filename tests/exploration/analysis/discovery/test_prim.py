"""Boxes on made-up rows: what is found, what mass a box keeps, and how limits of yes and no are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.exploration.analysis.discovery.prim import PrimSettings, find_boxes, inside, without


@pytest.fixture
def rows() -> np.ndarray:
    return np.random.default_rng(1).random((1_000, 3))


def test_the_inputs_that_matter_are_limited_and_the_others_are_not(rows: np.ndarray) -> None:
    interest = (rows[:, 0] > 0.6) & (rows[:, 2] < 0.5)
    best = max(find_boxes(rows, interest, PrimSettings(peel=0.03)), key=lambda box: box.coverage * box.density)
    assert best.restricted == (0, 2)
    assert best.low[0] == pytest.approx(0.6, abs=0.03)
    assert best.high[2] == pytest.approx(0.5, abs=0.03)
    assert (best.coverage > 0.9, best.density > 0.9) == (True, True)


def test_measures_are_those_of_the_rows_inside(rows: np.ndarray) -> None:
    interest = rows[:, 1] > 0.7
    for box in find_boxes(rows, interest):
        marks = inside(rows, box.low, box.high)
        assert box.mass == pytest.approx(marks.mean())
        assert box.density == pytest.approx(interest[marks].mean())
        assert box.coverage == pytest.approx(interest[marks].sum() / interest.sum())


def test_a_slice_that_would_leave_too_little_is_passed_over_for_another_one(rows: np.ndarray) -> None:
    # A rare yes would win by density, and end the search at once: 1 row in 50.
    rare = (np.arange(1_000) % 50 == 0).astype(float)
    inputs = np.column_stack([rare, rows[:, 0]])
    interest = (rare == 1) | (rows[:, 0] > 0.7)
    boxes = find_boxes(inputs, interest, PrimSettings(least_mass=0.05))
    assert all(box.mass >= 0.05 for box in boxes)
    assert boxes[-1].restricted == (1,)
    assert boxes[-1].density > 0.95


def test_the_limit_on_yes_or_no_lies_between_them() -> None:
    yes = np.repeat([0.0, 1.0], [60, 40])[:, None]
    assert find_boxes(yes, yes[:, 0] == 1)[-1].low.tolist() == [0.5]


def test_pasting_takes_back_what_patience_gave_away() -> None:
    # A slice of 45 % takes half of the pure rows between 0.4 and 0.5 with the rest.
    x = np.linspace(0, 1, 1_001)[:, None]
    interest = (x[:, 0] >= 0.4) & ((x[:, 0] <= 0.5) | (np.arange(1_001) % 5 != 0))
    settings = PrimSettings(peel=0.45, paste=0.02, least_mass=0.3)
    boxes = find_boxes(x, interest, settings)
    smallest = min(boxes, key=lambda box: box.mass)
    assert smallest.low[0] > 0.44
    assert boxes[-1].low[0] == pytest.approx(0.4, abs=0.02)
    assert boxes[-1].density > smallest.density


def test_without_rows_of_interest_there_is_only_the_box_of_all(rows: np.ndarray) -> None:
    (box,) = find_boxes(rows, np.zeros(1_000, dtype=bool))
    assert (box.coverage, box.density, box.mass, box.restricted) == (0, 0, 1, ())


def test_a_box_without_one_of_its_limits_holds_all_that_it_held(rows: np.ndarray) -> None:
    interest = (rows[:, 0] > 0.6) & (rows[:, 2] < 0.5)
    box = find_boxes(rows, interest)[-1]
    wider = without(rows, interest, box, 0)
    assert wider.coverage >= box.coverage
    assert 0 not in wider.restricted
