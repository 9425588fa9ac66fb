"""Reading news: what is proposed, the places it was read from, and texts made to break it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from interpose.case.read.lexicon import read_lexicon
from interpose.reading import Article, ArticleReading, read_article
from interpose.reading.rows import speaks_as_of
from interpose.reading.scoring import AboutText, ExpectedClaim, accept, as_coded, score

HERE = Path(__file__).parent


AMERICA = ("American", "US", "U.S.", "Washington", "United States")


def read(text: str, parties: tuple[str, ...] = ("UKR", "RUS"), providers: tuple[str, ...] = AMERICA) -> ArticleReading:
    article = Article.of(text, read_lexicon(), parties=parties, providers=providers)
    return read_article(article, read_lexicon())


def states_of(text: str) -> list[tuple[str | None, int | None]]:
    return [(proposal.state, proposal.modality) for proposal in read(text).proposals]


def expected_in(path: Path) -> list[ExpectedClaim]:
    written = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return [ExpectedClaim(**{**claim, "chain": tuple(claim["chain"])}) for claim in written["claims"]]


@cache
def measured(folder: str) -> dict[str, tuple[float, float]]:
    cases = HERE / folder / "cases.json"
    told = TypeAdapter(dict[str, AboutText]).validate_json(cases.read_text(encoding="utf-8") if cases.is_file() else "{}")
    pairs = []
    for path in sorted((HERE / folder).glob("*.txt")):
        written = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        about = told.get(path.stem, AboutText())
        reading = as_coded(read(path.read_text(encoding="utf-8"), about.parties or ("UKR", "RUS")), about)
        assert (reading.outlet, reading.published_on) == (written["outlet"], written["published_on"]), path.name
        pairs.append((reading, expected_in(path)))
    return {each.field: (each.precision or 0.0, each.recall or 0.0) for each in score(pairs)}


def test_the_gold_set_has_at_least_twelve_texts() -> None:
    assert len(list((HERE / "gold").glob("*.txt"))) >= 12


@pytest.mark.parametrize("field", ["claim", "actor", "state", "modality", "quantity", "conditions", "chain"])
def test_the_texts_that_the_rules_were_written_on_are_still_read(field: str) -> None:
    precision, recall = measured("gold")[field]
    assert precision >= 0.95
    assert recall >= 0.95


def test_most_is_found_in_texts_that_were_seen_but_not_made_to_fit() -> None:
    precision, recall = measured("held_out")["claim"]
    assert precision >= 0.75
    assert recall >= 0.85


@pytest.mark.parametrize(
    ("folder", "right", "found"),
    [
        ("unseen", 0.95, 0.55),
        ("unseen_elsewhere", 0.75, 0.55),
        ("dev/ukraine", 0.9, 0.9),
        ("dev/elsewhere", 0.85, 0.9),
        ("dev_second/ukraine", 0.9, 0.85),
        ("dev_second/elsewhere", 0.9, 0.85),
        ("sealed/ukraine", 0.9, 0.75),
        ("sealed/elsewhere", 0.85, 0.7),
        ("sealed_second/ukraine", 0.9, 0.8),
        ("sealed_second/elsewhere", 0.9, 0.8),
        ("sealed_third/ukraine", 0.85, 0.75),
        ("sealed_third/elsewhere", 0.75, 0.6),
        ("sealed_fourth/elsewhere", 0.8, 0.75),
    ],
)
def test_texts_written_by_somebody_else_are_read_no_worse_than_is_told(folder: str, right: float, found: float) -> None:
    precision, recall = measured(folder)["claim"]
    assert precision >= right
    assert recall >= found


CASES = json.loads((HERE / "cases" / "cases.json").read_text(encoding="utf-8"))
RULES = {name: told.accept for name, told in TypeAdapter(dict[str, AboutText]).validate_python(CASES).items()}


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_sentence_is_read_as_a_person_would(name: str) -> None:
    path = HERE / "cases" / f"{name}.txt"
    expected = expected_in(path)
    judged = accept(name, read(path.read_text(encoding="utf-8")), expected, RULES[name])
    assert (judged.right, judged.forbidden) == (len(expected), ())


def test_what_was_said_earlier_is_dated_by_its_own_day() -> None:
    found = read((HERE / "cases" / "19_said_earlier.txt").read_text(encoding="utf-8"))
    assert [proposal.asserted_on for proposal in found] == CASES["19_said_earlier"]["asserted_on"]


def test_the_opposition_binds_nobody() -> None:
    _, opposition = read((HERE / "cases" / "16_opposition.txt").read_text(encoding="utf-8"))
    assert (opposition.state, speaks_as_of(opposition)) == ("AUS", "outside")


def variants() -> Iterator[tuple[str, list[list[str]]]]:
    """Read the sentences of `variants.txt`, each with what is expected of it."""
    for block in (HERE / "variants.txt").read_text(encoding="utf-8").split("\n\n"):
        text, *told = [line for line in block.splitlines() if not line.startswith("#")] or [""]
        if text:
            yield text, [line.split() for line in told if line != "-"]


@pytest.mark.parametrize(("text", "expected"), list(variants()))
def test_other_sentences_of_the_same_kinds_are_read_too(text: str, expected: list[list[str]]) -> None:
    left = {
        (
            str(each.state),
            each.predicate,
            str(each.modality),
            f"{each.quantity.high:.0f}" if each.quantity and each.quantity.high else "",
        )
        for each in read(f"Example Post | 12 June 2025\n\n{text}")
    }
    for state, predicate, modality, *number in expected:
        answers = {
            each
            for each in left
            if each[:2] == (state, predicate) and each[2] in modality.split("/") and (not number or each[3] == number[0])
        }
        assert answers, (state, predicate, modality, left)
        left -= answers
    assert left == set()


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
    "entities": "<p>France doesn&rsquo;t exclude 1&nbsp;000 troops, President Paul Modele said.</p>",
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


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Sweden is ready to send soldiers to Ukraine, Defence Minister Karl Svensson said.", "SWE"),
        ("Spain will not send troops to Ukraine, according to its foreign minister.", "ESP"),
        ("Denmark could send soldiers to Ukraine, the defence minister said.", "DNK"),
        ("Germany could send soldiers to Ukraine, the prime minister said.", "POL"),
    ],
)
def test_a_minister_is_of_the_state_by_which_the_sentence_begins_and_not_of_who_spoke_before(sentence: str, state: str) -> None:
    before = "Poland will not send troops to Ukraine, Polish Prime Minister Jan Kowal said."
    assert {each.speaker_state for each in read(f"{before} {sentence}").proposals[1:]} == {state}
