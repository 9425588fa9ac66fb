"""Tours dealt to sectors at once, as a small whole-number model: where one by one would leave posts empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.sectors.board import Board
from interpose.solver import Limits, Model, Terms, solve

__all__ = ["deal_at_once"]

_NODES = 5
"""Branch-and-bound nodes of one deal: the belt has covered all of it, so that the relaxation is nearly whole."""


def deal_at_once(board: Board, numbers: Sequence[int], needs: Sequence[int], limits: Limits) -> None:
    """Deal some groups anew, where their nations have places, so that least is short of some needs.

    Parameters
    ----------
    board : Board
        The board, on which they stand already.
    numbers : sequence of int
        The groups.
    needs : sequence of int
        The needs.
    limits : Limits
        How long to look; what stood stays where nothing is found.

    Raises
    ------
    Interrupted
        On Ctrl-C.
    """
    stood = board.placed[list(numbers)].copy()
    able = np.stack([board.able(number, may_enter=False) for number in numbers]) | (stood > 0)
    for number, line in zip(numbers, stood, strict=True):
        board.put(number, -line)
    model = _model(board, numbers, needs, able)
    limits = replace(limits, nodes=min(limits.nodes, _NODES))
    gap = 0.5 * float(board.prices[list(needs)].min())
    outcome = solve(model, limits, absolute_gap=gap, seed=board.problem.seed, start={"units": stood.astype(np.float64)})
    found = np.rint(outcome.value("units")).astype(np.int64) if outcome.has_solution else stood
    for number, before, line in zip(numbers, stood, found, strict=True):
        # Units that nobody needs stand where they stood.
        spare = np.cumsum(np.clip(before - line, 0, None))
        board.put(number, line + np.diff(np.minimum(spare, before.sum() - line.sum()), prepend=0))


def _model(board: Board, numbers: Sequence[int], needs: Sequence[int], able: NDArray[np.bool_]) -> Model:
    """Choose units by group and sector; each month counts what is short, and the worst steady month once more for all."""
    model, groups, prices = Model(), [board.groups[number] for number in numbers], board.prices[list(needs)]
    most = np.array([group.row.units for group in groups], dtype=np.float64)
    units = model.columns("units", able.shape, upper=most[:, None] * able, whole=True)
    model.constrain("tours", Terms.of(units, over=1), upper=most)
    needed = board.short()[list(needs)]
    short = model.columns("short", needed.shape, upper=needed, cost=np.broadcast_to(prices[:, None, None], needed.shape))
    brings = np.zeros((len(groups), len(prices), 1, needed.shape[2]))
    for place, group in enumerate(groups):
        brings[place, :, 0, group.months] = group.brings[list(needs), None]
    model.constrain("need", Terms.of(short) + Terms.of(units[:, None, :, None], brings, over=0), lower=needed)
    steady = short[:, :, board.problem.demand.steady]
    worst = model.columns("worst", (len(prices),), cost=prices * steady.shape[2])
    each = Terms.of(np.repeat(worst, steady.shape[2])) - Terms.of(steady, over=1)
    model.constrain("worst month", each, lower=0.0)
    return model
