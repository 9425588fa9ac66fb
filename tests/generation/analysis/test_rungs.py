"""The ladder of firmness: who counts on each rung, and that a firmer one never brings more."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.case.tables.evidence import Claim
from interpose.generation.analysis.rungs import rungs, without_number
from interpose.generation.problem.planning_problem import problem_of
from interpose.generation.problem.request import PlanRequest
from tests.generation.builders import case, pool, positions, requirement

NEED = requirement({("forward", "manoeuvre"): 6})
OF_POSITION = {"participates": "by_position"}


def test_each_rung_adds_the_states_whose_positions_are_that_firm() -> None:
    # Three battalions at one to two keep one there.
    pools = [pool(code, units=3) for code in ("DEU", "FRA", "POL")]
    read = case(pools, states=dict.fromkeys(("DEU", "FRA", "POL"), OF_POSITION), endurance="relay")
    found = rungs(read, positions(("DEU", 2, "land"), ("FRA", 4, "land"), ("POL", 3, "land")), NEED)
    assert [(each.rung, each.without_end.participants, each.without_end.sustained) for each in found] == [
        ("pledged", ("FRA",), 700),
        ("ready_if", ("FRA", "POL"), 1400),
        ("open", ("DEU", "FRA", "POL"), 2100),
    ]


def test_a_state_let_in_by_hand_counts_as_open_and_one_outside_on_every_rung() -> None:
    states = {"DEU": {"participates": "yes"}, "USA": {"participates": "yes", "stands": "outside"}}
    read = case([pool("DEU", units=3), pool("USA", units=3)], states=states, endurance="relay")
    found = rungs(read, positions(), NEED)
    assert [each.without_end.participants for each in found] == [("USA",), ("USA",), ("DEU", "USA")]


def test_a_pledge_without_a_number_is_told_on_every_rung_and_one_with_a_number_or_by_hand_is_not() -> None:
    states = {**dict.fromkeys(("FRA", "GBR", "POL"), OF_POSITION), "DEU": {"participates": "yes"}}
    read = case([pool(code, units=3) for code in ("DEU", "FRA", "GBR", "POL")], states=states, endurance="relay")
    said = positions(("DEU", 5, "land"), ("FRA", 4, "land"), ("GBR", 5, "land"), ("POL", 3, "land"))
    named = Claim.model_construct(quantity_high=3000.0, quantity_low=None, quantity_unit="persons")
    read = replace(read, claims={"c1": named})
    rows = tuple(replace(row, claims=("c1",)) if row.state == "GBR" else row for row in said.positions)
    said = replace(said, positions=rows)
    # What Germany said counts where it is firm enough; where the hand lets it in, its pledge limits nothing.
    assert [each.without_number for each in rungs(read, said, NEED)] == [("DEU", "FRA"), ("DEU", "FRA"), ("FRA",)]
    assert without_number(read, said, problem_of(read, said, NEED, PlanRequest(mode="pledges")).participation) == ("DEU", "FRA")


@settings(max_examples=15, deadline=None)
@given(units=st.lists(st.integers(1, 7), min_size=3, max_size=3), firm=st.lists(st.integers(1, 5), min_size=3, max_size=3))
def test_a_firmer_rung_never_has_more(units: list[int], firm: list[int]) -> None:
    codes = ("DEU", "FRA", "POL")
    read = case(
        [pool(code, units=count) for code, count in zip(codes, units, strict=True)],
        states=dict.fromkeys(codes, OF_POSITION),
    )
    found = rungs(read, positions(*((code, each, "land") for code, each in zip(codes, firm, strict=True))), NEED)
    for answers in ([each.without_end for each in found], [each.own_relief for each in found]):
        missing = [each.objective or 0.0 for each in answers]
        assert missing == sorted(missing, reverse=True)
        assert [each.sustained for each in answers] == sorted(each.sustained for each in answers)
    assert all((each.own_relief.objective or 0.0) >= (each.without_end.objective or 0.0) for each in found)
