"""Which claims stand on which days, after corrections, denials, supersession and restatement.

A claim stands from the day on which it was certainly said (and known) until it expires, except while another claim that
itself stands corrects, denies or supersedes it. Spans of days are worked out once for all claims, so that a position at one
date and a history over all dates rest on the same rule and grow with the number of rows.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from interpose.case import Case
from interpose.case.check.ledger_rules import root_name
from interpose.case.tables.evidence import Claim, Relation
from interpose.case.tables.words import SpeaksAs
from interpose.edtf import parse_edtf
from interpose.evidence.voices.governments import ends_of_words, voices_of
from interpose.recent import recent

__all__ = ["FOREVER", "Ledger", "Spans", "certainly_said", "contains", "read_ledger", "removal_acts", "subtract"]

FOREVER = dt.date.max.toordinal()
"""End of a span that is open."""

Spans = tuple[tuple[int, int], ...]
"""Spans of days as ordinals, each from its first day to the day after its last, in order and apart."""

_REMOVES = ("corrects", "denies", "supersedes")
_MERGES = ("restates", "derived_from", "distorts")


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger with what follows from its relations.

    Parameters
    ----------
    stands : mapping of str to Spans
        When each claim stands.
    speaks : mapping of str to Spans
        When it is a voice of its own: it stands, and is not merged into the claim that it restates or narrows.
    roots : mapping of str to str
        Root of each claim, restatements merged.
    restated_by, narrowed_by : mapping of str to tuple of str
        Claims that restate or narrow a claim.
    order : mapping of str to int
        First day that the claim may have been said on: what the order of claims goes by.
    voices : mapping of str to str
        How far the speaker of each claim binds the state.
    ended : mapping of str to int
        Claims that a change of government ends, with the day from which they no longer stand.
    """

    stands: Mapping[str, Spans]
    speaks: Mapping[str, Spans]
    roots: Mapping[str, str]
    restated_by: Mapping[str, tuple[str, ...]]
    narrowed_by: Mapping[str, tuple[str, ...]]
    order: Mapping[str, int]
    voices: Mapping[str, SpeaksAs]
    ended: Mapping[str, int]


def _parts(case: Case, known_by: dt.date | None = None) -> tuple[object, ...]:
    return case.claims, case.relations, case.offices, case.hops, case.spellings, known_by


@recent(16, _parts)
def read_ledger(case: Case, known_by: dt.date | None = None) -> Ledger:
    """Work out when each claim stands.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    known_by : datetime.date, optional
        Only claims that were public by this day, each standing from when it was said. Without it, each claim stands from
        when it was both said and public.

    Returns
    -------
    Ledger
        Spans, roots and merges of all claims; time and memory grow with the rows.
    """
    voices, ended = voices_of(case), ends_of_words(case)
    visible, order = _visible(case, known_by, ended)
    removers: dict[str, list[str]] = defaultdict(list)
    retractions: dict[str, list[str]] = defaultdict(list)
    restates: dict[str, list[str]] = defaultdict(list)
    narrows: dict[str, list[str]] = defaultdict(list)
    merges: dict[str, str] = {}
    distorting: set[str] = set()
    for relation in case.relations:
        if not visible.get(relation.claim):
            continue
        if relation.relation in _REMOVES and removal_acts(case, relation, order, voices):
            removers[relation.target].append(relation.claim)
            if relation.relation != "supersedes":
                retractions[relation.target].append(relation.claim)
        elif relation.relation == "restates":
            restates[relation.claim].append(relation.target)
        elif relation.relation == "narrows":
            narrows[relation.claim].append(relation.target)
        if relation.relation in _MERGES:
            merges.setdefault(relation.claim, relation.target)
        if relation.relation == "distorts":
            distorting.add(relation.claim)
    # What a claim removes stays removed when the claim is superseded or expires, but not when it is itself taken back.
    acts: dict[str, Spans] = {}
    for name in _after_those_before(visible, retractions):
        since = ((visible[name][0][0], FOREVER),) if visible[name] else ()
        acts[name] = subtract(since, [acts.get(other, ()) for other in retractions.get(name, ())])
    removed: dict[str, Spans] = {}
    for name in _after_those_before(visible, restates):
        # A restatement goes with the statement that it tells again.
        mine = [acts[other] for other in removers.get(name, ())]
        removed[name] = tuple(
            sorted({span for spans in (*mine, *(removed.get(t, ()) for t in restates.get(name, ()))) for span in spans})
        )
    stands = {name: subtract(spans, [removed[name]]) for name, spans in visible.items()}
    speaks: dict[str, Spans] = {}
    for name, spans in stands.items():
        # Who restates what a former government said speaks for the new one.
        told = [
            ((visible[target][0][0], ended.get(target, FOREVER)),) for target in restates.get(name, ()) if visible.get(target)
        ]
        merged = [*told, *(stands.get(target, ()) for target in narrows.get(name, ()))]
        # A distortion is a fault of the relay: it is kept on record, but nobody said it.
        speaks[name] = () if name in distorting else subtract(spans, merged)
    return Ledger(
        stands=stands,
        speaks=speaks,
        roots=_roots(case, merges),
        restated_by=_turned(restates),
        narrowed_by=_turned(narrows),
        order=order,
        voices=voices,
        ended=ended,
    )


