"""Who takes part, with which units, and how many of these last without end: the supply side of a plan."""

from __future__ import annotations

import math
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from interpose.authority import coalition_of
from interpose.case import Case
from interpose.case.tables.evidence import Modality
from interpose.case.tables.force import Pool, UnitType
from interpose.case.tables.words import BELTS, OUTSIDE, Role
from interpose.evidence import Positions, firm_roles
from interpose.recent import recent

__all__ = [
    "RUNGS",
    "Lift",
    "Participation",
    "PoolKey",
    "PoolSupply",
    "Rung",
    "belt_of",
    "participation",
    "pledged_personnel",
    "served_at",
    "supplies",
    "window_months",
]


Rung = Literal["pledged", "ready_if", "open"]
"""How firm a position must be for its state to count: pledged and firmer; ready if, too; open, too."""

RUNGS: Mapping[Rung, Modality] = {"pledged": Modality.PLEDGED, "ready_if": Modality.READY_IF, "open": Modality.OPEN}
"""Least modality of each rung, the firmest first."""

_WITHOUT_UNITS = frozenset({"sea"})
"""Roles for which no type of unit is planned: who offers ships alone sends nothing to the line."""


@dataclass(frozen=True)
class Participation:
    """Who takes part, and why (`states.csv` or the word `position`), sorted by state; and who waits, for which conditions."""

    reasons: Mapping[str, Literal["states.csv", "position"]]
    waiting: Mapping[str, tuple[str, ...]]

    @property
    def states(self) -> tuple[str, ...]:
        """States that take part."""
        return tuple(self.reasons)


def participation(case: Case, positions: Positions, *, least_modality: int | None = None) -> Participation:
    """Say which states with units, or with a least that binds them, take part, and why.

    A state takes part by hand (`participates` in states.csv), or by a position on some role at least as firm as
    `least_modality` (the scenario's choice unless given) while the conditions on it are met. External providers that the
    scenario leaves out never do; those let in by hand from outside the country count at any firmness, since variants leave
    them out.
    """
    waiting = _waiting(case, positions)
    options = case.scenario.options
    least = options.least_modality if least_modality is None else least_modality
    bound = {code for code, state in case.states.items() if state.personnel_least}
    reasons: dict[str, Literal["states.csv", "position"]] = {}
    for code in sorted({pool.state for pool in case.pools} | bound):
        state = case.states[code]
        by_hand = state.participates == "yes" and (least <= options.least_modality or state.stands == "outside")
        firm = {part.role for part in firm_roles(case, positions.of(code), least)} - _WITHOUT_UNITS
        if (by_hand or (firm and code not in waiting)) and state.participates != "no" and code not in case.excluded_providers:
            reasons[code] = "states.csv" if by_hand else "position"
    return Participation(reasons, waiting)


@recent(4, lambda case, positions: (case, positions))
def _waiting(case: Case, positions: Positions) -> dict[str, tuple[str, ...]]:
    """Find states that stay away because a condition is not met, even if each trusts the others to join."""
    asking = {law.state for law in case.national_law if law.mandate_needed != "none"}
    if not any(position.conditions or position.state in asking for position in positions.positions):
        return {}
    coalition = coalition_of(case, positions, providers=case.providers)
    return {
        member.state: tuple(dict.fromkeys((*member.unmet, *member.needs)))
        for member in coalition.members
        if not member.in_greatest and member.state in case.states and case.states[member.state].participates == "by_position"
    }


def pledged_personnel(case: Case, positions: Positions, states: Iterable[str]) -> dict[str, float]:
    """Return the personnel that states named when they pledged, by state; those that named none are left out."""
    found: dict[str, float] = {}
    for code in states:
        position = positions.of(code)
        for name in (name for part in (position.roles if position else ()) for name in part.claims):
            claim = case.claims[name]
            named = claim.quantity_high if claim.quantity_high is not None else claim.quantity_low
            if named is not None and claim.quantity_unit == "persons":
                found[code] = max(found.get(code, 0.0), named)
    return found


DAYS_A_MONTH = 30

PoolKey = tuple[str, str, str]
"""State, unit type, and where the units are bound (empty for those that are free)."""

