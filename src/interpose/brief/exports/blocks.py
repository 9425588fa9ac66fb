"""What a document is made of: headings, paragraphs, lists, tables and figures, each of lines of phrases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Block",
    "Cell",
    "Document",
    "FigureBlock",
    "Grid",
    "HeadingBlock",
    "Items",
    "Line",
    "Paragraph",
    "Phrase",
    "SideBySide",
    "Style",
    "TermsBlock",
]

_FULL_WIDTH, _MOST_HEIGHT = 900.0, 0.55
"""Pixels of a drawing as wide as the text, and the height of the tallest as a share of that width."""

Style = Literal["plain", "strong", "emphasis", "light"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of text within a line.

    Parameters
    ----------
    text : str
        Its words; empty for a small drawing.
    style : str
        plain, strong, emphasis, or light for what stands back.
    link : str
        Where it leads: an address, or `#name` of a place in the document; empty where nowhere.
    svg : str
        A small drawing that stands in the line, such as the sign of a legend; it says nothing by itself.
    """

    text: str
    style: Style = "plain"
    link: str = ""
    svg: str = ""


Line = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingBlock:
    """A heading, from level 1 downwards without a gap; `name` is what links lead to."""

    level: int
    line: Line
    name: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `role` is `title` or `caption` (of a figure) or a class of the page, such as lead, note or key."""

    line: Line
    role: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of lines, numbered where `ordered`."""

    lines: tuple[Line, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class TermsBlock:
    """Terms with their mark of punctuation, each with what is said of it in one or more lines."""

    rows: tuple[tuple[Line, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; a number stands flush right, and a head names its column or row."""

    line: Line
    is_number: bool = False
    is_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: its rows of heads, then its rows, all equally long."""

    caption: Line
    heads: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def widths(self) -> tuple[float, ...]:
        """Shares of the width by column: the root of its longest text, so that long ones break more often."""
        columns = zip(*self.heads, *self.rows, strict=True)
        return tuple(max(16.0, *(sum(len(span.text) for span in cell.line) for cell in cells)) ** 0.5 for cells in columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock:
    """A drawing: its text alternative, its SVG as a file of its own, and its size in pixels. Its title stands before it."""

    alternative: str
    svg: str
    width: float
    height: float

    @property
    def share(self) -> float:
        """Share of the width of the text that it takes: a wide drawing all of it, a tall one less than half a page."""
        return min(1.0, self.width / _FULL_WIDTH, _MOST_HEIGHT * self.width / max(self.height, 1.0))


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What stands side by side: columns of equal width, each of blocks from top to bottom."""

    columns: tuple[tuple[Block, ...], ...]


Block = HeadingBlock | Paragraph | Items | TermsBlock | Grid | FigureBlock | SideBySide


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A brief as a row of blocks.

    Parameters
    ----------
    title, description : str
        Of the page.
    blocks : tuple of Block
        What stands in it, from top to bottom.
    names : frozenset of str
        Places that links may lead to; other links are only words.
    """

    title: str
    description: str
    blocks: tuple[Block, ...]
    names: frozenset[str]
