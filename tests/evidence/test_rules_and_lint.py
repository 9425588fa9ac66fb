"""Bad input between rows, dates that do not exist, and what lint finds."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from interpose.case import Case, load
from interpose.case.check.ledger_rules import find_cycles
from interpose.case.tables.edtf import parse_edtf
from interpose.case.tables.evidence import Judgement, Quote
from interpose.errors import InputError
from interpose.evidence import arithmetic_faults, lint
from tests.evidence.builders import chain, claim, faults_between, ledger, relation


def faults(claims: list, relations: list = (), hops: list | None = None, quotes: list = ()) -> list[str]:  # type: ignore[assignment]
    steps = (
        [hop for each in claims for hop in chain(each.id, ("Paper", "outlet"), (each.actor, "on_record"))]
        if hops is None
        else hops
    )
    return [found.what for found in faults_between(claims, steps, quotes, relations)]


def test_a_sound_ledger_has_no_faults() -> None:
    assert faults([claim("A", "2024-11-01", 3)]) == []


def test_two_claims_that_supersede_one_another_are_a_fault() -> None:
    both = [relation("A", "supersedes", "B"), relation("B", "supersedes", "A")]
    found = faults([claim("A", "2024-11-01", 3), claim("B", "2024-11-01", 3)], both)
    assert found == ["supersedes goes round in a circle: A → B → A"]


@pytest.mark.parametrize("what", ["supersedes", "restates", "denies", "corrects", "derived_from"])
def test_a_circle_of_three_is_a_fault(what: str) -> None:
    claims = [claim(name, "2024-11-01", 3) for name in "ABC"]
    found = faults(claims, [relation("A", what, "B"), relation("B", what, "C"), relation("C", what, "A")])
    assert found == [f"{what} goes round in a circle: A → B → C → A"]


def test_a_claim_that_supersedes_itself_is_a_fault() -> None:
    assert faults([claim("A", "2024-11-01", 3)], [relation("A", "supersedes", "A")]) == ["claim 'A' supersedes itself"]


def test_a_chain_that_comes_back_to_a_relay_is_a_fault() -> None:
    steps = list(chain("A", ("Paper", "outlet"), ("Agency", "agency"), ("paper", "outlet")))
    assert faults([claim("A", "2024-11-01", 3)], hops=steps) == ["the chain of claim 'A' passes twice through 'Paper'"]


def test_a_chain_with_a_gap_is_a_fault() -> None:
    first, _, third = chain("A", ("Paper", "outlet"), ("Agency", "agency"), ("Minister", "on_record"))
    assert faults([claim("A", "2024-11-01", 3)], hops=[first, third]) == [
        "the chain of claim 'A' has step 3 where 2 is expected"
    ]


def test_every_claim_needs_a_chain() -> None:
    assert faults([claim("A", "2024-11-01", 3)], hops=[]) == ["claim 'A' has no attribution chain"]


def test_unknown_names_are_faults_with_a_suggestion() -> None:
    found = faults_between([claim("A", "2024-11-01", 3, source="papr")], chain("A", ("P", "outlet")))
    assert found[0].mend == "did you mean 'paper'?"
    assert str(found[0].where) == "claims.csv:2:2"
    assert faults([claim("A", "2024-11-01", 3)], [relation("A", "denies", "Z")]) == ["target 'Z' is not known"]


def test_credibility_one_with_two_outlets_and_one_root_is_a_fault() -> None:
    claims = [claim("A", "2024-11-01", 3, credibility="1"), claim("B", "2024-11-02", 3)]
    assert faults(claims, [relation("B", "corroborates", "A")]) == ["claim 'A' has credibility 1 but 1 independent root"]
    second = claim("B", "2024-11-02", 3, actor="Somebody Else")
    assert faults([claims[0], second], [relation("B", "corroborates", "A")]) == []


def test_a_quote_of_26_words_is_a_fault() -> None:
    long = Quote(id="q", claim="A", exact=" ".join(["word"] * 26), kind="direct")
    assert faults([claim("A", "2024-11-01", 3)], quotes=[long]) == ["quote 'q' has 26 words; at most 25 are kept"]


def test_cycles_longer_than_the_stack_are_found() -> None:
    arrows = {f"N{number:05}": [f"N{number + 1:05}"] for number in range(20_000)} | {"N20000": ["N00000"]}
    assert len(find_cycles(arrows)[0]) == 20_001


@pytest.mark.parametrize("text", ["2025-02-29", "2024-13-01", "2024-11-31", "0000-01-01", "24-01-01", "2024-12-31/2024-12-01"])
def test_dates_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        claim("A", text, 3)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024-02-XX", "2024-02-01", "2024-02-29", "month"),
        ("2024-12-07~", "2024-12-07", "2024-12-07", "day"),
        ("2024-12-01/2025-01", "2024-12-01", "2025-01-31", "interval"),
    ],
)
def test_dates_are_as_precise_as_they_are_written(text: str, first: str, last: str, precision: str) -> None:
    date = parse_edtf(text)
    assert (date.first.isoformat(), date.last.isoformat(), date.precision) == (first, last, precision)


def test_a_misdated_claim_is_named_with_file_and_line(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit("claims.csv", "2024-11-26", "2024-11-31")
    with pytest.raises(InputError) as refused:
        load(folder)
    assert refused.value.faults[0].where.file == "claims.csv"
    assert "November 2024 has 30 days" in str(refused.value)


def test_a_judgement_must_lie_on_its_scale() -> None:
    with pytest.raises(ValidationError):
        Judgement(subject="A", scale="reliability", value="3", judged_by="me", judged_on="2025", reason="why")


def test_published_ratios_that_do_not_compute_are_flagged() -> None:
    assert arithmetic_faults("100,000 soldiers on 3,700 km of border make 7 soldiers per km") == (
        "100,000 over 3,700 km are 27 per km, not 7",
    )
    assert arithmetic_faults("five lines, 40,000 troops in 5 brigades, 5,000 per brigade") == (
        "40,000 in 5 brigades are 8,000 a brigade, not 5,000",
    )


def test_rounded_ratios_that_compute_are_left_alone() -> None:
    assert arithmetic_faults("15,000 troops over 1,200 km, 12.5 soldiers per km") == ()
    assert arithmetic_faults("a zone of 30 km, or 19 miles") == ()


def test_offering_and_excluding_side_by_side_without_a_relation_is_found(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-12-01", 0, actor="P", office="president", speaks_as="government")]
    case = dataclasses.replace(ledger(ukraine, claims), pools=())
    assert ("A", "B") in [finding.claims for finding in lint(case) if finding.rule == "missing_relation"]
    case = dataclasses.replace(ledger(ukraine, claims, [relation("B", "contradicts", "A")]), pools=())
    assert not [finding for finding in lint(case) if finding.rule == "missing_relation"]


def test_a_supersession_that_cannot_act_is_found(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-12-01", 0, state="DEU", actor="Other")]
    found = lint(ledger(ukraine, claims, [relation("B", "supersedes", "A")]))
    assert [finding.claims for finding in found if finding.rule == "idle_relation"] == [("B", "A")]


def test_old_and_single_root_positions_are_found(ukraine: Case) -> None:
    found = lint(ledger(ukraine, [claim("A", "2024-01-01", 3)]), dt.date(2024, 12, 1))
    assert {"stale", "single_root"} <= {finding.rule for finding in found if finding.claims == ("A",)}
