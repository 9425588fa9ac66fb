"""How well reading does on texts whose claims are known: precision and recall by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import computed_field

from interpose.reading.article import ArticleReading, Draft

__all__ = ["FIELDS", "ExpectedClaim", "FieldScore", "score"]

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
                counts[field][0] += one[field] is not None and one[field] == other[field]
    return tuple(FieldScore(field, *counts[field]) for field in FIELDS)


def _pairs(proposals: Sequence[Draft], expected: Sequence[ExpectedClaim]) -> list[tuple[Draft, ExpectedClaim]]:
    ranked = sorted(
        (
            (-sum(_proposed(proposal)[field] == _expected(claim)[field] for field in FIELDS), first, second)
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


def _plain(name: str | None) -> str | None:
    return None if name is None else name.casefold().removeprefix("the ").removeprefix("an ").removeprefix("a ")