Lift = Literal["dwell", "notice", "caveats", "caps", "participation"]
"""A limit that may be lifted, to see what it costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolSupply:
    """A pool as a plan sees it: whole usable units of a state that are alike, each of so many persons.

    From `first_month` on each unit begins at most one tour, of `tour` months, in any `window` of months: tour, dwell and
    handover. It provides quantities of capabilities where it may stand. A station is a belt, or belt and capability
    (`depth:engineers`) where the unit stands in for others and provides that capability alone. Units `abroad` are those of a
    state that serves from outside the country. Units that are bound somewhere (`commitment`, empty for those that are free) are
    withdrawn at a price: a share of that of one such unit missing in every month.
    """

    state: str
    unit_type: str
    units: int
    personnel: int
    first_month: int
    tour: int
    window: int
    provides: tuple[tuple[str, str, float], ...]
    abroad: bool = False
    commitment: str = ""
    price: float = 0.0

    @property
    def stations(self) -> tuple[str, ...]:
        """Stations that its units may take, those of the forward belt first."""
        return tuple(dict.fromkeys(station for station, _, _ in self.provides))

    @property
    def key(self) -> PoolKey:
        """What tells its tours from those of others."""
        return (self.state, self.unit_type, self.commitment)

    def provided_at(self, station: str) -> tuple[tuple[str, float], ...]:
        """Return what a unit provides at a station: capability and quantity."""
        return tuple((capability, quantity) for where, capability, quantity in self.provides if where == station)

    def counts_inside(self, station: str) -> bool:
        """Whether a unit at a station counts among the troops in the country."""
        return not self.abroad and belt_of(station) != OUTSIDE

    def useful(self, wanted: Container[tuple[str, str]]) -> PoolSupply:
        """Return the pool with only those of its provisions that are wanted, given as (belt, capability)."""
        kept = tuple(part for part in self.provides if (belt_of(part[0]), part[1]) in wanted)
        return self if len(kept) == len(self.provides) else replace(self, provides=kept)


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


def window_months(pool: Pool, *, dwell: bool = True) -> int:
    """Return in how many months a unit begins at most one tour: tour, dwell (if it counts) and handover, in whole months."""
    months = pool.tour_months * (1 + (pool.dwell_ratio if dwell else 0.0)) + pool.handover_months
    # A sum such as 24.000000000000004 is 24 months.
    return math.ceil(round(months, 6))


def supplies(
    case: Case,
    positions: Positions,
    taking_part: Iterable[str],
    lifted: Collection[Lift] = (),
    *,
    least_modality: int | None = None,
) -> tuple[PoolSupply, ...]:
    """Read the pools of those who take part, sorted by state and unit type, units bound elsewhere after those that are free.

    The roles on which a position is firm enough (`least_modality`, the scenario's choice unless given) limit what a state's
    units do: an offer to train sends trainers alone. Pools without a whole unit, or that may stand nowhere, are left out; so
    are limits that are lifted.
    """
    within = {code: _roles(case, positions, code, least_modality) for code in taking_part}
    forbidden = {code: {each.replace(" ", "") for each in case.states[code].caveats} for code in within}
    options = case.scenario.options
    stands_in = sorted(case.substitutions, key=lambda row: row.capability) if options.substitution else []
    bound_units = sorted(case.commitments, key=lambda row: row.mission) if options.withdraw_commitments else []
    found = []
    own = (pool for pool in case.pools if pool.state in within)
    for pool in sorted(own, key=lambda pool: (pool.state, pool.unit_type)):
        unit_type, state = case.unit_types[pool.unit_type], case.states[pool.state]
        offers = [("", capability, quantity) for capability, quantity in unit_type.capabilities]
        offers += [
            (f":{row.capability}", row.capability, row.efficiency) for row in stands_in if row.unit_type == pool.unit_type
        ]
        provides = tuple(
            (f"{belt}{served}", capability, quantity)
            for belt in BELTS
            for served, capability, quantity in offers
            if "caveats" in lifted or _allowed(forbidden[pool.state], unit_type, within[pool.state], belt, capability)
        )
        free = PoolSupply(
            state=pool.state,
            unit_type=pool.unit_type,
            units=math.floor(pool.units + 1e-9),
            personnel=pool.personnel or unit_type.personnel,
            # Notice runs from the first day of month 1.
            first_month=1 if "notice" in lifted else 1 + math.ceil(pool.notice_days / DAYS_A_MONTH),
            tour=pool.tour_months,
            window=window_months(pool, dwell="dwell" not in lifted),
            provides=provides,
            abroad=state.stands == "outside",
        )
        bound = [
            replace(free, units=math.floor(row.units + 1e-9), commitment=row.mission, price=row.price)
            for row in bound_units
            if (row.state, row.unit_type) == (pool.state, pool.unit_type)
        ]
        found += [each for each in (free, *bound) if each.units and each.provides]
    return tuple(found)


def _roles(case: Case, positions: Positions, code: str, least_modality: int | None) -> set[Role | None]:
    """Return the roles on which a position is firm enough; of a state that does not count, those of which it speaks."""
    position = positions.of(code) if case.states[code].participates == "by_position" else None
    firm = firm_roles(case, position, least_modality) or ((position,) if position else ())
    return {part.role for part in firm} or {None}


_CAPABILITY_OF = {"monitor": "monitors", "training": "training", "air": "aviation"}
"""What a state may send of which the position is on this role alone; on land it may send everything."""


def _allowed(
    forbidden: Collection[str], unit_type: UnitType, roles: Collection[Role | None], belt: str, capability: str
) -> bool:
    if forbidden and not {f"{capability}@{belt}", f"{capability}@*", f"*@{belt}", "*@*"}.isdisjoint(forbidden):
        return False
    if "land" in roles or None in roles:
        return True
    if "enabler_outside" in roles and unit_type.enabler and belt != "forward":
        return True
    return any(_CAPABILITY_OF.get(role or "") == capability for role in roles)
