"""How the views of a government's offices follow one another, and which of them decides from which day on.

Each office's view is its latest claim that speaks. The latest view decides, except that somebody unnamed never outweighs a head
of state or government. The same walk over the days gives a position at one date and a history over all, in time that grows
with the claims and not with the offices.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any, Protocol, TypeVar

from interpose.case.tables.evidence import Claim, Modality
from interpose.case.tables.words import Role
from interpose.evidence.voices.standing import FOREVER, Ledger

__all__ = ["PositionStep", "Views", "by_precedence", "office_of", "own_claims", "precedence", "view_order", "walk"]


class _Firm(Protocol):
    @property
    def modality(self) -> int | None: ...


Firm = TypeVar("Firm", bound=_Firm)

_RANK = {"government": 2, "minister": 1, "official": 1, "unnamed": 0}


@dataclass(frozen=True, slots=True)
class PositionStep:
    """What decides from a day on (an ordinal): a claim, None where nothing stands; and whether offices differ."""

    day: int
    claim: Claim | None
    conflict: bool


def own_claims(ledger: Ledger, claims: Iterable[Claim], predicate: str) -> dict[str, dict[Role | None, list[Claim]]]:
    """Collect the claims in which a state speaks of its own conduct, by state and role.

    A claim on behalf of another state is a claim by its speaker about somebody else: it sets nobody's position. One that names
    no role speaks of every role; beside those it has a role of its own, None.
    """
    by_state: dict[str, dict[Role | None, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if (
            claim.predicate == predicate
            and claim.modality is not None
            and claim.state is not None
            and claim.on_behalf_of in (None, claim.state)
            and ledger.voices[claim.id] != "outside"
        ):
            by_state[claim.state][claim.role].append(claim)
    for by_role in by_state.values():
        for role, own in by_role.items():
            if role is not None:
                own.extend(by_role.get(None, ()))
    return by_state


def by_precedence(parts: Mapping[Role | None, Firm]) -> list[Firm]:
    """Order what is said of each role: land first, then what names no role where nothing is said of land, then the firmest.

    Words that name no role stand for land alone: beside words on land they have been counted there.
    """
    left = {role: part for role, part in parts.items() if role is not None or "land" not in parts}
    kept = sorted(left.items(), key=lambda item: (precedence(item[0])[:2], -(item[1].modality or 0), item[0] or ""))
    return [part for _, part in kept]


def precedence(role: Role | None) -> tuple[bool, bool, str]:
    """Order roles: land, what names no role, then the others by name."""
    return role != "land", role is not None, role or ""


def office_of(ledger: Ledger, claim: Claim) -> str:
    """Name the office that a claim speaks for; who is unnamed is told apart by the root of the chain."""
    if ledger.voices[claim.id] == "unnamed":
        return ledger.roots[claim.id]
    return claim.office or claim.actor


def view_order(ledger: Ledger, claim: Claim) -> tuple[int, int, int, str]:
    """Order claims from the earliest and weakest to the one that decides."""
    return (ledger.order[claim.id], _RANK[ledger.voices[claim.id]], claim.modality or 0, claim.id)


class Views:
    """The latest view of each office, and which of them decides; a change costs the logarithm of the offices."""

    def __init__(self, ledger: Ledger) -> None:
        self.latest: dict[str, Claim] = {}
        self._ledger = ledger
        self._by_rank: tuple[list[Any], ...] = ([], [], [])
        self._named = [0, 0]
        self._unnamed: tuple[list[Any], list[Any]] = ([], [])
        # A view may come back: the count tells two entries of one claim apart.
        self._pushed = count()

    def set(self, office: str, view: Claim | None) -> None:
        """Put the view of an office in place of the one it had; None where it has none any more."""
        held = self.latest.get(office)
        if held is view:
            return
        self.latest.pop(office, None)
        if held is not None and self._rank(held):
            self._named[_offers(held)] -= 1
        if view is None:
            return
        self.latest[office] = view
        rank, pushed = self._rank(view), next(self._pushed)
        heapq.heappush(self._by_rank[rank], (_latest_first(self._ledger, view), pushed, office, view))
        if rank:
            self._named[_offers(view)] += 1
        else:
            heapq.heappush(self._unnamed[_offers(view)], (-self._ledger.order[view.id], pushed, office, view))

    def deciding(self) -> Claim | None:
        """Return the view that decides: the latest of those at most one rank below the highest; None where there is none."""
        tops = [(rank, top) for rank in (2, 1, 0) if (top := self._top(self._by_rank[rank])) is not None]
        if not tops:
            return None
        least = tops[0][0] - 1
        return max((top for rank, top in tops if rank >= least), key=lambda view: view_order(self._ledger, view))

    def differ(self, chosen: Claim) -> bool:
        """Tell whether offices stand on both sides of the line between offering nothing and something.

        What unnamed officials were said to think before the government spoke in its own name makes no conflict.
        """
        other = not _offers(chosen)
        unnamed = self._top(self._unnamed[other])
        order = self._ledger.order
        return self._named[other] > 0 or (unnamed is not None and order[unnamed.id] >= order[chosen.id])

    def _rank(self, view: Claim) -> int:
        return _RANK[self._ledger.voices[view.id]]

    def _top(self, heap: list[Any]) -> Claim | None:
        """Return the first view of a heap that is still its office's own; what no longer is leaves when it comes to the top."""
        while heap and self.latest.get(heap[0][-2]) is not heap[0][-1]:
            heapq.heappop(heap)
        return heap[0][-1] if heap else None


