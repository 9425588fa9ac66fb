"""Where a text names states, outlets, numbers and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise

from interpose.case.read.lexicon import WORD, Lexicon, StateForm

__all__ = [
    "Mention",
    "Quantity",
    "SaidCondition",
    "blanked",
    "conditions",
    "outlets",
    "quantities",
    "set_aside",
    "settled",
    "states",
]

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
    r"(?:only\s+)?(?:if|once|unless)\s+|(?:provided|providing)\s+(?:that\s+|(?=there\b))|on\s+(?:the\s+)?condition\s+that\s+|(?:as|so)\s+long\s+as\s+"
    r"|(?:in\s+the\s+event|in\s+case)\s+of\s+|subject\s+to\s+|pending\s+|(?:depend(?:s|ed|ent|ing)?|conditional|contingent|hing(?:es?|ed|ing))\s+(?:up)?on\s+"
    r"|(?:after|following|as\s+part\s+of)\s+(?=(?:an?\s+|the\s+|any\s+)?(?:\w+\s+){0,2}(?:ceasefire|cease-fire|truce|peace|armistice|war|fighting)\b)"
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


@dataclass(frozen=True, slots=True)
class SaidCondition:
    """A stretch of the text that states a condition; its first words, up to `head`, tell that it is one."""

    start: int
    head: int
    end: int


def blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Put spaces in the place of stretches of a text, so that places stay what they are."""
    for start, end in places:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def set_aside(text: str, lexicon: Lexicon) -> str:
    """Blank what holds the name of a state or a word of firmness and means neither: newspapers, treaties, "once again"."""
    patterns = (*lexicon.set_aside, lexicon.papers, _outlet_pattern(tuple(lexicon.outlets)))
    # Where markup was blanked there may be millions of spaces, at each of which every pattern would be tried.
    parts = _WIDE_GAP.split(text)
    for place in range(0, len(parts), 2):
        for pattern in patterns:
            parts[place] = pattern.sub(lambda match: " " * len(match[0]), parts[place])
    return "".join(parts)


_WIDE_GAP = re.compile(r"( {200,})")


def settled(text: str, lexicon: Lexicon) -> Lexicon:
    """Settle what the ambiguous forms of states mean in a text: those that the text names in another form, or none.

    Parameters
    ----------
    text : str
        The whole text.
    lexicon : Lexicon
        What words mean in any text.

    Returns
    -------
    Lexicon
        The same with the forms that mean a state in this text.
    """
    found = {word for word in set(_first_words(text)) if word in lexicon.states}
    unsure = {word for word in found if any(form.ambiguous in _UNSURE for form in lexicon.states[word])}
    if not unsure:
        return lexicon
    sure = replace(lexicon, states={word: _without(lexicon.states[word]) for word in found})
    named = {code for mention in states(text, 0, len(text), sure) for code in mention.values}
    meant = {word: tuple(_meant(form, named) for form in lexicon.states[word]) for word in unsure}
    return replace(
        lexicon, states={**lexicon.states, **{word: tuple(form for form in forms if form) for word, forms in meant.items()}}
    )


_UNSURE = ("elsewhere", "either")


def _first_words(text: str) -> Iterator[str]:
    for word in WORD.finditer(text):
        yield word[0]
        yield word[0].rstrip(".")


def _without(forms: tuple[StateForm, ...]) -> tuple[StateForm, ...]:
    return tuple(form for form in forms if form.ambiguous not in _UNSURE)


def _meant(form: StateForm, named: set[str]) -> StateForm | None:
    if form.ambiguous not in _UNSURE:
        return form
    meant = [code for code in form.states if code in named]
    return replace(form, states=tuple(meant)) if len(meant) == 1 else None


def states(text: str, start: int, end: int, lexicon: Lexicon) -> list[Mention]:
    """Find states in a stretch of a text, the longest form at each place."""
    found: list[Mention] = []
    place = start
    while (word := WORD.search(text, place, end)) is not None:
        place = word.end()
        token = word[0]
        forms = lexicon.states.get(token, ()) or lexicon.states.get(token.rstrip("."), ())
        if not forms and token[0].islower():
            # An adjective that is declined: britisch, britische, britischen.
            forms = lexicon.states.get(_ENDING.sub("", token), ())
        for form in forms:
            stop = word.start() + len(form.form)
            if stop > end or not _same(text[word.start() : stop], form.form):
                continue
            stop = max(stop, word.end() if form.form[0].islower() else stop)
            if text[stop : stop + 1].isalnum():
                continue
            if form.ambiguous != "person" or not _is_person(text, word.start(), stop, lexicon):
                found.append(Mention(word.start(), stop, form.states, form.kind))
            place = stop
            break
    return found


_ENDING = re.compile(r"e[rnsm]?$")
_NEXT_NAME = re.compile(r" (?!Prime|President|Foreign|Defen[cs]e|Army|King|Interior|Government|and\b)([A-ZÀ-Þ][\w’-]+)")
_NAME_BEFORE = re.compile(
    r"(?<![.!?:;”\"] )(?<!^)(?<!\n)\b(?!\w+day\b|(?:The|In|On|And|But|From|For|With|While|President|Minister|Meanwhile|Both"
    r"|King|January|February|March|April|May|June|July|August|September|October|November|December)\b)([A-ZÀ-Þ][\w’-]+) $"
)


def _is_person(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether a form that is a name of people too stands beside another name: Michael, Smith."""
    beside = (_NEXT_NAME.match(text, end), _NAME_BEFORE.search(text, max(0, start - 30), start))
    return any(name is not None and name[1] not in lexicon.states for name in beside)


def outlets(text: str, start: int, end: int, lexicon: Lexicon) -> list[Mention]:
    """Find outlets and agencies in a stretch of a text: those of the lexicon, and names that are those of a paper."""
    pattern = _outlet_pattern(tuple(lexicon.outlets))
    known = [
        Mention(match.start(), match.end(), (match[0],), lexicon.outlets[match[0]])
        for match in pattern.finditer(text, start, end)
    ]
    others = [
        Mention(match.start(), match.end(), (" ".join(match[0].split()),), "outlet")
        for match in lexicon.papers.finditer(text, start, end)
        if not any(each.start < match.end() and match.start() < each.end for each in known)
    ]
    return sorted((*known, *others), key=lambda each: each.start)


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
        rf"(?:-strong\b|\s+of\s+them\b|\s+(?:more|others)(?=[,.;])|[\s-]+(?:(?!and\b|or\b|to\b|in\b|by\b|of\b)[^\W\d][\w’'-]*\s+){{0,3}}?(?P<noun>{nouns})(?!\w))",
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
