"""Claims that a news text seems to make, proposed for a person to accept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from interpose.case.read.lexicon import Lexicon
from interpose.evidence.plain_text import blank_markup, decode_entities, normalise
from interpose.reading.article import Article, ArticleReading, Draft, Person, Span, said_once
from interpose.reading.coding import Clause, Setting, draft, on_topic, read_clause, role_of, says_something, subjects
from interpose.reading.heading import home_of, said_on
from interpose.reading.mentions import Mention, blanked, set_aside, settled, states
from interpose.reading.speakers import Speaker, find_speaker, introduced, relays
from interpose.reading.text import Sentence, asides, clauses, sentences

__all__ = ["read_article"]

_MUCH = 2
"""Words about a force from which on a whole text is taken to be about it."""
_LONG_LEAD = 14
_SHORT = 60
"""Letters up to which a sentence is told again only where every word is the same."""
_DATELINE = re.compile(r"^[^—–]{2,50}\([^()]{2,40}\)\s*[—–-]\s+")
_ENTRY = re.compile(
    r"\W*(?P<name>[A-ZÀ-Þ][\w .’'-]{2,40}):\s"
    r"|\W*(?P<alone>[A-ZÀ-Þ][A-ZÀ-Þ ’'-]{3,40})(?:\.$|\s[—–-]\s)"
)
_PLACED = re.compile(r"\s*[A-ZÀ-Þ][A-ZÀ-Þ/ .’'-]{2,40}(?:,[^()—–\n]{2,30})?(?:\s*\([^()]{2,40}\))?\s+[—–-]\s")
_IN_STATE = re.compile(r"(?:In|From)\s+(?:the\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)?,?\s")
_TITLED = re.compile(r"(?:[Tt]he\s+)?[a-z]")
_BEGINS = 5
"""Characters of a stretch before the state that it is about: an article, "and"."""
_CONTRAST = re.compile(r"(?:while|whereas|während)\b")
_PRONOUN = re.compile(r"[^“”\"]*?\b(?:[Hh]e|[Ss]he|[Hh](?:is|er)\s+country)\b")
_IDEA = re.compile(r"\b(?:idea|plan|proposal|concept|initiative|debate|talk)\b")
_GOES_ON_ABOUT = re.compile(
    r"\W*(?:(?:But|And|Yet|Still|Instead|Later|Then),?\s+)?(?:[Ii]t|[Tt]hey|[Ii]ts|[Tt]heir"
    r"|[Tt]he\s+(?:government|cabinet|country|parliament|coalition|army|armed\s+forces|soldiers|troops))\b"
)
_SAME_REPORT = re.compile(
    r"\b(?:the\s+(?:newspaper|paper|daily|weekly|agency|outlet|report|magazine|broadcaster))\b", re.IGNORECASE
)


def read_article(article: Article, lexicon: Lexicon) -> ArticleReading:
    """Propose the claims of an article by patterns of language.

    Nothing is learnt and nothing is guessed at random: the same text gives the same proposals. A proposal is a draft, with the
    places it was read from, and enters no ledger before a person accepts it.

    Parameters
    ----------
    article : Article
        The text, with the people and parties of the case.
    lexicon : Lexicon
        What words mean.

    Returns
    -------
    ArticleReading
        Proposals, each with the places it was read from.
    """
    plain, places = decode_entities(blank_markup(article.text))
    here = settled(plain, lexicon)
    so_far = _SoFar(
        article=article,
        plain=plain,
        bare=set_aside(plain, here),
        places=places,
        lexicon=here,
        people=dict(article.people),
        on_force=sum(1 for _ in islice(here.topics["force"].finditer(plain), _MUCH)) == _MUCH,
        at_home=any(set(mention.values) & set(article.parties) for mention in states(plain, 0, len(plain), here)),
        home=home_of(plain, here, article.parties),
    )
    everything = list(sentences(plain))
    headlines_only = all(sentence.headline for sentence in everything)
    found = [
        proposal
        for sentence in everything
        if headlines_only or not sentence.headline
        if not so_far.repeats(sentence)
        for proposal in so_far.proposals(sentence)
    ]
    numbered = tuple(replace(proposal, id=f"N{number:03d}") for number, proposal in enumerate(said_once(found), start=1))
    return ArticleReading(article.outlet, article.published_on, numbered, so_far.repeated)


@dataclass(kw_only=True)
class _SoFar:
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

    def repeats(self, sentence: Sentence) -> bool:
        """Tell whether a sentence was there before, in the same or in nearly the same words, and count it if so."""
        words = _words(sentence)
        if words in self.seen or _near(words, self.proposing):
            self.repeated += 1
            return True
        self.seen.add(words)
        return False

    def proposals(self, sentence: Sentence) -> Sequence[Draft]:
        """Propose the claims of a sentence, and remember what the next may lean on."""
        words = self.bare[sentence.start : sentence.end]
        self._enters(sentence, words)
        placed = _PLACED.match(words)
        if placed is not None and self.about is None:
            words = blanked(words, [placed.span()])
        between = asides(words)
        clear = _without_dashes(words, between)
        speaker = self._speaker(clear, 0, len(words))
        if speaker is None and _SAME_REPORT.search(sentence.text) and self.speaker and self.speaker.kind != "on_record":
            speaker = replace(self.speaker, start=-1, end=-1)
        through = relays(sentence.text, 0, len(sentence.text), self.lexicon, self.article.outlet)
        self._relayed(sentence, speaker, through)
        goes_on = self._goes_on(sentence, words, speaker)
        self.last = []
        if goes_on or on_topic(words, self.lexicon):
            told = _Told(
                so_far=self,
                sentence=sentence,
                words=words,
                main=blanked(words, between),
                asides=between,
                through=through,
                goes_on=goes_on,
            )
            parts = _parts(clear, self.lexicon)
            by = [speaker] if len(parts) == 1 else self._speakers(clear, parts, speaker)
            self.last = list(told.drafts(list(zip(parts, by, strict=True))))
            named = {each.state for each in self.last if each.state is not None}
            self.told_of = named.pop() if len(named) == 1 else None
        self.recent = 3 if self.last else max(0, self.recent - 1)
        normal = _words(sentence)
        if self.last and len(normal) > _SHORT:
            self.proposing.append(frozenset(normal.split()))
            del self.proposing[:-200]
        self._remember(words, speaker)
        return self.last

    def _enters(self, sentence: Sentence, words: str) -> None:
        """Note which state an entry of a round-up is about: "FRANCE: the president said"; the next paragraph ends it."""
        if "\n\n" in self.plain[self.read_to : sentence.start + 1] or self.read_to == 0:
            self.about = None
        self.read_to = sentence.end
        entry = _ENTRY.match(words)
        if entry is not None:
            found = states(words, 0, len(words), self.lexicon)[:1]
            one = [
                mention.values
                for mention in found
                if mention.start == entry.start(entry.lastgroup or 0) and mention.kind == "name" and len(mention.values) == 1
            ]
            self.about = one[0][0] if one else self.about

    def _speaker(self, words: str, start: int, end: int) -> Speaker | None:
        """Find who speaks in a stretch; an office without a state belongs to the state that was spoken of."""
        found = find_speaker(words, start, end, self.lexicon, self.people, self.speaker)
        if found is None and self.speaker is not None and self.speaker.kind == "on_record" and _PRONOUN.match(words, start):
            return replace(self.speaker, start=-1, end=-1)
        if found is None or found.state is not None or found.office is None or found.kind != "on_record":
            return found
        if (words[: max(found.start, 0)].split() or [""])[-1] in self.lexicon.authorities.get("organisation", ()):
            # Who speaks for a body of states speaks for none of them.
            return found
        opens = _IN_STATE.match(words)
        here = [each for each in states(words, 0, opens.end(), self.lexicon) if len(each.values) == 1] if opens else []
        before = self.speaker.state if self.speaker is not None and _TITLED.match(found.actor) else None
        whose = self._spoken_of(words, start, end)
        if whose is not None and self.speaker is not None and self.speaker.office != found.office:
            # Not who spoke before, but the minister of the state with which the sentence begins.
            before = whose
        only = {each.values for each in states(words, 0, len(words), self.lexicon) if each.kind == "demonym"}
        own = only.pop()[0] if len(only) == 1 and before is None else None
        return replace(found, state=self.about or (here[0].values[0] if here else before or own or whose or self.home))

    def _spoken_of(self, words: str, start: int, end: int) -> str | None:
        """Give the state by which a stretch begins, "Sweden is ready, the minister said"; a party is spoken of by others."""
        for mention in states(words, start, end, self.lexicon)[:1]:
            if mention.start - start <= _BEGINS and len(mention.values) == 1 and mention.values[0] not in self.article.parties:
                return mention.values[0]
        return None

    def _speakers(self, words: str, parts: Sequence[tuple[int, int]], whole: Speaker | None) -> list[Speaker | None]:
        """Find who speaks in each clause: who is named in it, who ends the sentence, or who began it."""
        each = [self._speaker(words, start, end) for start, end in parts]
        ends = whole is not None and (whole.start < 0 or not says_something(words, whole.end, len(words), self.lexicon))
        found: list[Speaker | None] = []
        for number, (start, _) in enumerate(parts):
            own = each[number]
            if own is not None and own.start >= 0:
                found.append(own)
            elif ends:
                found.append(whole)
            elif _CONTRAST.match(words, start) or (found and _told_of_itself(found[-1], words[:start])):
                found.append(None)
            else:
                found.append(found[-1] if found else own)
        return found

    def _relayed(self, sentence: Sentence, speaker: Speaker | None, through: Sequence[Mention]) -> None:
        """Keep through which newspaper it is told: the one named, or "the newspaper" named before."""
        if through:
            self.newspaper = self.remembered = tuple(mention.values[0] for mention in through)
        elif _SAME_REPORT.search(sentence.text):
            self.newspaper = self.remembered
        elif not (speaker and speaker.start < 0):
            self.newspaper = ()

    def _goes_on(self, sentence: Sentence, words: str, speaker: Speaker | None) -> bool:
        """Tell whether a quotation goes on, or the next capital is asked: neither needs a word about troops again."""
        if self.last and speaker is not None and speaker.actor == self.last[-1].actor and sentence.text[0] in '“"«„':
            return True
        if self.about is not None:
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
        return self.about or ((self.told_of or self.home) if _GOES_ON_ABOUT.match(words) else None)

    def _remember(self, words: str, speaker: Speaker | None) -> None:
        """Keep who spoke, or who was introduced to speak next; and by last name whom the text names in full."""
        if speaker is None:
            new = introduced(words, 0, len(words), self.lexicon, self.people)
            self.speaker = new or self.speaker
            return
        self.speaker = speaker
        if speaker.kind == "on_record" and " " in speaker.actor and speaker.office != "government":
            self.people.setdefault(speaker.actor.split()[-1], Person(speaker.actor, speaker.office, speaker.state))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A sentence, through whom it is told, and whether it goes on about what was said before."""

    so_far: _SoFar
    sentence: Sentence
    words: str
    main: str
    asides: Sequence[tuple[int, int]]
    through: Sequence[Mention]
    goes_on: bool

    def drafts(self, parts: Sequence[tuple[tuple[int, int], Speaker | None]]) -> Iterator[Draft]:
        """Draft the claims of a sentence, clause by clause."""
        lexicon, article = self.so_far.lexicon, self.so_far.article
        # In an entry of a round-up, what is told of nobody who is named is told of its state.
        about = self.so_far.told_without_name(self.words)
        described: Sequence[Mention] = () if about is None else (Mention(0, 0, (about,), "name"),)
        for (start, end), speaker in parts:
            inside = [each for each in self.asides if start <= each[0] < end]
            for one, other, words in (*((*each, self.words) for each in inside), (start, end, self.main)):
                aside = (one, other) in inside
                if aside and words.startswith(("whose ", "where "), one):
                    continue
                if words.startswith("Asked", one):
                    # A question says nothing but whom it is about.
                    described = states(words, one, other, lexicon) or described
                    continue
                setting = Setting(
                    lexicon=lexicon,
                    speaker=None if aside else speaker,
                    parties=article.parties,
                    providers=article.providers,
                    described=states(self.words, start, one, lexicon)[-1:] if aside else described,
                    goes_on=self.goes_on,
                    at_home=aside or self.so_far.at_home,
                )
                clause = read_clause(words, one, other, setting)
                if clause is None or (aside and clause.cue is None):
                    described = described if aside else subjects(words, one, other, setting) or described
                    continue
                described = described if aside else clause.subjects or described
                yield from self._of_clause(clause, setting.speaker)

    def _of_clause(self, clause: Clause, speaker: Speaker | None) -> Iterator[Draft]:
        """Draft a claim for each state that a clause is about; one without a state where it is about none."""
        article, number = self.so_far.article, clause.number
        named = () if clause.predicate == "force_size" else clause.subjects
        spans = {
            "actor": self._spans([(speaker.start, speaker.end)] if speaker and speaker.start >= 0 else []),
            "state": self._spans([(mention.start, mention.end) for mention in named if mention.end]),
            "modality": self._spans([clause.cue] if clause.cue else []),
            "quantity": self._spans([(number.start, number.end)] if number else []),
            "conditions": self._spans(clause.conditions),
            "chain": self._spans([(mention.start, mention.end) for mention in self.through]),
        }
        wording = tuple(" ".join(self.sentence.text[one:last].split()) for one, last in clause.conditions)
        names = (article.outlet, *self.so_far.newspaper, speaker.actor if speaker else None)
        (whole,) = self._spans([(0, len(self.words))])
        for code in clause.named or (None,):
            yield Draft(
                id="",
                statement=draft(code, clause.predicate, clause.modality, number, wording),
                actor=speaker.actor if speaker else None,
                office=speaker.office if speaker else None,
                kind=speaker.kind if speaker else "outlet",
                state=code,
                speaker_state=speaker.state if speaker else None,
                predicate=clause.predicate,
                modality=clause.modality,
                role=role_of(clause, self.so_far.lexicon),
                quantity=number,
                conditions=wording,
                chain=tuple(dict.fromkeys(name for name in names if name)),
                asserted_on=said_on(self.sentence.text, article.published_on),
                span=whole,
                spans=spans,
            )

    def _spans(self, found: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        """Give stretches of the sentence as stretches of the text that was given."""
        text, places, begin = self.so_far.article.text, self.so_far.places, self.sentence.start
        ends = [(places[begin + start], places[begin + end]) for start, end in found]
        return tuple(Span(start, end, text[start:end]) for start, end in ends)


def _told_of_itself(speaker: Speaker | None, before: str) -> bool:
    """Tell whether a state that spoke by its deed has come to its end: what follows a semicolon is not its word."""
    return speaker is not None and speaker.office == "government" and before.rstrip().endswith(";")


def _without_dashes(words: str, between: Sequence[tuple[int, int]]) -> str:
    """Blank what stands between dashes, with the dashes: a clause goes on behind it."""
    dashes = [(start - 3, end + 2) for start, end in between if words[start - 2 : start - 1] in ("–", "—")]
    return blanked(words, dashes)


def _parts(words: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Cut a sentence into clauses; one that says nothing by itself goes with the next: the parts of a list are no clauses."""
    parts: list[tuple[int, int]] = []
    begun: int | None = None
    cut = clauses(words)
    for start, end in cut:
        if begun is not None and (_CONTRAST.match(words, start) or words[:start].rstrip().endswith(";")):
            parts.append((begun, start))
            begun = None
        first = start if begun is None else begun
        if says_something(words, first, end, lexicon):
            parts.append((first, end))
            begun = None
        else:
            begun = first
    if begun is not None:
        if parts:
            parts[-1] = (parts[-1][0], cut[-1][1])
        else:
            parts.append((begun, cut[-1][1]))
    return parts
