"""Tours dealt to sectors at once, as a small whole-number model: where one by one would leave posts empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.sectors.board import Board
from interpose.solver import Limits, Model, solve

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
    model.rows("tours", np.repeat(np.arange(len(groups)), able.shape[1]), units.ravel(), 1.0, upper=most)
    needed = board.short()[list(needs)]
    short = model.columns("short", needed.shape, upper=needed, cost=np.broadcast_to(prices[:, None, None], needed.shape))
    place = np.arange(needed.size).reshape(needed.shape)
    parts = [(place, short, np.ones(needed.shape))]
    for group, column, brings in zip(groups, units, board.brings[list(numbers)][:, list(needs)], strict=True):
        row = place[:, :, group.months]
        parts.append((row, np.broadcast_to(column[:, None], row.shape), np.broadcast_to(brings[:, None, None], row.shape)))
    model.rows("need", *(np.concatenate([np.ravel(part[each]) for part in parts]) for each in range(3)), lower=needed.ravel())
    steady = board.problem.demand.steady
    months = steady.stop - steady.start
    worst = model.columns("worst", (len(prices),), cost=prices * months)
    inside, row = short[:, :, steady], np.arange(len(prices) * months).reshape(-1, 1, months)
    model.rows(
        "worst month",
        np.append(np.broadcast_to(row, inside.shape), row),
        np.append(inside, np.repeat(worst, months)),
        np.repeat([-1.0, 1.0], [inside.size, row.size]),
        lower=np.zeros(row.size),
    )
    return model
