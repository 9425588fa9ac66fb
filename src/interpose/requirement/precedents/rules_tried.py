"""The shipped rules on the ground of earlier missions: all of them, and those that were not in view when the rules were set."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from interpose.case.quantities import Range
from interpose.case.read.missions import PlanningReference
from interpose.case.tables.missions import Precedent

__all__ = ["PlaceOfRules", "RulesTrial", "mandate_of_class", "places_of_rules", "trials_of_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfRules:
    """What the rules of a mandate ask for, beside what missions of its class had.

    Parameters
    ----------
    mandate, mandate_class : str
        The mandate whose rules were tried, and the class.
    missions : int
        Missions that they were tried on.
    times : float
        Median of what the rules ask for over the peak.
    coverage : float
        Share of missions whose peak lies in the range of the rules.
    exceed : float
        Mean share of such missions, foretold without each one, that is smaller than what the rules ask for.
    in_view : int
        How many of the missions were in view when the numbers of the rules were set: on them this is no test.
    """

    mandate: str
    mandate_class: str
    missions: int
    times: float
    coverage: float
    exceed: float
    in_view: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesTrial:
    """The rules of a mandate on the missions that were not in view when their numbers were set.

    Parameters
    ----------
    mandate, mandate_class : str
        The mandate whose rules were tried, and the class.
    quiet : bool
        Whether the numbers for a quiet line were tried, on the missions to which all parties consented.
    in_view : int
        Missions that are left out, since the numbers were set with them in view.
    missions : int
        Missions that are left as a test.
    times, median_abs_log_error, coverage : float or None
        Median of what the rules ask for over the peak; median absolute ln error; share whose peak lies in the range of the
        rules. None where no mission is left.
    """

    mandate: str
    mandate_class: str
    quiet: bool
    in_view: int
    missions: int
    times: float | None
    median_abs_log_error: float | None
    coverage: float | None


def mandate_of_class(reference: PlanningReference) -> dict[str, str]:
    """Name the mandate whose rules are tried on a class: the first by name that is set beside it.

    Returns
    -------
    dict
        Names of mandates by class.
    """
    found: dict[str, str] = {}
    for name in sorted(reference.mandates):
        mandate_class = reference.mandates[name].precedents
        if mandate_class is not None:
            found.setdefault(mandate_class, name)
    return found


def places_of_rules(
    missions: Sequence[Precedent], asked: Mapping[str, Range], below: Mapping[str, float], reference: PlanningReference
) -> tuple[PlaceOfRules, ...]:
    """Say where what the rules ask for falls among the missions of each class.

    Parameters
    ----------
    missions : sequence of Precedent
        Scored missions.
    asked : mapping of str to Range
        What the rules ask for (persons), by mission.
    below : mapping of str to float
        Share of such missions that is smaller than that, foretold without each one.
    reference : PlanningReference
        Mandates with their classes.

    Returns
    -------
    tuple of PlaceOfRules
        One a class that has rules, by its name.
    """
    found = []
    for mandate_class, name in sorted(mandate_of_class(reference).items()):
        same = [each for each in missions if each.mandate_class == mandate_class and each.id in asked]
        if not same:
            continue
        view = set(reference.mandates[name].in_view)
        found.append(
            PlaceOfRules(
                mandate=name,
                mandate_class=mandate_class,
                missions=len(same),
                times=median(_times(each, asked) for each in same),
                coverage=_held(same, asked),
                exceed=sum(below[each.id] for each in same) / len(same),
                in_view=sum(each.id in view for each in same),
            )
        )
    return tuple(found)


def trials_of_rules(
    missions: Sequence[Precedent], asked: Mapping[str, Range], quiet: Mapping[str, Range], reference: PlanningReference
) -> tuple[RulesTrial, ...]:
    """Try rules on the missions that were not in view when their numbers were set, so that it is a test.

    Parameters
    ----------
    missions : sequence of Precedent
        Scored missions, and those that only try the rules.
    asked, quiet : mapping of str to Range
        What the rules ask for (persons), by mission; and with their numbers for a quiet line.
    reference : PlanningReference
        Mandates; each says which missions were in view (`in_view`).

    Returns
    -------
    tuple of RulesTrial
        One a mandate, and one more where its rules have numbers for a quiet line.
    """
    found = []
    for mandate_class, name in sorted(mandate_of_class(reference).items()):
        same = [each for each in missions if each.mandate_class == mandate_class]
        found.append(_tried(name, same, asked, reference, quiet=False))
        if any(rule.quiet is not None for rule in reference.mandates[name].rules):
            consented = [each for each in same if each.consent == "full"]
            found.append(_tried(name, consented, quiet, reference, quiet=True))
    return tuple(each for each in found if each.missions + each.in_view)


def _tried(
    name: str, same: Sequence[Precedent], asked: Mapping[str, Range], reference: PlanningReference, *, quiet: bool
) -> RulesTrial:
    mandate = reference.mandates[name]
    left = [each for each in same if each.id not in mandate.in_view]
    return RulesTrial(
        mandate=name,
        mandate_class=mandate.precedents or "",
        quiet=quiet,
        in_view=len(same) - len(left),
        missions=len(left),
        times=median(_times(each, asked) for each in left) if left else None,
        median_abs_log_error=median(abs(math.log(_times(each, asked))) for each in left) if left else None,
        coverage=_held(left, asked) if left else None,
    )


def _times(mission: Precedent, asked: Mapping[str, Range]) -> float:
    """Say how many times its peak the rules ask for."""
    return asked[mission.id].mode / (mission.peak or 1)


def _held(missions: Sequence[Precedent], asked: Mapping[str, Range]) -> float:
    return sum(asked[each.id].low <= (each.peak or 0) <= asked[each.id].high for each in missions) / len(missions)
