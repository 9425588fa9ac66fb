"""Words of the trade: in the order of the alphabet, and marked once in each section, never in links, headings or drawings."""

from __future__ import annotations

from interpose.brief.text.glossary import GLOSSARY, with_terms


def test_the_glossary_is_in_the_order_of_the_alphabet_and_each_meaning_is_a_sentence() -> None:
    assert list(GLOSSARY) == sorted(GLOSSARY, key=str.lower)
    assert all(meaning.endswith(".") and meaning[0].isupper() for meaning in GLOSSARY.values())


def test_a_word_is_marked_where_it_first_stands_in_a_section_with_its_plural() -> None:
    text = with_terms('<section id="one"><p>Tours and a tour.</p></section><section id="two"><p>a tour</p></section>')
    assert text.count("<abbr") == 2
    assert ">Tours</abbr> and a tour." in text


def test_links_headings_and_drawings_keep_their_words_plain() -> None:
    quiet = '<section id="x"><h2>Mandate</h2><a href="#y">mandate</a><svg><text>mandate</text></svg><p>detour</p></section>'
    assert with_terms(quiet) == quiet


def test_a_name_is_never_marked_inside_a_tag() -> None:
    tag = '<section id="x"><p title="tour"><wbr></p></section>'
    assert with_terms(tag) == tag
