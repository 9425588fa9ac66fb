"""Precedents beside what the rules ask for: which mandates have any, on which ground, and who leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interpose.case import Case
from interpose.case.quantities import Range
from interpose.case.read.missions import PlanningReference
from interpose.case.read.precedents import load_precedents
from interpose.case.tables.precedents import MandateClass
from interpose.requirement.precedents.estimate import PrecedentEstimate, PrecedentSizes, read_sizes
from interpose.requirement.result import MandateRequirement
from interpose.requirement.rules import Measures

__all__ = ["ALONE", "beside_precedents", "precedents_of_line"]

ALONE = "No mission with this task is among the precedents: the rules stand alone."
"""What is said of a mandate without a class, such as one that reassures or deters."""


def beside_precedents(case: Case, needs: Sequence[MandateRequirement], measures: Measures) -> tuple[MandateRequirement, ...]:
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
