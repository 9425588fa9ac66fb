"""Whether quotes still stand in the captures that they were taken from."""

from __future__ import annotations

import difflib
import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from interpose.case import Case
from interpose.case.tables.evidence import Quote
from interpose.evidence.plain_text import blank_markup, normalise

__all__ = ["QuoteCheck", "capture_text", "text_digest", "verify"]

CLOSE = 0.6
"""Share of words in common from which other words are called a drift of the quote rather than something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """Whether one quote stands in a capture of its source.

    Parameters
    ----------
    quote, claim, source : str
        Names of the quote, of the claim that rests on it, and of the source.
    status : str
        `matched`, `drifted` or `missing`.
    why : str
        What differs, or why nothing could be compared.
    found : str or None
        The words that stand in the capture instead, where they drifted.
    """

    quote: str
    claim: str
    source: str
    status: Literal["matched", "drifted", "missing"]
    why: str
    found: str | None = None


def capture_text(text: str) -> str:
    """Bring a capture, text or HTML, to the words that a reader sees, normalised."""
    return normalise(html.unescape(blank_markup(text)))


def text_digest(text: str) -> str:
    """Return the SHA-256 of the words of a capture: the same for the same words, however they are marked up or broken."""
    return hashlib.sha256(capture_text(text).encode()).hexdigest()


def verify(case: Case, captures: Mapping[str, Sequence[str]]) -> tuple[QuoteCheck, ...]:
    """Match every quote with the captures of its source.

    Parameters
    ----------
    case : Case
        The case with its quotes.
    captures : mapping of str to sequence of str
        Texts by source.

    Returns
    -------
    tuple of QuoteCheck
        In the order of the quotes. Both sides are compared after Unicode NFC and white space normalisation, and no further.
    """
    texts = {source: [capture_text(text) for text in found] for source, found in captures.items()}
    return tuple(_check(quote, case.claims[quote.claim].source, texts) for quote in case.quotes)


def _check(quote: Quote, source: str, texts: Mapping[str, Sequence[str]]) -> QuoteCheck:
    if not texts.get(source):
        return QuoteCheck(
            quote=quote.id, claim=quote.claim, source=source, status="missing", why="there is no capture of its source"
        )
    exact = normalise(quote.exact)
    around = normalise(quote.prefix or ""), normalise(quote.suffix or "")
    best: tuple[float, str] = (0.0, "")
    for text in texts[source]:
        if exact in text:
            if _in_place(text, exact, *around):
                return QuoteCheck(quote=quote.id, claim=quote.claim, source=source, status="matched", why="")
            best = max(best, (1.0, exact))
        else:
            best = max(best, _closest(text, exact))
    if best[0] >= 1.0:
        return QuoteCheck(
            quote=quote.id,
            claim=quote.claim,
            source=source,
            status="drifted",
            why="the words stand there, but not where they stood",
            found=best[1],
        )
    if best[0] >= CLOSE:
        why = "only quotation marks, dashes or case differ" if _plain(best[1]) == _plain(exact) else "the words differ"
        return QuoteCheck(quote=quote.id, claim=quote.claim, source=source, status="drifted", why=why, found=best[1])
    return QuoteCheck(
        quote=quote.id, claim=quote.claim, source=source, status="missing", why="the capture holds nothing like it"
    )


def _in_place(text: str, exact: str, prefix: str, suffix: str) -> bool:
    place = text.find(exact)
    while place >= 0:
        before, after = text[:place].rstrip(), text[place + len(exact) :].lstrip()
        if (not prefix or before.endswith(prefix)) and (not suffix or after.startswith(suffix)):
            return True
        place = text.find(exact, place + 1)
    return False


def _closest(text: str, exact: str) -> tuple[float, str]:
    """Find the stretch of a text that is closest to a quote, word by word."""
    words = exact.split()
    plain = [_plain(word) for word in words]
    everything = list(re.finditer(r"\S+", text))
    tokens = [_plain(word[0]) for word in everything]
    # Only stretches around the rarest word of the quote are compared: the time grows with the text, not with its square.
    places: dict[str, list[int]] = {}
    wanted = set(plain)
    for place, token in enumerate(tokens):
        if token in wanted:
            places.setdefault(token, []).append(place)
    known = sorted((len(found), plain.index(token), token) for token, found in places.items())
    best: tuple[float, str] = (0.0, "")
    for _, offset, token in known[:3]:
        for place in places[token][:200]:
            first = max(0, place - offset)
            last = min(len(tokens), first + len(words))
            ratio = difflib.SequenceMatcher(None, plain, tokens[first:last], autojunk=False).ratio()
            if ratio > best[0] and first < last:
                best = (min(ratio, 0.999), text[everything[first].start() : everything[last - 1].end()])
    return best


def _plain(words: str) -> str:
    return re.sub(r"[^\w ]", "", words.casefold().replace("-", " "))
