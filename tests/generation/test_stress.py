"""The second stage: contingents that relieve themselves, Americans last, and who stands outside is not in the force."""

from __future__ import annotations

import pytest

from interpose.generation import generate, verify
from tests.generation.builders import case, pool, positions, requirement

TROOPS, MEDICAL = ("forward", "manoeuvre"), ("depth", "medical")


def test_a_pool_that_could_go_all_at_once_goes_a_few_at_a_time() -> None:
    # Four battalions with tours of 6 months, two needed for 12: two at a time is as good as any plan, and strains least.
    given, need = case([pool("FRA", units=4, dwell_ratio=3)]), requirement({TROOPS: 2})
    found = generate(given, positions(), need)
    assert found.shortfall == ()
    assert found.force.peak == found.force.sustained == 2 * 700


def test_what_others_can_do_the_united_states_do_not() -> None:
    pools = [pool("FRA", "medical_company", units=4), pool("USA", "medical_company", units=8, tour_months=9)]
    found = generate(case(pools), positions(), requirement({MEDICAL: 2}))
    assert found.shortfall == ()
    assert [row.state for row in found.contributions] == ["FRA"]


@pytest.mark.parametrize(("stands", "inside", "outside"), [("outside", 0, 200), ("in_country", 200, 0)])
def test_who_serves_from_outside_covers_the_need_but_is_not_in_the_force(stands: str, inside: int, outside: int) -> None:
    given = case([pool("USA", "medical_company", units=4, tour_months=12)], states={"USA": {"stands": stands}})
    need = requirement({MEDICAL: 2})
    found = generate(given, positions(), need)
    assert found.shortfall == ()
    assert (found.force.peak, found.force.sustained, found.force.outside_peak) == (inside, inside, outside)
    assert found.contributions[0].outside is (stands == "outside")
    assert verify(given, need, found) == ()


def test_a_plan_that_is_not_to_be_explained_has_the_same_calendar_and_says_nothing_of_limits() -> None:
    given, need = case([pool("FRA", units=1)]), requirement({TROOPS: 2})
    told, plain = generate(given, positions(), need), generate(given, positions(), need, explained=False)
    assert told.binds
    assert plain.binds == ()
    assert plain.rotation == told.rotation
