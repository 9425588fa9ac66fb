"""What one change is worth, by hand; and that a unit more never worsens."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from interpose.case import Case
from interpose.case.tables.force import Commitment
from interpose.generation.analysis.level import level_answer
from interpose.generation.analysis.marginal import Marginal, marginal_values
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
NEED = requirement({FORWARD: 3})


def values(given: Case) -> dict[str, Marginal]:
    return {each.change: each for each in marginal_values(given, positions(), NEED)}


def test_the_unit_that_completes_a_post_is_worth_the_post() -> None:
    # Five units at one to two are one post and two thirds: a sixth completes the second, for twelve months.
    found = values(case([pool("FRA", units=5)], endurance="relay"))
    one = found["one infantry battalion more from FRA"]
    assert (one.gain, one.units) == (12, 1)
    assert one.share == pytest.approx(1 / 3)


def test_where_one_brings_nothing_the_fewest_that_bring_a_post_are_told() -> None:
    found = values(case([pool("FRA", units=4)], endurance="relay"))
    assert found["2 more of infantry battalion from FRA"].gain == 12
    assert "one infantry battalion more from FRA" not in found


def test_no_more_than_four_units_are_added() -> None:
    # At one to five a post needs six units: of one there are five to add, of two four.
    assert not [each for each in values(case([pool("FRA", units=1, dwell_ratio=5)], endurance="relay")).values() if each.units]
    assert [each.units for each in values(case([pool("FRA", units=2, dwell_ratio=5)], endurance="relay")).values()][:1] == [4]


def test_a_state_that_joins_is_worth_the_posts_that_its_units_complete() -> None:
    given = case(
        [pool("FRA", units=3), pool("POL", units=3)], states={"POL": {"participates": "by_position"}}, endurance="relay"
    )
    assert values(given)["POL takes part"].gain == 12


def test_a_second_headquarters_lets_the_first_go() -> None:
    given = case([pool("FRA", "brigade_headquarters", dwell_ratio=0)], endurance="relay", last_headquarters_stays=True)
    found = marginal_values(given, positions(), requirement({("depth", "headquarters"): 1}))
    assert [(each.change, each.gain) for each in found] == [("one brigade headquarters more from FRA", 12)]


def test_a_month_less_at_home_is_worth_the_post_that_it_completes() -> None:
    # Three units of six months in eighteen keep one; in seventeen no more. Seventeen of them keep six: 17 × 6 / 17.
    given = case([pool("FRA", units=17)], endurance="relay")
    found = marginal_values(given, positions(), requirement({FORWARD: 6}))
    assert [(each.change, each.gain) for each in found if not each.units] == [("one month less at home for FRA", 12)]


def test_a_cap_that_binds_is_worth_what_it_keeps_home() -> None:
    # 1,300 persons are one battalion, a tenth more are two, and without a cap there are three.
    given = case(
        [pool("FRA", units=3, dwell_ratio=0)],
        states={"FRA": {"personnel_cap": 1300, "cap_basis": "assumed"}},
        endurance="relay",
    )
    found = values(given)
    assert (found["a cap 10 % higher for FRA"].gain, found["no cap for FRA"].gain) == (12, 24)


def test_a_commitment_withdrawn_is_worth_the_post_that_its_units_complete() -> None:
    row = {"state": "FRA", "unit_type": "infantry_battalion", "mission": "abroad", "basis": "assumed", "source": "s"}
    given = case([pool("FRA", units=5)], endurance="relay")
    given = replace(given, commitments=(Commitment.model_validate({**row, "units": 1, "price": 1.0}),))
    assert values(given)["FRA withdraws 1 infantry battalion from abroad"].gain == 12


def test_a_commitment_of_as_many_units_as_stay_at_home_counts_too() -> None:
    # Three battalions are at home and three abroad: withdrawn, they keep a second post.
    row = {"state": "FRA", "unit_type": "infantry_battalion", "mission": "abroad", "basis": "assumed", "source": "s"}
    given = case([pool("FRA", units=3)], endurance="relay")
    given = replace(given, commitments=(Commitment.model_validate({**row, "units": 3, "price": 0.0}),))
    assert values(given)["FRA withdraws 3 infantry battalion from abroad"].gain == 12


def test_for_the_horizon_one_unit_more_is_worth_its_tours() -> None:
    found = values(case([pool("FRA", units=2, dwell_ratio=5)]))
    assert found["one infantry battalion more from FRA"].gain == 6


def test_where_nothing_is_short_no_change_is_worth_anything() -> None:
    assert marginal_values(case([pool("FRA", units=9)], endurance="relay"), positions(), requirement({FORWARD: 1})) == ()


@settings(max_examples=15, deadline=None)
@example(
    units=st.lists(st.integers(1, 6), min_size=2, max_size=2),
    notice=st.integers(0, 150),
    endurance=st.sampled_from(["relay", "own"]),
)
def test_one_unit_more_never_worsens(units: list[int], notice: int, endurance: str) -> None:
    def missing(more: int) -> float:
        pools = [pool("FRA", units=units[0] + more, notice_days=notice), pool("POL", units=units[1])]
        found = level_answer(case(pools, endurance=endurance), positions(), NEED)
        assert found.objective is not None
        return found.objective

    assert missing(1) <= missing(0) + 1e-6
    pools = [pool("FRA", units=units[0], notice_days=notice), pool("POL", units=units[1])]
    assert all(each.share > 0 for each in marginal_values(case(pools, endurance=endurance), positions(), NEED))
