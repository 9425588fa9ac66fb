"""The largest force that can be sustained: how far the requirement could be scaled and still be held every month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from interpose.generation.demand import Demand
from interpose.generation.formulation import rotation_rows
from interpose.generation.rounding import spans
from interpose.generation.state_limits import StateLimit, limit_rows
from interpose.generation.supply import Supply, belt_of, classes
from interpose.solver import Limits, Model, Status, solve

__all__ = ["Largest", "largest_scale", "scaled"]

_STANDS = ("manoeuvre", "monitors")
"""Capabilities that stand on the ground: the size of a force is counted in them, what enables it follows."""

_MOST = 100.0


@dataclass(frozen=True, slots=True)
class Largest:
    """How far the requirement can be scaled.

    Parameters
    ----------
    scale : float
        Part of the requirement that can be held in every month after the build-up; above 1 where more can be.
    bound : float or None
        No more than this can be.
    status : str
        One of the six words.
    """

    scale: float
    bound: float | None
    status: Status


def largest_scale(
    demand: Demand, pools: Sequence[Supply], limits_of_states: Mapping[str, StateLimit], limits: Limits, gap: float, seed: int
) -> Largest:
    """Find how much of the requirement for troops on the ground can be held in every month after the build-up.

    Parameters
    ----------
    demand : Demand
        What is required; its belts keep their proportion.
    pools : sequence of Supply
        Pools of those who take part.
    limits_of_states : mapping of str to StateLimit
        Limits on the personnel of states; units that enable others are not counted against them here.
    limits : Limits
        How long to look.
    gap : float
        Distance to the bound that is good enough, as a share of the requirement.
    seed : int
        Seed of the solver.

    Returns
    -------
    Largest
        The part of the requirement; 0 where nobody has such units.
    """
    core = {key: months for key, months in demand.quantity.items() if key[1] in _STANDS}
    if not core:
        core = dict(demand.quantity)
    horizon, model = demand.horizon, Model()
    scale = model.columns("scale", (1,), upper=_MOST, cost=-1.0)
    groups = classes(pools, limits_of_states, core)
    numbers = {key: number for number, key in enumerate(core)}
    rows, columns, values = [], [], []
    for number, group in enumerate(groups):
        like, stations = group.like, group.like.stations
        upper = np.full((len(stations), horizon), float(group.units))
        upper[:, : like.first_month - 1] = 0.0
        tours = model.columns(f"tours {number}", upper.shape, upper=upper, whole=True)
        begin, month = spans(np.arange(horizon), like.tour)
        for station, capability, quantity in like.provides:
            rows.append(numbers[belt_of(station), capability] * horizon + month)
            columns.append(tours[stations.index(station)][begin])
            values.append(np.full(len(month), quantity))
        rotation_rows(model, number, group, tours, demand)
    needed = np.array(list(core.values()))
    held = np.zeros_like(needed)
    held[:, demand.steady] = needed[:, demand.steady]
    every = np.arange(held.size)
    model.rows(
        "held",
        np.concatenate([every, *rows]),
        np.concatenate([np.repeat(scale, held.size), *columns]),
        np.concatenate([-held.ravel(), *values]),
        lower=np.zeros(held.size),
    )
    only_most = {state: replace(limit, least=None) for state, limit in limits_of_states.items()}
    limit_rows(model, demand, only_most, groups)
    outcome = solve(model, limits, absolute_gap=gap, seed=seed)
    if outcome.objective is None:
        return Largest(0.0, None, outcome.status)
    # Rounded down, so that what is planned for can be held.
    found = float(np.floor(-outcome.objective * 1e6) / 1e6)
    return Largest(max(0.0, found), None if outcome.bound is None else -outcome.bound, outcome.status)


def scaled(demand: Demand, scale: float) -> Demand:
    """Return the requirement as a part, or a multiple, of itself."""
    return replace(demand, quantity={key: np.round(months * scale, 6) for key, months in demand.quantity.items()})
