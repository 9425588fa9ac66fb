"""Where a text names states, outlets, numbers and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from interpose.case.read.lexicon import Lexicon

__all__ = ["Mention", "Quantity", "conditions", "outlets", "quantities", "states"]

_WORD = re.compile(r"\w[\w.]*", re.UNICODE)
_DIGITS = r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-six": 26, "thirty": 30,
}  # fmt: skip
_VAGUE = {
    "hundreds of thousands": (100_000.0, 1_000_000.0),
    "tens of thousands": (10_000.0, 100_000.0),
    "several thousand": (1_000.0, 10_000.0),
    "a few thousand": (1_000.0, 10_000.0),
    "thousands": (1_000.0, 10_000.0),
    "several hundred": (100.0, 1_000.0),
    "a few hundred": (100.0, 1_000.0),
    "hundreds": (100.0, 1_000.0),
}
_NUMBER = rf"(?:{_DIGITS})(?:\s?(?:k\b|thousand|million))?|{'|'.join(sorted(_WORDS, key=len, reverse=True))}"
_BEGINS = (
    r"(?:only\s+)?(?:if|once|unless)\s+|(?:provided|providing)(?:\s+that)?\s+|on\s+(?:the\s+)?condition\s+that\s+|(?:as|so)\s+long\s+as\s+"
    r"|(?:in\s+the\s+event|in\s+case)\s+of\s+|subject\s+to\s+|pending\s+|(?:depend(?:s|ed|ent|ing)?|conditional|contingent|hing(?:es|ed|ing))\s+(?:up)?on\s+"
    r"|(?:after|following|as\s+part\s+of)\s+(?=(?:an?\s+|the\s+|any\s+)?(?:\w+\s+){0,2}(?:ceasefire|cease-fire|truce|peace|armistice|war|fighting))"
    r"|under\s+(?!any\b)(?=(?:an?\s+|the\s+)?(?:\w[\w.]*\s+){0,2}(?:mandate|auspices|flag|command))"
    r"|wenn\s+|falls\s+|nach\s+(?=einem\s+Waffenstillstand)|après\s+(?=un\s+cessez)"
)
"""How conditions begin."""
_CONDITION_END = re.compile(
    r"[,;:.!?“”\"»\n](?!\d)|\s(?:said|says|told|according|while|whereas|but|and\s+(?:that|would|will|was|were))\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the text that names something."""

    start: int
    end: int
    values: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with what it counts.

    Parameters
    ----------
    low, high : float or None
        Bounds; None where the text gives none.
    unit, counts_what : str
        Unit, and what is counted.
    start, end : int
        Place in the text.
    """

    low: float | None
    high: float | None
    unit: str
    counts_what: str
    start: int
    end: int


def states(text: str, start: int, end: int, lexicon: Lexicon) -> list[Mention]:
    """Find states in a stretch of a text, the longest form at each place."""
    found: list[Mention] = []
    place = start
    while (word := _WORD.search(text, place, end)) is not None:
        place = word.end()
        token = word[0]
        forms = lexicon.states.get(token, ()) or lexicon.states.get(token.rstrip("."), ())
        for form in forms:
            stop = word.start() + len(form.form)
            if stop <= end and _same(text[word.start() : stop], form.form) and not text[stop : stop + 1].isalnum():
                found.append(Mention(word.start(), stop, form.states, form.kind))
                place = stop
                break
    return found


def outlets(text: str, start: int, end: int, lexicon: Lexicon) -> list[Mention]:
    """Find outlets and agencies in a stretch of a text."""
    pattern = _outlet_pattern(tuple(lexicon.outlets))
    return [
        Mention(match.start(), match.end(), (match[0],), lexicon.outlets[match[0]])
        for match in pattern.finditer(text, start, end)
    ]


def quantities(text: str, start: int, end: int, lexicon: Lexicon) -> list[Quantity]:
    """Find numbers with what they count in a stretch of a text."""
    pattern = _quantity_pattern(tuple(lexicon.units))
    found = []
    for match in pattern.finditer(text, start, end):
        low, high = _bounds(match)
        noun = match["noun"]
        if noun is None:
            unit, counts = "persons", "soldiers"
        else:
            unit, counts = lexicon.units.get(noun) or lexicon.units[noun.lower()]
        found.append(Quantity(low=low, high=high, unit=unit, counts_what=counts, start=match.start(), end=match.end()))
    return found


def conditions(text: str, start: int, end: int, providers: tuple[str, ...] = ()) -> Iterator[tuple[int, int]]:
    """Find conditions in a stretch of a text, as places; so is the support of a provider, by the words for it."""
    place, begins = start, _condition_pattern(providers)
    while (match := begins.search(text, place, end)) is not None:
        stop = _CONDITION_END.search(text, match.end(), min(end, match.end() + 140))
        last = stop.start() if stop else min(end, match.end() + 140)
        while last > match.start() and text[last - 1].isspace():
            last -= 1
        if last > match.end():
            yield match.start(), last
        place = max(last, match.end())


def _same(one: str, other: str) -> bool:
    return one == other or one.replace("’", "'").replace("\n", " ") == other.replace("’", "'")


@lru_cache(maxsize=4)
def _condition_pattern(providers: tuple[str, ...]) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(providers, key=len, reverse=True))
    helped = (
        rf"|with\s+(?=(?:\w+\s+){{0,2}}(?:{forms})(?:[’']s)?\s+(?:\w+\s+){{0,2}}(?:support|backing|backstop|guarantees?|help))"
        if providers
        else ""
    )
    return re.compile(rf"\b(?:{_BEGINS}{helped})", re.IGNORECASE)


@lru_cache(maxsize=4)
def _outlet_pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(form) for form in ordered) + r")(?![\w-])")


@lru_cache(maxsize=4)
def _quantity_pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    nouns = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    vague = "|".join(sorted(_VAGUE, key=len, reverse=True))
    return re.compile(
        r"(?<![\w.,$€£-])(?:(?P<bound>up to|as many as|no more than|not more than|at most|a maximum of|fewer than|less than"
        r"|under|at least|more than|over|above|a minimum of|no fewer than|upwards of)\s+)?"
        r"(?:about\s+|around\s+|some\s+|roughly\s+|nearly\s+|almost\s+|approximately\s+|an estimated\s+)?"
        rf"(?:(?P<between>between\s+)?(?P<one>{_NUMBER})(?:\s*(?:-|–|—|\sto\s|\sand\s|\sor\s)\s*(?P<two>{_NUMBER}))?|(?P<vague>{vague})(?:\s+of)?)"
        rf"(?:-strong\b|\s+of\s+them\b|[\s-]+(?:(?!and\b|or\b|to\b|in\b|by\b|of\b)[^\W\d][\w’'-]*\s+){{0,3}}?(?P<noun>{nouns})(?!\w))",
        re.IGNORECASE,
    )


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None]:
    if match["vague"]:
        return _VAGUE[re.sub(r"\s+", " ", match["vague"].lower())]
    one = _value(match["one"])
    bound = (match["bound"] or "").lower()
    if match["two"]:
        other = _value(match["two"])
        # In "25 to 30 thousand" the scale stands once.
        one = one * 1000 if one < other / 100 and "thousand" in match["two"].lower() else one
        return (one, other) if one <= other else (other, one)
    if bound in ("at least", "more than", "over", "above", "a minimum of", "no fewer than", "upwards of"):
        return one, None
    return (None, one) if bound else (one, one)


def _value(text: str) -> float:
    words = text.lower().strip()
    if words in _WORDS:
        return float(_WORDS[words])
    scale = 1_000_000.0 if "million" in words else 1_000.0 if "thousand" in words or words.endswith("k") else 1.0
    number = re.match(_DIGITS, words)
    digits = number[0] if number else "0"
    if re.fullmatch(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+", digits):
        return float(re.sub(r"\D", "", digits)) * scale
    return float(digits) * scale
