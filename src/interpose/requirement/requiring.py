"""How many: the area surveyed once, every mandate of the case sized on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from interpose.case import Case, loaded
from interpose.case.quantities import Range
from interpose.case.read.missions import PlanningReference
from interpose.case.read.precedents import load_precedents
from interpose.case.tables.force import PlanningFactor
from interpose.case.tables.words import OUTSIDE, MandateClass
from interpose.errors import UsageError
from interpose.limits import LIMITS
from interpose.requirement.area import AreaResult
from interpose.requirement.overrides import state
from interpose.requirement.precedents.authorised import peak_of_authorised
from interpose.requirement.precedents.estimate import PrecedentEstimate, PrecedentSizes, read_sizes
from interpose.requirement.result import MandateRequirement, Requirement, RequirementLine
from interpose.requirement.rules import Measures, apply_rules
from interpose.requirement.statement import Phases
from interpose.requirement.survey import survey

__all__ = ["ALONE", "NEEDED_FACTORS", "measures_of", "precedents_of_line", "require", "require_on", "sum_personnel"]

NEEDED_FACTORS = (
    "axes",
    "drawdown_months",
    "line_length_factor",
    "road_factor",
    "support_tail",
    "terrain_weight_forest",
    "terrain_weight_mountain",
    "terrain_weight_open",
    "terrain_weight_reservoir",
    "terrain_weight_river",
    "terrain_weight_urban",
)
"""Planning factors that this part reads."""


def require(case: Case) -> Requirement:
    """Say how many are needed, where and when, for every mandate of a case.

    Parameters
    ----------
    case : Case
        The case: its line, options, mandates, unit types and planning factors.

    Returns
    -------
    Requirement
        The area cut into belts and sectors, and a statement of requirement for each mandate.

    Raises
    ------
    UsageError
        Where a planning factor is missing, a combination is circular, the belts swallow the host state, or a rule asks for more
        units than any force has; or the case was not loaded.

    Examples
    --------
    >>> from interpose.case import load
    >>> need = require(load("ukraine-2024")).of("interpose")
    >>> need.personnel.low < need.personnel.mode < need.personnel.high
    True
    """
    _check_factors(loaded(case).planning_factors)
    area = survey(case)
    measures = measures_of(case, area)
    ceiling = peak_of_authorised(case.precedents, case.scenario.options.authorised)
    sized = (
        replace(need, authorised=ceiling if need.id == case.scenario.mandate else None)
        for need in (_size(case, mandate, area, measures) for mandate in sorted(case.mandates))
    )
    return Requirement(area, _beside_precedents(case, tuple(sized), measures))


def require_on(case: Case, area: AreaResult, mandates: Iterable[str]) -> Requirement:
    """Size mandates on ground that is surveyed already, for many futures of one case; precedents are left out.

    Parameters
    ----------
    case : Case
        The case: options, mandates, unit types and planning factors.
    area : AreaResult
        Its ground, as `resurveyed` gives it.
    mandates : iterable of str
        Mandates that are sized.

    Returns
    -------
    Requirement
        The numbers of `require`, for these mandates.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.requirement.survey import survey
    >>> case = load("ukraine-2024")
    >>> alone = require_on(case, survey(case), ["observe"]).of("observe")
    >>> alone.personnel == require(case).of("observe").personnel
    True
    """
    measures = measures_of(case, area)
    return Requirement(area, tuple(_size(case, mandate, area, measures) for mandate in mandates))


def measures_of(case: Case, area: AreaResult) -> Measures:
    """Collect what the rules multiply: lengths, sectors, hubs, axes, distance and population of the case."""
    return Measures(
        line_km=area.planned_line_km,
        sectors=len(area.sectors),
        hubs=len(case.area.hubs),
        axes=case.planning_factors["axes"].as_range,
        supply_km=area.supply_km,
        population=area.population,
        quiet=case.scenario.options.quiet,
        line_inputs=("requirement.planned_line_km",),
    )


def _size(case: Case, mandate_id: str, area: AreaResult, measures: Measures) -> MandateRequirement:
    mandate, scenario = case.mandates[mandate_id], case.scenario
    derived = apply_rules(mandate, measures, case.unit_types, case.mandates)
    options = scenario.options
    phases = Phases(
        level=options.requirement_level,
        horizon_months=scenario.horizon_months,
        build_up_months=options.build_up_months,
        drawdown_months=options.drawdown_over(round(case.planning_factors["drawdown_months"].value)),
        build_up=options.build_up,
        drawdown=options.drawdown,
    )
    rows = [row for row in case.requirements if row.mandate == mandate.id]
    stated = state(derived, rows, case.unit_types, area.sectors, phases)
    for line in stated.lines:
        if line.quantity.high > LIMITS.required_units:
            what = f"the rule {line.rule!r} of {mandate.id} asks for {line.quantity.high:,.0f} units of {line.unit_type}"
            raise UsageError(what, f"correct its value or spacing; {LIMITS.required_units:,} units are the most that are sized")
    personnel = sum_personnel(line for line in stated.lines if line.belt != OUTSIDE)
    outside = sum_personnel(line for line in stated.lines if line.belt == OUTSIDE)
    return MandateRequirement(
        id=mandate.id,
        name=mandate.name,
        task=mandate.task,
        personnel=personnel,
        personnel_outside=outside,
        lines=stated.lines,
        sectors=stated.sectors,
        monthly=stated.monthly,
        stated_months=stated.stated_months,
        personnel_with_tail=personnel.times(case.planning_factors["support_tail"].as_range),
    )


def sum_personnel(lines: Iterable[RequirementLine]) -> Range:
    """Add up persons, bounds by bounds."""
    return sum((line.personnel for line in lines), Range.exactly(0))


def _check_factors(factors: Mapping[str, PlanningFactor]) -> None:
    missing = [name for name in NEEDED_FACTORS if name not in factors]
    if missing:
        raise UsageError(f"planning factors are missing: {', '.join(missing)}", "restore them in planning_factors.csv")


ALONE = "No mission with this task is among the precedents: the rules stand alone."
"""What is said of a mandate without a class, such as one that reassures or deters."""


def _beside_precedents(case: Case, needs: Sequence[MandateRequirement], measures: Measures) -> tuple[MandateRequirement, ...]:
    """Set the precedents of its class beside each mandate.

    Parameters
    ----------
    case : Case
        Its mandates say their class, its route who leads, and its precedents may hold rows of its own.
    needs : sequence of MandateRequirement
        What the rules ask for.
    measures : Measures
        Length of line and people.

    Returns
    -------
    tuple of MandateRequirement
        Each with its precedent, or with the reason why there is none. Neither changes what the rules ask for.
    """
    if not any(case.mandates[need.id].precedents for need in needs):
        return tuple(replace(need, without_precedent=ALONE) for need in needs)
    sizes = read_sizes(case.precedents)
    alliance = case.routes[case.scenario.route].alliance_led
    ground = (measures.line_km.mode, float(measures.population or 0))
    found = []
    for need in needs:
        told, why = _beside(sizes, case.mandates[need.id].precedents, ground, alliance, need.personnel.mode)
        found.append(replace(need, precedent=told, without_precedent=why))
    return tuple(found)


def precedents_of_line(
    reference: PlanningReference, sized: Sequence[tuple[str, Range]], line_km: float, *, alliance: bool
) -> dict[str, tuple[PrecedentEstimate | None, str | None]]:
    """Set the shipped precedents beside mandates that were sized on a bare line.

    Parameters
    ----------
    reference : PlanningReference
        Its mandates say their class.
    sized : sequence of (str, Range)
        Mandates, and what their rules ask for (persons).
    line_km : float
        Length of the line (km).
    alliance : bool
        Whether an alliance or great power leads.

    Returns
    -------
    dict
        By mandate: its precedent, or why there is none.
    """
    sizes = read_sizes(load_precedents())
    return {
        name: _beside(sizes, reference.mandates[name].precedents, (line_km, 0.0), alliance, persons.mode)
        for name, persons in sized
    }


def _beside(
    sizes: PrecedentSizes, mandate_class: MandateClass | None, ground: tuple[float, float], alliance: bool, rules: float
) -> tuple[PrecedentEstimate | None, str | None]:
    """Estimate one mandate on a ground (km of line, people), or say why it has no precedent."""
    if mandate_class is None:
        return None, ALONE
    line_km, people = ground
    driver = line_km if mandate_class in ("observe_line", "interpose") else people
    if driver <= 0:
        return None, "Such missions are measured by people, and none are known to live in the zone."
    return sizes.estimate(mandate_class, driver, alliance=alliance, rules=rules), None
