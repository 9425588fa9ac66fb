"""A row of a study as a case of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.authority import authorise
from interpose.case import load
from interpose.errors import UsageError
from interpose.evidence import positions
from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.chain.written_row import write_row
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
    assert written.uncertainties == ()
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
