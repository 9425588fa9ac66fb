"""Claims that a news text seems to make, proposed for a person to accept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from interpose.case.read.lexicon import Lexicon
from interpose.evidence.plain_text import blank_markup, normalise
from interpose.reading.article import Article, ArticleReading, Draft, Person, Span
from interpose.reading.coding import ROLES, draft, on_topic, predicate_of, said_on, sizes
from interpose.reading.mentions import Mention, Quantity, conditions, quantities, states
from interpose.reading.speakers import Speaker, find_speaker, introduced, relays
from interpose.reading.text import Sentence, clauses, sentences

__all__ = ["read_article"]

_LONG_LEAD = 14
_SHORT = 60
"""Letters up to which a sentence is told again only where every word is the same."""
_DATELINE = re.compile(r"^[^—–]{2,50}\([^()]{2,40}\)\s*[—–-]\s+")
_TOWARDS = re.compile(
    r"\b(?:in|to|for|into|inside|on|within|against|towards?|across|over|of|by|from|with|between)\s+(?:the\s+|eastern\s+|western\s+|post-war\s+)?$",
    re.IGNORECASE,
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
    plain = blank_markup(article.text)
    so_far = _SoFar(article=article, plain=plain, lexicon=lexicon, people=dict(article.people))
    everything = list(sentences(plain))
    headlines_only = all(sentence.headline for sentence in everything)
    found = [
        proposal
        for sentence in everything
        if headlines_only or not sentence.headline
        if not so_far.repeats(sentence)
        for proposal in so_far.proposals(sentence)
    ]
    numbered = tuple(replace(proposal, id=f"N{number:03d}") for number, proposal in enumerate(found, start=1))
    return ArticleReading(article.outlet, article.published_on, numbered, so_far.repeated)


@dataclass(kw_only=True)
class _SoFar:
    """What a text has told so far: what was said, by whom, through which newspaper, and whom it has introduced."""

    article: Article
    plain: str
    lexicon: Lexicon
    people: dict[str, Person]
    repeated: int = 0
    seen: set[str] = field(default_factory=set)
    proposing: list[frozenset[str]] = field(default_factory=list)
    speaker: Speaker | None = None
    newspaper: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()
    last: Sequence[Draft] = ()
    recent: int = 0

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
        start, end = sentence.start, sentence.end
        speaker = find_speaker(self.plain, start, end, self.lexicon, self.people, self.speaker)
        through = relays(self.plain, start, end, self.lexicon, self.article.outlet)
        self._relayed(sentence, speaker, through)
        names = (self.article.outlet, *self.newspaper, speaker.actor if speaker else None)
        told = _Told(
            article=self.article,
            plain=self.plain,
            sentence=sentence,
            lexicon=self.lexicon,
            speaker=speaker,
            chain=tuple(dict.fromkeys(name for name in names if name)),
            through=through,
            goes_on=self._goes_on(sentence, speaker),
        )
        self.last = list(_of_sentence(told))
        self.recent = 3 if self.last else max(0, self.recent - 1)
        words = _words(sentence)
        if self.last and len(words) > _SHORT:
            self.proposing.append(frozenset(words.split()))
            del self.proposing[:-200]
        self._remember(sentence, speaker)
        return self.last

    def _relayed(self, sentence: Sentence, speaker: Speaker | None, through: Sequence[Mention]) -> None:
        """Keep through which newspaper it is told: the one named, or "the newspaper" named before."""
        if through:
            self.newspaper = self.remembered = tuple(mention.values[0] for mention in through)
        elif _SAME_REPORT.search(sentence.text):
            self.newspaper = self.remembered
        elif not (speaker and speaker.start < 0):
            self.newspaper = ()

    def _goes_on(self, sentence: Sentence, speaker: Speaker | None) -> bool:
        """Tell whether a quotation goes on, or the next capital is asked: neither needs a word about troops again."""
        if self.last and speaker is not None and speaker.actor == self.last[-1].actor and sentence.text[0] in '“"«„':
            return True
        if self.recent == 0:
            return False
        if speaker is None:
            return _opens_with_a_state(self.plain, sentence, self.lexicon)
        return speaker.state is not None and (speaker.start >= 0 or speaker.kind == "on_record")

    def _remember(self, sentence: Sentence, speaker: Speaker | None) -> None:
        """Keep who spoke, or who was introduced to speak next; and by last name whom the text names in full."""
        if speaker is None:
            new = introduced(self.plain, sentence.start, sentence.end, self.lexicon, self.people)
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


def _opens_with_a_state(plain: str, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Tell whether a sentence begins with a state or its capital: it goes on about what was told before."""
    return any(mention.start - sentence.start <= 4 for mention in states(plain, sentence.start, sentence.end, lexicon)[:1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A sentence, by whom and through whom it is told, and whether it goes on about what was said before."""

    article: Article
    plain: str
    sentence: Sentence
    lexicon: Lexicon
    speaker: Speaker | None
    chain: tuple[str, ...]
    through: Sequence[Mention]
    goes_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """What a clause says, and where: its words of firmness, its number, the states that it describes, its conditions."""

    stretch: str
    predicate: str
    modality: int | None
    cue: tuple[int, int] | None
    number: Quantity | None
    subjects: Sequence[Mention]
    conditions: Sequence[tuple[int, int]]


def _of_sentence(told: _Told) -> Iterator[Draft]:
    if not on_topic(told.sentence.text, told.lexicon) and not told.goes_on:
        return
    described: Sequence[Mention] = ()
    for start, end in _joined(told.plain, clauses(told.sentence), told.lexicon):
        clause = _clause(told, start, end, described)
        if clause is not None:
            described = clause.subjects or described
            yield from _drafts(told, clause)


def _clause(told: _Told, start: int, end: int, described: Sequence[Mention]) -> _Clause | None:
    """Read a clause; None where it makes no claim. It describes the states that it names, else those of the clause before."""
    plain, lexicon = told.plain, told.lexicon
    modality, cue = _modality(plain, start, end, lexicon, told.speaker)
    numbers = quantities(plain, start, end, lexicon) + sizes(plain, start, end)
    persons = [number for number in numbers if number.unit == "persons"]
    number = next(iter(persons or numbers), None)
    if number is not None and number.unit == "months":
        number = None
    own = _subjects(plain, start, end, lexicon, cue, told.speaker, told.article.parties)
    subjects = own or (described if cue else ())
    parts = list(conditions(plain, start, end, told.article.providers))
    flags = [part for part in parts if plain.startswith(("under", "Under"), part[0])]
    bare = plain[start:end]
    for one, other in parts:
        # What a condition asks of others is not what the clause is about.
        if (one, other) not in flags:
            bare = bare.replace(plain[one:other], " ")
    predicate = predicate_of(bare, modality, number, subjects, lexicon, goes_on=told.goes_on)
    if predicate is None:
        return None
    if predicate == "authorise":
        # The flag is what the clause is about, not a condition on it.
        parts = [part for part in parts if part not in flags]
    return _Clause(
        stretch=plain[start:end],
        predicate=predicate,
        modality=modality,
        cue=cue,
        number=number,
        subjects=subjects,
        conditions=parts,
    )


def _drafts(told: _Told, clause: _Clause) -> Iterator[Draft]:
    """Draft a claim for each state that a clause is about; one without a state where it is about none."""
    text, sentence, speaker, number = told.article.text, told.sentence, told.speaker, clause.number
    predicate, named = _whose(clause, speaker, told.article.parties)
    subjects = () if predicate == "force_size" else clause.subjects
    spans = {
        "actor": _spans(text, [(speaker.start, speaker.end)] if speaker and speaker.start >= 0 else []),
        "state": _spans(text, [(mention.start, mention.end) for mention in subjects]),
        "modality": _spans(text, [clause.cue] if clause.cue else []),
        "quantity": _spans(text, [(number.start, number.end)] if number else []),
        "conditions": _spans(text, clause.conditions),
        "chain": _spans(text, [(mention.start, mention.end) for mention in told.through]),
    }
    wording = tuple(" ".join(told.plain[one:last].split()) for one, last in clause.conditions)
    for code in named or (None,):
        yield Draft(
            id="",
            statement=draft(code, predicate, clause.modality, number, wording),
            actor=speaker.actor if speaker else None,
            office=speaker.office if speaker else None,
            kind=speaker.kind if speaker else "outlet",
            state=code,
            speaker_state=speaker.state if speaker else None,
            predicate=predicate,
            modality=clause.modality,
            role=_role(clause.stretch, predicate),
            quantity=number,
            conditions=wording,
            chain=told.chain,
            asserted_on=said_on(sentence.text, told.article.published_on),
            span=Span(sentence.start, sentence.end, text[sentence.start : sentence.end]),
            spans=spans,
        )


def _whose(clause: _Clause, speaker: Speaker | None, parties: Collection[str]) -> tuple[str, list[str]]:
    """Say whose conduct a clause is about, and what it is about: what parties say of a force that comes is consent."""
    predicate = clause.predicate
    if predicate == "force_size":
        return predicate, []
    named = list(dict.fromkeys(code for mention in clause.subjects for code in mention.values))
    own = speaker.state if speaker is not None else None
    if not named and own is not None and predicate in ("contribute_force", "support_force", "consent", "authorise"):
        named = [own]
    if predicate == "contribute_force" and any(code not in parties for code in named):
        named = [code for code in named if code not in parties]
    elif predicate in ("contribute_force", "support_force") and named and all(code in parties for code in named):
        predicate = "consent"
    return predicate, named


def _role(stretch: str, predicate: str) -> str | None:
    if predicate == "support_force":
        return "enabler_outside"
    told = next((name for name, pattern in ROLES if pattern.search(stretch)), None)
    return told or ("land" if predicate == "contribute_force" else None)


def _joined(plain: str, parts: list[tuple[int, int]], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Join clauses that say nothing by themselves with the next: the parts of a list are no clauses."""
    joined: list[tuple[int, int]] = []
    begun: int | None = None
    for start, end in parts:
        first = start if begun is None else begun
        if (
            any(pattern.search(plain, first, end) for pattern, _ in lexicon.modalities)
            or quantities(plain, first, end, lexicon)
            or sizes(plain, first, end)
        ):
            joined.append((first, end))
            begun = None
        else:
            begun = first
    if begun is not None:
        if joined:
            joined[-1] = (joined[-1][0], parts[-1][1])
        else:
            joined.append((begun, parts[-1][1]))
    return joined


def _modality(
    plain: str, start: int, end: int, lexicon: Lexicon, speaker: Speaker | None
) -> tuple[int | None, tuple[int, int] | None]:
    for pattern, modality in lexicon.modalities:
        for match in pattern.finditer(plain, start, end):
            if speaker is not None and speaker.start <= match.start() < speaker.end:
                continue
            return modality, (match.start(), match.end())
    return None, None


def _subjects(
    plain: str,
    start: int,
    end: int,
    lexicon: Lexicon,
    cue: tuple[int, int] | None,
    speaker: Speaker | None,
    parties: Collection[str],
) -> list[Mention]:
    """Find the states whose conduct a clause describes: those named before the words of firmness, else after."""
    everything = [
        mention
        for mention in states(plain, start, end, lexicon)
        if not (set(mention.values) <= set(parties) and _TOWARDS.search(plain[max(start, mention.start - 24) : mention.start]))
        and not (
            speaker is not None and speaker.start - 30 <= mention.start < speaker.end and mention.values != (speaker.state,)
        )
        and not (speaker is not None and speaker.kind != "on_record" and speaker.start <= mention.start < speaker.end)
    ]
    if cue is None:
        return everything
    ahead = [mention for mention in everything if mention.start < cue[0]]
    own = [mention for mention in ahead if speaker is not None and mention.values == (speaker.state,)]
    others = [mention for mention in ahead if mention not in own and not _is_place(plain, start, mention)]
    if others:
        return others
    if own:
        return own
    inside = [mention for mention in everything if cue[0] <= mention.start < cue[1]]
    if inside:
        return inside
    if speaker is not None and speaker.state is not None and speaker.kind == "on_record":
        return []
    return [mention for mention in everything if mention.start >= cue[1] and not _is_place(plain, start, mention)]


def _is_place(plain: str, start: int, mention: Mention) -> bool:
    before = plain[max(start, mention.start - 14) : mention.start]
    return (
        mention.kind in ("capital", "name")
        and re.search(r"\b(?:in|at|near|to|for|with|against|between)\s+(?:the\s+)?$", before) is not None
    )


def _spans(text: str, places: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end, text[start:end]) for start, end in places)
