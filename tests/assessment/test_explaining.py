"""From figures down to what they rest on."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from interpose.assessment import Assessment, Explanation, assess, explain
from interpose.assessment.explaining import explain_case
from interpose.case import load
from interpose.errors import UsageError
from tests.cli.small_case import small_case


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


def test_an_explanation_holds_the_figure_and_each_claim_once_in_order(assessed: Assessment) -> None:
    explanation = explain(assessed, "force.peak")
    assert (explanation.value, explanation.unit) == (assessed.figures["force.peak"].value, "persons")
    ids = [claim.id for claim in explanation.claims]
    assert ids == sorted(set(ids))


def test_a_claim_is_traced_with_its_chain_its_grade_and_its_address(assessed: Assessment) -> None:
    case = assessed.case
    for trace in explain(assessed, "force.peak").claims:
        claim = case.claims[trace.id]
        assert (trace.statement, trace.actor, trace.asserted_on) == (claim.statement, claim.actor, claim.asserted_on)
        assert trace.chain == tuple(hop.name for hop in case.hops.get(claim.id, ()))
        assert trace.url == case.sources[claim.source].url
        assert re.fullmatch("[A-F][1-6]", trace.grade)


def test_a_figure_that_is_not_there_is_refused_with_the_one_that_was_meant(assessed: Assessment) -> None:
    with pytest.raises(UsageError, match=r"did you mean 'force\.peak'"):
        explain(assessed, "force.peek")


def test_a_figure_has_the_same_tree_where_no_more_is_computed_than_it_rests_on(tmp_path: Path) -> None:
    case = load(small_case(tmp_path / "small"))
    steps: list[str] = []
    found = assess(case, mandates=(), beside=False)
    for name in ("positions.GBR", "requirement.line_km", "force.peak"):
        assert explain_case(case, name, progress=steps.append) == explain(found, name)
    assert set(steps) == {"positions", "generation"}
