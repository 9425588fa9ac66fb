"""Text that only says words: what would steer a terminal or turn the direction of writing is written out."""

from __future__ import annotations

import re

__all__ = ["json_text", "shortened", "visible"]

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
"""Controls but tab and line break, marks of direction, separators of lines, and halves of characters."""


def visible(text: str) -> str:
    r"""Write out what would move the cursor, colour the screen or turn the direction of writing.

    Returns
    -------
    str
        The text, with such characters as escapes; tabs and line breaks stay.

    Examples
    --------
    >>> visible("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text)


def json_text(text: str) -> str:
    r"""Write out the same in the text of a JSON document, so that it says the same to whoever reads it.

    Returns
    -------
    str
        The same document, which can be encoded as UTF-8.

    Examples
    --------
    >>> json_text('"a\u202eb"')
    '"a\\u202eb"'
    """
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def shortened(text: str, most: int) -> str:
    """Leave out the middle of a text that is too long to be told.

    Parameters
    ----------
    text : str
        Any text.
    most : int
        Most characters of it that are told.

    Returns
    -------
    str
        The text, or its beginning and end with the number of characters that were left out.

    Examples
    --------
    >>> shortened("a" * 50 + "b" * 50, 20)
    'aaaaaaaaaaaaaaa … (80 characters left out) … bbbbb'
    """
    if len(text) <= most:
        return text
    end = most // 4
    return f"{text[: most - end]} … ({len(text) - most:,} characters left out) … {text[len(text) - end :]}"
