"""Routes that a case adds: a law of its own, a body of its own, and the votes that follow from the rule."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interpose.authority import RouteDecision, authorise
from interpose.case import load
from interpose.errors import InputError
from interpose.evidence import positions

ROUTE = """\
id: jef
name: Joint Expeditionary Force
rule: consensus
effect: each member decides for itself whether it takes part
body: jef
article: made up for this test
source: made up for this test
votes: ["yes", abstain, "no"]
clauses:
  - {id: framework, says: The framework nation does not object., article: "1", none_against: permanent_members}
gates: []
named: [JEF]
correlation: {low: 0.1, mode: 0.4, high: 0.7, basis: assumed, source: chosen by judgement}
"""
MEMBERS = """\
body,state,since,until,permanent,source
jef,GBR,2014-09-05,,true,made up
jef,EST,2014-09-05,,,made up
jef,ISL,2021-04-20,,,made up
jef,NOR,2014-09-05,2020-01-01,,made up
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = Path(shutil.copytree(load("ukraine-2024").folder, tmp_path / "own"))
    (copied / "routes").mkdir(exist_ok=True)
    (copied / "routes" / "jef.yaml").write_text(ROUTE, encoding="utf-8")
    (copied / "memberships.csv").write_text(MEMBERS, encoding="utf-8")
    return copied


def _decided(folder: Path) -> RouteDecision:
    case = load(folder)
    decision = authorise(case, positions(case)).of("jef")
    assert decision is not None
    return decision


def test_a_body_of_the_case_votes_by_the_rows_of_its_rule(folder: Path) -> None:
    decision = _decided(folder)
    assert [vote.state for vote in decision.votes] == ["EST", "GBR", "ISL"]
    taken = {vote.state: vote.assumption for vote in decision.votes}
    assert taken["ISL"] == "silent_consensus"
    assert taken["GBR"].endswith("_consensus")


def test_a_row_for_the_route_goes_before_the_row_for_its_rule(folder: Path) -> None:
    (folder / "votes.csv").write_text(
        "id,routes,predicate,vote,yes,yes_low,yes_high,no,no_low,no_high,basis,source\n"
        "silent_jef,jef,none,abstain,0.1,0,0.2,0,0,0.1,assumed,made up\n",
        encoding="utf-8",
    )
    taken = {vote.state: (vote.assumption, vote.vote) for vote in _decided(folder).votes}
    assert taken["ISL"] == ("silent_jef", "abstain")
    assert taken["GBR"][0].endswith("_consensus")


def test_a_row_of_the_case_ends_a_membership_of_the_reference(folder: Path) -> None:
    (folder / "memberships.csv").write_text(MEMBERS + "nato,HUN,1999-03-12,2024-06-30,,made up\n", encoding="utf-8")
    case = load(folder)
    decision = authorise(case, positions(case)).of("nato")
    assert decision is not None
    assert decision.vote_of("HUN") is None
    assert len(decision.votes) == 31


def test_members_and_votes_that_fit_nothing_are_faults(folder: Path) -> None:
    (folder / "memberships.csv").write_text(
        "body,state,since,until,source\njef,GBR,2014-09-05,2010-01-01,made up\njef,XYZ,2014-09-05,,made up\n",
        encoding="utf-8",
    )
    (folder / "votes.csv").write_text("id,routes\nsilent_consensus,consensuss\n", encoding="utf-8")
    (folder / "routes" / "jef.yaml").write_text(ROUTE.replace("permanent_members", "permanent"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(folder)
    told = [str(fault) for fault in caught.value.faults]
    assert any("memberships.csv:2" in text and "lies before since" in text for text in told)
    assert any("clauses.0.none_against is 'permanent'" in text for text in told)
    assert not any("at least 1 item" in text for text in told)


def test_names_that_are_not_known_are_faults(folder: Path) -> None:
    (folder / "memberships.csv").write_text(MEMBERS + "jef,XYZ,2014-09-05,,,made up\n", encoding="utf-8")
    (folder / "votes.csv").write_text("id,routes\nsilent_consensus,consensuss\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(folder)
    told = "\n".join(map(str, caught.value.faults))
    assert "'XYZ' is not known" in told
    assert "did you mean 'consensus'?" in told


@pytest.mark.parametrize(
    ("met_by", "what"), [("allies", "'allies' is neither one of members, ceasefire"), ("XYZ", "'XYZ' is not known")]
)
def test_a_condition_that_nothing_answers_is_a_fault(folder: Path, met_by: str, what: str) -> None:
    reading = f"conditions:\n  - {{id: backing, words: [lift], met_by: {met_by}}}\n"
    (folder / "routes" / "jef.yaml").write_text(ROUTE + reading, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(folder)
    (fault,) = caught.value.faults
    assert what in fault.what


def test_a_condition_may_wait_for_the_backing_of_any_state(folder: Path) -> None:
    reading = "conditions:\n  - {id: backing, words: [lift], met_by: CAN}\n"
    (folder / "routes" / "jef.yaml").write_text(ROUTE + reading, encoding="utf-8")
    assert load(folder).routes["jef"].conditions[0].met_by == "CAN"
