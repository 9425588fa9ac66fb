"""Simpler ways to foresee a size, by hand, and which missions are left out together."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import stdtrit

from interpose.case.read.precedents import load_precedents
from interpose.requirement.precedents.model import scored
from interpose.requirement.precedents.peers import SCHEMES, by_group_means, splits


def test_a_mean_has_the_range_of_students_t() -> None:
    # Three known in one group, 1, 2 and 3: mean 2, sd 1, two degrees of freedom, t(0.95) = 2.920.
    (told,) = by_group_means(np.array([1.0, 2.0, 3.0, 9.0]), np.zeros(4), "aaaa", ([0, 1, 2], [3]), 0.9)
    assert told == pytest.approx([2 - 2.919986 * math.sqrt(4 / 3), 2, 2 + 2.919986 * math.sqrt(4 / 3)])


@pytest.mark.parametrize("known", [2, 3, 4, 5, 8, 30, 101])
@pytest.mark.parametrize("coverage", [0.5, 0.9, 0.99])
def test_the_range_is_that_of_students_t_for_any_number_of_missions(known: int, coverage: float) -> None:
    sizes = np.array([*np.linspace(0, 1, known), 9.0])
    ((low, middle, high),) = by_group_means(
        sizes, np.zeros(known + 1), "a" * (known + 1), (list(range(known)), [known]), coverage
    )
    sd = np.std(sizes[:known], ddof=1)
    reach = float(stdtrit(known - 1, (1 + coverage) / 2) * sd * math.sqrt(1 + 1 / known))
    assert (middle - low, high - middle) == pytest.approx((reach, reach), rel=1e-9)


def test_an_offset_is_added_and_a_group_that_is_not_known_takes_the_mean_of_all() -> None:
    sizes, offsets = np.array([1.0, 3.0, 0.0]), np.array([0.5, 0.5, 10.0])
    (told,) = by_group_means(sizes, offsets, "aab", ([0, 1], [2]), 0.9)
    assert told[1] == pytest.approx(11.5)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_mission_is_foretold_from_itself_or_from_what_is_left_out_with_it(scheme: str) -> None:
    missions = scored(load_precedents())
    together = {"itself": "id", "conflict": "conflict"}.get(scheme)
    told: list[int] = []
    for known, foretold in splits(missions, scheme):
        told += foretold
        assert not set(known) & set(foretold)
        if together is not None:
            assert not {getattr(missions[n], together) for n in known} & {getattr(missions[n], together) for n in foretold}
        if scheme == "forward":
            assert max(missions[n].start for n in known) < min(missions[n].start for n in foretold)
    assert len(told) == len(set(told)) == (79 if scheme == "forward" else len(missions))
