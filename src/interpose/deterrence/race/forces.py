"""The forces that the games are asked about: what a plan sustains, what mandates require, and what could follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from interpose.authority.national_law import parliament_rule
from interpose.case import Case
from interpose.case.tables.escalation import Race
from interpose.deployment.movement.network import Network, network_of
from interpose.deployment.reinforcement import Reinforcement, road_km_by_state
from interpose.deterrence.names import SUPPORT
from interpose.deterrence.race.arrivals import Reserve
from interpose.deterrence.race.plan_facts import PlanFacts
from interpose.deterrence.race.reserves import dispatched_reserves, reserves_at_home

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["ForceFacts", "ForceSource", "Forces", "forces_of", "planned_force", "required_force"]

AIR_DEFENCE = "air_defence"
_ASKED_FIRST = ("prior", "prior_by_promise")

ForceSource = Literal["plan", "requirement"]


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
        Share of them in the forward belt or holding the line from another one, from 0 to 1.
    source : str
        `plan` (what the participants can do) or `requirement` (if it were met in full).
    air_defence : float
        Personnel of air defence among them.
    """

    name: str
    mandate: str
    persons: float
    forward_share: float
    source: ForceSource
    air_defence: float = 0.0


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


def planned_force(case: Case, requirement: Requirement, plan: PlanFacts) -> ForceFacts | None:
    """Describe the force that a plan sustains.

    Parameters
    ----------
    case : Case
        The case.
    requirement : Requirement
        Requirements of the mandates, for who holds the line.
    plan : PlanFacts
        The plan.

    Returns
    -------
    ForceFacts or None
        Its sustained personnel, the share of them that can be probed and what defends against aircraft at the end of the
        build-up; None where the plan has no numbers.
    """
    if plan.sustained is None:
        return None
    holding = _holding(case, requirement, plan.mandate)
    total = exposed = defending = 0.0
    for row in plan.stationed:
        unit = case.unit_types[row.unit_type]
        capability, persons = unit.capabilities[0][0], row.units * unit.personnel
        total += persons
        exposed += persons if row.belt == "forward" or (capability, row.belt) in holding else 0.0
        defending += persons if capability == AIR_DEFENCE else 0.0
    return ForceFacts(
        name="the plan",
        mandate=plan.mandate,
        persons=plan.sustained,
        forward_share=exposed / total if total else 0.0,
        source="plan",
        air_defence=defending,
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
        Its most likely personnel, the share of them that can be probed, and what defends against aircraft.
    """
    needed, holding = requirement.of(mandate), _holding(case, requirement, mandate)
    total = sum(line.personnel.mode for line in needed.lines)
    exposed = sum(
        line.personnel.mode for line in needed.lines if line.belt == "forward" or (line.capability, line.belt) in holding
    )
    return ForceFacts(
        name=case.mandates[mandate].name,
        mandate=mandate,
        persons=float(needed.personnel.mode),
        forward_share=exposed / total if total else 0.0,
        source="requirement",
        air_defence=sum(line.personnel.mode for line in needed.lines if line.capability == AIR_DEFENCE),
    )


def _holding(case: Case, requirement: Requirement, mandate: str) -> set[tuple[str, str]]:
    """Name capabilities and belts that a mandate counts by the length of the line: they hold it, wherever they stand."""
    drivers = {(each.id, rule.id): rule.driver for each in case.mandates.values() for rule in each.rules}
    return {
        (line.capability, line.belt)
        for line in requirement.of(mandate).lines
        if drivers.get((line.mandate, line.rule)) == "per_line_km"
    }


def forces_of(
    case: Case, requirement: Requirement, plan: PlanFacts, race: Race | None = None, network: Network | None = None
) -> Forces:
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
    network : Network, optional
        The network of the case, where it is measured already.

    Returns
    -------
    Forces
        The force of the plan first, then what each mandate requires; without numbers of the plan the requirement of its
        mandate stands in.
    """
    required = [required_force(case, requirement, mandate) for mandate in case.mandates]
    planned = planned_force(case, requirement, plan)
    if planned is None:
        required.sort(key=lambda force: force.mandate != plan.mandate)
    network = network or network_of(case, requirement)
    reserves = reserves_at_home(case, plan, road_km_by_state(case, network))
    return Forces(
        compared=tuple(required if planned is None else (planned, *required)),
        reserves=reserves,
        dispatched={} if race is None else dispatched_reserves(case, network, reserves, plan, race),
        external_support=bool(case.providers),
        support=_support(case),
        parliaments=tuple(
            state
            for state in plan.participants
            if parliament_rule(case, state, case.scenario.as_of, case.routes.get(case.scenario.route)) in _ASKED_FIRST
        ),
    )


def _support(case: Case) -> str:
    """Name the support from outside by its providers, as in French and British support."""
    providers = sorted(case.providers | case.excluded_providers)
    if not providers:
        return SUPPORT
    *others, last = (case.demonym(state) for state in providers)
    return f"{', '.join(others)} and {last} support" if others else f"{last} support"
