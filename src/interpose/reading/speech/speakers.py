"""Who says a sentence, and through whom it came."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from interpose.case.read.lexicon import Lexicon
from interpose.reading.article import Person
from interpose.reading.speech.candidates import Speaker, named, who
from interpose.reading.words.mentions import Mention, outlets, states
from interpose.reading.words.speech_verbs import (
    ACCORDING,
    DEEDS,
    NAMED,
    PASSIVE,
    PRONOUN,
    REPORTED_TO,
    REPORTS,
    SAME_PEOPLE,
    THEM,
    VERB,
    titles_of,
)

__all__ = ["Speaker", "find_speaker", "introduced", "relays"]

MOST_VERBS = 12
"""Verbs of speech that are tried in one sentence."""


_COLON = re.compile(r":(?=\s+[“\"«„‘–])")


def find_speaker(
    text: str, start: int, end: int, lexicon: Lexicon, people: Mapping[str, Person], before: Speaker | None
) -> Speaker | None:
    """Find who says a sentence.

    Parameters
    ----------
    text : str
        The whole text, markup blanked.
    start, end : int
        The sentence.
    lexicon : Lexicon
        Forms of states and outlets.
    people : mapping of str to Person
        Known people by their last name.
    before : Speaker or None
        Who spoke last: whom a pronoun, or a quotation that goes on, is taken for.

    Returns
    -------
    Speaker or None
        The speaker, where the sentence names one.
    """
    for lead in islice(ACCORDING.finditer(text, start, end), MOST_VERBS):
        if before is not None and before.kind != "on_record" and THEM.match(text, lead.end(), end):
            return _again(before)
        found = who(text, lead.end(), min(end, lead.end() + 140), lexicon, people, forward=True)
        if found is not None:
            return found
    for colon in islice(_COLON.finditer(text, start, end), MOST_VERBS):
        found = who(text, _left_edge(text, start, colon.start()), colon.start(), lexicon, people, forward=False)
        if found is not None:
            return found
    # Who said it comes before who pledged it: in "France pledged troops, Durand said" Durand speaks.
    verbs = sorted(VERB.finditer(text, start, end), key=lambda verb: (DEEDS.match(verb[0]) is not None, verb.start()))
    for verb in verbs[:MOST_VERBS]:
        if PASSIVE.search(text[max(start, verb.start() - 16) : verb.start()]):
            continue
        left = _left_edge(text, start, verb.start())
        if before is not None and before.kind != "on_record" and SAME_PEOPLE.search(text, left, verb.start()):
            return _again(before)
        found = who(text, left, verb.start(), lexicon, people, forward=False)
        if found is not None:
            return found
        if before is not None and PRONOUN.search(text[max(start, verb.start() - 16) : verb.start()]):
            return _again(before)
        if text[max(start, verb.start() - 3) : verb.start()].strip().endswith(("”", "“", '"', "»", ",")):
            found = who(text, verb.end(), min(end, verb.end() + 100), lexicon, people, forward=True)
            if found is not None:
                return found
    if before is not None and text[start : start + 1] in '“"«„':
        return _again(before)
    return None


def _again(before: Speaker) -> Speaker:
    """Give who spoke before, whom the sentence does not name again."""
    return replace(before, start=-1, end=-1)


_BEGINS = re.compile(rf"{NAMED.pattern}(?=,?\s+[a-z])")


def introduced(text: str, start: int, end: int, lexicon: Lexicon, people: Mapping[str, Person]) -> Speaker | None:
    """Find somebody whom a sentence brings in by title and name at its beginning, without a word of speech: "he" comes next."""
    match = titles_of(lexicon).before_name.search(text, start, min(end, start + 90))
    stretch = text[start:end]
    if match is None or len(text[start : match.start()].split()) > 3:
        alone = _BEGINS.match(stretch)
        if alone is None or states(stretch, 0, alone.end("name"), lexicon) or outlets(stretch, 0, alone.end("name"), lexicon):
            return None
        return named(stretch, start, 0, 0, alone.end("name"), None, lexicon, people)
    name = match.start("name") - start
    return named(stretch, start, match.start() - start, name, match.end() - start, match["title"], lexicon, people)


def relays(text: str, start: int, end: int, lexicon: Lexicon, own: str | None) -> list[Mention]:
    """Find the outlets through which a sentence came, the reporting outlet itself left out."""
    found: list[Mention] = []
    for mention in outlets(text, start, end, lexicon):
        name = mention.values[0]
        around = text[max(start, mention.start - 40) : mention.start].lower()
        following = text[mention.end : min(end, mention.end + 40)].lower()
        reports = REPORTED_TO.search(around)
        does = REPORTS.match(following)
        if (
            (reports or does)
            and (own is None or name.casefold() not in own.casefold())
            and name not in {m.values[0] for m in found}
        ):
            found.append(mention)
    return found


def _left_edge(text: str, start: int, end: int) -> int:
    left = max(start, end - 160)
    cut = max(text.rfind(mark, left, end) for mark in (";", "”", "»", "\n\n"))
    return max(left, cut + 1) if cut >= 0 else left
