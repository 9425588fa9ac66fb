"""Who leads a sector, told from where units stand: who has its share of the posts, and stays with a headquarters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from interpose.generation.sector_result import SectorLead, SectorPhase
from interpose.generation.sectors.board import Board

__all__ = ["phases_with_leads"]


def phases_with_leads(board: Board) -> tuple[SectorPhase, ...]:
    """Tell for each phase who leads each sector, and who stands there.

    Of the nations with troops there, one with its least share of the posts leads: units that stand there in every month. Of
    those one that keeps a post; then the one with most months of headquarters of its own, the lead of the assignment, the one
    with most unit-months of troops.

    Parameters
    ----------
    board : Board
        The board, with all tours placed.
    """
    standing = [_by_nation(board, key) for key in board.sectors.ruled]
    found = []
    for phase, steady in zip(board.problem.phases, board.steady_place, strict=True):
        leads = []
        for sector, name in enumerate(board.sectors.names if standing else ()):
            troops, *heads = (each[:, sector, phase.months] for each in standing)
            if troops.any():
                wanted = board.assignment.leads[steady][sector] if board.assignment.leads else ""
                leads.append(SectorLead(name, *_nations(board, wanted, troops, sum(heads, np.zeros_like(troops)))))
        found.append(SectorPhase(phase.name, phase.first_month, phase.last_month, tuple(leads)))
    return tuple(found)


def _by_nation(board: Board, key: tuple[str, str]) -> NDArray[np.float64]:
    """Return what nations bring of a need, shape (nations, sectors, horizon)."""
    need, found = board.keys.index(key), np.zeros((len(board.nations), *board.needs.shape[1:]))
    for group, brings, placed in zip(board.groups, board.brings, board.placed, strict=True):
        if brings[need]:
            found[board.nations.index(group.nation), :, group.months] += (brings[need] * placed)[:, None]
    return found


def _nations(board: Board, wanted: str, troops: NDArray[np.float64], heads: NDArray[np.float64]) -> tuple[str, tuple[str, ...]]:
    """Return the lead of a sector, and all nations there, the lead first, from what they have there by month."""
    posts, months, staff = troops.min(axis=1), troops.sum(axis=1), heads.sum(axis=1)
    too_few = posts < board.problem.rules.least_share * posts.sum() - 1e-6
    other = np.array([nation != wanted for nation in board.nations])
    lead = int(np.lexsort((-months, other, -staff, posts <= 0, too_few, months <= 0))[0])
    order = np.lexsort((-(months + staff), np.arange(len(months)) != lead))
    there = [board.nations[place] for place in order if months[place] + staff[place] > 0]
    return board.nations[lead], tuple(there)
