"""The forces that the games are asked about: what a plan sustains, what mandates require, and what could follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from interpose.case import Case
from interpose.case.tables.escalation import Assumption, Race
from interpose.deployment.movement.network import Network, network_of
from interpose.deployment.reinforcement import HomeUnits, Reinforcement, reinforce, road_km_by_state
from interpose.deterrence.names import SUPPORT
from interpose.deterrence.race.arrivals import Reserve

if TYPE_CHECKING:
    from interpose.generation import Plan
    from interpose.requirement import Requirement

__all__ = [
    "ForceFacts",
    "ForceSource",
    "Forces",
    "PlanFacts",
    "Stationed",
    "dispatched_reserves",
    "forces_of",
    "on_network",
    "planned_force",
    "read_plan",
    "required_force",
    "reserves_at_home",
]

ForceSource = Literal["plan", "requirement"]
COMBAT = ("manoeuvre", "fires", "air_defence")
"""Capabilities that reinforce a line; the rest supports and is not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceFacts:
    """A force as the games see it.

    Parameters
    ----------
    name : str
        Name for readers.
    mandate : str
        Mandate that it is for.
    persons : float
        Personnel in the country.
    forward_share : float
        Share of them in the forward belt, from 0 to 1.
    source : str
        `plan` (what the participants can do) or `requirement` (if it were met in full).
    """

    name: str
    mandate: str
    persons: float
    forward_share: float
    source: ForceSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationed:
    """Units of one kind that a state has in a belt once the build-up is over."""

    state: str
    unit_type: str
    belt: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What the games need to know of a plan.

    Parameters
    ----------
    mandate : str
        The mandate that was planned for.
    participants : tuple of str
        States that take part.
    sustained : float or None
        Personnel that the plan sustains; None where it was not reached and there are no numbers.
    stationed : tuple of Stationed
        Units in the country in the first month after the build-up.
    """

    mandate: str
    participants: tuple[str, ...]
    sustained: float | None
    stationed: tuple[Stationed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forces:
    """The forces that are asked about, and who could come to their help.

    Parameters
    ----------
    compared : tuple of ForceFacts
        The force that is attacked first, then others to compare it with; without any, nothing moves the games' numbers and
        there is no race.
    reserves : tuple of Reserve
        What could follow.
    dispatched : mapping of bool to Reinforcement
        The reserves as moves on the network of the case, with and without lift of external providers; empty where it has none.
    external_support : bool
        Whether lift and logistics of external providers are counted on.
    support : str
        Whose support that is, for readers.
    parliaments : tuple of str
        Participants whose parliament must agree beforehand.
    """

    compared: tuple[ForceFacts, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    dispatched: Mapping[bool, Reinforcement] = field(default_factory=dict)
    external_support: bool = False
    support: str = SUPPORT
    parliaments: tuple[str, ...] = ()


def read_plan(case: Case, generation: Plan) -> PlanFacts:
    """Read from a plan what the games need to know of it; nothing else of the part looks into a plan.

    Parameters
    ----------
    case : Case
        The case.
    generation : Plan
        The plan.

    Returns
    -------
    PlanFacts
        Who takes part, how many are sustained, and who stands where after the build-up.
    """
    month = min(case.scenario.options.build_up_months + 1, case.scenario.horizon_months)
    there = (row for row in generation.rotation if row.start_month <= month <= row.end_month)
    return PlanFacts(
        mandate=generation.mandate,
        participants=tuple(generation.participants),
        sustained=float(generation.force.sustained) if generation.has_numbers else None,
        stationed=tuple(Stationed(state=row.state, unit_type=row.unit_type, belt=row.belt, units=row.units) for row in there),
    )


def planned_force(case: Case, plan: PlanFacts) -> ForceFacts | None:
    """Describe the force that a plan sustains.

    Parameters
    ----------
    case : Case
        The case.
    plan : PlanFacts
        The plan.

    Returns
    -------
    ForceFacts or None
        Its sustained personnel, and the share of them in the forward belt at the end of the build-up; None where the plan
        has no numbers.
    """
    if plan.sustained is None:
        return None
    belts: Counter[str] = Counter()
    for row in plan.stationed:
        belts[row.belt] += row.units * case.unit_types[row.unit_type].personnel
    total = sum(belts.values())
    return ForceFacts(
        name="the plan",
        mandate=plan.mandate,
        persons=plan.sustained,
        forward_share=belts["forward"] / total if total else 0.0,
        source="plan",
    )


def required_force(case: Case, requirement: Requirement, mandate: str) -> ForceFacts:
    """Describe the force that a mandate requires, as if it were met in full.

    Parameters
    ----------
    case : Case
        The case.
    requirement : Requirement
        Requirements of the mandates.
    mandate : str
        Which of them.

    Returns
    -------
    ForceFacts
        Its most likely personnel, and the share of them in the forward belt.
    """
    needed = requirement.of(mandate)
    total = sum(line.personnel.mode for line in needed.lines)
    forward = sum(line.personnel.mode for line in needed.lines if line.belt == "forward")
    return ForceFacts(
        name=case.mandates[mandate].name,
        mandate=mandate,
        persons=float(needed.personnel.mode),
        forward_share=forward / total if total else 0.0,
        source="requirement",
    )


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
    found: dict[bool, Reinforcement] = {}
    for supported in (True, False):
        lenders = set(plan.participants) - case.providers - case.excluded_providers
        lenders |= case.providers | case.excluded_providers if supported else set()
        sent = reinforce(
            case,
            network,
            units,
            lenders=lenders,
            released=(share.low, share.mode, share.high),
            permits=(permits.low, permits.mode, permits.high),
        )
        if sent is not None and units:
            found[supported] = sent
    return found


def forces_of(case: Case, requirement: Requirement, plan: PlanFacts, race: Race | None = None) -> Forces:
    """List the forces that a case asks about.

    Parameters
    ----------
    case : Case
        The case.
    requirement : Requirement
        Requirements of the mandates.
    plan : PlanFacts
        The plan.
    race : Race, optional
        The race of the game; without one nobody is dispatched.

    Returns
    -------
    Forces
        The force of the plan first, then what each mandate requires; without numbers of the plan the requirement of its
        mandate stands in.
    """
    required = [required_force(case, requirement, mandate) for mandate in case.mandates]
    planned = planned_force(case, plan)
    if planned is None:
        required.sort(key=lambda force: force.mandate != plan.mandate)
    network = network_of(case, requirement)
    reserves = reserves_at_home(case, plan, road_km_by_state(case, network))
    return Forces(
        compared=tuple(required if planned is None else (planned, *required)),
        reserves=reserves,
        dispatched={} if race is None else dispatched_reserves(case, network, reserves, plan, race),
        external_support=bool(case.providers),
        support=_support(case),
        parliaments=tuple(
            state for state in plan.participants if state in case.states and case.states[state].parliament == "prior"
        ),
    )


def _support(case: Case) -> str:
    """Name the support from outside by its providers, as in French and British support."""
    providers = sorted(case.providers | case.excluded_providers)
    if not providers:
        return SUPPORT
    *others, last = (case.demonym(state) for state in providers)
    return f"{', '.join(others)} and {last} support" if others else f"{last} support"
