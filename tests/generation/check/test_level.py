"""The check of what lasts: level, headquarters at home, least contingent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from interpose.case import Case
from interpose.case.tables.force import Pool
from interpose.generation.result import RotationRow, Withdrawal
from tests.generation.builders import case, pool, requirement
from tests.generation.check.plans import bound, broken, plan, plan_by_sector, tour

FORWARD, COMMAND = ("forward", "manoeuvre"), ("forward", "headquarters")
NEED = requirement({FORWARD: 4, COMMAND: 3})
POOLS = [pool("FRA", units=2), pool("ITA", "mechanised_battalion", units=4)]
TWO = [tour("FRA", 1), tour("ITA", 1, 1, "mechanised_battalion")]
THREE = [tour("FRA", 1, 2), tour("ITA", 1, 1, "mechanised_battalion")]


def told(of: Case, rows: list[RotationRow], **more: Any) -> str:
    return broken(of, NEED, plan(of, NEED, rows, **more))


def test_nations_that_relieve_one_another_keep_the_floor_of_their_summed_rates_standing() -> None:
    # Six battalions at 1:2, infantry and mechanised alike, keep two standing: not one for the two and one for the four.
    of = case(POOLS, endurance="relay")
    assert told(of, TWO) == ""
    assert told(of, THREE) == "more of infantry_battalion, mechanised_battalion of all nations than lasts (2), month 1"


def test_a_nation_that_relieves_itself_keeps_its_own_rate() -> None:
    of = case(POOLS, endurance="own")
    assert told(of, TWO) == "more of infantry_battalion of FRA than lasts (0), month 1"
    assert told(of, TWO[1:]) == ""


def test_a_partner_group_relieves_itself_as_one_nation() -> None:
    of = case(POOLS, endurance="own", partners={"latin": ("FRA", "ITA")})
    assert told(of, TWO) == ""
    assert told(of, THREE) == "more of infantry_battalion, mechanised_battalion of latin than lasts (2), month 1"


def test_for_the_horizon_only_the_home_share_limits_what_stands() -> None:
    assert told(case(POOLS), [tour("FRA", 1, 2), tour("ITA", 1, 4, "mechanised_battalion")]) == ""
    of = case(POOLS, home_share=0.5)
    assert told(of, THREE) == ""
    assert told(of, [*THREE, tour("ITA", 4, 1, "mechanised_battalion")]) == (
        "more of infantry_battalion, mechanised_battalion of all nations than lasts (3), month 4"
    )


def test_the_home_share_is_taken_from_the_rate_before_rounding_down() -> None:
    of = case(POOLS, endurance="relay", home_share=0.25)
    assert told(of, TWO[:1]) == ""
    assert "than lasts (1), month 1" in told(of, TWO)


def test_states_that_serve_from_outside_relieve_nobody_in_the_country() -> None:
    of = case(POOLS, endurance="relay", states={"ITA": {"stands": "outside"}})
    assert "more of infantry_battalion of all nations than lasts (0), month 1" in told(of, TWO[:1])


@pytest.mark.parametrize(
    "other", [pool("ITA", "mixed_group", units=4), pool("ITA", units=4, dwell_ratio=20), pool("DEU", units=0.9)]
)
def test_units_that_do_something_else_or_rest_too_long_do_not_help(other: Pool) -> None:
    need = requirement({FORWARD: 4, ("forward", "medical"): 1})
    of = case([pool("FRA", units=2), other], endurance="relay")
    assert "than lasts (0), month 1" in broken(of, need, plan(of, need, TWO[:1]))


def test_units_of_those_who_do_not_take_part_do_not_relieve() -> None:
    of = case(POOLS, endurance="relay")
    assert "than lasts (0), month 1" in told(of, TWO[:1], participants=("FRA",))


def test_withdrawn_units_relieve_too() -> None:
    of = replace(
        case([pool("FRA", units=2)], endurance="relay", withdraw_commitments=True), commitments=(bound("infantry_battalion"),)
    )
    taken = (Withdrawal(state="FRA", unit_type="infantry_battalion", commitment="away", units=1, price=0.0),)
    assert told(of, TWO[:1], withdrawn=taken) == ""
    assert "than lasts (0), month 1" in told(of, TWO[:1])


def test_the_last_headquarters_stays_at_home() -> None:
    rows = [tour("FRA", 1, 1, "brigade_headquarters")]
    one = case([pool("FRA", "brigade_headquarters", units=1)], last_headquarters_stays=True)
    assert told(one, rows) == "FRA: the last headquarters leaves home, month 1"
    assert told(one.with_options(last_headquarters_stays=False), rows) == ""
    two = case([pool("FRA", "brigade_headquarters", units=2)], last_headquarters_stays=True)
    assert told(two, rows) == ""


def test_a_headquarters_that_is_bound_elsewhere_counts_as_one_that_the_state_owns() -> None:
    one = case([pool("FRA", "brigade_headquarters", units=1)], last_headquarters_stays=True)
    assert told(replace(one, commitments=(bound("brigade_headquarters"),)), [tour("FRA", 1, 1, "brigade_headquarters")]) == ""


def test_the_rate_of_headquarters_is_capped_by_those_that_may_leave() -> None:
    # Three that need no rest would keep three standing; only two of them may leave, and two Italian ones keep 2/3.
    pools = [pool("FRA", "brigade_headquarters", units=3, dwell_ratio=0), pool("ITA", "brigade_headquarters", units=2)]
    rows = [tour("FRA", 1, 2, "brigade_headquarters"), tour("ITA", 1, 1, "brigade_headquarters")]
    of = case(pools, endurance="relay", last_headquarters_stays=True)
    assert told(of, rows) == "more of brigade_headquarters of all nations than lasts (2), month 1"
    assert told(of.with_options(last_headquarters_stays=False), rows) == ""


def test_who_holds_a_sector_keeps_the_least_contingent_there_throughout_the_phase() -> None:
    need = requirement({FORWARD: 2}, sectors=[("sector-1", "manoeuvre", "forward", 2.0)])
    of = case([pool("FRA", units=4), pool("ITA", units=2)], minimum_contingent=701)
    rows = [tour("FRA", 1, 2), tour("FRA", 7, 2)]
    phases = [("steady state", 1, 12, {"sector-1": ["FRA"]})]
    assert broken(of, need, plan_by_sector(of, need, [(row, "sector-1") for row in rows], phases)) == ""
    fewer = [(row, "sector-1") for row in (tour("FRA", 1, 2), tour("FRA", 7))]
    assert broken(of, need, plan_by_sector(of, need, fewer, phases)) == (
        "FRA: less than the least contingent in steady state, month 7"
    )
