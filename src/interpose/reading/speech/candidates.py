"""Who may say a sentence: everybody who stands near a verb of speech, of whom the nearest speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interpose.case.read.lexicon import Lexicon
from interpose.reading.article import Person
from interpose.reading.words.mentions import Mention, outlets, states
from interpose.reading.words.speech_verbs import (
    ANALYST_HEAD,
    HOUSE,
    NAMED,
    NEAR_WHOM,
    UNNAMED_HEAD,
    VOICE,
    VOICE_OF_OFFICE,
    Titles,
    titles_of,
)

__all__ = ["Speaker", "named", "who"]

_HOUSES = ("institution", "parliament")
_VOICES = ("capital", "name", *_HOUSES)
"""Kinds of names of a state by which its government speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says a sentence.

    Parameters
    ----------
    actor : str
        The name, or what the text calls somebody unnamed.
    office : str or None
        The office that the text gives.
    state : str or None
        State that the speaker belongs to.
    kind : str
        How the chain ends: on_record, unnamed_official, unnamed_other or analyst.
    start, end : int
        Place in the text; both -1 where it is carried over from a sentence before.
    """

    actor: str
    office: str | None
    state: str | None
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A stretch of the text in which somebody is looked for, ahead of a verb of speech (`forward` false) or after it."""

    text: str
    offset: int
    lexicon: Lexicon
    people: Mapping[str, Person]
    places: Sequence[Mention]
    papers: Sequence[Mention]
    forward: bool

    def distance(self, first: int, last: int) -> int:
        """Count the characters between the verb and a place in the stretch."""
        between = self.text[:first] if self.forward else self.text[last:]
        return len(_GAP.sub(" ", between))


_GAP = re.compile(r"[\s,]{3,}")
"""Where something said aside was blanked."""

Candidate = tuple[int, Speaker]
"""How far somebody stands from the verb, and who it is: the nearest speaks."""


def who(text: str, start: int, end: int, lexicon: Lexicon, people: Mapping[str, Person], *, forward: bool) -> Speaker | None:
    """Find who stands nearest to a verb of speech.

    Parameters
    ----------
    text : str
        The whole text, markup blanked.
    start, end : int
        The stretch beside the verb.
    lexicon : Lexicon
        Forms of states and outlets, and titles.
    people : mapping of str to Person
        Known people by their last name.
    forward : bool
        Whether it stands after the verb.


    Returns
    -------
    Speaker or None
        The nearest, where anybody is near enough.
    """
    words = text[start:end]
    stretch = _Stretch(
        text=words,
        offset=start,
        lexicon=lexicon,
        people=people,
        places=states(words, 0, len(words), lexicon),
        papers=outlets(words, 0, len(words), lexicon),
        forward=forward,
    )
    kinds = (_unnamed, _voices_of_offices, _titled, _people_by_name, _governments, _offices)
    near = 30 if forward else 90
    within = [candidate for kind in kinds for candidate in kind(stretch) if candidate[0] <= near]
    return min(within, key=lambda candidate: (candidate[0], candidate[1].start))[1] if within else None


def _unnamed(stretch: _Stretch) -> Iterator[Candidate]:
    """Find officials, diplomats and analysts without a name, with the state that they belong to."""
    text, offset = stretch.text, stretch.offset
    for head, kind in ((UNNAMED_HEAD, "unnamed_official"), (ANALYST_HEAD, "analyst")):
        for match in head.finditer(text):
            first, last = _extend(text, match.start(), stretch.lexicon), match.end()
            belongs = [code for each in states(text, first, match.start(), stretch.lexicon) for code in each.values]
            if (whom := NEAR_WHOM.match(text, last)) is not None:
                last = whom.end()
            house = HOUSE.match(text, last)
            inside = [each for each in stretch.places if house is not None and 0 <= each.start - house.end() <= 1]
            if inside:
                last = inside[0].end
                belongs = list(inside[0].values)
            state = belongs[0] if len(belongs) == 1 else None
            yield (
                stretch.distance(first, last),
                Speaker(
                    actor=_tidy(text[first:last]), office=None, state=state, kind=kind, start=offset + first, end=offset + last
                ),
            )


def _voices_of_offices(stretch: _Stretch) -> Iterator[Candidate]:
    """Find spokespersons and chiefs of services without a name: an office speaks on record."""
    text, offset = stretch.text, stretch.offset
    for match in VOICE_OF_OFFICE.finditer(text):
        last = match.end()
        house = HOUSE.match(text, last)
        inside = [each for each in stretch.places if house is not None and 0 <= each.start - house.end() <= 1]
        ahead = [each for each in stretch.places if re.fullmatch(r"(?:[’']s)?\s+", text[each.end : match.start()])]
        last = inside[0].end if inside else last
        belongs = [code for each in (inside or ahead)[:1] for code in each.values]
        state = belongs[0] if len(belongs) == 1 else None
        office = _tidy(match["title"]).lower()
        yield (
            stretch.distance(match.start(), last),
            Speaker(
                actor=_tidy(text[match.start() : last]),
                office=office,
                state=state,
                kind="on_record",
                start=offset + match.start(),
                end=offset + last,
            ),
        )


