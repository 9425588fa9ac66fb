"""What an analyst should look at before a ledger is relied on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from interpose.case import Case
from interpose.case.tables.evidence import Claim, Modality
from interpose.case.tables.words import Role
from interpose.edtf import parse_edtf
from interpose.evidence.arithmetic import arithmetic_faults
from interpose.evidence.firmness import is_firm_enough
from interpose.evidence.grading import grades, judgements
from interpose.evidence.positions import positions_on
from interpose.evidence.result import STALE_DAYS, Positions
from interpose.evidence.voices.standing import Ledger, contains, read_ledger, removal_acts
from interpose.evidence.voices.steps import own_claims

__all__ = ["LintFinding", "aged", "lint"]

Rule = Literal[
    "arithmetic",
    "stale",
    "lapsed",
    "ended",
    "single_root",
    "anonymous",
    "interested",
    "after_as_of",
    "missing_relation",
    "idle_relation",
    "relay_grade",
    "unquoted",
]

_JOINS = (
    "contradicts",
    "narrows",
    "widens",
    "supersedes",
    "corrects",
    "denies",
    "restates",
    "corroborates",
    "distorts",
    "derived_from",
)


@dataclass(frozen=True, slots=True)
class LintFinding:
    """Something to look at: not a fault, but a weakness.

    Parameters
    ----------
    rule : str
        Which rule found it.
    claims : tuple of str
        Claims that it is about.
    what : str
        What was found.
    mend : str
        What to do about it.
    """

    rule: Rule
    claims: tuple[str, ...]
    what: str
    mend: str


def lint(case: Case, as_of: dt.date | None = None, *, stale_days: int = STALE_DAYS) -> tuple[LintFinding, ...]:
    """Find what weakens a ledger.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    as_of : datetime.date, optional
        The date of the positions; without it, that of the scenario.
    stale_days : int
        Age in days from which a deciding claim is called stale.

    Returns
    -------
    tuple of LintFinding
        By rule, then by claim. Time grows about linearly with the rows.
    """
    day = as_of or case.scenario.as_of
    ledger = read_ledger(case, day)
    (found,) = positions_on(case, ("contribute_force",), day, day, ledger)
    standing = [claim for claim in case.claims.values() if contains(ledger.stands[claim.id], day.toordinal())]
    findings = [
        *_arithmetic(case, standing),
        *_stale(found, stale_days),
        *_ended(case, found, ledger),
        *_weak_roots(case, found, ledger),
        *_later(case, day),
        *_missing_relations(case, standing, ledger),
        *_idle(case, ledger),
        *_relays(case, ledger, day),
        *_unquoted(case, found),
    ]
    return tuple(sorted(findings, key=lambda finding: (finding.rule, finding.claims, finding.what)))


def aged(case: Case) -> tuple[LintFinding, ...]:
    """Find what age and changes of government do to positions: old ones, lapsed pledges, and states that fell silent.

    Parameters
    ----------
    case : Case
        The case with its ledger; its positions are those at the date of the scenario.

    Returns
    -------
    tuple of LintFinding
        By state.
    """
    day = case.scenario.as_of
    ledger = read_ledger(case, day)
    (found,) = positions_on(case, ("contribute_force",), day, day, ledger)
    return (*_stale(found, STALE_DAYS), *_ended(case, found, ledger))


def _arithmetic(case: Case, standing: list[Claim]) -> Iterator[LintFinding]:
    quoted: dict[str, list[str]] = defaultdict(list)
    for quote in case.quotes:
        quoted[quote.claim].append(quote.exact)
    for claim in standing:
        for text in (claim.statement, *quoted[claim.id]):
            for what in arithmetic_faults(text):
                mend = "keep the claim as it was made, and say in its note what the numbers come to"
                yield LintFinding("arithmetic", (claim.id,), what, mend)


def _stale(found: Positions, stale_days: int) -> Iterator[LintFinding]:
    for part in (part for position in found.positions for part in position.roles):
        what = f"the position of {part.state}{_on(part.role)}"
        if part.lapsed:
            lapsed = f"{what} is a pledge since {part.since} that nobody has renewed for {part.age_days} days"
            yield LintFinding("lapsed", part.claims[:1], lapsed, "look for a renewal, or count it no longer as a pledge")
        elif part.age_days is not None and part.age_days > stale_days:
            old = f"{what} rests on a claim that is {part.age_days} days old"
            yield LintFinding("stale", part.claims[:1], old, "look for a later statement")


def _on(role: Role | None) -> str:
    return "" if role in ("land", None) else f" on {role.replace('_', ' ')}"


def _ended(case: Case, found: Positions, ledger: Ledger) -> Iterator[LintFinding]:
    """Name the states whose last words a change of government has ended, and of which the next has said nothing."""
    last: dict[str, tuple[int, str]] = {}
    for state, by_role in own_claims(ledger, case.claims.values(), found.predicate).items():
        if found.of(state) is None:
            spoken = (claim.id for claims in by_role.values() for claim in claims if claim.id in ledger.ended)
            until = ((name, end) for name in spoken for _, end in ledger.speaks[name] if end == ledger.ended[name])
            ended = [(ledger.order[name], name) for name, end in until if end <= found.as_of.toordinal()]
            if ended:
                last[state] = max(ended)
    for state, (_, name) in sorted(last.items()):
        end = dt.date.fromordinal(ledger.ended[name])
        what = f"{state} has no position: what its government said ended on {end}, when another followed"
        yield LintFinding("ended", (name,), what, "look for a statement of the new government")


def _weak_roots(case: Case, found: Positions, ledger: Ledger) -> Iterator[LintFinding]:
    weight: dict[str, list[str]] = defaultdict(list)
    for position in found.positions:
        if is_firm_enough(case, position) and position.roots == 1:
            weight[position.claims[0]].append(f"the position of {position.state}")
    for pool in case.pools:
        if len({ledger.roots[name] for name in pool.claims if name in ledger.roots}) == 1:
            weight[pool.claims[0]].append(f"the pool {pool.state}/{pool.unit_type}")
    for name, factor in case.planning_factors.items():
        if len({ledger.roots[each] for each in factor.claims if each in ledger.roots}) == 1:
            weight[factor.claims[0]].append(f"the factor {name}")
    for name, carried in sorted(weight.items()):
        what = f"one root alone carries {', '.join(carried)}"
        yield LintFinding("single_root", (name,), what, "look for an independent root, or say that there is none")
    for position in found.positions:
        kinds = [case.hops[name][-1].kind for name in position.claims if case.hops.get(name)]
        if kinds and all(kind.startswith("unnamed") for kind in kinds):
            what = f"only unnamed people stand behind the position of {position.state}"
            yield LintFinding("anonymous", position.claims, what, "look for a statement on the record")
        interests = [case.sources[case.claims[name].source].interest for name in position.claims]
        if interests and "none" not in interests:
            named = ", ".join(sorted(set(interests)))
            what = f"the position of {position.state} was read only in outlets with an interest: {named}"
            yield LintFinding("interested", position.claims, what, "verify at the original")


def _later(case: Case, day: dt.date) -> Iterator[LintFinding]:
    later = sorted(name for name, claim in case.claims.items() if parse_edtf(claim.asserted_on).last > day)
    if later:
        what = f"{len(later)} claims were said after {day}, or may have been: they count for nothing here"
        yield LintFinding("after_as_of", tuple(later), what, "move as_of, or leave them for a later case")


def _missing_relations(case: Case, standing: list[Claim], ledger: Ledger) -> Iterator[LintFinding]:
    joined = {frozenset((relation.claim, relation.target)) for relation in case.relations if relation.relation in _JOINS}
    for state, by_role in sorted(own_claims(ledger, standing, "contribute_force").items()):
        for offer, refusal in dict.fromkeys(pair for claims in by_role.values() for pair in _opposed(claims)):
            if frozenset((offer, refusal)) not in joined:
                what = f"{state}: {offer} offers what {refusal} excludes, and nothing says how they bear on each other"
                yield LintFinding("missing_relation", tuple(sorted((offer, refusal))), what, "add a row to relations.csv")
    by_actor: dict[tuple[str, str | None, str | None], list[Claim]] = defaultdict(list)
    for claim in standing:
        if claim.predicate == "force_size" and claim.state is not None:
            by_actor[claim.actor, claim.quantity_unit, claim.counts_what].append(claim)
    for group in by_actor.values():
        ordered = sorted(group, key=lambda claim: (parse_edtf(claim.asserted_on).first, claim.id))
        for one, other in pairwise(ordered):
            if _apart(one, other) and frozenset((one.id, other.id)) not in joined:
                what = f"{one.actor} gives numbers that do not overlap in {one.id} and {other.id}"
                yield LintFinding("missing_relation", tuple(sorted((one.id, other.id))), what, "add a row to relations.csv")


def _opposed(claims: list[Claim]) -> Iterator[tuple[str, str]]:
    """Give the latest offer and the latest refusal, where there are both: older ones are told by the same relation."""
    ordered = sorted(claims, key=lambda claim: (parse_edtf(claim.asserted_on).first, claim.id), reverse=True)
    offering = next((claim.id for claim in ordered if (claim.modality or 0) >= Modality.OPEN), None)
    refusing = next((claim.id for claim in ordered if claim.modality == Modality.EXCLUDED), None)
    if offering is not None and refusing is not None:
        yield offering, refusing


def _apart(one: Claim, other: Claim) -> bool:
    if None in (one.quantity_low, one.quantity_high) and None in (other.quantity_low, other.quantity_high):
        return False
    infinite = float("inf")
    low = max(one.quantity_low or 0.0, other.quantity_low or 0.0)
    high = min(
        infinite if one.quantity_high is None else one.quantity_high,
        infinite if other.quantity_high is None else other.quantity_high,
    )
    return low > high


def _idle(case: Case, ledger: Ledger) -> Iterator[LintFinding]:
    for relation in case.relations:
        if relation.relation == "supersedes" and not removal_acts(case, relation, ledger.order, ledger.voices):
            what = f"{relation.claim} cannot supersede {relation.target}: another voice, another subject, or earlier"
            mend = "use corroborates, contradicts or narrows, or correct actor, office, predicate or date"
            yield LintFinding("idle_relation", (relation.claim, relation.target), what, mend)


def _relays(case: Case, ledger: Ledger, day: dt.date) -> Iterator[LintFinding]:
    graded = grades(case, ledger.roots, None, day)
    held = judgements(case, day)
    for relation in case.relations:
        if relation.relation in ("restates", "derived_from"):
            claim = case.claims[relation.claim]
            judged = held.get(("credibility", claim.id))
            own = judged.value if judged is not None else claim.credibility
            if own < graded[relation.target][1]:
                what = f"{claim.id} is coded {own}, better than {relation.target}, which it only relays"
                yield LintFinding("relay_grade", (claim.id, relation.target), what, "a relay never raises a grade: lower it")


def _unquoted(case: Case, found: Positions) -> Iterator[LintFinding]:
    quoted = {quote.claim for quote in case.quotes}
    deciding = [position.claims[0] for position in found.positions]
    bare = sorted(
        name for name in deciding if name not in quoted and case.hops.get(name) and case.hops[name][-1].kind == "on_record"
    )
    if bare:
        what = f"{len(bare)} positions rest on words of named people of which no quote is kept"
        mend = "add a row to quotes.csv for each, so that the words can be matched with a capture"
        yield LintFinding("unquoted", tuple(bare), what, mend)
