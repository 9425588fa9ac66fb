"""How positions moved, what changed of late, and what weakens the ledger, as a reader meets it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass

from interpose.brief.charts.history import steps_of
from interpose.brief.context import BriefContext
from interpose.brief.tables.ledger import known_claims
from interpose.brief.text.dates import day
from interpose.brief.text.names import names
from interpose.evidence import PositionChange, histories, lint, modality_word, positions
from interpose.evidence.history import compare

__all__ = ["ChangeView", "HistoryView", "Weakness", "history_view", "weaknesses"]

_LATELY = (30, 7)
"""Days before the as-of date that are compared: a month, or a week where nobody had a position a month before."""
_MOST_CLAIMS = 4
_WORDS = {
    "new": "first position on record",
    "gone": "no position stands any more",
    "firmer": "firmer",
    "weaker": "weaker",
    "role": "another role",
    "conditions": "other conditions",
    "conflict": "its offices now differ, or no longer do",
    "claim": "said again, in another claim",
}
_WEAKNESSES = {
    "single_root": ("Carried by one first speaker alone", "no second, independent voice stands behind what rests on them"),
    "anonymous": ("Only unnamed people behind a position", "nobody answers for the words by name"),
    "ended": ("Ended by a change of government", ""),
    "interested": ("Read only through an outlet with an interest", "verify at the original"),
    "stale": ("Old", "the position rests on words of more than half a year before the date"),
    "lapsed": ("Lapsed pledges", "made more than a year before, and not renewed for half a year"),
    "unquoted": ("No quote kept", "a named person decides the position, and the exact words are not in the ledger"),
    "arithmetic": ("Numbers that do not compute", ""),
    "missing_relation": ("Side by side without a word on how they bear on each other", ""),
    "idle_relation": ("A supersession that cannot act", ""),
    "relay_grade": ("A relay coded better than its root", "the grade of the root holds"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """What changed in one state's position."""

    state: str
    what: str
    before: str
    after: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """Positions over time for readers.

    Parameters
    ----------
    moved : int
        States that stood on more than one step.
    since : datetime.date
        The day with which the as-of date is compared.
    changes : tuple of ChangeView
        What changed between them.
    """

    moved: int
    since: dt.date
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """What lint found, by rule.

    Parameters
    ----------
    title, why : str
        What it is, and why it matters.
    number : int
        How many findings.
    details : tuple of str
        The findings in words, where each says something of its own.
    claims : tuple of str
        Claims that the page shows, the first few.
    more : int
        Further claims.
    """

    title: str
    why: str
    number: int
    details: tuple[str, ...]
    claims: tuple[str, ...]
    more: int


def history_view(context: BriefContext) -> HistoryView | None:
    """Tell how every state's position moved, step by step, and what changed of late.

    Parameters
    ----------
    context : BriefContext
        The result.

    Returns
    -------
    HistoryView or None
        None where no state has a position.
    """
    found = context.assessment
    as_of = found.positions.as_of
    every = histories(found.case, as_of)
    if not every:
        return None
    linked = frozenset(claim.id for claim in known_claims(found))
    moved = sum(steps_of(each) > 1 for each in every)
    for days in _LATELY:
        before = positions(found.case, as_of - dt.timedelta(days=days))
        if before.positions:
            break
    changes = (_change(context, each, linked) for each in compare(before, found.positions))
    return HistoryView(moved=moved, since=before.as_of, changes=tuple(sorted(changes, key=lambda row: row.state)))


def weaknesses(context: BriefContext) -> tuple[Weakness, ...]:
    """Group what lint finds in the ledger, for the evidence box; what was said after the date is no weakness of a brief."""
    found = context.assessment
    linked = frozenset(claim.id for claim in known_claims(found))
    grouped: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for finding in lint(found.case, found.positions.as_of):
        if finding.rule in _WEAKNESSES:
            grouped[finding.rule].append((finding.claims, finding.what))
    views = []
    for rule, (title, why) in _WEAKNESSES.items():
        if rule not in grouped:
            continue
        claims = list(dict.fromkeys(claim for about, _ in grouped[rule] for claim in about if claim in linked))
        own = tuple(_told(context, about, what) for about, what in grouped[rule][:3]) if not why else ()
        if rule == "ended":
            states = names(list(dict.fromkeys(context.the(str(found.case.claims[name].state)) for name in claims)))
            own = (f"what the governments of {states} said counts no longer, and the next have said nothing",)
        number = len(claims) if rule == "unquoted" else len(grouped[rule])
        views.append(
            Weakness(
                title=title,
                why=why,
                number=number,
                details=own,
                claims=tuple(claims[:_MOST_CLAIMS]),
                more=max(0, len(claims) - _MOST_CLAIMS),
            )
        )
    return tuple(views)


def _told(context: BriefContext, claims: tuple[str, ...], what: str) -> str:
    """Put a finding of lint in the words of a reader: states by name, dates written out, claims left to their references."""
    case = context.assessment.case
    for name in claims:
        what = what.replace(name, f"what {case.claims[name].actor} said")
    told = context.named(what)
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda found: day(dt.date.fromisoformat(found[0])), told)


def _change(context: BriefContext, change: PositionChange, linked: frozenset[str]) -> ChangeView:
    position = change.after or change.before
    return ChangeView(
        state=context.state(change.state),
        what=_WORDS[change.what],
        before=modality_word(change.before.modality) if change.before else "–",
        after=modality_word(change.after.modality) if change.after else "–",
        claims=tuple(claim for claim in (position.claims[:1] if position else ()) if claim in linked),
    )
