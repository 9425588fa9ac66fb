"""Who takes part, and with which units: the supply side of a plan."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from interpose.authority import coalition_of
from interpose.case import Case
from interpose.case.tables.force import Commitment, Pool, State, UnitType
from interpose.case.tables.words import BELTS
from interpose.evidence import Positions

__all__ = [
    "AMERICAN",
    "PLEDGED",
    "Lifted",
    "Supply",
    "SupplyClass",
    "belt_of",
    "classes",
    "participants",
    "pledged_personnel",
    "served_at",
    "supplies",
    "waiting",
    "window_months",
]

AMERICAN = "USA"
PLEDGED = 4
"""Modality from which a position is a pledge."""

DAYS_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Lifted:
    """Which limits are lifted, to see what they cost."""

    dwell: bool = False
    notice: bool = False
    caveats: bool = False
    caps: bool = False
    participation: bool = False


@dataclass(frozen=True, slots=True)
class Supply:
    """A pool as the plan sees it.

    Parameters
    ----------
    state, unit_type : str
        Whose units, of which type.
    units : int
        Whole usable units.
    personnel : int
        Persons in one unit.
    first_month : int
        First month in which a tour can begin.
    tour : int
        Months of a tour.
    window : int
        In any so many months each unit begins at most one tour.
    provides : tuple of (station, capability, quantity)
        What a unit brings where it may stand. A station is a belt, or belt and capability (`depth:engineers`) where
        the unit stands in for others and brings that capability alone.
    commitment : str
        Where the units are bound unless they are withdrawn; empty for those that are free.
    price : float
        Price of withdrawing one unit, as a share of the price of one such unit missing in every month.
    leaves : tuple of str
        Stations that it leaves to others where that costs nothing. This is no rule: it guides the search.
    """

    state: str
    unit_type: str
    units: int
    personnel: int
    first_month: int
    tour: int
    window: int
    provides: tuple[tuple[str, str, float], ...]
    commitment: str = ""
    price: float = 0.0
    leaves: tuple[str, ...] = ()

    @property
    def stations(self) -> tuple[str, ...]:
        """Stations that its units may take, those of the forward belt first."""
        return tuple(dict.fromkeys(station for station, _, _ in self.provides))

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells its tours from those of others."""
        return (self.state, self.unit_type, self.commitment)


def belt_of(station: str) -> str:
    """Return the belt of a station.

    Examples
    --------
    >>> belt_of("depth:engineers"), served_at("depth:engineers"), served_at("depth")
    ('depth', 'engineers', '')
    """
    return station.partition(":")[0]


def served_at(station: str) -> str:
    """Return the capability for which a unit stands in at a station; empty where it does its own work."""
    return station.partition(":")[2]


@dataclass(frozen=True, slots=True)
class SupplyClass:
    """Pools whose units are alike for the plan: any of them can take any tour of the class.

    A set of tours can be worked off by pools that are alike if and only if it can be by one pool of all their units,
    since each unit begins at most one tour in each window. So the solver sees one pool, and the tours are shared out
    afterwards.
    """

    members: tuple[Supply, ...]

    @property
    def units(self) -> int:
        """Units of all members together."""
        return sum(member.units for member in self.members)

    @property
    def like(self) -> Supply:
        """Return a member, for what all have in common."""
        return self.members[0]


def waiting(case: Case, positions: Positions, american_enablers: bool) -> dict[str, tuple[str, ...]]:
    """Find states that stay away because a condition on what they said is not met, even if each trusts the others to join.

    Parameters
    ----------
    case : Case
        The case; who takes part by hand (`participates`) waits for nothing.
    positions : Positions
        What the states have said.
    american_enablers : bool
        Whether the United States supports the force.

    Returns
    -------
    dict of str to tuple of str
        The conditions that keep a state away, sorted by state. They are read and judged as for the coalition of the willing.
    """
    if not any(position.conditions for position in positions.positions):
        return {}
    providers = case.providers | {AMERICAN} if american_enablers else case.providers - {AMERICAN}
    coalition = coalition_of(case, positions, providers=providers)
    return {
        member.state: tuple(dict.fromkeys((*member.unmet, *member.needs)))
        for member in coalition.members
        if not member.in_greatest and member.state in case.states and case.states[member.state].participates == "by_position"
    }


