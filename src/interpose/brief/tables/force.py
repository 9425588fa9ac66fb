"""Persons by month: what a mandate needs, and who brings most of it."""

from __future__ import annotations

from collections.abc import Iterator

from interpose.assessment import Assessment
from interpose.brief.table import CALENDAR, MONTH, STATE, STATE_NAME, Cell, Table, integer, number, text
from interpose.brief.text.dates import month_name
from interpose.brief.text.format_number import headcount
from interpose.generation import Plan
from interpose.generation.analysis.level import RungAnswer
from interpose.generation.result import Contribution
from interpose.requirement import Requirement

__all__ = ["by_peak", "by_weight", "plan_tables", "requirement_by_month", "rung_of_plan"]

_PERSONS = number("persons", "Persons", "Number of persons.", "persons")


def requirement_by_month(requirement: Requirement, mandate: str, level: str, horizon_months: int) -> tuple[float, ...]:
    """Give the personnel that the mandate needs in each month.

    Personnel of each line of the requirement follow the build-up of its capability in its belt.

    Parameters
    ----------
    requirement : Requirement
        The requirement.
    mandate : str
        Which mandate.
    level : str
        Which end of the range: low, mode or high.
    horizon_months : int
        Months that are planned.

    Returns
    -------
    tuple of float
        Persons, for months 1 to the horizon.
    """
    found = requirement.of(mandate)
    steps: dict[tuple[str, str], dict[int, float]] = {}
    for month, belt, capability, quantity in found.monthly:
        steps.setdefault((belt, capability), {})[month] = quantity
    totals = [0.0] * horizon_months
    for line in found.lines:
        by_month = steps.get((line.belt, line.capability), {})
        full = max(by_month.values(), default=0.0)
        for month in range(1, horizon_months + 1):
            share = by_month.get(month, 0.0) / full if full else 1.0
            totals[month - 1] += line.personnel.at(level) * share
    return tuple(totals)


def by_weight(plan: Plan) -> tuple[Contribution, ...]:
    """Order the contributions of a plan that stand in the country by person-months, the largest first."""
    inside = (row for row in plan.contributions if not row.outside)
    return tuple(sorted(inside, key=lambda row: (-sum(row.by_month), row.state)))


def by_peak(plan: Plan) -> tuple[Contribution, ...]:
    """Order the contributions of a plan that stand in the country by most persons at once, which is printed beside them."""
    return tuple(sorted(by_weight(plan), key=lambda row: -row.personnel_peak))


def rung_of_plan(found: Assessment) -> RungAnswer | None:
    """Return what the states of the plan hold by firmness, where that is told as another number than what the plan keeps."""
    plan = found.plan
    if not plan.has_numbers or plan.endurance != "relay":
        return None
    own = {code for code in plan.participants if code not in plan.providers}
    for rung in found.rungs:
        held = rung.without_end
        if held.has_numbers and set(held.participants) - set(plan.providers) == own:
            return rung if headcount(held.sustained) != headcount(plan.sustained) else None
    return None


def plan_tables(found: Assessment) -> Iterator[Table]:
    """Give the tables of the plan for files: force by state and month, shortfall, rotation, and what binds."""
    if not found.plan.has_numbers:
        return
    yield _force_by_state(found)
    yield _force_by_month(found)
    yield _shortfall(found.plan)
    yield _rotation(found.plan)
    yield Table(
        name="binds",
        title="What binds",
        description="Limits whose relaxation would change the plan, the strongest first.",
        columns=(text("what", "What binds", "The limit."), text("effect", "Effect", "What relaxing it would change.")),
        rows=tuple((row.what, row.effect) for row in found.binds),
    )


def _force_by_state(found: Assessment) -> Table:
    scenario = found.case.scenario
    names = {code: state.name for code, state in found.case.states.items()}
    rows: list[tuple[Cell, ...]] = [
        (
            row.state,
            names.get(row.state, row.state),
            month,
            month_name(scenario.start, month),
            float(row.by_month[month - 1]),
        )
        for row in found.plan.contributions
        if not row.outside
        for month in range(1, scenario.horizon_months + 1)
    ]
    return Table(
        name="force_by_state",
        title="Force by state and month",
        description="Persons in the country in the plan for the scenario's mandate.",
        columns=(STATE, STATE_NAME, MONTH, CALENDAR, _PERSONS),
        rows=tuple(rows),
    )


def _force_by_month(found: Assessment) -> Table:
    scenario = found.case.scenario
    required = requirement_by_month(
        found.requirement, found.plan.mandate, scenario.options.requirement_level, scenario.horizon_months
    )
    totals = [float(persons) for persons in found.plan.force.by_month]
    return Table(
        name="force_by_month",
        title="Force and requirement by month",
        description="Persons in the country against the requirement.",
        columns=(MONTH, CALENDAR, _PERSONS, number("required", "Required", "Persons required.", "persons")),
        rows=tuple(
            (month, month_name(scenario.start, month), totals[month - 1], required[month - 1])
            for month in range(1, scenario.horizon_months + 1)
        ),
    )


def _shortfall(plan: Plan) -> Table:
    return Table(
        name="shortfall",
        title="Shortfall by capability and month",
        description="Units that are required and not there. A month without a row has no shortfall.",
        columns=(
            text("capability", "Capability", "Capability that is short."),
            text("belt", "Belt", "Belt in which it is short."),
            MONTH,
            number("missing", "Missing", "Units missing.", "units"),
            number("required", "Required", "Units required.", "units"),
        ),
        rows=tuple((row.capability, row.belt, row.month, float(row.quantity), float(row.required)) for row in plan.shortfall),
    )


def _rotation(plan: Plan) -> Table:
    return Table(
        name="rotation",
        title="Rotation plan",
        description="Which units stand where, and when.",
        columns=(
            STATE,
            text("unit_type", "Unit type", "Kind of unit."),
            number("units", "Units", "Number of units.", "units"),
            integer("start_month", "From month", "First month on the ground.", "months"),
            integer("end_month", "To month", "Last month on the ground.", "months"),
            text("belt", "Belt", "Belt in which they stand."),
        ),
        rows=tuple(
            (row.state, row.unit_type, float(row.units), row.start_month, row.end_month, row.belt) for row in plan.rotation
        ),
    )