def _titled(stretch: _Stretch) -> Iterator[Candidate]:
    """Find people whose title stands before their name."""
    for match in titles_of(stretch.lexicon).before_name.finditer(stretch.text):
        start, name, title = match.start(), match.start("name"), match["title"]
        # A spokesman may be named by the house that he speaks for: of the presidency, the chancellery.
        house = next((each for each in stretch.places if each.kind in _HOUSES and 0 <= start - each.end <= 1), None)
        if house is not None and title.strip().casefold().startswith("spokes"):
            start, title = house.start, stretch.text[house.start : name]
        person = named(stretch.text, stretch.offset, start, name, match.end(), title, stretch.lexicon, stretch.people)
        if person is not None:
            yield stretch.distance(start, match.end()) - 1, person


_ARTICLE = re.compile(r"\b[Tt]he\s+(?:[a-z]+\s+){0,2}$")


def _people_by_name(stretch: _Stretch) -> Iterator[Candidate]:
    """Find people whom the case knows, whose title follows their name, or who are named in full."""
    text, titles = stretch.text, titles_of(stretch.lexicon)
    for match in NAMED.finditer(text):
        words = match["name"].split()
        first = match.start()
        while words and (titles.no_name.match(words[0]) or _is_demonym(words[0], stretch.lexicon)):
            first += len(words.pop(0)) + 1
        if _ARTICLE.search(text, 0, first) and first == match.start():
            # People have no article: the Danube Basin, the General Staff.
            continue
        known = [word for word in words if word.removesuffix("’s").removesuffix("'s") in stretch.people]
        following = titles.after_name.match(text, match.end()) or _before(text, first, titles)
        if not words or not (known or following or len(words) >= 2):
            continue
        taken = any(each.start < match.end() and each.end > first for each in (*stretch.places, *stretch.papers))
        if not known and taken:
            continue
        title = following["title"] if following else None
        if _FORMER.search(text, max(0, first - 40), first):
            title = "former official"
        person = named(text, stretch.offset, first, first, match.end(), title, stretch.lexicon, stretch.people)
        if person is not None:
            yield stretch.distance(first, match.end()), person


def _is_demonym(word: str, lexicon: Lexicon) -> bool:
    return any(form.form == word and form.kind == "demonym" for form in lexicon.states.get(word, ()))


def _before(text: str, first: int, titles: Titles) -> re.Match[str] | None:
    """Find the title of an apposition before a name: "the Russian envoy to India, Ivan Orlov"."""
    place = max((text.rfind(mark, 0, first - 2) for mark in (",", ";", "”", "“")), default=-1) + 1
    return titles.office_of.search(text, place, first) if text[:first].endswith(", ") else None


def _governments(stretch: _Stretch) -> Iterator[Candidate]:
    """Find governments and their ministries by the name of the state or its capital, and other voices of a state."""
    text, offset, office_alone = stretch.text, stretch.offset, titles_of(stretch.lexicon).office_alone
    for mention in stretch.places:
        first, one = offset + mention.start, mention.values[0] if len(mention.values) == 1 else None
        if one is not None and (office := office_alone.match(text, mention.end)) is not None:
            words = _tidy(text[mention.start : office.end()])
            ministry = Speaker(
                actor=words, office=office["title"].lower(), state=one, kind="on_record", start=first, end=offset + office.end()
            )
            yield stretch.distance(mention.start, office.end()), ministry
        if (voice := VOICE.match(text, mention.end)) is not None:
            words = _tidy(text[mention.start : voice.end()])
            voice_of = Speaker(
                actor=words, office=None, state=None, kind="unnamed_other", start=first, end=offset + voice.end()
            )
            yield stretch.distance(mention.start, voice.end()) - 2, voice_of
        elif one is not None and mention.kind in _VOICES and _speaks_alone(stretch, mention):
            name = text[mention.start : mention.end]
            government = Speaker(
                actor=name, office="government", state=one, kind="on_record", start=first, end=offset + mention.end
            )
            yield stretch.distance(mention.start, mention.end), government


