"""How many: the area surveyed once, every mandate of the case sized on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interpose.case import Case
from interpose.case.quantities import Range
from interpose.case.tables.force import PlanningFactor
from interpose.case.tables.words import OUTSIDE
from interpose.errors import UsageError
from interpose.limits import LIMITS
from interpose.requirement.area import AreaResult
from interpose.requirement.beside import beside_precedents
from interpose.requirement.overrides import state
from interpose.requirement.result import MandateRequirement, Requirement, RequirementLine
from interpose.requirement.rules import Measures, apply_rules
from interpose.requirement.statement import Phases
from interpose.requirement.survey import factor_range, survey

__all__ = ["NEEDED_FACTORS", "measures_of", "require", "sum_personnel"]

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
        units than any force has.

    Examples
    --------
    >>> from interpose.case import load
    >>> need = require(load("ukraine-2024")).of("interpose")
    >>> need.personnel.low < need.personnel.mode < need.personnel.high
    True
    """
    _check_factors(case.planning_factors)
    area = survey(case)
    measures = measures_of(case, area)
    sized = (_size(case, mandate, area, measures) for mandate in sorted(case.mandates))
    return Requirement(area, beside_precedents(case, tuple(sized), measures))


def measures_of(case: Case, area: AreaResult) -> Measures:
    """Collect what the rules multiply: lengths, sectors, hubs, axes, distance and population of the case."""
    return Measures(
        line_km=area.planned_line_km,
        sectors=len(area.sectors),
        hubs=len(case.area.hubs),
        axes=factor_range(case.planning_factors["axes"]),
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
        personnel_with_tail=personnel.times(factor_range(case.planning_factors["support_tail"])),
    )


def sum_personnel(lines: Iterable[RequirementLine]) -> Range:
    """Add up persons, bounds by bounds."""
    total = Range.exactly(0)
    for line in lines:
        total = total + line.personnel
    return total


def _check_factors(factors: Mapping[str, PlanningFactor]) -> None:
    missing = [name for name in NEEDED_FACTORS if name not in factors]
    if missing:
        raise UsageError(f"planning factors are missing: {', '.join(missing)}", "restore them in planning_factors.csv")
