"""What a plan leaves at home, and its dispatch on the network of the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from interpose.case import Case
from interpose.case.tables.escalation import Assumption, Race
from interpose.deployment.movement.network import Network
from interpose.deployment.movement.routes import AllRoutes
from interpose.deployment.reinforcement import HomeUnits, Reinforcement, reinforce
from interpose.deterrence.race.arrivals import Reserve
from interpose.deterrence.race.plan_facts import PlanFacts

__all__ = ["dispatched_reserves", "on_network", "reserves_at_home"]

COMBAT = ("manoeuvre", "fires", "air_defence")
"""Capabilities that reinforce a line; the rest supports and is not counted."""


def reserves_at_home(case: Case, plan: PlanFacts, ways: Mapping[str, float] | None = None) -> tuple[Reserve, ...]:
    """List the combat units of the participants that a plan leaves at home.

    Parameters
    ----------
    case : Case
        The case.
    plan : PlanFacts
        The plan.
    ways : mapping of str to float, optional
        Way of each state to where the force stands (km); those without one come over the distance of the race.

    Returns
    -------
    tuple of Reserve
        By state, type and notice, external providers left out: their support is a switch of its own. Units between two tours
        are among them; the share that is released is a number of the race.
    """
    if plan.sustained is None:
        return ()
    providers = case.providers | case.excluded_providers
    away: Counter[tuple[str, str]] = Counter()
    for row in plan.stationed:
        away[row.state, row.unit_type] += row.units
    found = []
    for pool in case.pools:
        unit = case.unit_types[pool.unit_type]
        if pool.state in providers or pool.state not in plan.participants or unit.capabilities[0][0] not in COMBAT:
            continue
        left = max(0.0, pool.units - away[pool.state, pool.unit_type])
        reserve = Reserve(
            state=pool.state,
            persons=left * (pool.personnel or unit.personnel),
            notice_days=float(pool.notice_days),
            unit_type=pool.unit_type,
            units=left,
            way_km=(ways or {}).get(pool.state),
        )
        found += [reserve] if left > 0 else []
    return tuple(sorted(found, key=lambda each: (each.state, each.notice_days, each.unit_type)))


def on_network(case: Case, race: Race) -> Race:
    """Take permits and reception of the race from the factors of movement, which hold for the deployment too.

    Parameters
    ----------
    case : Case
        The case.
    race : Race
        The race as the game states it.

    Returns
    -------
    Race
        With one range for one thing.
    """
    taken = {"permit_days": "permit_days", "reception_days": "rsoi_days"}
    found = {}
    for name, factor_name in taken.items():
        row = case.move_factors[factor_name]
        low, high = (row.value if end is None else end for end in (row.low, row.high))
        found[name] = Assumption(
            low=low, mode=row.value, high=high, unit="days", basis=row.basis, source=row.source or "move_factors.csv"
        )
    return race.model_copy(update=found)


def dispatched_reserves(
    case: Case, network: Network, reserves: Sequence[Reserve], plan: PlanFacts, race: Race
) -> dict[bool, Reinforcement]:
    """Send the reserves over the network of the case, with and without lift of external providers.

    Parameters
    ----------
    case : Case
        The case.
    network : Network
        Its ways.
    reserves : sequence of Reserve
        What may be sent.
    plan : PlanFacts
        The plan, whose participants lend their lift.
    race : Race
        Ranges of the share that is released and of permits, between whose ends the race reads.

    Returns
    -------
    dict of bool to Reinforcement
        By whether external lift is there; empty where the network does not reach the host or nobody is at home.
    """
    units = [
        HomeUnits(
            state=each.state,
            unit_type=each.unit_type,
            units=each.units,
            persons=each.persons / each.units,
            notice_days=round(each.notice_days),
        )
        for each in reserves
    ]
    share, permits = race.reserve_share, race.permit_days
    all_routes = AllRoutes(case, network)
    found: dict[bool, Reinforcement] = {}
    for supported in (True, False):
        lenders = set(plan.participants) - case.providers - case.excluded_providers
        lenders |= case.providers | case.excluded_providers if supported else set()
        sent = reinforce(
            case,
            all_routes,
            units,
            lenders=lenders,
            released=(share.low, share.mode, share.high),
            permits=(permits.low, permits.mode, permits.high),
        )
        if sent is not None and units:
            found[supported] = sent
    return found
