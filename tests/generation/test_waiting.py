"""States whose conditions are not met stay away, in every mode and in the evaluator, and the output says so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from interpose.cli.generation_json import plan_as_json

from interpose.case import Case
from interpose.evidence import Positions, positions
from interpose.generation import Evaluator, Future, generate
from interpose.generation.problem.demand import demand
from interpose.generation.result import Mode
from interpose.requirement import require

BACKED = "if the United States backs it"


def on_condition(case: Case, *conditions: str, state: str = "FRA", modality: int = 4) -> Positions:
    found = positions(case)
    return replace(
        found,
        positions=tuple(
            replace(each, conditions=conditions, modality=modality) if each.state == state else each for each in found.positions
        ),
    )


@pytest.mark.parametrize("mode", ["fixed", "largest", "pledges"])
def test_a_state_that_waits_for_american_backing_comes_only_with_it(ukraine: Case, mode: Mode) -> None:
    stances, required = on_condition(ukraine, BACKED), require(ukraine)
    backed, alone = (
        generate(ukraine, stances, required, mandate="tripwire", american_enablers=american, mode=mode, explained=False)
        for american in (True, False)
    )
    assert "FRA" in backed.participants
    assert backed.waiting == ()
    assert "FRA" not in alone.participants
    assert all(row.state != "FRA" for row in alone.rotation)
    assert alone.waiting == (("FRA", (BACKED,)),)


def test_a_state_that_is_set_to_take_part_by_hand_waits_for_nothing(ukraine: Case) -> None:
    by_hand = {**ukraine.states, "FRA": ukraine.states["FRA"].model_copy(update={"participates": "yes"})}
    case = replace(ukraine, states=by_hand)
    plan = generate(
        case, on_condition(case, BACKED), require(case), mandate="tripwire", american_enablers=False, explained=False
    )
    assert "FRA" in plan.participants
    assert plan.waiting == ()


def test_a_state_waits_for_a_partner_who_does_not_come(ukraine: Case) -> None:
    plan = generate(
        ukraine, on_condition(ukraine, "together with Poland"), require(ukraine), mandate="tripwire", explained=False
    )
    assert plan.waiting == (("FRA", ("together with Poland",)),)


def test_a_mandate_of_the_council_is_asked_of_the_council(ukraine: Case) -> None:
    plan = generate(ukraine, on_condition(ukraine, "with a UN mandate"), require(ukraine), mandate="tripwire", explained=False)
    assert [state for state, _ in plan.waiting] == ["FRA"]


def test_what_no_reading_recognises_keeps_nobody_away(ukraine: Case) -> None:
    plan = generate(
        ukraine, on_condition(ukraine, "when the snow melts"), require(ukraine), mandate="tripwire", explained=False
    )
    assert "FRA" in plan.participants


def test_the_evaluator_and_the_plan_agree_on_who_waits(ukraine: Case) -> None:
    evaluator = Evaluator(ukraine, on_condition(ukraine, BACKED), require(ukraine), "tripwire")
    for american in (True, False):
        found = evaluator.evaluate(Future(american_enablers=american))
        assert ("FRA" in dict(found.contributions)) is american


def test_the_json_names_who_waits_and_for_what(ukraine: Case) -> None:
    stances, required = on_condition(ukraine, BACKED), require(ukraine)
    plan = generate(ukraine, stances, required, mandate="tripwire", american_enablers=False, explained=False)
    told = json.loads(json.dumps(plan_as_json(plan, demand(ukraine, required.of("tripwire"), "mode"), "mode", (), None)))
    assert told["waiting"] == [{"state": "FRA", "conditions": [BACKED]}]
