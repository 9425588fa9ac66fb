"""One speech in many outlets is one voice."""

from __future__ import annotations

import dataclasses

from interpose.case import Case
from interpose.case.tables.evidence import Source
from interpose.evidence import positions
from interpose.reading.review import same_speeches
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


def test_another_day_another_number_other_words_or_another_firmness_is_another_speech(ukraine: Case) -> None:
    said = {"actor": "Jan Kowal", "office": "prime minister", "state": "POL", "statement": WORDS}
    number = {"quantity_low": 3000, "quantity_high": 3000, "quantity_unit": "persons", "counts_what": "soldiers"}
    claims = [
        claim("A", "2024-12-14", 4, **said),
        claim("B", "2024-12-20", 4, **said),
        claim("C", "2024-12-14", 3, **said),
        claim("D", "2024-12-14", 4, **said, **number),
        claim("E", "2024-12-14", 4, **{**said, "statement": "Warsaw offers three thousand troops from its land forces"}),
        claim("F", "2024-12-14", 4, **{**said, "actor": "A. Other", "office": "defence minister"}),
    ]
    chains = [chain(each.id, (f"Outlet {each.id}", "outlet"), (f"{each.actor} {each.id}", "on_record")) for each in claims]
    assert same_speeches(ledger(ukraine, claims, chains=chains)) == ()


def test_a_date_that_may_mean_any_day_of_years_is_that_of_no_speech(ukraine: Case) -> None:
    said = {"actor": "Jan Kowal", "office": "prime minister", "state": "POL", "statement": WORDS}
    claims = [claim(name, "0001/9999", 4, **said) for name in ("A", "B")]
    chains = [chain(each.id, (f"Outlet {each.id}", "outlet"), (f"Voice {each.id}", "on_record")) for each in claims]
    assert same_speeches(ledger(ukraine, claims, chains=chains)) == ()


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
