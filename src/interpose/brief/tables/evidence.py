"""Tables of the record: positions of states, how they moved, and what weakens a ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from interpose.brief.table import CLAIMS, STATE, STATE_NAME, Column, Table, from_headings, integer, text
from interpose.case import Case
from interpose.evidence import (
    STALE_DAYS,
    History,
    LintFinding,
    PositionChange,
    Positions,
    QuoteCheck,
    RolePosition,
    age_words,
    modality_word,
)

__all__ = [
    "changes_table",
    "findings_table",
    "histories_table",
    "history_table",
    "positions_overview",
    "positions_table",
    "quotes_table",
]


def positions_table(found: Positions, case: Case) -> Table:
    """Give the positions of states for files."""
    columns = (
        STATE,
        STATE_NAME,
        integer("modality", "Modality", "How firm it is, from 0 (excluded) to 7 (deployed)."),
        text("word", "In words", "The same in words."),
        text("role", "Role", "What the contribution would do."),
        Column(
            name="conflict",
            heading="Conflict",
            description="Whether offices of the government contradict each other.",
            kind="boolean",
        ),
        text("grade", "Grade", "Best Admiralty grade among the claims that set the position."),
        integer("roots", "Roots", "Independent first speakers behind the position."),
        text("conditions", "Conditions", "Conditions attached, divided by semicolons."),
        text("since", "Since", "Day from which it has stood on this step."),
        integer("age_days", "Age", "Days since the latest of the words that set it.", unit="days"),
        text("age", "Old", f"old: more than {STALE_DAYS} days; lapsed: a pledge that should have been renewed and was not."),
        text("roles", "Other roles", "What is said of other roles, divided by semicolons."),
        CLAIMS,
    )
    rows = tuple(
        (
            each.state,
            case.states[each.state].name if each.state in case.states else each.state,
            each.modality,
            modality_word(each.modality),
            each.role,
            each.conflict,
            each.grade,
            each.roots,
            "; ".join(each.conditions),
            None if each.since is None else str(each.since),
            each.age_days,
            age_words(each) or None,
            "; ".join(f"{_role(part)} {modality_word(part.modality)}" for part in each.beside) or None,
            "; ".join(each.claims),
        )
        for each in found.positions
    )
    return Table(
        name="positions",
        title="Positions of states",
        description="What each state's standing claims say as of the date.",
        columns=columns,
        rows=rows,
    )


def positions_overview(found: Positions) -> Table:
    """Give the positions of states for a terminal, a row a role, with what offices say where they differ."""
    return from_headings(
        f"Positions as of {found.as_of}: sending troops",
        ["state", "role", "position", "age", "conditions", "grade", "roots", "offices differ", "claims"],
        [
            (
                position.state,
                _role(position),
                modality_word(position.modality),
                _age(position),
                "; ".join(position.conditions) or None,
                position.grade,
                position.roots,
                "yes: " + ", ".join(f"{view.office} {modality_word(view.modality)}" for view in position.offices)
                if position.conflict
                else None,
                ", ".join(position.claims),
            )
            for whole in found.positions
            for position in whole.roles
        ],
        numbers=["roots"],
        note="Nobody has said anything that stands on this day: nothing is known of any state."
        if not found.positions
        else "Age: days since the latest words that set it; "
        f"old: more than {STALE_DAYS}; lapsed: a pledge a year old that nobody renewed for half a year. "
        "Grade: Admiralty code. Roots: independent first speakers behind the position.",
    )


def _role(part: RolePosition) -> str | None:
    return None if part.role is None else part.role.replace("_", " ")


def _age(part: RolePosition) -> str | None:
    return None if part.age_days is None else ", ".join(filter(None, (str(part.age_days), age_words(part))))


def history_table(found: History) -> Table:
    """Give the steps of one state's position for a terminal, one role after the other."""
    return from_headings(
        f"How the position of {found.state} moved",
        ["role", "from", "position", "said by", "claim", "offices differ"],
        [
            (
                None if track.role is None else track.role.replace("_", " "),
                str(entry.date),
                modality_word(entry.modality),
                entry.actor,
                entry.claim,
                "yes" if entry.conflict else None,
            )
            for track in found.roles
            for entry in track.entries
        ],
    )


def histories_table(every: Sequence[History]) -> Table:
    """Give how the positions of all states moved for files: what the chart of them shows for those that moved most often."""
    columns = (
        STATE,
        text("from", "From", "First day of the position."),
        integer("modality", "Modality", "How firm it is, from 0 (excluded) to 7 (deployed); empty where nothing stands."),
        Column(name="conflict", heading="Conflict", description="Whether offices of the government differ.", kind="boolean"),
        text("claim", "Claim", "The claim that decides."),
    )
    rows = [(each.state, str(step.date), step.modality, step.conflict, step.claim) for each in every for step in each.entries]
    return Table(
        name="history",
        title="How positions moved",
        description="One row a position, from the day on which it began to the next row of its state.",
        columns=columns,
        rows=tuple(rows),
    )


def changes_table(found: Sequence[PositionChange], since: dt.date, until: dt.date) -> Table:
    """Give what changed in positions between two days for a terminal."""
    return from_headings(
        f"What changed from {since} to {until}",
        ["state", "what", "before", "after", "claim"],
        [
            (
                change.state,
                change.what,
                modality_word(change.before.modality if change.before else None),
                modality_word(change.after.modality if change.after else None),
                change.after.claims[0] if change.after else None,
            )
            for change in found
        ],
    )


def quotes_table(case: str, checks: Sequence[QuoteCheck], captures: int) -> Table:
    """Give whether each quote of a ledger stands in its capture, for a terminal."""
    counts = {word: sum(each.status == word for each in checks) for word in ("matched", "drifted", "missing")}
    return from_headings(
        f"Quotes of {case}",
        ["quote", "claim", "source", "status", "why"],
        [(each.quote, each.claim, each.source, each.status, each.why or None) for each in checks],
        note=", ".join(f"{count} {word}" for word, count in counts.items()) + f"; {captures} captures",
    )


def findings_table(case: str, findings: Sequence[LintFinding]) -> Table:
    """Give what weakens a ledger for a terminal."""
    return from_headings(
        f"What weakens the ledger of {case}",
        ["rule", "claims", "what", "what to do"],
        [
            (each.rule, ", ".join(each.claims[:4]) + (" …" if len(each.claims) > 4 else ""), each.what, each.mend)
            for each in findings
        ],
        note=f"{len(findings)} findings",
    )
