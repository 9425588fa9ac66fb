"""Whether the line holds, by size."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case.tables.escalation import Escalation
from interpose.deterrence.draws import draw
from interpose.deterrence.race.by_size import held_by_size
from interpose.deterrence.race.forces import ForceFacts
from tests.deterrence.race.test_race import race


def force(persons: float) -> ForceFacts:
    return ForceFacts(name="a force", mandate="interpose", persons=persons, forward_share=0.0, source="plan")


def test_a_line_holds_from_the_size_on_at_which_attackers_meet_the_holding_ratio() -> None:
    # 60,000 / 1.5 = 40,000 hold; the host has 20,000 on the axis and half of the force stands there: 40,000 are enough.
    found = held_by_size(race(), [force(39_999), force(40_000)])
    assert [mark.held for mark in found.marks] == [0, 1]
    assert {point.persons: point.held for point in found.points}[40_000] == 1
    assert {point.persons: point.held for point in found.points}[35_000] == 0


def test_shares_never_fall_with_size_and_a_stronger_host_holds_more_often(escalation: Escalation) -> None:
    found = held_by_size(draw(escalation, 2_000, 7).race, [force(18_000), force(128_000)])
    for name in ("held", "host_weak", "host_strong"):
        assert (np.diff([getattr(point, name) for point in found.points]) >= 0).all()
    assert all(point.host_weak <= point.held <= point.host_strong for point in found.points)
    assert found.points[0].persons == 0
    assert found.points[-1].persons == 160_000
    own, largest = found.marks
    assert largest.held - own.held > 0.3
    assert found.host_weak < found.host_strong
    assert own.held == pytest.approx(0.5, abs=0.06)
