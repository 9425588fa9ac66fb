"""Rules that hold between the rows of a ledger: what one row says of another must be possible."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType

from interpose.case.check.judgement_rules import judgement_faults
from interpose.case.located import Located
from interpose.case.tables.evidence import Claim, Hop, Judgement, Quote, Relation, Source
from interpose.errors import Fault

__all__ = ["MOST_WORDS", "find_cycles", "first_speaker", "ledger_faults", "root_name"]

MOST_WORDS = 25
"""Most words of a quote: a short citation, not a copy."""

_UNNAMED = ("unnamed_official", "unnamed_other")
_ACYCLIC = ("supersedes", "corrects", "denies", "restates", "derived_from")


def ledger_faults(
    sources: Sequence[Located[Source]],
    claims: Sequence[Located[Claim]],
    hops: Sequence[Located[Hop]],
    quotes: Sequence[Located[Quote]],
    relations: Sequence[Located[Relation]],
    judgements: Sequence[Located[Judgement]] = (),
    *,
    unsound: Mapping[str, Collection[str] | None] = MappingProxyType({}),
) -> list[Fault]:
    """Find what does not fit between the rows of a ledger.

    Parameters
    ----------
    sources, claims, hops, quotes, relations, judgements : sequence of Located
        Rows of each table, in the order of the files.
    unsound : mapping of str to collection of str or None
        For each table the names of its rows at fault, of which nothing is said again; None where it could not be read.

    Returns
    -------
    list of Fault
        Every fault; the time grows with the number of rows.
    """
    broken_chains = unsound.get("hops", ())
    whole = [] if broken_chains is None else [claim for claim in claims if claim.row.id not in broken_chains]
    readable = all(unsound.get(name, ()) is not None for name in ("sources", "claims"))
    subjects = {name for table in ("sources", "claims") for name in unsound.get(table) or ()}
    judged = [located for located in judgements if readable and located.row.subject not in subjects]
    return [
        *_chains(whole, [hop for hop in hops if hop.row.claim not in (broken_chains or ())]),
        *_relation_cycles(relations),
        *(_credibility(whole, hops, relations, judged) if unsound.get("relations", ()) is not None else ()),
        *_long_quotes(quotes),
        *judgement_faults(sources, claims, judged),
    ]


def root_name(chain: Sequence[Hop]) -> str:
    """Name the root of an attribution chain: the first speaker.

    Somebody unnamed is told apart only by who spoke to them, so the relay before is part of the name.

    Parameters
    ----------
    chain : sequence of Hop
        Steps from the outlet to the root.

    Returns
    -------
    str
        A name that is the same for the same root; empty for an empty chain.

    Examples
    --------
    >>> agency = Hop(claim="C1", seq=1, name="Agency", kind="agency")
    >>> officials = Hop(claim="C1", seq=2, name="officials", kind="unnamed_official")
    >>> root_name([agency, officials])
    'officials via agency'
    >>> root_name([Hop(claim="C2", seq=1, name="Prime Minister", kind="on_record")])
    'prime minister'
    """
    return first_speaker(chain).casefold()


def first_speaker(chain: Sequence[Hop]) -> str:
    """Name the first speaker of a chain as the ledger writes it, with the relay before where it is somebody unnamed."""
    if not chain:
        return ""
    last = chain[-1]
    return f"{last.name} via {chain[-2].name}" if last.kind in _UNNAMED and len(chain) > 1 else last.name


def find_cycles(arrows: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Find cycles among names that point at names.

    Parameters
    ----------
    arrows : mapping of str to sequence of str
        For each name, those it points at.

    Returns
    -------
    list of tuple of str
        One cycle for each arrow that closes one, beginning with its smallest name.

    Examples
    --------
    >>> find_cycles({"A": ["B"], "B": ["C"], "C": ["A"], "D": ["A"]})
    [('A', 'B', 'C')]
    """
    left = {name: list(targets) for name, targets in arrows.items()}
    found: dict[tuple[str, ...], None] = {}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            # The sorter lists a cycle against its arrows, with the first name once more at the end.
            cycle = error.args[1][:0:-1]
            least = cycle.index(min(cycle))
            cycle = [*cycle[least:], *cycle[:least]]
            found[tuple(cycle)] = None
            left[cycle[-1]].remove(cycle[0])
        else:
            return list(found)


