"""Numbers with what they count: not years, and not what is there already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from interpose.case.read.lexicon import Lexicon

__all__ = ["Quantity", "quantities"]

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


def quantities(text: str, start: int, end: int, lexicon: Lexicon) -> list[Quantity]:
    """Find numbers with what they count in a stretch of a text: not years, and not what is there already."""
    found: list[Quantity] = []
    for match in chain(_quantity_pattern(tuple(lexicon.units)).finditer(text, start, end), _SIZE.finditer(text, start, end)):
        if _YEAR.search(text, max(start, match.start() - 12), match.end()) or _there_already(text, start, end, match):
            continue
        if any(each.start < match.end() and match.start() < each.end for each in found):
            continue
        low, high = _bounds(match, text[max(start, match.start() - 40) : match.start()])
        noun = match["noun"]
        unit, counts = (lexicon.units.get(noun) or lexicon.units[noun.lower()]) if noun else ("persons", "soldiers")
        found.append(Quantity(low=low, high=high, unit=unit, counts_what=counts, start=match.start(), end=match.end()))
    return found


def _there_already(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    before, after = text[max(start, match.start() - 40) : match.start()], text[match.end() : min(end, match.end() + 40)]
    return _THERE_BEFORE.search(before) is not None or _THERE_AFTER.match(after) is not None


@lru_cache(maxsize=4)
def _quantity_pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    nouns = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    vague = "|".join(sorted(_VAGUE, key=len, reverse=True))
    return re.compile(
        r"(?<![\w.,$€£-])(?:(?P<bound>up to|as many as|no more than|not more than|at most|a maximum of|fewer than|less than"
        r"|under|at least|more than|over|above|a minimum of|no fewer than|upwards of)\s+)?"
        r"(?:about\s+|around\s+|some\s+|roughly\s+|nearly\s+|almost\s+|approximately\s+|an estimated\s+)?"
        rf"(?:(?P<between>between\s+)?(?P<one>{_NUMBER})(?:\s*(?:-|–|—|\sto\s|\sand\s|\sor\s)\s*(?P<two>{_NUMBER}))?|(?P<vague>{vague})(?:\s+of)?)"
        rf"(?:-strong\b|\s+of\s+them\b|\s+(?:more|others|additional)\b(?!\s+than)|[\s-]+(?:(?!and\b|or\b|to\b|in\b|by\b|of\b)[^\W\d][\w’'-]*\s+){{0,3}}?(?P<noun>{nouns})(?!\w))",
        re.IGNORECASE,
    )


def _bounds(match: re.Match[str], before: str) -> tuple[float | None, float | None]:
    if match["vague"]:
        return _VAGUE[re.sub(r"\s+", " ", match["vague"].lower())]
    one = _value(match["one"])
    bound = (match["bound"] or "").lower()
    if match["two"]:
        other = _value(match["two"])
        # In "25 to 30 thousand" the scale stands once.
        one = one * 1000 if one < other / 100 and "thousand" in match["two"].lower() else one
        if _GROWTH.search(before):
            # By so many to so many: what it comes to counts.
            return other, other
        return (one, other) if one <= other else (other, one)
    if bound in ("at least", "more than", "over", "above", "a minimum of", "no fewer than", "upwards of"):
        return one, None
    return (None, one) if bound else (one, one)


_GROWTH = re.compile(
    r"\b(?:rais|increas|boost|enlarg|expand|grow|grew|strengthen)\w*\b[^.;]{0,30}\bby\s+(?:about\s+|some\s+)?$", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|of|before|after|from|during|mid|early|late|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)[\s-]+)(?:19|20)\d\d(?![\d,.]\d)",
    re.IGNORECASE,
)
_THERE_BEFORE = re.compile(
    r"\b(?:from\s+(?:its|the|an?|their|about|around|some)|join(?:s|ed|ing)?(?:\s+(?:the|an?|its|some|about))?|existing|current|already\s+(?:has|have|had|there)|already"
    r"|on\s+top\s+of|in\s+addition\s+to|adding\s+to|besides|beside|alongside|reinforc\w+|complement\w*)\s+(?:(?:the|its|an?|some|about|around|over|more\s+than)\s+)*$",
    re.IGNORECASE,
)
_THERE_AFTER = re.compile(
    r"\s+(?:(?:that|who|which)\s+)?(?:(?:is|are|was|were|have\s+been|has\s+been)\s+)?(?:already|currently|now)\s+(?:\w+\s+)?"
    r"(?:there|deployed|stationed|in\s+place|serving|present|on\s+the\s+ground)",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"\b(?:force|contingent|mission|army|battalion|brigade)\s+of\s+(?:(?P<bound>up\s+to|at\s+least|more\s+than|fewer\s+than)\s+)?(?:(?:about|some|around)\s+)?"
    r"(?P<one>\d{1,3}(?:,\d{3})+|\d{3,6})(?:\s+to\s+(?P<two>\d{1,3}(?:,\d{3})+|\d{3,6}))?(?P<vague>)(?P<noun>(?!))?"
    r"(?!\s*(?:\w+\s+){0,2}(?:km|kilomet|\d))"
)
"""Sizes that name no unit: a force of 64,000."""


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
