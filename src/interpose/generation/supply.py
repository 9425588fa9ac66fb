"""Who takes part, and with which units: the supply side of a plan."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from interpose.case import Case
from interpose.case.tables.force import Pool, State, UnitType
from interpose.evidence import Positions

__all__ = ["AMERICAN", "BELTS", "Relaxation", "Supply", "SupplyClass", "classes", "participants", "supplies", "window_months"]

BELTS = ("forward", "depth")
AMERICAN = "USA"
DAYS_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Relaxation:
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
    provides : tuple of (belt, capability, quantity)
        What a unit brings where it may stand.
    """

    state: str
    unit_type: str
    units: int
    personnel: int
    first_month: int
    tour: int
    window: int
    provides: tuple[tuple[str, str, float], ...]

    @property
    def belts(self) -> tuple[str, ...]:
        """Belts in which its units may stand."""
        present = {belt for belt, _, _ in self.provides}
        return tuple(belt for belt in BELTS if belt in present)


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


def participants(case: Case, positions: Positions, american_enablers: bool) -> dict[str, str]:
    """Say which states take part, and why.

    Parameters
    ----------
    case : Case
        The case; `participates` of its states overrules their positions.
    positions : Positions
        What the states have said.
    american_enablers : bool
        Whether American units may take part.

    Returns
    -------
    dict of str to str
        Reason by state, sorted by state: `states.csv` or the word `position`.
    """
    found: dict[str, str] = {}
    bound = {code for code, state in case.states.items() if state.personnel_least}
    for code in sorted({pool.state for pool in case.pools} | bound):
        state = case.states[code]
        if code == AMERICAN and not american_enablers:
            continue
        if state.participates == "yes":
            found[code] = "states.csv"
        elif state.participates == "by_position":
            position = positions.of(code)
            if position and position.modality is not None and position.modality >= case.scenario.options.least_modality:
                found[code] = "position"
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


def supplies(
    case: Case, positions: Positions, taking_part: Iterable[str], lifted: Relaxation | None = None
) -> tuple[Supply, ...]:
    """Read the pools of those who take part.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What the states have said; the role of a position limits what a state's units do.
    taking_part : iterable of str
        States that take part.
    lifted : Relaxation, optional
        Limits that are lifted.

    Returns
    -------
    tuple of Supply
        Sorted by state and unit type; pools without a whole unit, or that may stand nowhere, are left out.
    """
    lifted = lifted or Relaxation()
    within = set(taking_part)
    found = []
    for pool in sorted(case.pools, key=lambda pool: (pool.state, pool.unit_type)):
        units = math.floor(pool.units + 1e-9)
        if pool.state not in within or units < 1:
            continue
        unit_type = case.unit_types[pool.unit_type]
        position = positions.of(pool.state)
        role = position.role if position and case.states[pool.state].participates == "by_position" else None
        provides = tuple(
            (belt, capability, quantity)
            for belt in BELTS
            for capability, quantity in unit_type.capabilities
            if lifted.caveats or _allowed(case.states[pool.state], unit_type, role, belt, capability)
        )
        if provides:
            found.append(
                Supply(
                    pool.state,
                    pool.unit_type,
                    units,
                    pool.personnel or unit_type.personnel,
                    1 if lifted.notice else first_month(pool),
                    pool.tour_months,
                    window_months(pool, dwell=not lifted.dwell),
                    provides,
                )
            )
    return tuple(found)


def _allowed(state: State, unit_type: UnitType, role: str | None, belt: str, capability: str) -> bool:
    forbidden = {f"{capability}@{belt}", f"{capability}@*", f"*@{belt}", "*@*"}
    if forbidden & {caveat.replace(" ", "") for caveat in state.caveats}:
        return False
    if role == "monitor":
        return capability == "monitors"
    if role == "training":
        return capability == "training"
    if role == "enabler_outside":
        return unit_type.enabler and belt == "depth"
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
        useful = tuple(part for part in pool.provides if (part[0], part[1]) in wanted)
        if not useful:
            continue
        mine = (pool.state, pool.personnel) if pool.state in single else ("", 0)
        key = (useful, pool.tour, pool.window, pool.first_month, mine)
        groups.setdefault(key, []).append(replace(pool, provides=useful))
    ordered = sorted(groups.items(), key=lambda item: item[0])
    return tuple(SupplyClass(tuple(members)) for _, members in ordered)
