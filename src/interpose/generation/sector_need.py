"""What each sector needs in each month, and the phases for which a nation keeps its sectors."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.generation.demand import Demand, demand

if TYPE_CHECKING:
    from interpose.requirement import MandateRequirement

__all__ = ["Phase", "SectorRules", "needs_by_sector", "phases", "sector_rules", "spread", "spread_of_mandate"]

LONGEST_PHASE_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase: its name, and its first and last month."""

    name: str
    first_month: int
    last_month: int


@dataclass(frozen=True, slots=True)
class SectorRules:
    """Rules of sectors.

    Parameters
    ----------
    most_nations : int
        Most nations of the rules in a sector and phase; 0 where there is no such rule.
    least_share : float
        Least share of the unit-months of manoeuvre in a sector and phase that its framework nation provides.
    """

    most_nations: int
    least_share: float


def sector_rules(case: Case) -> SectorRules:
    """Read the rules of sectors from the planning factors; a rule whose factor a case lacks does not hold."""
    most = case.planning_factors.get("sector_most_nations")
    share = case.planning_factors.get("framework_share")
    return SectorRules(max(1, math.floor(most.value)) if most else 0, min(1.0, max(0.0, share.value)) if share else 0.0)


def phases(need: Demand) -> tuple[Phase, ...]:
    """Divide the months of a plan into build-up, steady state and drawdown.

    Parameters
    ----------
    need : Demand
        The months of the whole requirement.

    Returns
    -------
    tuple of Phase
        In order; a steady state longer than 12 months is divided as evenly as can be into phases of at most 12.
    """
    found = []
    first, last = need.steady_from, need.steady_until
    if first > 1:
        found.append(Phase("build-up", 1, first - 1))
    parts = math.ceil((last - first + 1) / LONGEST_PHASE_MONTHS)
    edges = [first + (last - first + 1) * part // parts for part in range(parts + 1)]
    for part in range(parts):
        name = "steady state" if parts == 1 else f"steady state {part + 1}"
        found.append(Phase(name, edges[part], edges[part + 1] - 1))
    if last < need.horizon:
        found.append(Phase("drawdown", last + 1, need.horizon))
    return tuple(found)


def needs_by_sector(
    need: Demand, required: MandateRequirement
) -> tuple[tuple[str, ...], Mapping[tuple[str, str], NDArray[np.float64]]]:
    """Spread the requirement of each month over the sectors.

    Parameters
    ----------
    need : Demand
        Units by belt, capability and month.
    required : MandateRequirement
        What each sector requires: the weights.

    Returns
    -------
    tuple of str
        Sectors in the order of the requirement.
    mapping of (belt, capability) to numpy.ndarray
        Units by sector and month, shape (sectors, horizon); they sum to the demand. A part of the demand that no
        sector asks for is left out.
    """
    names = tuple(dict.fromkeys(row.sector for row in required.sectors))
    place = {name: number for number, name in enumerate(names)}
    weights: dict[tuple[str, str], NDArray[np.float64]] = {}
    for row in required.sectors:
        weights.setdefault((row.belt, row.capability), np.zeros(len(names)))[place[row.sector]] += row.quantity
    return names, {
        key: spread(months, weights[key]) for key, months in need.quantity.items() if key in weights and weights[key].sum() > 0
    }


def spread_of_mandate(case: Case, required: MandateRequirement) -> dict[str, float]:
    """Return the unit-months that each sector needs over the whole plan, at the scenario's own level.

    Parameters
    ----------
    case : Case
        The case.
    required : MandateRequirement
        What the mandate requires.
    """
    names, needs = needs_by_sector(demand(case, required, case.scenario.options.requirement_level), required)
    return {name: sum(float(need[place].sum()) for need in needs.values()) for place, name in enumerate(names)}


def spread(months: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread quantities over sectors in whole units: a sector never loses a unit as the total grows.

    Parameters
    ----------
    months : numpy.ndarray
        Quantity by month.
    weights : numpy.ndarray
        Weight of each sector.

    Returns
    -------
    numpy.ndarray
        Shape (sectors, months). The next unit goes where the weight over the units given plus a half is largest
        (Sainte-Laguë), the first sector where they tie; a part of a unit goes where the next one would.

    Examples
    --------
    >>> import numpy as np
    >>> spread(np.array([1.0, 3.0, 5.0]), np.array([2.0, 1.0, 2.0])).T.tolist()
    [[1.0, 0.0, 0.0], [1.0, 1.0, 1.0], [2.0, 1.0, 2.0]]
    """
    found = np.zeros((len(weights), len(months)))
    given, whole = np.zeros(len(weights)), 0
    order: Sequence[int] = np.argsort(months, kind="stable").tolist()
    for month in order:
        units = math.floor(months[month] + 1e-9)
        while whole < units:
            given[np.argmax(weights / (given + 0.5))] += 1
            whole += 1
        found[:, month] = given
        rest = float(months[month]) - units
        if rest > 1e-9:
            found[np.argmax(weights / (given + 0.5)), month] += rest
    return found
