"""Drafts as rows that a person edits, and the rows of the ledger that they become."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from pydantic import ValidationError

from interpose.case.tables.evidence import Claim, Hop
from interpose.case.tables.words import SpeaksAs
from interpose.errors import UsageError, use_one_of
from interpose.reading.article import ArticleReading, Draft

__all__ = ["COLUMNS", "accepted", "draft_rows", "elsewhere", "silent_cells", "speaks_as_of"]

_CLAIM = [name for name in Claim.model_fields if name not in ("id", "source")]
COLUMNS = ("id", *_CLAIM, "chain", "chain_ends", "start", "end", "exact", "places")
"""Columns of `proposed.csv`: those of a claim, then the chain and where each field was read."""

_OUTSIDE = re.compile(
    r"\b(?:opposition|shadow|former|ex-|retired|lawmaker|MP|MEP|senator|politician|parliamentarian|candidate|party)\b",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(
    r"prime minister|president(?!-elect)|chancellor|taoiseach|premier|government|cabinet|presidency|king|emir|kanzler"
    r"|président|präsident",
    re.IGNORECASE,
)
_MINISTER = re.compile(r"minist|secretary(?!-general| general)", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"spokes|press secretary|ambassador|envoy|general|chief|president-elect|high representative", re.IGNORECASE
)


def draft_rows(reading: ArticleReading) -> list[dict[str, str]]:
    """Put proposals into rows for a person to edit.

    Parameters
    ----------
    reading : ArticleReading
        What was read.

    Returns
    -------
    list of dict
        One row a proposal with the keys of `COLUMNS`. Credibility is 6, cannot be judged: judging is for the person.
    """
    return [_row(proposal, reading.outlet) for proposal in reading.proposals]


def accepted(
    rows: Sequence[Mapping[str, str]],
    chosen: Collection[str] | None,
    source: str,
    ledger: Mapping[str, Claim],
    date: str | None = None,
) -> tuple[list[Claim], list[Hop], dict[str, str]]:
    """Turn chosen rows into claims with their chains, those left out that the ledger has already.

    Parameters
    ----------
    rows : sequence of mapping
        Rows of `proposed.csv`, as edited.
    chosen : collection of str or None
        Rows by id; None takes all.
    source : str
        Source that they were read in.
    ledger : mapping of str to Claim
        Claims that the ledger has by id: a row whose id is taken gets the next free one.
    date : str, optional
        When a claim was made whose row does not say (EDTF).

    Returns
    -------
    tuple
        Claims, hops, and for each row that the ledger has already, with its source, words and coding, the claim that it is.

    Raises
    ------
    UsageError
        Where a chosen row is not there, or does not make a claim.
    """
    known = {row["id"]: row for row in rows}
    for name in chosen or ():
        if name not in known:
            raise UsageError(f"there is no proposal {name!r}", use_one_of(name, known))
    used = set(ledger)
    there = {_same(claim): name for name, claim in ledger.items()}
    claims: list[Claim] = []
    hops: list[Hop] = []
    again: dict[str, str] = {}
    for row in rows:
        if chosen is not None and row["id"] not in chosen:
            continue
        name = _free(row["id"], used)
        cells = {key: row[key] for key in _CLAIM if row.get(key, "") != ""}
        if date is not None:
            cells.setdefault("asserted_on", date)
        try:
            claim = Claim.model_validate({"id": name, "source": source, **cells})
            if (known_as := there.get(_same(claim))) is not None:
                again[row["id"]] = known_as
                continue
            claims.append(claim)
            used.add(name)
            steps = [step.strip() for step in row.get("chain", "").split(";") if step.strip()] or [source]
            ends = row.get("chain_ends") or "outlet"
            hops.extend(
                Hop.model_validate({"claim": name, "seq": seq, "name": step, "kind": ends if seq == len(steps) else "outlet"})
                for seq, step in enumerate(steps, start=1)
            )
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            mend = "correct the row, or leave it out"
            if where == "asserted_on" and "asserted_on" not in cells:
                mend = "say when it was said with --date, or in the row"
            raise UsageError(f"proposal {row['id']}: {where}: {first['msg']}", mend) from error
    return claims, hops, again


def elsewhere(claims: Sequence[Claim], ledger: Mapping[str, Claim]) -> dict[str, Claim]:
    """Find claims that the ledger has from another source: in the same words, of the same speaker and day, coded alike.

    Parameters
    ----------
    claims : sequence of Claim
        What is to enter the ledger.
    ledger : mapping of str to Claim
        Claims that the ledger has by id.

    Returns
    -------
    dict of str to Claim
        By id of the claim that is to enter, the one that the ledger has.
    """
    there = {_same(claim)[1:]: claim for claim in ledger.values()}
    return {claim.id: there[_same(claim)[1:]] for claim in claims if _same(claim)[1:] in there}


def _same(claim: Claim) -> tuple[object, ...]:
    """Give what two claims that are one have in common: source, words, who says it, when, and how it is coded."""
    coded = (claim.state, claim.predicate, claim.modality, claim.role)
    return (claim.source, claim.statement, claim.actor, claim.asserted_on, *coded)


def _row(proposal: Draft, outlet: str | None) -> dict[str, str]:
    described, speaking = proposal.state, proposal.speaker_state
    number = proposal.quantity
    # What the text tells of a state's stance in its own voice is that state's, though nobody is named who said it.
    told = proposal.actor is None and described is not None
    actor = f"the government, as {outlet or 'the text'} tells" if told else proposal.actor or outlet or "the text itself"
    speaking = described if told else speaking
    values: dict[str, object] = {
        "id": proposal.id,
        "statement": proposal.statement,
        "actor": actor,
        "office": proposal.office,
        "speaks_as": speaks_as_of(proposal),
        "state": speaking,
        "on_behalf_of": described if described is not None and described != speaking else None,
        "predicate": proposal.predicate,
        "modality": proposal.modality,
        "role": proposal.role,
        "quantity_low": None if number is None else number.low,
        "quantity_high": None if number is None else number.high,
        "quantity_unit": None if number is None else number.unit,
        "counts_what": None if number is None else number.counts_what,
        "conditions": "; ".join(condition.replace(";", ",") for condition in proposal.conditions),
        "asserted_on": proposal.asserted_on,
        "credibility": "6",
        "note": f"Proposed by {'reading' if proposal.origin == 'patterns' else proposal.origin}; "
        "to be put into own words and judged.",
        "chain": "; ".join(name.replace(";", ",") for name in proposal.chain),
        "chain_ends": proposal.kind,
        "start": proposal.span.start,
        "end": proposal.span.end,
        "exact": proposal.span.exact,
        "places": " ".join(f"{field}:{span.start}-{span.end}" for field, spans in proposal.spans.items() for span in spans),
    }
    return {name: _text(values.get(name)) for name in COLUMNS}


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def speaks_as_of(proposal: Draft) -> SpeaksAs:
    """Say how far whoever a proposal quotes binds the state: not at all from the opposition, or out of office."""
    if proposal.kind.startswith("unnamed_official") or (proposal.actor is None and proposal.state is not None):
        return "unnamed"
    office = proposal.office or ""
    if proposal.kind != "on_record" or _OUTSIDE.search(f"{office} {proposal.actor}"):
        return "outside"
    ranks: tuple[tuple[SpeaksAs, re.Pattern[str]], ...] = (
        ("official", _OFFICIAL),
        ("government", _GOVERNMENT),
        ("minister", _MINISTER),
    )
    # "Foreign ministry spokesman" is an official, "foreign secretary" a minister.
    return next((rank for rank, pattern in ranks if pattern.search(office)), "official")


_OF_A_STATE = ("contribute_force", "support_force", "consent")


def silent_cells(claim: Claim) -> tuple[str, ...]:
    """Name the cells of a claim that count for nothing in positions, each with why.

    Parameters
    ----------
    claim : Claim
        What is to enter the ledger.

    Returns
    -------
    tuple of str
        One sentence each; empty where every cell counts.
    """
    about, found = claim.predicate, []
    if claim.modality is None and about in _OF_A_STATE:
        found.append(f"predicate {about} without a modality sets no position")
    if claim.modality is not None and about in _OF_A_STATE and claim.state is None:
        found.append(f"modality {claim.modality} without a state is nobody's position")
    if claim.on_behalf_of not in (None, claim.state):
        found.append(f"on_behalf_of {claim.on_behalf_of} sets no position of that state: somebody else speaks")
    if claim.speaks_as == "outside" and claim.state is not None:
        found.append(f"state {claim.state} gets no position from who speaks_as outside")
    if claim.role is not None and about not in ("contribute_force", "support_force"):
        found.append(f"role {claim.role} counts only beside contribute_force or support_force")
    if claim.quantity_unit is not None and about in ("consent", "authorise"):
        found.append(f"quantity_unit {claim.quantity_unit} counts nothing beside {about}")
    if claim.conditions and about in _OF_A_STATE and claim.modality is not None and claim.modality < _OPEN:
        found.append(f"conditions count for nothing below modality {_OPEN}: nothing is offered")
    return tuple(found)


_OPEN = 2


def _free(name: str, used: Collection[str]) -> str:
    if name not in used:
        return name
    match = re.fullmatch(r"(.*?)(\d*)", name)
    stem, digits = match.groups() if match else (name, "")
    number = int(digits or 0)
    while (candidate := f"{stem}{number:0{max(3, len(digits))}d}") in used:
        number += 1
    return candidate
