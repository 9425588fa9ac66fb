"""Drafts as rows that a person edits, and the rows of the ledger that they become."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from pydantic import ValidationError

from interpose.case.tables.evidence import Claim, Hop
from interpose.errors import UsageError, did_you_mean
from interpose.reading.article import ArticleReading, Draft

__all__ = ["COLUMNS", "accepted", "draft_rows"]

_CLAIM = [name for name in Claim.model_fields if name not in ("id", "source")]
COLUMNS = ("id", *_CLAIM, "chain", "chain_ends", "start", "end", "exact", "places")
"""Columns of `proposed.csv`: those of a claim, then the chain and where each field was read."""

_GOVERNMENT = re.compile(
    r"prime minister|president(?!-elect)|chancellor|taoiseach|premier|government|kanzler|président", re.IGNORECASE
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
    rows: Sequence[Mapping[str, str]], chosen: Collection[str] | None, source: str, taken: Collection[str]
) -> tuple[list[Claim], list[Hop]]:
    """Turn chosen rows into claims with their chains.

    Parameters
    ----------
    rows : sequence of mapping
        Rows of `proposed.csv`, as edited.
    chosen : collection of str or None
        Rows by id; None takes all.
    source : str
        Source that they were read in.
    taken : collection of str
        Ids of claims that the ledger has already: a row whose id is taken gets the next free one.

    Returns
    -------
    tuple of list
        Claims and hops.

    Raises
    ------
    UsageError
        Where a chosen row is not there, or does not make a claim.
    """
    known = {row["id"]: row for row in rows}
    for name in chosen or ():
        if name not in known:
            mend = did_you_mean(name, known) or f"use one of: {', '.join(known)}"
            raise UsageError(f"there is no proposal {name!r}", mend)
    used = set(taken)
    claims: list[Claim] = []
    hops: list[Hop] = []
    for row in rows:
        if chosen is not None and row["id"] not in chosen:
            continue
        name = _free(row["id"], used)
        used.add(name)
        cells = {key: row[key] for key in _CLAIM if row.get(key, "") != ""}
        try:
            claims.append(Claim.model_validate({"id": name, "source": source, **cells}))
            steps = [step.strip() for step in row.get("chain", "").split(";") if step.strip()] or [source]
            ends = row.get("chain_ends") or "outlet"
            hops.extend(
                Hop.model_validate({"claim": name, "seq": seq, "name": step, "kind": ends if seq == len(steps) else "outlet"})
                for seq, step in enumerate(steps, start=1)
            )
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UsageError(f"proposal {row['id']}: {where}: {first['msg']}", "correct the row, or leave it out") from error
    return claims, hops


def _row(proposal: Draft, outlet: str | None) -> dict[str, str]:
    described, speaking = proposal.state, proposal.speaker_state
    number = proposal.quantity
    values: dict[str, object] = {
        "id": proposal.id,
        "statement": proposal.statement,
        "actor": proposal.actor or outlet or "the text itself",
        "office": proposal.office,
        "speaks_as": _speaks_as(proposal),
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


def _speaks_as(proposal: Draft) -> str:
    if proposal.kind.startswith("unnamed_official"):
        return "unnamed"
    if proposal.kind != "on_record":
        return "outside"
    office = proposal.office or ""
    for word, pattern in (("official", _OFFICIAL), ("government", _GOVERNMENT), ("minister", _MINISTER)):
        # "Foreign ministry spokesman" is an official, "foreign secretary" a minister.
        if pattern.search(office):
            return word
    return "official"


def _free(name: str, used: Collection[str]) -> str:
    if name not in used:
        return name
    match = re.fullmatch(r"(.*?)(\d*)", name)
    stem, digits = match.groups() if match else (name, "")
    number = int(digits or 0)
    while (candidate := f"{stem}{number:0{max(3, len(digits))}d}") in used:
        number += 1
    return candidate
