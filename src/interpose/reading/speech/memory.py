"""What a text has told so far, and what its next sentence leans on: who spoke, through whom, and of which state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from interpose.case.read.lexicon import Lexicon
from interpose.evidence.plain_text import normalise
from interpose.reading.article import Article, Draft, Person
from interpose.reading.speech.speakers import Speaker, find_speaker, introduced
from interpose.reading.words.mentions import Mention, is_place, states
from interpose.reading.words.sentences import Sentence
from interpose.reading.words.topics import says_something

__all__ = ["CONTRAST", "Memory"]

_LONG_LEAD = 14
_SHORT = 60
"""Letters up to which a sentence is told again only where every word is the same."""
_DATELINE = re.compile(r"^[^—–]{2,50}\([^()]{2,40}\)\s*[—–-]\s+")
_ENTRY = re.compile(
    r"\W*(?P<name>[A-ZÀ-Þ][\w .’'-]{2,40}):\s"
    r"|\W*(?P<alone>[A-ZÀ-Þ][A-ZÀ-Þ ’'-]{3,40})(?:\.$|\s[—–-]\s)"
)
_IN_STATE = re.compile(r"\s*(?:In|From)\s+(?:the\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)?[,:]?\s")
_TITLED = re.compile(r"(?:[Tt]he\s+)?[a-z]")
_BEGINS = 5
"""Characters of a stretch before the state that it is about: an article, "and"."""
CONTRAST = re.compile(r"(?:while|whereas|während)\b")
_PRONOUN = re.compile(r"[^“”\"]*?\b(?:[Hh]e|[Ss]he|[Hh](?:is|er)\s+country)\b")
_IDEA = re.compile(r"\b(?:idea|plan|proposal|concept|initiative|debate|talk)\b")
_GOES_ON_ABOUT = re.compile(
    r"\W*(?:(?:But|And|Yet|Still|Instead|Later|Then),?\s+)?(?:[Ii]t|[Tt]hey|[Ii]ts|[Tt]heir"
    r"|[Tt]he\s+(?:government|cabinet|country|parliament|coalition|army|armed\s+forces|soldiers|troops))\b"
)
_LABEL = re.compile(r"\W*(?P<name>[A-ZÀ-Þ][\w’'-]+(?: (?:de[ln]? )?[A-ZÀ-Þ][\w’'-]+){0,3}):\s")
_ASKING = ("QUESTION", "REPORTER", "JOURNALIST", "MODERATOR", "Q", "QUESTIONER")
_MINISTERS = re.compile(r"\b(?:ministers|presidents|chiefs|leaders|secretaries|chancellors|ambassadors)\b")
_LISTED_NAME = re.compile(r",\s+([A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+){1,2})(?=[,.;])")
_CLOSES = {"“": "”", "«": "»", "„": "“", '"': '"'}
_OFFICE = re.compile(
    r"\b[Tt]he\s+(?:\w+\s+)?(?:government|cabinet|[Mm]inistry|parliament|army|military|armed\s+forces|president|prime\s+minister|chancellor)\b"
)
_SAME_REPORT = re.compile(
    r"\b(?:the\s+(?:newspaper|paper|daily|weekly|agency|outlet|report|magazine|broadcaster))\b", re.IGNORECASE
)


@dataclass(kw_only=True)
class Memory:
    """What a text has told so far: what was said, by whom, through which newspaper, and whom it has introduced."""

    article: Article
    plain: str
    bare: str
    places: Sequence[int]
    lexicon: Lexicon
    people: dict[str, Person]
    at_home: bool
    on_force: bool
    repeated: int = 0
    seen: set[str] = field(default_factory=set)
    proposing: list[frozenset[str]] = field(default_factory=list)
    speaker: Speaker | None = None
    newspaper: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()
    last: Sequence[Draft] = ()
    recent: int = 0
    read_to: int = 0
    about: str | None = None
    home: str | None = None
    told_of: str | None = None
    whole: str = ""
    label: Speaker | None = None
    asks: bool = False
    told: set[tuple[str | None, str]] = field(default_factory=set)
    claimed: set[tuple[str | None, str]] = field(default_factory=set)
    focus: str | None = None

    def repeats(self, sentence: Sentence) -> bool:
        """Tell whether a sentence was there before, in the same or in nearly the same words, and count it if so."""
        words = _words(sentence)
        if words in self.seen or _near(words, self.proposing):
            self.repeated += 1
            return True
        self.seen.add(words)
        return False

    def enters(self, sentence: Sentence, words: str) -> None:
        """Note which state an entry of a round-up is about: "FRANCE: the president said"; the next paragraph ends it."""
        if "\n\n" in self.plain[self.read_to : sentence.start + 1] or self.read_to == 0:
            self.about = self.focus = self.label = None
            self.asks = False
        self.whole = words
        self._answers(words)
        if words.lstrip().startswith("Asked"):
            self.focus = _only(states(words, 0, (words + ",").index(","), self.lexicon)) or self.focus
        self.read_to = sentence.end
        entry = _ENTRY.match(words)
        if entry is not None:
            found = states(words, 0, len(words), self.lexicon)[:1]
            one = [
                mention.values
                for mention in found
                if mention.start == entry.start(entry.lastgroup or 0)
                # A capital before a dash is where the text was written.
                and (mention.kind == "name" or (mention.kind == "capital" and entry[0].endswith((".", ": "))))
                and len(mention.values) == 1
            ]
            self.about = one[0][0] if one else self.about

    def _answers(self, words: str) -> None:
        """Note who speaks in a paragraph of a transcript, "STRAND: The government decided"; who asks claims nothing."""
        line = _LABEL.match(words)
        last = None if line is None else line["name"].split()[-1]
        known = None if last is None else self.people.get(last) or self.people.get(last.title())
        if line is None or known is not None or states(line["name"], 0, len(line["name"]), self.lexicon):
            pass
        elif line["name"] in _ASKING or self._paragraph().endswith("?"):
            self.asks = True
        if line is None:
            return
        if known is not None:
            self.label = Speaker(
                actor=known.name, office=known.office, state=known.state, kind="on_record", start=0, end=line.end() - 1
            )

    def _paragraph(self) -> str:
        end = self.plain.find("\n\n", self.read_to)
        return self.plain[self.read_to : end if end >= 0 else len(self.plain)].rstrip()

    def _introduce_many(self, words: str) -> None:
        """Keep whom a sentence lists with their states: the prime ministers of Croatia, Ana Mihalic, and Norway, Ola Strand."""
        if _MINISTERS.search(words) is None:
            return
        for mention in states(words, 0, len(words), self.lexicon):
            name = _LISTED_NAME.match(words, mention.end)
            if name is not None and len(mention.values) == 1:
                self.people.setdefault(name[1].split()[-1], Person(name[1], "minister", mention.values[0]))

    def speaker_of_sentence(self, sentence: Sentence, words: str) -> Speaker | None:
        """Find who speaks in a sentence; what "the newspaper" goes on to tell is told by whom it cited."""
        speaker = self._speaker_behind(sentence, words) or self.speaker_of(words, 0, len(words))
        if speaker is None and self.label is None:
            speaker = self._introduced(words)
        if speaker is None and _SAME_REPORT.search(sentence.text) and self.speaker and self.speaker.kind != "on_record":
            return replace(self.speaker, start=-1, end=-1)
        return speaker

    def _speaker_behind(self, sentence: Sentence, words: str) -> Speaker | None:
        """Find who says a quotation that ends in a later sentence of the paragraph: “One. Two,” the minister said."""
        quoted = words.strip()
        if not quoted or quoted[0] not in _CLOSES or _CLOSES[quoted[0]] in quoted[1:]:
            return None
        last = self.plain.find("\n\n", sentence.end)
        last = len(self.plain) if last < 0 else last
        closed = self.bare.find(_CLOSES[quoted[0]], sentence.end, last)
        if closed < 0:
            return None
        found = find_speaker(self.bare, closed, min(last, closed + 160), self.lexicon, self.people, None)
        if found is None or found.kind == "analyst":
            return None
        known = found if found.state is not None else replace(found, state=self._state_of(found, words, 0, len(words)))
        return replace(known, start=-1, end=-1)

    def _introduced(self, words: str) -> Speaker | None:
        """Find who acts in a sentence without a word of speech: somebody who is named with a title at its beginning."""
        new = introduced(words, 0, len(words), self.lexicon, self.people)
        if new is None or new.office is None or new.kind != "on_record":
            return None
        return new if new.state is not None else replace(new, state=self._state_of(new, words, 0, len(words)))

    def speaker_of(self, words: str, start: int, end: int) -> Speaker | None:
        """Find who speaks in a stretch; an office without a state belongs to the state that was spoken of."""
        found = find_speaker(words, start, end, self.lexicon, self.people, self.speaker)
        if found is None and self.label is not None:
            return replace(self.label, start=-1, end=-1)
        if found is None and self.speaker is not None and self.speaker.kind == "on_record" and _PRONOUN.match(words, start):
            return replace(self.speaker, start=-1, end=-1)
        if found is not None and _is_private(found, self.whole):
            before = self.speaker
            described = words.startswith((",", " of "), found.end)
            if described or before is None or before.kind != "on_record" or not before.actor.split()[-1][0].islower():
                return replace(found, kind="analyst")
            # Whose office was told before is named now: "the minister said", "Jan Kowal added".
            return replace(found, office=before.office, state=before.state)
        named_alone = found is not None and found.office is None and " " not in found.actor
        if found is None or found.state is not None or named_alone or found.kind != "on_record":
            return found
        if (words[: max(found.start, 0)].split() or [""])[-1] in self.lexicon.authorities.get("organisation", ()):
            # Who speaks for a body of states speaks for none of them.
            return found
        return replace(found, state=self._state_of(found, words, start, end))

    def _state_of(self, found: Speaker, words: str, start: int, end: int) -> str | None:
        """Say to which state somebody belongs of whom the sentence does not say it: the one that was spoken of last."""
        opens = _IN_STATE.match(words)
        here = _only(states(words, 0, opens.end(), self.lexicon)) if opens else None
        if self.about or here or self.label is not None:
            return self.about or here or (self.label.state if self.label else None)
        begins = self._spoken_of(words, start, end)
        before = self.speaker.state if self.speaker is not None and self.speaker.kind == "on_record" else None
        if (
            before is not None
            and self.speaker is not None
            and self.speaker.office == found.office
            and _TITLED.match(found.actor)
        ):
            return before
        if found.office is None:
            return self.focus or self.home
        demonym = _only(each for each in states(words, 0, len(words), self.lexicon) if each.kind == "demonym")
        party = _only(states(words, start, min(end, start + 40), self.lexicon))
        return begins or self.focus or demonym or self.home or party

    def _spoken_of(self, words: str, start: int, end: int) -> str | None:
        """Give the state by which a stretch begins, "Sweden is ready, the minister said"; a party is spoken of by others."""
        for mention in states(words, start, end, self.lexicon)[:1]:
            if mention.start - start <= _BEGINS and len(mention.values) == 1 and mention.values[0] not in self.article.parties:
                return mention.values[0]
        return None

    def speakers_of(self, words: str, parts: Sequence[tuple[int, int]], whole: Speaker | None) -> list[Speaker | None]:
        """Find who speaks in each clause: who is named in it, who ends the sentence, or who began it."""
        each = [self.speaker_of(words, start, end) for start, end in parts]
        ends = whole is not None and (whole.start < 0 or not says_something(words, whole.end, len(words), self.lexicon))
        found: list[Speaker | None] = []
        for number, (start, _) in enumerate(parts):
            own = each[number]
            if own is not None and own.start >= 0:
                found.append(own)
            elif ends:
                found.append(whole)
            elif CONTRAST.match(words, start) or (found and _told_of_itself(found[-1], words[:start])):
                found.append(None)
            else:
                found.append(found[-1] if found else own)
        return found

    def relayed(self, sentence: Sentence, speaker: Speaker | None, through: Sequence[Mention]) -> None:
        """Keep through which newspaper it is told: the one named, or "the newspaper" named before."""
        if through:
            self.newspaper = self.remembered = tuple(mention.values[0] for mention in through)
        elif _SAME_REPORT.search(sentence.text):
            self.newspaper = self.remembered
        elif not (speaker and speaker.start < 0):
            self.newspaper = ()

    def goes_on(self, sentence: Sentence, words: str, speaker: Speaker | None) -> bool:
        """Tell whether a quotation goes on, or the next capital is asked: neither needs a word about troops again."""
        if self.last and speaker is not None and speaker.actor == self.last[-1].actor and sentence.text[0] in '“"«„':
            return True
        if self.about is not None or self.label is not None:
            return True
        if self.recent == 0 and not self.on_force:
            return False
        # A sentence that begins with a state, or its capital, or is about the idea, goes on about what was told before.
        named = states(words, 0, len(words), self.lexicon)
        others = self.on_force and any(not set(mention.values) <= set(self.article.parties) for mention in named)
        if others or _IDEA.search(words) or any(mention.start <= 4 for mention in named[:1]):
            return True
        return speaker is not None and speaker.state is not None and (speaker.start >= 0 or speaker.kind == "on_record")

    def told_without_name(self, words: str) -> str | None:
        """Say of which state a sentence tells that names none: that of the entry, or of the claim before, or the text's own."""
        return self.about or ((self.focus or self.told_of or self.home) if _GOES_ON_ABOUT.match(words) else None)

    def of_office(self, words: str, start: int, end: int) -> str | None:
        """Say of which state a clause tells that names only an office: "the ministry is studying it"."""
        return (self.focus or self.told_of or self.home) if _OFFICE.search(words, start, end) else None

    def _looks_at(self, words: str) -> str | None:
        """Give the state that a sentence is about: the first one that does something, else the first place that is no party."""
        named = [each for each in states(words, 0, len(words), self.lexicon) if len(each.values) == 1]
        acting = [each for each in named if not is_place(words, 0, each)]
        # Where a force would go is no place of somebody who speaks; the capital of a party is.
        others = [each for each in named if each.values[0] not in self.article.parties or each.kind == "capital"]
        first = next(iter(acting or others), None)
        return None if first is None else first.values[0]

    def remember(self, words: str, speaker: Speaker | None) -> None:
        """Keep who spoke, or who was introduced to speak next; and by last name whom the text names in full."""
        self._introduce_many(words)
        self.focus = (speaker.state if speaker else None) or self._looks_at(words) or self.focus
        if speaker is None:
            new = introduced(words, 0, len(words), self.lexicon, self.people)
            if new is not None and new.state is None:
                new = replace(new, state=self.focus or self.home)
            self.speaker = new or self.speaker
            return
        self.speaker = speaker
        if speaker.kind == "on_record" and " " in speaker.actor and speaker.office != "government":
            self.people.setdefault(speaker.actor.split()[-1], Person(speaker.actor, speaker.office, speaker.state))

    def keep(self, sentence: Sentence, drafts: Sequence[Draft] | None) -> None:
        """Keep what a sentence proposed, None where it is about something else: the next may go on about the same state."""
        self.last = drafts or ()
        self.told |= {(each.state, each.predicate) for each in self.last}
        self.claimed |= {(each.state, each.predicate) for each in self.last if (each.modality or 0) > 1}
        if drafts is not None:
            named = {each.state for each in drafts if each.state is not None}
            self.told_of = named.pop() if len(named) == 1 else None
        self.recent = 3 if drafts else max(0, self.recent - 1)
        normal = _words(sentence)
        if drafts and len(normal) > _SHORT:
            self.proposing.append(frozenset(normal.split()))
            del self.proposing[:-200]


