"""An independent check of a plan's sectors: from the case, the requirement and the plan alone, without the dealing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from math import floor
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.case.tables.words import BELTS
from interpose.generation.demand import steady_months
from interpose.generation.result import Generation
from interpose.generation.sector_result import SectorPhase, SectorTour
from interpose.generation.verify import Violation

if TYPE_CHECKING:
    from interpose.requirement import MandateRequirement, Requirement

__all__ = ["verify_sectors"]


def verify_sectors(case: Case, requirement: Requirement, plan: Generation, *, recount: bool = True) -> tuple[Violation, ...]:
    """Check the sectors of a plan against the case: whole units, nations, framework nations, caveats and shortfalls.

    Parameters
    ----------
    case : Case
        The case.
    requirement : Requirement
        What is required.
    plan : Generation
        The plan.
    recount : bool
        Whether the plan was made for the statement of requirement as it stands: only then what each sector needs can be
        counted anew.

    Returns
    -------
    tuple of Violation
        Nothing, where every rule of sectors is kept and the sectors agree with the calendar. A plan without sectors
        has nothing to break.
    """
    if not plan.has_numbers or plan.by_sector is None:
        return ()
    required = requirement.of(plan.mandate)
    return (
        *_calendar(plan),
        *_phases(case, plan.by_sector.phases),
        *_caveats(case, plan.by_sector.tours),
        *_nations(case, required, plan, recount),
        *_shortfalls(case, required, plan, recount),
    )


def _calendar(plan: Generation) -> Iterator[Violation]:
    """Every unit of the calendar stands in one sector for its whole tour, or in none."""
    assert plan.by_sector is not None  # noqa: S101 - asked before
    units: Counter[tuple[str, str, int, int, str, str, str]] = Counter()
    for row in plan.rotation:
        units[row.state, row.unit_type, row.start_month, row.end_month, row.belt, row.commitment, row.serves] += row.units
    for tour in plan.by_sector.tours:
        key = (tour.state, tour.unit_type, tour.start_month, tour.end_month, tour.belt, tour.commitment, tour.serves)
        units[key] -= tour.units
        if tour.units < 1:
            yield Violation(f"sectors: {tour.state} {tour.unit_type}: no whole unit", 1.0)
    for key in sorted(units):
        if units[key]:
            yield Violation(
                f"sectors: {key[0]} {key[1]} of month {key[2]} do not agree with the calendar", abs(float(units[key]))
            )


def _phases(case: Case, phases: tuple[SectorPhase, ...]) -> Iterator[Violation]:
    """Check that the phases follow one another, and that none of the steady state is longer than a year."""
    begin, end = steady_months(case)
    expected = 1
    for phase in phases:
        if phase.first_month != expected or phase.last_month < phase.first_month:
            yield Violation(f"sectors: the phase {phase.name} does not follow the one before", 1.0)
        expected = phase.last_month + 1
        steady = begin <= phase.first_month <= end
        if steady and (phase.last_month > end or phase.last_month - phase.first_month >= 12):
            yield Violation(f"sectors: the phase {phase.name} is too long", float(phase.last_month - phase.first_month + 1))
        if not steady and phase.first_month < begin <= phase.last_month:
            yield Violation(f"sectors: the phase {phase.name} reaches into the steady state", 1.0)
    if expected != case.scenario.horizon_months + 1:
        yield Violation("sectors: the phases do not cover the horizon", abs(float(case.scenario.horizon_months + 1 - expected)))


def _caveats(case: Case, tours: tuple[SectorTour, ...]) -> Iterator[Violation]:
    for tour in tours:
        closed = {caveat.replace(" ", "") for caveat in case.states[tour.state].caveats}
        own = [name for name, _ in case.unit_types[tour.unit_type].capabilities]
        brought = [tour.serves] if tour.serves else own
        # A unit of several capabilities may stand where one of them is forbidden in its whole belt: it then brings the rest.
        told = [name for name in brought if f"{name}@{tour.belt}" not in closed and f"{name}@*" not in closed]
        if tour.sector and (f"*@{tour.sector}" in closed or any(f"{name}@{tour.sector}" in closed for name in told)):
            yield Violation(f"sectors: {tour.state} {tour.unit_type}: caveat on {tour.sector}", float(tour.units))


def _holding(required: MandateRequirement) -> tuple[str, str] | None:
    """Name belt and capability of the troops that hold sectors, counted in persons."""
    persons: dict[tuple[str, str], float] = defaultdict(float)
    for line in required.lines:
        persons[line.belt, line.capability] += line.personnel.mode
    asked = {(row.belt, row.capability) for row in required.sectors}
    for belt in BELTS:
        able = [key for key in asked if key[0] == belt and key[1] in ("manoeuvre", "monitors")]
        if able:
            return max(able, key=lambda key: (persons[key], key))
    return None


def _brings(case: Case, tour: SectorTour, key: tuple[str, str]) -> float:
    belt, wanted = key
    if belt != tour.belt:
        return 0.0
    if tour.serves:
        stands_in = {(row.unit_type, row.capability): row.efficiency for row in case.substitutions}
        return stands_in.get((tour.unit_type, wanted), 0.0) if tour.serves == wanted else 0.0
    return sum(quantity for name, quantity in case.unit_types[tour.unit_type].capabilities if name == wanted)


def _nations(case: Case, required: MandateRequirement, plan: Generation, recount: bool) -> Iterator[Violation]:
    """Few nations a sector and phase, one of which leads, with its share of the troops and a headquarters if it sends one."""
    assert plan.by_sector is not None  # noqa: S101 - asked before
    held = _holding(required)
    if held is None:
        return
    command = (held[0], "headquarters")
    # A part of a unit in each sector means whole units in some: the requirement does not say in which.
    wanted = {row.sector for row in required.sectors if recount and (row.belt, row.capability) == command and row.quantity >= 1}
    most = case.planning_factors.get("sector_most_nations")
    share = case.planning_factors.get("framework_share")
    for phase in plan.by_sector.phases:
        nations: dict[str, set[str]] = defaultdict(set)
        months: dict[str, Counter[str]] = defaultdict(Counter)
        own: set[tuple[str, str]] = set()
        elsewhere: dict[str, list[str]] = defaultdict(list)
        leads = {row.sector: row for row in phase.leads}
        for tour in plan.by_sector.tours:
            stays = min(tour.end_month, phase.last_month) - max(tour.start_month, phase.first_month) + 1
            troops, staff = _brings(case, tour, held), _brings(case, tour, command)
            if not tour.sector or stays < 1 or not (troops or staff):
                continue
            nations[tour.sector].add(tour.state)
            if troops:
                months[tour.sector][tour.state] += round(1000 * troops * tour.units * stays)
            if staff:
                own.add((tour.sector, tour.state))
                if tour.start_month >= phase.first_month:
                    elsewhere[tour.state] += [tour.sector] * tour.units
        for sector, present in sorted(nations.items()):
            if most and len(present) > max(1, floor(most.value)):
                yield Violation(f"sectors: too many nations in {sector}, {phase.name}", float(len(present) - floor(most.value)))
        for sector, held_by in sorted(months.items()):
            lead = leads.get(sector)
            if lead is None:
                yield Violation(f"sectors: no framework nation in {sector}, {phase.name}", 1.0)
                continue
            if set(lead.nations) != nations[sector] or lead.framework_nation not in lead.nations:
                yield Violation(f"sectors: the nations of {sector}, {phase.name} do not agree with the calendar", 1.0)
            least = (share.value if share else 0.0) * sum(held_by.values())
            if held_by[lead.framework_nation] < least - 1:
                yield Violation(f"sectors: share of the framework nation of {sector}, {phase.name}", least / 1000)
        for sector, lead in sorted(leads.items()):
            # A headquarters that the lead sends elsewhere though this sector has none of its own.
            nation = lead.framework_nation
            free = [
                place
                for place in elsewhere[nation]
                if place not in wanted or place not in leads or leads[place].framework_nation != nation
            ]
            if sector in wanted and (sector, nation) not in own and free:
                yield Violation(f"sectors: {nation} leads {sector}, {phase.name}, and sends its headquarters elsewhere", 1.0)


def _shortfalls(case: Case, required: MandateRequirement, plan: Generation, recount: bool) -> Iterator[Violation]:
    """Recount what is missing by sector and month; the needs of the sectors must sum to what the belt needs."""
    assert plan.by_sector is not None  # noqa: S101 - asked before
    asked = {(row.belt, row.capability) for row in required.sectors}
    standing: dict[tuple[str, str, str, int], float] = defaultdict(float)
    for tour in plan.by_sector.tours:
        for key in asked:
            if brought := _brings(case, tour, key):
                for month in range(tour.start_month, tour.end_month + 1):
                    standing[tour.sector, *key, month] += brought * tour.units
    missing: dict[tuple[str, str, int], float] = defaultdict(float)
    for row in plan.by_sector.shortfall:
        missing[row.belt, row.capability, row.month] += row.quantity
        there = standing[row.sector, row.belt, row.capability, row.month]
        if abs(max(0.0, row.required - there) - row.quantity) > 1e-5:
            yield Violation(f"sectors: shortfall of {row.capability} in {row.sector}, month {row.month}", row.quantity)
    if recount:
        yield from _at_full_strength(case, required, plan, standing)
    in_belt: dict[tuple[str, str, int], float] = defaultdict(float)
    for short in plan.shortfall:
        in_belt[short.belt, short.capability, short.month] += short.quantity
    lost: dict[str, float] = defaultdict(float)
    for belt, capability, month in sorted({*missing, *in_belt}):
        if (belt, capability) in asked:
            more = missing[belt, capability, month] - in_belt[belt, capability, month]
            if more < -1e-5:
                yield Violation(f"sectors: less is short of {capability} in month {month} than in the belt", -more)
            lost[capability] += more
    for name in sorted({*lost, *plan.sector_loss}):
        if abs(lost[name] - plan.sector_loss.get(name, 0.0)) > 1e-4:
            yield Violation(f"sectors: what sector rules cost of {name}", abs(lost[name] - plan.sector_loss.get(name, 0.0)))


def _at_full_strength(
    case: Case, required: MandateRequirement, plan: Generation, standing: Mapping[tuple[str, str, str, int], float]
) -> Iterator[Violation]:
    """Recount each sector in the months in which the belts need all that their sectors ask for."""
    assert plan.by_sector is not None  # noqa: S101 - asked before
    told = {(row.sector, row.belt, row.capability, row.month): row.quantity for row in plan.by_sector.shortfall}
    by_sector: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in required.sectors:
        by_sector[row.belt, row.capability][row.sector] += round(row.quantity)
    for month, belt, capability, quantity in required.monthly:
        asked = by_sector.get((belt, capability))
        if not asked or sum(asked.values()) != quantity or not 1 <= month <= case.scenario.horizon_months:
            continue
        for sector, needed in sorted(asked.items()):
            key = (sector, belt, capability, month)
            missing = max(0.0, needed - standing.get(key, 0.0))
            if abs(missing - told.get(key, 0.0)) > 1e-5:
                yield Violation(
                    f"sectors: {capability} in {sector}, month {month}: counted anew", abs(missing - told.get(key, 0.0))
                )
