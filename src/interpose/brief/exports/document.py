"""From the page of a brief to the document that PDF and DOCX are made of, so that all three say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from xml.etree import ElementTree

import lxml.html
from lxml.html import HtmlElement
from markupsafe import escape

from interpose.brief.charts.drawing import standalone
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
    SideBySide,
    Style,
    TermsBlock,
)

__all__ = ["read_document"]

_STYLES: dict[str, Style] = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("em", "i", "q"), "emphasis"),
    "small": "light",
}
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SPACE = "http://www.w3.org/2000/svg"
_SKIPPED = frozenset({"script", "style", "nav", "noscript", "button", "input", "wbr"})
_NOT_PRINTED = frozenset({"made", "narrow", "skip", "files", "hint"})
_PARTS = frozenset({"argument", "annex"})
"""Places of the page that begin a sheet of paper."""
_LINES = frozenset({"p", "dt", "dd", "li", "summary", "figcaption", "th", "td", "caption", "blockquote"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({"p", "ul", "ol", "dl", "div", "table", "figure", "section", "details", *_HEADINGS})
_ROLES = ("kicker", "question", "lead", "note", "key", "tag")


def read_document(page: str, wider: Mapping[str, str] | None = None, *, beside: bool = False) -> Document:
    """Read the page of a brief as it is printed.

    What the style sheet keeps from paper is left out here too: the contents, drawings for phones, what is for screens only, and
    of the annex what the class of the body does not ask for.

    Parameters
    ----------
    page : str
        HTML as `page_html` writes it.
    wider : mapping of str to str, optional
        For drawings that the page shows in half its width, the same as wide as paper.
    beside : bool
        Whether what the page shows side by side stays so, in drawings of half the width.

    Returns
    -------
    Document
        Headings, paragraphs, lists, tables and figures in the order of the page.

    Examples
    --------
    >>> told = read_document("<title>Ships</title><h1>Ships</h1><p>Two <b>large</b> ships.</p><p class='hint'>Click.</p>")
    >>> [type(block).__name__ for block in told.blocks]
    ['HeadingBlock', 'Paragraph']
    >>> [(span.text, span.style) for span in told.blocks[1].line]
    [('Two ', 'plain'), ('large', 'strong'), (' ships.', 'plain')]
    """
    drawings: list[str] = []

    def placed(found: re.Match[str]) -> str:
        # The parser of HTML writes names in small letters, which SVG does not bear: drawings wait outside.
        drawings.append(found.group())
        return f'<img data-drawing="{len(drawings) - 1}">'

    root = lxml.html.document_fromstring(_SVG.sub(placed, page))
    annex = next((each.removeprefix("annex-") for each in _classes(root.body)), "short")
    reader = _Reader(drawings, annex, wider or {}, beside=beside)
    blocks = tuple(_levelled(reader.blocks(root.body)))
    description = next(iter(root.xpath("//meta[@name='description']/@content")), "")
    names = frozenset(block.name for block in _flat(blocks) if isinstance(block, HeadingBlock) and block.name)
    return Document(
        title=root.findtext(".//title") or "",
        description=str(description),
        blocks=blocks,
        names=names,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    drawings: list[str]
    annex: str
    wider: Mapping[str, str]
    _: KW_ONLY
    beside: bool

    def blocks(self, parent: Iterable[HtmlElement], name: str = "", *, new_page: bool = False) -> Iterator[Block]:
        """Give the blocks inside an element; `name` is that of the section, which its first heading carries."""
        for child in parent:
            if not self.is_printed(child):
                continue
            tag = child.tag
            if tag in _HEADINGS:
                yield HeadingBlock(
                    level=_HEADINGS[tag], line=self.line(child), name=name or child.get("id", ""), new_page=new_page
                )
                name, new_page = "", False
            elif self.beside and "pair" in _classes(child):
                below = replace(self, beside=False)
                columns = [column for each in child if (column := tuple(replace(below, wider={}).blocks([each])))]
                yield from [SideBySide(tuple(columns))] if len(columns) > 1 else below.blocks(child)
            elif tag == "table":
                yield self.grid(child)
            elif tag == "figure":
                yield from self.figure(child)
            elif tag == "dl" and "meta" in _classes(child):
                yield Paragraph(self.inline(child), "note")
            elif tag == "dl":
                yield self.terms(child)
            elif tag in ("ul", "ol"):
                yield from self.items(child)
            elif "logo" in _classes(child):
                yield _logo(child.find("img"))
            elif tag in _LINES:
                if line := self.line(child):
                    yield Paragraph(line, next((role for role in _ROLES if role in _classes(child)), ""))
            else:
                yield from self.blocks(child, child.get("id") or name, new_page=new_page or child.get("id") in _PARTS)
                name, new_page = "", False

    def is_printed(self, element: HtmlElement) -> bool:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or element.get("aria-hidden") == "true":
            return False
        classes, full = _classes(element), self.annex == "full"
        if self.annex == "none" and (element.get("id") == "annex" or "refs" in classes):
            return False
        folded = element.tag == "details" and "printed" not in classes
        return not classes & _NOT_PRINTED and (full or not (folded or "full" in classes))

    def items(self, element: HtmlElement) -> Iterator[Block]:
        rows = [item for item in element.iterchildren("li") if self.is_printed(item)]
        if any(child.tag in _BLOCKS for item in rows for child in item):
            for item in rows:
                yield from self.blocks(item)
        elif "key" in _classes(element):
            yield Paragraph(tuple(span for item in rows for span in (*self.line(item), Phrase("   "))), "key")
        elif rows:
            yield Items(tuple(self.line(item) for item in rows), element.tag == "ol")

    def inline(self, element: HtmlElement) -> Line:
        """Put short terms and what is said of them in one line."""
        line: list[Phrase] = []
        for term, said in self.terms(element).rows:
            line += [*([Phrase("  ·  ")] if line else []), *term, Phrase(" "), *(span for each in said for span in each)]
        return tuple(line)

    def terms(self, element: HtmlElement) -> TermsBlock:
        rows: list[tuple[Line, tuple[Line, ...]]] = []
        for child in element.iter("dt", "dd"):
            if child.tag == "dt":
                term = self.line(child)
                is_question = bool(term) and term[-1].text.endswith("?")
                rows.append((term if is_question else (*term, Phrase(":")), ()))
            elif rows:
                term, said = rows[-1]
                rows[-1] = (term, (*said, self.line(child)))
        return TermsBlock(tuple(rows))

    def grid(self, element: HtmlElement) -> Grid:
        caption = element.find("caption")
        heads = tuple(self.cells(row) for row in element.iterfind("thead/tr"))
        rows = tuple(self.cells(row) for row in element.iterfind("tbody/tr"))
        columns = max((len(row) for row in (*heads, *rows)), default=0)
        return Grid(
            caption=() if caption is None else self.line(caption),
            heads=tuple(_filled(row, columns) for row in heads),
            rows=tuple(_filled(row, columns) for row in rows),
        )

    def cells(self, row: HtmlElement) -> tuple[Cell, ...]:
        return tuple(
            each
            for cell in row.iterchildren("th", "td")
            for each in (
                Cell(self.line(cell), "n" in _classes(cell), cell.tag == "th"),
                *[Cell(())] * (int(cell.get("colspan", "1")) - 1),
            )
        )

    def figure(self, element: HtmlElement) -> Iterator[Block]:
        """Give the title of a figure, how to read it, and then its legend, drawings and tables."""
        for child in element:
            if child.tag == "figcaption":
                found = child.find("strong")
                rest = [span for each in child if each is not found for span in (Phrase(" "), *self.line(each))]
                yield from (
                    Paragraph(line, role)
                    for line, role in (
                        (() if found is None else self.line(found), "title"),
                        (_trimmed(rest), "caption"),
                    )
                    if line
                )
            elif self.is_printed(child):
                drawing = next(child.iter("img"), None)
                if drawing is None or child.tag in ("ul", "table"):
                    yield from self.blocks([child])
                else:
                    yield self.drawn(drawing)

    def drawn(self, drawing: HtmlElement) -> FigureBlock:
        shown = self.drawings[int(drawing.get("data-drawing", "0"))]
        svg = standalone(self.wider.get(shown, shown))
        root = ElementTree.fromstring(svg)  # noqa: S314 - written by the page, without a DTD
        told = [root.findtext(f"{{{_SPACE}}}{name}", "").strip() for name in ("title", "desc")]
        width, height = (float(root.get(side, "0")) for side in ("width", "height"))
        return FigureBlock(alternative=". ".join(filter(None, told)), svg=svg, width=width, height=height)

    def line(self, element: HtmlElement) -> Line:
        return _trimmed(tuple(_joined(self.spans(element, "plain", ""))))

    def spans(self, element: HtmlElement, style: Style, link: str) -> Iterator[Phrase]:
        if element.text:
            yield Phrase(element.text, style, link)
        for child in element:
            tag = child.tag
            if tag == "img":
                yield Phrase("", svg=standalone(self.drawings[int(child.get("data-drawing", "0"))]))
            elif tag == "br":
                yield Phrase(" ", style, link)
            elif self.is_printed(child):
                inner = _STYLES.get(tag, "light" if "light" in _classes(child) else style)
                if tag in _BLOCKS | _LINES:
                    yield Phrase(" ", style)
                yield from self.spans(child, inner, child.get("href", "") if tag == "a" else link)
            if child.tail:
                yield Phrase(child.tail, style, link)


def _logo(image: HtmlElement) -> FigureBlock:
    """Put a picture that is part of the page into a drawing, as the other forms want it."""
    width, height = 256, 64
    place = f'width="{width}" height="{height}"'
    svg = f'<svg {place}><image {place} preserveAspectRatio="xMinYMid" href="{escape(image.get("src"))}"/></svg>'
    return FigureBlock(alternative=image.get("alt"), svg=standalone(svg), width=width, height=height)


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _filled(row: tuple[Cell, ...], columns: int) -> tuple[Cell, ...]:
    return (*row, *[Cell(())] * (columns - len(row)))


def _joined(spans: Iterable[Phrase]) -> Iterator[Phrase]:
    """Join neighbours of one kind, and leave one space where the page has several."""
    waiting: Phrase | None = None
    for span in spans:
        one = span if span.svg else replace(span, text=re.sub(r"[ \t\r\n]+", " ", span.text))
        if waiting is None:
            waiting = one
        elif not one.svg and not waiting.svg and (one.style, one.link) == (waiting.style, waiting.link):
            waiting = replace(waiting, text=re.sub(" +", " ", waiting.text + one.text))
        else:
            yield waiting
            if waiting.text.endswith(" ") and one.text.startswith(" "):
                one = replace(one, text=one.text.lstrip(" "))
            waiting = one
    if waiting is not None:
        yield waiting


def _trimmed(line: Iterable[Phrase]) -> Line:
    """Take the spaces off both ends of a line, and pieces that hold nothing."""
    kept = [span for span in line if span.text or span.svg]
    while kept and not kept[0].svg and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].svg and not kept[-1].text.strip():
        kept.pop()
    if kept and not kept[0].svg:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    if kept and not kept[-1].svg:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Keep headings from skipping a level, which readers of tagged documents stumble over."""
    last = 0

    def levelled(some: Iterable[Block]) -> Iterator[Block]:
        nonlocal last
        for block in some:
            if isinstance(block, SideBySide):
                yield SideBySide(tuple(tuple(levelled(column)) for column in block.columns))
            elif isinstance(block, HeadingBlock):
                if block.line:
                    last = min(block.level, last + 1)
                    yield replace(block, level=last)
            else:
                yield block

    return levelled(blocks)


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks in the order of reading, those of columns one after the other."""
    for block in blocks:
        if isinstance(block, SideBySide):
            for column in block.columns:
                yield from _flat(column)
        else:
            yield block
