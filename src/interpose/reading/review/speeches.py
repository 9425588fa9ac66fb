"""Claims that tell one speech: read in several outlets, they are one root and not many.

Method: same state, predicate and firmness, no numbers that differ, days that may be the same, a speaker of the same name or
office, and words that are nearly the same: half of the longer words in common. What a person has related to one another already
is left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from interpose.case import Case
from interpose.case.tables.evidence import Claim, Relation
from interpose.edtf import ImpreciseDate, parse_edtf
from interpose.evidence.voices.standing import read_ledger

__all__ = ["LIKENESS", "Speech", "same_speeches"]

LIKENESS = 0.5
"""Share of the words of two claims that they have in common from which they are proposed as one speech."""

MOST_DAYS = 31
"""Days that a date may mean at most: of one that is vaguer nobody can say that it is the day of a speech."""

_SAME_ROOT = ("restates", "derived_from", "distorts")
_OFFICE = re.compile(
    r"minist|president|chancellor|secretary|spokes|official|government|council|commission|general", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """Claims that seem to tell one speech.

    Parameters
    ----------
    claims : tuple of str
        The claims; the first has the best outlet and shortest chain, the others would restate it.
    speakers : tuple of str
        The speaker, as each writes the name.
    outlets : tuple of str
        Who published them.
    days : tuple of str
        When it was said, as each has it.
    roots : int
        Independent roots that the claims count for today.
    likeness : float
        Least share of words that one of them has in common with the first.
    """

    claims: tuple[str, ...]
    speakers: tuple[str, ...]
    outlets: tuple[str, ...]
    days: tuple[str, ...]
    roots: int
    likeness: float

    def relations(self) -> tuple[Relation, ...]:
        """Give the rows that put the claims under one root."""
        note = f"one speech in {len(self.outlets)} outlets: same speaker, day and nearly the same words"
        return tuple(Relation(claim=name, relation="restates", target=self.claims[0], note=note) for name in self.claims[1:])


def same_speeches(case: Case, *, likeness: float = LIKENESS) -> tuple[Speech, ...]:
    """Propose which claims tell one speech and count for more roots than one.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    likeness : float
        Share of words in common, 0 to 1.

    Returns
    -------
    tuple of Speech
        In the order of their first claims. Nothing is changed: a person accepts.
    """
    roots = read_ledger(case).roots
    related = {frozenset((each.claim, each.target)) for each in case.relations}
    merged = {each.claim for each in case.relations if each.relation in _SAME_ROOT}
    claims = {name: claim for name, claim in case.claims.items() if name not in merged}
    words = {name: _words(claim.statement) for name, claim in claims.items()}
    days = {name: parse_edtf(claim.asserted_on) for name, claim in claims.items()}
    taken: set[str] = set()
    found: list[Speech] = []
    for bucket in _buckets(case, claims.values()):
        for first, group in _alike(bucket, days, words, likeness):
            members = [name for name in group if name not in taken and frozenset((first, name)) not in related]
            if first in taken or not members:
                continue
            if len({roots[name] for name in (first, *members)}) > 1:
                taken.update((first, *members))
                found.append(_speech(case, [first, *members], roots, words))
    return tuple(sorted(found, key=lambda speech: speech.claims))


def _buckets(case: Case, claims: Iterable[Claim]) -> Iterator[list[str]]:
    """Put claims together that somebody of one name or office makes about one thing, as firmly, the best outlet first."""
    buckets: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for claim in claims:
        number = (claim.quantity_low, claim.quantity_high)
        about = (claim.state, claim.on_behalf_of, claim.predicate, claim.modality, number)
        for key in _speakers(claim):
            buckets[*about, key].append(claim.id)

    def rank(name: str) -> tuple[str, int, str]:
        return case.sources[case.claims[name].source].reliability, len(case.hops.get(name, ())), name

    # The largest first: of claims that share an office and, some of them, a name all are one group. Always in the same order.
    ordered = (sorted(names, key=rank) for names in buckets.values() if len(names) > 1)
    yield from sorted(ordered, key=lambda names: (-len(names), names))


def _speakers(claim: Claim) -> set[str]:
    names = {claim.actor.casefold(), *([claim.office.casefold()] if claim.office else [])}
    last = (claim.actor.split() or [""])[-1]
    if last[:1].isupper() and not _OFFICE.search(last):
        names.add(last.casefold())
    return names


def _alike(
    names: list[str], days: dict[str, ImpreciseDate], words: dict[str, frozenset[str]], likeness: float
) -> Iterator[tuple[str, list[str]]]:
    """Gather those that are like one before them: each is compared with the first of groups of about the same day."""
    groups: dict[str, list[str]] = {}
    by_day: dict[int, list[str]] = defaultdict(list)
    for name in names:
        first, last = days[name].first.toordinal(), days[name].last.toordinal()
        if last - first > MOST_DAYS:
            continue
        near = dict.fromkeys(other for day in range(first - 1, last + 2) for other in by_day.get(day, ()))
        leader = next((other for other in near if _share(words[name], words[other]) >= likeness), None)
        if leader is not None:
            groups[leader].append(name)
            continue
        groups[name] = []
        for day in range(first, last + 1):
            by_day[day].append(name)
    yield from ((leader, members) for leader, members in groups.items() if members)


def _words(text: str) -> frozenset[str]:
    """Give the words of a text that carry it: those of four letters and more, and numbers."""
    return frozenset(re.findall(r"[^\W\d_]{4,}|\d+", text.casefold()))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _speech(case: Case, names: list[str], roots: Mapping[str, str], words: Mapping[str, frozenset[str]]) -> Speech:
    claims = [case.claims[name] for name in names]
    return Speech(
        claims=tuple(names),
        speakers=tuple(dict.fromkeys(claim.actor for claim in claims)),
        outlets=tuple(dict.fromkeys(case.sources[claim.source].outlet for claim in claims)),
        days=tuple(dict.fromkeys(claim.asserted_on for claim in claims)),
        roots=len({roots[name] for name in names}),
        likeness=min(_share(words[name], words[names[0]]) for name in names[1:]),
    )
