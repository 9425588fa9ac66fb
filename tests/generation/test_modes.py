"""What else can be asked than who fills the requirement, and what else units can do: by hand."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from interpose.generation.largest import Largest, largest_scale
from interpose.generation.state_limits import StateLimit

from interpose.case import Case, load
from interpose.case.tables.evidence import Claim
from interpose.case.tables.force import Commitment, PlanningFactor, Substitution
from interpose.errors import InputError
from interpose.generation import Generation, Limits, generate, planning, verify
from interpose.generation.problem.demand import Demand
from interpose.generation.problem.supply import Supply
from interpose.requirement import Requirement
from tests.generation.builders import case, pool, positions, requirement

FORWARD, DEPTH = ("forward", "manoeuvre"), ("depth", "manoeuvre")


def plan(given: Case, need: Requirement, **more: object) -> Generation:
    found = generate(given, positions(), need, **more)  # type: ignore[arg-type]
    assert found.max_violation == 0
    return found


def missing(found: Generation, capability: str = "manoeuvre") -> float:
    return sum(row.quantity for row in found.shortfall if row.capability == capability)


def bound_elsewhere(price: float, units: float = 1) -> tuple[Commitment, ...]:
    row = {"state": "FRA", "unit_type": "infantry_battalion", "mission": "abroad", "basis": "assumed", "source": "s"}
    return (Commitment.model_validate({**row, "units": units, "price": price}),)


def stands_in(unit_type: str, capability: str, efficiency: float) -> tuple[Substitution, ...]:
    row = {"unit_type": unit_type, "capability": capability, "efficiency": efficiency, "basis": "assumed", "source": "s"}
    return (Substitution.model_validate(row),)


def test_six_units_at_one_in_three_sustain_half_of_four_and_twice_one() -> None:
    given = case([pool("FRA", units=6)], horizon=36)
    for required, scale in ((4, 0.5), (1, 2.0)):
        found = plan(given, requirement({FORWARD: required}, horizon=36), mode="largest")
        assert (found.mode, found.scale, found.scale_bound) == ("largest", pytest.approx(scale), pytest.approx(scale))
        assert found.force.sustained == 1400
        assert found.shortfall == ()


def test_a_limit_in_seconds_holds_for_the_scale_and_the_plan_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(need: Demand, pools: Sequence[Supply], states: Mapping[str, StateLimit], limits: Limits, *rest: Any) -> Largest:
        assert limits.seconds is not None
        found = largest_scale(need, pools, states, limits, *rest)
        time.sleep(limits.seconds)
        return found

    monkeypatch.setattr(planning, "largest_scale", slow)
    given = case([pool("FRA", units=9)], horizon=36)
    need = requirement({FORWARD: 2}, horizon=36)
    found = plan(given, need, mode="largest", limits=Limits(seconds=0.3))
    assert found.scale == pytest.approx(1.5)
    assert found.status == "feasible"
    assert found.force.peak == 0
    assert not found.interrupted


def test_the_largest_force_keeps_the_proportion_of_the_belts_and_tells_which_enablers_it_lacks() -> None:
    given = case([pool("FRA", units=9), pool("FRA", "medical_company", units=3)], horizon=36)
    need = requirement({FORWARD: 2, DEPTH: 4, ("depth", "medical"): 4}, horizon=36)
    found = plan(given, need, mode="largest")
    assert found.scale == pytest.approx(0.5)
    assert {(row.capability, row.quantity) for row in found.shortfall} == {("medical", 1.0)}


def test_the_largest_force_without_troops_is_none() -> None:
    found = plan(case([pool("FRA", "medical_company", units=3)]), requirement({FORWARD: 2}), mode="largest")
    assert (found.scale, found.force.peak, found.shortfall) == (0.0, 0, ())


def test_a_cap_limits_the_largest_force() -> None:
    given = case([pool("FRA", units=30)], states={"FRA": {"personnel_cap": 1500, "cap_basis": "assumed"}})
    found = plan(given, requirement({FORWARD: 10}), mode="largest")
    assert found.scale == pytest.approx(0.2)
    assert found.force.peak == 1400


def pledging(named: float | None) -> tuple[Case, object]:
    states = {code: {"participates": "by_position"} for code in ("DEU", "FRA")} | {"POL": {"participates": "yes"}}
    given = case([pool(code, units=9, dwell_ratio=0) for code in ("DEU", "FRA", "POL")], states=states)
    words = {"id": "P1", "source": "S1", "statement": "s", "actor": "a", "state": "FRA", "predicate": "offers"}
    claim = Claim.model_construct(**words, quantity_high=named, quantity_low=None, quantity_unit="persons")
    said = positions(("DEU", 3, "land"), ("FRA", 4, "land"))
    rows = tuple(replace(row, claims=("P1",) if row.state == "FRA" else ()) for row in said.positions)
    return replace(given, claims={"P1": claim}), replace(said, positions=rows)


@pytest.mark.parametrize(("named", "persons"), [(None, 2100), (1500.0, 1400)])
def test_pledges_alone_are_those_who_pledged_up_to_what_they_named(named: float | None, persons: int) -> None:
    given, said = pledging(named)
    found = generate(given, said, requirement({FORWARD: 3}), mode="pledges")  # type: ignore[arg-type]
    assert found.participants == ("FRA",)
    assert found.force.sustained == persons


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
    assert any("home" in each.rule for each in verify(given, need, replace(found, withdrawn=())))


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


def test_the_last_stage_tells_what_the_persons_on_the_ground_cost() -> None:
    given = case([pool("FRA", units=9, dwell_ratio=0)])
    factor = {"factor": "cost_per_soldier_year", "value": 120, "unit": "USD", "basis": "assumed", "source": "s"}
    given = replace(given, planning_factors={"cost_per_soldier_year": PlanningFactor.model_validate(factor)})
    found = plan(given, requirement({FORWARD: 1}))
    assert [stage.objective.partition(":")[0] for stage in found.stages] == ["priced shortfall", "stress", "cost"]
    assert found.stages[2].value == pytest.approx(700 * 12 * 10)
    assert found.stages[2].status == "optimal"


def test_a_tour_that_nobody_needs_is_not_begun() -> None:
    need = requirement({FORWARD: [1.0] * 6 + [0.0] * 6})
    found = plan(case([pool("FRA", units=9), pool("DEU", units=9)]), need)
    assert found.stages[2].value == pytest.approx(700 * 6)


def test_shipped_cases_tell_commitments_and_substitutions_with_what_they_rest_on() -> None:
    given = load("ukraine-2024")
    assert {row.state for row in given.commitments} >= {"GBR", "DEU"}
    assert all(row.low is not None and row.high is not None and row.source for row in given.commitments)
    assert all(row.low is not None and row.high is not None and row.source for row in given.substitutions)
    assert not given.scenario.options.withdraw_commitments
    assert not given.scenario.options.substitution


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
