"""Good plans for large parts: dive from the relaxation class by class, then improve a few classes at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interpose.generation.formulation import Formulation, completed
from interpose.generation.rounding import on_ground, roundings
from interpose.solver import Limits, Model, Outcome, Relaxation, solve

__all__ = ["Dived", "dive", "improve", "neighbourhoods"]

_NODES = 30
"""Nodes for a neighbourhood: what is not settled by then is left for the next."""

_FREE = 5
"""Classes that are searched at once, the others held."""

_NOTHING = 1e-6

Columns = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Dived:
    """A plan for one part, with what is proved about it.

    Parameters
    ----------
    columns : mapping of str to numpy.ndarray
        Columns of the part.
    objective : float
        Its priced shortfall.
    bound : float
        No plan of this part can be below.
    """

    columns: Columns
    objective: float
    bound: float

    @property
    def outcome(self) -> Outcome:
        """The plan as an outcome of the solver."""
        proved = self.objective - self.bound <= _NOTHING * max(1.0, abs(self.objective))
        return Outcome("optimal" if proved else "feasible", self.objective, self.bound, 0.0, self.columns, {})


def dive(
    part: Formulation, limits: Limits, seed: int, enough: float = 0.0, first: Literal["simplex", "ipm"] = "ipm"
) -> Dived | None:
    """Find a plan from the linear relaxation, whole class after whole class.

    The class whose tours can be rounded with the least change to what stands on the ground is held at them, the
    relaxation of the others is solved again from where it was, and so on; what the rounding of one class lacks, the
    others make up for. It is done twice, with the worst month held at the next whole number above the
    relaxation's and without; the better plan is taken.

    Parameters
    ----------
    part : Formulation
        The part.
    limits : Limits
        How long to look.
    seed : int
        Seed of the solver.
    enough : float
        Distance to the bound at which the first plan is good enough.
    first : str
        How the relaxation is solved: `ipm` is faster; `simplex` ends at another of its optima, and so at another plan.

    Returns
    -------
    Dived or None
        None where the relaxation has no optimum: hard rules may clash, or a limit was reached.
    """
    relaxation = Relaxation(part.model, limits, first=first, seed=seed)
    if not relaxation.solve() or relaxation.objective is None:
        return None
    bound = relaxation.objective
    best: Dived | None = None
    for held in (True, False):
        columns = _descend(part, relaxation, held)
        if columns is None:
            continue
        objective = part.model.cost(columns)
        if best is None or objective < best.objective - _NOTHING:
            best = Dived(columns, objective, bound)
        if best.objective - bound <= enough:
            break
    return best


def _steps_around(part: Formulation, worst: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the nearest values below and above that the worst month of each row can take.

    Coverage comes in whole units: where the requirement does, so does what is short; otherwise it is the fraction of the
    requirement and any number of whole units. Rows that parts of units serve may be short by anything.
    """
    below, above = worst.copy(), worst.copy()
    whole = part.whole_worst
    below[whole], above[whole] = np.floor(worst[whole] + _NOTHING), np.ceil(worst[whole] - _NOTHING)
    fraction = part.most_short[part.levels] % 1.0
    beyond = worst[part.levels] - fraction
    below[part.levels] = np.where(beyond < -_NOTHING, 0.0, fraction + np.floor(beyond + _NOTHING))
    above[part.levels] = np.where(worst[part.levels] <= _NOTHING, 0.0, fraction + np.maximum(0.0, np.ceil(beyond - _NOTHING)))
    return below, np.minimum(above, part.most_short)


