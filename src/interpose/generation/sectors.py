"""Who stands in which sector, and who leads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.generation.demand import Demand
from interpose.generation.result import RotationRow, SectorLead
from interpose.generation.supply import BELTS, Supply
from interpose.solver import Limits, Model, Status, solve

if TYPE_CHECKING:
    from interpose.requirement import MandateRequirement

__all__ = ["assign_sectors"]

MOST_NATIONS = 3
"""Most nations in a sector: each brings its own supply and its own rules."""

LEAST_SHARE = 1 / 3
"""Least share of a sector's units that its framework nation provides."""

_STAND = ("manoeuvre", "monitors")
_MISPLACED, _NO_HEADQUARTERS, _FAR = 10.0, 2.0, 0.01


def assign_sectors(
    demand: Demand,
    required: MandateRequirement,
    pools: Sequence[Supply],
    rotation: Sequence[RotationRow],
    limits: Limits,
    seed: int,
) -> tuple[tuple[SectorLead, ...], Status]:
    """Assign the contributors of the troops that stand on the ground to sectors, one framework nation each.

    Parameters
    ----------
    demand : Demand
        What is required.
    required : MandateRequirement
        What each sector requires.
    pools : sequence of Supply
        The pools.
    rotation : sequence of RotationRow
        The calendar.
    limits : Limits
        How long to look.
    seed : int
        Seed of the solver.

    Returns
    -------
    tuple of SectorLead
        Sectors in the order of the requirement, those that get any unit. Units are whole; the shortage is shared by
        all sectors; at most three nations share a sector; a framework nation provides a third of it at least, and
        preferably a headquarters.
    str
        Status of the assignment.
    """
    key = _standing_troops(demand)
    needed = _needed(required, key) if key else {}
    if key is None or not needed:
        return (), "optimal"
    units = _mean_units(demand, pools, rotation, key)
    if not units:
        return (), "optimal"
    targets = _targets(np.array(list(needed.values())), sum(units.values()))
    able = {row.state for row in rotation if "headquarters" in row.unit_type}
    sectors = [name for name, target in zip(needed, targets, strict=True) if target > 0]
    return _solve(sectors, targets[targets > 0], units, able, limits, seed)


def _standing_troops(demand: Demand) -> tuple[str, str] | None:
    """Return belt and capability of the troops that hold sectors: the largest of manoeuvre and monitors, forward first."""
    for belt in BELTS:
        found = [
            (float(months.max()) * demand.price[key[1]], key)
            for key, months in demand.quantity.items()
            if key[0] == belt and key[1] in _STAND
        ]
        if found:
            return max(found)[1]
    return None


def _needed(required: MandateRequirement, key: tuple[str, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in required.sectors:
        if (row.belt, row.capability) == key and row.quantity > 0:
            found[row.sector] = found.get(row.sector, 0.0) + row.quantity
    return found


def _mean_units(
    demand: Demand, pools: Sequence[Supply], rotation: Sequence[RotationRow], key: tuple[str, str]
) -> dict[str, int]:
    """Return the units that each state has on the ground in an average month after the build-up, in whole units."""
    types = {(pool.state, pool.unit_type) for pool in pools if any((belt, name) == key for belt, name, _ in pool.provides)}
    months: dict[str, float] = defaultdict(float)
    for row in rotation:
        if row.belt == key[0] and (row.state, row.unit_type) in types:
            months[row.state] += row.units * max(
                0, min(row.end_month, demand.steady_until) - max(row.start_month, demand.steady_from) + 1
            )
    mean = {state: months[state] / demand.steady_months for state in sorted(months)}
    whole = {state: int(value) for state, value in mean.items()}
    left = round(sum(mean.values())) - sum(whole.values())
    for state in sorted(mean, key=lambda state: (whole[state] - mean[state], state))[: max(0, left)]:
        whole[state] += 1
    return {state: count for state, count in whole.items() if count}


def _targets(needed: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Share whole units out in proportion to need, by largest remainder, never more than is needed."""
    total = min(total, int(np.ceil(needed.sum() - 1e-9)))
    ideal = needed * total / needed.sum()
    whole = np.floor(ideal + 1e-9).astype(np.int64)
    order = np.argsort(whole - ideal, kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return np.asarray(whole, dtype=np.int64)


def _solve(
    sectors: Sequence[str], targets: NDArray[np.int64], units: dict[str, int], able: set[str], limits: Limits, seed: int
) -> tuple[tuple[SectorLead, ...], Status]:
    states = sorted(units, key=lambda state: (-units[state], state))
    have = np.array([units[state] for state in states], dtype=np.float64)
    shape = (len(states), len(sectors))
    model = Model()
    place = np.arange(len(sectors)) / max(1, len(sectors))
    rank = (np.cumsum(have) - have / 2) / have.sum()
    far = _FAR * np.abs(place[None, :] - rank[:, None])
    without = np.array([0.0 if state in able else _NO_HEADQUARTERS for state in states])
    stand = model.columns("units", shape, upper=np.minimum(have[:, None], targets[None, :]), whole=True)
    present = model.columns("present", shape, upper=1.0, cost=1.0 + far, whole=True)
    lead = model.columns("lead", shape, upper=1.0, cost=np.broadcast_to(without[:, None], shape), whole=True)
    short = model.columns("short", (len(sectors),), cost=_MISPLACED)
    no_lead = model.columns("no lead", (len(sectors),), upper=1.0, cost=_MISPLACED)
    state_row, sector_row = (part.ravel() for part in np.indices(shape))
    each, sector = np.arange(stand.size), np.arange(len(sectors))
    ones = np.ones(stand.size)
    model.rows("units of a state", state_row, stand.ravel(), 1.0, upper=have)
    rows = np.concatenate([sector_row, sector])
    exactly = targets.astype(np.float64)
    model.rows("need of a sector", rows, np.concatenate([stand.ravel(), short]), 1.0, lower=exactly, upper=exactly)
    most = np.minimum(have[:, None], targets[None, :]).ravel().astype(np.float64)
    pairs, both = np.tile(each, 2), np.concatenate([stand.ravel(), present.ravel()])
    model.rows("units only where present", pairs, both, np.concatenate([ones, -most]), upper=0.0 * ones)
    model.rows("nations in a sector", sector_row, present.ravel(), 1.0, upper=np.full(len(sectors), float(MOST_NATIONS)))
    share = np.maximum(1.0, np.ceil(np.broadcast_to(targets[None, :] * LEAST_SHARE, shape) - 1e-9)).ravel()
    led = np.concatenate([stand.ravel(), lead.ravel()])
    model.rows("share of the framework nation", pairs, led, np.concatenate([ones, -share]), lower=0.0 * ones)
    one = np.ones(len(sectors))
    model.rows("a framework nation", rows, np.concatenate([lead.ravel(), no_lead]), 1.0, lower=one, upper=one)
    few = Limits(nodes=min(limits.nodes, 5), seconds=limits.seconds)
    outcome = solve(model, few, absolute_gap=0.25 * len(sectors), seed=seed)
    if not outcome.has_solution:
        return (), outcome.status
    standing, leads = np.rint(outcome.value("units")), np.rint(outcome.value("lead"))
    found = []
    for number, name in enumerate(sectors):
        nations = [states[row] for row in np.argsort(-standing[:, number], kind="stable") if standing[row, number] > 0]
        leading = [states[row] for row in np.flatnonzero(leads[:, number])]
        if nations:
            found.append(SectorLead(name, (leading or nations)[0], tuple(nations)))
    return tuple(found), outcome.status
