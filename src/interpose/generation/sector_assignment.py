"""Many tours dealt to sectors at once, by branch and bound: one by one, nations stand in each other's way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.clock import Clock
from interpose.generation.formulation import worst_month_rows
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
        How long to look.
    seed : int
        Seed of the solver.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C; the board is then of no use.
    """
    changes, seen = 0, dict[int, int]()

    def deal_anew(numbers: Sequence[int]) -> bool:
        limits = replace(clock.left(), nodes=_NODES, pauses=_PAUSES)
        return bool(numbers) and not clock.over and assign(board, numbers, steady, limits, seed)

    deal_anew([number for number, tour in enumerate(board.tours) if tour.headquarters])
    for phase in [*range(len(board.phases))] * _PASSES:
        if enough():
            return
        # A phase is dealt again only where others have changed since.
        if seen.get(phase) != changes:
            changes += deal_anew(_of_phase(board, phase))
            seen[phase] = changes


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
        On Ctrl-C; the board is then of no use.
    """
    stood = {number: board.take(number) for number in numbers}
    model, start = _model(board, stood, steady)
    found = solve(model, limits, absolute_gap=_CLOSE, seed=seed, start=start)
    better = found.has_solution and model.cost(found.values) < model.cost(start) - _STAYS
    if better:
        placed = found.value("placed").reshape(len(numbers), board.sectors)
        stood = {number: int(row.argmax()) if row.max() > 0.5 else NOWHERE for number, row in zip(numbers, placed, strict=True)}
    for number, sector in stood.items():
        if sector != NOWHERE:
            board.put(number, sector)
    return better


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
    sectors, price = board.sectors, board.prices[needs] / board.prices[needs].max()
    before = np.zeros((len(tours), sectors))
    for own, sector in enumerate(stood.values()):
        if sector != NOWHERE:
            before[own, sector] = 1.0
    home = np.zeros(before.shape)
    for own, (number, tour) in enumerate(zip(stood, tours, strict=True)):
        if tour.headquarters:
            home[own] = [tour.state in able for able in board.home[board.touched[number][0]]]
    model = Model()
    allowed = np.array([tour.allowed for tour in tours])
    placed = model.columns("placed", allowed.shape, upper=allowed, cost=-_STAYS * before - _HOME * home, whole=True)
    model.rows("one sector", np.repeat(np.arange(len(tours)), sectors), placed.ravel(), 1.0, upper=np.ones(len(tours)))
    # Who has nobody else in a sector in a phase enters it: by tour, phase, state and sector.
    present = board.present()
    steps = [
        (own, phase, states.index(tour.state), sector)
        for own, (number, tour) in enumerate(zip(stood, tours, strict=True))
        for phase in board.touched[number]
        for sector in np.flatnonzero(~present[phase, tour.state]).tolist()
    ]
    each = np.array(steps, dtype=np.int64).reshape(-1, 4)
    entries, entry = np.unique(each[:, 1:], axis=0, return_inverse=True)
    enters = model.columns("enters", (len(entries),), upper=1.0, whole=True)
    model.rows(
        "enters",
        np.tile(np.arange(len(each)), 2),
        np.concatenate([placed[each[:, 0], each[:, 3]], enters[entry]]),
        np.repeat([1.0, -1.0], len(each)),
        upper=np.zeros(len(each)),
    )
    if board.rules.most_nations:
        room = np.clip(board.rules.most_nations - present.sum(axis=1), 0, None)
        model.rows("most nations", entries[:, 0] * sectors + entries[:, 2], enters, 1.0, upper=room.ravel())
    # Only the months of these tours can change; what is missing in the others is the least of the worst month.
    first, last = min(tour.start for tour in tours), max(tour.end for tour in tours)
    left = board.left[needs, :, first : last + 1]
    missing = np.clip(board.left[needs], 0.0, None).sum(axis=1)
    inside = np.arange(max(first, steady.start), min(last + 1, steady.stop))
    outside = np.setdiff1d(np.arange(steady.start, steady.stop), inside)
    least = missing[:, outside].max(axis=1, initial=0.0)
    short = model.columns("short", left.shape, cost=price[:, None, None])
    worst = model.columns("worst", least.shape, lower=least, cost=(steady.stop - steady.start) * price)
    cover = [(np.arange(short.size), short.ravel(), np.ones(short.size))]
    covered = np.zeros(left.shape)
    for own, tour in enumerate(tours):
        months = np.arange(tour.start, tour.end + 1) - first
        for need, quantity in tour.parts:
            rows = ((needs.index(need) * sectors + np.arange(sectors))[:, None] * left.shape[2] + months).ravel()
            cover.append((rows, np.repeat(placed[own], len(months)), np.full(len(rows), quantity)))
            covered[needs.index(need), :, months] += quantity * before[own]
    model.rows("need", *(np.concatenate(part) for part in zip(*cover, strict=True)), lower=left.ravel())
    worst_month_rows(model, short[:, :, inside - first], worst)
    missed = np.clip(left - covered, 0.0, None)
    entered = np.zeros(len(entries))
    entered[entry[before[each[:, 0], each[:, 3]] > 0]] = 1.0
    worst_months = missed[:, :, inside - first].sum(axis=1).max(axis=1, initial=0.0)
    return model, {"placed": before, "enters": entered, "short": missed, "worst": np.maximum(worst_months, least)}
