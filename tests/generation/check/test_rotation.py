"""Tours, limits, levels that last and shortfalls: each rule that is broken is found, and none that is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from interpose.case import Case
from interpose.case.tables.force import Pool, Substitution
from interpose.generation.check import verify
from interpose.generation.result import Contribution, RotationRow, Shortfall, Withdrawal
from tests.generation.builders import case, pool, requirement
from tests.generation.check.plans import bound, broken, plan, plan_by_sector, tour

NEED = requirement({("forward", "manoeuvre"): 2})
CASE = case([pool("FRA", units=2), pool("ITA", units=2)])
ROWS = [tour("FRA", 1, 2), tour("ITA", 7, 2)]


def test_a_plan_that_keeps_every_rule_has_nothing_to_tell() -> None:
    assert verify(CASE, NEED, plan(CASE, NEED, ROWS)) == ()


def test_a_plan_without_numbers_has_nothing_to_tell() -> None:
    assert verify(CASE, NEED, plan(CASE, NEED, [tour("FRA", 1, 9)], status="infeasible")) == ()


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([tour("FRA", 1, 3)], "FRA infantry_battalion: a unit has not been at home long enough"),
        ([tour("FRA", 1, 2), tour("FRA", 9, 1)], "FRA infantry_battalion: a unit has not been at home long enough"),
        ([tour("FRA", 1, end_month=5)], "FRA infantry_battalion: a tour ends in month 5"),
        ([tour("FRA", 9, end_month=11)], "FRA infantry_battalion: a tour ends in month 11"),
        ([tour("FRA", 1, 0)], "FRA infantry_battalion: no whole unit"),
        ([tour("FRA", 1, 1, "medical_company")], "FRA medical_company: no such pool takes part"),
    ],
)
def test_a_tour_that_no_unit_can_serve_is_caught(rows: list[Any], rule: str) -> None:
    assert broken(CASE, NEED, plan(CASE, NEED, rows)) == rule


def test_a_unit_may_go_again_once_tour_dwell_and_handover_are_over() -> None:
    quick = case([pool("FRA", units=1, dwell_ratio=0.2, handover_months=0.1)])
    assert broken(quick, NEED, plan(quick, NEED, [tour("FRA", 1), tour("FRA", 9)])) == ""
    assert "at home long enough" in broken(quick, NEED, plan(quick, NEED, [tour("FRA", 1), tour("FRA", 8)]))


def test_notice_runs_from_the_first_day() -> None:
    late = case([pool("FRA", units=2, notice_days=61)])
    assert broken(late, NEED, plan(late, NEED, [tour("FRA", 4)])) == ""
    assert broken(late, NEED, plan(late, NEED, [tour("FRA", 3)])) == "FRA infantry_battalion: notice"


def test_a_state_that_does_not_take_part_sends_nothing() -> None:
    absent = plan(CASE, NEED, ROWS, participants=("FRA",))
    assert broken(CASE, NEED, absent) == "ITA infantry_battalion: no such pool takes part"
    refuses = case([pool("FRA", units=2), pool("ITA", units=2)], states={"ITA": {"participates": "no"}})
    assert "ITA: does not take part" in broken(refuses, NEED, plan(refuses, NEED, ROWS))


def test_an_external_provider_that_is_left_out_sends_nothing() -> None:
    without = CASE.without("ITA")
    assert "ITA: the scenario leaves out what it provides" in broken(without, NEED, plan(without, NEED, ROWS))


def test_units_come_from_commitments_only_where_that_is_allowed_and_units_stand_there() -> None:
    allowed = replace(case([pool("FRA", units=1)], withdraw_commitments=True), commitments=(bound("infantry_battalion"),))
    rows = [tour("FRA", 1), tour("FRA", 1, commitment="away")]
    taken = plan(
        allowed,
        NEED,
        rows,
        withdrawn=(Withdrawal(state="FRA", unit_type="infantry_battalion", commitment="away", units=1, price=0.0),),
    )
    assert broken(allowed, NEED, taken) == ""
    two = replace(
        taken, withdrawn=(Withdrawal(state="FRA", unit_type="infantry_battalion", commitment="away", units=2, price=0.0),)
    )
    assert broken(allowed, NEED, two) == "FRA infantry_battalion: more units withdrawn from away than stand there"
    assert "a unit has not been at home long enough" in broken(allowed, NEED, replace(taken, withdrawn=()))
    forbidden = allowed.with_options(withdraw_commitments=False)
    assert broken(forbidden, NEED, taken) == "FRA infantry_battalion: withdrawn from away, which is not allowed"


@pytest.mark.parametrize("caveat", ["manoeuvre@forward", "manoeuvre@*", "*@forward", "* @ *"])
def test_what_a_caveat_forbids_is_caught(caveat: str) -> None:
    closed = case([pool("FRA", units=2), pool("ITA", units=2)], states={"ITA": {"caveats": caveat}})
    found = broken(closed, NEED, plan(closed, NEED, ROWS))
    assert "ITA infantry_battalion: caveats leave it nothing to do in the forward belt" in found


def test_units_stand_in_only_where_that_is_allowed_and_stated() -> None:
    stated = Substitution(unit_type="infantry_battalion", capability="medical", efficiency=1.0, basis="assumed", source="s")
    need = requirement({("forward", "medical"): 1})
    allowed = replace(case([pool("FRA", units=2)], substitution=True), substitutions=(stated,))
    missing = tuple(
        Shortfall(capability="medical", belt="forward", month=month, quantity=1.0, required=1.0) for month in range(7, 13)
    )
    whole = plan(allowed, need, []).requirement
    served = [tour("FRA", 1, serves="medical")]
    stands_in = plan(allowed, need, served, shortfall=missing, objective=whole * 0.75)
    assert broken(allowed, need, stands_in) == ""
    forbidden = allowed.with_options(substitution=False)
    assert "caveats leave it nothing to do" in broken(forbidden, need, stands_in)


def test_caps_and_leasts_are_counted_in_persons() -> None:
    capped = case([pool("FRA", units=2), pool("ITA", units=2)], states={"FRA": {"personnel_cap": 1399, "cap_basis": "assumed"}})
    assert broken(capped, NEED, plan(capped, NEED, ROWS)) == "FRA: cap"
    closed = case([pool("FRA", units=2), pool("ITA", units=2)], states={"ITA": {"personnel_least": 1}})
    assert broken(closed, NEED, plan(closed, NEED, ROWS)) == "ITA: least"


def test_units_of_a_pool_may_have_persons_of_their_own() -> None:
    large = case([pool("FRA", units=2, personnel=900), pool("ITA", units=2)])
    found = broken(large, NEED, plan(large, NEED, ROWS))
    assert found == "FRA: what it contributes does not agree with the calendar · the force does not agree with the calendar"


def test_states_that_serve_from_outside_do_not_count_in_the_force() -> None:
    outside = case([pool("FRA", units=2), pool("ITA", units=2)], states={"ITA": {"stands": "outside"}})
    found = plan(outside, NEED, ROWS)
    assert "the force does not agree" in broken(outside, NEED, found)
    force = replace(found.force, by_month=(1400,) * 6 + (0,) * 6, sustained=0, outside_peak=1400, from_outside=0)
    told = tuple(replace(row, outside=row.state == "ITA") for row in found.contributions)
    assert broken(outside, NEED, replace(found, force=force, contributions=told)) == ""


def test_what_a_state_contributes_is_recounted() -> None:
    found = plan(CASE, NEED, ROWS)
    for state, change in (("FRA", {"personnel_peak": 700}), ("FRA", {"by_month": (1400,) * 12}), ("ITA", {"outside": True})):
        told = tuple(replace(row, **change) if row.state == state else row for row in found.contributions)
        rule = f"{state}: what it contributes does not agree with the calendar"
        assert broken(CASE, NEED, replace(found, contributions=told)) == rule
    stranger = (*found.contributions, Contribution("XXX", 0, (0,) * 12))
    rule = "XXX: contributes, and no such state is known"
    assert broken(CASE, NEED, replace(found, contributions=stranger)) == rule


@pytest.mark.parametrize(
    "change", [{"peak": 1401}, {"sustained": 1399}, {"by_month": (1400,) * 11 + (0,)}, {"outside_peak": 1}, {"from_outside": 1}]
)
def test_a_force_that_is_not_that_of_the_calendar_is_caught(change: dict[str, Any]) -> None:
    found = plan(CASE, NEED, ROWS)
    tampered = replace(found, force=replace(found.force, **change))
    assert broken(CASE, NEED, tampered) == "the force does not agree with the calendar"


def test_a_shortfall_is_recounted_and_priced() -> None:
    found = plan(CASE, NEED, ROWS[:1])
    assert broken(CASE, NEED, found) == ""
    hidden = replace(found, shortfall=found.shortfall[:-1])
    assert broken(CASE, NEED, hidden) == "shortfall of manoeuvre in the forward belt, month 12"
    cheap = replace(found, objective=(found.objective or 0.0) - 700)
    assert broken(CASE, NEED, cheap) == "the price of what is missing, counted anew"
    full = replace(found, posts=(replace(found.posts[0], held=2.0),))
    assert broken(CASE, NEED, full) == "posts of manoeuvre in the forward belt, counted anew"
    assert broken(CASE, NEED, replace(found, posts=(replace(found.posts[0], required=1.0),))) != ""
    less = replace(found, requirement=found.requirement / 2)
    assert broken(CASE, NEED, less) == "the price of missing everything, counted anew"


FORWARD, COMMAND = ("forward", "manoeuvre"), ("forward", "headquarters")
BOTH = requirement({FORWARD: 4, COMMAND: 3})
POOLS = [pool("FRA", units=2), pool("ITA", "mechanised_battalion", units=4)]
TWO = [tour("FRA", 1), tour("ITA", 1, 1, "mechanised_battalion")]
THREE = [tour("FRA", 1, 2), tour("ITA", 1, 1, "mechanised_battalion")]


def told(of: Case, rows: list[RotationRow], **more: Any) -> str:
    return broken(of, BOTH, plan(of, BOTH, rows, **more))


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
