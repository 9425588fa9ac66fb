"""The whole result: complete, traceable, and the same bytes twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import jsonschema
import pytest

from interpose.assessment import Assessment, AssessmentDocument, Explanation, assess, explain
from interpose.assessment.inputs import resolve
from interpose.case import Case
from interpose.errors import UsageError
from interpose.generation import Plan, PlanRequest, generate
from interpose.plain import json_schema


def test_every_mandate_is_answered_in_every_variant_of_the_scenario(assessed: Assessment) -> None:
    stated = [row.name for row in assessed.case.scenario.variants]
    assert list(assessed.variants) == stated
    assert len(stated) == 2
    for name, variant in assessed.variants.items():
        assert variant.name == name
        assert {variant.plan.mandate, *variant.levels} == set(assessed.case.mandates)


def test_the_first_variant_is_the_scenario_as_chosen(assessed: Assessment) -> None:
    assert assessed.chosen is assessed.variants["as chosen"]
    assert assessed.plan is assessed.chosen.plan
    assert assessed.others == tuple(assessed.variants.values())[1:]
    assert assessed.chosen.without == ()
    assert assessed.plan.providers == ("USA",)


def test_a_variant_leaves_out_the_providers_that_it_names_and_nobody_else(assessed: Assessment) -> None:
    (other,) = assessed.others
    assert other.without == ("USA",)
    assert other.plan.providers == ()
    assert "USA" in assessed.plan.participants
    assert "USA" not in other.plan.participants
    waiting = {state for state, _ in other.plan.waiting}
    assert set(assessed.plan.participants) - set(other.plan.participants) <= {"USA"} | waiting


def test_the_headline_of_every_answer_has_a_figure_of_its_variant(assessed: Assessment) -> None:
    for variant in assessed.variants.values():
        assert variant.key in ("as_chosen", "without_american_enablers")
        for mandate in assessed.case.mandates:
            answer = variant.of(mandate)
            assert answer is not None
            assert assessed.figures[f"plan.{mandate}.{variant.key}.force.sustained"].value == answer.sustained


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
    assert set(assessed.plan.participants) - {"USA"} <= claimed, "each participant is there because of a claim"
    assert any(value.reference.startswith("pools.csv#") and value.basis == "estimated" for value in explanation.assumptions)


def test_a_figure_of_a_plan_without_numbers_says_why_it_is_not_there(assessed: Assessment) -> None:
    without = replace(assessed.plan, status="infeasible")
    variants = {**assessed.variants, assessed.chosen.name: replace(assessed.chosen, plan=without)}
    figures = {name: figure for name, figure in assessed.figures.items() if not name.startswith("force.")}
    with pytest.raises(UsageError, match="the plan is infeasible"):
        explain(replace(assessed, variants=variants, figures=figures), "force.sustained")


def test_an_input_that_is_not_there_is_refused(ukraine: Case) -> None:
    for reference in ("pools.csv#FRA/nothing", "pools.csv#XXX/infantry_battalion", "nowhere.csv#a", "scenario.yaml#optoins"):
        with pytest.raises(UsageError):
            resolve(ukraine, reference)


def test_every_soft_input_is_shown_as_an_assumption(assessed: Assessment) -> None:
    shown = {row.where for row in assessed.assumptions()}
    for pool in assessed.case.pools:
        if pool.basis in ("estimated", "assumed"):
            assert f"pools.csv#{pool.state}/{pool.unit_type}" in shown


@pytest.mark.parametrize("before", [(), ("taskset", "--cpu-list", "0")], ids=["again", "on one core"])
def test_every_run_gives_the_same_bytes(assessed: Assessment, before: tuple[str, ...]) -> None:
    if before and shutil.which(before[0]) is None:
        pytest.skip(f"no {before[0]} on this machine")
    code = "import sys; from interpose import load, assess; sys.stdout.buffer.write(assess(load('ukraine-2024')).to_json())"
    command = [*before, sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert run.stdout == assessed.to_json()


def test_the_plan_is_the_same_whether_or_not_it_is_set_beside_others(assessed: Assessment) -> None:
    case = assessed.case
    alone = generate(case, assessed.positions, assessed.requirement, PlanRequest(compared=False))
    compared = assessed.plan
    beside = dict.fromkeys(("without_end", "own_relief", "horizon"))
    assert replace(compared.force, **beside) == replace(alone.force, **beside)
    assert alone.by_sector is not None
    assert compared.by_sector is not None
    assert replace(compared.by_sector, loss_share=None) == replace(alone.by_sector, loss_share=None)
    for name in set(Plan.__dataclass_fields__) - {"force", "by_sector"}:
        assert getattr(compared, name) == getattr(alone, name), name
    assert all(getattr(compared.force, name) is not None for name in beside)
    assert all(getattr(alone.force, name) is None for name in beside)


def test_the_json_fits_its_schema(assessed: Assessment) -> None:
    schema = json_schema(AssessmentDocument)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(assessed.to_json()), schema)


def test_the_own_mandate_can_be_assessed_alone(ukraine: Case, assessed: Assessment) -> None:
    alone = assess(ukraine, mandates=())
    assert [(variant.plan.mandate, dict(variant.levels)) for variant in alone.variants.values()] == [
        (ukraine.scenario.mandate, {}),
        (ukraine.scenario.mandate, {}),
    ]
    assert alone.figures["force.peak"] == assessed.figures["force.peak"]


def test_an_attack_is_answered_where_the_case_holds_its_game_and_only_there(ukraine: Case, assessed: Assessment) -> None:
    assert assessed.deterrence is not None
    without = assess(replace(ukraine, escalation=None), mandates=())
    assert without.deterrence is None
    assert not [name for name in without.figures if name.startswith("deterrence.")]
