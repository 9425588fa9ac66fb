"""The whole result: every mandate in every variant, and the same bytes twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from interpose.assessment import Assessment, assess
from interpose.case import Case
from interpose.generation import Plan, PlanRequest, generate


def test_every_mandate_is_answered_in_every_variant_of_the_scenario(assessed: Assessment) -> None:
    stated = [row.name for row in assessed.case.scenario.variants]
    assert list(assessed.variants) == stated
    assert len(stated) == 2
    for name, variant in assessed.variants.items():
        assert variant.name == name
        assert {variant.plan.mandate, *variant.levels} == set(assessed.case.mandates)


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
