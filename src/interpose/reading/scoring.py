"""How well reading does on texts whose claims are known: precision and recall by field, and what a person would accept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import computed_field

from interpose.case.tables.words import Predicate
from interpose.reading.article import ArticleReading, Draft
from interpose.reading.rows import speaks_as_of

__all__ = ["FIELDS", "AboutText", "Accept", "Acceptance", "ExpectedClaim", "FieldScore", "accept", "as_coded", "score"]

FIELDS = ("claim", "actor", "state", "modality", "quantity", "conditions", "chain")
"""Fields that are scored; `claim` asks whether the claim was found at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedClaim:
    """A claim that a reader would code."""

    actor: str | None
    state: str | None
    predicate: str
    modality: int | None
    low: float | None
    high: float | None
    unit: str | None
    conditions: int
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """What a person would let pass in the reading of one text.

    Parameters
    ----------
    modality : tuple of int
        Modalities that are right beside the expected one.
    modality_plus_or_minus : int
        By how much a modality may differ.
    also, never : tuple of mapping
        Claims that may stand beside the expected ones, and those that may not, by state, predicate, modality, role or
        speaks_as.
    none_is_right : bool
        Whether no claim at all of a state is right too.
    """

    modality: tuple[int, ...] = ()
    modality_plus_or_minus: int = 0
    also: tuple[Mapping[str, str | int | None], ...] = ()
    never: tuple[Mapping[str, str | int | None], ...] = ()
    none_is_right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutText:
    """What `cases.json` says of a text beside its claims.

    Parameters
    ----------
    host : str or None
        Where the force of the text would go.
    parties : tuple of str or None
        The host and whoever it fights; None where they are those of the case.
    accept : Accept
        What a person would let pass.
    coded : tuple of str or None
        Predicates that its coder coded; None where all.
    """

    host: str | None = None
    parties: tuple[str, ...] | None = None
    accept: Accept = Accept()
    coded: tuple[Predicate, ...] | None = None


def as_coded(reading: ArticleReading, told: AboutText) -> ArticleReading:
    """Leave out proposals of a predicate that the coder of a text did not code: they are neither right nor wrong.

    Parameters
    ----------
    reading : ArticleReading
        What was read.
    told : AboutText
        What is said of the text.

    Returns
    -------
    ArticleReading
        What can be scored.
    """
    if told.coded is None:
        return reading
    return replace(reading, proposals=tuple(each for each in reading.proposals if each.predicate in told.coded))


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """How many of the expected claims of a text were read right, and what should not have been read.

    Parameters
    ----------
    text : str
        Name of the text.
    right, expected : int
        Claims that agree in state, predicate and modality, and claims that a person would code.
    let_pass : int
        Drafts that answer no expected claim and that `also` names.
    forbidden : tuple of str
        Drafts of claims about states of which the text says nothing of the kind.
    """

    text: str
    right: int
    expected: int
    let_pass: int
    forbidden: tuple[str, ...]


def accept(text: str, reading: ArticleReading, expected: Sequence[ExpectedClaim], rules: Accept) -> Acceptance:
    """Judge the reading of a text claim by claim.

    Parameters
    ----------
    text : str
        Name of the text.
    reading : ArticleReading
        What was read.
    expected : sequence of ExpectedClaim
        What a person would code.
    rules : Accept
        What a person would let pass.

    Returns
    -------
    Acceptance
        An expected claim is right where one proposal agrees in state, predicate and modality, as far as the rules ask.
        Forbidden is a proposal that answers none and is about a state that no expected claim has, or that `never` names.
    """
    left = list(reading.proposals)
    right = 0
    for claim in expected:
        answer = next((each for each in left if _answers(each, claim, rules)), None)
        if answer is not None:
            left.remove(answer)
        elif not rules.none_is_right or any(each.state == claim.state for each in reading.proposals):
            continue
        right += 1
    known = {claim.state for claim in expected}
    forbidden = [
        each.statement
        for each in left
        if any(_fits(each, pattern) for pattern in rules.never)
        or (each.state is not None and each.state not in known and not any(_fits(each, pattern) for pattern in rules.also))
    ]
    paired = {id(proposal) for proposal, _ in _pairs(reading.proposals, expected)}
    let_pass = [
        each for each in reading.proposals if id(each) not in paired and any(_fits(each, pattern) for pattern in rules.also)
    ]
    return Acceptance(text=text, right=right, expected=len(expected), let_pass=len(let_pass), forbidden=tuple(forbidden))


