"""Grades of claims: the Admiralty code, where no relay is better than its root.

Method: reliability of the source A to F and credibility of the information 1 to 6, judged apart (STANAG 2511, AJP-2.1). F and 6
mean that nothing can be judged: they rank last and are never turned into a number.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from interpose.case import Case
from interpose.case.tables.evidence import Judgement
from interpose.edtf import parse_edtf

__all__ = ["best_grade", "grades", "judgements"]

_RELAYS = ("restates", "derived_from", "distorts")
_CEILING = {"unnamed_official": "C", "unnamed_other": "D", "analyst": "C"}
"""Who does not give a name, and who was not there, is at best fairly reliable, whatever outlet prints it."""


def grades(
    case: Case,
    roots: Mapping[str, str],
    visible: Collection[str] | None = None,
    as_of: dt.date | None = None,
    known_by: dt.date | None = None,
) -> dict[str, str]:
    """Grade each claim.

    The latest judgement of a source or claim takes the place of the grade in its row; the ceilings of the chain, the need of a
    second root and the grade of the root hold for it as for any other.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    roots : mapping of str to str
        Root of each claim.
    visible : collection of str, optional
        Claims that may corroborate; without it, all.
    as_of, known_by : datetime.date, optional
        Judgements that were made, and known, by these days; without them, all.

    Returns
    -------
    dict of str to str
        Reliability and credibility, such as `B2`.
    """
    held = {key: judgement.value for key, judgement in judgements(case, as_of, known_by).items()}
    reliability: dict[str, str] = {}
    credibility: dict[str, str] = {}
    for name, claim in case.claims.items():
        source = case.sources.get(claim.source)
        outlet = held.get(("reliability", claim.source)) or (source.reliability if source else "F")
        ceilings = [_CEILING[hop.kind] for hop in case.hops.get(name, ()) if hop.kind in _CEILING]
        reliability[name] = max([outlet, *ceilings])
        credibility[name] = held.get(("credibility", name)) or claim.credibility
    confirmed = {name for name, value in credibility.items() if value == "1"}
    if confirmed:
        independent = {name: {roots[name]} for name in confirmed}
        for relation in case.relations:
            if relation.relation == "corroborates":
                for one, other in ((relation.claim, relation.target), (relation.target, relation.claim)):
                    if one in independent and (visible is None or other in visible):
                        independent[one].add(roots[other])
        for name, found in independent.items():
            if len(found) < 2:
                credibility[name] = "2"
    for name, target in _outward(case):
        reliability[name] = max(reliability[name], reliability[target])
        credibility[name] = max(credibility[name], credibility[target])
    return {name: reliability[name] + credibility[name] for name in case.claims}


def judgements(case: Case, as_of: dt.date | None = None, known_by: dt.date | None = None) -> dict[tuple[str, str], Judgement]:
    """Find the judgement that holds for each source and claim.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    as_of : datetime.date, optional
        Judgements that had certainly been made by this day; without it, all.
    known_by : datetime.date, optional
        Judgements that were known by this day; without it, `as_of`.

    Returns
    -------
    dict of (str, str) to Judgement
        The latest judgement by scale (`reliability` or `credibility`) and subject.
    """
    latest = known_by or as_of
    held: dict[tuple[str, str], Judgement] = {}
    for judgement in case.judgements:
        made = parse_edtf(judgement.judged_on).last
        known = made if judgement.known_on is None else max(made, parse_edtf(judgement.known_on).last)
        if (as_of is not None and made > as_of) or (latest is not None and known > latest):
            continue
        key = (judgement.scale, judgement.subject)
        if key not in held or parse_edtf(held[key].judged_on).last <= made:
            held[key] = judgement
    return held


def best_grade(found: Collection[str]) -> str:
    """Return the best of some grades; reliability goes first, F and 6 rank last.

    Examples
    --------
    >>> best_grade(["F1", "C2", "C3"])
    'C2'
    """
    return min(found)


def _outward(case: Case) -> list[tuple[str, str]]:
    """Pairs of relay and original, each original before the relays of its relays."""
    relays: dict[str, list[str]] = defaultdict(list)
    originals: dict[str, int] = defaultdict(int)
    for relation in case.relations:
        if relation.relation in _RELAYS:
            relays[relation.target].append(relation.claim)
            originals[relation.claim] += 1
    ready = [name for name in relays if not originals[name]]
    pairs: list[tuple[str, str]] = []
    while ready:
        target = ready.pop()
        for name in relays.get(target, ()):
            pairs.append((name, target))
            originals[name] -= 1
            if not originals[name]:
                ready.append(name)
    return pairs
