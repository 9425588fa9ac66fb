"""Whose conduct a clause describes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interpose.case.read.lexicon import Lexicon
from interpose.reading.speech.speakers import Speaker
from interpose.reading.words.mentions import PLACE, Mention, acting, is_place, states

__all__ = ["Setting", "deployed_elsewhere", "of_many", "subjects"]

_TOWARDS = re.compile(
    r"\b(?:in|to|for|into|inside|on|within|against|towards?|across|over|of|by|from|with|between|near|at|throughout|outside)\s+"
    r"(?:the\s+|eastern\s+|western\s+|northern\s+|southern\s+|post-war\s+|neighbouring\s+|neighboring\s+)*$",
    re.IGNORECASE,
)
_HELPED = re.compile(r"\b(?:assist|help|train|support|protect|aid|arm|equip|back)\w*\s+(?:the\s+)?$", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:some|several|many|most|few|other|others|various|all|these|those|no|both|European|Western|allied|member|African|Arab|Muslim"
    r"|Asian|regional|participating|contributing|willing|\d+|two|three|four|five|six|seven|eight|nine|ten|a\s+dozen|a\s+group\s+of"
    r"|a\s+number\s+of)\s+(?:\w+\s+){0,2}?(?:states|countries|nations|allies|members|governments|leaders|partners|capitals"
    r"|contributors|armies|diplomats|officials)\b"
    r"|\b(?:[Oo]thers|[Pp]artners|[Aa]llies|[Nn]obody|[Nn]o\s+one|[Ss]ome|[Ee]uropeans?|[Ee]urope|[Aa]llied\s+states)\b(?!\s+of\s+(?:our|us))"
    r"|\b(?:the|a|an|any)\s+(?:\w+\s+){0,2}?(?:alliance|bloc|union|coalition|organi[sz]ation|council|group|force|mission|peacekeepers)\b(?=[^,]{0,30}$)"
)
"""Those who are many, or a body of states: what is told of them is told of no state in particular."""
_OWN = re.compile(
    r"\b(?:we|our|I|us|my|his|her|its|he|she|it|his\s+country|her\s+country|the\s+country|the\s+government)\b(?=[^.;]{0,60}$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a clause is read with.

    Parameters
    ----------
    lexicon : Lexicon
        What words mean.
    speaker : Speaker or None
        Who says it.
    parties, providers : tuple of str
        As `Article` has them.
    described : sequence of Mention
        The states of the clause before.
    goes_on : bool
        Whether it goes on about what was said before.
    at_home : bool
        Whether troops in a state that is no party are none of the matter: the text is about the parties, or it is said aside.
    relayed : bool
        Whether it came through another outlet.
    year : int or None
        When the text appeared.
    """

    lexicon: Lexicon
    speaker: Speaker | None
    parties: tuple[str, ...]
    providers: tuple[str, ...]
    described: Sequence[Mention]
    goes_on: bool
    at_home: bool
    relayed: bool = False
    year: int | None = None


def subjects(words: str, start: int, end: int, setting: Setting, cue: tuple[int, int] | None = None) -> list[Mention]:
    """Find the states whose conduct a clause describes: those named before the words of firmness, else after."""
    speaker, parties = setting.speaker, setting.parties
    edge = cue[1] if cue else start
    everything = [
        mention
        for mention in states(words, start, end, setting.lexicon)
        if not (set(mention.values) <= set(parties) and _TOWARDS.search(words[max(start, mention.start - 30) : mention.start]))
        and not (speaker is not None and _belongs(words, mention, speaker))
        # The soldiers of a party are no force that comes.
        and not (set(mention.values) <= set(parties) and _own_soldiers(words, mention, setting.lexicon))
    ]
    if cue is None:
        return acting(words, start, everything)
    ahead = [mention for mention in everything if mention.start < cue[0]]
    own = [mention for mention in ahead if speaker is not None and mention.values == (speaker.state,)]
    others = [mention for mention in acting(words, start, ahead) if mention not in own]
    if others:
        return [*others, *_joined(words, own, others), *_gapped(words, cue[1], everything)]
    if own:
        return [*own, *_gapped(words, cue[1], everything)]
    inside = [mention for mention in everything if cue[0] <= mention.start < cue[1] and not is_place(words, cue[0], mention)]
    if inside:
        return inside
    if speaker is not None and speaker.state is not None and speaker.kind == "on_record":
        return []
    # A party that is named after the words of firmness is whom the force is for.
    return [
        mention
        for mention in acting(words, edge, [each for each in everything if each.start >= edge])
        if not _HELPED.search(words[max(start, mention.start - 24) : mention.start]) and not set(mention.values) <= set(parties)
    ]


def _joined(words: str, own: Sequence[Mention], others: Sequence[Mention]) -> Iterator[Mention]:
    """Give the speaker's own state where it acts with others: Turkey and Norway."""
    for mention in own:
        if any(re.fullmatch(r",?\s+and\s+(?:the\s+)?", words[mention.end : other.start]) for other in others):
            yield mention


_SO_MANY = re.compile(r",?\s+(?:with\s+)?(?:an?|up\s+to|about|some|\d[\d,.]*)\s")


def _gapped(words: str, start: int, everything: Sequence[Mention]) -> Iterator[Mention]:
    """Give the states of which a verb is told again without saying it: "Spain offered a company, and Greece a hospital"."""
    for mention in everything:
        joined = mention.start >= start and re.search(r"(?:,|\band)\s+$", words[max(start, mention.start - 6) : mention.start])
        if joined and _SO_MANY.match(words, mention.end):
            yield mention


def _own_soldiers(words: str, mention: Mention, lexicon: Lexicon) -> bool:
    after = lexicon.topics["sent"].search(words, mention.end, mention.end + 24)
    return mention.kind == "demonym" and after is not None and " and " not in words[mention.end : after.start()]


def _belongs(words: str, mention: Mention, speaker: Speaker) -> bool:
    """Tell whether a state is named as the one that a speaker comes from, and not as one that acts."""
    if speaker.start <= mention.start < speaker.end:
        return speaker.kind != "on_record" or mention.values != (speaker.state,)
    return (
        mention.end <= speaker.start
        and mention.values != (speaker.state,)
        and re.fullmatch(r"[’']s(?:\s+[\w-]+){0,4},?\s*|(?:\s+[\w-]+){0,4}\s*", words[mention.end : speaker.start]) is not None
    )


def of_many(words: str, start: int, cue: int, speaker: Speaker | None) -> bool:
    """Tell whether a clause is about many, named before its words of firmness, and not about the speaker's own side."""
    first = speaker.end if speaker is not None and start <= speaker.end <= cue else start
    many = list(_MANY.finditer(words, first, cue))
    return bool(many) and not _OWN.search(words, many[-1].end(), cue)


_THERE = re.compile(r"(?:[^,.;:—–]|,(?=\d))*\b(?:in|to|into)\s+(?:the\s+)?")


def deployed_elsewhere(
    words: str, start: int, end: int, setting: Setting, own: Sequence[Mention], *, near: bool = False
) -> bool:
    """Tell whether troops go to, or are in, a state that is not of the case, and not at home; near: in the same breath."""
    home = {code for mention in own for code in mention.values}
    return any(
        not set(mention.values) & {*setting.parties, *home}
        and (
            _THERE.fullmatch(words, start, mention.start)
            if near
            else PLACE.search(words[max(start, mention.start - 20) : mention.start])
        )
        for mention in states(words, start, end, setting.lexicon)
        if mention.kind == "name" or (mention.kind == "capital" and not near)
    )