def _answers(proposal: Draft, claim: ExpectedClaim, rules: Accept) -> bool:
    if (proposal.state, proposal.predicate) != (claim.state, claim.predicate):
        return False
    one, other = proposal.modality, claim.modality
    if one == other or one in rules.modality:
        return True
    return one is not None and other is not None and abs(one - other) <= rules.modality_plus_or_minus


def _fits(proposal: Draft, pattern: Mapping[str, str | int | None]) -> bool:
    values = {
        "state": proposal.state,
        "predicate": proposal.predicate,
        "modality": proposal.modality,
        "role": proposal.role,
        "speaks_as": speaks_as_of(proposal),
    }
    return all(name in values and values[name] == wanted for name, wanted in pattern.items())


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Precision and recall of one field.

    Parameters
    ----------
    field : str
        What is scored.
    right, proposed, expected : int
        Values that are right, that were proposed, that were expected.
    """

    field: str
    right: int
    proposed: int
    expected: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float | None:
        """Share of the proposed values that are right; None where nothing was proposed."""
        return self.right / self.proposed if self.proposed else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> float | None:
        """Share of the expected values that were found; None where nothing was expected."""
        return self.right / self.expected if self.expected else None


def score(readings: Iterable[tuple[ArticleReading, Sequence[ExpectedClaim]]]) -> tuple[FieldScore, ...]:
    """Score readings against what a reader would code.

    A proposal answers an expected claim where they agree on what it is about and on the state; of several, the one that agrees
    in most fields. A value of a proposal that answers nothing counts as proposed and wrong.

    Parameters
    ----------
    readings : iterable of (ArticleReading, sequence of ExpectedClaim)
        What was read from each text, and what should have been.

    Returns
    -------
    tuple of FieldScore
        One a field, in the order of `FIELDS`.
    """
    counts = {field: [0, 0, 0] for field in FIELDS}
    for reading, expected in readings:
        pairs = _pairs(reading.proposals, expected)
        for proposal in reading.proposals:
            for field, value in _proposed(proposal).items():
                counts[field][1] += value is not None
        for claim in expected:
            for field, value in _expected(claim).items():
                counts[field][2] += value is not None
        for proposal, claim in pairs:
            one, other = _proposed(proposal), _expected(claim)
            for field in FIELDS:
                counts[field][0] += one[field] is not None and _agree(field, one[field], other[field])
    return tuple(FieldScore(field, *counts[field]) for field in FIELDS)


def _pairs(proposals: Sequence[Draft], expected: Sequence[ExpectedClaim]) -> list[tuple[Draft, ExpectedClaim]]:
    ranked = sorted(
        (
            (-sum(_agree(field, _proposed(proposal)[field], _expected(claim)[field]) for field in FIELDS), first, second)
            for first, proposal in enumerate(proposals)
            for second, claim in enumerate(expected)
            if (proposal.predicate, proposal.state) == (claim.predicate, claim.state)
        ),
    )
    taken_proposals: set[int] = set()
    taken_claims: set[int] = set()
    pairs = []
    for _, first, second in ranked:
        if first not in taken_proposals and second not in taken_claims:
            taken_proposals.add(first)
            taken_claims.add(second)
            pairs.append((proposals[first], expected[second]))
    return pairs


def _proposed(proposal: Draft) -> Mapping[str, object]:
    number = proposal.quantity
    return {
        "claim": proposal.predicate,
        "actor": _plain(proposal.actor),
        "state": proposal.state,
        "modality": proposal.modality,
        "quantity": (number.low, number.high, number.unit) if number else None,
        "conditions": len(proposal.conditions) or None,
        "chain": tuple(_plain(name) for name in proposal.chain) or None,
    }


def _expected(claim: ExpectedClaim) -> Mapping[str, object]:
    return {
        "claim": claim.predicate,
        "actor": _plain(claim.actor),
        "state": claim.state,
        "modality": claim.modality,
        "quantity": (claim.low, claim.high, claim.unit) if claim.unit else None,
        "conditions": claim.conditions or None,
        "chain": tuple(_plain(name) for name in claim.chain) or None,
    }


def _agree(field: str, one: object, other: object) -> bool:
    """Tell whether two values are the same; a name agrees with the same name beside its title, "Kowal" and "Minister Kowal"."""
    if field == "actor" and isinstance(one, str) and isinstance(other, str):
        return _one_name(one, other)
    if field == "chain" and isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_one_name, one, other))
    return one == other


def _one_name(one: str, other: str) -> bool:
    words, others = (set(re.findall(r"[\w-]+", name)) for name in (one, other))
    return words <= others or others <= words


def _plain(name: str | None) -> str | None:
    return None if name is None else name.casefold().removeprefix("the ").removeprefix("an ").removeprefix("a ")
