"""Grades of claims: the Admiralty code, where no relay is better than its root.

Method: reliability of the source A to F and credibility of the information 1 to 6, judged apart (STANAG 2511, AJP-2.1). F and 6
mean that nothing can be judged: they rank last and are never turned into a number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from interpose.case import Case

__all__ = ["best_grade", "grades"]

_RELAYS = ("restates", "derived_from", "distorts")
_CEILING = {"unnamed_official": "C", "unnamed_other": "D", "analyst": "C"}
"""Who does not give a name, and who was not there, is at best fairly reliable, whatever outlet prints it."""


def grades(case: Case, roots: Mapping[str, str], visible: Collection[str] | None = None) -> dict[str, str]:
    """Grade each claim.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    roots : mapping of str to str
        Root of each claim.
    visible : collection of str, optional
        Claims that may corroborate; without it, all.

    Returns
    -------
    dict of str to str
        Reliability and credibility, such as `B2`.
    """
    reliability: dict[str, str] = {}
    credibility: dict[str, str] = {}
    for name, claim in case.claims.items():
        source = case.sources.get(claim.source)
        ceilings = [_CEILING[hop.kind] for hop in case.hops.get(name, ()) if hop.kind in _CEILING]
        reliability[name] = max([source.reliability if source else "F", *ceilings])
        credibility[name] = claim.credibility
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
