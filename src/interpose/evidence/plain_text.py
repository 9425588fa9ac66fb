"""The words of a text without its markup and spacing, its places kept: what quotes are matched with."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["blank_markup", "normalise"]

_TAG = re.compile(r"<[^<>]*>")


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
    return _TAG.sub(lambda tag: _blank(tag[0]), text)


def _blank(stretch: str) -> str:
    return "".join("\n" if character == "\n" else " " for character in stretch)
