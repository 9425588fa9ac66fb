"""The whole result: complete, traceable, and the same bytes twice."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import jsonschema
import pytest

from interpose.assessment import Assessment, AssessmentDocument, Explanation, assess, explain
from interpose.assessment.inputs import resolve
from interpose.case import Case
from interpose.errors import UsageError
from interpose.plain import json_schema


def test_every_mandate_is_planned_with_and_without_american_enablers(assessed: Assessment) -> None:
    assert set(assessed.plans) == set(assessed.case.mandates)
    for plan in assessed.plans.values():
        assert plan.with_american_enablers.american_enablers
        assert not plan.without_american_enablers.american_enablers


def ground(explanation: Explanation) -> set[str]:
    """Walk down to what is no figure: inputs of the case, and claims."""
    found = {claim.id for claim in explanation.claims}
    for below in (*explanation.inputs, *explanation.assumptions):
        found |= ground(below) if isinstance(below, Explanation) else {str(below.reference)}
    return found


def test_every_figure_can_be_walked_to_inputs_or_claims(assessed: Assessment) -> None:
    for name in assessed.figures:
        explanation = explain(assessed, name)
        assert explanation.figure.formula, name
        assert ground(explanation), f"{name} rests on nothing"


def test_every_reference_of_every_figure_is_there(assessed: Assessment) -> None:
    for figure in assessed.figures.values():
        for reference in (*figure.inputs, *figure.assumptions):
            assert reference in assessed.figures or resolve(assessed.case, reference), reference
        for claim in figure.claims:
            assert claim in assessed.case.claims, f"{figure.name} names claim {claim}"


def test_the_peak_walks_to_claims_and_to_estimated_pools(assessed: Assessment) -> None:
    explanation = explain(assessed, "force.peak")
    claimed = {assessed.case.claims[claim.id].state for claim in explanation.claims}
    assert set(assessed.plan.chosen.participants) - {"USA"} <= claimed, "each participant is there because of a claim"
    assert any(value.reference.startswith("pools.csv#") and value.basis == "estimated" for value in explanation.assumptions)


def test_a_figure_of_a_plan_without_numbers_says_why_it_is_not_there(assessed: Assessment) -> None:
    without = replace(assessed.plan.with_american_enablers, status="infeasible")
    mandate = assessed.case.scenario.mandate
    plans = {**assessed.plans, mandate: replace(assessed.plan, with_american_enablers=without)}
    figures = {name: figure for name, figure in assessed.figures.items() if not name.startswith("force.")}
    with pytest.raises(UsageError, match="the plan is infeasible"):
        explain(replace(assessed, plans=plans, figures=figures), "force.sustained")


def test_an_input_that_is_not_there_is_refused(ukraine: Case) -> None:
    for reference in ("pools.csv#FRA/nothing", "pools.csv#XXX/infantry_battalion", "nowhere.csv#a", "scenario.yaml#optoins"):
        with pytest.raises(UsageError):
            resolve(ukraine, reference)


def test_every_soft_input_is_shown_as_an_assumption(assessed: Assessment) -> None:
    shown = {row.where for row in assessed.assumptions()}
    for pool in assessed.case.pools:
        if pool.basis in ("estimated", "assumed"):
            assert f"pools.csv#{pool.state}/{pool.unit_type}" in shown


def test_two_runs_give_the_same_bytes(assessed: Assessment) -> None:
    code = "import sys; from interpose import load, assess; sys.stdout.buffer.write(assess(load('ukraine-2024')).to_json())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert run.stdout == assessed.to_json()


def test_the_json_fits_its_schema(assessed: Assessment) -> None:
    schema = json_schema(AssessmentDocument)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(assessed.to_json()), schema)


def test_the_own_mandate_can_be_assessed_alone(ukraine: Case, assessed: Assessment) -> None:
    alone = assess(ukraine, mandates=())
    assert set(alone.plans) == {ukraine.scenario.mandate}
    assert alone.figures["force.peak"] == assessed.figures["force.peak"]


def test_an_attack_is_answered_where_the_case_holds_its_game_and_only_there(ukraine: Case, assessed: Assessment) -> None:
    assert assessed.deterrence is not None
    without = assess(replace(ukraine, escalation=None), mandates=())
    assert without.deterrence is None
    assert not [name for name in without.figures if name.startswith("deterrence.")]