def _chains(claims: Sequence[Located[Claim]], hops: Sequence[Located[Hop]]) -> Iterator[Fault]:
    chains: dict[str, list[Located[Hop]]] = defaultdict(list)
    for hop in hops:
        chains[hop.row.claim].append(hop)
    for claim in claims:
        if claim.row.id not in chains:
            what = f"claim {claim.row.id!r} has no attribution chain"
            why = "without a chain nobody can say who said it, and roots cannot be counted"
            yield claim.fault("id", what, why, "add at least one row to hops.csv: the outlet, then who it quotes")
    for name, chain in chains.items():
        chain.sort(key=lambda step: step.row.seq)
        for place, hop in enumerate(chain, start=1):
            if hop.row.seq != place:
                what = f"the chain of claim {name!r} has step {hop.row.seq} where {place} is expected"
                why = "steps are counted from 1 at the outlet without gaps, so that no relay is left out"
                yield hop.fault("seq", what, why, f"write {place}, or add the missing step")
                break
        counts = Counter(hop.row.name.casefold() for hop in chain)
        for hop in chain:
            if counts[hop.row.name.casefold()] > 1:
                what = f"the chain of claim {name!r} passes twice through {hop.row.name!r}"
                why = "a chain that comes back to a relay has no root"
                yield hop.fault("name", what, why, "remove the step that closes the circle")
                break


def _relation_cycles(relations: Sequence[Located[Relation]]) -> Iterator[Fault]:
    place: dict[tuple[str, str, str], Located[Relation]] = {}
    arrows: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in _ACYCLIC}
    for located in relations:
        relation = located.row
        if relation.claim == relation.target:
            what = f"claim {relation.claim!r} {relation.relation} itself"
            why, mend = "a claim cannot bear on itself", "name another claim, or drop the row"
            yield located.fault("target", what, why, mend)
        elif relation.relation in arrows:
            arrows[relation.relation][relation.claim].append(relation.target)
            place[relation.relation, relation.claim, relation.target] = located
    for kind in _ACYCLIC:
        for cycle in find_cycles(arrows[kind]):
            around = " → ".join([*cycle, cycle[0]])
            what = f"{kind} goes round in a circle: {around}"
            why = "neither claim would be the later one, so no position could be told"
            yield place[kind, cycle[-1], cycle[0]].fault("target", what, why, "remove one of these rows")


def _credibility(
    claims: Sequence[Located[Claim]],
    hops: Sequence[Located[Hop]],
    relations: Sequence[Located[Relation]],
    judgements: Sequence[Located[Judgement]],
) -> Iterator[Fault]:
    confirmed: dict[str, tuple[Located[Claim] | Located[Judgement], str]] = {
        claim.row.id: (claim, "credibility") for claim in claims if claim.row.credibility == "1"
    }
    for judgement in judgements:
        if judgement.row.scale == "credibility" and judgement.row.value == "1":
            confirmed.setdefault(judgement.row.subject, (judgement, "value"))
    if not confirmed:
        return
    chains: dict[str, list[Hop]] = defaultdict(list)
    for hop in hops:
        chains[hop.row.claim].append(hop.row)
    roots = {name: root_name(sorted(chain, key=lambda hop: hop.seq)) for name, chain in chains.items()}
    independent: dict[str, set[str]] = {name: {roots[name]} for name in confirmed if name in roots}
    for relation in (located.row for located in relations):
        if relation.relation == "corroborates":
            for one, other in ((relation.claim, relation.target), (relation.target, relation.claim)):
                if one in independent and other in roots:
                    independent[one].add(roots[other])
    for name, found in independent.items():
        if len(found - {""}) < 2:
            what = f"claim {name!r} has credibility 1 but {len(found - {''})} independent root"
            why = "1 means confirmed: by a second root, not by another outlet with the same root"
            mend = "write 2, or add the claim that corroborates it from another root with a row in relations.csv"
            judged, field = confirmed[name]
            yield judged.fault(field, what, why, mend)


def _long_quotes(quotes: Sequence[Located[Quote]]) -> Iterator[Fault]:
    for located in quotes:
        quote = located.row
        words = len(quote.exact.split())
        if words > MOST_WORDS:
            what = f"quote {quote.id!r} has {words} words; at most {MOST_WORDS} are kept"
            why = "a ledger cites shortly; it is no copy of the article"
            yield located.fault("exact", what, why, "keep the words that carry the claim")
