"""Limits on the personnel of states, what follows from them because units come whole, and headquarters that stay at home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.classes import PoolClass
from interpose.generation.model.crews import commands, kept_at_home
from interpose.generation.problem.demand import Demand
from interpose.generation.problem.planning_problem import Problem, StateLimit
from interpose.solver import Model, Terms

__all__ = ["limit_rows", "rows_of_last_headquarters"]

_WHOLE_UNITS = 6
"""Up to so many parts a cap is divided into, to say how many whole units fit."""


def limit_rows(model: Model, demand: Demand, limits: Mapping[str, StateLimit], persons: Mapping[str, Terms]) -> tuple[str, ...]:
    """Add the limits on the personnel of states.

    Parameters
    ----------
    model : Model
        The model; rows are added to it.
    demand : Demand
        Horizon and steady months.
    limits : mapping of str to StateLimit
        Limits of states.
    persons : mapping of str to Terms
        Persons of each state on the ground by month.

    Returns
    -------
    tuple of str
        Names of the limits that can clash with others.
    """
    names = []
    for state, limit in sorted(limits.items()):
        there = persons.get(state, Terms.sum((), demand.horizon))
        if limit.most is not None and state in persons:
            names.append(f"cap of {state}: at most {limit.most:,.0f} persons")
            rows, upper = _cap_rows(there, limit.most)
            model.constrain(names[-1], rows, upper=upper)
        if limit.least is not None:
            names.append(f"least of {state}: at least {limit.least:,.0f} persons after the build-up")
            model.constrain(names[-1], there.within(demand.steady), lower=limit.least)
    return tuple(names)


def _cap_rows(persons: Terms, most: float) -> tuple[Terms, NDArray[np.float64]]:
    """Return the rows of a cap by month with what follows from it because units come whole, and their upper bounds.

    At most k units stand there that each take more than the cap divided by k + 1; a unit that takes more than j
    such parts counts j times (Chvátal 1973). With k = 0, a unit above the cap never comes.
    """
    rows, upper = [persons], [most]
    for count in range(_WHOLE_UNITS if most > 1 else 0):

        def parts(each: NDArray[np.float64], part: float = most / (count + 1)) -> NDArray[np.float64]:
            return np.ceil(each / part - 1e-9) - 1.0

        whole = persons.mapped(parts)
        if len(whole.value):
            rows.append(whole)
            upper.append(float(count))
    return Terms.stacked(rows), np.repeat(upper, persons.size)


def rows_of_last_headquarters(model: Model, problem: Problem, groups: Sequence[PoolClass], there: Sequence[Terms]) -> None:
    """Let a state keep its last headquarters at home.

    Parameters
    ----------
    model : Model
        The model; rows are added to it.
    problem : Problem
        With the rules that hold.
    groups : sequence of PoolClass
        Classes; headquarters of one are those of one state.
    there : sequence of Terms
        Units of each class on the ground by month.
    """
    heads = {number: group.like.state for number, group in enumerate(groups) if commands(group.like)}
    for state in sorted(set(heads.values())):
        numbers, most = [number for number in heads if heads[number] == state], kept_at_home(problem, state)
        if most is not None and sum(groups[number].units for number in numbers) > most:
            away = Terms.sum([there[number] for number in numbers], problem.demand.horizon)
            model.constrain(f"last headquarters of {state}", away, upper=most)
