"""The document that PDF and Word documents are made of says what the page says on paper."""

from __future__ import annotations

import pytest

from interpose.brief.exports.blocks import (
    Document,
    FigureBlock,
    Grid,
    HeadingBlock,
    Items,
    Paragraph,
    Phrase,
    SideBySide,
    TermsBlock,
)
from interpose.brief.exports.document import read_document


def test_a_table_keeps_heads_numbers_and_cells_over_two_columns() -> None:
    page = """<table><caption>Ships</caption><thead><tr><th>Name</th><th class="n">Crew</th></tr></thead>
    <tbody><tr><th>Ada</th><td class="n">12</td></tr><tr><td colspan="2">none other</td></tr></tbody></table>"""
    (grid,) = read_document(page).blocks
    assert isinstance(grid, Grid)
    assert grid.caption == (Phrase("Ships"),)
    assert [[cell.is_number for cell in row] for row in (*grid.heads, *grid.rows)] == [
        [False, True],
        [False, True],
        [False, False],
    ]
    assert grid.rows[0][0].is_head
    assert grid.rows[1][1].line == ()


PARTS = """<body class="annex-{annex}"><nav><a href="#x">x</a></nav><p class="files">click</p>
<div class="narrow"><p>phone</p></div>
<details><summary>more</summary><p>folded</p></details><details class="printed"><summary>shown</summary><p>told</p></details>
<p><span aria-hidden="true">*</span>kept</p><div id="annex"><p>annex</p><p class="full">trace</p></div>"""


@pytest.mark.parametrize(
    ("annex", "told"),
    [
        ("none", ["shown", "told", "kept"]),
        ("short", ["shown", "told", "kept", "annex"]),
        ("full", ["more", "folded", "shown", "told", "kept", "annex", "trace"]),
    ],
)
def test_what_is_kept_from_paper_is_left_out(annex: str, told: list[str]) -> None:
    document = read_document(PARTS.replace("{annex}", annex))
    assert [block.line[0].text for block in document.blocks if isinstance(block, Paragraph)] == told


def test_a_figure_gives_its_title_then_its_legend_then_the_drawing_with_its_words() -> None:
    page = """<figure><figcaption><strong>Two ships sail</strong> <span>Crew</span></figcaption>
    <ul class="key"><li><svg width="9" height="9"><path d="M0 0"/></svg>Ada</li></ul>
    <div class="wide"><svg width="700" height="90" viewBox="0 0 700 90"><title>Two ships sail</title>
    <desc>Ada first.</desc></svg></div>
    <div class="narrow"><svg width="300" height="90"></svg></div></figure>"""
    title, caption, key, drawn = read_document(page).blocks
    assert isinstance(title, Paragraph)
    assert title.role == "title"
    assert isinstance(caption, Paragraph)
    assert caption.role == "caption"
    assert caption.line == (Phrase("Crew"),)
    assert isinstance(key, Paragraph)
    assert key.role == "key"
    assert key.line[0].svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert isinstance(drawn, FigureBlock)
    assert (drawn.alternative, drawn.share) == ("Two ships sail. Ada first.", 700 / 900)
    assert "viewBox" in drawn.svg


def test_what_stands_side_by_side_stays_so_where_it_is_asked_for_and_else_is_as_wide_as_paper() -> None:
    half, whole = '<svg width="300" height="90"></svg>', '<svg width="900" height="90"></svg>'
    figure = f'<figure><figcaption><strong>Ships</strong></figcaption><div class="half">{half}</div></figure>'
    paid = '<div id="paid"><h4>Who pays</h4><p>Ada.</p></div>'
    page = f'<h1>Ships</h1><div class="pair">{figure}{paid}</div><div class="pair">{figure}</div>'
    told = read_document(page, {half: whole}, beside=True)
    _, beside, _, alone = told.blocks
    assert isinstance(beside, SideBySide)
    (_, drawn), (heading, _) = beside.columns
    assert isinstance(drawn, FigureBlock)
    assert isinstance(alone, FigureBlock)
    assert (drawn.width, alone.width) == (300, 900)
    assert isinstance(heading, HeadingBlock)
    assert (heading.level, told.names) == (2, {"paid"})
    below = read_document(page, {half: whole})
    assert [type(block).__name__ for block in below.blocks] == [
        *("HeadingBlock", "Paragraph", "FigureBlock", "HeadingBlock", "Paragraph"),
        *("Paragraph", "FigureBlock"),
    ]
    assert {block.width for block in below.blocks if isinstance(block, FigureBlock)} == {900}


def test_lists_and_terms_keep_their_order_and_their_kind() -> None:
    page = "<ol><li>one</li><li>two</li></ol><dl><div><dt>Who?</dt><dd>11 states</dd><dd>Italy</dd></div></dl>"
    items, terms = read_document(page).blocks
    assert items == Items(((Phrase("one"),), (Phrase("two"),)), ordered=True)
    assert terms == TermsBlock((((Phrase("Who?"),), ((Phrase("11 states"),), (Phrase("Italy"),))),))


def test_what_stands_in_the_head_of_the_page_takes_one_line() -> None:
    (line,) = read_document(
        '<dl class="meta"><div><dt>As of</dt><dd>May</dd></div><div><dt>Case</dt><dd>x</dd></div></dl>'
    ).blocks
    assert isinstance(line, Paragraph)
    assert "".join(span.text for span in line.line) == "As of: May  ·  Case: x"


def test_without_the_annex_no_number_of_its_list_is_told() -> None:
    page = '<body class="annex-{}"><p>It stands<span class="refs"> [<a href="#claim-x">1</a>]</span>.</p></body>'
    told = {annex: read_document(page.format(annex)).blocks[0] for annex in ("none", "short")}
    texts = {annex: "".join(span.text for span in block.line) for annex, block in told.items() if isinstance(block, Paragraph)}
    assert texts == {"none": "It stands.", "short": "It stands [1]."}


def test_headings_skip_no_level_and_a_section_lends_its_name() -> None:
    page = '<h1>A</h1><div id="annex"><section id="who"><h4>B</h4></section><section><h2>C</h2></section></div>'
    headings = [block for block in read_document(page).blocks if isinstance(block, HeadingBlock)]
    assert [(block.level, block.name, block.new_page) for block in headings] == [
        (1, "", False),
        (2, "who", True),
        (2, "", False),
    ]


def test_links_keep_where_they_lead_and_spaces_stay_single() -> None:
    (paragraph,) = read_document('<p>See  <a href="https://example.org/a">\n here</a> , then.</p>').blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.line == (Phrase("See "), Phrase("here", link="https://example.org/a"), Phrase(" , then."))


def test_the_shipped_brief_has_words_for_every_drawing(document: Document) -> None:
    figures = [block for block in document.blocks if isinstance(block, FigureBlock)]
    assert len(figures) > 5
    assert all(len(figure.alternative) > 20 and figure.width > 100 for figure in figures)
    assert {"bottom-line", "options"} <= document.names


def test_what_stands_back_is_light_and_a_logo_keeps_its_words() -> None:
    page = '<p class="logo"><img src="data:image/png;base64,AA==" alt="A &amp; B"></p><p>Ada <small>in port</small></p>'
    logo, paragraph = read_document(page).blocks
    assert isinstance(logo, FigureBlock)
    assert (logo.alternative, "data:image/png;base64,AA==" in logo.svg) == ("A & B", True)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.line[1] == Phrase("in port", "light")
