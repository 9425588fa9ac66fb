"""Many tours dealt to sectors at once, by branch and bound: one by one, nations stand in each other's way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.clock import Clock
from interpose.generation.sector_board import NOWHERE, Board
from interpose.generation.sector_dealing import find_homes
from interpose.generation.sector_model import STAYS, Choices, choices_of, dealing
from interpose.solver import Limits, solve

__all__ = ["assign", "assign_by_phase"]

_COLUMNS = 2_000
"""Tours times sectors up to which those of a phase are dealt at once."""

_OTHERS = 8_000
"""Choices of who else sends headquarters, times sectors, in one deal."""

_AROUND, _STEPS, _IN_VAIN = 3, 400, 60
"""Sectors of a phase that are dealt anew together, how often at most, and how often in vain one after the other."""

_NODES, _PAUSES = 20, 25

_CLOSE = 0.5
"""Months of the dearest need by which a deal may be worse than the best one."""


def assign_by_phase(board: Board, steady: slice, enough: Callable[[], bool], clock: Clock, seed: int) -> None:
    """Deal anew what the rules of sectors leave unneeded: all headquarters, each phase, and few sectors of a phase at a time.

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
        Seed of the solver and of chance.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C; the board is then of no use.
    """

    def deal_anew(numbers: Sequence[int], sectors: Sequence[int] | None = None) -> bool:
        if not numbers or clock.over:
            return False
        find_homes(board)
        limits = replace(clock.left(), nodes=_NODES, pauses=_PAUSES)
        others = _OTHERS // (board.sectors if sectors is None else len(sectors))
        return assign(board, numbers, steady, limits, seed, sectors=sectors, others=others)

    commands = [number for number, tour in enumerate(board.tours) if tour.headquarters]
    deal_anew(commands)
    changed = False
    for phase in range(len(board.phases)):
        if not enough():
            changed |= deal_anew(_of_phase(board, phase))
    random, vain = np.random.default_rng(seed), 0
    for _ in range(_STEPS):
        place = None if clock.over or vain == _IN_VAIN or enough() else _place(board, random)
        if place is None:
            break
        better = deal_anew(_around(board, *place), place[1])
        changed, vain = changed or better, 0 if better else vain + 1
    if changed:
        deal_anew(commands)


def assign(
    board: Board,
    numbers: Sequence[int],
    steady: slice,
    limits: Limits,
    seed: int,
    *,
    sectors: Sequence[int] | None = None,
    others: int = 0,
) -> bool:
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
    sectors : sequence of int, optional
        Sectors to deal them to, besides those where they stand; all of them unless given.
    others : int
        Most choices of another nation that sends a headquarters, as far as it has units and nothing else changes by it.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C; the board is then of no use.
    """
    stood = {number: board.take(number) for number in numbers}
    choices = choices_of(board, stood, others=others)
    model, start = dealing(board, choices, steady, sectors)
    found = solve(model, limits, absolute_gap=_CLOSE, seed=seed, start=start)
    better = found.has_solution and model.cost(found.values) < model.cost(start) - STAYS
    if better:
        stood = _dealt(board, choices, stood, found.value("placed"), found.value("chosen"))
    for number, sector in stood.items():
        if sector != NOWHERE:
            board.put(number, sector)
    return better


def _dealt(
    board: Board,
    choices: Choices,
    stood: Mapping[int, int],
    placed: NDArray[np.float64],
    chosen: NDArray[np.float64],
) -> dict[int, int]:
    """Change tours off the board as was chosen, and return the sector of each; of alike ones, who may stays where it stood."""
    found: dict[int, int] = {}
    left = [list(members) for members in choices.members]
    for choice, group in enumerate(choices.group):
        sectors = np.repeat(np.arange(board.sectors), np.rint(placed[choice]).astype(np.int64)).tolist()
        sectors += [NOWHERE] * (round(chosen[choice]) - len(sectors))
        for sector in sectors:
            number = next((each for each in left[group] if stood[each] == sector), left[group][0])
            left[group].remove(number)
            board.hand_over(number, int(choices.pool[choice]))
            found[number] = sector
    return found


def _of_phase(board: Board, phase: int) -> list[int]:
    """Return the tours of a phase to deal anew, none if all are needed: unneeded ones, headquarters, then small nations."""
    own = _own(board, phase)
    unneeded = {number for number in own if not board.needed(number)}
    if not unneeded:
        return []
    of_state = Counter(board.tours[number].state for number in own)

    def key(number: int) -> tuple[bool, bool, int, int, int]:
        tour = board.tours[number]
        return number not in unneeded, not tour.headquarters, of_state[tour.state], tour.state, number

    return sorted(own, key=key)[: _COLUMNS // board.sectors]


def _place(board: Board, random: np.random.Generator) -> tuple[int, list[int]] | None:
    """Draw a phase and some of its sectors, the sooner the more is missing there; None where every tour is needed."""
    missing = board.missing()
    weight = np.array(
        [
            missing[:, phase.first_month - 1 : phase.last_month].sum(axis=1)
            * any(not board.needed(tour) for tour in _own(board, number))
            for number, phase in enumerate(board.phases)
        ]
    )
    if weight.sum() <= 0.0:
        return None
    phase = int(random.choice(len(weight), p=weight.sum(axis=1) / weight.sum()))
    first = int(random.choice(board.sectors, p=weight[phase] / weight[phase].sum()))
    others = [sector for sector in random.permutation(board.sectors).tolist() if sector != first]
    return phase, sorted([first, *others[: _AROUND - 1]])


def _around(board: Board, phase: int, sectors: Sequence[int]) -> list[int]:
    """Return the tours of a phase that stand in some sectors or nowhere, and headquarters not needed where they stand."""
    return [
        number
        for number in _own(board, phase)
        if board.place[number] in (NOWHERE, *sectors) or (board.tours[number].headquarters and not board.needed(number))
    ]


def _own(board: Board, phase: int) -> list[int]:
    return [number for number, tour in enumerate(board.tours) if tour.ruled and phase in board.touched[number]]
