"""Pools as a plan sees them, units that stand in for others, and units bound elsewhere."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from interpose.case import Case, load
from interpose.case.tables.force import Commitment, Substitution
from interpose.errors import InputError
from interpose.generation import Plan
from interpose.generation.check import verify
from interpose.generation.problem.supply import Lift, PoolSupply, first_month, supplies, window_months
from tests.generation.builders import case, plan, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")


def missing(found: Plan, capability: str = "manoeuvre") -> float:
    return sum(row.quantity for row in found.shortfall if row.capability == capability)


def bound_elsewhere(price: float, units: float = 1) -> tuple[Commitment, ...]:
    row = {"state": "FRA", "unit_type": "infantry_battalion", "mission": "abroad", "basis": "assumed", "source": "s"}
    return (Commitment.model_validate({**row, "units": units, "price": price}),)


def stands_in(unit_type: str, capability: str, efficiency: float) -> tuple[Substitution, ...]:
    row = {"unit_type": unit_type, "capability": capability, "efficiency": efficiency, "basis": "assumed", "source": "s"}
    return (Substitution.model_validate(row),)


def of(given: Case, *lifted: Lift) -> tuple[PoolSupply, ...]:
    return supplies(given, positions(), given.states, lifted)


@pytest.mark.parametrize(
    ("more", "window"),
    [({}, 18), ({"dwell_ratio": 0}, 6), ({"handover_months": 0.5}, 19), ({"tour_months": 4, "dwell_ratio": 1.5}, 10)],
)
def test_a_unit_begins_one_tour_in_tour_dwell_and_handover(more: dict[str, float], window: int) -> None:
    assert window_months(pool("FRA", **more)) == window


@pytest.mark.parametrize(("days", "month"), [(0, 1), (1, 2), (30, 2), (31, 3), (180, 7)])
def test_notice_runs_from_the_first_day_of_the_first_month(days: int, month: int) -> None:
    assert first_month(pool("FRA", notice_days=days)) == month


def test_whole_units_and_what_they_provide_by_belt() -> None:
    (found,) = of(case([pool("FRA", "mixed_group", units=3.9, notice_days=45), pool("ITA", units=0.9)]))
    assert (found.key, found.units, found.personnel, found.first_month) == (("FRA", "mixed_group", ""), 3, 800, 3)
    assert found.provided_at("forward") == (("manoeuvre", 1.0), ("medical", 0.5))
    assert found.rate == Fraction(1)
    assert [found.counts_inside(belt) for belt in ("forward", "outside")] == [True, False]
    useful = found.useful([("depth", "medical")])
    assert useful.provides == (("depth", "medical", 0.5),)


def test_each_limit_can_be_lifted_by_itself() -> None:
    given = case([pool("FRA", notice_days=90)], states={"FRA": {"caveats": "*@forward"}})
    (held,), (dwell,), (notice,), (caveats,) = of(given), of(given, "dwell"), of(given, "notice"), of(given, "caveats")
    assert (held.window, dwell.window) == (18, 6)
    assert (held.first_month, notice.first_month) == (4, 1)
    assert "forward" not in held.stations
    assert "forward" in caveats.stations


def test_units_bound_elsewhere_are_withdrawn_where_that_is_worth_its_price() -> None:
    # One unit more fills one place of two for twelve months: worth 12 months and the worst month 12 times, at 700 a month.
    need = requirement({FORWARD: 2})
    for price, withdrawn, short in ((0.5, 1, 0), (1.5, 0, 12)):
        given = replace(
            case([pool("FRA", units=1, dwell_ratio=0)], withdraw_commitments=True), commitments=bound_elsewhere(price, units=3)
        )
        found = plan(given, need)
        assert missing(found) == short
        assert sum(row.units for row in found.withdrawn) == withdrawn
        assert found.objective == pytest.approx(700 * 24 * min(price, 1.0))


def test_units_bound_elsewhere_stay_there_unless_the_scenario_says_so() -> None:
    given = replace(case([pool("FRA", units=1, dwell_ratio=0)]), commitments=bound_elsewhere(0.0))
    assert missing(plan(given, requirement({FORWARD: 2}))) == 12


def test_the_check_finds_units_withdrawn_that_stand_nowhere() -> None:
    given = replace(
        case([pool("FRA", units=1, dwell_ratio=0)], withdraw_commitments=True), commitments=bound_elsewhere(0.1, units=2)
    )
    need = requirement({FORWARD: 3})
    found = plan(given, need)
    fewer = replace(given, commitments=bound_elsewhere(0.1, units=1))
    assert any("withdrawn from abroad" in each.rule for each in verify(fewer, need, found))
    assert verify(given, need, replace(found, withdrawn=()))


def test_units_stand_in_for_others_at_the_stated_efficiency() -> None:
    given = case([pool("FRA", "medical_company", units=2, dwell_ratio=0)], substitution=True)
    given = replace(given, substitutions=stands_in("medical_company", "isr", 0.5))
    found = plan(given, requirement({("depth", "isr"): 1}))
    assert missing(found, "isr") == 0
    assert {row.serves for row in found.rotation} == {"isr"}
    assert missing(plan(replace(given, substitutions=()), requirement({("depth", "isr"): 1})), "isr") == 12


def test_a_unit_that_stands_in_does_not_do_its_own_work_too() -> None:
    given = case([pool("FRA", "medical_company", units=1, dwell_ratio=0)], substitution=True)
    given = replace(given, substitutions=stands_in("medical_company", "isr", 1.0))
    found = plan(given, requirement({("depth", "isr"): 1, ("depth", "medical"): 1}))
    assert missing(found, "isr") + missing(found, "medical") == 12


def test_a_caveat_holds_for_what_a_unit_stands_in_for() -> None:
    given = case(
        [pool("FRA", "medical_company", units=2, dwell_ratio=0)], substitution=True, states={"FRA": {"caveats": "isr@depth"}}
    )
    given = replace(given, substitutions=stands_in("medical_company", "isr", 0.5))
    assert missing(plan(given, requirement({("depth", "isr"): 1})), "isr") == 12


def test_shipped_cases_tell_commitments_and_substitutions_with_what_they_rest_on(ukraine: Case) -> None:
    assert {row.state for row in ukraine.commitments} >= {"GBR", "DEU"}
    assert all(row.low is not None and row.high is not None and row.source for row in ukraine.commitments)
    assert all(row.low is not None and row.high is not None and row.source for row in ukraine.substitutions)
    assert not ukraine.scenario.options.withdraw_commitments
    assert not ukraine.scenario.options.substitution


def test_a_commitment_without_a_pool_and_a_price_out_of_its_range_are_faults(case_folder: Path) -> None:
    table = case_folder / "commitments.csv"
    head = "state,unit_type,mission,units,price,low,high,basis,source\n"
    table.write_text(f"{head}FIN,nothing,x,1,0.2,0.1,1,assumed,s\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load(case_folder)
    (fault,) = raised.value.faults
    assert (fault.where.file, fault.where.line) == ("commitments.csv", 2)
    assert "pool" in fault.what
    table.write_text(f"{head}GBR,infantry_battalion,x,1,2,0.1,1,assumed,s\n", encoding="utf-8")
    with pytest.raises(InputError, match="lies outside low"):
        load(case_folder)
