"""What a stretch of a text is about, by its words."""

from __future__ import annotations

import re
from functools import lru_cache

from interpose.case.read.lexicon import Lexicon
from interpose.reading.words.numbers import quantities

__all__ = ["authority_words", "on_topic", "says_something"]


def on_topic(words: str, lexicon: Lexicon) -> bool:
    """Tell whether words are about a force, support for it, its authority or its ground."""
    topics = (lexicon.topics[name] for name in ("force", "support", "access", "geometry", "effort"))
    return any(pattern.search(words) for pattern in (*topics, authority_words(lexicon)))


def says_something(words: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether a stretch has words of firmness or a number: else it is no clause by itself."""
    return any(each.pattern.search(words, start, end) for each in lexicon.modalities) or any(
        # So many people, or states, are who speaks or acts.
        each.counts_what not in ("people", "states")
        for each in quantities(words, start, end, lexicon)
    )


def authority_words(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of words about who authorises a force, for the authorities that a lexicon lists."""
    return _authority_of(*(lexicon.authorities.get(kind, ()) for kind in ("organisation", "organ", "article")))


@lru_cache(maxsize=4)
def _authority_of(organisations: tuple[str, ...], organs: tuple[str, ...], articles: tuple[str, ...]) -> re.Pattern[str]:
    bodies, others = (
        "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) or "(?!)"
        for forms in (organisations, (*organs, *articles))
    )
    return re.compile(
        rf"\b(?:under\s+(?:the\s+)?(?:{bodies})\w*"
        rf"|(?:{bodies})(?:[’']s)?\s+(?:flag|command|mandate|mission|auspices|umbrella|consensus|operation)"
        r"|flag\s+of|consensus|unanimity|unanimous|qualified\s+majority|veto\w*|auspices\s+of"
        rf"|{others}|mandate\s+of\s+the\s+(?:{bodies}))\b",
        re.IGNORECASE,
    )
