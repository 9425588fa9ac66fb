"""What binds: each cause of a shortfall, measured by lifting it alone and solving the slot model again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.analysis.level import LevelAnswer, level_of
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.problem.supply import LiftedLimits

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["CAUSES", "EVERYTHING", "Binding", "Cause", "binding_limits", "lifted_problem", "same_limits", "unit_months"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A binding limit: relaxing it reduces a shortfall.

    Parameters
    ----------
    what : str
        The limit, in a planner's words.
    effect : str
        What lifting it alone would do, in a sentence.
    capability, cause : str
        The capability that is short, and the cause.
    quantity : float
        Unit-months of shortfall that lifting it alone would remove; for `no such pool`, those that nothing removes.
    """

    what: str
    effect: str
    capability: str
    cause: str
    quantity: float


@dataclass(frozen=True, slots=True)
class Cause:
    """A limit that can be lifted: its name, what is lifted, and the condition in words."""

    name: str
    lifted: LiftedLimits
    condition: str
    rules: tuple[tuple[str, object], ...] = ()


CAUSES: tuple[Cause, ...] = (
    Cause("not participating", LiftedLimits(participation=True), "if every state with units took part"),
    Cause("dwell", LiftedLimits(dwell=True), "if units could return without time at home"),
    Cause("notice", LiftedLimits(notice=True), "if every unit could come in the first month"),
    Cause("caveat", LiftedLimits(caveats=True), "without national caveats"),
    Cause("cap", LiftedLimits(caps=True), "without caps on personnel"),
    Cause(
        "last headquarters",
        LiftedLimits(),
        "if states sent their last headquarters too",
        (("last_headquarters_stays", False),),
    ),
    Cause("home share", LiftedLimits(), "if no share of the units stayed at home", (("home_share", 0.0),)),
    Cause("own relief", LiftedLimits(), "if nations relieved one another", (("endurance", "relay"),)),
)
"""Limits that can be lifted, in the order in which they are told where effects tie."""

EVERYTHING = Cause(
    "everything",
    LiftedLimits(dwell=True, notice=True, caveats=True, caps=True, participation=True),
    "with every limit lifted",
    (("last_headquarters_stays", False), ("home_share", 0.0), ("endurance", "relay")),
)

_WORTH_TELLING = 0.01
"""Share of a capability's shortfall below which lifting a limit changes nothing worth telling."""


def binding_limits(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None
) -> tuple[Binding, ...]:
    """Say which limits cause the shortfalls, each lifted alone and all together.

    Parameters
    ----------
    case, positions, requirement
        As for `generate`.
    request : PlanRequest, optional
        What is asked.

    Returns
    -------
    tuple of Binding
        The largest priced effect first. Effects overlap: two limits may each be enough to close the same shortfall, or only
        both together; `shortfall_shares` divides it into parts that add up.
    """
    request = request or PlanRequest()
    problem = problem_of(case, positions, requirement, request)
    base = unit_months(level_of(problem, limits=request.limits))
    found: list[tuple[float, Binding]] = []
    for cause in CAUSES:
        other = lifted_problem(case, positions, requirement, request, (cause,))
        if same_limits(problem, other):
            continue
        rest = unit_months(level_of(other, limits=request.limits))
        for capability, missing in base.items():
            gain = missing - rest.get(capability, 0.0)
            if gain > max(_WORTH_TELLING * missing, 1e-6):
                found.append((gain * problem.demand.price[capability], _binding(cause, capability, gain, missing)))
    everything = lifted_problem(case, positions, requirement, request, (EVERYTHING,))
    rest = unit_months(level_of(everything, limits=request.limits))
    for capability, missing in base.items():
        left = min(missing, rest.get(capability, 0.0))
        if left > max(_WORTH_TELLING * missing, 1e-6):
            found.append((left * problem.demand.price[capability], _no_pool(capability, left, missing)))
    found.sort(key=lambda item: (-item[0], item[1].capability, item[1].cause))
    return tuple(binding for _, binding in found)


def lifted_problem(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest, causes: tuple[Cause, ...]
) -> Problem:
    """Return the planning problem with the limits of some causes lifted."""
    names = LiftedLimits.__dataclass_fields__
    lifted = LiftedLimits(**{name: any(getattr(cause.lifted, name) for cause in causes) for name in names})
    problem = problem_of(case, positions, requirement, request, lifted=lifted)
    rules = dict(rule for cause in causes for rule in cause.rules)
    if problem.rules.endurance == "horizon":
        rules.pop("endurance", None)
    return problem.with_rules(**rules)


def unit_months(level: LevelAnswer) -> dict[str, float]:
    """Return the unit-months that are short, by capability; only what is above zero."""
    found: dict[str, float] = {}
    for row in level.shortfall:
        found[row.capability] = found.get(row.capability, 0.0) + row.quantity
    return dict(sorted(found.items()))


def same_limits(one: Problem, other: Problem) -> bool:
    """Say whether two problems of one case have the same units, limits and rules."""
    return one.pools == other.pools and one.limits == other.limits and one.rules == other.rules


def _binding(cause: Cause, capability: str, gain: float, base: float) -> Binding:
    words = capability.replace("_", " ")
    gone = f"{100 * gain / base:.0f}% of the shortfall in {words} would go ({gain:,.0f} of {base:,.0f} unit-months)"
    return Binding(
        what=f"{cause.name}: {words}",
        effect=f"{cause.condition[0].upper()}{cause.condition[1:]}, {gone}",
        capability=capability,
        cause=cause.name,
        quantity=round(gain, 3),
    )


def _no_pool(capability: str, left: float, base: float) -> Binding:
    words = capability.replace("_", " ")
    stay = f"{left:,.0f} of {base:,.0f} unit-months of {words} stay short"
    return Binding(
        what=f"no such pool: {words}",
        effect=f"Even with every limit lifted {stay}: no state of the case has the units",
        capability=capability,
        cause="no such pool",
        quantity=round(left, 3),
    )
