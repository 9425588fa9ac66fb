"""How positions moved, what changed of late, and what weakens the ledger, as a reader meets it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from interpose.brief.charts.history import history_svg
from interpose.brief.context import BriefContext
from interpose.brief.tables.ledger import known_claims
from interpose.brief.text.format_number import count, plural
from interpose.evidence import History, PositionChange, changes, histories, lint, modality_word, positions

__all__ = ["ChangeView", "HistoryRow", "HistoryView", "Weakness", "history_view", "weaknesses"]

_LATELY = (30, 7)
"""Days before the as-of date that are compared: a month, or a week where nobody had a position a month before."""
_MOST_ROWS = 12
_MOST_CLAIMS = 8
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
    "single_root": ("Carried by one root alone", "no second, independent voice stands behind what rests on them"),
    "anonymous": ("Only unnamed people behind a position", "nobody answers for the words by name"),
    "interested": ("Read only through an outlet with an interest", "verify at the original"),
    "stale": ("Old", "the position rests on words of more than half a year before the date"),
    "unquoted": ("No quote kept", "a named person decides the position, and the exact words are not in the ledger"),
    "arithmetic": ("Numbers that do not compute", ""),
    "missing_relation": ("Side by side without a word on how they bear on each other", ""),
    "idle_relation": ("A supersession that cannot act", ""),
    "relay_grade": ("A relay coded better than its root", "the grade of the root holds"),
}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step of one state's position."""

    state: str
    since: dt.date
    word: str
    actor: str
    conflict: bool
    claim: str | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What changed in one state's position."""

    state: str
    what: str
    before: str
    after: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryView:
    """Positions over time for readers.

    Parameters
    ----------
    title : str
        What the chart shows, as a finding.
    moved, drawn : int
        States that stood on more than one step, and how many of them are drawn in the body.
    wide, narrow : Markup
        The chart of those states; empty where none moved.
    all_wide, all_narrow : Markup
        The chart of all states.
    rows : tuple of HistoryRow
        The table behind the charts.
    since : datetime.date
        The day with which the as-of date is compared.
    days : int
        Days between the two.
    changes : tuple of ChangeView
        What changed between them.
    """

    title: str
    moved: int
    drawn: int
    wide: Markup
    narrow: Markup
    all_wide: Markup
    all_narrow: Markup
    rows: tuple[HistoryRow, ...]
    since: dt.date
    days: int
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
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
    """Draw how every state's position moved, and say what changed of late.

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
    ordered = sorted(every, key=lambda each: (-_steps(each), context.state(each.state)))
    moved = [each for each in ordered if _steps(each) > 1]
    states = {each.state: context.state(each.state) for each in every}
    title = _title(moved, len(every))

    def draw(rows: Sequence[History], name: str, kind: str) -> Markup:
        return history_svg(rows, states, as_of, f"{name}-{kind}", kind, title, linked) if rows else Markup("")

    days = next((days for days in _LATELY if positions(found.case, as_of - dt.timedelta(days=days)).positions), _LATELY[-1])
    since = as_of - dt.timedelta(days=days)
    return HistoryView(
        title,
        len(moved),
        min(len(moved), _MOST_ROWS),
        draw(moved[:_MOST_ROWS], "history", "wide"),
        draw(moved[:_MOST_ROWS], "history", "narrow"),
        draw(sorted(every, key=lambda each: states[each.state]), "history-all", "wide"),
        draw(sorted(every, key=lambda each: states[each.state]), "history-all", "narrow"),
        tuple(
            HistoryRow(
                states[each.state],
                entry.date,
                modality_word(entry.modality) if entry.modality is not None else "nothing stands",
                entry.actor or "",
                entry.conflict,
                entry.claim if entry.claim in linked else None,
            )
            for each in sorted(every, key=lambda each: states[each.state])
            for entry in each.entries
        ),
        since,
        days,
        tuple(
            sorted((_change(context, each, linked) for each in changes(found.case, since, as_of)), key=lambda row: row.state)
        ),
    )


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
        claims = list(dict.fromkeys(claim for names, _ in grouped[rule] for claim in names if claim in linked))
        own = tuple(f"{what}" for _, what in grouped[rule][:3]) if not why else ()
        number = len(claims) if rule == "unquoted" else len(grouped[rule])
        views.append(Weakness(title, why, number, own, tuple(claims[:_MOST_CLAIMS]), max(0, len(claims) - _MOST_CLAIMS)))
    return tuple(views)


def _steps(history: History) -> int:
    """Count the steps of the ladder that a position stood on, one after the other."""
    levels = [entry.modality for entry in history.entries]
    return 1 + sum(one != other for one, other in pairwise(levels))


def _title(moved: Sequence[History], states: int) -> str:
    if not moved:
        return f"No position moved on record: {count(states)} {plural(states, 'state')} stand where they first stood"
    up, down = 0, 0
    for each in moved:
        first, last = each.entries[0].modality or 0, each.entries[-1].modality or 0
        up += last > first
        down += last < first
    ends = [f"{count(up)} ended firmer"] if up else []
    ends += [f"{count(down)} weaker" if ends else f"{count(down)} ended weaker"] if down else []
    ends += [f"{count(len(moved) - up - down)} where they began"] if len(moved) > up + down else []
    return f"{count(len(moved)).capitalize()} of {count(states)} {plural(states, 'state')} moved: {', '.join(ends)}"


def _change(context: BriefContext, change: PositionChange, linked: frozenset[str]) -> ChangeView:
    position = change.after or change.before
    return ChangeView(
        context.state(change.state),
        _WORDS[change.what],
        modality_word(change.before.modality) if change.before else "–",
        modality_word(change.after.modality) if change.after else "–",
        tuple(claim for claim in (position.claims[:1] if position else ()) if claim in linked),
    )
