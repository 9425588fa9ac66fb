"""Figures of the requirement: each number with its formula and the inputs behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from interpose.case.quantities import Figure, Range

if TYPE_CHECKING:
    from interpose.requirement.result import AreaResult, MandateRequirement, Requirement, RequirementLine

__all__ = ["figures_of"]

_LENGTH_FACTOR = "planning_factors.csv#line_length_factor"
_ZONE_DEPTH = "scenario.yaml#options.zone_depth_km"
_BELT_DEPTH = "scenario.yaml#options.depth_belt_km"


def figures_of(requirement: Requirement) -> tuple[Figure, ...]:
    """Name the numbers of a requirement.

    Parameters
    ----------
    requirement : Requirement
        The result.

    Returns
    -------
    tuple of Figure
        `requirement.line_km`, `requirement.planned_line_km`, `requirement.<belt>_km2`, and for each mandate
        `requirement.<mandate>.personnel` with `_low` and `_high`, one for each capability and one for each line.
    """
    return (*_area_figures(requirement.area), *(figure for each in requirement.mandates for figure in _mandate_figures(each)))


def _area_figures(area: AreaResult) -> Iterator[Figure]:
    yield Figure("requirement.line_km", round(area.line_km, 1), "km", "geodesic length of the line as drawn", area.inputs)
    planned = area.planned_line_km
    for suffix, value in _levels(planned):
        formula = f"{area.line_km:,.1f} km as drawn × line_length_factor {value / area.line_km:.3g}"
        yield Figure(
            f"requirement.planned_line_km{suffix}", round(value, 1), "km", formula, ("requirement.line_km", _LENGTH_FACTOR)
        )
    for belt, depth in (("forward", (_ZONE_DEPTH,)), ("depth", (_ZONE_DEPTH, _BELT_DEPTH))):
        what = "both sides of the line" if belt == "forward" else "the host's side, from the zone's edge to depth_belt_km"
        formula = f"area of the {belt} belt, {what}, in an equal-area projection"
        yield Figure(f"requirement.{belt}_km2", round(area.areas_km2[belt], 1), "km²", formula, (*area.inputs, *depth))
    if area.supply_km is not None:
        formula = "mean over the sectors of the distance to the nearest entry point × road_factor"
        inputs = (*area.inputs, "scenario.yaml#options.sectors", "planning_factors.csv#road_factor")
        yield Figure("requirement.supply_km", round(area.supply_km, 1), "km", formula, inputs)


def _mandate_figures(need: MandateRequirement) -> Iterator[Figure]:
    prefix = f"requirement.{need.id}"
    parts = tuple(f"{prefix}.{capability}.personnel" for capability in need.capabilities())
    for suffix, value in _levels(need.personnel):
        bound = {"": "", "_low": ", each at its lower bound", "_high": ", each at its upper bound"}[suffix]
        rules = tuple(f"mandates/{line.mandate}.yaml#{line.rule}" for line in need.lines)
        inputs = rules if suffix else parts
        yield Figure(f"{prefix}.personnel{suffix}", value, "persons", f"sum over the rules of the mandate{bound}", inputs)
    tail = need.personnel_with_tail.mode
    inputs = (f"{prefix}.personnel", "planning_factors.csv#support_tail")
    yield Figure(
        f"{prefix}.personnel_with_tail",
        round(tail),
        "persons",
        "personnel × support_tail: with the support outside the area",
        inputs,
    )
    if need.personnel_outside.high > 0:
        rules = tuple(f"mandates/{line.mandate}.yaml#{line.rule}" for line in need.lines if line.belt == "outside")
        formula = "sum over the rules of the mandate that stand outside"
        yield Figure(f"{prefix}.personnel_outside", need.personnel_outside.mode, "persons", formula, rules)
    for capability in need.capabilities():
        mine = [line for line in need.lines if line.capability == capability and line.belt != "outside"]
        names = tuple(f"{prefix}.rule.{_key(line, need)}" for line in mine)
        units = sum(line.quantity.mode for line in mine)
        persons = sum(line.personnel.mode for line in mine)
        yield Figure(f"{prefix}.{capability}", units, "units", f"sum of the rules that ask for {capability}", names)
        formula = f"personnel of the units that provide {capability}: " + " + ".join(
            f"{line.personnel.mode:,.0f}" for line in mine
        )
        yield Figure(f"{prefix}.{capability}.personnel", persons, "persons", formula, names)
    for line in need.lines:
        yield Figure(f"{prefix}.rule.{_key(line, need)}", line.quantity.mode, "units", line.formula, line.inputs)


def _key(line: RequirementLine, need: MandateRequirement) -> str:
    """Name a line: by its rule, and by its mandate too where it comes from a combined one."""
    return line.rule if line.mandate == need.id else f"{line.mandate}.{line.rule}"


def _levels(value: Range) -> tuple[tuple[str, float], ...]:
    return ("", value.mode), ("_low", value.low), ("_high", value.high)
