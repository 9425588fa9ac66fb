"""A row of a study as a case of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interpose.authority import authorise
from interpose.case import Case, load
from interpose.case.tables.futures.uncertain import Uncertainty
from interpose.errors import UsageError
from interpose.evidence import positions
from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.chain.written_row import write_row
from interpose.exploration.inputs.plan import plan_sample
from interpose.generation.analysis.level import level_answer
from interpose.requirement import require


def test_the_case_of_a_row_is_answered_as_the_row_was(mali_chain: CaseChain, tmp_path: Path) -> None:
    row = 5
    written = load(write_row(mali_chain, row, tmp_path / "row"))
    outcome = mali_chain.evaluate(mali_chain.points(row, row + 1)).iloc[0]
    stances, need = positions(written), require(written)
    level = level_answer(written, stances, need)
    assert level.shortfall_share == outcome["shortfall_share"]
    assert level.sustained == outcome["force.sustained"]
    assert need.of("interpose").personnel.mode == outcome["requirement.personnel"]
    for decision in authorise(written, stances).routes:
        if outcome[f"authority.{decision.id}"]:
            assert {clause.status for clause in decision.clauses} == {"holds"}
        elif not any(gate.binding and gate.status == "failed" for gate in decision.gates):
            assert "fails" in {clause.status for clause in decision.clauses}
    assert not written.uncertainties
    assert (
        written.scenario.options.external_enablers
        == mali_chain.futures(mali_chain.points(row, row + 1))[0].case.scenario.options.external_enablers
    )


def test_a_folder_that_is_there_is_not_written_over(mali_chain: CaseChain, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_row(mali_chain, 0, tmp_path)


def test_a_row_below_the_first_is_refused(mali_chain: CaseChain, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="row -1"):
        write_row(mali_chain, -1, tmp_path / "row")


def test_payoffs_that_were_drawn_out_of_order_are_left_as_the_case_has_them(
    ukraine: Case, mali_chain: CaseChain, tmp_path: Path
) -> None:
    drawn = {
        "id": "soft",
        "input": "escalation.yaml#unilateral.challenger.DD_soft",
        "kind": "uniform",
        "low": 0.3,
        "high": 0.35,
    }
    told = Uncertainty.model_validate({**drawn, "basis": "assumed", "source": "a test"})
    varied = replace(ukraine, uncertainties=(told,))
    planning = replace(mali_chain.planning, case=ukraine, positions=positions(ukraine))
    sample = plan_sample(varied, spoken={}, voters=())
    chain = replace(mali_chain, case=varied, sample=sample, planning=planning, modality={})
    folder = write_row(chain, 2, tmp_path / "row")
    assert load(folder).escalation == ukraine.escalation
    assert (folder / "escalation.yaml").read_text(encoding="utf-8").startswith("# What was drawn in row 2 breaks an ordering")
