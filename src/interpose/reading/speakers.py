"""Who says a sentence, and through whom it came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from interpose.case.read.lexicon import Lexicon
from interpose.reading.article import Person
from interpose.reading.mentions import Mention, outlets, states

__all__ = ["Speaker", "find_speaker", "introduced", "relays"]

_VERBS = (
    r"(?:said|says|say|told|tells|added|stressed|noted|insisted|warned|explained|confirmed|announced|declared|stated|argued"
    r"|wrote|acknowledged|replied|suggests?|suggested|reiterated|emphasi[sz]ed|admitted|reported|revealed|disclosed|called"
    r"|proposed|proposes|demanded|pledged|promised|vowed|believes?|thinks?|estimates?|estimated|denied|denies|rejected|rejects"
    r"|ruled|cautioned|indicated|hinted|maintained|underlined|signall?ed|let\s+it\s+be\s+known|made\s+(?:it\s+)?(?:clear|plain|known)|sagte|erklärte|a\s+déclaré|a\s+dit|ha\s+detto)"
)
_VERB = re.compile(rf"(?<![\w-]){_VERBS}(?![\w-])")
MOST_VERBS = 12
"""Verbs of speech that are tried in one sentence."""
_DEEDS = re.compile(
    r"(?:called|propose[ds]|demanded|pledged|promised|vowed|denie[ds]|reject(?:ed|s)|ruled|suggest(?:ed|s)?|announced)$"
)
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording\s+to|[Cc]iting|[Qq]uoting|[Ii]n\s+the\s+words\s+of|which\s+(?:quote[sd]?|cite[sd]?)"
    r"|(?:repeated|reiterated|confirmed|announced|made\s+public)\s+by)\s+"
)
_TITLE = (
    r"(?:[Pp]rime\s+[Mm]inister|[Vv]ice[- ][Pp]resident|[Pp]resident-elect|[Pp]resident|[Cc]hancellor|[Tt]aoiseach|[Pp]remier"
    r"|(?:[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior|[Ff]inance|[Ee]uropean\s+[Aa]ffairs|[Aa]rmed\s+[Ff]orces)"
    r"\s+(?:[Mm]inister|[Ss]ecretary)|[Ss]ecretary\s+of\s+(?:[Dd]efense|[Ss]tate(?:\s+for\s+[Dd]efence)?)"
    r"|[Hh]igh\s+[Rr]epresentative|[Ss]pecial\s+[Ee]nvoy|[Ee]nvoy|[Ss]ecretary[- ][Gg]eneral"
    r"|(?:[Gg]overnment|[Mm]inistry|[Dd]efen[cs]e\s+[Mm]inistry|[Ff]oreign\s+[Mm]inistry)?\s?"
    r"[Ss]pokes(?:man|woman|person)|[Pp]ress\s+[Ss]ecretary|[Cc]hief\s+of\s+(?:the\s+)?(?:[Dd]efence|[Gg]eneral)\s+[Ss]taff"
    r"|[Aa]mbassador|[Gg]eneral|[Mm]inister|[Ll]awmaker|MP|MEP|[Ss]enator|[Oo]pposition\s+leader|[Cc]hief\s+of\s+[Dd]efence"
    r"|[Aa]nalyst|[Rr]esearcher|[Pp]rofessor|(?:Verteidigungs|Außen|Premier)?[Mm]inister(?:in)?|(?:Bundes)?[Kk]anzler(?:in)?"
    r"|[Pp]räsident(?:in)?|[Pp]remier\s+ministre|[Mm]inistre|[Pp]résidente?|[Mm]inistro|[Pp]residente)"
)
_PART = r"[A-ZÀ-ÖØ-ÞŚŠŽČŁĐ][\w’'-]+"
_NAME = (
    rf"{_PART}(?:\s+(?!der\s+(?:Zeitung|Presse|Agentur|Nachrichten))"
    rf"(?:(?:de|da|van|von|der|den|del|di|la|le|el|al|bin)\s+)*{_PART}){{0,3}}"
)
_TITLED = re.compile(rf"(?P<title>{_TITLE}),?\s+(?P<name>{_NAME})")
_NAMED = re.compile(rf"(?P<name>{_NAME})")
_AFTER_TITLE = re.compile(rf",\s+(?:the\s+)?(?:[\w’'.-]+\s+){{0,4}}?(?P<title>{_TITLE})")
_REPORTED_TO = re.compile(
    r"(?:told|to|with|by|in|citing|quoting|according to|newspaper|daily|weekly|agency|broadcaster|magazine)\s+"
    r"(?:the\s+|[\w’'-]+[’']s\s+)?(?:\w+\s+)?$"
)
_REPORTS = re.compile(
    r"(?:\s+newspaper|\s+agency|\s+magazine)?,?\s+(?:\w+\s+)?"
    r"(?:report|said|says|wrote|writes|has\s+learn(?:ed|t)|understands|which\s+(?:quote|cite)|citing|quot|interview|cited|on\s+\w+day)"
)
_HOUSE = re.compile(r"\s+(?:at|in|from|of|with)\s+(?:the\s+)?")
_NEAR_WHOM = re.compile(
    r"\s+(?:from\s+the\s+(?:region|country|alliance|bloc)|to\s+the\s+(?:[Pp]resident|[Pp]rime\s+[Mm]inister|[Cc]hancellor|[Mm]inister))\b"
)
_VOICE_OF_OFFICE = re.compile(
    r"\b(?:(?:[Gg]overnment|[Mm]inistry)\s+)?(?P<title>[Ss]pokes(?:man|woman|person)|(?:[Aa]rmy|[Nn]avy|[Mm]ilitary)\s+chief)"
    r"(?P<house>\s+(?:for|of|at)\s+the\s+(?:\w+\s+){0,2}(?:ministry|chancellery|government|presidency|army|office))?"
    r"(?!,?\s+[A-Z])"
)
_SAME_PEOPLE = re.compile(r"\b[Tt]he\s+(?:(?:two|three)\s+)?(?:people|officials?|diplomats?|sources?|persons?|aides?)\s*$")
_PASSIVE = re.compile(r"\b(?:been|being|is|are|was|were|be|not)\s+$")
_PRONOUN = re.compile(r"(?:^|[\s“\"”,])(?:[Hh]e|[Ss]he)\s*$")
_CLOSE = (
    r"(?:\s+(?:who\s+(?:was|were|is|are)\s+)?(?:familiar|briefed|close|with\s+knowledge)"
    r"(?:\s+(?:with|on|to|of)\s+the\s+\w+)?)"
)
_UNNAMED_HEAD = re.compile(
    rf"\b(?:(?:officials?|diplomats?|sources?|officers?|aides?|advisers?|advisors?|insiders?){_CLOSE}?"
    rf"|(?:people|persons?){_CLOSE})\b",
)
_ANALYST_HEAD = re.compile(r"\b(?:analysts?|experts?|researchers?|think\s+tanks?|observers?)\b")
_MODIFIER = re.compile(
    r"^(?:an?|the|one|two|three|four|five|six|seven|several|some|many|multiple|senior|top|unnamed|anonymous|undisclosed"
    r"|unidentified|other|western|european|nato|eu|security|defen[cs]e|military|government|foreign|policy|intelligence|familiar"
    r"|u\.s\.|us|ministry|diplomatic|well-placed)$",
    re.IGNORECASE,
)
_OFFICE_ONLY = re.compile(
    rf"(?:[’']s)?\s+(?P<title>{_TITLE}|(?:(?:defen[cs]e|foreign)\s+ministry|government|presidency|parliament))(?=\s|$)"
    r"(?!,?\s+[A-Z])"
)
_VOICE = re.compile(r"\s(?:voice|politician|lawmaker|MP|MEP|commentator|columnist|parliamentarian)\b")
_NOT_NAMES = re.compile(
    r"^(?:The|An?|He|She|It|They|We|I|In|On|At|And|But|If|As|By|For|From|This|That|These|Those|His|Her|Their|Its|Asked|Speaking"
    r"|Earlier|Later|Meanwhile|However|\w+day|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|NATO|EU|UN)$"
)


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
    for lead in islice(_ACCORDING.finditer(text, start, end), MOST_VERBS):
        found = _who(text, lead.end(), min(end, lead.end() + 140), lexicon, people, forward=True)
        if found is not None:
            return found
    # Who said it comes before who pledged it: in "France pledged troops, Durand said" Durand speaks.
    verbs = sorted(_VERB.finditer(text, start, end), key=lambda verb: (_DEEDS.match(verb[0]) is not None, verb.start()))
    for verb in verbs[:MOST_VERBS]:
        if _PASSIVE.search(text[max(start, verb.start() - 16) : verb.start()]):
            continue
        left = _left_edge(text, start, verb.start())
        if before is not None and before.kind != "on_record" and _SAME_PEOPLE.search(text, left, verb.start()):
            return Speaker(actor=before.actor, office=before.office, state=before.state, kind=before.kind, start=-1, end=-1)
        found = _who(text, left, verb.start(), lexicon, people, forward=False)
        if found is not None:
            return found
        if before is not None and _PRONOUN.search(text[max(start, verb.start() - 16) : verb.start()]):
            return Speaker(actor=before.actor, office=before.office, state=before.state, kind=before.kind, start=-1, end=-1)
        if text[max(start, verb.start() - 3) : verb.start()].strip().endswith(("”", "“", '"', "»", ",")):
            found = _who(text, verb.end(), min(end, verb.end() + 100), lexicon, people, forward=True)
            if found is not None:
                return found
    if before is not None and text[start : start + 1] in '“"«„':
        return Speaker(actor=before.actor, office=before.office, state=before.state, kind=before.kind, start=-1, end=-1)
    return None


def introduced(text: str, start: int, end: int, lexicon: Lexicon, people: Mapping[str, Person]) -> Speaker | None:
    """Find somebody whom a sentence brings in by title and name at its beginning, without a word of speech: "he" comes next."""
    match = _TITLED.search(text, start, min(end, start + 90))
    if match is None or len(text[start : match.start()].split()) > 3:
        return None
    stretch = text[start:end]
    name = match.start("name") - start
    return _named(stretch, start, match.start() - start, name, match.end() - start, match["title"], lexicon, people)


def relays(text: str, start: int, end: int, lexicon: Lexicon, own: str | None) -> list[Mention]:
    """Find the outlets through which a sentence came, the reporting outlet itself left out."""
    found: list[Mention] = []
    for mention in outlets(text, start, end, lexicon):
        name = mention.values[0]
        around = text[max(start, mention.start - 40) : mention.start].lower()
        following = text[mention.end : min(end, mention.end + 40)].lower()
        reports = _REPORTED_TO.search(around)
        does = _REPORTS.match(following)
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
        return first if self.forward else len(self.text) - last


Candidate = tuple[int, Speaker]
"""How far somebody stands from the verb, and who it is: the nearest speaks."""


def _who(text: str, start: int, end: int, lexicon: Lexicon, people: Mapping[str, Person], *, forward: bool) -> Speaker | None:
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
    kinds = (_unnamed, _voices_of_offices, _titled, _people_by_name, _governments)
    near = 30 if forward else 90
    within = [candidate for kind in kinds for candidate in kind(stretch) if candidate[0] <= near]
    return min(within, key=lambda candidate: (candidate[0], candidate[1].start))[1] if within else None


def _unnamed(stretch: _Stretch) -> Iterator[Candidate]:
    """Find officials, diplomats and analysts without a name, with the state that they belong to."""
    text, offset = stretch.text, stretch.offset
    for head, kind in ((_UNNAMED_HEAD, "unnamed_official"), (_ANALYST_HEAD, "analyst")):
        for match in head.finditer(text):
            first, last = _extend(text, match.start(), stretch.lexicon), match.end()
            belongs = [code for each in states(text, first, match.start(), stretch.lexicon) for code in each.values]
            if (whom := _NEAR_WHOM.match(text, last)) is not None:
                last = whom.end()
            house = _HOUSE.match(text, last)
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
    for match in _VOICE_OF_OFFICE.finditer(text):
        last = match.end()
        house = _HOUSE.match(text, last)
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
    for match in _TITLED.finditer(stretch.text):
        start, name, title = match.start(), match.start("name"), match["title"]
        # A spokesman may be named by the house that he speaks for: of the Elysée, the White House.
        house = next((each for each in stretch.places if each.kind == "institution" and 0 <= start - each.end <= 1), None)
        if house is not None and title.strip().casefold().startswith("spokes"):
            start, title = house.start, stretch.text[house.start : name]
        person = _named(stretch.text, stretch.offset, start, name, match.end(), title, stretch.lexicon, stretch.people)
        if person is not None:
            yield stretch.distance(start, match.end()) - 1, person


def _people_by_name(stretch: _Stretch) -> Iterator[Candidate]:
    """Find people whom the case knows, whose title follows their name, or who are named in full."""
    text = stretch.text
    for match in _NAMED.finditer(text):
        words = match["name"].split()
        if text[: match.start()].endswith(("the ", "The ")):
            # People have no article: the Black Sea, the Security Council.
            continue
        first = match.start()
        while words and _NOT_NAMES.match(words[0]):
            first += len(words.pop(0)) + 1
        known = [word for word in words if word.removesuffix("’s").removesuffix("'s") in stretch.people]
        following = _AFTER_TITLE.match(text, match.end())
        if not words or not (known or following or len(words) >= 2):
            continue
        taken = any(each.start < match.end() and each.end > first for each in (*stretch.places, *stretch.papers))
        if not known and taken:
            continue
        title = following["title"] if following else None
        person = _named(text, stretch.offset, first, first, match.end(), title, stretch.lexicon, stretch.people)
        if person is not None:
            yield stretch.distance(first, match.end()), person


def _governments(stretch: _Stretch) -> Iterator[Candidate]:
    """Find governments and their ministries by the name of the state or its capital, and other voices of a state."""
    text, offset = stretch.text, stretch.offset
    for mention in stretch.places:
        first, one = offset + mention.start, mention.values[0] if len(mention.values) == 1 else None
        if one is not None and (office := _OFFICE_ONLY.match(text, mention.end)) is not None:
            words = _tidy(text[mention.start : office.end()])
            ministry = Speaker(
                actor=words, office=office["title"].lower(), state=one, kind="on_record", start=first, end=offset + office.end()
            )
            yield stretch.distance(mention.start, office.end()), ministry
        if (voice := _VOICE.match(text, mention.end)) is not None:
            words = _tidy(text[mention.start : voice.end()])
            voice_of = Speaker(
                actor=words, office=None, state=None, kind="unnamed_other", start=first, end=offset + voice.end()
            )
            yield stretch.distance(mention.start, voice.end()) - 2, voice_of
        elif one is not None and mention.kind in ("capital", "institution", "name") and _speaks_alone(stretch, mention):
            name = text[mention.start : mention.end]
            government = Speaker(
                actor=name, office="government", state=one, kind="on_record", start=first, end=offset + mention.end
            )
            yield stretch.distance(mention.start, mention.end), government


def _speaks_alone(stretch: _Stretch, mention: Mention) -> bool:
    """Tell whether a state that is named next to the verb speaks by itself."""
    ahead = stretch.text[: mention.start]
    if stretch.distance(mention.start, mention.end) > 3 or ahead.endswith((" of ", " of the ")):
        # Farther off somebody else speaks, and after "of" it is the country of somebody who is named before it.
        return False
    # Two governments do not speak with one voice: what is told of both is told by the text.
    return re.search(r"(?:\band|,)\s+(?:the\s+)?$", ahead) is None or not any(
        each.end <= mention.start and mention.start - each.end <= 9 for each in stretch.places
    )


def _named(
    stretch: str,
    offset: int,
    first: int,
    name_start: int,
    last: int,
    title: str | None,
    lexicon: Lexicon,
    people: Mapping[str, Person],
) -> Speaker | None:
    words = stretch[name_start:last].split()
    name = _tidy(" ".join(words)).removesuffix("’s").removesuffix("'s")
    person = people.get(name.split()[-1]) if name else None
    if person is not None and not set(name.split()) <= set(person.name.split()):
        # Another person of the same last name.
        person = None
    belongs = [
        code
        for each in states(stretch, 0, len(stretch), lexicon)
        if re.fullmatch(r"(?:[’']s)?\s+", stretch[each.end : first])
        or first <= each.start < last
        or (each.start >= last and re.match(r"\s+of\s+|,", stretch[last:]))
        for code in each.values
    ]
    state = person.state if person else belongs[0] if belongs else None
    if person is None and title is None and len(words) < 2:
        return None
    office = _tidy(title).lower() if title else person.office if person else None
    kind = "analyst" if title and re.search(r"(?i)analyst|researcher|professor", title) else "on_record"
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
    first = place
    while (word := re.search(r"([\w.’'-]+)\s+$", stretch[max(0, first - 40) : first])) is not None:
        token = word[1]
        if not (_MODIFIER.match(token) or token in lexicon.states):
            break
        first = max(0, first - 40) + word.start(1)
    return first


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,.")
