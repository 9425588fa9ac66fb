"""The whole result: every mandate in every variant, and the same bytes twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from interpose.assessment import Assessment, assess
from interpose.case import Case, load
from interpose.generation import Plan, PlanRequest, generate
from tests.cli.small_case import small_case


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


def test_another_run_on_one_core_gives_the_same_bytes(assessed: Assessment) -> None:
    alone = ("taskset", "--cpu-list", "0") if shutil.which("taskset") else ()
    code = "import sys; from interpose import load, assess; sys.stdout.buffer.write(assess(load('ukraine-2024')).to_json())"
    command = [*alone, sys.executable, "-c", code]
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


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Another case with a variant, which holds no game of an attack."""
    return load(small_case(tmp_path_factory.mktemp("assessed") / "small"))


def test_the_own_mandate_can_be_assessed_alone(small: Case) -> None:
    alone, whole = assess(small, mandates=()), assess(small)
    assert [(variant.plan.mandate, dict(variant.levels)) for variant in alone.variants.values()] == [
        (small.scenario.mandate, {}),
        (small.scenario.mandate, {}),
    ]
    assert alone.figures["force.peak"] == whole.figures["force.peak"]
    assert set(alone.figures) < set(whole.figures)


def test_what_is_done_meanwhile_is_over_when_the_assessment_is_there(small: Case) -> None:
    done: list[str] = []
    assess(small, mandates=(), beside=False, meanwhile=lambda: done.append("imported"))
    assert done == ["imported"]


def test_an_attack_is_answered_where_the_case_holds_its_game_and_only_there(small: Case, assessed: Assessment) -> None:
    assert assessed.deterrence is not None
    assert small.escalation is None
    without = assess(small, mandates=(), beside=False)
    assert without.deterrence is None
    assert not [name for name in without.figures if name.startswith("deterrence.")]
