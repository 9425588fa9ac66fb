"""The ledger as tables show it: claims with their chains, and where they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.table import Column, Table, integer, text
from interpose.brief.text.dates import as_known
from interpose.case.tables.evidence import Claim, Quote
from interpose.edtf import parse_edtf
from interpose.evidence import claim_grades, modality_word

__all__ = [
    "ClaimView",
    "SourceView",
    "claim_views",
    "claims_table",
    "grades_of",
    "known_claims",
    "source_views",
    "sources_table",
    "voice_of",
]


def known_claims(assessment: Assessment) -> tuple[Claim, ...]:
    """Give the claims that stand, and those that had certainly been made public by the as-of date."""
    standing, as_of = set(assessment.quality.claim_ids), assessment.positions.as_of
    return tuple(
        claim
        for claim in assessment.case.claims.values()
        if claim.id in standing or parse_edtf(claim.known_on or claim.asserted_on).last <= as_of
    )


def voice_of(assessment: Assessment, claim: Claim) -> str:
    """Tell whose voice a claim is: `own` (a named office of the state), `unnamed` (an unnamed source), `other`.

    A claim about another state's conduct is always `other`, as is one of an opposition or an expert: they set no position.
    """
    hops = assessment.case.hops.get(claim.id, ())
    about_others = claim.on_behalf_of is not None and claim.on_behalf_of != claim.state
    if claim.state is None or about_others or claim.speaks_as == "outside":
        return "other"
    if hops and hops[-1].kind.startswith("unnamed"):
        return "unnamed"
    return "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim with its chain."""

    id: str
    said_on: str
    actor: str
    statement: str
    modality: str
    conditions: tuple[str, ...]
    chain: tuple[str, ...]
    grade: str
    outlet: str
    url: str | None
    quote: str | None
    language: str
    standing: bool
    note: str
    task: str
    reason: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source."""

    id: str
    outlet: str
    url: str | None
    published_on: str
    reliability: str
    interest: str
    note: str


def claim_views(context: BriefContext) -> tuple[ClaimView, ...]:
    """Give every claim that was known by the as-of date, or that a figure rests on, in order of date."""
    case = context.assessment.case
    quotes = {quote.claim: quote for quote in case.quotes}
    standing = set(context.assessment.quality.claim_ids)
    ordered = sorted(known_claims(context.assessment), key=lambda claim: (claim.asserted_on, claim.id))
    grades = claim_grades(case, context.assessment.positions.as_of, context.assessment.positions.known_by)
    return tuple(_view(context, claim, quotes.get(claim.id), claim.id in standing, grades[claim.id]) for claim in ordered)


def _view(context: BriefContext, claim: Claim, quote: Quote | None, standing: bool, grade: str) -> ClaimView:
    case = context.assessment.case
    source = case.sources[claim.source]
    actor = claim.actor if claim.office is None or claim.office in claim.actor else f"{claim.actor}, {claim.office}"
    return ClaimView(
        id=claim.id,
        said_on=claim.asserted_on,
        actor=actor,
        statement=claim.statement,
        modality="" if claim.modality is None else modality_word(claim.modality),
        conditions=claim.conditions,
        chain=tuple(hop.name for hop in case.hops.get(claim.id, ())),
        grade=grade,
        outlet=source.outlet,
        url=source.url if source.url and source.url.startswith(("https://", "http://")) else None,
        quote=quote.exact if quote else None,
        language=quote.language if quote else claim.language or "en",
        standing=standing,
        note=claim.note or "",
        task=claim.task or "",
        reason=claim.reason or "",
        seen=" to ".join(as_known(each) for each in (claim.first_seen, claim.last_seen) if each),
    )


def source_views(context: BriefContext, shown: tuple[ClaimView, ...]) -> tuple[SourceView, ...]:
    """Give the sources of the claims that are shown."""
    case = context.assessment.case
    used = sorted({case.claims[view.id].source for view in shown})
    interests = {"none": "", "party": "party to the conflict", "state_media": "state media", "advocacy": "advocacy"}
    return tuple(
        SourceView(
            id=source.id,
            outlet=source.outlet,
            url=source.url if source.url and source.url.startswith(("https://", "http://")) else None,
            published_on=source.published_on or "no date",
            reliability=source.reliability,
            interest=interests[source.interest],
            note=source.note or "",
        )
        for source in (case.sources[key] for key in used)
    )


def claims_table(context: BriefContext) -> Table:
    """Give the claims for files: who said what, when and through whom."""
    case = context.assessment.case
    columns = (
        text("claim", "Claim", "Name of the claim."),
        text("said_on", "Said on", "When it was said, as precise as it is known (EDTF)."),
        text("actor", "Who said it", "Person, office or group."),
        text("state", "Speaks for", "State that the actor speaks for."),
        text("about_state", "About", "State whose conduct is described, where it is another."),
        text("statement", "What was said", "The claim in our own words."),
        integer("modality", "Modality", "How firm it is, from 0 (excluded) to 7 (deployed)."),
        text("conditions", "Conditions", "Conditions attached, divided by semicolons."),
        text("chain", "Attribution chain", "From the outlet to the one who knows."),
        text("grade", "Grade", "Admiralty grade: reliability of the source, credibility of the information."),
        Column(
            name="standing",
            heading="Stands",
            description="Whether it stands as of the date: not replaced, denied, corrected, run out or ended.",
            kind="boolean",
        ),
        text("source", "Source", "Name of the source."),
    )
    rows = []
    for view in claim_views(context):
        claim = case.claims[view.id]
        rows.append(
            (
                view.id,
                view.said_on,
                view.actor,
                claim.state,
                claim.on_behalf_of,
                view.statement,
                claim.modality,
                "; ".join(view.conditions),
                " ← ".join(view.chain),
                view.grade,
                view.standing,
                claim.source,
            )
        )
    return Table(
        name="claims", title="Claims", description="Who said what, when and through whom.", columns=columns, rows=tuple(rows)
    )


def sources_table(context: BriefContext) -> Table:
    """Give the sources of the claims for files."""
    columns = (
        text("source", "Source", "Name of the source."),
        text("outlet", "Outlet", "Who published it."),
        text("published_on", "Published", "Date of publication, as precise as it is known (EDTF)."),
        text("reliability", "Reliability", "Admiralty reliability, A to F; F cannot be judged."),
        text("interest", "Interest", "Interest of the outlet in the matter."),
        text("url", "Address", "Address that was read."),
    )
    rows = tuple(
        (view.id, view.outlet, view.published_on, view.reliability, view.interest or None, view.url)
        for view in source_views(context, claim_views(context))
    )
    return Table(name="sources", title="Sources", description="Where the claims were read.", columns=columns, rows=rows)


def grades_of(claims: Sequence[ClaimView]) -> tuple[tuple[str, int], ...]:
    """Count the grades of the claims that stand."""
    tally = Counter(claim.grade for claim in claims if claim.standing)
    return tuple(sorted(tally.items()))