def certainly_said(claim: Claim) -> dt.date:
    """Return the day by which a claim had certainly been said: what was public on a day had been said by then."""
    said = parse_edtf(claim.asserted_on)
    return said.last if claim.known_on is None else min(said.last, parse_edtf(claim.known_on).last)


def contains(spans: Spans, day: int) -> bool:
    """Tell whether a day lies in spans."""
    return any(start <= day < end for start, end in spans)


def subtract(spans: Spans, others: Iterable[Spans]) -> Spans:
    """Take spans out of spans.

    Examples
    --------
    >>> subtract(((0, 10),), [((2, 4),), ((8, 12),)])
    ((0, 2), (4, 8))
    """
    left = list(spans)
    for start, end in sorted(span for other in others for span in other):
        left = [
            piece
            for first, last in left
            for piece in ((first, min(last, start)), (max(first, end), last))
            if piece[0] < piece[1]
        ]
    return tuple(left)


def _visible(case: Case, known_by: dt.date | None, ended: Mapping[str, int]) -> tuple[dict[str, Spans], dict[str, int]]:
    latest = FOREVER if known_by is None else known_by.toordinal()
    visible: dict[str, Spans] = {}
    order: dict[str, int] = {}
    for name, claim in case.claims.items():
        said = parse_edtf(claim.asserted_on)
        known = said if claim.known_on is None else parse_edtf(claim.known_on)
        certainly = certainly_said(claim).toordinal()
        public = max(known.last.toordinal(), certainly)
        order[name] = min(said.first, known.last).toordinal()
        start = max(certainly, public) if known_by is None else certainly
        end = FOREVER if claim.valid_until is None else parse_edtf(claim.valid_until).last.toordinal() + 1
        end = min(end, ended.get(name, FOREVER))
        visible[name] = ((start, end),) if start < end and public <= latest else ()
    return visible, order


def removal_acts(case: Case, relation: Relation, order: Mapping[str, int], voices: Mapping[str, SpeaksAs]) -> bool:
    """Tell whether a claim may remove another: only who said it, who holds the office, or the government may supersede."""
    claim, target = case.claims[relation.claim], case.claims[relation.target]
    if relation.relation != "supersedes":
        return True
    same_voice = claim.actor == target.actor or (
        claim.state is not None
        and claim.state == target.state
        and (voices[claim.id] == "government" or (claim.office is not None and claim.office == target.office))
    )
    return same_voice and claim.predicate == target.predicate and order[claim.id] >= order[target.id]


def _after_those_before(names: Iterable[str], before: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """Order names so that each comes after those that it waits for; without recursion, for chains may be long."""
    done: set[str] = set()
    for name in names:
        pending = [name]
        begun: set[str] = set()
        while pending:
            current = pending[-1]
            waiting = [] if current in begun else [other for other in before.get(current, ()) if other not in done]
            begun.add(current)
            if waiting:
                pending.extend(other for other in waiting if other not in begun)
            if pending[-1] == current:
                pending.pop()
                if current not in done:
                    done.add(current)
                    yield current


def _roots(case: Case, merges: Mapping[str, str]) -> dict[str, str]:
    roots: dict[str, str] = {}
    for name in case.claims:
        path = [name]
        seen = {name}
        while path[-1] not in roots and (following := merges.get(path[-1])) is not None and following not in seen:
            path.append(following)
            seen.add(following)
        root = roots.get(path[-1]) or root_name(case.hops.get(path[-1], ())) or path[-1]
        for step in path:
            roots[step] = root
    return roots


def _turned(arrows: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    turned: dict[str, list[str]] = defaultdict(list)
    for name, targets in arrows.items():
        for target in targets:
            turned[target].append(name)
    return {name: tuple(sorted(sources)) for name, sources in turned.items()}
