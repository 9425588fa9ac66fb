"""The second stage: of the plans that are as good, the one that strains the pools least."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.generation.formulation import Formulation
from interpose.generation.neighbourhoods import in_turn
from interpose.generation.rounding import spans
from interpose.generation.supply import AMERICAN, SupplyClass
from interpose.solver import Incumbent, Limits, Model, Outcome, Relaxation, Status, solve

__all__ = ["Relief", "least_stress", "stage_relaxation"]

_AMERICAN_LAST = 3.0
"""How much heavier an American person weighs: what others can do without a shortfall, they do."""

_EFFORT = 0.01
"""Weight of a person who is deployed all the time, against one at the peak: it settles what the peaks leave open."""

_ENOUGH = 0.02
_FREE = 3
_MOST_NODES = 50


@dataclass(frozen=True)
class Relief:
    """What the second stage came to for one part of a plan.

    Parameters
    ----------
    model : Model
        The part with the peaks of its classes.
    columns : mapping of str to numpy.ndarray
        Columns of the part.
    value : float
        Persons at the peaks of the classes, with a small part for their months.
    bound : float or None
        What is proved of it.
    status : str
        One of the six words.
    """

    model: Model
    columns: Mapping[str, NDArray[np.float64]]
    value: float
    bound: float | None
    status: Status


def least_stress(part: Formulation, outcome: Outcome, limits: Limits, seed: int) -> Relief:
    """Lessen the peak use of each pool; no month may become worse than the first stage left it.

    A plan that sends all units of a state at once and none for the rest of the time is as good, by the shortfall alone,
    as one that sends a few at a time. Planners want the second: a contingent that relieves itself, and a pool that is
    never emptied. American units come last, so that what is left to them is what others cannot do.

    Parameters
    ----------
    part : Formulation
        The part.
    outcome : Outcome
        Its solution in the first stage.
    limits : Limits
        How long to look; the second stage looks at few nodes only.
    seed : int
        Seed of the solver.

    Returns
    -------
    Relief
        The better plan, or the first stage's own where none was found.
    """
    model, horizon = part.model, part.model.column_blocks["short"][1][1]
    start = {name: outcome.value(name) for name in model.column_blocks}
    effort = {name: np.zeros(model.column_blocks[name][1]) for name in ("short", "worst")}
    if "level" in model.column_blocks:
        effort["level"] = np.zeros(model.column_blocks["level"][1])
    for number, group in enumerate(part.classes):
        months = np.minimum(group.like.tour, horizon - np.arange(horizon)) / horizon
        effort[f"tours {number}"] = np.broadcast_to(
            _EFFORT * _weight(group) * months, model.column_blocks[f"tours {number}"][1]
        )
    # What is withdrawn stays as the first stage left it, and costs nothing more.
    held = [name for name in model.column_blocks if name in ("short", "worst") or name.startswith("withdrawn ")]
    effort |= {name: np.zeros(1) for name in held if name.startswith("withdrawn ")}
    better = model.changed(effort, {name: start[name] + 1e-9 for name in held})
    for number, group in enumerate(part.classes):
        start[f"peak {number}"] = _peak_rows(better, number, group, horizon, start[f"tours {number}"])
    value = sum(float((effort[name] * start[name]).sum()) for name in effort)
    value += sum(_weight(group) * float(start[f"peak {number}"][0]) for number, group in enumerate(part.classes))
    if part.large:
        return _class_by_class(part, better, start, value, limits, seed)
    few = Limits(nodes=min(limits.nodes, _MOST_NODES), seconds=limits.seconds)
    second = solve(better, few, absolute_gap=_ENOUGH * value, seed=seed, start=start)
    if second.has_solution and second.objective is not None and second.objective <= value:
        return Relief(better, {name: second.value(name) for name in start}, second.objective, second.bound, second.status)
    return Relief(better, start, value, second.bound, "feasible")


def _class_by_class(
    part: Formulation, model: Model, start: Mapping[str, NDArray[np.float64]], value: float, limits: Limits, seed: int
) -> Relief:
    """Lessen the peaks of a large part a few classes at a time, each once; the relaxation says what is left to gain."""
    relaxed = stage_relaxation(part, model, limits, seed)
    incumbent, count, seen = Incumbent(model, start), len(part.classes), 0
    few = Limits(nodes=min(limits.nodes, _MOST_NODES), seconds=limits.seconds)
    for free in in_turn(range(count), _FREE, np.random.default_rng(seed)):
        gain = None if relaxed.proved is None else value - relaxed.proved
        if seen >= count or (gain is not None and gain <= _ENOUGH * value):
            break
        columns = np.concatenate(
            [incumbent.columns(f"{kind} {number}").ravel() for number in free for kind in ("tours", "peak")]
        )
        value -= incumbent.better(columns, few, absolute_gap=_ENOUGH * value * len(free) / count, seed=seed)
        seen += len(free)
    return Relief(model, incumbent.values, incumbent.objective, relaxed.proved, "feasible")


def stage_relaxation(part: Formulation, model: Model, limits: Limits, seed: int) -> Relaxation:
    """Solve the relaxation of a later stage, which proves how far the stage can go at most."""
    relaxed = Relaxation(model, limits, first="interior" if part.large else "simplex", seed=seed)
    relaxed.solve()
    return relaxed


def _weight(group: SupplyClass) -> float:
    """Return the persons of a unit, American ones weighed heavier."""
    persons = sum(member.personnel * member.units for member in group.members) / group.units
    return persons * (_AMERICAN_LAST if group.like.state == AMERICAN else 1.0)


def _peak_rows(model: Model, number: int, group: SupplyClass, horizon: int, tours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add the peak of a class: at least the units on the ground in each month. Return the peak of the plan so far."""
    columns = model.block(f"tours {number}")
    belts = len(columns)
    begin, month = spans(np.arange(horizon), group.like.tour)
    peak = model.columns(f"peak {number}", (1,), upper=[float(group.units)], cost=[_weight(group)])
    model.rows(
        f"peak {number}",
        np.concatenate([np.tile(month, belts), np.arange(horizon)]),
        np.concatenate([*(line[begin] for line in columns), np.repeat(peak, horizon)]),
        np.concatenate([np.ones(belts * len(month)), -np.ones(horizon)]),
        upper=np.zeros(horizon),
    )
    on_ground = sum((np.convolve(line, np.ones(group.like.tour))[:horizon] for line in tours), np.zeros(horizon))
    return np.array([on_ground.max(initial=0.0)])
