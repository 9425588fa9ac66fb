"""Input that is odd or cannot be met: an honest status, and never a number without an answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interpose.case import Case, load
from interpose.errors import InputError, InterposeError, UsageError
from interpose.evidence import positions as positions_of
from interpose.generation import Limits, Plan, PlanRequest, generate
from interpose.generation.check import verify
from interpose.requirement import require
from tests.generation.builders import case, plan, pool, positions, requirement

FORWARD, DEPTH = ("forward", "manoeuvre"), ("depth", "manoeuvre")
SIX = {"optimal", "feasible", "infeasible", "unbounded", "no answer", "numerical trouble"}


def missing(found: Plan) -> float:
    return sum(row.quantity for row in found.shortfall)


def nothing_is_claimed(found: Plan) -> bool:
    numbers = (found.gap, found.objective, found.max_violation)
    return numbers == (None, None, None) and not (found.rotation or found.shortfall or found.contributions or found.figures())


def test_pools_of_nobody_who_takes_part_leave_everything_missing() -> None:
    given = case([pool("FRA", units=9), pool("ITA", units=9)], states={code: {"participates": "no"} for code in ("FRA", "ITA")})
    found = generate(given, positions(), requirement({FORWARD: 2}))
    assert (found.status, found.participants, found.force.peak, missing(found)) == ("optimal", (), 0, 24)


def test_without_a_requirement_nobody_is_sent() -> None:
    found = generate(case([pool("FRA", units=9)]), positions(), requirement({}))
    assert (found.status, found.objective, found.gap, found.rotation) == ("optimal", 0, 0, ())


def test_no_dwell_with_a_handover_leaves_the_handover_only() -> None:
    # One unit, tours of 6 months and one month of handover: away in months 1 to 6 and 8 to 12.
    given = case([pool("FRA", units=1, dwell_ratio=0, handover_months=1)])
    need = requirement({FORWARD: 1})
    found = generate(given, positions(), need)
    assert verify(given, need, found) == ()
    assert missing(found) == 1


def test_a_tour_longer_than_the_horizon_that_cannot_begin_in_time_never_begins() -> None:
    found = generate(case([pool("FRA", units=5, tour_months=36, notice_days=400)]), positions(), requirement({FORWARD: 1}))
    assert (found.status, found.rotation, missing(found)) == ("optimal", (), 12)


def test_fractions_of_units_are_dropped_pool_by_pool() -> None:
    given = case([pool("FRA", units=1.99), pool("ITA", units=0.99), pool("GBR", units=0.3)])
    found = generate(given, positions(), requirement({FORWARD: 1}))
    assert {row.state for row in found.rotation} == {"FRA"}
    assert missing(found) == 6


def test_a_cap_below_one_unit_lets_smaller_units_through() -> None:
    pools = [pool("FRA", units=9), pool("FRA", "medical_company", units=9)]
    given = case(pools, states={"FRA": {"personnel_cap": 699, "cap_basis": "assumed"}})
    need = requirement({FORWARD: 1, ("depth", "medical"): 2})
    found = generate(given, positions(), need)
    assert verify(given, need, found) == ()
    assert {row.unit_type for row in found.rotation} == {"medical_company"}


def test_a_caveat_against_everything_keeps_a_state_out() -> None:
    found = generate(
        case([pool("FRA", units=9)], states={"FRA": {"caveats": "*@*"}}), positions(), requirement({FORWARD: 1, DEPTH: 1})
    )
    assert (found.status, found.rotation, missing(found)) == ("optimal", (), 24)


def test_a_least_that_rotation_cannot_hold_is_infeasible_and_named() -> None:
    # Two units at one in three hold two thirds of the months.
    given = case([pool("FRA", units=2)], horizon=36, states={"FRA": {"personnel_least": 700}})
    found = generate(given, positions(), requirement({FORWARD: 1}, horizon=36))
    assert found.status == "infeasible"
    assert nothing_is_claimed(found)
    assert any("least of FRA" in rule for rule in found.conflicts)


@pytest.mark.parametrize("seconds", [0.0, 0.3])
def test_a_time_limit_ends_in_one_of_the_six_words_and_a_plan_that_keeps_every_rule(ukraine: Case, seconds: float) -> None:
    needs = require(ukraine)
    limits = Limits(seconds=seconds, relative_gap=0.0)
    found = generate(ukraine, positions_of(ukraine), needs, PlanRequest(limits=limits, compared=False))
    assert found.status in SIX
    if found.has_numbers:
        assert verify(ukraine, needs, found) == ()
        assert found.bound is None or found.objective is None or found.bound <= found.objective + 1e-6
    else:
        assert nothing_is_claimed(found)


def test_ten_thousand_units_are_sent_as_many_as_are_asked_for() -> None:
    given = case([pool("FRA", units=10_000), pool("ITA", units=3)], horizon=36)
    need = requirement({FORWARD: 3_300, DEPTH: 40}, horizon=36)
    found = generate(given, positions(), need)
    # At one in three 10,000 units hold 3,333; three more bring one.
    assert verify(given, need, found) == ()
    assert found.status in ("optimal", "feasible")
    assert found.force.sustained == 700 * 3_334


def test_ten_thousand_units_in_fractions_of_a_requirement_do_not_break_the_search() -> None:
    given = case([pool("FRA", "mixed_group", units=10_000)])
    need = requirement({FORWARD: 7, ("forward", "medical"): 100.5})
    found = generate(given, positions(), need)
    assert verify(given, need, found) == ()
    assert missing(found) == 0


@pytest.mark.parametrize("wrong", [{"seconds": -1.0}, {"relative_gap": 2.0}, {"nodes": -1}])
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises((ValueError, InterposeError)):
        Limits(**wrong)  # type: ignore[arg-type]


def test_a_horizon_shorter_than_a_tour_cuts_tours_off_at_its_end() -> None:
    found = plan(case([pool("FRA", units=3)], horizon=3, endurance="relay"), requirement({FORWARD: 1}, horizon=3))
    assert [(row.start_month, row.end_month) for row in found.rotation] == [(1, 3)]
    assert found.shortfall == ()


def test_a_horizon_shorter_than_a_tour_with_posts_for_whole_phases_is_one_phase() -> None:
    rules = {"endurance": "relay", "minimum_stay": "phase", "lead_headquarters": "own", "last_headquarters_stays": True}
    pools = [pool("FRA", units=3), pool("FRA", "brigade_headquarters", units=4)]
    sectors = [("sector-1", "manoeuvre", "forward", 1.0), ("sector-1", "headquarters", "forward", 1.0)]
    need = requirement({FORWARD: 1, ("forward", "headquarters"): 1}, horizon=2, sectors=sectors)
    found = plan(case(pools, horizon=2, **rules), need)
    assert {(row.phase, row.capability, row.count) for row in found.kept} == {
        ("steady state", "manoeuvre", 1),
        ("steady state", "headquarters", 1),
    }


@pytest.mark.parametrize(
    ("option", "value"),
    [("phase_months", 0), ("home_share", 1), ("home_share", -0.1), ("endurance", "always"), ("minimum_contingent", -1)],
)
def test_an_option_out_of_its_range_is_a_usage_fault_that_names_it(ukraine: Case, option: str, value: object) -> None:
    with pytest.raises(UsageError, match=option):
        ukraine.with_options(**{option: value})


@pytest.mark.parametrize(
    ("old", "new", "place", "mend"),
    [
        ("  relative_gap:", "  phase_months: 0\n  relative_gap:", "options.phase_months", "write a number at least 1"),
        ("  relative_gap:", "  home_share: 1\n  relative_gap:", "options.home_share", "write a number below 1"),
        ("seed:", "partners:\n  benelux: [BEL, NDL]\nseed:", "NDL", "did you mean 'NLD'?"),
    ],
)
def test_a_scenario_with_what_cannot_be_is_a_fault_in_its_line_that_says_how_to_mend_it(
    edit: Callable[[str, str, str], Path], old: str, new: str, place: str, mend: str
) -> None:
    folder = edit("scenario.yaml", old, new)
    with pytest.raises(InputError) as refused:
        load(folder)
    (fault,) = refused.value.faults
    wrong = new.splitlines()[-2]
    lines = (folder / "scenario.yaml").read_text(encoding="utf-8").splitlines()
    assert (fault.where.file, fault.where.line) == ("scenario.yaml", lines.index(wrong) + 1)
    assert place in fault.what
    assert fault.mend.startswith(mend)


def test_a_share_at_home_that_leaves_less_than_a_unit_keeps_everybody_at_home() -> None:
    given = case([pool("FRA", units=9)], endurance="relay", home_share=0.99)
    assert plan(given, requirement({FORWARD: 1})).rotation == ()


def test_a_floor_that_contradicts_a_least_is_infeasible_and_both_are_named() -> None:
    # France must keep 700 persons there; who holds sectors keeps 2,000, and France has a battalion for every month.
    sectors = [("sector-1", "manoeuvre", "forward", 1.0)]
    given = case(
        [pool("FRA", units=1, dwell_ratio=0)],
        states={"FRA": {"personnel_least": 700}},
        endurance="relay",
        minimum_stay="phase",
        minimum_contingent=2000,
    )
    found = generate(given, positions(), requirement({FORWARD: 1}, sectors=sectors))
    assert found.status == "infeasible"
    assert nothing_is_claimed(found)
    assert any("least of FRA" in rule for rule in found.conflicts)
    assert any("least contingent of FRA" in rule for rule in found.conflicts)


@pytest.mark.parametrize("endurance", ["relay", "own", "horizon"])
def test_without_any_headquarters_nobody_leads_from_one_and_troops_come_all_the_same(endurance: str) -> None:
    sectors = [("sector-1", "manoeuvre", "forward", 1.0), ("sector-1", "headquarters", "forward", 1.0)]
    rules = {"minimum_stay": "phase", "lead_headquarters": "own", "last_headquarters_stays": True}
    given = case([pool("FRA", units=3)], endurance=endurance, **rules)
    found = plan(given, requirement({FORWARD: 1, ("forward", "headquarters"): 1}, sectors=sectors))
    assert {row.capability for row in found.shortfall} == {"headquarters"}
    assert found.force.sustained == 700
