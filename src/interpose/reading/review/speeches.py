"""Claims that tell one speech: read in several outlets, they are one root and not many.

Method: same state and predicate, firmness within a step, no role or number that differs, days that may be the same; the same
person where both name one, and no two offices of which each has one holder; and words in common, counted on their stems
as a share of the shorter claim. What a person has related to one another already is left.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interpose.case import Case
from interpose.case.tables.evidence import Claim, Relation
from interpose.edtf import parse_edtf
from interpose.evidence.voices.standing import read_ledger

__all__ = ["LIKENESS", "Speech", "same_speeches"]

LIKENESS = 1 / 3
"""Share of the words of the shorter claim from which two are proposed as one speech, where speaker or day are not known."""

MOST_DAYS = 31
"""Days that a date may mean at most: of one that is vaguer nobody can say that it is the day of a speech."""

_SAME_ROOT = ("restates", "derived_from", "distorts")
_OFFICE = re.compile(
    r"minist|president|chancellor|secretary|spokes|official|government|council|commission|general", re.IGNORECASE
)
_HELD_BY_ONE = re.compile(r"minister|president|chancellor|secretary$")
_ABOUT_A_DAY = 3
"""Days that a date may mean at most for the speaker and the day alone to tell a speech."""
_STEM = 5
"""Letters of a word that are compared: "send", "sending" and "soldier", "soldiers" are the same."""


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
        note = f"one speech in {len(self.outlets)} outlets: same day, and a speaker and words that may be the same"
        return tuple(Relation(claim=name, relation="restates", target=self.claims[0], note=note) for name in self.claims[1:])


def same_speeches(case: Case, *, likeness: float = LIKENESS) -> tuple[Speech, ...]:
    """Propose which claims tell one speech and count for more roots than one.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    likeness : float
        Share of words in common, 0 to 1, where the speaker or the day is not told well enough.

    Returns
    -------
    tuple of Speech
        In the order of their first claims. Nothing is changed: a person accepts.
    """
    roots = read_ledger(case).roots
    related = {frozenset((each.claim, each.target)) for each in case.relations}
    merged = {each.claim for each in case.relations if each.relation in _SAME_ROOT}
    about: dict[tuple[object, ...], list[_Told]] = defaultdict(list)
    for name, claim in case.claims.items():
        if name not in merged and len((told := _told(claim)).days) <= MOST_DAYS:
            about[claim.state, claim.on_behalf_of, claim.predicate].append(told)

    def rank(told: _Told) -> tuple[str, int, str]:
        name = told.claim.id
        return case.sources[told.claim.source].reliability, len(case.hops.get(name, ())), name

    found: list[Speech] = []
    for bucket in about.values():
        # Who names the speaker comes first: the others are compared with that. Always in the same order.
        for group in _groups(sorted(bucket, key=lambda told: (not told.person, rank(told))), likeness):
            first, *others = sorted(group, key=rank)
            members = [first, *(told for told in others if frozenset((first.claim.id, told.claim.id)) not in related)]
            if len({roots[told.claim.id] for told in members}) > 1:
                found.append(_speech(case, members, roots))
    return tuple(sorted(found, key=lambda speech: speech.claims))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """A claim with what it is compared by: the speaker's last name where it tells it, days as ordinals, stems of words."""

    claim: Claim
    person: str
    days: range
    stems: frozenset[str]


def _told(claim: Claim) -> _Told:
    said = parse_edtf(claim.asserted_on)
    last = (claim.actor.split() or [""])[-1]
    words = re.findall(r"[^\W\d_]{4,}|\d+", _without_accents(claim.statement))
    return _Told(
        claim=claim,
        person=_without_accents(last) if last[:1].isupper() and not _OFFICE.search(last) else "",
        days=range(said.first.toordinal(), said.last.toordinal() + 1),
        stems=frozenset(word if word.isdecimal() else word[:_STEM] for word in words),
    )


def _without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))


def _groups(bucket: Iterable[_Told], likeness: float) -> Iterator[list[_Told]]:
    """Gather claims about one thing: each joins the first of a group of about the same day that it is most like."""
    groups: list[list[_Told]] = []
    by_day: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for told in bucket:
        best: tuple[float, int] | None = None
        for place in _near(told, by_day):
            first = groups[place][0]
            if _coded_alike(first, told) and (like := _likeness(first, told)) >= likeness:
                best = max(best or (like, -place), (like, -place))
        if best is not None:
            groups[-best[1]].append(told)
            continue
        for day in told.days:
            by_day[day][told.person].append(len(groups))
        groups.append([told])
    yield from (group for group in groups if len(group) > 1)


def _near(told: _Told, by_day: Mapping[int, Mapping[str, list[int]]]) -> Iterable[int]:
    """Give the groups of about the same day by the same person; without a name it may be anybody's."""
    found: dict[int, None] = {}
    for day in range(told.days.start - 1, told.days.stop + 1):
        speakers = by_day.get(day, {})
        for places in [speakers.get(told.person, [])] if told.person else speakers.values():
            found |= dict.fromkeys(places)
    return found


def _coded_alike(one: _Told, other: _Told) -> bool:
    """Tell whether two claims differ in firmness by a step at most, and not in role, number or office where both have one."""
    first, second = one.claim, other.claim
    roles = {first.role, second.role} - {None}
    numbers = {(each.quantity_low, each.quantity_high) for each in (first, second)} - {(None, None)}
    if len(roles) > 1 or len(numbers) > 1 or (first.modality is None) != (second.modality is None):
        return False
    if abs((first.modality or 0) - (second.modality or 0)) > 1:
        return False
    offices = [_office(first), _office(second)]
    return one.person == other.person or not all(offices) or offices[0] <= offices[1] or offices[1] <= offices[0]


def _office(claim: Claim) -> frozenset[str]:
    """Give the words of an office that one person holds at a time; none for officials, spokespersons and generals."""
    office = (claim.office or "").casefold()
    return frozenset(office.split()) if _HELD_BY_ONE.search(office) else frozenset()


def _likeness(one: _Told, other: _Told) -> float:
    """Give the share of words in common; it counts twice for one person, or one holder of an office, on a day that is known."""
    same = one.person == other.person if one.person and other.person else bool(_office(one.claim) and _office(other.claim))
    known = same and len(one.days) <= _ABOUT_A_DAY and len(other.days) <= _ABOUT_A_DAY
    return _share(one.stems, other.stems) * (2 if known else 1)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _speech(case: Case, members: Sequence[_Told], roots: Mapping[str, str]) -> Speech:
    claims = [told.claim for told in members]
    return Speech(
        claims=tuple(claim.id for claim in claims),
        speakers=tuple(dict.fromkeys(claim.actor for claim in claims)),
        outlets=tuple(dict.fromkeys(case.sources[claim.source].outlet for claim in claims)),
        days=tuple(dict.fromkeys(claim.asserted_on for claim in claims)),
        roots=len({roots[claim.id] for claim in claims}),
        likeness=min(_share(told.stems, members[0].stems) for told in members[1:]),
    )