def participants(
    case: Case,
    positions: Positions,
    american_enablers: bool,
    least_modality: int | None = None,
    away: Collection[str] = (),
) -> dict[str, str]:
    """Say which states take part, and why.

    Parameters
    ----------
    case : Case
        The case; `participates` of its states overrules their positions.
    positions : Positions
        What the states have said.
    american_enablers : bool
        Whether American units may take part.
    least_modality : int, optional
        How firm a position must be; the scenario's choice unless given. Where it is given, a `yes` in `states.csv` is
        no substitute for a position.
    away : collection of str
        States that stay away while their conditions are not met: see `waiting`.

    Returns
    -------
    dict of str to str
        Reason by state, sorted by state: `states.csv` or the word `position`.
    """
    least = case.scenario.options.least_modality if least_modality is None else least_modality
    found: dict[str, str] = {}
    bound = {code for code, state in case.states.items() if state.personnel_least}
    for code in sorted({pool.state for pool in case.pools} | bound):
        state = case.states[code]
        if code == AMERICAN and not american_enablers:
            continue
        if state.participates == "yes" and least_modality is None:
            found[code] = "states.csv"
        elif state.participates != "no":
            position = positions.of(code)
            if position and position.modality is not None and position.modality >= least and code not in away:
                found[code] = "position"
    return found


def pledged_personnel(case: Case, positions: Positions, taking_part: Iterable[str]) -> dict[str, float]:
    """Return the personnel that states named when they pledged, by state; those that named none are left out.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What the states have said.
    taking_part : iterable of str
        States that take part.
    """
    found: dict[str, float] = {}
    for code in taking_part:
        position = positions.of(code)
        for name in position.claims if position else ():
            claim = case.claims[name]
            named = claim.quantity_high if claim.quantity_high is not None else claim.quantity_low
            if named is not None and claim.quantity_unit == "persons":
                found[code] = max(found.get(code, 0.0), named)
    return found


def window_months(pool: Pool, *, dwell: bool = True) -> int:
    """Return in how many months a unit begins at most one tour: tour, dwell and handover, in whole months.

    Parameters
    ----------
    pool : Pool
        The pool.
    dwell : bool
        Whether the time at home counts.
    """
    months = pool.tour_months * (1 + (pool.dwell_ratio if dwell else 0.0)) + pool.handover_months
    # A sum such as 24.000000000000004 is 24 months.
    return math.ceil(round(months, 6))


def first_month(pool: Pool) -> int:
    """Return the first month in which a tour can begin; notice runs from the first day of month 1."""
    return 1 + math.ceil(pool.notice_days / DAYS_A_MONTH)


