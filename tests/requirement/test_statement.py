"""A requirement spread over sectors and months."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.requirement import Requirement
from interpose.requirement.statement import apportion, by_month, phase_share


def test_sector_quantities_add_up_to_the_lines(needed: Requirement) -> None:
    for need in needed.mandates:
        assert sum(row.quantity for row in need.sectors) == pytest.approx(sum(line.quantity.mode for line in need.lines))


def test_the_requirement_rises_over_six_months_and_stays(needed: Requirement) -> None:
    steps = [
        q for month, belt, capability, q in needed.of("interpose").monthly if (belt, capability) == ("forward", "manoeuvre")
    ]
    assert steps[:7] == [3, 5, 7, 10, 12, 14, 14]
    assert steps[-1] == 14


def test_a_drawdown_ends_with_the_last_step(needed: Requirement) -> None:
    lines = needed.of("interpose").lines[:1]
    assert [row[3] for row in by_month(lines, "mode", 12, 3, 3)] == [5, 10, 14, 14, 14, 14, 14, 14, 14, 11, 7, 4]


@given(st.integers(0, 60), st.lists(st.floats(0.1, 100), min_size=1, max_size=12))
def test_whole_units_stay_whole_and_keep_their_sum_however_they_are_divided(quantity: int, loads: list[float]) -> None:
    shares = apportion(quantity, loads)
    assert all(share == int(share) for share in shares)
    assert sum(shares) == quantity
    # No sector is a whole unit away from its share of the workload.
    assert all(abs(share - quantity * load / sum(loads)) < 1 + 1e-6 for share, load in zip(shares, loads, strict=True))


def test_a_short_horizon_may_never_see_the_full_requirement() -> None:
    # Two steps up of four, two steps down of three: the smaller of both holds.
    assert [phase_share(month, 3, 4, 2) for month in (1, 2, 3)] == pytest.approx([1 / 4, 1 / 2, 1 / 3])
