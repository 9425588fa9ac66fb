"""Published rotation facts: the calculator reproduces each."""

from __future__ import annotations

import pytest

from interpose.rotation.arithmetic import rotation_arithmetic


def test_harmony_guidelines_let_one_in_five_deploy() -> None:
    # UK Harmony Guidelines 2003: 24 months between unit tours of 6 months.
    found = rotation_arithmetic(pool=50_000, tour=6, interval=24)
    assert found.ratio == 5
    assert found.force == 10_000


@pytest.mark.parametrize(
    ("interval", "ratio"), [(24, 5.00), (25, 5.17), (21, 4.50), (26.9, 5.48), (19.6, 4.27), (15, 3.50), (23, 4.83)]
)
def test_british_intervals_of_2009_give_the_published_ratios(interval: float, ratio: float) -> None:
    # House of Commons, 26 January 2009: infantry, armour, artillery, engineers, signals, logistics; Lords 2007: 23.
    assert rotation_arithmetic(force=1, tour=6, interval=interval).ratio == pytest.approx(ratio, abs=0.005)


def test_64_000_for_two_years_with_nobody_going_twice_ties_up_256_000() -> None:
    # The Times, 29 April 2025.
    assert rotation_arithmetic(force=64_000, months=24, tour=6, reuse=False).pool == 256_000


def test_64_000_at_four_months_home_for_each_away_ties_up_320_000() -> None:
    assert rotation_arithmetic(force=64_000, tour=6, dwell=4).pool == 320_000


def test_helsinki_headline_goal_of_60_000_needs_180_000() -> None:
    assert rotation_arithmetic(force=60_000, tour=12, dwell=2).pool == 180_000
    assert rotation_arithmetic(pool=15, tour=12, dwell=2).force == 5


def test_a_handover_overlap_multiplies_the_ratio() -> None:
    found = rotation_arithmetic(pool=45, tour=12, dwell=2, overlap=1.15)
    assert found.force == pytest.approx(13.04, abs=0.005)
    assert "13.04" in found.formula