def _offices(stretch: _Stretch) -> Iterator[Candidate]:
    """Find offices without a name, and the state that follows: the prime minister of a state; the president."""
    for match in titles_of(stretch.lexicon).office_of.finditer(stretch.text):
        ahead = stretch.text[: match.start()]
        if any(re.fullmatch(r"(?:[’']s)?\s+", ahead[each.end :]) for each in stretch.places if each.end <= match.start()):
            # The state stands before it.
            continue
        state, last = None, match.end("title")
        if match["state"]:
            of = [each for each in stretch.places if each.start == match.start("state") and len(each.values) == 1]
            if not of:
                continue
            state, last = of[0].values[0], of[0].end
        elif not re.search(r"\b(?:[Tt]he|[Ii]ts|[Aa]|[Hh]is|[Hh]er|[Dd]er|[Dd]ie)\s+(?:\w+\s+)?$", ahead):
            continue
        yield (
            stretch.distance(match.start(), last),
            Speaker(
                actor=_tidy(stretch.text[match.start() : last]),
                office=_tidy(match["title"]).lower(),
                state=state,
                kind="on_record",
                start=stretch.offset + match.start(),
                end=stretch.offset + last,
            ),
        )


def _speaks_alone(stretch: _Stretch, mention: Mention) -> bool:
    """Tell whether a state that is named next to the verb speaks by itself."""
    ahead = stretch.text[: mention.start]
    if stretch.distance(mention.start, mention.end) > 3 or ahead.endswith((" of ", " of the ")):
        # Farther off somebody else speaks, and after "of" it is the country of somebody who is named before it.
        return False
    # Two governments do not speak with one voice: what is told of both is told by the text.
    return re.search(r"(?:\band|\bund|\bet|,)\s+(?:the\s+)?$", ahead) is None or not any(
        each.end <= mention.start and mention.start - each.end <= 9 for each in stretch.places
    )


_OF_APPOSITION = re.compile(r"(?:[’']s)?\s+(?:[a-z][\w-]*\s+){1,4}(?:(?:to|of|for|in|at)\s+[^,.;]{2,40})?,\s+")
_FORMER = re.compile(r"\b(?:[Ff]ormer|[Rr]etired|[Ee]x-|[Oo]ne-time)\b[^.;:“”]{0,40}$")
_HONORIFICS = ("Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lord", "Lady", "Prof")


def named(
    stretch: str,
    offset: int,
    first: int,
    name_start: int,
    last: int,
    title: str | None,
    lexicon: Lexicon,
    people: Mapping[str, Person],
) -> Speaker | None:
    """Make a speaker of somebody who is named; None where the name is too short to know him by.

    Parameters
    ----------
    stretch : str
        The words in which the name stands.
    offset : int
        Where they begin in the text.
    first, name_start, last : int
        Where title and name begin, and where they end.
    title : str or None
        The title.
    lexicon : Lexicon
        Forms of states and outlets, and titles.
    people : mapping of str to Person
        Known people by their last name.


    Returns
    -------
    Speaker or None
        With the state that stands beside the name.
    """
    words = stretch[name_start:last].split()
    if words and words[0].rstrip(".") in _HONORIFICS:
        name_start += stretch[name_start:last].index(words[0]) + len(words.pop(0)) + 1
    name = _tidy(" ".join(words)).removesuffix("’s").removesuffix("'s")
    person = people.get(name.split()[-1]) if name else None
    if person is not None and not set(name.split()) <= set(person.name.split()):
        # Another person of the same last name.
        person = None
    belongs = [
        code
        for each in states(stretch, 0, len(stretch), lexicon)
        if re.fullmatch(r"(?:[’']s)?\s+", stretch[each.end : first])
        or (stretch[each.end : first] == ", " and re.search(r"\bof\s+(?:the\s+)?$", stretch[: each.start]))
        or (stretch[:first].endswith(", ") and _OF_APPOSITION.fullmatch(stretch, each.end, first) is not None)
        or first <= each.start < last
        or (each.start >= last and re.match(r"\s+of\s+|,", stretch[last:]))
        for code in each.values
    ]
    state = person.state if person else belongs[0] if belongs else None
    if person is None and title is None and len(words) < 2:
        return None
    office = _tidy(title).lower() if title else person.office if person else None
    out = title is not None and (title == "former official" or titles_of(lexicon).analyst.search(title))
    kind = "analyst" if out else "on_record"
    return Speaker(
        actor=person.name if person else name,
        office=office,
        state=state,
        kind=kind,
        start=offset + name_start,
        end=offset + last,
    )


def _extend(stretch: str, place: int, lexicon: Lexicon) -> int:
    """Walk left over the words that belong to an unnamed speaker: two senior European security officials."""
    first, modifier = place, titles_of(lexicon).modifier
    while (word := re.search(r"([\w.’'-]+)\s+$", stretch[max(0, first - 40) : first])) is not None:
        token = word[1]
        if not (modifier.match(token) or token in lexicon.states):
            break
        first = max(0, first - 40) + word.start(1)
    return first


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,.")
