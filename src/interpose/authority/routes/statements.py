"""What each state has said that bears on a vote: about the route, about consent, about support, about its own troops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from interpose.case import Case
from interpose.case.tables.evidence import Claim, Modality
from interpose.case.tables.words import Role
from interpose.evidence import Positions, counted_part
from interpose.evidence.positions import positions_on
from interpose.evidence.voices.standing import contains, read_ledger

__all__ = ["AuthorityStatement", "Statements", "names_any", "read_statements"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityStatement:
    """What a state has said on one predicate, as the evidence part decides it."""

    state: str
    predicate: str
    modality: int
    role: Role | None
    claims: tuple[str, ...]
    conditions: tuple[str, ...] = ()

    @property
    def own_troops(self) -> bool:
        """Whether it is about units of the state's own, so that its law on sending them applies."""
        return self.predicate == "contribute_force" and self.modality > Modality.EXCLUDED


@dataclass(frozen=True)
class Statements:
    """Everything that votes are read from.

    Parameters
    ----------
    by_predicate : mapping of str to mapping of str to AuthorityStatement
        For `consent`, `support_force` and `contribute_force`: each state's statement.
    on_route : mapping of str to mapping of str to AuthorityStatement
        For each route: what states have said about authorising by this route.
    reported : mapping of str to tuple of str
        For each route: valid claims that name it without speaking for a state.
    """

    by_predicate: Mapping[str, Mapping[str, AuthorityStatement]]
    on_route: Mapping[str, Mapping[str, AuthorityStatement]]
    reported: Mapping[str, tuple[str, ...]]


def names_any(text: str, words: Iterable[str]) -> bool:
    """Say whether a text holds one of the words, whole; words in capitals (US, NATO) match capitals only.

    Parameters
    ----------
    text : str
        The text.
    words : iterable of str
        Words or phrases.

    Returns
    -------
    bool

    Examples
    --------
    >>> names_any("if the US backs it", ["US"]), names_any("it trusts us", ["US"]), names_any("Ceasefire first", ["ceasefire"])
    (True, False, True)
    """
    return _names_any(text, tuple(words))


@lru_cache(maxsize=1 << 16)
def _names_any(text: str, words: tuple[str, ...]) -> bool:
    """Look once: every plan that is compared reads the same conditions by the same words."""
    # Most words are not there at all, and to look for their letters is much cheaper than to look for whole words.
    lowered = text.lower()
    return any(word.lower() in lowered and _whole(word).search(text) is not None for word in words)


@lru_cache(maxsize=4096)
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", 0 if word.isupper() else re.IGNORECASE)


def read_statements(case: Case, positions: Positions) -> Statements:
    """Gather what bears on votes.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        Positions as of a day; they say what each state would contribute.

    Returns
    -------
    Statements
    """
    about = (*positions_on(case, ("consent", "support_force"), positions.as_of, positions.known_by), positions)
    by_predicate = {each.predicate: _by_state(case, each) for each in about}
    on_route: dict[str, Mapping[str, AuthorityStatement]] = {}
    reported: dict[str, tuple[str, ...]] = {}
    spoken_of = _spoken_of(case, positions) if case.routes else {}
    for route_id, route in sorted(case.routes.items()):
        naming = {name: claim for name, claim in spoken_of.items() if names_any(claim.statement, route.named)}
        relations = tuple(r for r in case.relations if r.claim in naming and r.target in naming)
        named = replace(case, claims=naming, relations=relations)
        (on_it,) = positions_on(named, ("authorise",), positions.as_of, positions.known_by)
        on_route[route_id] = _by_state(case, on_it)
        speaking = {name for statement in on_route[route_id].values() for name in statement.claims}
        reported[route_id] = tuple(name for name, claim in naming.items() if name not in speaking and claim.state is None)
    return Statements(by_predicate, on_route, reported)


def _spoken_of(case: Case, positions: Positions) -> dict[str, Claim]:
    """Find the claims about authorising a force that stand on the day."""
    stands, day = read_ledger(case, positions.known_by).stands, positions.as_of.toordinal()
    return {
        name: claim
        for name, claim in sorted(case.claims.items())
        if claim.predicate == "authorise" and contains(stands[name], day)
    }


def _by_state(case: Case, positions: Positions) -> dict[str, AuthorityStatement]:
    return {
        position.state: AuthorityStatement(
            state=position.state,
            predicate=positions.predicate,
            modality=part.modality,
            role=part.role,
            claims=part.claims,
            conditions=part.conditions,
        )
        for position in positions.positions
        for part in (counted_part(case, position),)
        if part.modality is not None
    }
