"""Reading news: what is proposed, the places it was read from, and texts made to break it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.case.read.lexicon import read_lexicon
from interpose.reading import Article, ArticleReading, read_article
from interpose.reading.scoring import ExpectedClaim, score

HERE = Path(__file__).parent


AMERICA = ("American", "US", "U.S.", "Washington")


def read(text: str, parties: tuple[str, ...] = ("UKR", "RUS"), providers: tuple[str, ...] = AMERICA) -> ArticleReading:
    article = Article.of(text, read_lexicon(), parties=parties, providers=providers)
    return read_article(article, read_lexicon())


def states_of(text: str) -> list[tuple[str | None, int | None]]:
    return [(proposal.state, proposal.modality) for proposal in read(text).proposals]


@cache
def measured(folder: str) -> dict[str, tuple[float, float]]:
    pairs = []
    for path in sorted((HERE / folder).glob("*.txt")):
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        reading = read(path.read_text(encoding="utf-8"))
        assert (reading.outlet, reading.published_on) == (expected["outlet"], expected["published_on"]), path.name
        pairs.append((reading, [ExpectedClaim(**{**claim, "chain": tuple(claim["chain"])}) for claim in expected["claims"]]))
    return {each.field: (each.precision or 0.0, each.recall or 0.0) for each in score(pairs)}


def test_the_gold_set_has_at_least_twelve_texts() -> None:
    assert len(list((HERE / "gold").glob("*.txt"))) >= 12


@pytest.mark.parametrize("field", ["claim", "actor", "state", "modality", "quantity", "conditions", "chain"])
def test_the_texts_that_the_rules_were_written_on_are_still_read(field: str) -> None:
    precision, recall = measured("gold")[field]
    assert precision >= 0.95
    assert recall >= 0.95


def test_on_texts_that_no_rule_was_made_from_what_is_proposed_is_right_and_about_half_is_found() -> None:
    precision, recall = measured("unseen")["claim"]
    assert precision >= 0.9
    assert recall >= 0.45


def test_reading_finds_most_on_texts_it_was_not_made_from() -> None:
    precision, recall = measured("held_out")["claim"]
    assert precision >= 0.8
    assert recall >= 0.7


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("The Baltic nations are ready to send troops.", ["EST", "LVA", "LTU"]),
        ("Northern European countries are ready to send troops.", ["DNK", "FIN", "ISL", "NOR", "SWE"]),
        ("The UK is ready to send troops.", ["GBR"]),
        ("Berlin is ready to send troops.", ["DEU"]),
        ("The Elysée is ready to send troops.", ["FRA"]),
        ("The Élysée is ready to send troops.", ["FRA"]),
        ("Downing Street is ready to send troops.", ["GBR"]),
        ("The Czech Republic is ready to send troops.", ["CZE"]),
    ],
)
def test_states_are_found_in_any_common_form(words: str, states: list[str]) -> None:
    assert [state for state, _ in states_of(words)] == states


@pytest.mark.parametrize(("parties", "predicate"), [((), "contribute_force"), (("CYP", "TUR"), "consent")])
def test_what_a_party_of_the_case_says_of_a_force_is_consent(parties: tuple[str, ...], predicate: str) -> None:
    assert [draft.predicate for draft in read("Cyprus is ready to accept troops.", parties)] == [predicate]


@pytest.mark.parametrize(("providers", "words"), [(("French", "Paris"), ["with French support"]), (AMERICA, []), ((), [])])
def test_support_of_a_provider_of_the_case_is_a_condition(providers: tuple[str, ...], words: list[str]) -> None:
    (draft,) = read("Denmark is ready to send troops with French support.", providers=providers).proposals
    assert list(draft.conditions) == words


def test_the_chain_runs_from_the_outlet_to_who_knows() -> None:
    text = "Example Wire | 14 December 2024\n\nFrance may send troops, Le Monde reported, citing unnamed officials.\n"
    assert read(text).proposals[0].chain == ("Example Wire", "Le Monde", "unnamed officials")


@pytest.mark.parametrize(
    "words", ["are expected to contribute", "are widely expected to send troops", "are likely to send troops"]
)
def test_what_others_expect_of_a_state_is_no_more_than_open(words: str) -> None:
    text = f"Example Wire | 14 December 2024\n\nThe Nordic countries {words}, people familiar with the talks said.\n"
    assert {proposal.modality for proposal in read(text).proposals} == {2}


def test_a_number_says_what_it_counts() -> None:
    quantity = read("Up to 100,000 peacekeepers might be needed, officials said.").proposals[0].quantity
    assert quantity is not None
    assert (quantity.low, quantity.high, quantity.unit, quantity.counts_what) == (None, 100_000, "persons", "peacekeepers")


def test_a_weekday_is_resolved_from_the_date_of_the_text() -> None:
    text = "Example Wire | 14 December 2024\n\nPoland will not send troops, Prime Minister Jan Kowal said on Thursday.\n"
    assert read(text).proposals[0].asserted_on == "2024-12-12"


PIECES = st.sampled_from([*"Francesdyto. ,\n“”\"'<>/—1,0km🪖é\u202e", "France ", " said ", " troops", " if ", "ready to "])

HARD = {
    "curly quotes that cross lines": "“We do not rule out\nsending troops,” French President Paul Modele\nsaid.",
    "right to left": "قال المسؤول إن فرنسا مستعدة. France is ready to send troops, President Paul Modele said. \u202eabc\u202c",
    "emoji": "🇫🇷 France is ready to send troops 🪖👩‍👩‍👧, President Paul Modele said. 😀",
    "combining marks": "The E\u0301lyse\u0301e spoke. France is ready to send troops, President Paul Modele said.",
    "html": "<html><script>France will send.</script><p>France is <b>ready</b> to send troops, President Paul Modele said.</p>",
    "script in the words": "France is ready to send troops <img src=x onerror=alert(1)>, President Paul Modele said.",
    "byte order mark": "\ufeffFrance is ready to send troops, President Paul Modele said.",
    "tabs": "France\tis ready\tto send troops, President Paul Modele said.",
    "formula": "=cmd|' /C calc'!A0\n\nFrance is ready to send troops, President Paul Modele said.",
}


@pytest.mark.parametrize("name", HARD)
def test_hard_texts_are_read_and_every_place_is_right(name: str) -> None:
    text = HARD[name]
    found = read(text).proposals
    assert "FRA" in {proposal.state for proposal in found}
    for proposal in found:
        for span in (proposal.span, *(span for spans in proposal.spans.values() for span in spans)):
            assert text[span.start : span.end] == span.exact


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_with_right_places_and_twice_alike(text: str) -> None:
    one = read(text)
    assert one == read(text)
    for proposal in one.proposals:
        assert text[proposal.span.start : proposal.span.end] == proposal.span.exact


def test_an_article_of_a_megabyte_of_different_sentences_is_read_to_its_end() -> None:
    filler = "Lorry {} of the convoy went past the gate of the depot before noon.\n\n"
    claim = "France is ready to send {} troops, President Paul Modele said.\n\n"
    text = "".join(filler.format(line) + (claim.format(line) if line % 100 == 99 else "") for line in range(15_000))
    assert len(text) > 1_000_000
    found = read(text)
    assert (len(found.proposals), found.repeated) == (150, 0)
    for number, proposal in enumerate(found.proposals):
        assert proposal.quantity is not None
        assert proposal.quantity.low == 100 * number + 99
        assert text[proposal.span.start : proposal.span.end] == proposal.span.exact


@pytest.mark.parametrize(
    "bomb", ["<div>" * 100_000, "<" * 200_000, "<script>" * 50_000, "<!--" * 50_000, "said " * 50_000, "“" * 100_000]
)
def test_markup_that_nests_or_never_ends_is_survived(bomb: str) -> None:
    assert read(bomb).proposals == ()


def test_duplicate_leads_captions_and_advertisements_are_left_out() -> None:
    lead = "Denmark is open to sending soldiers, Prime Minister Karin Holm said.\n\n"
    found = read(lead + lead + "Photo: Norway will send troops. (AFP)\n\nAdvertisement: Sweden will send troops.\n")
    assert [proposal.state for proposal in found.proposals] == ["DNK"]
    assert found.repeated == 1
