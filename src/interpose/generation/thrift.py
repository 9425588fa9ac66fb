"""The third stage: of the plans that are as good and strain the pools as little, the one that costs least."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.generation.formulation import Formulation
from interpose.generation.stress import Relief, stage_relaxation
from interpose.solver import Limits, Status, solve

__all__ = ["Thrift", "least_cost"]

_ENOUGH = 0.01
_MOST_NODES = 20


@dataclass(frozen=True)
class Thrift:
    """What the third stage came to for one part of a plan.

    Parameters
    ----------
    columns : mapping of str to numpy.ndarray
        Columns of the part.
    value : float
        Cost of the persons on the ground.
    bound : float or None
        What is proved of it.
    status : str
        One of the six words.
    """

    columns: Mapping[str, NDArray[np.float64]]
    value: float
    bound: float | None
    status: Status


def least_cost(part: Formulation, relief: Relief, month_of_a_person: float, limits: Limits, seed: int) -> Thrift:
    """Lessen the cost of the persons on the ground; neither shortfalls nor peaks may become worse.

    The second stage looks at months too, with little weight, so there is seldom much to gain: the relaxation says how
    much at most, and whole numbers are searched only where that is worth it.

    Parameters
    ----------
    part : Formulation
        The part.
    relief : Relief
        Its solution in the second stage.
    month_of_a_person : float
        Cost of one person for one month.
    limits : Limits
        How long to look; the third stage looks at few nodes only.
    seed : int
        Seed of the solver.

    Returns
    -------
    Thrift
        The cheaper plan, or the second stage's own where none was found.
    """
    horizon = part.model.column_blocks["short"][1][1]
    cost: dict[str, NDArray[np.float64]] = {name: np.zeros(shape) for name, (_, shape) in relief.model.column_blocks.items()}
    for number, group in enumerate(part.classes):
        persons = sum(member.personnel * member.units for member in group.members) / group.units
        months = np.minimum(group.like.tour, horizon - np.arange(horizon))
        cost[f"tours {number}"] = np.broadcast_to(month_of_a_person * persons * months, cost[f"tours {number}"].shape)
    value = sum(float((cost[name] * relief.columns[name]).sum()) for name in cost)
    held = {f"peak {number}": relief.columns[f"peak {number}"] for number in range(len(part.classes))}
    cheaper = relief.model.changed(cost, held)
    relaxed = stage_relaxation(part, cheaper, limits, seed)
    if part.large or relaxed.proved is None or value - relaxed.proved <= max(_ENOUGH * value, 1e-6):
        proved = relaxed.proved is not None and value - relaxed.proved <= 1e-6 * max(1.0, value)
        bound = None if relaxed.proved is None else min(relaxed.proved, value)
        return Thrift(relief.columns, value, bound, "optimal" if proved else "feasible")
    few = Limits(nodes=min(limits.nodes, _MOST_NODES), seconds=limits.seconds)
    third = solve(cheaper, few, absolute_gap=_ENOUGH * value, seed=seed, start=relief.columns)
    if third.has_solution and third.objective is not None and third.objective < value:
        return Thrift({name: third.value(name) for name in cost}, third.objective, third.bound, third.status)
    bounds = [each for each in (third.bound, relaxed.proved) if each is not None]
    return Thrift(relief.columns, value, max(bounds), "feasible")