def supplies(case: Case, positions: Positions, taking_part: Iterable[str], lifted: Lifted | None = None) -> tuple[Supply, ...]:
    """Read the pools of those who take part.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What the states have said; the role of a position limits what a state's units do.
    taking_part : iterable of str
        States that take part.
    lifted : Lifted, optional
        Limits that are lifted.

    Returns
    -------
    tuple of Supply
        Sorted by state and unit type, units that are bound elsewhere after those that are free; pools without a whole
        unit, or that may stand nowhere, are left out.
    """
    lifted = lifted or Lifted()
    within = set(taking_part)
    stands_in, commitments = _stands_in(case), _withdrawable(case)
    found = []
    for pool in sorted(case.pools, key=lambda pool: (pool.state, pool.unit_type)):
        units = math.floor(pool.units + 1e-9)
        if pool.state not in within or (units < 1 and (pool.state, pool.unit_type) not in commitments):
            continue
        unit_type = case.unit_types[pool.unit_type]
        position = positions.of(pool.state)
        role = position.role if position and case.states[pool.state].participates == "by_position" else None
        offers = [("", capability, quantity) for capability, quantity in unit_type.capabilities]
        offers += [(f":{capability}", capability, quantity) for capability, quantity in stands_in.get(pool.unit_type, ())]
        provides = tuple(
            (f"{belt}{served}", capability, quantity)
            for belt in BELTS
            for served, capability, quantity in offers
            if lifted.caveats or _allowed(case.states[pool.state], unit_type, role, belt, capability)
        )
        if not provides:
            continue
        own = Supply(
            pool.state,
            pool.unit_type,
            units,
            pool.personnel or unit_type.personnel,
            1 if lifted.notice else first_month(pool),
            pool.tour_months,
            window_months(pool, dwell=not lifted.dwell),
            provides,
        )
        if units:
            found.append(own)
        found += [
            replace(own, units=math.floor(bound.units + 1e-9), commitment=bound.mission, price=bound.price)
            for bound in commitments.get((pool.state, pool.unit_type), ())
        ]
    return tuple(found)


def _stands_in(case: Case) -> dict[str, list[tuple[str, float]]]:
    """Return what units do in place of others, where the scenario allows it, by unit type."""
    found: dict[str, list[tuple[str, float]]] = {}
    for row in sorted(case.substitutions, key=lambda row: (row.unit_type, row.capability)):
        if case.scenario.options.substitution:
            found.setdefault(row.unit_type, []).append((row.capability, row.efficiency))
    return found


def _withdrawable(case: Case) -> dict[tuple[str, str], list[Commitment]]:
    """Return whole units bound elsewhere that the scenario allows to be withdrawn, by state and unit type."""
    found: dict[tuple[str, str], list[Commitment]] = {}
    for row in sorted(case.commitments, key=lambda row: (row.state, row.unit_type, row.mission)):
        if case.scenario.options.withdraw_commitments and row.units >= 1 - 1e-9:
            found.setdefault((row.state, row.unit_type), []).append(row)
    return found


def _allowed(state: State, unit_type: UnitType, role: str | None, belt: str, capability: str) -> bool:
    forbidden = {f"{capability}@{belt}", f"{capability}@*", f"*@{belt}", "*@*"}
    if forbidden & {caveat.replace(" ", "") for caveat in state.caveats}:
        return False
    if role == "monitor":
        return capability == "monitors"
    if role == "training":
        return capability == "training"
    if role == "enabler_outside":
        return unit_type.enabler and belt != "forward"
    return True


def classes(pools: Sequence[Supply], apart: Iterable[str], wanted: Mapping[tuple[str, str], object]) -> tuple[SupplyClass, ...]:
    """Put together the pools that are alike.

    Parameters
    ----------
    pools : sequence of Supply
        The pools.
    apart : iterable of str
        States whose pools stay by themselves, because a limit of the state binds.
    wanted : mapping by (belt, capability)
        What is required; the rest of what a unit brings is left out.

    Returns
    -------
    tuple of SupplyClass
        In a fixed order.
    """
    single = set(apart)
    groups: dict[tuple[object, ...], list[Supply]] = {}
    for pool in pools:
        useful = tuple(part for part in pool.provides if (belt_of(part[0]), part[1]) in wanted)
        if not useful:
            continue
        mine = (pool.state, pool.personnel, "") if pool.state in single else ("", 0, "")
        if pool.commitment:
            mine = (pool.state, pool.personnel, pool.commitment)
        stations = {station for station, _, _ in useful}
        leaves = tuple(station for station in pool.leaves if station in stations)
        key = (useful, pool.tour, pool.window, pool.first_month, mine, leaves)
        groups.setdefault(key, []).append(replace(pool, provides=useful, leaves=leaves))
    ordered = sorted(groups.items(), key=lambda item: item[0])
    return tuple(SupplyClass(tuple(members)) for _, members in ordered)
