"""The check of the calendar: each rule with a plan that keeps it, and one that breaks it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from interpose.case.tables.force import Substitution
from interpose.generation.check import verify
from interpose.generation.result import Contribution, Shortfall, Withdrawal
from tests.generation.builders import case, pool, requirement
from tests.generation.check.plans import bound, broken, plan, tour

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
