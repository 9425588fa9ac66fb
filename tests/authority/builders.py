"""Claims and positions for the tests of authority, with what a test does not care about filled in."""

from __future__ import annotations

import datetime as dt

from interpose.authority import Authority, RouteDecision
from interpose.case.tables.evidence import Claim
from interpose.evidence import Position, Positions

DAY = dt.date(2024, 12, 15)


def claim(
    identifier: str, state: str | None, predicate: str, modality: int | None, statement: str = "", **more: object
) -> Claim:
    """Make a claim."""
    return Claim.model_validate(
        {
            "id": identifier,
            "source": "s",
            "statement": statement or predicate,
            "actor": "somebody",
            "state": state,
            "predicate": predicate,
            "modality": modality,
            "asserted_on": "2024-12-01",
            "credibility": "3",
            **more,
        }
    )


def said(
    state: str, modality: int | None, *conditions: str, role: str | None = "land", claims: tuple[str, ...] = ()
) -> Position:
    """Make a position."""
    return Position(
        state=state,
        modality=modality,
        role=role,
        claims=claims,
        conditions=conditions,
        conflict=False,
        offices=(),
        grade="C3",
        roots=1,
    )


def positions(*given: Position, as_of: dt.date = DAY) -> Positions:
    """Gather positions."""
    return Positions(as_of, tuple(sorted(given, key=lambda position: position.state)), as_of)


def route_of(result: Authority, name: str) -> RouteDecision:
    """Return the decision of a route that is there."""
    decision = result.of(name)
    assert decision is not None
    return decision
