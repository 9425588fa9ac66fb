"""A news text cut into sentences whose places are those of the text as it was given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Sentence", "asides", "clauses", "sentences"]

_ABBREVIATION = re.compile(
    r"^(?:[a-z]|mr|mrs|ms|dr|prof|gen|lt|col|maj|sgt|sen|rep|st|nos?|vs|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|e\.g|i\.e"
    r"|u\.[skn]|e\.u|u\.s\.a|[ap]\.m|ca|approx|bzw|z\.b)$"
)
_BREAK = re.compile(r"[.!?…。؟]+[\"”’»)\]]*(?=\s)|\n[ \t\r]*\n\s*")
_CAPTION = re.compile(
    r"^\s*(?:\[?(?:photo|image|file photo|file|picture|caption|credit|illustration|video|graphic|foto|bild|read more|related"
    r"|advertisement|advert|subscribe|sign up|share this|copyright|©)\b\s*[:\-–—|(]"
    r"|.*(?:/|\()(?:getty|afp|ap|reuters|epa|dpa|anadolu)(?: images| photo)?\)?\s*$)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r";\s+|\s[—–-]\s|,?\s+(?=(?:while|whereas|but|although|though|even\s+as|aber|während|mais)\b)"
    r"|,\s+(?=(?:adding|saying|noting|stressing|insisting|warning)\b)"
    r"|,\s+(?=(?:and\s+(?:[A-Z]|the\s[A-Z])|with\s+[A-Z]))"
    r"|,?\s+(?=and\s+(?:the\s+)?[A-Z]\w+\s+(?:would|will|has|is|was|could|does|did|plans|says|said|refused|offered|pledged|ruled)\b)"
    r"|,?\s+(?=and\s+(?:it\s+)?(?:would|will|has|is|does|did|plans|refused|offered|pledged|ruled|rejected)\b)"
    r"|,\s+(?=[A-Z]\w+\s+(?:would|will|has|is|was|could|does|did|plans|refused|offered|pledged|ruled|rejected)\b)"
)
_ASIDE = re.compile(
    r"^\W?(?P<asked>Asked\b[^,.;“”]{3,160})(?=,)"
    r"|,\s+(?P<words>(?:which|who|whose|where|(?:led|backed|headed|chaired|joined|supported|hosted) by)\b(?!\s+(?:quote|cite))"
    r"[^,.;“”]{3,160})(?=[,.;]|$)"
    r"|\s[–—]\s(?P<between>[^–—.;“”]{3,160})\s[–—](?=\s)"
)


LONGEST_SENTENCE = 4000
"""Most characters of a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the text.

    Parameters
    ----------
    start, end : int
        Its place: `text[start:end]`.
    text : str
        The words.
    headline : bool
        Whether it is a line without an end mark: a heading, a byline.
    """

    start: int
    end: int
    text: str
    headline: bool


def sentences(text: str) -> Iterator[Sentence]:
    """Cut a text into sentences; captions, credits and advertisements are left out.

    Parameters
    ----------
    text : str
        The text, markup blanked.

    Yields
    ------
    Sentence
        In the order of the text.
    """
    start = 0
    for stop in [*_ends(text), len(text)]:
        while stop - start > LONGEST_SENTENCE:
            # No writer's sentence is that long: it is cut, so that the time grows with the text and not with its square.
            space = text.rfind(" ", start, start + LONGEST_SENTENCE)
            cut = space + 1 if space > start else start + LONGEST_SENTENCE
            yield from _trimmed(text, start, cut)
            start = cut
        yield from _trimmed(text, start, stop)
        start = stop


def clauses(words: str) -> list[tuple[int, int]]:
    """Cut the words of a sentence into clauses, as places."""
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(words)), len(words)]
    return [(one, other) for one, other in pairwise(cuts) if one < other]


def asides(words: str) -> list[tuple[int, int]]:
    """Find what is said aside, between commas or dashes: "which has sent troops elsewhere"; and what was asked."""
    return [match.span(match.lastgroup or "words") for match in _ASIDE.finditer(words)]


def _ends(text: str) -> Iterator[int]:
    for match in _BREAK.finditer(text):
        if match[0][0] == "\n":
            yield match.end()
            continue
        if match[0] == ".":
            word = re.search(r"[\w.’']*$", text[max(0, match.start() - 24) : match.start()])
            before = word[0].casefold() if word else ""
            if _ABBREVIATION.match(before):
                # An abbreviation ends a sentence only before a line break or a quotation.
                following = text[match.end() : match.end() + 3]
                if not following.lstrip(" ").startswith(("\n", "“")):
                    continue
        yield match.end()


def _trimmed(text: str, start: int, stop: int) -> Iterator[Sentence]:
    stretch = text[start:stop]
    left = len(stretch) - len(stretch.lstrip("\ufeff \t\r\n"))
    words = stretch.strip("\ufeff \t\r\n")
    if not words or not re.search(r"\w{2}", words):
        return
    finished = words[-1] in '.!?…。؟"”’»)]'
    lines = words.split("\n")
    if not finished and len(lines) > 1 and all(len(line) < 160 for line in lines):
        # A heading, a byline and a date stand on lines of their own.
        place = start + left
        for line in lines:
            yield from _trimmed(text, place, place + len(line))
            place += len(line) + 1
        return
    if _CAPTION.match(words):
        return
    # A heading may stand on the line before a sentence without a blank line between.
    if (
        len(lines) > 1
        and len(lines[0]) < 110
        and lines[0][-1:] not in '.,;:!?…”"-–—'
        and lines[1][:1].isupper()
        and (len(lines) > 2 or 2 * len(lines[0]) < len(lines[1]))
    ):
        offset = len(lines[0]) + 1
        if len(lines[0]) < 0.8 * max(len(line) for line in lines[1:]):
            yield from _trimmed(text, start + left, start + left + len(lines[0]))
            yield from _trimmed(text, start + left + offset, start + left + len(words))
            return
    yield Sentence(start + left, start + left + len(words), words, headline=not finished)
