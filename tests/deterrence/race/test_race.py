"""The reinforcement race, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interpose.deterrence.race.arrivals import Reserve, arrivals_of
from interpose.deterrence.race.race import RaceAnswer, run_race

RACE = {
    "attacker_persons": 60_000.0,
    "attacker_days_to_mass": 30.0,
    "advance_km_per_day": 2.0,
    "goal_km": 80.0,
    "host_persons": 20_000.0,
    "force_share_on_axis": 0.5,
    "holding_ratio": 1.5,
    "warning_used": 0.5,
    "decision_days": 5.0,
    "permit_days": 5.0,
    "distance_km": 1400.0,
    "speed_km_per_day": 280.0,
    "reception_days": 14.0,
    "reserve_share": 0.5,
    "delay_without_external_support": 10.0,
}


def race(**changes: float) -> dict[str, np.ndarray]:
    return {name: np.array([value]) for name, value in {**RACE, **changes}.items()}


def run(numbers: dict[str, np.ndarray], persons: float, reserves: list[Reserve], *, external_support: bool) -> RaceAnswer:
    arrivals = arrivals_of(numbers, reserves, external_support=external_support)
    return run_race(numbers, persons, arrivals, external_support=external_support)


def test_the_race_by_hand() -> None:
    # 60,000 against 20,000 + 0.5 × 20,000 = 30,000 is 2 to 1: the attacker moves 2 km a day. On day 24 half of 20,000
    # arrive: 60,000 against 40,000 is 1.5 to 1, which holds. Lost: days 0 to 23, 48 km.
    answer = run(race(), 20_000, [Reserve(state="FRA", persons=20_000, notice_days=10)], external_support=True)
    assert (answer.held_at_once, answer.held_later, answer.goal_reached) == (0, 1, 0)
    assert answer.ground_lost_km.mode == pytest.approx(48)
    assert answer.first_arrival is not None
    assert answer.first_arrival.mode == 24
    assert {each.day: each.persons.mode for each in answer.arrived}[30] == pytest.approx(10_000)
    assert answer.days_to_goal.mode == pytest.approx(40)
    assert answer.ratio_at_start.mode == pytest.approx(2)


def test_the_race_is_run_to_its_end_however_late() -> None:
    # 0.2 km a day to 80 km takes 400 days; a reserve with 280 days' notice arrives on day 294 and stops it at 58.8 km.
    slow = run(
        race(advance_km_per_day=0.2), 20_000, [Reserve(state="FRA", persons=20_000, notice_days=280)], external_support=True
    )
    assert (slow.held_later, slow.goal_reached) == (1, 0)
    assert slow.ground_lost_km.mode == pytest.approx(58.8)
    assert slow.days_held is None
    late = run(
        race(advance_km_per_day=0.2), 20_000, [Reserve(state="FRA", persons=20_000, notice_days=400)], external_support=True
    )
    assert late.goal_reached == 1
    assert late.days_held is not None
    assert late.days_held.mode == pytest.approx(400)


def test_the_course_tells_the_race_day_by_day() -> None:
    answer = run(race(), 20_000, [Reserve(state="FRA", persons=20_000, notice_days=10)], external_support=True)
    by_day = {each.day: each for each in answer.course}
    # Until day 24 the attacker moves 2 km a day; then the line holds at 48 km.
    assert by_day[10].ground_lost_km.mode == pytest.approx(20)
    assert (by_day[10].holds, by_day[10].goal_reached) == (0, 0)
    assert by_day[30].ground_lost_km.mode == pytest.approx(48)
    assert (by_day[30].holds, by_day[365].holds) == (1, 1)
    assert by_day[365].reserves.mode == pytest.approx(10_000)


def test_who_is_ready_later_but_nearer_may_arrive_first() -> None:
    # FRA is ready first and arrives on day 24; POL needs two days more notice, has 1,120 km less to go, and arrives on day 22.
    both = [
        Reserve(state="FRA", persons=10_000, notice_days=10),
        Reserve(state="POL", persons=10_000, notice_days=12, way_km=280.0),
    ]
    answer = run(race(), 20_000, both, external_support=True)
    assert answer.first_arrival is not None
    assert answer.first_arrival.mode == 22
    # Ten thousand are missing: both are needed, so that the line holds on day 24.
    assert answer.ground_lost_km.mode == pytest.approx(48)
    assert run(race(), 20_000, both[::-1], external_support=True) == answer


def test_reserves_of_the_same_notice_come_together() -> None:
    apart = [
        Reserve(state="FRA", persons=12_000, notice_days=10),
        Reserve(state="GBR", persons=5_000, notice_days=30),
        Reserve(state="POL", persons=8_000, notice_days=10),
    ]
    together = [Reserve(state="FRA", persons=20_000, notice_days=10), Reserve(state="GBR", persons=5_000, notice_days=30)]
    one, other = (run(race(), 20_000, reserves, external_support=False) for reserves in (apart, together))
    assert one.by_distance == ("FRA", "GBR", "POL")
    assert replace(one, by_distance=()) == replace(other, by_distance=())


def test_a_strong_force_holds_at_once_and_none_at_all_loses() -> None:
    assert run(race(), 40_000, [], external_support=True).held_at_once == 1
    lost = run(race(), 0, [], external_support=True)
    assert lost.goal_reached == 1
    assert lost.first_arrival is None
    assert lost.ground_lost_km.mode == pytest.approx(80)
