"""What a force measures on each channel."""

from __future__ import annotations

import pytest

from interpose.case.tables.escalation import Escalation
from interpose.deterrence.draws import draw
from interpose.deterrence.race.arrivals import Reserve, arrivals_of
from interpose.deterrence.race.forces import ForceFacts
from interpose.deterrence.race.measures import measures_of

PLAN = ForceFacts(name="the plan", mandate="interpose", persons=20_000, forward_share=0.5, source="plan")
RESERVES = (Reserve(state="FRA", persons=20_000, notice_days=10), Reserve(state="GBR", persons=10_000, notice_days=30))


def test_measures_lie_between_zero_and_one_and_count_reserves(escalation: Escalation) -> None:
    modes = draw(escalation, None)
    nobody, both = (arrivals_of(modes.race, each, external_support=True) for each in ((), RESERVES))
    alone = measures_of(PLAN, nobody, modes, external_support=True, balance_day=30)
    # 20,000 × 0.2 over 60,000.
    assert float(alone["local_balance"][0]) == pytest.approx(4000 / 60000)  # type: ignore[index]
    assert float(alone["tied_hands"][0]) == pytest.approx(0.8)  # type: ignore[index]
    later = measures_of(PLAN, both, modes, external_support=True, balance_day=365)
    assert float(later["local_balance"][0]) == pytest.approx((4000 + 0.2 * 30000) / 60000)  # type: ignore[index]
    crowd = ForceFacts(name="all", mandate="deter_by_denial", persons=1e7, forward_share=1.0, source="requirement")
    most = measures_of(crowd, both, modes, external_support=False, balance_day=30)
    assert [float(most[name][0]) for name in ("local_balance", "tied_hands")] == [1.0, 1.0]  # type: ignore[index]


def test_a_game_without_a_race_has_no_local_balance(escalation: Escalation) -> None:
    measures = measures_of(PLAN, None, draw(escalation, None), external_support=True, balance_day=None)
    assert set(measures) == {"exposure", "external_support", "tied_hands"}
