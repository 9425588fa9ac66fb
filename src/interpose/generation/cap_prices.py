"""Caps paid for instead of kept: capabilities then stand alone, and each can be proved by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.cap_shares import Share
from interpose.generation.diving import Diver
from interpose.generation.formulation import Formulation
from interpose.solver import Limits

__all__ = ["proved_apart"]


def proved_apart(
    part: Formulation, shares: Sequence[Share], prices: Mapping[str, NDArray[np.float64]], limits: Limits, seed: int
) -> float | None:
    """Prove more of a part with caps than its relaxation does (Lagrangian relaxation, Geoffrion 1974).

    A plan that keeps the caps costs no more when each person is paid for and the caps are paid back. So whatever the
    prices, what the capabilities cost alone at these prices, less what is paid back, is a bound. At the prices of the
    relaxation it is that of the relaxation, and whole worst months, one capability at a time, raise it.

    Parameters
    ----------
    part : Formulation
        The part.
    shares : sequence of Share
        Its capabilities, each by itself without caps.
    prices : mapping of str to numpy.ndarray
        Duals of the caps by name of their rows, none above zero.
    limits : Limits
        How long to look.
    seed : int
        Seed of the solver.

    Returns
    -------
    float or None
        What is proved; None where a relaxation has no optimum.
    """
    arrays = part.model.arrays()
    duals = np.zeros(len(arrays.row_upper))
    for name, each in prices.items():
        first, count = part.model.row_blocks[name]
        duals[first : first + count] = each
    paid = -(arrays.matrix.T @ duals)
    total = float(duals @ np.where(duals < 0.0, arrays.row_upper, 0.0))
    for share in shares:
        cost = {f"tours {place}": paid[part.model.block(f"tours {number}")] for place, number in enumerate(share.numbers)}
        diver = Diver(replace(share.alone, model=share.alone.model.changed(cost, {})), limits, seed)
        diver.prove()
        if diver.proved is None:
            return None
        total += diver.proved
    return total
