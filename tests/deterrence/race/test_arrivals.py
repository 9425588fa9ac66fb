"""Who is on the axis when: by distance, by hand, and from the dispatch on a network."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.deployment.reinforcement import HomeUnits, Reinforcement
from interpose.deterrence.race.arrivals import Reserve, arrival_days, arrivals_of
from tests.deterrence.race.test_race import race


def sent(days: list[float], *, never: dict[str, str] | None = None) -> Reinforcement:
    units = tuple(HomeUnits(state=f"S{at}", unit_type="x", units=1, persons=1000, notice_days=10) for at in range(len(days)))
    table = np.array(days)[:, None, None] + np.array([[0.0, 10.0], [20.0, 40.0]])[None]
    permits = np.array([5.0, 45.0])
    return Reinforcement(
        units=units, released=np.array([0.2, 0.8]), permits=permits, days=table, reception_days=9, never=never or {}
    )


def test_a_reserve_arrives_after_decision_notice_permits_road_and_reception_less_the_warning() -> None:
    # 5 + 10 + 5 + 1400 / 280 + 14 − 0.5 × 30 = 24 days; ten later without external support; 21 days over 560 km.
    assert float(arrival_days(race(), 10, True)[0]) == pytest.approx(24)
    assert float(arrival_days(race(), 10, False)[0]) == pytest.approx(34)
    assert float(arrival_days(race(), 10, True, 560.0)[0]) == pytest.approx(21)


def test_dispatched_reserves_come_when_the_network_brings_them_and_not_by_distance() -> None:
    # Half of what lies between shares of 0.2 and 0.8, permits after 5 days: 30 + 10; reception 14 for 9; order on day −10.
    reserves = [Reserve(state="S0", persons=1000, notice_days=10)]
    found = arrivals_of(race(), reserves, external_support=False, dispatched=sent([30.0]))
    assert found.days.tolist() == [[35.0]]
    assert found.persons.tolist() == [[500.0]]
    assert found.on_network
    assert not arrivals_of(race(), reserves, external_support=False).on_network


def test_slower_permits_and_a_larger_share_are_read_between_what_was_dispatched() -> None:
    numbers = {name: np.repeat(values, 3) for name, values in race().items()}
    numbers |= {"reserve_share": np.array([0.2, 0.8, 0.5]), "permit_days": np.array([5.0, 45.0, 25.0])}
    found = arrivals_of(numbers, [], external_support=True, dispatched=sent([30.0]))
    assert (found.days[0] - 25).tolist() == pytest.approx([0, 40, 18], abs=1)
    assert arrivals_of(numbers, [], external_support=True).first is None


def test_states_that_the_network_never_brings_come_by_distance() -> None:
    reserves = [Reserve(state="S0", persons=1000, notice_days=10), Reserve(state="S1", persons=1000, notice_days=10)]
    never = sent([30.0, np.inf], never={"S1": "no home"})
    found = arrivals_of(race(), reserves, external_support=True, dispatched=never)
    assert found.days.ravel().tolist() == [24.0, 35.0]
    assert found.persons.ravel().tolist() == [500.0, 1000.0]
    assert (found.on_network, found.by_distance) == (True, ("S1",))
    assert arrivals_of(race(), reserves, external_support=True).by_distance == ("S0", "S1")
