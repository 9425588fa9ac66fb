"""What others proposed is planned, and set beside rules and precedent."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.assessment.proposals import ProposalAnswer, proposal_named, proposals_for, weigh_proposals
from interpose.case import Case, load
from interpose.errors import InputError, UsageError
from interpose.evidence import positions
from interpose.requirement import require


@pytest.fixture(scope="module")
def answers(ukraine: Case) -> dict[str, ProposalAnswer]:
    return {each.proposal.id: each for each in weigh_proposals(ukraine, positions(ukraine), require(ukraine))}


def test_proposals_come_by_date_and_only_for_the_host(ukraine: Case) -> None:
    rows = proposals_for(ukraine)
    assert len(rows) == 8
    assert [row.published_on for row in rows] == sorted(row.published_on for row in rows)
    assert {row.host for row in rows} == {"UKR"}


def test_a_range_is_planned_at_both_ends_and_more_is_missing_at_the_larger(answers: dict[str, ProposalAnswer]) -> None:
    held = answers["csis-tripwire"].held
    assert set(held) == {"low", "high"}
    assert held["low"].shortfall_share is not None
    assert held["high"].shortfall_share is not None
    assert held["low"].shortfall_share < held["high"].shortfall_share
    assert set(answers["iiss-small"].held) == {"low"}


def test_monitors_lie_above_what_such_missions_had_and_a_corps_within_the_rules(answers: dict[str, ProposalAnswer]) -> None:
    assert answers["csis-monitoring"].beside_precedent == "above"
    assert answers["csis-monitoring"].beside_rules == "within"
    assert answers["iiss-large"].beside_precedent is None


def test_a_case_adds_its_own_and_faults_name_the_row(case_folder: Path) -> None:
    head = "id,title,author,published_on,host,mandate,low,high,task,basis,source\n"
    rows = "mine,Mine,Me,2025,UKR,reassure,5000,,To train.,assumed,own\n"
    (case_folder / "proposals.csv").write_text(head + rows, encoding="utf-8")
    assert proposal_named(load(case_folder), "mine").persons("high") == 5000
    wrong = head + "mine,Mine,Me,2025,UKR,reasure,5000,4000,To train.,assumed,own\n"
    (case_folder / "proposals.csv").write_text(wrong, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(case_folder)
    assert {str(fault.where) for fault in caught.value.faults} == {"proposals.csv:2"}


def test_a_name_that_is_not_known_is_refused_with_the_nearest(ukraine: Case) -> None:
    with pytest.raises(UsageError) as caught:
        proposal_named(ukraine, "iiss-smal")
    assert "iiss-small" in str(caught.value.mend)
