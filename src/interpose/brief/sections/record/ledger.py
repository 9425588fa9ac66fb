"""States with what was said of them, and what on record disagrees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from interpose.brief.context import BriefContext
from interpose.brief.tables.ledger import ClaimView
from interpose.brief.text.dates import as_known
from interpose.evidence import Position, age_words, modality_word

__all__ = ["Disagreement", "StateView", "disagreements", "state_views"]

_DISAGREE = {
    "contradicts": "contradicts",
    "denies": "denies",
    "corrects": "corrects",
    "distorts": "distorts",
    "supersedes": "replaces",
}


@dataclass(frozen=True, slots=True, kw_only=True)
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
    age: str
    beside: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two things on record that do not agree."""

    kind: str
    text: str
    claims: tuple[str, ...]


def state_views(context: BriefContext, claims: tuple[ClaimView, ...]) -> tuple[StateView, ...]:
    """Give every state with a position, the firmest first, with all claims about it."""
    case = context.assessment.case
    by_state: dict[str, list[ClaimView]] = defaultdict(list)
    for view in claims:
        claim = case.claims[view.id]
        about_whom = claim.on_behalf_of or claim.state
        if about_whom and claim.modality is not None:
            by_state[about_whom].append(view)
    views = [
        StateView(
            code=position.state,
            name=context.state(position.state),
            modality=position.modality,
            word=modality_word(position.modality),
            role=(position.role or "").replace("_", " "),
            conflict=position.conflict,
            grade=position.grade,
            roots=position.roots,
            conditions=position.conditions,
            setting=position.claims,
            age=_age(position),
            beside=_beside(position),
            claims=tuple(by_state.get(position.state, ())),
        )
        for position in context.assessment.positions.positions
    ]
    return tuple(sorted(views, key=lambda view: (-(view.modality if view.modality is not None else -1), view.name)))


def _age(position: Position) -> str:
    """Warn of a position that rests on old words, or of a pledge that should have been renewed."""
    if position.lapsed:
        since = as_known(str(position.since))
        return f"A pledge since {since} that nobody has renewed for {position.age_days} days: it has lapsed."
    return f"It rests on words of {position.age_days} days before." if position.old else ""


def _beside(position: Position) -> str:
    """Tell what the state says of other roles than the one that heads its position."""
    parts = (
        f"{(part.role or 'no role named').replace('_', ' ')} {modality_word(part.modality)}"
        + (f" ({age_words(part)})" if age_words(part) else "")
        for part in position.beside
    )
    told = "; ".join(parts)
    return f"On other roles: {told}." if told else ""


def disagreements(context: BriefContext, shown: tuple[ClaimView, ...]) -> tuple[Disagreement, ...]:
    """Give conflicts inside governments, and claims that deny, correct or contradict each other."""
    case = context.assessment.case
    known = {view.id: view for view in shown}
    found = []
    for position in context.assessment.positions.positions:
        if position.conflict:
            views = "; ".join(f"{office.office}: {modality_word(office.modality)}" for office in position.offices)
            claims = tuple(office.claim for office in position.offices)
            found.append(Disagreement("Inside one government", f"{context.state(position.state)}. {views}.", claims))
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