def walk(ledger: Ledger, claims: Sequence[Claim], role: Role | None, last: int) -> tuple[list[PositionStep], Views]:
    """Go through the days on which something changes in what a state says of a role.

    Parameters
    ----------
    ledger : Ledger
        When each claim speaks.
    claims : sequence of Claim
        Claims of one state that bear on the role.
    role : str or None
        The role. Nothing decides while no claim speaks that names it itself.
    last : int
        Last day, as an ordinal.

    Returns
    -------
    list of PositionStep
        In the order of time, one for each change of the claim that decides or of a conflict.
    Views
        The views as they are on the last day.
    """
    events = sorted(
        (day, begins, claim.id)
        for claim in claims
        for start, end in ledger.speaks[claim.id]
        for day, begins in ((start, True), (end, False))
        if day <= last and day < FOREVER
    )
    by_id = {claim.id: claim for claim in claims}
    # A heap an office, from which claims that no longer speak are dropped when they come to the top.
    waiting: dict[str, list[tuple[Any, str]]] = defaultdict(list)
    speaking: set[str] = set()
    naming = 0
    views = Views(ledger)
    steps: list[PositionStep] = []
    for day, today in groupby(events, key=lambda event: event[0]):
        touched: dict[str, None] = {}
        for _, begins, name in today:
            claim = by_id[name]
            office = office_of(ledger, claim)
            touched[office] = None
            if begins:
                speaking.add(name)
                heapq.heappush(waiting[office], (_latest_first(ledger, claim), name))
            else:
                speaking.discard(name)
            naming += (1 if begins else -1) * (claim.role == role)
        for office in touched:
            heap = waiting[office]
            while heap and heap[0][1] not in speaking:
                heapq.heappop(heap)
            views.set(office, by_id[heap[0][1]] if heap else None)
        chosen = views.deciding() if naming else None
        step = PositionStep(day, chosen, chosen is not None and views.differ(chosen))
        if not steps or (steps[-1].claim, steps[-1].conflict) != (step.claim, step.conflict):
            steps.append(step)
    return steps, views


def _offers(view: Claim) -> bool:
    return (view.modality or 0) >= Modality.OPEN


def _latest_first(ledger: Ledger, claim: Claim) -> tuple[int, int, int, _Later]:
    first, rank, modality, name = view_order(ledger, claim)
    return -first, -rank, -modality, _Later(name)


class _Later(str):
    """A name that sorts backwards, so that of equal claims the last name comes first."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)
