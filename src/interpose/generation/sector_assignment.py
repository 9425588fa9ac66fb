"""Many tours dealt to sectors at once, by branch and bound: one by one, nations stand in each other's way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.clock import Clock
from interpose.generation.sector_board import NOWHERE, Board
from interpose.solver import Limits, Model, solve

__all__ = ["assign", "assign_by_phase"]

_COLUMNS = 2_000
"""Tours times sectors up to which those of a phase are dealt at once."""

_NODES, _PAUSES, _PASSES = 20, 60, 2

_CLOSE = 0.5
"""Months of the dearest need by which a deal may be worse than the best one."""

_STAYS, _HOME = 1e-3, 1e-3
"""What it is worth, in such months, that a tour stays where it is, or that a headquarters stands where its nation may lead."""


def assign_by_phase(board: Board, steady: slice, enough: Callable[[], bool], clock: Clock, seed: int) -> None:
    """Deal anew what the rules of sectors leave unneeded: all headquarters, then phase by phase troops and headquarters.

    Parameters
    ----------
    board : Board
        The board, with every tour placed that one by one finds a place. Only what covers more is changed.
    steady : slice
        Months between build-up and drawdown.
    enough : callable
        Says of the board as it is whether enough is covered; headquarters are dealt anew in any case.
    clock : Clock
        How long to look. It is stopped by Ctrl-C, with every tour where it last stood.
    seed : int
        Seed of the solver.
    """
    changes, seen = 0, dict[int, int]()

    def deal_anew(numbers: Sequence[int]) -> bool:
        limits = replace(clock.left(), nodes=_NODES, pauses=_PAUSES)
        return bool(numbers) and not clock.over and assign(board, numbers, steady, limits, seed)

    try:
        deal_anew([number for number, tour in enumerate(board.tours) if tour.headquarters])
        for phase in [*range(len(board.phases))] * _PASSES:
            if enough():
                return
            # A phase is dealt again only where others have changed since.
            if seen.get(phase) != changes:
                changes += deal_anew(_of_phase(board, phase))
                seen[phase] = changes
    except KeyboardInterrupt:
        clock.stop()


def assign(board: Board, numbers: Sequence[int], steady: slice, limits: Limits, seed: int) -> bool:
    """Deal some tours to sectors at once, with all others where they stand; return whether that covers more.

    Parameters
    ----------
    board : Board
        The board.
    numbers : sequence of int
        Tours to deal. Each stands in one sector or in none; a nation that is not in a sector yet takes one of its places.
    steady : slice
        Months between build-up and drawdown: what is missing in the worst of them counts for all of them once more.
    limits : Limits
        How long to look.
    seed : int
        Seed of the solver.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, with every tour where it stood.
    """
    stood = {number: board.take(number) for number in numbers}
    try:
        model, start = _model(board, stood, steady)
        found = solve(model, limits, absolute_gap=_CLOSE, seed=seed, start=start)
        better = found.has_solution and model.cost(found.values) < model.cost(start) - _STAYS
    except KeyboardInterrupt:
        _put(board, stood)
        raise
    if better:
        placed = found.value("placed").reshape(len(numbers), board.sectors)
        stood = {number: int(row.argmax()) if row.max() > 0.5 else NOWHERE for number, row in zip(numbers, placed, strict=True)}
    _put(board, stood)
    return better


def _put(board: Board, sectors: Mapping[int, int]) -> None:
    for number, sector in sectors.items():
        if sector != NOWHERE:
            board.put(number, sector)


def _of_phase(board: Board, phase: int) -> list[int]:
    """Return the tours of a phase to deal anew, none if all are needed: unneeded ones, headquarters, then small nations."""
    own = [number for number, tour in enumerate(board.tours) if tour.ruled and phase in board.touched[number]]
    unneeded = {number for number in own if not board.needed(number)}
    if not unneeded:
        return []
    of_state = Counter(board.tours[number].state for number in own)

    def key(number: int) -> tuple[bool, bool, int, int, int]:
        tour = board.tours[number]
        return number not in unneeded, not tour.headquarters, of_state[tour.state], tour.state, number

    return sorted(own, key=key)[: _COLUMNS // board.sectors]


def _model(board: Board, stood: Mapping[int, int], steady: slice) -> tuple[Model, dict[str, NDArray[np.float64]]]:
    """Return the model of dealing tours that are off the board, and what it comes to where they stood."""
    tours = [board.tours[number] for number in stood]
    needs = sorted({need for tour in tours for need, _ in tour.parts})
    states = sorted({tour.state for tour in tours})
    sectors, phases, months = board.sectors, len(board.phases), board.left.shape[2]
    present = board.present()[:, states]
    price = board.prices[needs] / board.prices[needs].max()
    left, length = board.left[needs], steady.stop - steady.start
    before = np.zeros((len(tours), sectors))
    for own, sector in enumerate(stood.values()):
        if sector != NOWHERE:
            before[own, sector] = 1.0
    model = Model()
    allowed = np.array([tour.allowed for tour in tours])
    home = np.zeros(allowed.shape)
    for own, (number, tour) in enumerate(zip(stood, tours, strict=True)):
        if tour.headquarters:
            home[own] = [tour.state in able for able in board.home[board.touched[number][0]]]
    placed = model.columns("placed", allowed.shape, upper=allowed, cost=-_STAYS * before - _HOME * home, whole=True)
    enters = model.columns("enters", (phases, len(states), sectors), upper=1.0, whole=True)
    short = model.columns("short", left.shape, cost=price[:, None, None])
    worst = model.columns("worst", (len(needs),), cost=length * price)
    model.rows("one sector", np.repeat(np.arange(len(tours)), sectors), placed.ravel(), 1.0, upper=np.ones(len(tours)))
    # Who has nobody else in a sector in a phase enters it: by tour, phase, state and sector.
    steps = np.array(
        [
            (place, phase, states.index(tour.state), sector)
            for place, (number, tour) in enumerate(zip(stood, tours, strict=True))
            for phase in board.touched[number]
            for sector in range(sectors)
            if not present[phase, states.index(tour.state), sector]
        ],
        dtype=np.int64,
    ).reshape(-1, 4)
    place, *where = steps.T
    model.rows(
        "enters",
        np.tile(np.arange(len(steps)), 2),
        np.concatenate([placed[place, where[2]], enters[tuple(where)]]),
        np.repeat([1.0, -1.0], len(steps)),
        upper=np.zeros(len(steps)),
    )
    if board.rules.most_nations:
        room = np.clip(board.rules.most_nations - board.present().sum(axis=1), 0, None)
        cells = np.repeat(np.arange(room.size), len(states))
        model.rows("most nations", cells, np.moveaxis(enters, 1, 2).ravel(), 1.0, upper=room.ravel())
    entries = [(np.arange(short.size), short.ravel(), np.ones(short.size))]
    covered = np.zeros(left.shape)
    for at, tour in enumerate(tours):
        span = np.arange(tour.start, tour.end + 1)
        for need, quantity in tour.parts:
            cells = (needs.index(need) * sectors + np.arange(sectors))[:, None] * months + span
            entries.append((cells.ravel(), np.repeat(placed[at], len(span)), np.full(cells.size, quantity)))
            covered[needs.index(need), :, span] += quantity * before[at]
    rows, columns, values = (np.concatenate(each) for each in zip(*entries, strict=True))
    model.rows("need", rows, columns, values, lower=left.ravel())
    every = np.arange(len(needs) * length)
    model.rows(
        "worst month",
        np.concatenate([every, np.repeat(every.reshape(-1, 1, length), sectors, axis=1).ravel()]),
        np.concatenate([np.repeat(worst, length), short[:, :, steady].ravel()]),
        np.concatenate([np.ones(len(every)), -np.ones(len(every) * sectors)]),
        lower=np.zeros(len(every)),
    )
    missing = np.clip(left - covered, 0.0, None)
    entered = np.zeros(enters.shape)
    entered[tuple(each[before[place, where[2]] > 0] for each in where)] = 1.0
    worst_months = missing[:, :, steady].sum(axis=1).max(axis=1, initial=0.0)
    return model, {"placed": before, "enters": entered, "short": missing, "worst": worst_months}
