"""Dealing tours to sectors: whole units, each in one sector for its whole tour, few nations in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from interpose.generation.sector_board import NOWHERE, Board

__all__ = ["deal", "deal_headquarters", "find_homes", "keep_shares"]

_PASSES, _TRIED = 4, 24


def deal(board: Board, numbers: Iterable[int]) -> None:
    """Place tours one by one in the order given, then move those that stand where they are not needed.

    Parameters
    ----------
    board : Board
        The board.
    numbers : iterable of int
        Tours to place.
    """
    given = list(numbers)
    for number in given:
        sector, _ = board.best(number)
        if sector != NOWHERE:
            board.put(number, sector)
    if not _move(board, given):
        return
    if _hand_over(board, given) and _swap(board, given):
        _move(board, given)


def _move(board: Board, numbers: Sequence[int]) -> bool:
    """Move tours that are not needed where they stand for as long as that covers more; return whether some stay so."""
    for _ in range(_PASSES):
        moved = wasted = False
        for number in numbers:
            tour = board.tours[number]
            covered = board.covers(number)
            if covered >= tour.whole - 1e-9:
                continue
            wasted = True
            stood = board.take(number)
            able = board.open(number)
            gain = np.where(able, board.gain(number), -np.inf)
            sector = int(np.argmax(gain + board.liking(number))) if able.any() else NOWHERE
            if sector != NOWHERE and gain[sector] > covered + 1e-9:
                moved = True
            else:
                sector = stood
            if sector != NOWHERE:
                board.put(number, sector)
        if not moved:
            break
    return wasted


def _hand_over(board: Board, numbers: Sequence[int]) -> bool:
    """Let a nation that may stand where a unit is needed send it in place of another; return whether some stay unneeded."""
    wasted = False
    for number in numbers:
        tour = board.tours[number]
        covered = board.covers(number)
        if covered >= tour.whole - 1e-9:
            continue
        stood = board.take(number)
        best = (covered + 1e-9, 0.0, tour, stood)
        gain = board.gain(number)
        useful = gain > best[0]
        for other in board.owners.alike(tour.pool) if useful.any() else ():
            able = useful & board.open_to(number, *board.owners.flag(other, tour))
            if not able.any() or not board.owners.has_room(other, tour.start):
                continue
            board.tours[number] = board.owners.sent_by(tour, other)
            liking = board.liking(number)
            sector = int(np.argmax(np.where(able, gain + liking, -np.inf)))
            if (float(gain[sector]), float(liking[sector])) > best[:2]:
                best = (float(gain[sector]), float(liking[sector]), board.tours[number], sector)
        board.tours[number] = best[2]
        if best[2].pool != tour.pool:
            board.owners.move(tour.pool, best[2].pool, tour.start)
        if best[3] != NOWHERE:
            board.put(number, best[3])
        wasted = wasted or best[0] < tour.whole - 1e-9
    return wasted


def _swap(board: Board, numbers: Sequence[int]) -> bool:
    """Let a tour that is not needed where it stands push another one on, where both together then cover more."""
    moved = False
    for number in numbers:
        tour = board.tours[number]
        covered = board.covers(number)
        if covered >= tour.whole - 1e-9:
            continue
        overlapping = [
            other
            for other in numbers
            if other != number
            and board.place[other] not in (NOWHERE, board.place[number])
            and board.tours[other].start <= tour.end
            and board.tours[other].end >= tour.start
        ]
        for other in overlapping[:_TRIED]:
            before = covered + board.covers(other)
            stood, pushed = board.take(number), board.take(other)
            if board.open(number)[pushed]:
                first = float(board.gain(number)[pushed])
                board.put(number, pushed)
                able = board.open(other)
                gain = np.where(able, board.gain(other), -np.inf)
                goal = int(np.argmax(gain))
                if able.any() and first + gain[goal] > before + 1e-9:
                    board.put(other, goal)
                    moved = True
                    break
                board.take(number)
            board.put(other, pushed)
            if stood != NOWHERE:
                board.put(number, stood)
    return moved


def _held(board: Board, phase: int) -> NDArray[np.float64]:
    """Return the unit-months of the troops that hold sectors, by sector and state, in a phase."""
    found = np.zeros((board.sectors, len(board.owners.states)))
    first, last = board.phases[phase].first_month - 1, board.phases[phase].last_month - 1
    for tour, sector in zip(board.tours, board.place, strict=True):
        if sector != NOWHERE and tour.holds:
            found[sector, tour.state] += tour.holds * max(0, min(tour.end, last) - max(tour.start, first) + 1)
    return found


def keep_shares(board: Board) -> None:
    """Take tours of the smallest nation out of a sector until one nation has its share of it, in every phase."""
    if not board.rules.least_share:
        return
    changed = True
    while changed:
        changed = False
        for phase in range(len(board.phases)):
            held = _held(board, phase)
            for sector in range(board.sectors):
                total = held[sector].sum()
                if not total or held[sector].max() >= board.rules.least_share * total - 1e-9:
                    continue
                smallest = min(np.flatnonzero(held[sector]), key=lambda state: (held[sector, state], -state))
                for number, tour in enumerate(board.tours):
                    if tour.state == smallest and board.place[number] == sector and phase in board.touched[number]:
                        board.take(number)
                changed = True


def find_homes(board: Board) -> list[list[list[int]]]:
    """Tell the board which states may lead in each phase and sector, with the troops where they stand; return them in order."""
    able = [able_to_lead(board, phase) for phase in range(len(board.phases))]
    board.home = [[set(states) for states in sectors] for sectors in able]
    return able


def able_to_lead(board: Board, phase: int) -> list[list[int]]:
    """Return by sector the states that have the least share of its troops in a phase, most unit-months first."""
    held = _held(board, phase)
    least = board.rules.least_share * held.sum(axis=1) - 1e-9
    return [
        sorted(
            (int(state) for state in np.flatnonzero(row) if row[state] >= enough),
            key=lambda state, row=row: (-row[state], state),  # type: ignore[misc]
        )
        for row, enough in zip(held, least, strict=True)
    ]


def deal_headquarters(board: Board, command: int | None) -> list[dict[int, int]]:
    """Place headquarters and choose the framework nations.

    Parameters
    ----------
    board : Board
        The board, with the troops that hold sectors placed.
    command : int or None
        Number of the need for headquarters; None where sectors need none.

    Returns
    -------
    list of dict of int to int
        State that leads by sector, phase by phase. A nation leads only where it has its share of the troops; one that
        has a headquarters there goes first. One that leads a sector which needs one, and has none of its own there, sends
        none that begins in that phase to a sector that it does not lead.
    """
    able = find_homes(board)
    numbers = sorted(
        (number for number, tour in enumerate(board.tours) if tour.headquarters),
        key=lambda number: (board.tours[number].start, board.tours[number].state, number),
    )
    deal(board, [number for number in numbers if board.place[number] == NOWHERE])
    found = []
    needed = np.zeros(board.sectors) if command is None else board.needs[command].sum(axis=1)
    for phase, sectors in enumerate(able):
        leads: dict[int, int] = {}
        begun = [number for number in numbers if board.touched[number][0] == phase]
        sends = {board.tours[number].state for number in begun}
        for sector, states in enumerate(sectors):
            own, new = _own(board, numbers, phase, sector), _own(board, begun, phase, sector)
            # One that sends its headquarters here could not lead elsewhere without it.
            ranks = {state: (state not in own, state not in new, state in sends) for state in states}
            if states:
                leads[sector] = min(states, key=ranks.__getitem__) if needed[sector] > 0 else states[0]
        led = {sector: state for sector, state in leads.items() if needed[sector] > 0}
        for sector, state in led.items():
            if state not in _own(board, numbers, phase, sector):
                _send(board, numbers, phase, sector, led)
        found.append(leads)
    return found


def _own(board: Board, numbers: Sequence[int], phase: int, sector: int) -> set[int]:
    """Return which nations have a headquarters in a sector and phase."""
    return {board.tours[number].state for number in numbers if board.place[number] == sector and phase in board.touched[number]}


def _send(board: Board, numbers: Sequence[int], phase: int, sector: int, leads: dict[int, int]) -> None:
    """Send a headquarters of the framework nation that begins in a phase to a sector that has none of it, if one is free."""
    state = leads[sector]
    free = []
    for number in numbers:
        tour, stands = board.tours[number], board.place[number]
        if tour.state != state or board.touched[number][0] != phase or not tour.allowed[sector]:
            continue
        if leads.get(stands) != state:
            free.append(number)
    best: tuple[float, int, int] | None = None
    for number in free:
        # Alone, or in exchange for one that stands in the sector now and serves no earlier phase.
        for other in [
            NOWHERE,
            *(
                each
                for each in numbers
                if board.place[each] == sector and board.tours[each].state != state and board.touched[each][0] >= phase
            ),
        ]:
            change = _exchange(board, number, other, sector, keep=False)
            if change is not None and (best is None or change > best[0] + 1e-9):
                best = (change, number, other)
    if best is not None:
        _exchange(board, best[1], best[2], sector, keep=True)
    else:
        for number in free:
            board.take(number)


def _exchange(board: Board, number: int, other: int, sector: int, *, keep: bool) -> float | None:
    """Put a tour in a sector, and the one that leaves it where the first one stood; return what that gains."""
    before = board.short()
    stood = board.take(number)
    if other != NOWHERE:
        board.take(other)
    change: float | None = None
    goal = NOWHERE
    if board.open(number)[sector]:
        board.put(number, sector)
        if other != NOWHERE:
            goal, _ = board.best(other)
            if goal != NOWHERE:
                board.put(other, goal)
        change = before - board.short()
        if keep:
            return change
        if goal != NOWHERE:
            board.take(other)
        board.take(number)
    if other != NOWHERE:
        board.put(other, sector)
    if stood != NOWHERE:
        board.put(number, stood)
    return change
