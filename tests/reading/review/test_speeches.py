"""One speech in many outlets is one voice."""

from __future__ import annotations

import csv
import dataclasses
from itertools import combinations, groupby
from operator import attrgetter
from pathlib import Path

import pytest

from interpose.case import Case
from interpose.case.tables.evidence import Claim, Hop, Source
from interpose.evidence import positions
from interpose.evidence.voices.standing import read_ledger
from interpose.reading.review import same_speeches
from interpose.reading.rows import accepted
from tests.evidence.builders import chain, claim, ledger, relation

WORDS = "Poland will send a brigade of soldiers once fighting ends, the prime minister told parliament"
SPEAKERS = ("Jan Kowal", "Prime Minister Kowal", "Kowal", "the Polish leader", "Poland's head of government")


def told_by(base: Case, outlets: int, **fields: object) -> Case:
    """Ten outlets tell one speech, each naming the speaker in its own way."""
    claims = [
        claim(
            f"S{number:02d}",
            "2024-12-14" if number % 2 else "2024-12-14~",
            4,
            actor=SPEAKERS[number % len(SPEAKERS)],
            office="prime minister",
            state="POL",
            statement=WORDS if number % 3 else f"{WORDS}, in Warsaw",
            source="paper" if number else "network",
            **fields,
        )
        for number in range(outlets)
    ]
    chains = [chain(each.id, (f"Outlet {each.id}", "outlet"), (f"{each.actor} {each.id}", "on_record")) for each in claims]
    return ledger(base, claims, chains=chains)


def test_ten_outlets_of_one_speech_count_once_when_the_group_is_accepted(ukraine: Case) -> None:
    case = told_by(ukraine, 10)
    (speech,) = same_speeches(case)
    assert (len(speech.claims), speech.roots, positions(case).of("POL").roots) == (10, 10, 1)
    assert case.claims[speech.claims[0]].source == "paper"
    grouped = dataclasses.replace(case, relations=speech.relations())
    assert positions(grouped).of("POL").roots == 1
    assert set(positions(grouped).of("POL").claims) == set(speech.claims)
    assert same_speeches(grouped) == ()


def test_another_day_number_role_or_office_other_words_or_two_steps_of_firmness_are_another_speech(ukraine: Case) -> None:
    said = {"actor": "Jan Kowal", "office": "prime minister", "state": "POL", "statement": WORDS}
    said |= {"quantity_low": 1000, "quantity_high": 1000, "quantity_unit": "persons", "counts_what": "soldiers"}
    number = {"quantity_low": 3000, "quantity_high": 3000}
    claims = [
        claim("A", "2024-12-14", 4, **said),
        claim("B", "2024-12-20", 4, **said),
        claim("C", "2024-12-14", 2, **said),
        claim("D", "2024-12-14", 4, **(said | number)),
        claim("E", "2024-12-14", 4, **{**said, "statement": "Warsaw offers three thousand troops from its land forces"}),
        claim("G", "2024-12-14", 4, **{**said, "actor": "the Polish defence minister", "office": "defence minister"}),
        claim("H", "2024-12-14", 4, **{**said, "role": "training"}),
    ]
    chains = [chain(each.id, (f"Outlet {each.id}", "outlet"), (f"{each.actor} {each.id}", "on_record")) for each in claims]
    assert same_speeches(ledger(ukraine, claims, chains=chains)) == ()


def test_a_date_that_may_mean_any_day_of_years_is_that_of_no_speech(ukraine: Case) -> None:
    said = {"actor": "Jan Kowal", "office": "prime minister", "state": "POL", "statement": WORDS}
    claims = [claim(name, "0001/9999", 4, **said) for name in ("A", "B")]
    chains = [chain(each.id, (f"Outlet {each.id}", "outlet"), (f"Voice {each.id}", "on_record")) for each in claims]
    assert same_speeches(ledger(ukraine, claims, chains=chains)) == ()


def test_spellings_of_a_name_endings_of_words_and_a_step_of_firmness_make_no_other_speech(ukraine: Case) -> None:
    office = {"office": "president", "state": "LTU"}
    claims = [
        claim("A", "2024-12-14", 4, actor="Gitanas Nausėda", statement="Lithuania would send 200 soldiers", **office),
        claim(
            "B", "2024-12-15", 3, actor="President Nauseda", statement="Vilnius could be sending Lithuanian troops", **office
        ),
    ]
    (speech,) = same_speeches(ledger(ukraine, claims))
    assert speech.claims == ("A", "B")


def test_what_counts_for_one_root_already_or_was_related_by_a_person_is_left(ukraine: Case) -> None:
    said = {"actor": "Jan Kowal", "office": "prime minister", "state": "POL", "statement": WORDS}
    claims = [claim("A", "2024-12-14", 4, **said), claim("B", "2024-12-14", 4, **said)]
    assert same_speeches(ledger(ukraine, claims)) == ()
    chains = [chain(each.id, (f"Outlet {each.id}", "outlet"), (f"Voice {each.id}", "on_record")) for each in claims]
    assert len(same_speeches(ledger(ukraine, claims, chains=chains))) == 1
    assert same_speeches(ledger(ukraine, claims, [relation("B", "corroborates", "A")], chains)) == ()


def test_the_best_outlet_leads_and_a_share_of_one_asks_for_the_same_words(ukraine: Case) -> None:
    case = told_by(ukraine, 4)
    better = Source(id="network", outlet="Example Network", reliability="A")
    case = dataclasses.replace(case, sources={**case.sources, "network": better})
    assert same_speeches(case)[0].claims[0] == "S00"
    assert all(speech.likeness == 1 for speech in same_speeches(case, likeness=1.0))


def reviewed(base: Case, half: int) -> tuple[Case, dict[str, str]]:
    """Give the claims that a person accepted of what was read in every second text, and which speech each tells."""
    with (Path(__file__).parent / "speeches" / "reviewed.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["speech"][:2]) % 2 == half]
    sources = {row["id"][:3]: Source(id=row["id"][:3], outlet=row["outlet"], reliability="C") for row in rows}
    claims: list[Claim] = []
    hops: list[Hop] = []
    for row in rows:
        claim_of_row, chain_of_row, _ = accepted([row], None, row["id"][:3], {})
        claims += claim_of_row
        hops += chain_of_row
    case = ledger(base, claims, chains=[tuple(steps) for _, steps in groupby(hops, key=attrgetter("claim"))])
    return dataclasses.replace(case, sources=sources), {row["id"]: row["speech"] for row in rows}


@pytest.mark.parametrize(("half", "needed", "found", "wrong"), [(1, 15, 15, 0), (0, 7, 4, 1)], ids=["seen", "unseen"])
def test_what_is_told_of_how_often_groups_are_right_is_measured(
    ukraine: Case, half: int, needed: int, found: int, wrong: int
) -> None:
    """Pairs of claims from two outlets that count for two roots: the rules were made on the odd files alone."""
    case, speech = reviewed(ukraine, half)
    roots = read_ledger(case).roots
    apart = [pair for pair in combinations(case.claims, 2) if roots[pair[0]] != roots[pair[1]]]
    told_twice = {
        frozenset((one, other))
        for one, other in apart
        if speech[one] == speech[other] and case.claims[one].source != case.claims[other].source
    }
    proposed = {frozenset(pair) for each in same_speeches(case) for pair in combinations(each.claims, 2)}
    proposed &= {frozenset(pair) for pair in apart}
    others = {pair for pair in proposed if len({speech[name] for name in pair}) > 1}
    assert (len(told_twice), len(told_twice & proposed), len(others)) == (needed, found, wrong)
