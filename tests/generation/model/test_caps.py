"""What follows from a cap because units come whole, and which caps a large plan begins with."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from benchmarks.instances import synthetic
from hypothesis import given
from hypothesis import strategies as st
from interpose.generation.state_limits import cap_rows

from interpose.generation import Limits, generate, solving, verify


def rows_of(persons: list[float], most: float) -> tuple[np.ndarray, np.ndarray]:
    """Rows of one month as a matrix by unit, and their bounds."""
    numbers = np.arange(len(persons))
    row, column, value, upper = cap_rows(np.zeros(len(persons), dtype=np.int64), numbers, np.array(persons), np.array([most]))
    matrix = np.zeros((len(upper), len(persons)))
    np.add.at(matrix, (row, column), value)
    return matrix, upper


@given(st.lists(st.integers(1, 900), min_size=1, max_size=5), st.integers(0, 2_000))
def test_what_a_cap_allows_in_whole_units_every_row_allows(persons: list[int], most: int) -> None:
    matrix, upper = rows_of([float(each) for each in persons], float(most))
    for units in itertools.product(range(4), repeat=len(persons)):
        if np.dot(units, persons) <= most:
            assert (matrix @ np.array(units) <= upper + 1e-9).all()


def test_a_cap_of_539_holds_no_battalion_and_one_of_two_large_companies() -> None:
    matrix, upper = rows_of([700.0, 450.0, 250.0], 539.0)
    # By the cap alone 0.77 of a battalion fit, or half of each of the others.
    allowed = [units for units in itertools.product((0, 1), repeat=3) if (matrix @ np.array(units) <= upper).all()]
    assert allowed == [(0, 0, 0), (0, 0, 1), (0, 1, 0)]
    assert not (matrix @ np.array([0.77, 0, 0]) <= upper).all()
    assert not (matrix @ np.array([0, 0.6, 1.0]) <= upper).all()


@pytest.mark.parametrize(("joint", "searches"), [(0, 1), (10**9, 2)])
def test_a_large_plan_begins_with_the_caps_that_are_sure_to_bind(
    joint: int, searches: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solving, "_LARGEST_JOINT", joint)
    search, calls = solving.search, []

    def counted(*given: object, **more: bool) -> None:
        calls.append(given)
        search(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(solving, "search", counted)
    given_case, said, need = synthetic(6, horizon=12, capped=0.5, seed=2)
    found = generate(given_case, said, need, explained=False, limits=Limits(relative_gap=0.05, nodes=20))
    assert verify(given_case, need, found) == ()
    assert len(calls) == searches
