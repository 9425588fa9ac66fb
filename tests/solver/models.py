"""Models that are small and known, hard for branch and bound, or both."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from interpose.solver import Model

__all__ = ["hard", "knapsack", "market_split"]


def knapsack(*, whole: bool = True) -> Model:
    """Ten kinds of thing, by hand: value for weight falls, so the first three that fit are taken."""
    model = Model()
    things = model.columns("taken", (3,), upper=1, cost=[-10, -7, -4], whole=whole)
    model.rows("weight", np.zeros(3), things, [5, 4, 3], upper=[8])
    return model


def hard(size: int = 60) -> Model:
    """An equality knapsack over large numbers, that branch and bound does not settle in any useful time."""
    numbers = np.random.default_rng(5).integers(10**6, 10**7, size=(6, size))
    model = Model()
    taken = model.columns("taken", (size,), upper=1, cost=numbers[0] % 97, whole=True)
    rows = np.repeat(np.arange(5), size)
    total = numbers[1:].sum(axis=1) // 2
    model.rows("sums", rows, np.tile(taken, 5), numbers[1:].ravel(), lower=total, upper=total)
    return model


def market_split() -> tuple[Model, dict[str, NDArray[np.float64]]]:
    """Market split (Cornuéjols and Dawande 1999), hard for branch and bound at any size.

    With slack, so that any choice is a plan; and the plan that chooses nothing.
    """
    weights = np.random.default_rng(4).integers(0, 100, (4, 30)).astype(float)
    model = Model()
    chosen = model.columns("chosen", (30,), upper=1, whole=True)
    slack = model.columns("slack", (2, 4), cost=1.0)
    row = np.concatenate([np.repeat(np.arange(4), 30), np.arange(4), np.arange(4)])
    column = np.concatenate([np.tile(chosen, 4), slack[0], slack[1]])
    value = np.concatenate([weights.ravel(), np.ones(4), -np.ones(4)])
    half = np.floor(weights.sum(axis=1) / 2)
    model.rows("split", row, column, value, lower=half, upper=half)
    return model, {"chosen": np.zeros(30), "slack": np.stack([half, np.zeros(4)])}
