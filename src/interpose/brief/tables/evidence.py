"""Tables of the record: positions of states, how they moved, and what weakens a ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from interpose.brief.table import CLAIMS, STATE, STATE_NAME, Column, Table, from_headings, integer, text
from interpose.case import Case
from interpose.evidence import History, LintFinding, PositionChange, Positions, QuoteCheck, modality_word

__all__ = ["changes_table", "findings_table", "history_table", "positions_overview", "positions_table", "quotes_table"]


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
    """Give the positions of states for a terminal, with what offices say where they differ."""
    return from_headings(
        f"Positions as of {found.as_of}: sending troops",
        ["state", "position", "role", "conditions", "grade", "roots", "offices differ", "claims"],
        [
            (
                position.state,
                modality_word(position.modality),
                position.role,
                "; ".join(position.conditions) or None,
                position.grade,
                position.roots,
                "yes: " + ", ".join(f"{view.office} {modality_word(view.modality)}" for view in position.offices)
                if position.conflict
                else None,
                ", ".join(position.claims),
            )
            for position in found.positions
        ],
        numbers=["roots"],
        note="Grade: Admiralty code. Roots: independent first speakers behind the position.",
    )


def history_table(found: History) -> Table:
    """Give the steps of one state's position for a terminal."""
    return from_headings(
        f"How the position of {found.state} moved",
        ["from", "position", "role", "said by", "claim", "offices differ"],
        [
            (
                str(entry.date),
                modality_word(entry.modality),
                entry.role,
                entry.actor,
                entry.claim,
                "yes" if entry.conflict else None,
            )
            for entry in found.entries
        ],
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
