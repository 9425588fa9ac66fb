"""What must hold between the rows of a ledger: names, chains, circles, roots and short quotes."""

from __future__ import annotations

import pytest

from interpose.case.check.ledger_rules import find_cycles
from interpose.case.tables.evidence import Quote
from tests.evidence.builders import chain, claim, faults_between, relation


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
