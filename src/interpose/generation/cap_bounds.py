"""What whole units and whole worst months prove of a part in which caps tie capabilities together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from interpose.generation.cap_shares import Share
from interpose.generation.formulation import Formulation
from interpose.solver import Limits, Model, Relaxation

__all__ = ["proved_of_whole_units"]

_NOTHING = 1e-4

Floats = NDArray[np.float64]


def proved_of_whole_units(
    part: Formulation, shares: Sequence[Share], relaxed: Mapping[str, Floats], limits: Limits, seed: int
) -> float | None:
    """Prove more of a part with caps than its relaxation does.

    The worst month of a capability is short by a whole number of units: by at most the one below the relaxation's, or by at
    least the one above. Any mixture of plans is a mixture of two for each capability, one of either kind, so the relaxation of
    such mixtures, with the caps kept by all together, is a bound (disjunctive programming, Balas 1979).

    Parameters
    ----------
    part : Formulation
        The part; what follows from its caps, since units come whole, may be among its limits.
    shares : sequence of Share
        Its capabilities, each by itself without caps.
    relaxed : mapping of str to numpy.ndarray
        Columns of its relaxation.
    limits : Limits
        How long to look.
    seed : int
        Seed of the solver.

    Returns
    -------
    float or None
        What is proved; None where the relaxation has no optimum.
    """
    arrays, model = part.model.arrays(), Model()
    blocks = [part.model.row_blocks[name] for name in part.limits]
    rows = np.concatenate([np.arange(first, first + count) for first, count in blocks])
    caps = arrays.matrix.tocsr()[rows].tocsc()
    entries: list[tuple[NDArray[np.integer], NDArray[np.int64], Floats]] = []
    for number, share in enumerate(shares):
        own = [part.keys.index(key) for key in share.alone.keys]
        tours = [
            (part.model.block(f"tours {joint}").ravel(), share.alone.model.block(f"tours {place}").ravel())
            for place, joint in enumerate(share.numbers)
        ]
        joint, alone = (np.concatenate([pair[index] for pair in tours]) for index in range(2))
        counted = caps[:, joint].tocoo()
        row, column = counted.coords
        plans = _mixed(model, number, share.alone, relaxed["worst"][own])
        entries.extend((row, columns[alone[column]], counted.data) for columns in plans)
    every = [np.concatenate([each[index] for each in entries]) for index in range(3)]
    model.rows("caps", *every, upper=arrays.row_upper[rows])
    relaxation = Relaxation(model, limits, first="interior", seed=seed)
    return relaxation.proved if relaxation.solve() else None


def _mixed(model: Model, number: int, alone: Formulation, worst: Floats) -> list[NDArray[np.int64]]:
    """Add a capability as a mixture of two plans, or as one where its worst month is whole already; return their columns."""
    given = alone.model.arrays()
    together = [(float(worst[list(rows)].sum()), rows) for rows in alone.whole_together]
    broken = [(value - np.floor(value + _NOTHING), value, rows) for value, rows in together]
    fraction, value, rows = max(broken, default=(0.0, 0.0, ()), key=lambda each: each[0])
    entries = given.matrix.tocoo()
    row, column = entries.coords
    if fraction <= _NOTHING:
        columns = model.columns(f"plan {number}", (len(given.cost),), lower=given.lower, upper=given.upper, cost=given.cost)
        model.rows(f"plan {number}", row, columns[column], entries.data, lower=given.row_lower, upper=given.row_upper)
        return [columns]
    below = float(np.floor(value + _NOTHING))
    shares = model.columns(f"shares {number}", (2,), upper=1.0)
    model.rows(f"shares {number}", [0, 0], shares, 1.0, lower=[1.0], upper=[1.0])
    found = []
    for side, (level, sign) in enumerate(((below, 1.0), (below + 1.0, -1.0))):
        name = f"plan {number}, {side}"
        columns = model.columns(name, (len(given.cost),), upper=given.upper, cost=given.cost)
        for bound, low in ((given.row_lower, True), (given.row_upper, False)):
            # A plan's share of what its rows ask for.
            some = np.flatnonzero(np.isfinite(bound))
            place = np.full(len(bound), -1)
            place[some] = np.arange(len(some))
            mine = place[row] >= 0
            model.rows(
                f"{name}, {'least' if low else 'most'}",
                np.concatenate([place[row[mine]], np.arange(len(some))]),
                np.concatenate([columns[column[mine]], np.repeat(shares[side], len(some))]),
                np.concatenate([entries.data[mine], -bound[some]]),
                **{"lower" if low else "upper": np.zeros(len(some))},
            )
        worst_months = columns[alone.model.block("worst")[list(rows)]]
        model.rows(
            f"{name}, worst month",
            np.zeros(len(worst_months) + 1),
            np.append(worst_months, shares[side]),
            sign * np.append(np.ones(len(worst_months)), -level),
            upper=[0.0],
        )
        found.append(columns)
    return found
