"""Who takes part: by hand, by a position that is firm enough, and not while a condition is unmet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.case.tables.evidence import Claim
from interpose.evidence import Positions
from interpose.evidence import positions as positions_of
from interpose.generation import PlanRequest
from interpose.generation.problem.participation import RUNGS, participation, pledged_personnel
from interpose.generation.problem.planning_problem import problem_of
from interpose.generation.problem.request import Mode
from interpose.plain import plain
from interpose.requirement import require
from tests.generation.builders import case, plan, pool, positions, requirement

BACKED = "if the United States backs it"


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
