"""How positions moved: each change of a state's position, and what changed since a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, groupby
from operator import itemgetter

from pydantic import computed_field

from interpose.case import Case
from interpose.case.tables.words import Role
from interpose.evidence.positions import positions
from interpose.evidence.result import Position, Positions
from interpose.evidence.voices.standing import read_ledger
from interpose.evidence.voices.steps import PositionStep, by_precedence, own_claims, precedence, walk

__all__ = ["History", "HistoryEntry", "PositionChange", "RoleHistory", "changes", "compare", "histories", "history"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """A position from a day on.

    Parameters
    ----------
    date : datetime.date
        First day of it.
    modality : int or None
        How firm it is; None where nothing stands any more.
    role : str or None
        What the contribution would do.
    claim : str or None
        The claim that decides.
    actor : str or None
        Who said it.
    conflict : bool
        Whether offices of the government differ.
    """

    date: dt.date
    modality: int | None
    role: Role | None
    claim: str | None
    actor: str | None
    conflict: bool


@dataclass(frozen=True, slots=True)
class RoleHistory:
    """What one state said of one role over time.

    Parameters
    ----------
    role : str or None
        What the contribution would do; None for words that name no role.
    entries : tuple of HistoryEntry
        In the order of time.
    """

    role: Role | None
    entries: tuple[HistoryEntry, ...]


@dataclass(frozen=True, slots=True)
class History:
    """One state's position over time.

    Parameters
    ----------
    state : str
        ISO 3166 alpha-3.
    predicate : str
        What it is about.
    entries : tuple of HistoryEntry
        In the order of time, one for each change of the deciding claim or of a conflict: of land, where something is said of
        it, else of the role that is firmest.
    roles : tuple of RoleHistory
        The same of each role by itself. Words that name no role stand apart, and are counted for each role that has its own.
    """

    state: str
    predicate: str
    entries: tuple[HistoryEntry, ...]
    roles: tuple[RoleHistory, ...] = ()


@dataclass(frozen=True, slots=True)
class PositionChange:
    """What changed in one state's position between two days.

    Parameters
    ----------
    state : str
        ISO 3166 alpha-3.
    before, after : Position or None
        The position on each day; None where nothing stood.
    what : str
        What changed: `new`, `gone`, `firmer`, `weaker`, `role`, `conditions`, `conflict` or `claim`.
    """

    state: str
    before: Position | None
    after: Position | None
    what: str

    @computed_field  # type: ignore[prop-decorator]
    @property
    def claim(self) -> str | None:
        """The claim that decides afterwards; None where nothing stands any more."""
        return None if self.after is None else self.after.claims[0]


def history(
    case: Case,
    state: str,
    until: dt.date | None = None,
    known_by: dt.date | None = None,
    *,
    predicate: str = "contribute_force",
) -> History:
    """Say how one state's position moved.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    state : str
        ISO 3166 alpha-3.
    until : datetime.date, optional
        Last day; without it, the date of the scenario.
    known_by : datetime.date, optional
        With it, what is known by that day is dated when it was said; without it, when it was both said and public.
    predicate : str
        As for `positions`.

    Returns
    -------
    History
        Empty where the state has said nothing.
    """
    found = histories(case, until, known_by, predicate=predicate)
    return next((each for each in found if each.state == state), History(state, predicate, ()))


def histories(
    case: Case, until: dt.date | None = None, known_by: dt.date | None = None, *, predicate: str = "contribute_force"
) -> tuple[History, ...]:
    """Say how every state's position moved; time grows about linearly with the claims.

    Parameters
    ----------
    case, until, known_by, predicate
        As for `history`.

    Returns
    -------
    tuple of History
        Sorted by state.
    """
    last = (until or case.scenario.as_of).toordinal()
    ledger = read_ledger(case, known_by)
    found = []
    for state, by_role in sorted(own_claims(ledger, case.claims.values(), predicate).items()):
        walked = {role: walk(ledger, claims, role, last)[0] for role, claims in by_role.items()}
        # Before a role was first spoken of there is nothing to tell of it.
        told = {role: dropwhile(lambda step: step.claim is None, steps) for role, steps in walked.items()}
        roles = [RoleHistory(role, tuple(_entry(step, role) for step in steps)) for role, steps in told.items()]
        spoken = tuple(sorted((each for each in roles if each.entries), key=lambda each: precedence(each.role)))
        if spoken:
            found.append(History(state, predicate, _headline(spoken), spoken))
    return tuple(found)


def changes(
    case: Case, since: dt.date, as_of: dt.date | None = None, *, predicate: str = "contribute_force"
) -> tuple[PositionChange, ...]:
    """Say what changed since a date.

    Parameters
    ----------
    case : Case
        The case with its ledger.
    since, as_of : datetime.date
        The two days that are compared; the second is the date of the scenario where it is not given.
    predicate : str
        As for `positions`.

    Returns
    -------
    tuple of PositionChange
        One a state whose position differs, sorted by state.
    """
    return compare(positions(case, since, predicate=predicate), positions(case, as_of, predicate=predicate))


def compare(one: Positions, other: Positions) -> tuple[PositionChange, ...]:
    """Say in which states two sets of positions differ, sorted by state."""
    before = {position.state: position for position in one.positions}
    after = {position.state: position for position in other.positions}
    found = []
    for state in sorted({*before, *after}):
        what = _what_changed(before.get(state), after.get(state))
        if what is not None:
            found.append(PositionChange(state, before.get(state), after.get(state), what))
    return tuple(found)


def _what_changed(before: Position | None, after: Position | None) -> str | None:
    if before is None or after is None:
        return "new" if before is None else "gone"
    if before.modality != after.modality:
        return "firmer" if (after.modality or 0) > (before.modality or 0) else "weaker"
    if _steps(before) != _steps(after):
        return "role"
    if before.conditions != after.conditions:
        return "conditions"
    if before.conflict != after.conflict:
        return "conflict"
    return "claim" if before.claims[0] != after.claims[0] else None


def _steps(position: Position) -> dict[Role | None, int | None]:
    return {part.role: part.modality for part in position.roles}


def _headline(roles: Sequence[RoleHistory]) -> tuple[HistoryEntry, ...]:
    """Merge what was said of each role into the position: day by day the role that heads it."""
    starts = sorted(((entry.date, role.role, entry) for role in roles for entry in role.entries), key=itemgetter(0))
    standing: dict[Role | None, HistoryEntry] = {}
    found: list[HistoryEntry] = []
    for day, today in groupby(starts, key=itemgetter(0)):
        standing.update((role, entry) for _, role, entry in today)
        ordered = by_precedence({role: entry for role, entry in standing.items() if entry.claim is not None})
        heading = replace(ordered[0], date=day) if ordered else _entry(PositionStep(day.toordinal(), None, False), None)
        if not found or (found[-1].claim, found[-1].conflict) != (heading.claim, heading.conflict):
            found.append(heading)
    return tuple(found)


def _entry(step: PositionStep, role: Role | None) -> HistoryEntry:
    chosen = step.claim
    return HistoryEntry(
        date=dt.date.fromordinal(step.day),
        modality=chosen.modality if chosen else None,
        role=role if chosen else None,
        claim=chosen.id if chosen else None,
        actor=chosen.actor if chosen else None,
        conflict=step.conflict,
    )
