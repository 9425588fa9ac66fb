"""The Word document reads back as it was written."""

from __future__ import annotations

import datetime
import io
import zipfile

import docx
from docx.oxml.ns import qn

from interpose.brief.exports.blocks import Document, FigureBlock, Grid, HeadingBlock
from interpose.brief.exports.document import read_document
from interpose.brief.exports.word import document_docx

DAY = datetime.date(2024, 12, 15)
SIGN = '<svg width="9" height="9"><path d="M0 0h9v9z"/></svg>'
DRAWN = '<svg width="90" height="30" viewBox="0 0 90 30"><title>Ships</title><desc>Two.</desc><path d="M0 0h9v9z"/></svg>'
PAGE = f"""<title>Ships</title><h1>Ships</h1><section id="crew"><h2>Crew</h2>
<p>See <a href="https://example.org/">there</a> and <a href="#crew">here</a>, not <a href="#trace">lost</a>.</p></section>
<table><thead><tr><th>Name</th><th class="n">Crew</th></tr></thead>
<tbody><tr><td>Ada</td><td class="n">12</td></tr></tbody></table>
<figure><figcaption><strong>Ships</strong></figcaption><ul class="key"><li>{SIGN}Ada</li></ul><div>{DRAWN}</div></figure>"""


def _written(page: str) -> bytes:
    return document_docx(read_document(page), running="Running", date=DAY)


def test_it_reads_back_with_headings_table_head_and_language() -> None:
    word = docx.Document(io.BytesIO(_written(PAGE)))
    assert [(p.text, p.style.name) for p in word.paragraphs if p.style and p.style.name.startswith("Heading")] == [
        ("Ships", "Heading 1"),
        ("Crew", "Heading 2"),
    ]
    (table,) = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Name", "Crew"], ["Ada", "12"]]
    rows = word.element.body.findall(".//" + qn("w:tr"))
    assert [row.find(".//" + qn("w:tblHeader")) is not None for row in rows] == [True, False]
    assert (word.core_properties.title, word.core_properties.language) == ("Ships", "en-GB")
    assert word.sections[0].header.paragraphs[0].text == "Running"


def test_a_title_longer_than_the_format_takes_is_cut_and_columns_are_as_wide_as_their_texts() -> None:
    rows = f"<tr><td>What</td><td>How many</td></tr><tr><td>{'long words ' * 30}</td><td>12</td></tr>"
    page = f"<title>{'T' * 400}</title><h1>T</h1><table><tbody>{rows}</tbody></table>"
    word = docx.Document(io.BytesIO(_written(page)))
    assert word.core_properties.title == "T" * 255
    wide, narrow = (column.width for column in word.tables[0].columns)
    assert wide is not None
    assert narrow is not None
    assert wide > 3 * narrow


def test_pictures_have_their_words_and_signs_are_decoration() -> None:
    word = docx.Document(io.BytesIO(_written(PAGE)))
    sign, drawn = word.element.body.findall(".//" + qn("wp:docPr"))
    assert drawn.get("descr") == "Ships. Two."
    assert sign.get("descr") == ""
    assert "decorative" in sign.xml


def test_each_numbered_list_begins_at_one() -> None:
    word = docx.Document(io.BytesIO(_written("<h1>A</h1><ol><li>one</li></ol><ol><li>first</li><li>second</li></ol>")))
    numbers = [item.get(qn("w:val")) for item in word.element.body.findall(".//" + qn("w:numId"))]
    assert numbers[0] != numbers[1] == numbers[2]
    started = word.part.numbering_part.element.findall(".//" + qn("w:startOverride"))
    assert [start.get(qn("w:val")) for start in started] == ["1", "1"]


def test_links_lead_to_addresses_and_to_places_that_are_there() -> None:
    body = docx.Document(io.BytesIO(_written(PAGE))).element.body
    links = body.findall(".//" + qn("w:hyperlink"))
    anchors = [link.get(qn("w:anchor")) for link in links]
    marks = {mark.get(qn("w:name")) for mark in body.findall(".//" + qn("w:bookmarkStart"))}
    assert len(links) == 2
    assert anchors[0] is None
    assert anchors[1] in marks


def test_the_same_document_gives_the_same_bytes_and_one_date() -> None:
    first = _written(PAGE)
    assert first == _written(PAGE)
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time[:3] for part in parts.infolist()} == {(2024, 12, 15)}


def test_the_shipped_brief_keeps_its_headings_and_tables(document: Document) -> None:
    kept = Document(
        title=document.title,
        description=document.description,
        blocks=tuple(block for block in document.blocks if not isinstance(block, FigureBlock)),
        names=document.names,
    )
    word = docx.Document(io.BytesIO(document_docx(kept, running="", date=DAY)))
    headings = [block for block in document.blocks if isinstance(block, HeadingBlock)]
    assert len([p for p in word.paragraphs if p.style and p.style.name.startswith("Heading")]) == len(headings)
    assert len(word.tables) == len([block for block in document.blocks if isinstance(block, Grid) and block.rows])
