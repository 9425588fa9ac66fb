"""Who holds sectors where more nations come than may stand in them: a search that knows it ends at plans that can be dealt."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.generation.demand import Demand
from interpose.generation.sector_need import needs_by_sector, sector_rules
from interpose.generation.sector_tours import COMMAND, held_sectors
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import Supply, belt_of

if TYPE_CHECKING:
    from interpose.requirement import MandateRequirement

__all__ = ["with_holders"]

_FILLED = 0.6
"""Share of the places for nations that is given out: units come and go, so that a nation takes more places than on average."""

_AT_ONCE = 1.2
"""How much more a nation has standing at its peak than on average."""

_NOTHING = 1e-6

Key = tuple[str, str]


def with_holders(
    case: Case, demand: Demand, required: MandateRequirement, pools: Sequence[Supply], limits: Mapping[str, StateLimit]
) -> tuple[Supply, ...]:
    """Let small nations leave the belt of the sectors to larger ones, where there are more nations than places.

    At most so many nations may stand in a sector. A plan that ignores this sends a battalion from every nation to the line,
    and loses what cannot be dealt. Nations that bring most there hold sectors; the others leave its troops and headquarters
    to them and serve elsewhere, as long as both together, on average, can still do as much. This is no rule: it guides the
    search of large parts, whose bounds are those of the plan in which all may stand everywhere.

    Parameters
    ----------
    case : Case
        The case: the planning factor `sector_most_nations`.
    demand : Demand
        What is required.
    required : MandateRequirement
        What each sector requires.
    pools : sequence of Supply
        The pools.
    limits : mapping of str to StateLimit
        Limits of states: a nation brings at most what its cap lets stand.

    Returns
    -------
    tuple of Supply
        The pools; those of nations that hold no sector leave its stations.
    """
    most_nations = sector_rules(case).most_nations
    names, needs = needs_by_sector(demand, required)
    held = held_sectors(demand, tuple(needs))
    if held is None or not most_nations:
        return tuple(pools)
    ruled = [held, *([command] if (command := (held[0], COMMAND)) in needs else [])]
    standing = {capability: _standing(pools, limits, (belt, capability)) for belt, capability in ruled}
    sizes = {state: size for state, (size, _) in standing[held[1]].items() if size > _NOTHING}
    places = most_nations * int((needs[held].max(axis=1) > 0).sum())
    if len(sizes) <= places:
        return tuple(pools)
    # What a nation's place in a sector holds, if it stands there alone.
    one = float(demand.quantity[held].max()) / max(1, len(names))
    holders: set[str] = set()
    taken = 0
    for state in sorted(sizes, key=lambda state: (-sizes[state], state)):
        taken += max(1, math.ceil(_AT_ONCE * sizes[state] / one))
        if taken > _FILLED * places and all(_enough(demand, key, standing[key[1]], holders) for key in ruled):
            break
        holders.add(state)
    return tuple(pool if pool.state in holders else replace(pool, leaves=_stations(pool, ruled)) for pool in pools)


def _stations(pool: Supply, ruled: Sequence[Key]) -> tuple[str, ...]:
    """Return the stations at which a pool serves what counts among the nations of a sector."""
    served = [station for station, capability, _ in pool.provides if (belt_of(station), capability) in ruled]
    return tuple(dict.fromkeys(served))


def _standing(pools: Sequence[Supply], limits: Mapping[str, StateLimit], key: Key) -> dict[str, tuple[float, float]]:
    """Return what the units of each state keep standing on average, within its cap: at this belt, and at the others alone."""
    persons: dict[str, float] = defaultdict(float)
    for pool in pools:
        persons[pool.state] += _share_away(pool) * pool.units * pool.personnel
    found: dict[str, tuple[float, float]] = {}
    for pool in pools:
        brought = {belt_of(station): quantity for station, capability, quantity in pool.provides if capability == key[1]}
        if not brought:
            continue
        most = limits[pool.state].most if pool.state in limits else None
        within = 1.0 if most is None else min(1.0, most / max(1.0, persons[pool.state]))
        here, elsewhere = found.get(pool.state, (0.0, 0.0))
        units = _share_away(pool) * pool.units * within
        others = max((quantity for belt, quantity in brought.items() if belt != key[0]), default=0.0)
        found[pool.state] = (here + units * brought.get(key[0], 0.0), elsewhere + units * others)
    return found


def _share_away(pool: Supply) -> float:
    return min(1.0, pool.tour / pool.window)


def _enough(demand: Demand, key: Key, standing: Mapping[str, tuple[float, float]], holders: set[str]) -> bool:
    """Say whether holders at the belt and all others elsewhere do on average what all could do anywhere."""
    here = float(demand.quantity[key].max())
    elsewhere = sum(float(months.max()) for other, months in demand.quantity.items() if other[1] == key[1] and other != key)
    able = sum(most for state, (most, _) in standing.items() if state in holders)
    rest = sum(most for state, (_, most) in standing.items() if state not in holders)
    anywhere = sum(max(each) for each in standing.values())
    line = min(here, able)
    return line + min(elsewhere, rest + able - line) >= min(here + elsewhere, anywhere) - _NOTHING
