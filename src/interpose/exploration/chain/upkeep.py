"""What the forces of many futures consume and cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.exploration.chain.planning import PlannedFuture
from interpose.sustainment.futures import sustain_futures
from interpose.sustainment.money import basis_rows
from interpose.sustainment.supply import supply_plan

__all__ = ["Upkeep", "upkeep_of"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Upkeep:
    """Running cost of a year on the basis of what states pay, in dollars, and tonnes imported in the month that takes most."""

    cost_year: Numbers
    imported: Numbers


def upkeep_of(planned: Sequence[PlannedFuture]) -> Upkeep:
    """Say what the force of each future, all with the same months, consumes and costs."""
    months = planned[0].problem.demand.horizon
    persons = np.zeros((len(planned), months))
    for people, each in zip(persons, planned, strict=True):
        for post in each.plan.posts:
            for pool, share in post.shares:
                people[post.first_month - 1 :] += share * pool.personnel * pool.counts_inside(post.station)
    known: dict[int, tuple[Case, Numbers, Numbers, Numbers]] = {}
    found = []
    for each, people in zip(planned, persons, strict=True):
        case = each.future.case
        key = id(case.supply_rates)
        if key not in known or known[key][0].planning_factors is not case.planning_factors:
            supplied = supply_plan(case, months)
            known[key] = (case, supplied.kilograms[1], supplied.factors, supplied.imported)
        _, kilograms, factors, imported = known[key]
        rate = basis_rows(case, "calm")["national_deployed"].mode
        one = sustain_futures(people[None, :], kilograms[None, :], factors, imported, np.array([rate]))
        found.append((12 * one.cost.max(), one.imported.max()))
    cost, tonnes = zip(*found, strict=True)
    return Upkeep(cost_year=np.array(cost), imported=np.array(tonnes))
