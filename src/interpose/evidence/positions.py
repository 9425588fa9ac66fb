"""Each state's position as of a date, by role.

A government speaks through its offices. Each office's view on a role is its latest claim that stands. The latest of these views
decides, except that somebody unnamed never outweighs a head of state or government, and an opposition, an expert, a ceremonial
head of state or another country never speaks for the state at all. Offices that differ are shown as a conflict; nothing is
averaged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from interpose.case import Case, loaded
from interpose.case.check.ledger_rules import first_speaker
from interpose.case.tables.evidence import Claim, Modality
from interpose.case.tables.words import Role
from interpose.edtf import parse_edtf
from interpose.evidence.grading import best_grade, grades
from interpose.evidence.result import STALE_DAYS, EvidenceQuality, OfficeView, Position, Positions, RolePosition
from interpose.evidence.voices.standing import Ledger, certainly_said, contains, read_ledger
from interpose.evidence.voices.steps import PositionStep, by_precedence, own_claims, view_order, walk
from interpose.recent import recent

__all__ = ["claim_grades", "positions", "positions_on", "quality"]

_PLEDGE_DAYS, _RENEWAL_DAYS = 365, 183
"""A pledge holds for a year, and afterwards for half a year from each renewal.

Source: Peacekeeping Capability Readiness System, questions and answers, 2 (contributors are asked to renew pledges every
six months after the first twelve). https://cc.unlb.org/Lists/FAQ/AllItems.aspx
"""


def positions(
    case: Case,
    as_of: dt.date | None = None,
    known_by: dt.date | None = None,
    *,
    predicate: str = "contribute_force",
) -> Positions:
    """Say what each state's claims amount to as of a date.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    as_of : datetime.date, optional
        What had been said by this day; without it, the date of the scenario. A date known to the month counts from its
        last day: what may not have been said yet is left out.
    known_by : datetime.date, optional
        What was public by this day; without it, `as_of`.
    predicate : str
        What the positions are about: `contribute_force`, `consent`, `support_force` or `authorise`.

    Returns
    -------
    Positions
        One position a state that has said anything that stands, sorted by state.

    Raises
    ------
    UsageError
        Where the case was not loaded.

    Examples
    --------
    >>> from interpose.case import load
    >>> positions(load("ukraine-2024")).of("POL").modality
    0
    """
    return positions_on(case, (predicate,), as_of, known_by)[0]


def positions_on(
    case: Case,
    predicates: Sequence[str],
    as_of: dt.date | None = None,
    known_by: dt.date | None = None,
    ledger: Ledger | None = None,
) -> tuple[Positions, ...]:
    """Read the ledger once and say what each state's position is on each of some predicates.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    predicates : sequence of str
        What the positions are about.
    as_of, known_by : datetime.date, optional
        As for `positions`.
    ledger : Ledger, optional
        What `read_ledger` gives of the case as known by then, where it was read already: a large one takes a while.

    Returns
    -------
    tuple of Positions
        One a predicate, in their order.
    """
    day = as_of or loaded(case).scenario.as_of
    known = known_by or day
    ledger = ledger or read_ledger(case, known)
    visible = {name for name, spans in ledger.stands.items() if contains(spans, day.toordinal())}
    record = _Record(case=case, ledger=ledger, graded=grades(case, ledger.roots, visible, day, known), visible=visible, day=day)
    return tuple(Positions(day, _on(record, predicate), known, predicate) for predicate in predicates)


def _on(record: _Record, predicate: str) -> tuple[Position, ...]:
    found = []
    for state, by_role in sorted(own_claims(record.ledger, record.case.claims.values(), predicate).items()):
        parts = {role: _part(record, state, role, claims) for role, claims in by_role.items()}
        speaking = by_precedence({role: part for role, part in parts.items() if part is not None})
        if speaking:
            first = speaking[0]
            headline = {each.name: getattr(first, each.name) for each in fields(first)}
            found.append(Position(**headline, beside=tuple(speaking[1:])))
    return tuple(found)


@recent(4, lambda case, as_of=None, known_by=None: (case, as_of, known_by))
def claim_grades(case: Case, as_of: dt.date | None = None, known_by: dt.date | None = None) -> dict[str, str]:
    """Grade every claim as of a date: the one grade that positions, traces and the brief show.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    as_of, known_by : datetime.date, optional
        As for `positions`.

    Returns
    -------
    dict of str to str
        Admiralty grade of each claim, such as `B2`.
    """
    day = as_of or case.scenario.as_of
    known = known_by or day
    ledger = read_ledger(case, known)
    visible = {name for name, spans in ledger.stands.items() if contains(spans, day.toordinal())}
    return grades(case, ledger.roots, visible, day, known)


def quality(case: Case, as_of: dt.date | None = None, known_by: dt.date | None = None) -> EvidenceQuality:
    """Say how good the evidence is as a whole.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    as_of, known_by : datetime.date, optional
        As for `positions`.

    Returns
    -------
    EvidenceQuality
        Counts and shares over the claims that stand.
    """
    day = as_of or case.scenario.as_of
    ledger = read_ledger(case, known_by or day)
    standing = sorted(name for name, spans in ledger.stands.items() if contains(spans, day.toordinal()))
    unnamed = [name for name in standing if (chain := case.hops.get(name)) and chain[-1].kind.startswith("unnamed")]
    interested = [name for name in standing if case.sources[case.claims[name].source].interest != "none"]
    setting = [claim for position in positions(case, day, known_by).positions for claim in position.claims[:1]]
    oldest = min(setting, key=lambda name: (parse_edtf(case.claims[name].asserted_on).first, name), default=None)
    return EvidenceQuality(
        claims=len(standing),
        roots=len({ledger.roots[name] for name in standing}),
        share_anonymous=len(unnamed) / len(standing) if standing else None,
        share_interested=len(interested) / len(standing) if standing else None,
        oldest=None if oldest is None else (oldest, case.claims[oldest].asserted_on),
        claim_ids=tuple(standing),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """A ledger as it stands on a day."""

    case: Case
    ledger: Ledger
    graded: Mapping[str, str]
    visible: set[str]
    day: dt.date


def _part(record: _Record, state: str, role: Role | None, claims: Sequence[Claim]) -> RolePosition | None:
    """Say what a state's claims amount to on one role; None where none that names it speaks."""
    ledger, visible = record.ledger, record.visible
    steps, views = walk(ledger, claims, role, record.day.toordinal())
    if not steps or steps[-1].claim is None:
        return None
    chosen = steps[-1].claim
    ordered = sorted(
        views.latest.items(),
        key=lambda item: (item[1].id != chosen.id, *(-part for part in view_order(ledger, item[1])[:3]), item[0]),
    )
    agreeing = [view.id for _, view in ordered if view.id != chosen.id and view.modality == chosen.modality]
    setting = dict.fromkeys((chosen.id, *agreeing))
    for name in tuple(setting):
        setting.update(dict.fromkeys(other for other in ledger.restated_by.get(name, ()) if other in visible))
    narrowing = [name for name in ledger.narrowed_by.get(chosen.id, ()) if name in visible]
    conditions = dict.fromkeys(
        condition
        for name in (*setting, *narrowing)
        if name not in agreeing
        for condition in record.case.claims[name].conditions
    )
    last = max((record.case.claims[name] for name in setting), key=lambda claim: (certainly_said(claim), claim.id))
    since = _since(steps)
    age = (record.day - certainly_said(last)).days
    pledged = chosen.modality in (Modality.READY_IF, Modality.PLEDGED)
    return RolePosition(
        state=state,
        role=role,
        modality=_aged(chosen.modality or 0, age, record.case.scenario.options.position_decay_days),
        claims=tuple(setting),
        conditions=tuple(conditions),
        conflict=steps[-1].conflict,
        offices=tuple(_office_view(record, office, view) for office, view in ordered),
        grade=best_grade([record.graded[name] for name in setting]),
        roots=len({ledger.roots[name] for name in setting}),
        since=since,
        said_last=last.asserted_on,
        age_days=age,
        old=age > STALE_DAYS,
        lapsed=pledged and (record.day - since).days > _PLEDGE_DAYS and age > _RENEWAL_DAYS,
        as_said=chosen.modality,
    )


def _since(steps: Sequence[PositionStep]) -> dt.date:
    """Return the day from which the last step has been stood on, whatever claim said so."""
    first = steps[-1]
    for earlier in reversed(steps[:-1]):
        if earlier.claim is None or first.claim is None or earlier.claim.modality != first.claim.modality:
            break
        first = earlier
    return dt.date.fromordinal(first.day)


def _aged(modality: int, age: int, days: int | None) -> int:
    """Take a step off an offer or pledge for each stretch of so many days; what was decided or refused does not fade."""
    if days is None or not Modality.OPEN <= modality <= Modality.PLEDGED:
        return modality
    return max(Modality.UNDECIDED, modality - age // days)


def _office_view(record: _Record, office: str, view: Claim) -> OfficeView:
    voice = record.ledger.voices[view.id]
    # Who is unnamed is written as the ledger writes them; roots are compared without regard to capitals.
    written = (first_speaker(record.case.hops.get(view.id, ())) or office) if voice == "unnamed" else office
    return OfficeView(
        office=written,
        actor=view.actor,
        speaks_as=voice,
        modality=view.modality or 0,
        role=view.role,
        claim=view.id,
        asserted_on=view.asserted_on,
        grade=record.graded[view.id],
    )
