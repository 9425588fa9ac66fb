"""What a force measures on each channel."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case.tables.escalation import Agreed, Escalation
from interpose.deterrence.draws import draw
from interpose.deterrence.race.arrivals import Reserve, arrivals_of
from interpose.deterrence.race.forces import ForceFacts
from interpose.deterrence.race.measures import Measures, balance_measure, measures_of
from tests.deterrence.race.test_race import race

PLAN = ForceFacts(name="the plan", mandate="interpose", persons=20_000, forward_share=0.1, source="plan", air_defence=500)
RESERVES = (
    Reserve(state="FRA", persons=20_000, notice_days=10),
    Reserve(state="GBR", persons=10_000, notice_days=30),
)


def plain(measures: Measures) -> dict[str, float]:
    return {name: float(np.ravel(value)[0]) for name, value in measures.items()}


def test_measures_are_taken_over_what_the_game_states(escalation: Escalation) -> None:
    modes = draw(escalation, None)
    nobody, both = (arrivals_of(modes.race, each, external_support=True) for each in ((), RESERVES))
    alone = plain(measures_of(PLAN, nobody, modes, external_support=True, balance_day=30))
    assert alone["tied_hands"] == pytest.approx(20_000 / 25_000)
    assert alone["monitoring"] == pytest.approx(2_000 / 4_000)
    assert alone["air_defence"] == pytest.approx(500 / 2_500)
    assert (alone["exposure"], alone["external_support"], alone["surge"]) == (0.1, 1, 0)
    # 60,000 / 1.5 = 40,000 would hold; a fifth of 30,000 comes.
    later = plain(measures_of(PLAN, both, modes, external_support=True, balance_day=365))
    assert later["surge"] == pytest.approx(6_000 / 40_000)


def test_no_measure_exceeds_one(escalation: Escalation) -> None:
    modes = draw(escalation, None)
    crowd = ForceFacts(
        name="all", mandate="deter_by_denial", persons=1e8, forward_share=1.0, source="requirement", air_defence=1e6
    )
    both = arrivals_of(modes.race, [Reserve(state="FRA", persons=1e8, notice_days=0)], external_support=True)
    found = plain(measures_of(crowd, both, modes, external_support=True, balance_day=365, agreed=Agreed(snap_back=1)))
    for name in ("local_balance", "surge", "tied_hands", "air_defence", "monitoring", "exposure", "snap_back"):
        assert found[name] == pytest.approx(1.0), name
    assert found["answer_in_kind"] == 0


def test_the_balance_is_an_s_about_the_holding_ratio() -> None:
    # The host has 20,000 and half of the force stands there: 40,000 persons make up the 40,000 that hold.
    values = [balance_measure(race(), persons).item() for persons in (0, 20_000, 40_000, 80_000)]
    assert values[2] == pytest.approx(0.5)
    assert values == sorted(values)
    # b = 1 / 2 and b = 3 / 2 with steepness 5.
    assert values[0] == pytest.approx((1 / 2) ** 5 / (1 + (1 / 2) ** 5))
    assert values[3] == pytest.approx(1.5**5 / (1 + 1.5**5))
    steep = balance_measure(race(balance_steepness=20.0), 80_000).item()
    assert steep > values[3]


def test_a_game_without_a_race_has_neither_balance_nor_surge(escalation: Escalation) -> None:
    measures = measures_of(PLAN, None, draw(escalation, None), external_support=True, balance_day=None)
    assert not {"local_balance", "surge"} & set(measures)
    assert {"exposure", "external_support", "tied_hands", "monitoring", "air_defence"} <= set(measures)
