"""How positions moved: each change of a state's position, and what changed since a date."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pydantic import computed_field

from interpose.case import Case
from interpose.case.tables.evidence import Claim
from interpose.case.tables.words import Role
from interpose.evidence.positions import deciding, differ, office_of, own_claims, positions, view_order
from interpose.evidence.result import Position, Positions
from interpose.evidence.standing import FOREVER, Ledger, read_ledger

__all__ = ["History", "HistoryEntry", "PositionChange", "changes", "compare", "histories", "history"]


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
class History:
    """One state's position over time.

    Parameters
    ----------
    state : str
        ISO 3166 alpha-3.
    predicate : str
        What it is about.
    entries : tuple of HistoryEntry
        In the order of time, one for each change of the deciding claim or of a conflict.
    """

    state: str
    predicate: str
    entries: tuple[HistoryEntry, ...]


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
    for state, claims in sorted(own_claims(case, predicate).items()):
        entries = _entries(case, ledger, claims, last)
        if entries:
            found.append(History(state, predicate, entries))
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
    if before.role != after.role:
        return "role"
    if before.conditions != after.conditions:
        return "conditions"
    if before.conflict != after.conflict:
        return "conflict"
    return "claim" if before.claims[0] != after.claims[0] else None


def _entries(case: Case, ledger: Ledger, claims: Sequence[Claim], last: int) -> tuple[HistoryEntry, ...]:
    events = sorted(
        (day, begins, claim.id)
        for claim in claims
        for start, end in ledger.speaks[claim.id]
        for day, begins in ((start, True), (end, False))
        if day <= last and day < FOREVER
    )
    by_id = {claim.id: claim for claim in claims}
    # A heap an office, from which claims that no longer speak are dropped when they come to the top.
    waiting: dict[str, list[tuple[tuple[int, int, int, _Later], str]]] = defaultdict(list)
    speaking: set[str] = set()
    latest: dict[str, Claim] = {}
    entries: list[HistoryEntry] = []
    for day, today in groupby(events, key=lambda event: event[0]):
        touched: dict[str, None] = {}
        for _, begins, name in today:
            office = office_of(case, ledger, by_id[name])
            touched[office] = None
            if begins:
                speaking.add(name)
                first, rank, modality, _ = view_order(case, ledger, by_id[name])
                heapq.heappush(waiting[office], ((-first, -rank, -modality, _Later(name)), name))
            else:
                speaking.discard(name)
        for office in touched:
            heap = waiting[office]
            while heap and heap[0][1] not in speaking:
                heapq.heappop(heap)
            if heap:
                latest[office] = by_id[heap[0][1]]
            else:
                latest.pop(office, None)
        entry = _entry(case, ledger, list(latest.values()), dt.date.fromordinal(day))
        if not entries or (entries[-1].claim, entries[-1].conflict) != (entry.claim, entry.conflict):
            entries.append(entry)
    return tuple(entries)


def _entry(case: Case, ledger: Ledger, views: Sequence[Claim], day: dt.date) -> HistoryEntry:
    if not views:
        return HistoryEntry(date=day, modality=None, role=None, claim=None, actor=None, conflict=False)
    chosen = deciding(case, ledger, views)
    return HistoryEntry(
        date=day,
        modality=chosen.modality,
        role=chosen.role,
        claim=chosen.id,
        actor=chosen.actor,
        conflict=differ(case, ledger, chosen, views),
    )


class _Later(str):
    """A name that sorts backwards, so that of equal claims the last name wins here as it does at one date."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)
