"""A text cut into sentences and clauses whose places are those of the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interpose.reading.words.sentences import LONGEST_SENTENCE, asides, clauses, sentences


def cut(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


def test_abbreviations_end_no_sentence() -> None:
    assert cut("Mr. Kowal met Gen. Holm at 3 p.m. in Oslo. The U.S. waits.") == [
        "Mr. Kowal met Gen. Holm at 3 p.m. in Oslo.",
        "The U.S. waits.",
    ]


def test_a_line_without_an_end_mark_is_a_heading() -> None:
    assert [(each.text, each.headline) for each in sentences("Troops for peace\n\nThey will go.")] == [
        ("Troops for peace", True),
        ("They will go.", False),
    ]


def test_captions_and_advertisements_are_left_out() -> None:
    assert cut("Photo: soldiers in Oslo. (AFP)\n\nAdvertisement: buy now.\n\nThey will go.") == ["They will go."]


def test_a_sentence_is_cut_at_its_clauses() -> None:
    (sentence,) = sentences("Norway will go, while Sweden waits; Denmark is open.")
    text = sentence.text
    assert [text[start:end].strip(" ,;") for start, end in clauses(sentence.text)] == [
        "Norway will go",
        "while Sweden waits",
        "Denmark is open.",
    ]


def test_what_stands_between_commas_or_dashes_is_said_aside_but_not_whom_a_paper_quotes() -> None:
    for text, said in {
        "Spain, which has troops there, waits.": ["which has troops there"],
        "Spain – it has troops there – waits.": ["it has troops there"],
        "The paper, which quotes an official, says so.": [],
    }.items():
        assert [text[start:end] for start, end in asides(text)] == said


@given(st.text(alphabet=st.sampled_from("Ab .,;\n“”—"), max_size=200))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text


def test_no_sentence_is_longer_than_a_writer_would_write() -> None:
    assert max(len(each) for each in cut("word " * 5_000)) <= LONGEST_SENTENCE
