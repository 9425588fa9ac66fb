"""What every reader takes and gives: an article in, drafts of claims out."""

from __future__ import annotations

from interpose.case.read.lexicon import read_lexicon
from interpose.plain import plain
from interpose.reading import Article, Person, read_article
from interpose.reading.article import said_once
from tests.reading.builders import ARTICLE, TEXT

LEXICON = read_lexicon()


def test_outlet_and_date_are_read_from_the_first_lines_unless_they_are_given() -> None:
    read = Article.of(TEXT, LEXICON)
    assert (read.outlet, read.published_on) == ("Example Wire", "2024-12-14")
    given = Article.of(TEXT, LEXICON, outlet="Another", published_on="2024-12-20")
    assert (given.outlet, given.published_on) == ("Another", "2024-12-20")
    assert Article.of("Words alone.", LEXICON).published_on is None


def test_what_the_case_knows_stands_beside_the_text() -> None:
    kowal = Person("Jan Kowal", "prime minister", "POL")
    article = Article.of(TEXT, LEXICON, people={"Kowal": kowal}, parties=["UKR"], providers=["American"], place="Cyprus")
    assert (article.people["Kowal"], article.parties, article.providers) == (kowal, ("UKR",), ("American",))
    assert article.place == "Cyprus"
    assert article.text == TEXT


def test_a_reading_is_gone_through_by_its_drafts_each_at_its_place_in_the_text() -> None:
    reading = read_article(ARTICLE, LEXICON)
    assert tuple(reading) == reading.proposals
    assert reading.proposals
    for draft in reading:
        assert TEXT[draft.start : draft.end] == draft.exact
        for spans in draft.spans.values():
            assert all(TEXT[span.start : span.end] == span.exact for span in spans)


def test_a_draft_is_written_with_its_place_and_without_the_span_beside_it() -> None:
    (written, *_) = plain(read_article(ARTICLE, LEXICON))["proposals"]
    assert {"start", "end", "exact", "origin"} <= set(written)
    assert "span" not in written


def test_what_is_told_again_without_anything_new_is_told_once() -> None:
    text = (
        "Example Wire | 14 December 2024\n\nGreece will not send soldiers. The Greek prime minister said that Greece "
        "will not send soldiers to the force. Portugal would send 200 soldiers. Portugal would send 300 soldiers."
    )
    found = read_article(Article.of(text, LEXICON), LEXICON).proposals
    assert [(draft.state, draft.modality, draft.actor is None) for draft in found] == [
        ("GRC", 0, False),
        ("PRT", 3, True),
        ("PRT", 3, True),
    ]
    assert tuple(said_once(found)) == found
