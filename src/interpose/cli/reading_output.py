"""What the reading of a news text proposed, as JSON and as rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interpose.reading import ArticleReading, Draft, Span

__all__ = ["proposal_row", "reading_as_json"]


def reading_as_json(reading: ArticleReading) -> dict[str, object]:
    """Give outlet, date and proposals of a text."""
    return {
        "outlet": reading.outlet,
        "published_on": reading.published_on,
        "repeated": reading.repeated,
        "proposals": [_plain(proposal) for proposal in reading.proposals],
    }


def _plain(proposal: Draft) -> dict[str, object]:
    number = proposal.quantity
    where = proposal.spans["quantity"]
    return {
        "id": proposal.id,
        "statement": proposal.statement,
        "actor": proposal.actor,
        "office": proposal.office,
        "state": proposal.state,
        "speaker_state": proposal.speaker_state,
        "predicate": proposal.predicate,
        "modality": proposal.modality,
        "role": proposal.role,
        "quantity": None
        if number is None
        else {
            "low": number.low,
            "high": number.high,
            "unit": number.unit,
            "counts_what": number.counts_what,
            **_place(where[0]),
        },
        "conditions": list(proposal.conditions),
        "chain": list(proposal.chain),
        "asserted_on": proposal.asserted_on,
        "origin": proposal.origin,
        **_place(proposal.span),
        "spans": {field: [_place(span) for span in spans] for field, spans in proposal.spans.items()},
    }


def _place(span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "exact": span.exact}


def proposal_row(proposal: Draft) -> tuple[object, ...]:
    """Give the cells of a proposal: id, state, predicate, modality, quantity, conditions, chain, words of the text."""
    from interpose.evidence import modality_word

    number = proposal.quantity
    bounds = "" if number is None else " to ".join(f"{bound:,.0f}" for bound in (number.low, number.high) if bound is not None)
    return (
        proposal.id,
        proposal.state,
        proposal.predicate.replace("_", " "),
        None if proposal.modality is None else modality_word(proposal.modality),
        None if number is None else f"{bounds} {number.unit}",
        "; ".join(proposal.conditions) or None,
        " ← ".join(proposal.chain),
        " ".join(proposal.span.exact.split())[:90],
    )
