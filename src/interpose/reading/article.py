"""What every reader of news takes and gives: an article in, drafts of claims out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, computed_field

from interpose.case.read.lexicon import Lexicon
from interpose.evidence.plain_text import blank_markup
from interpose.reading.words.heading import read_heading
from interpose.reading.words.numbers import Quantity

__all__ = ["Article", "ArticleReading", "Draft", "Person", "Reader", "Span", "said_once"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the ledger knows already."""

    name: str
    office: str | None
    state: str | None


@dataclass(frozen=True, kw_only=True)
class Article:
    """A news text, and what the case says about those whom it may name.

    Parameters
    ----------
    text : str
        Plain text or HTML. Places count characters of this text.
    outlet, published_on : str or None
        Who published it, and when (EDTF).
    people : mapping of str to Person
        Known people by their last name.
    parties : tuple of str
        The host and whoever it fights: a force comes to them, so what they say of it is consent and no contribution.
    providers : tuple of str
        Words for the states that provide enablers from outside: support from them is a condition.
    place : str
        What the force is for, in words: the name of the host.
    """

    text: str
    outlet: str | None
    published_on: str | None
    people: Mapping[str, Person] = field(default_factory=dict)
    parties: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    place: str = "the case"

    @classmethod
    def of(
        cls,
        text: str,
        lexicon: Lexicon,
        *,
        outlet: str | None = None,
        published_on: str | None = None,
        people: Mapping[str, Person] | None = None,
        parties: Iterable[str] = (),
        providers: Iterable[str] = (),
        place: str = "the case",
    ) -> Article:
        r"""Make an article of a text, its outlet and date read from its first lines where they are not given.

        Examples
        --------
        >>> from interpose.case.read.lexicon import read_lexicon
        >>> Article.of("Example Wire | 14 December 2024\n\nWords.", read_lexicon()).published_on
        '2024-12-14'
        """
        heading = read_heading(blank_markup(text), lexicon)
        return cls(
            text=text,
            outlet=outlet or heading.outlet,
            published_on=published_on or heading.published_on,
            people=dict(people or {}),
            parties=tuple(parties),
            providers=tuple(providers),
            place=place,
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: `text[start:end] == exact`."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """One claim that a text seems to make.

    Parameters
    ----------
    id : str
        Name in the list of proposals.
    statement : str
        A draft in plain words, for a person to improve.
    actor : str or None
        Who says it; None where the text says it in its own voice.
    office : str or None
        Office that the text gives.
    kind : str
        How the chain ends: on_record, unnamed_official, unnamed_other, analyst or outlet.
    state : str or None
        State whose conduct is described.
    speaker_state : str or None
        State that the speaker belongs to.
    predicate : str
        What it is about.
    modality : int or None
        How firm it is.
    role : str or None
        What the contribution would do.
    quantity : Quantity or None
        A number with what it counts.
    conditions : tuple of str
        Conditions, in the words of the text.
    chain : tuple of str
        From the outlet to who is said to know.
    asserted_on : str or None
        When it was said (EDTF).
    span : Span
        The sentence; written as `start`, `end` and `exact`.
    spans : mapping of str to tuple of Span
        Where each field was read: actor, state, modality, quantity, conditions, chain.
    origin : str
        What proposed it: `patterns`, or a model by its name.
    """

    id: str
    statement: str
    actor: str | None
    office: str | None
    kind: str
    state: str | None
    speaker_state: str | None
    predicate: str
    modality: int | None
    role: str | None
    quantity: Quantity | None
    conditions: tuple[str, ...]
    chain: tuple[str, ...]
    asserted_on: str | None
    span: Annotated[Span, Field(exclude=True)]
    spans: Mapping[str, tuple[Span, ...]]
    origin: str = "patterns"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def start(self) -> int:
        """Where the sentence begins."""
        return self.span.start

    @computed_field  # type: ignore[prop-decorator]
    @property
    def end(self) -> int:
        """Where the sentence ends."""
        return self.span.end

    @computed_field  # type: ignore[prop-decorator]
    @property
    def exact(self) -> str:
        """The sentence as the text has it."""
        return self.span.exact


@dataclass(frozen=True)
class ArticleReading:
    """What an article seems to say; to go through it is to go through its drafts.

    Parameters
    ----------
    outlet : str or None
        Who published it.
    published_on : str or None
        When (EDTF).
    proposals : tuple of Draft
        In the order of the text.
    repeated : int
        Sentences left out because an earlier one says the same.
    """

    outlet: str | None
    published_on: str | None
    proposals: tuple[Draft, ...]
    repeated: int

    def __iter__(self) -> Iterator[Draft]:
        return iter(self.proposals)


Reader = Callable[[Article, Lexicon], Iterable[Draft]]
"""What reads news: rules of language, or a model behind an endpoint. Drafts enter no ledger before a person accepts them."""


def said_once(found: Sequence[Draft]) -> Iterator[Draft]:
    """Leave out what the same voice says again, and what the text or a spokesman tells of what somebody else says.

    Parameters
    ----------
    found : sequence of Draft
        The claims of a text, in its order.

    Yields
    ------
    Draft
        Those that add something: a claim with a condition or another number does, a number beside a refusal does not. Of a
        plain claim and one with a number or a condition by the same voice, the second stays.
    """
    kept: list[Draft] = []
    for place, each in enumerate(found):
        better = any(_better(other, each) and _one_voice(other, each) for other in found[place + 1 :])
        again = any(not _fuller(each, other) and (_one_voice(each, other) or _covers(other, each)) for other in kept)
        if each.state is None or not (better or again):
            kept.append(each)
            yield each


def _better(one: Draft, other: Draft) -> bool:
    """Tell whether a claim says more than another, or the same by somebody where the text said it itself."""
    return _fuller(one, other) or (other.actor is None and one.actor is not None and not _fuller(other, one))


def _covers(one: Draft, other: Draft) -> bool:
    """Tell whether a decision of a state is what another claim only tells of: "the money will go to the fund"."""
    same = (one.state, one.predicate) == (other.state, other.predicate)
    return same and one.modality in _DECIDED and other.modality in _TOLD


_DECIDED, _TOLD = (5, 6), (3, 4)


def _fuller(one: Draft, other: Draft) -> bool:
    """Tell whether a claim has a number or a condition that another lacks."""
    number = one.quantity is not None and other.quantity is None and one.modality != 0
    return number or (bool(one.conditions) and not other.conditions)


def _one_voice(one: Draft, other: Draft) -> bool:
    """Tell whether two claims say the same of a state, and one is told by nobody else than the other."""
    if (one.state, one.predicate, one.modality) != (other.state, other.predicate, other.modality):
        return False
    if one.quantity and other.quantity and (one.quantity.low, one.quantity.high) != (other.quantity.low, other.quantity.high):
        return False
    voices = [_voice(each) for each in (one, other)]
    return None in voices or voices[0] == voices[1]


def _voice(one: Draft) -> str | None:
    """Give the last name of who speaks for his state; None for a text, a government as such and who tells of another state."""
    if one.actor is None or one.office in _FOR_ALL or one.speaker_state not in (None, one.state):
        return None
    return one.actor.split()[-1]


_FOR_ALL = ("government", "cabinet", "presidency")
"""Offices that are a government as such: whoever speaks for it says the same."""
