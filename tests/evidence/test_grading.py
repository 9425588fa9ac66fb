"""Later judgements of sources and claims: when each holds, what it does to grades, and where it is told."""

from __future__ import annotations

import datetime as dt

from interpose.assessment.explaining import trace_claim
from interpose.case import Case
from interpose.case.tables.evidence import Judgement
from interpose.evidence import claim_grades, lint, positions
from tests.evidence.builders import chain, claim, faults_between, judged, ledger, relation, with_judgements


def faults(*rows: Judgement) -> list[str]:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-11-02", 3)]
    steps = [hop for each in claims for hop in chain(each.id, ("Paper", "outlet"), (each.actor, "on_record"))]
    return [found.what for found in faults_between(claims, steps, judgements=rows)]


def test_the_latest_judgement_takes_the_place_of_the_grade_in_the_row(ukraine: Case) -> None:
    case = with_judgements(
        ukraine, judged("A", "4", "2024-12-01"), judged("A", "3", "2024-11-10"), judged("paper", "D", "2024-11-20")
    )
    assert [claim_grades(case, dt.date(2024, 11, day))["A"] for day in (9, 10, 20)] == ["B2", "B3", "D3"]
    assert claim_grades(case, dt.date(2024, 12, 1))["A"] == "D4"


def test_a_judgement_counts_from_when_it_was_made_and_known(ukraine: Case) -> None:
    case = with_judgements(ukraine, judged("A", "5", "2024-11-10", known_on="2024-12-20"))
    middle, later = dt.date(2024, 12, 1), dt.date(2024, 12, 31)
    assert claim_grades(case, middle)["A"] == "B2"
    assert claim_grades(case, middle, later)["A"] == "B5"
    assert claim_grades(case, later, middle)["A"] == "B2"


def test_a_judgement_dated_to_the_month_counts_from_its_last_day(ukraine: Case) -> None:
    case = with_judgements(ukraine, judged("A", "5", "2024-11"))
    assert [claim_grades(case, dt.date(2024, 11, 29))["A"], claim_grades(case, dt.date(2024, 11, 30))["A"]] == ["B2", "B5"]


def test_positions_carry_the_judged_grade(ukraine: Case) -> None:
    found = positions(with_judgements(ukraine, judged("A", "4", "2024-12-01"))).of("FRA")
    assert found is not None
    assert (found.grade, found.offices[0].grade) == ("B4", "B4")


def test_a_judgement_never_raises_a_relay_above_its_root(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3, credibility="4"), claim("B", "2024-11-02", 3, credibility="4")]
    case = with_judgements(ukraine, judged("B", "2", "2024-12-01"), claims=claims, relations=[relation("B", "restates", "A")])
    assert claim_grades(case)["B"] == "B4"
    assert [found.rule for found in lint(case) if "B" in found.claims and found.rule == "relay_grade"] == ["relay_grade"]


def test_lowering_the_root_lowers_its_relays(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-11-02", 3)]
    case = with_judgements(ukraine, judged("A", "5", "2024-12-01"), claims=claims, relations=[relation("B", "restates", "A")])
    assert claim_grades(case)["B"] == "B5"


def test_a_judged_outlet_does_not_lift_the_ceiling_of_an_unnamed_root(ukraine: Case) -> None:
    steps = chain("A", ("Example Paper", "outlet"), ("officials", "unnamed_official"))
    assert claim_grades(with_judgements(ukraine, judged("paper", "A", "2024-12-01"), chains=[steps]))["A"] == "C2"


def test_judging_a_claim_confirmed_needs_a_second_root(ukraine: Case) -> None:
    assert faults(judged("A", "1", "2024-12-01")) == ["claim 'A' has credibility 1 but 1 independent root"]
    assert claim_grades(with_judgements(ukraine, judged("A", "1", "2024-12-01")))["A"] == "B2"


def test_a_trace_tells_the_judgement_and_its_reason(ukraine: Case) -> None:
    case = with_judgements(ukraine, judged("A", "4", "2024-12-01"), judged("A", "5", "2025-06-01"))
    traced = trace_claim(case, "A")
    assert (traced.grade, traced.judgements) == ("B4", ("credibility 4 by Desk on 2024-12-01: checked",))


def test_a_relay_is_never_graded_better_than_its_root(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3, source="network", credibility="4"), claim("B", "2024-11-02", 3)]
    position = positions(ledger(ukraine, claims, [relation("B", "restates", "A")])).of("FRA")
    assert position is not None
    assert position.grade == "E4"


def test_credibility_one_needs_a_second_root_that_is_known_by_then(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3, credibility="1"), claim("B", "2024-12-01", 3, actor="Other", office="president")]
    case = ledger(ukraine, claims, [relation("B", "corroborates", "A")])
    early = positions(case, dt.date(2024, 11, 15)).of("FRA")
    late = positions(case, dt.date(2024, 12, 15)).of("FRA")
    assert early is not None
    assert late is not None
    assert (early.grade, late.grade) == ("B2", "B1")


def test_an_unnamed_root_caps_reliability(ukraine: Case) -> None:
    leak = claim("A", "2024-11-01", 3, actor="officials", office=None, speaks_as=None, credibility="3")
    case = ledger(ukraine, [leak], chains=[chain("A", ("Example Paper", "outlet"), ("officials", "unnamed_official"))])
    position = positions(case).of("FRA")
    assert position is not None
    assert position.grade == "C3"
