"""Claims that a news text seems to make, proposed for a person to accept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from interpose.case.read.lexicon import Lexicon
from interpose.evidence.plain_text import blank_markup, decode_entities
from interpose.reading.article import Article, ArticleReading, Draft, Span, said_once
from interpose.reading.claims.clause import DEPLOYED, Clause, draft, read_clause, role_of
from interpose.reading.claims.subjects import Setting, subjects
from interpose.reading.speech.memory import CONTRAST, Memory
from interpose.reading.speech.speakers import Speaker, relays
from interpose.reading.words.heading import home_of, said_on
from interpose.reading.words.mentions import Mention, blanked, set_aside, settled, states
from interpose.reading.words.sentences import Sentence, asides, clauses, sentences
from interpose.reading.words.topics import on_topic, says_something

__all__ = ["read_article"]

_MUCH = 2
"""Words about a force from which on a whole text is taken to be about it."""
_TIME = re.compile(r"\W*\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?(?: \|)? ")
"""The time before an entry of a live page."""
_SO = re.compile(r"\W*(?:So|Nor|Neither)\s+(?:has|have|is|are|does|do|did|was|will|would|had|can|could)\s+(?:the\s+)?")
_NEAR = 4
_FIRM = (2, 3, 4)
_THOSE = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Ii]ts|[Tt]heir)\s+(?:\w+\s+)?$")
_THEY = re.compile(r"\b[Tt]hey\s+$")
_PLACED = re.compile(r"\s*[A-ZÀ-Þ][A-ZÀ-Þ/ .’'-]{2,40}(?:,[^()—–\n]{2,30})?(?:\s*\([^()]{2,40}\))?\s+[—–-]\s")


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
    here = settled(plain, lexicon, article.parties)
    so_far = Memory(
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
        for proposal in _proposals(so_far, sentence)
    ]
    numbered = tuple(replace(proposal, id=f"N{number:03d}") for number, proposal in enumerate(said_once(found), start=1))
    return ArticleReading(article.outlet, article.published_on, numbered, so_far.repeated)


def _proposals(so_far: Memory, sentence: Sentence) -> Sequence[Draft]:
    """Propose the claims of a sentence, and remember what the next may lean on."""
    words = so_far.bare[sentence.start : sentence.end]
    so_far.enters(sentence, words)
    placed = _PLACED.match(words) or _TIME.match(words)
    if placed is not None and so_far.about is None:
        words = blanked(words, [placed.span()])
    between = asides(words)
    clear = _without_dashes(words, between)
    main = blanked(words, between)
    first = clear if words.lstrip().startswith("Asked") else main
    speaker = so_far.speaker_of_sentence(sentence, first)
    if speaker is None and first != clear:
        speaker = so_far.speaker_of_sentence(sentence, clear)
    through = relays(sentence.text, 0, len(sentence.text), so_far.lexicon, so_far.article.outlet)
    so_far.relayed(sentence, speaker, through)
    goes_on = so_far.goes_on(sentence, words, speaker)
    drafts: list[Draft] | None = None
    if not so_far.asks and (goes_on or on_topic(words, so_far.lexicon) or _SO.match(words)):
        told = _Told(
            so_far=so_far,
            sentence=sentence,
            words=words,
            main=main,
            asides=between,
            through=through,
            goes_on=goes_on,
        )
        parts = _parts(clear, so_far.lexicon)
        by = [speaker] if len(parts) == 1 else so_far.speakers_of(clear, parts, speaker)
        drafts = [*told.likewise(), *told.drafts(list(zip(parts, by, strict=True)))]
    so_far.keep(sentence, drafts)
    so_far.remember(words, speaker)
    return drafts or ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A sentence, through whom it is told, and whether it goes on about what was said before."""

    so_far: Memory
    sentence: Sentence
    words: str
    main: str
    asides: Sequence[tuple[int, int]]
    through: Sequence[Mention]
    goes_on: bool

    def likewise(self) -> Iterator[Draft]:
        """Draft what is told of a state as of the one before: "So has Norway", "Nor will Spain"."""
        match = _SO.match(self.words)
        named = states(self.words, match.end(), len(self.words), self.so_far.lexicon)[:1] if match else []
        if not named or named[0].start - (match.end() if match else 0) > _NEAR or not self.so_far.last:
            return
        (whole,) = self._spans([(0, len(self.words))])
        for code in named[0].values:
            before = self.so_far.last[-1]
            wording = draft(code, before.predicate, before.modality, None, ())
            yield replace(
                before,
                state=code,
                statement=wording,
                actor=None,
                office=None,
                kind="outlet",
                quantity=None,
                conditions=(),
                span=whole,
                spans=dict.fromkeys(before.spans, ()),
            )

    def drafts(self, parts: Sequence[tuple[tuple[int, int], Speaker | None]]) -> Iterator[Draft]:
        """Draft the claims of a sentence, clause by clause."""
        lexicon, article = self.so_far.lexicon, self.so_far.article
        # In an entry of a round-up, what is told of nobody who is named is told of its state.
        about = self.so_far.told_without_name(self.words)
        described: Sequence[Mention] = () if about is None else (Mention(0, 0, (about,), "name"),)
        for (start, end), speaker in parts:
            if speaker is not None and speaker.kind == "on_record" and speaker.state not in (None, about):
                described = () if described and not described[0].end else described
            inside = [each for each in self.asides if start <= each[0] < end]
            for one, other, words in (*((*each, self.words) for each in inside), (start, end, self.main)):
                aside = (one, other) in inside
                if aside and words.startswith(("whose ", "where "), one):
                    continue
                if words.startswith("Asked", one):
                    # A question says nothing but whom it is about.
                    described = states(words, one, other, lexicon) or described
                    continue
                office = self.so_far.of_office(words, one, other) if speaker is None or speaker.state is None else None
                if office and not described:
                    described = (Mention(0, 0, (office,), "name"),)
                setting = Setting(
                    lexicon=lexicon,
                    speaker=None if aside else speaker,
                    parties=article.parties,
                    providers=article.providers,
                    described=states(self.words, start, one, lexicon)[-1:] if aside else described,
                    goes_on=self.goes_on,
                    at_home=aside or self.so_far.at_home,
                    relayed=bool(self.through),
                    year=int(article.published_on[:4]) if article.published_on else None,
                )
                clause = read_clause(words, one, other, setting)
                if clause is None or (aside and (clause.cue is None or clause.modality == DEPLOYED)):
                    described = described if aside else subjects(words, one, other, setting) or described
                    continue
                described = described if aside else clause.subjects or described
                if not self._details(clause, words, setting.speaker):
                    yield from self._of_clause(clause, setting.speaker)

    def _details(self, clause: Clause, words: str, speaker: Speaker | None) -> bool:
        """Tell whether a clause says more of a claim that was made, "the soldiers would go in June", or is an expert's."""
        if speaker is not None and speaker.kind == "analyst":
            return clause.predicate in ("contribute_force", "support_force", "consent")
        if clause.denies and clause.named and all((code, clause.predicate) in self.so_far.told for code in clause.named):
            return True
        if clause.cue is None or clause.modality not in _FIRM or any(mention.end for mention in clause.subjects):
            return False
        before = words[max(0, clause.cue[0] - 60) : clause.cue[0]]
        sent = list(self.so_far.lexicon.topics["sent"].finditer(before))
        named = sent and before[sent[-1].end() :].isspace() and _THOSE.search(before[: sent[-1].start()])
        known = all((code, clause.predicate) in self.so_far.claimed for code in clause.named)
        return known and bool(named or _THEY.search(before))

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
        if begun is not None and (CONTRAST.match(words, start) or words[:start].rstrip().endswith(";")):
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
