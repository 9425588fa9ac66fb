"""The words of a text without its markup and spacing, its places kept: what quotes are matched with."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

__all__ = ["blank_markup", "decode_entities", "normalise"]

_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|body|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|hr|html|li|main|nav"
    r"|ol|p|section|table|td|th|title|tr|ul)\b|<br\b",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def normalise(text: str) -> str:
    r"""Bring a text to Unicode NFC with single spaces: what two copies of the same words have in common.

    Examples
    --------
    >>> normalise("a\n  b\u00a0c")
    'a b c'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def blank_markup(text: str) -> str:
    """Replace HTML tags, scripts, styles and comments by spaces, each character by one, so that places stay what they are.

    The time grows with the length, whatever is nested or left open.
    """
    if "<" not in text:
        return text
    lowered = text.lower()
    # Case folding may change lengths in a few scripts; then tags are matched as they are written.
    lowered = lowered if len(lowered) == len(text) else text
    pieces: list[str] = []
    place = 0
    for opening, closing in (("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->")):
        pieces, place = [], 0
        while (start := lowered.find(opening, place)) >= 0:
            end = lowered.find(closing, start)
            stop = len(text) if end < 0 else end + len(closing)
            pieces += [text[place:start], _blank(text[start:stop])]
            place = stop
        text = "".join([*pieces, text[place:]])
        lowered = text.lower() if len(text.lower()) == len(text) else text
    return _TAG.sub(lambda tag: _gap(tag[0]), text)


def decode_entities(text: str) -> tuple[str, Sequence[int]]:
    r"""Put characters in the place of HTML entities.

    Parameters
    ----------
    text : str
        A text, markup blanked.

    Returns
    -------
    tuple of str and sequence of int
        The text, and for each of its characters, and its end, the place in the text that was given.

    Examples
    --------
    >>> decode_entities("1&nbsp;000 men")[0]
    '1\xa0000 men'
    """
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for entity in _ENTITY.finditer(text):
        decoded = html.unescape(entity[0])
        if decoded == entity[0]:
            continue
        pieces += [text[last : entity.start()], decoded]
        places += [*range(last, entity.start()), *[entity.start()] * len(decoded)]
        last = entity.end()
    if not pieces:
        return text, range(len(text) + 1)
    return "".join([*pieces, text[last:]]), [*places, *range(last, len(text) + 1)]


def _gap(tag: str) -> str:
    """Blank a tag; the tag of a block parts what stands before it from what follows, as an empty line does."""
    return "\n\n" + _blank(tag)[2:] if _BLOCK.match(tag) else _blank(tag)


def _blank(stretch: str) -> str:
    return "\n".join(" " * len(line) for line in stretch.split("\n"))
