"""Pools as a plan sees them, units that stand in for others, and units bound elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interpose.case import Case, load
from interpose.case.tables.evidence import Claim
from interpose.case.tables.force import Commitment, Substitution
from interpose.errors import InputError
from interpose.evidence import Positions
from interpose.evidence import positions as positions_of
from interpose.generation import Plan, PlanRequest
from interpose.generation.check import verify
from interpose.generation.problem.planning_problem import Mode, problem_of
from interpose.generation.problem.supply import (
    RUNGS,
    Lift,
    PoolSupply,
    participation,
    pledged_personnel,
    supplies,
    window_months,
)
from interpose.plain import plain
from interpose.requirement import require
from tests.evidence.builders import claim as offered
from tests.evidence.builders import ledger
from tests.generation.builders import case, plan, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
KINDS = ("infantry_battalion", "training_team")


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
    (found,) = of(case([pool("FRA", notice_days=days)]))
    assert found.first_month == month


def test_whole_units_and_what_they_provide_by_belt() -> None:
    (found,) = of(case([pool("FRA", "mixed_group", units=3.9, notice_days=45), pool("ITA", units=0.9)]))
    assert (found.key, found.units, found.personnel, found.first_month) == (("FRA", "mixed_group", ""), 3, 800, 3)
    assert found.provided_at("forward") == (("manoeuvre", 1.0), ("medical", 0.5))
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


BACKED = "if the United States backs it"


@pytest.mark.parametrize(
    ("offers", "sent"),
    [
        ([("land", 3), ("training", 0)], {"infantry_battalion", "training_team"}),
        ([("land", 0), ("training", 3)], {"training_team"}),
        ([("land", 2), ("training", 4)], {"training_team"}),
        ([("land", 0), ("sea", 4)], set()),
        ([("air", 3)], set()),
        ([(None, 3)], {"infantry_battalion", "training_team"}),
    ],
)
def test_a_state_sends_the_units_of_the_roles_that_it_is_firm_enough_on(
    ukraine: Case, offers: list[tuple[str | None, int]], sent: set[str]
) -> None:
    claims = [offered(f"C{number}", "2024-12-01", firm, role=role) for number, (role, firm) in enumerate(offers)]
    given = replace(ledger(ukraine, claims), pools=tuple(each for each in ukraine.pools if each.unit_type in KINDS))
    said = positions_of(given)
    taking_part = participation(given, said, least_modality=3).states
    assert {each.unit_type for each in supplies(given, said, {*taking_part} & {"FRA"}, least_modality=3)} == sent


def test_who_offers_ships_alone_takes_no_part_in_a_plan(ukraine: Case) -> None:
    given = ledger(ukraine, [offered("A", "2024-12-01", 4, role="sea")])
    assert "FRA" not in participation(given, positions_of(given)).states


def on_condition(of: Case, *conditions: str, state: str = "FRA", modality: int = 4) -> Positions:
    found = positions_of(of)
    return replace(
        found,
        positions=tuple(
            replace(each, conditions=conditions, modality=modality) if each.state == state else each for each in found.positions
        ),
    )


def test_who_is_set_by_hand_takes_part_and_who_is_not_by_how_firm_it_is() -> None:
    free = {code: {"participates": "by_position"} for code in ("DEU", "FRA", "ITA", "POL")}
    given = case([pool(code) for code in (*free, "GBR", "SWE")], states={**free, "SWE": {"participates": "no"}})
    said = positions(("DEU", 3, "land"), ("FRA", 4, "land"), ("ITA", 2, "land"), ("SWE", 5, "land"))
    by_rung = {name: participation(given, said, least_modality=least).reasons for name, least in RUNGS.items()}
    # By hand counts at the firmness that the scenario asks for: the rung of states that are open, here.
    assert by_rung["open"] == {"DEU": "position", "FRA": "position", "GBR": "states.csv", "ITA": "position"}
    assert set(by_rung["ready_if"]) == {"DEU", "FRA"}
    assert set(by_rung["pledged"]) == {"FRA"}
    assert participation(given, said).states == ("DEU", "FRA", "GBR", "ITA")


def test_a_provider_that_is_left_out_never_takes_part_and_one_let_in_does_at_any_firmness() -> None:
    given = case([pool("USA")], states={"USA": {"stands": "outside"}})
    assert participation(given, positions(), least_modality=4).states == ("USA",)
    assert participation(given.without("USA"), positions()).states == ()


def test_a_state_without_units_takes_part_only_where_a_least_binds_it() -> None:
    given = case([pool("FRA")], states={"GBR": {}, "ITA": {"personnel_least": 100}})
    assert participation(given, positions()).states == ("FRA", "ITA")


def pledging(named: float | None) -> tuple[Case, Positions]:
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
    found = plan(given, requirement({("forward", "manoeuvre"): 3}), said, mode="pledges")
    assert found.participants == ("FRA",)
    assert found.force.sustained == persons
    assert pledged_personnel(given, said, ("DEU", "FRA")) == ({} if named is None else {"FRA": named})


@pytest.mark.parametrize("mode", ["fixed", "largest", "pledges"])
def test_a_state_that_waits_for_american_backing_comes_only_with_it(ukraine: Case, mode: Mode) -> None:
    said, required = on_condition(ukraine, BACKED), require(ukraine)
    request = PlanRequest(mandate="tripwire", mode=mode)
    backed, alone = (problem_of(each, said, required, request) for each in (ukraine, ukraine.without("USA")))
    assert "FRA" in backed.participation.states
    assert backed.participation.waiting == {}
    assert "FRA" not in {each.state for each in alone.pools}
    assert alone.participation.waiting == {"FRA": (BACKED,)}
    assert participation(ukraine, said).waiting == {}


@pytest.mark.parametrize(
    ("condition", "waits"),
    [("together with Poland", True), ("with a UN mandate", True), ("when the snow melts", False)],
)
def test_a_state_waits_for_a_partner_and_for_the_council_but_not_for_what_no_reading_recognises(
    ukraine: Case, condition: str, waits: bool
) -> None:
    found = participation(ukraine, on_condition(ukraine, condition))
    assert ("FRA" in found.states) is not waits
    assert dict(found.waiting) == ({"FRA": (condition,)} if waits else {})


def test_a_state_that_is_set_to_take_part_by_hand_waits_for_nothing(ukraine: Case) -> None:
    by_hand = {**ukraine.states, "FRA": ukraine.states["FRA"].model_copy(update={"participates": "yes"})}
    given = replace(ukraine, states=by_hand).without("USA")
    found = participation(given, on_condition(given, BACKED))
    assert found.reasons["FRA"] == "states.csv"
    assert found.waiting == {}


def test_a_plan_names_who_waits_and_for_what() -> None:
    given = case(
        [pool("FRA", units=3), pool("ITA", units=3)],
        states={"FRA": {"participates": "by_position"}, "ITA": {"name": "Italy", "participates": "no"}},
    )
    said = positions(("FRA", 4, "land"))
    said = replace(said, positions=(replace(said.positions[0], conditions=("together with Italy",)),))
    found = plan(given, requirement({("forward", "manoeuvre"): 1}), said)
    assert (found.participants, found.rotation) == ((), ())
    assert plain(found)["waiting"] == [["FRA", ["together with Italy"]]]
