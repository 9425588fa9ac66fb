"""Where a text states conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

__all__ = ["SaidCondition", "conditions"]

_BEGINS = (
    r"(?:only\s+)?(?:if|once|unless)\s+|(?:provided|providing)\s+(?:that\s+|(?=(?:there|it|they|he|she|we)\b))"
    r"|(?<=, )provided\s+|on\s+(?:the\s+)?condition\s+that\s+|(?:as|so)\s+long\s+as\s+"
    r"|should\s+(?=(?:an?|the|any)\s+[\w-]+\s+(?:hold|be|come|ask|call|agree|take)\b)|(?:in\s+the\s+event|in\s+case)\s+of\s+"
    r"|subject\s+to\s+|pending\s+|(?:depend(?:s|ed|ent|ing)?|conditional|contingent|hing(?:es?|ed|ing))\s+(?:up)?on\s+"
    r"|(?:after|following|as\s+part\s+of)\s+"
    r"(?=(?:an?\s+|the\s+|any\s+)?(?:\w+\s+){0,2}(?:ceasefire|cease-fire|truce|peace|armistice|war|fighting)\b)"
    r"|under\s+(?!any\b)(?=(?:an?\s+|the\s+)?(?:\w[\w.]*\s+){0,2}(?:mandate|auspices|flag|command))"
    r"|wenn\s+|falls\s+|nach\s+(?=einem\s+Waffenstillstand)|après\s+(?=un\s+cessez)"
)
"""How conditions begin."""
_EVENTS = ("after", "follo", "nach", "après")
_EVENT = re.compile(
    r"(?:ceasefire|cease-fire|truce|peace|armistice|war|fighting|Waffenstillstands?|cessez-le-feu)"
    r"(?:\s+(?:deal|agreement|settlement|accord|talks))?(?:\s+(?:in|for|with|between)\s+(?:the\s+)?[A-Z]\w+)?"
    r"(?:\s+(?:is|has\s+been|was|were)\s+\w+|\s+(?:ends?|ended|holds?|takes?\s+(?:hold|effect)|begins?|stops?))?"
)
_LIST_END = re.compile(r"[.;!?]")
_LISTED = re.compile(r"\bconditions?\s*$")
_BETWEEN_LISTED = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_CONDITION_END = re.compile(
    r"[,;:.!?“”\"»\n](?!\d)|\s(?:said|says|told|according|while|whereas|but|and\s+(?:that|would|will|was|were))\b"
)


@dataclass(frozen=True, slots=True)
class SaidCondition:
    """A stretch of the text that states a condition; its first words, up to `head`, tell that it is one."""

    start: int
    head: int
    end: int


def conditions(text: str, start: int, end: int, providers: tuple[str, ...] = ()) -> Iterator[SaidCondition]:
    """Find conditions in a stretch of a text; so is the support of a provider, by the words for it."""
    place, begins = start, _condition_pattern(providers)
    while (match := begins.search(text, place, end)) is not None:
        stop = _CONDITION_END.search(text, match.end(), min(end, match.end() + 140))
        last = stop.start() if stop else min(end, match.end() + 140)
        while last > match.start() and text[last - 1].isspace():
            last -= 1
        if match[0][:5].lower().strip() in _EVENTS and (event := _EVENT.search(text, match.end(), last)) is not None:
            last = event.end()
        if text[last : last + 1] == ":" and _LISTED.search(text, match.end(), last):
            yield from _listed(text, last + 1, end)
            return
        if last > match.end():
            yield SaidCondition(match.start(), match.end(), last)
        place = max(last, match.end())


def _listed(text: str, start: int, end: int) -> Iterator[SaidCondition]:
    """Give the conditions of a list: on two conditions: one and another."""
    stop = _LIST_END.search(text, start, end)
    last = stop.start() if stop else end
    between = [each.span() for each in _BETWEEN_LISTED.finditer(text, start, last)]
    edges = [start, *(edge for pair in between for edge in pair), last]
    for one, other in list(pairwise(edges))[::2]:
        first = other - len(text[one:other].lstrip())
        yield SaidCondition(first, first, other)


@lru_cache(maxsize=4)
def _condition_pattern(providers: tuple[str, ...]) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(providers, key=len, reverse=True))
    helped = (
        rf"|with\s+(?=(?:\w+\s+){{0,2}}(?:{forms})(?:[’']s)?\s+(?:\w+\s+){{0,2}}(?:support|backing|backstop|guarantees?|help))"
        if providers
        else ""
    )
    return re.compile(rf"\b(?:{_BEGINS}{helped})", re.IGNORECASE)
