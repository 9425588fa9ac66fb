"""Each state's position as of a date.

A government speaks through its offices. Each office's view is its latest claim that stands. The latest of these views decides,
except that somebody unnamed never outweighs a head of state or government, and an opposition, an expert or another country
never speaks for the state at all. Offices that differ are shown as a conflict; nothing is averaged.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from interpose.case import Case
from interpose.case.check.ledger_rules import first_speaker
from interpose.case.tables.evidence import Claim, Modality
from interpose.edtf import parse_edtf
from interpose.evidence.grading import best_grade, grades
from interpose.evidence.result import EvidenceQuality, OfficeView, Position, Positions
from interpose.evidence.standing import Ledger, contains, read_ledger, speaks_as

__all__ = ["claim_grades", "deciding", "differ", "office_of", "own_claims", "positions", "quality", "view_order"]

_RANK = {"government": 2, "minister": 1, "official": 1, "unnamed": 0}


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

    Examples
    --------
    >>> from interpose.case import load
    >>> positions(load("ukraine-2024")).of("POL").modality
    0
    """
    day = as_of or case.scenario.as_of
    known = known_by or day
    ledger = read_ledger(case, known)
    ordinal = day.toordinal()
    visible = {name for name, spans in ledger.stands.items() if contains(spans, ordinal)}
    graded = grades(case, ledger.roots, visible, day, known)
    found = [
        _position(case, ledger, graded, visible, state, claims, ordinal)
        for state, claims in sorted(own_claims(case, predicate).items())
        if any(contains(ledger.speaks[claim.id], ordinal) for claim in claims)
    ]
    return Positions(day, tuple(found), known, predicate)


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


def own_claims(case: Case, predicate: str) -> dict[str, list[Claim]]:
    """Collect the claims in which a state speaks of its own conduct, by state.

    A claim on behalf of another state is a claim by its speaker about somebody else: it sets nobody's position.
    """
    by_state: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.claims.values():
        if (
            claim.predicate == predicate
            and claim.modality is not None
            and claim.state is not None
            and claim.on_behalf_of in (None, claim.state)
            and speaks_as(case, claim) != "outside"
        ):
            by_state[claim.state].append(claim)
    return by_state


def office_of(case: Case, ledger: Ledger, claim: Claim) -> str:
    """Name the office that a claim speaks for; who is unnamed is told apart by the root of the chain."""
    if speaks_as(case, claim) == "unnamed":
        return ledger.roots[claim.id]
    return claim.office or claim.actor


def _as_written(case: Case, view: Claim, office: str) -> str:
    """Write who is unnamed as the ledger writes them; roots are compared without regard to capitals."""
    return (first_speaker(case.hops.get(view.id, ())) or office) if speaks_as(case, view) == "unnamed" else office


def view_order(case: Case, ledger: Ledger, claim: Claim) -> tuple[int, int, int, str]:
    """Order claims from the earliest and weakest to the one that decides."""
    return (ledger.order[claim.id], _RANK[speaks_as(case, claim)], claim.modality or 0, claim.id)


def deciding(case: Case, ledger: Ledger, views: Sequence[Claim]) -> Claim:
    """Choose among the views of a government's offices the one that decides."""
    ranks = [_RANK[speaks_as(case, view)] for view in views]
    least = max(ranks) - 1
    return max(
        (view for view, rank in zip(views, ranks, strict=True) if rank >= least),
        key=lambda view: view_order(case, ledger, view),
    )


def differ(case: Case, ledger: Ledger, chosen: Claim, views: Sequence[Claim]) -> bool:
    """Tell whether a government's offices stand on both sides of the line between offering nothing and something."""
    # What unnamed officials were said to think before the government spoke in its own name makes no conflict.
    beside = [view for view in views if speaks_as(case, view) != "unnamed" or ledger.order[view.id] >= ledger.order[chosen.id]]
    return len({(view.modality or 0) >= Modality.OPEN for view in (chosen, *beside)}) > 1


def _position(
    case: Case,
    ledger: Ledger,
    graded: dict[str, str],
    visible: set[str],
    state: str,
    claims: Sequence[Claim],
    day: int,
) -> Position:
    latest: dict[str, Claim] = {}
    speaking = [claim for claim in claims if contains(ledger.speaks[claim.id], day)]
    for claim in sorted(speaking, key=lambda claim: view_order(case, ledger, claim)):
        latest[office_of(case, ledger, claim)] = claim
    chosen = deciding(case, ledger, list(latest.values()))
    views = sorted(
        latest.items(),
        key=lambda item: (item[1].id != chosen.id, *(-part for part in view_order(case, ledger, item[1])[:3]), item[0]),
    )
    agreeing = [
        view.id for _, view in views if view.id != chosen.id and (view.modality, view.role) == (chosen.modality, chosen.role)
    ]
    setting = [chosen.id, *agreeing]
    for name in tuple(setting):
        setting.extend(other for other in ledger.restated_by.get(name, ()) if other in visible and other not in setting)
    narrowing = [name for name in ledger.narrowed_by.get(chosen.id, ()) if name in visible]
    conditions = dict.fromkeys(
        condition
        for name in (chosen.id, *setting[1:], *narrowing)
        if name not in agreeing
        for condition in case.claims[name].conditions
    )
    return Position(
        state=state,
        modality=chosen.modality,
        role=chosen.role,
        claims=tuple(setting),
        conditions=tuple(conditions),
        conflict=differ(case, ledger, chosen, list(latest.values())),
        offices=tuple(
            OfficeView(
                office=_as_written(case, view, office),
                actor=view.actor,
                speaks_as=speaks_as(case, view),
                modality=view.modality or 0,
                role=view.role,
                claim=view.id,
                asserted_on=view.asserted_on,
                grade=graded[view.id],
            )
            for office, view in views
        ),
        grade=best_grade([graded[name] for name in setting]),
        roots=len({ledger.roots[name] for name in setting}),
    )