def _descend(part: Formulation, relaxation: Relaxation, held: bool) -> Columns | None:
    for number in range(len(part.classes)):
        relaxation.release(f"tours {number}")
    relaxation.release("worst")
    if not relaxation.solve():
        return None
    if held:
        relaxation.bound("worst", upper=_steps_around(part, relaxation.value("worst"))[1] + _NOTHING)
        if not relaxation.solve():
            return None
    _hold_withdrawals(part, relaxation)
    tours: dict[str, NDArray[np.float64]] = {}
    left = list(range(len(part.classes)))
    persons = {state: most.copy() for state, most in part.ceilings.items()}
    known: dict[int, tuple[NDArray[np.float64], tuple[float, int, NDArray[np.float64]]]] = {}
    while left:
        for number in left:
            found = relaxation.value(f"tours {number}")
            # Most classes stand as they stood before the last solve: their roundings are known.
            capped = part.classes[number].like.state in persons
            if capped or number not in known or not np.array_equal(known[number][0], found):
                known[number] = (found, _nearest(part, found, number, persons))
        change, number, best = min((known[number][1] for number in left), key=lambda each: each[:2])
        left.remove(number)
        tours[f"tours {number}"] = best
        like = part.classes[number].like
        if like.state in persons:
            persons[like.state] -= like.personnel * on_ground(best.sum(axis=0), like.tour)
        relaxation.hold(f"tours {number}", best)
        if change > _NOTHING and not relaxation.solve():
            # A worst month that was held too low: let it go.
            relaxation.release("worst")
            if not relaxation.solve():
                return None
    return completed(part, tours)


def _nearest(
    part: Formulation, tours: NDArray[np.float64], number: int, persons: Mapping[str, NDArray[np.float64]]
) -> tuple[float, int, NDArray[np.float64]]:
    """Return the rounding of a class that changes least on the ground: by how much, the number of the class, the tours.

    `persons` are what the caps of states leave by month; a rounding that goes beyond them loses tours until it does not.
    """
    like = part.classes[number].like
    if (np.abs(tours - np.round(tours)) <= _NOTHING).all():
        return 0.0, number, np.round(tours)
    ways = roundings(tours)
    if like.state in persons:
        ways = np.array([_within(way, like.tour, persons[like.state] / like.personnel) for way in ways])
    changes = np.abs(on_ground(ways, like.tour) - on_ground(tours, like.tour)).sum(axis=(1, 2))
    best = int(changes.argmin())
    return float(changes[best]), number, ways[best]


def _within(tours: NDArray[np.float64], length: int, most: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take tours away until no more units stand on the ground in any month than may."""
    kept = tours.copy()
    for month in range(kept.shape[1]):
        for station in np.flatnonzero(kept[:, month]):
            until = slice(month, month + length)
            over = (on_ground(kept.sum(axis=0), length)[until] - most[until]).max(initial=0.0)
            kept[station, month] -= min(kept[station, month], np.ceil(max(0.0, over - _NOTHING)))
    return kept


def _hold_withdrawals(part: Formulation, relaxation: Relaxation) -> None:
    names = [name for name in part.model.column_blocks if name.startswith("withdrawn ")]
    for name in names:
        relaxation.hold(name, np.ceil(relaxation.value(name) - _NOTHING))
    if names:
        relaxation.solve()


def neighbourhoods(part: Formulation, seed: int, free: int = _FREE) -> Iterator[tuple[int, ...]]:
    """Give sets of classes to search together, without end, each class as often as any other; the seed decides the order."""
    random = np.random.default_rng(seed)
    count = len(part.classes)
    while True:
        order = random.permutation(count)
        for begin in range(0, count, free):
            yield tuple(sorted(order[begin : begin + free].tolist()))


def improve(model: Model, columns: Columns, free: Sequence[int], limits: Limits, *, absolute_gap: float, seed: int) -> Columns:
    """Search a few classes for better tours while those of the others are held.

    Parameters
    ----------
    model : Model
        The model of a part, in any of its stages.
    columns : mapping of str to numpy.ndarray
        A plan of it.
    free : sequence of int
        Classes that are searched.
    limits : Limits
        How long to look; few nodes only.
    absolute_gap : float
        What is good enough.
    seed : int
        Seed of the solver.

    Returns
    -------
    mapping of str to numpy.ndarray
        A plan that is at least as good.
    """
    searched = {f"tours {number}" for number in free}
    held = {name: columns[name] for name in model.column_blocks if name.startswith("tours ") and name not in searched}
    few = Limits(nodes=min(limits.nodes, _NODES), seconds=limits.seconds)
    outcome = solve(model, few, absolute_gap=absolute_gap, seed=seed, start=columns, held=held)
    if not outcome.has_solution or outcome.objective is None or outcome.objective > model.cost(columns) + _NOTHING:
        return columns
    return outcome.values
