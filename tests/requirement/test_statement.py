"""A requirement spread over sectors and months."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.requirement import Requirement
from interpose.requirement.statement import Phases, apportion, by_month, phase_share


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
    year = Phases(level="mode", horizon_months=12, build_up_months=3, drawdown_months=3)
    assert [row[3] for row in by_month(lines, year)] == [5, 10, 14, 14, 14, 14, 14, 14, 14, 11, 7, 4]


@given(st.integers(0, 60), st.lists(st.floats(0.1, 100), min_size=1, max_size=12))
def test_whole_units_stay_whole_and_keep_their_sum_however_they_are_divided(quantity: int, loads: list[float]) -> None:
    shares = apportion(quantity, loads)
    assert all(share == int(share) for share in shares)
    assert sum(shares) == quantity
    # No sector is a whole unit away from its share of the workload.
    assert all(abs(share - quantity * load / sum(loads)) < 1 + 1e-6 for share, load in zip(shares, loads, strict=True))


def test_a_short_horizon_may_never_see_the_full_requirement() -> None:
    short = Phases(level="mode", horizon_months=3, build_up_months=4, drawdown_months=2)
    # Two steps up of four, two steps down of three: the smaller of both holds.
    assert [phase_share(month, short) for month in (1, 2, 3)] == pytest.approx([1 / 4, 1 / 2, 1 / 3])


def test_a_requirement_can_rise_and_fall_as_missions_did() -> None:
    course = Phases(
        level="mode", horizon_months=24, build_up_months=6, drawdown_months=9, build_up="fresh", drawdown="precedent"
    )
    shares = [phase_share(month, course) for month in range(1, 25)]
    # Fresh forces start late, 1 - exp(-(t / 4.4)^2.8) over its value at 6 months; half is there in the fourth month.
    assert shares[2] == pytest.approx((1 - math.exp(-((3 / 4.4) ** 2.8))) / (1 - math.exp(-((6 / 4.4) ** 2.8))))
    assert shares[:6] == sorted(shares[:6])
    assert shares[5:15] == [1.0] * 10
    # 0.54 of the peak stood in the last month and 0.9067 ten months before the end (between 0.89 and 0.94).
    assert shares[-1] == pytest.approx(0.54 / (0.89 + 0.05 / 3))
    assert shares[15:] == sorted(shares[15:], reverse=True)
