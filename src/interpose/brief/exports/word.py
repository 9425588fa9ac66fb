"""The brief as a Word document with styles, text alternatives and tables that can be edited."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from dataclasses import dataclass

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from interpose.brief.charts.drawing import ACCENT
from interpose.brief.exports.blocks import (
    Block,
    Cell,
    Document,
    FigureBlock,
    Grid,
    HeadingBlock,
    Items,
    Line,
    Paragraph,
    Phrase,
    TermsBlock,
)
from interpose.brief.exports.pdf import picture_png

__all__ = ["document_docx"]

_TEXT_WIDTH = Mm(178)

_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_SIZES = {"kicker": 9, "question": 10.5, "note": 8.5, "caption": 8.5, "key": 8.5, "tag": 8.5}
_BOLD = frozenset({"kicker", "title", "tag"})


def document_docx(document: Document, *, running: str, date: datetime.date, accent: str = ACCENT) -> bytes:
    """Write a document for Word processors.

    Parameters
    ----------
    document : Document
        What it says.
    running : str
        What stands above every page.
    date : datetime.date
        The date that the file carries; the same document and date give the same bytes.
    accent : str
        Colour of headings and links, as `#rrggbb`.

    Returns
    -------
    bytes
        The file: headings, lists and tables in the styles of the program, each picture with its text alternative, and the
        first row of each table told as its head.
    """
    word = docx.Document()
    _set_up(word, document, running, date, accent)
    writer = _Writer(word, document.names, accent)
    for block in document.blocks:
        writer.add(block)
    held = io.BytesIO()
    word.save(held)
    return _at_rest(held.getvalue(), date)


def _set_up(word: Word, document: Document, running: str, date: datetime.date, accent: str) -> None:
    about, moment = word.core_properties, datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    # The format takes no more than 255 characters.
    about.title, about.subject = document.title[:255], document.description[:255]
    about.author, about.language = "Interpose", "en-GB"
    about.created = about.modified = moment
    about.comments = ""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(18)
    section.header.paragraphs[0].text = running
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(words)
        foot._p.append(_element("w:fldSimple", instr=field))
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(9.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(4), 1.0
    _language(normal.element.get_or_add_rPr())
    for level in range(1, 7):
        style = word.styles[f"Heading {level}"]
        style.font.name, style.font.color.rgb = "Arial", RGBColor.from_string(accent[1:].upper())
        style.font.size = Pt(max(10, 19 - 3 * level))
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(max(4, 14 - 4 * level)), Pt(3)
        # The style of the template names a family of the theme beside ours, which would win.
        style.element.rPr.rFonts.attrib.clear()
        style.element.rPr.rFonts.set(qn("w:ascii"), "Arial")
        style.element.rPr.rFonts.set(qn("w:hAnsi"), "Arial")


@dataclass(frozen=True, slots=True)
class _Writer:
    word: Word
    names: frozenset[str]
    accent: str

    def add(self, block: Block) -> None:
        match block:
            case HeadingBlock():
                made = self.word.add_heading("", level=block.level)
                made.paragraph_format.page_break_before = block.new_page
                self.fill(made, block.line)
                if block.name:
                    _bookmark(made, block.name)
            case Paragraph():
                made = self.word.add_paragraph()
                made.paragraph_format.keep_with_next = block.role in ("title", "caption", "key")
                self.fill(made, block.line, bold=block.role in _BOLD, size=_SIZES.get(block.role))
            case Items():
                number = self.numbering() if block.ordered else None
                for line in block.lines:
                    made = self.word.add_paragraph(style="List Number" if block.ordered else "List Bullet")
                    if number is not None:
                        made._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
                    self.fill(made, line)
            case TermsBlock():
                for term, said in block.rows:
                    made = self.word.add_paragraph()
                    made.paragraph_format.space_after = Pt(2)
                    self.fill(made, (*term, Phrase(" ")), bold=True)
                    for number, line in enumerate(said):
                        if number:
                            made.add_run().add_break()
                        self.fill(made, line)
            case Grid():
                self.table(block)
            case FigureBlock():
                self.picture(self.word.add_paragraph().add_run(), block.svg, block.alternative, block.share)

    def numbering(self) -> int:
        """Begin to number at one: without this, each list would go on where the one before ended."""
        style = self.word.styles["List Number"].element.pPr.numPr.numId.val
        numbers = self.word.part.numbering_part.element
        made = numbers.add_num(numbers.num_having_numId(style).abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(made.numId)

    def fill(self, paragraph: WordParagraph, line: Line, *, bold: bool = False, size: float | None = None) -> None:
        for span in line:
            run = paragraph.add_run(span.text)
            run.bold = (span.style == "strong" or (bold and span.style != "light")) or None
            run.italic = span.style == "emphasis" or None
            run.font.size = Pt(size) if size else None
            if span.svg:
                self.picture(run, span.svg, "", 0)
            elif span.link and (not span.link.startswith("#") or span.link[1:] in self.names):
                self.link(paragraph, run, span.link)

    def link(self, paragraph: WordParagraph, run: Run, target: str) -> None:
        around = _element("w:hyperlink", **{"w:history": "1"})
        if target.startswith("#"):
            around.set(qn("w:anchor"), _short(target[1:]))
        else:
            around.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run.font.color.rgb = RGBColor.from_string(self.accent[1:].upper())
        around.append(run._r)
        paragraph._p.append(around)

    def picture(self, run: Run, svg: str, alternative: str, share: float) -> None:
        """Put a drawing into a run as a picture, of the height of a letter where it takes no share of the width.

        One without text alternative is told as decoration.
        """
        drawn = io.BytesIO(picture_png(svg))
        size: Length | None = Emu(int(_TEXT_WIDTH * share)) if share else None
        shape = run.add_picture(drawn, width=size, height=None if size else Pt(8))
        told = shape._inline.docPr
        told.set("descr", alternative)
        if not alternative:
            _decorative(told)

    def table(self, grid: Grid) -> None:
        if grid.caption:
            self.fill(self.word.add_paragraph(style="Caption"), grid.caption)
        rows = (*grid.heads, *grid.rows)
        if not rows or not rows[0]:
            return
        made = self.word.add_table(rows=0, cols=len(rows[0]), style="Light Shading")
        # The first column is no head of rows by itself: cells that are heads are set strong one by one.
        look = made._tbl.tblPr.find(qn("w:tblLook"))
        made._tbl.tblPr.replace(
            look, _element("w:tblLook", val="0620", firstRow="1", firstColumn="0", noHBand="1", noVBand="1")
        )
        widths = [Length(int(_TEXT_WIDTH * share / sum(grid.widths))) for share in grid.widths]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for number, cells in enumerate(rows):
            row = made.add_row()
            properties = row._tr.get_or_add_trPr()
            properties.append(_element("w:cantSplit"))
            if number < len(grid.heads):
                properties.append(_element("w:tblHeader"))
            for cell, place in zip(cells, row.cells, strict=True):
                self.cell(place.paragraphs[0], cell)
        self.word.add_paragraph()

    def cell(self, paragraph: WordParagraph, cell: Cell) -> None:
        paragraph.paragraph_format.space_after = Pt(1)
        if cell.is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.fill(paragraph, cell.line, bold=cell.is_head, size=8)


def _element(name: str, /, **attributes: str) -> BaseOxmlElement:
    """Make an element of the word processor's own names, such as `w:tblHeader`."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key if ":" in key else f"w:{key}"), value)
    return made


def _language(properties: BaseOxmlElement) -> None:
    properties.append(_element("w:lang", val="en-GB"))


def _short(name: str) -> str:
    """Give a place a name that word processors take: letters, digits and underscores, at most 40."""
    return "_" + "".join(letter if letter.isalnum() else "_" for letter in name)[:39]


def _bookmark(paragraph: WordParagraph, name: str) -> None:
    number = str(zlib.crc32(name.encode()) & 0x7FFFFFFF)
    paragraph._p.insert(1, _element("w:bookmarkStart", id=number, name=_short(name)))
    paragraph._p.append(_element("w:bookmarkEnd", id=number))


def _decorative(told: BaseOxmlElement) -> None:
    extensions = OxmlElement("a:extLst")
    extension = OxmlElement("a:ext")
    extension.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    mark = extension.makeelement(f"{{{_DECORATIVE}}}decorative", {"val": "1"}, {"adec": _DECORATIVE})
    extension.append(mark)
    extensions.append(extension)
    told.append(extensions)


def _at_rest(packed: bytes, date: datetime.date) -> bytes:
    """Pack the parts anew with one date, since the library writes the time of day beside each."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, (max(date.year, 1980), date.month, date.day, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return held.getvalue()
