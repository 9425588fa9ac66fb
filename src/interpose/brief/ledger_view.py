"""The ledger as a reader meets it: who said what through whom, what disagrees, and where it was read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from interpose.brief.numbers import as_known
from interpose.brief.position_chart import known_claims
from interpose.brief.teller import Teller
from interpose.case.tables.evidence import Claim, Quote
from interpose.evidence import claim_grades, modality_word

__all__ = [
    "ClaimView",
    "Disagreement",
    "SourceView",
    "StateView",
    "claim_views",
    "disagreements",
    "source_views",
    "state_views",
]

_DISAGREE = {
    "contradicts": "contradicts",
    "denies": "denies",
    "corrects": "corrects",
    "distorts": "distorts",
    "supersedes": "replaces",
}


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class StateView:
    """A state with its position and what was said."""

    code: str
    name: str
    modality: int | None
    word: str
    role: str
    conflict: bool
    grade: str
    roots: int
    conditions: tuple[str, ...]
    setting: tuple[str, ...]
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two things on record that do not agree."""

    kind: str
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source."""

    id: str
    outlet: str
    url: str | None
    published_on: str
    reliability: str
    interest: str
    note: str


def claim_views(teller: Teller) -> tuple[ClaimView, ...]:
    """Give every claim that was known by the as-of date, or that a figure rests on, in order of date."""
    case = teller.assessment.case
    quotes = {quote.claim: quote for quote in case.quotes}
    standing = set(teller.assessment.quality.claim_ids)
    shown = known_claims(teller.assessment)
    ordered = sorted(shown, key=lambda claim: (claim.asserted_on, claim.id))
    grades = claim_grades(case, teller.assessment.positions.as_of, teller.assessment.positions.known_by)
    return tuple(_view(teller, claim, quotes.get(claim.id), claim.id in standing, grades[claim.id]) for claim in ordered)


def _view(teller: Teller, claim: Claim, quote: Quote | None, standing: bool, grade: str) -> ClaimView:
    case = teller.assessment.case
    source = case.sources[claim.source]
    actor = claim.actor if claim.office is None or claim.office in claim.actor else f"{claim.actor}, {claim.office}"
    return ClaimView(
        claim.id,
        claim.asserted_on,
        actor,
        claim.statement,
        "" if claim.modality is None else modality_word(claim.modality),
        claim.conditions,
        tuple(hop.name for hop in case.hops.get(claim.id, ())),
        grade,
        source.outlet,
        source.url if source.url and source.url.startswith(("https://", "http://")) else None,
        quote.exact if quote else None,
        quote.language if quote else "en",
        standing,
        claim.note or "",
    )


def state_views(teller: Teller, claims: tuple[ClaimView, ...]) -> tuple[StateView, ...]:
    """Give every state with a position, the firmest first, with all claims about it."""
    case = teller.assessment.case
    by_state: dict[str, list[ClaimView]] = defaultdict(list)
    for view in claims:
        claim = case.claims[view.id]
        about_whom = claim.on_behalf_of or claim.state
        if about_whom and claim.modality is not None:
            by_state[about_whom].append(view)
    views = [
        StateView(
            position.state,
            teller.state(position.state),
            position.modality,
            modality_word(position.modality),
            (position.role or "").replace("_", " "),
            position.conflict,
            position.grade,
            position.roots,
            position.conditions,
            position.claims,
            tuple(by_state.get(position.state, ())),
        )
        for position in teller.assessment.positions.positions
    ]
    return tuple(sorted(views, key=lambda view: (-(view.modality if view.modality is not None else -1), view.name)))


def disagreements(teller: Teller, shown: tuple[ClaimView, ...]) -> tuple[Disagreement, ...]:
    """Give conflicts inside governments, and claims that deny, correct or contradict each other."""
    case = teller.assessment.case
    known = {view.id: view for view in shown}
    found = []
    for position in teller.assessment.positions.positions:
        if position.conflict:
            views = "; ".join(f"{office.office}: {modality_word(office.modality)}" for office in position.offices)
            claims = tuple(office.claim for office in position.offices)
            found.append(Disagreement("Inside one government", f"{teller.state(position.state)}. {views}.", claims))
    for relation in case.relations:
        if relation.relation not in _DISAGREE or not {relation.claim, relation.target} <= known.keys():
            continue
        if relation.relation == "supersedes":
            continue
        one, other = known[relation.claim], known[relation.target]
        verb = _DISAGREE[relation.relation]
        said = [_sentence(f"{each.actor} ({as_known(each.said_on)}): {each.statement}") for each in (one, other)]
        text = " ".join([said[0], f"It {verb}", said[1], _sentence(relation.note or "")]).strip()
        found.append(Disagreement(f"A claim {verb} another", text, (one.id, other.id)))
    return tuple(found)


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?", "”")) else f"{text}."


def source_views(teller: Teller, shown: tuple[ClaimView, ...]) -> tuple[SourceView, ...]:
    """Give the sources of the claims that are shown."""
    case = teller.assessment.case
    used = sorted({case.claims[view.id].source for view in shown})
    interests = {"none": "", "party": "party to the conflict", "state_media": "state media", "advocacy": "advocacy"}
    return tuple(
        SourceView(
            source.id,
            source.outlet,
            source.url if source.url and source.url.startswith(("https://", "http://")) else None,
            source.published_on or "no date",
            source.reliability,
            interests[source.interest],
            source.note or "",
        )
        for source in (case.sources[key] for key in used)
    )
