"""A line sized without a case: its length, and rules of thumb for what a case would say."""

from __future__ import annotations

import math

from interpose.case.quantities import Range
from interpose.case.read.missions import PlanningReference
from interpose.case.tables.words import OUTSIDE
from interpose.errors import UsageError, use_one_of
from interpose.requirement.requiring import sum_personnel
from interpose.requirement.result import RequirementLine
from interpose.requirement.rules import Measures, apply_rules

__all__ = ["measures_of_line", "size_line"]


def measures_of_line(
    reference: PlanningReference, line_km: Range, *, population: int | None = None, quiet: bool = False
) -> Measures:
    """Say what the rules multiply where only the length of a line is known.

    Parameters
    ----------
    reference : PlanningReference
        The planning factors `sector_km`, `hub_km` and `axis_km` turn length into sectors, hubs and axes.
    line_km : Range
        Length of the line (km), as measured: no factor is applied.
    population : int, optional
        People in the territory.
    quiet : bool, optional
        Whether both armies consent and stand back.

    Returns
    -------
    Measures
        At least one sector, hub and axis; the distance of supply is not known.
    """
    factors = reference.planning_factors
    axis_km = factors["axis_km"].as_range
    axes = Range(
        *(max(1, math.ceil(line / step)) for line, step in zip(_levels(line_km), reversed(_levels(axis_km)), strict=True))
    )
    return Measures(
        line_km=line_km,
        sectors=max(1, math.ceil(line_km.mode / factors["sector_km"].value)),
        hubs=max(1, math.ceil(line_km.mode / factors["hub_km"].value)),
        axes=axes,
        population=population,
        quiet=quiet,
    )


def size_line(reference: PlanningReference, mandate: str, measures: Measures) -> tuple[tuple[RequirementLine, ...], Range]:
    """Size one mandate on bare measures.

    Returns
    -------
    lines : tuple of RequirementLine
        One for each rule.
    personnel : Range
        Their sum in the country (persons).

    Raises
    ------
    UsageError
        Where there is no such mandate.

    Examples
    --------
    >>> from interpose.case.read.missions import planning_reference
    >>> shipped = planning_reference()
    >>> lines, personnel = size_line(shipped, "interpose", measures_of_line(shipped, Range.exactly(180)))
    >>> lines[0].quantity.mode
    3
    """
    if mandate not in reference.mandates:
        raise UsageError(f"mandate {mandate!r} is not known", use_one_of(mandate, sorted(reference.mandates)))
    lines = apply_rules(reference.mandates[mandate], measures, reference.unit_types, reference.mandates)
    return lines, sum_personnel(line for line in lines if line.belt != OUTSIDE)


def _levels(value: Range) -> tuple[float, float, float]:
    return value.low, value.mode, value.high
