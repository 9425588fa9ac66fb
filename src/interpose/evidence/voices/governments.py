"""Who speaks for a government on a day, and until when their word holds: what the table of offices says of each claim.

A ceremonial head of state binds nobody, however the row of the claim is coded. What a government says holds until another
takes over: the successor of the head of the executive, or of the speaker where he or she shares in the executive. Decisions,
mandates and deployments are acts of the state and stay, as does what a parliament has decided.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from interpose.case import Case
from interpose.case.tables.evidence import Claim, Modality, Office
from interpose.case.tables.words import OfficePower, SpeaksAs
from interpose.edtf import parse_edtf

__all__ = ["ends_of_words", "voices_of"]

_PARLIAMENT = re.compile(r"\b(parliament|assembly|senate|chamber)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    """A term of office: days as ordinals, from the first to that on which somebody else certainly holds it."""

    state: str
    holder: str
    power: OfficePower
    first: int
    end: int | None

    def held_on(self, day: int) -> bool:
        return self.first <= day and (self.end is None or day < self.end)


def voices_of(case: Case) -> dict[str, SpeaksAs]:
    """Say how far the speaker of each claim binds the state.

    The table of offices says it of who holds a ceremonial office; else the row, or the end of the chain.
    """
    ceremonial = _by_holder(_terms(case.offices), "ceremonial")
    voices: dict[str, SpeaksAs] = {}
    for name, claim in case.claims.items():
        chain = case.hops.get(name, ())
        if _term_of(claim, ceremonial) is not None:
            voices[name] = "outside"
        elif claim.speaks_as is not None:
            voices[name] = claim.speaks_as
        else:
            voices[name] = "unnamed" if chain and chain[-1].kind.startswith("unnamed") else "official"
    return voices


def ends_of_words(case: Case) -> dict[str, int]:
    """Return the day from which each claim of a government no longer holds, as an ordinal, where another has followed it.

    A day that is known to the month only counts from its last: until then the former government may have been in office.
    """
    terms = _terms(case.offices)
    heads: dict[str, list[_Term]] = defaultdict(list)
    for each in terms:
        if each.power == "executive":
            heads[each.state].append(each)
    sharing = _by_holder(terms, "mixed")
    parliaments = {form.casefold() for spelled in case.spellings.values() for form in spelled.get("parliament", ())}
    ended: dict[str, int] = {}
    for name, claim in case.claims.items():
        if claim.state not in heads or claim.modality is None or claim.modality >= Modality.GOVERNMENT_DECISION:
            continue
        if _PARLIAMENT.search(claim.actor) or claim.actor.casefold() in parliaments:
            continue
        said = _said(claim)
        term = _term_of(claim, sharing) or next((each for each in heads[claim.state] if each.held_on(said)), None)
        if term is not None and term.end is not None:
            ended[name] = term.end
    return ended


@lru_cache(maxsize=8)
def _terms(offices: tuple[Office, ...]) -> tuple[_Term, ...]:
    """Give each office's terms one after the other; one who follows himself goes on."""
    found: list[_Term] = []
    rows = sorted(offices, key=lambda row: (row.state, row.office, parse_edtf(row.since).first))
    for _, group in groupby(rows, key=attrgetter("state", "office")):
        own = list(group)
        for place, row in enumerate(own):
            following = next((other for other in own[place + 1 :] if other.holder != row.holder), None)
            until = None if row.until is None else parse_edtf(row.until).last.toordinal() + 1
            found.append(
                _Term(
                    state=row.state,
                    holder=row.holder.casefold(),
                    power=row.power,
                    first=parse_edtf(row.since).first.toordinal(),
                    end=until if following is None else parse_edtf(following.since).last.toordinal(),
                )
            )
    return tuple(found)


def _by_holder(terms: Iterable[_Term], power: OfficePower) -> dict[tuple[str, str], list[_Term]]:
    found: dict[tuple[str, str], list[_Term]] = defaultdict(list)
    for term in terms:
        if term.power == power:
            found[term.state, term.holder].append(term)
    return found


def _term_of(claim: Claim, terms: dict[tuple[str, str], list[_Term]]) -> _Term | None:
    """Find the term in which the speaker of a claim said it, among some offices."""
    held = terms.get((claim.state or "", claim.actor.casefold()), ())
    said = _said(claim)
    return next((term for term in held if term.held_on(said)), None)


def _said(claim: Claim) -> int:
    return parse_edtf(claim.asserted_on).first.toordinal()
