"""Where a text names states and outlets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from interpose.case.read.lexicon import WORD, Lexicon, StateForm

__all__ = ["PLACE", "Mention", "acting", "blanked", "is_place", "outlets", "set_aside", "settled", "states"]

PLACE = re.compile(r"\b(?:in|at|near|to|for|with|against|between|into|inside|towards?|outside|over|from|of)\s+(?:the\s+)?$")
_OBJECT = re.compile(r"\b(?:of|for|to|with|against|about|between)\s+(?:the\s+)?$")
_GIVEN_BY = re.compile(
    r"\b(?:participation|involvement|contributions?|contingents?|troops|soldiers|peacekeepers|officers|forces|battalions?|offers?"
    r"|pledges?|commitments?|readiness|willingness|refusal|decision|deployment|approval|interest)\s+(?:of|from|by)\s+(?:the\s+)?$"
    r"|\b(?:government|authorities|parliament|cabinet|leaders?|ministers?|nobody|no\s+one|officials?|everyone)\s+(?:in|of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the text that names something."""

    start: int
    end: int
    values: tuple[str, ...]
    kind: str


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


def settled(text: str, lexicon: Lexicon, parties: Collection[str] = ()) -> Lexicon:
    """Settle what the ambiguous forms of states mean in a text: those that the text names in another form, or none.

    Parameters
    ----------
    text : str
        The whole text.
    lexicon : Lexicon
        What words mean in any text.
    parties : collection of str
        States that the text is about: what may be one of them is.

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
    named |= set(parties)
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


def _same(one: str, other: str) -> bool:
    return one == other or one.replace("’", "'").replace("\n", " ") == other.replace("’", "'")


@lru_cache(maxsize=4)
def _outlet_pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(form) for form in ordered) + r")(?![\w-])")


def acting(words: str, start: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out the states that are places: "in Bosnia, Kosovo and Chad" names three."""
    kept: list[Mention] = []
    place: Mention | None = None
    for mention in mentions:
        listed = place is not None and _AND.fullmatch(words, place.end, mention.start) is not None
        place = mention if listed or is_place(words, start, mention) else None
        if place is None:
            kept.append(mention)
    return kept


_AND = re.compile(r",?\s+(?:(?:and|or)\s+)?(?:the\s+)?|,\s*")


def is_place(words: str, start: int, mention: Mention) -> bool:
    """Tell whether a state is named as the place of something, and not as who does it."""
    before = words[max(start, mention.start - 50) : mention.start]
    told = PLACE if mention.kind in ("capital", "name") else _OBJECT
    return told.search(before) is not None and _GIVEN_BY.search(before) is None