def _told_of_itself(speaker: Speaker | None, before: str) -> bool:
    """Tell whether a state that spoke by its deed has come to its end: what follows a semicolon is not its word."""
    return speaker is not None and speaker.office == "government" and before.rstrip().endswith(";")


_POLITICAL = re.compile(
    r"\b(?:party|list|bloc|coalition|opposition|alliance|lawmakers?|MPs?|senator|deput(?:y|ies)|leads|leader|chair(?:s|ed|man|woman)?|government"
    r"|cabinet|minist\w+|president\w*|office|staff|army|navy|forces|ambassador|envoy|counterpart|councill?or|council|secretary|affairs|commander|colonel|general|brigadier|admiral|official|authority|speaks?)\b",
    re.IGNORECASE,
)


def _is_private(found: Speaker, words: str) -> bool:
    """Tell whether somebody is named without office or state, and without a word on politics: an expert, a resident."""
    named = found.kind == "on_record" and found.office is None and found.state is None and " " in found.actor
    return named and found.start >= 0 and _POLITICAL.search(words) is None


def _only(found: Iterable[Mention]) -> str | None:
    """Give the one state that is named, None where it is none or several."""
    named = {code for mention in found for code in mention.values}
    return named.pop() if len(named) == 1 else None


def _words(sentence: Sentence) -> str:
    return _DATELINE.sub("", normalise(sentence.text)).casefold()


def _near(words: str, earlier: list[frozenset[str]]) -> bool:
    """Tell whether a sentence says what an earlier one says in nearly the same words."""
    if len(words) <= _SHORT:
        return False
    tokens = frozenset(words.split())
    return any(
        len(tokens & other) >= 0.85 * len(tokens | other)
        # A lead that is told again with a few words more is still the same lead.
        or (min(len(tokens), len(other)) >= _LONG_LEAD and len(tokens & other) >= 0.95 * min(len(tokens), len(other)))
        for other in earlier
    )
