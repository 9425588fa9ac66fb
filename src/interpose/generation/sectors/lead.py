"""Who leads a sector, told from where units stand: who has its share of the posts, and stays with a headquarters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.posts import place_of
from interpose.generation.sector_result import SectorLead, SectorPhase
from interpose.generation.sectors.board import Board

__all__ = ["phases_with_leads"]


def phases_with_leads(board: Board) -> tuple[SectorPhase, ...]:
    """Tell for each phase who leads each sector, and who stands there.

    Of the nations with troops there, one with its least share of the posts leads: units that stand there in every month, as
    many as the sector needs. Of those one that keeps a post; then the one with most months of headquarters of its own, the
    lead of the assignment, the one with most unit-months of troops. Where posts are kept for whole phases, a sector in which
    nobody stays throughout has no lead in that phase.

    Parameters
    ----------
    board : Board
        The board, with all tours placed.
    """
    sectors, found = board.sectors, []
    standing = [board.standing(board.keys.index(key)) for key in sectors.ruled]
    for phase in board.problem.phases:
        leads, place = [], int(place_of(board.problem, phase.first_month))
        for sector, name in enumerate(sectors.names if standing else ()):
            troops, *heads = (each[:, sector, phase.months] for each in standing)
            stay = troops.min(axis=1).any() or not (phase.steady and board.problem.rules.whole_phases)
            if troops.any() and stay:
                wanted = board.assignment.leads[place][sector] if board.assignment.leads else ""
                need = float(np.ceil(board.needs[board.keys.index(sectors.ruled[0]), sector, phase.months].max() - 1e-9))
                leads.append(SectorLead(name, *_nations(board, wanted, need, troops, sum(heads, np.zeros_like(troops)))))
        found.append(SectorPhase(phase.name, phase.first_month, phase.last_month, tuple(leads)))
    return tuple(found)


def _nations(
    board: Board, wanted: str, need: float, troops: NDArray[np.float64], heads: NDArray[np.float64]
) -> tuple[str, tuple[str, ...]]:
    """Return the lead of a sector, and all nations there, the lead first, from what they have there by month."""
    posts, months, staff = troops.min(axis=1), troops.sum(axis=1), heads.sum(axis=1)
    too_few = posts < board.problem.rules.least_share * min(need, posts.sum()) - 1e-6
    other = np.array([nation != wanted for nation in board.nations])
    lead = int(np.lexsort((-months, other, -staff, posts <= 0, too_few, months <= 0))[0])
    order = np.lexsort((-(months + staff), np.arange(len(months)) != lead))
    there = [board.nations[place] for place in order if months[place] + staff[place] > 0]
    return board.nations[lead], tuple(there)
