"""What hangs on a claim: the positions that change without it, and the inputs that rest on it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from interpose.case import Case
from interpose.case.row_ref import RowRef
from interpose.evidence.history import PositionChange, compare
from interpose.evidence.positions import positions

__all__ = ["Support", "hangs_on", "told_again", "without"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What hangs on a claim.

    Parameters
    ----------
    claim : str
        The claim.
    told_again : tuple of str
        Claims that only tell it again: they fall with it.
    changes : tuple of PositionChange
        Positions that differ without it.
    relations : tuple of str
        How other claims bear on it, and it on others, in words.
    inputs : tuple of str
        Rows of the case that name it: `pools.csv#FRA/infantry_battalion`.
    """

    claim: str
    told_again: tuple[str, ...]
    changes: tuple[PositionChange, ...]
    relations: tuple[str, ...]
    inputs: tuple[str, ...]


def hangs_on(case: Case, claim: str, as_of: dt.date | None = None, *, predicate: str = "contribute_force") -> Support:
    """Say what hangs on a claim.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    claim : str
        The claim that is taken away, with those that only tell it again.
    as_of : datetime.date, optional
        The date of the positions; without it, that of the scenario.
    predicate : str
        What the positions are about.

    Returns
    -------
    Support
        What changes without it. How far the headline figures move is for the assessment of `without(case, [claim])` to say.
    """
    falling = told_again(case, claim)
    poorer = without(case, [claim])
    return Support(
        claim=claim,
        told_again=falling,
        changes=compare(positions(case, as_of, predicate=predicate), positions(poorer, as_of, predicate=predicate)),
        relations=tuple(
            f"{relation.claim} {relation.relation.replace('_', ' ')} {relation.target}"
            for relation in case.relations
            if claim in (relation.claim, relation.target)
        ),
        inputs=_inputs(case, {claim, *falling}),
    )


def without(case: Case, claims: Collection[str]) -> Case:
    """Return the case as if some claims, and those that only tell them again, had never been read.

    Parameters
    ----------
    case : Case
        The case; it is not changed.
    claims : collection of str
        Claims to take away.

    Returns
    -------
    Case
        A case without them. Rows of pools and factors keep their numbers: they lose a support, not their value.
    """
    gone = {*claims, *(other for claim in claims for other in told_again(case, claim))}
    return dataclasses.replace(
        case,
        claims={name: claim for name, claim in case.claims.items() if name not in gone},
        hops={name: chain for name, chain in case.hops.items() if name not in gone},
        quotes=tuple(quote for quote in case.quotes if quote.claim not in gone),
        relations=tuple(relation for relation in case.relations if relation.claim not in gone and relation.target not in gone),
        judgements=tuple(each for each in case.judgements if each.scale == "reliability" or each.subject not in gone),
    )


def told_again(case: Case, claim: str) -> tuple[str, ...]:
    """Name the claims that only tell a claim again, directly or through one another, sorted."""
    tellers: dict[str, list[str]] = {}
    for relation in case.relations:
        if relation.relation in ("restates", "distorts"):
            tellers.setdefault(relation.target, []).append(relation.claim)
    found: set[str] = set()
    pending = [claim]
    while pending:
        for teller in tellers.get(pending.pop(), ()):
            if teller not in found and teller != claim:
                found.add(teller)
                pending.append(teller)
    return tuple(sorted(found))


def _inputs(case: Case, claims: set[str]) -> tuple[str, ...]:
    named = [str(RowRef.of(pool)) for pool in case.pools if claims.intersection(pool.claims)]
    named += [str(RowRef.of(factor)) for factor in case.planning_factors.values() if claims.intersection(factor.claims)]
    named += [str(RowRef.of(state)) for state in case.states.values() if claims.intersection(state.claims)]
    return tuple(sorted(named))
