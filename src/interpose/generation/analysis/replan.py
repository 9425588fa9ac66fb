"""Replanning: what an earlier plan was made from, which of its posts move, what that gains, and which input caused it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from interpose.case import Case
from interpose.case.tables.scenario import MonthOfYear
from interpose.case.tables.words import in_words
from interpose.errors import UsageError, use_one_of
from interpose.evidence import Positions
from interpose.evidence.result import modality_word
from interpose.generation.check import verify
from interpose.generation.model.groups import steady_phases
from interpose.generation.model.solve import planned
from interpose.generation.plan import kept_posts, month_by_month
from interpose.generation.problem.demand import COMMAND, TROOPS
from interpose.generation.problem.planning_problem import KeptPosts, PlanRequest, Problem, problem_of
from interpose.generation.result import SUSTAINED, Plan
from interpose.requirement import Requirement
from interpose.solver import Clock

__all__ = [
    "EarlierPlan",
    "Move",
    "PlanInputs",
    "changes",
    "earlier_plan",
    "inputs_of",
    "keeping",
    "moves",
    "unless_better",
]

Key = tuple[str, str, str]

_MOST = 12
"""Most nations whose moves are solved again without them."""


@dataclass(frozen=True, slots=True)
class PhaseInput:
    """A phase of the steady state: its name, its first and its last month."""

    name: str
    first_month: Annotated[int, Field(ge=1)]
    last_month: int


@dataclass(frozen=True, slots=True)
class StanceInput:
    """A state: whether it takes part, how firm it is, and the claims that say so."""

    state: str
    takes_part: bool
    modality: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolInput:
    """Units that could be sent: how many, and how they rotate."""

    state: str
    unit_type: str
    commitment: str
    units: int
    tour: int
    window: int
    first_month: int


@dataclass(frozen=True, slots=True)
class RequiredInput:
    """Most units of a capability that a belt requires in any month of the steady state."""

    belt: str
    capability: str
    quantity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInputs:
    """What a plan was made from, so that a later one can say what has changed: who takes part, with what, for what."""

    start: MonthOfYear
    phases: tuple[PhaseInput, ...]
    stances: tuple[StanceInput, ...]
    pools: tuple[PoolInput, ...]
    required: tuple[RequiredInput, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPlan:
    """An earlier plan: its mandate, the posts that nations kept, and its inputs; and all of it, where it can be read."""

    mandate: str
    kept: tuple[KeptPosts, ...]
    inputs: PlanInputs
    whole: Plan | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An input that is not what it was: whose (a state, or a capability that is required), and the change in words."""

    whose: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Posts of a capability that a nation gives up, or takes over, in a phase of the steady state: before and after.

    Forced are those that cannot be kept any more, or only if others give up as many: no gain has moved them. Otherwise
    `gain` is the `shortfall_share` if this nation keeps its posts, less with the moves, and `gain_of_all` if every nation does:
    all can gain where no single one does, since others could move in its place. `why` are inputs that changed and caused it, in
    words: those of the nation, or else what is required, or else those of others.
    """

    nation: str
    phase: str
    capability: str
    before: float
    after: float
    forced: bool = False
    gain: float | None = None
    gain_of_all: float | None = None
    why: tuple[str, ...] = ()


def earlier_plan(data: object) -> EarlierPlan:
    """Read an earlier plan from what `interpose generate --format json` wrote, parsed.

    Raises
    ------
    UsageError
        Where it is no plan, or one without numbers.
    """
    mend = "give the file that `interpose generate CASE --format json` wrote"
    if not isinstance(data, Mapping) or "kept" not in data or "mandate" not in data:
        raise UsageError("the earlier plan is no plan: it has no `mandate` and no `kept` posts", mend)
    whole = None
    with suppress(ValidationError):
        whole = TypeAdapter(Plan).validate_python(data)
    try:
        return TypeAdapter(EarlierPlan).validate_python({**data, "whole": whole})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise UsageError(f"the earlier plan cannot be read: {where}: {first['msg'].lower()}", mend) from error


def keeping(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest, earlier: EarlierPlan
) -> PlanRequest:
    """Return the request that keeps the posts of an earlier plan, carried over to the phases of this one.

    Each phase takes the posts of the earlier phase with which it shares most months of the calendar, the first where two tie;
    a phase that shares none keeps none.

    Raises
    ------
    UsageError
        Where posts are kept by a nation, for a phase or of a capability that is not known.
    """
    phases, before = steady_phases(problem_of(case, positions, requirement, request)), earlier.inputs.phases
    if backward := [each.name for each in before if each.last_month < each.first_month]:
        raise UsageError(f"the earlier plan's phase {backward[0]!r} ends before it begins", "give the file as it was written")
    nations, names = (*case.states, *case.scenario.partners), [phase.name for phase in before]
    for what, known in (("nation", nations), ("phase", names), ("capability", (*TROOPS, COMMAND))):
        for name in (getattr(row, what) for row in earlier.kept):
            if name not in known:
                mend = use_one_of(name, known)
                raise UsageError(f"the earlier plan keeps posts for the {what} {name!r}, which is not known", mend)
    now, then = (each.split("-") for each in (case.scenario.start, earlier.inputs.start))
    shift = 12 * (int(now[0]) - int(then[0])) + int(now[1]) - int(then[1])
    found: list[KeptPosts] = []
    for phase in phases:
        shared = {
            each.name: min(phase.last_month + shift, each.last_month) - max(phase.first_month + shift, each.first_month) + 1
            for each in before
        }
        best = max(shared, key=lambda name: shared[name], default="")
        if shared.get(best, 0) > 0:
            found += [replace(row, phase=phase.name) for row in earlier.kept if row.phase == best]
    return replace(request, kept=tuple(found))


def unless_better(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest, plan: Plan, earlier: EarlierPlan
) -> Plan:
    """Return the earlier plan whole, with its calendar, where it still keeps every rule and the new one is no better.

    Many calendars are equally good; which of them is found must not send other units because something else has changed. Bound
    and comparisons are those of the new plan. The other parameters are those of `generate`.
    """
    problem = problem_of(case, positions, requirement, request)
    whole, before, now = earlier.whole, earlier.inputs, inputs_of(case, positions, requirement, request)
    if whole is None or whole.objective is None or plan.objective is None:
        return plan
    asked = all(getattr(whole, name) == getattr(plan, name) for name in ("mandate", "mode", "endurance", "scale"))
    asked = asked and (before.start, before.phases, before.required) == (now.start, now.phases, now.required)
    taking_part = {row.state for row in whole.rotation} <= {*plan.participants}
    better = whole.objective - plan.objective > problem.gap * plan.requirement + 1e-6
    if not asked or not taking_part or better or verify(case, requirement, whole):
        return plan
    of_now = ("status", "providers", "participants", "waiting", "solver", "interrupted", "traces")
    bound = None if plan.bound is None else min(plan.bound, whole.objective)
    told = {name: getattr(plan.force, name) for name in SUSTAINED.values()}
    chosen = SUSTAINED[plan.endurance]
    told[chosen] = None if told[chosen] is None else whole.force.sustained
    return replace(
        whole,
        **{name: getattr(plan, name) for name in of_now},
        bound=bound,
        gap=None if bound is None else (whole.objective - bound) / (plan.requirement or 1.0),
        force=replace(whole.force, **told),
    )


def inputs_of(case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None) -> PlanInputs:
    """Record what a plan is made from, so that a later one can say what has changed."""
    problem = problem_of(case, positions, requirement, request)
    need, taking_part = problem.demand, problem.participation.states
    said = {state: positions.of(state) for state in sorted({pool.state for pool in case.pools} | set(taking_part))}
    return PlanInputs(
        start=case.scenario.start,
        phases=tuple(PhaseInput(each.name, each.first_month, each.last_month) for each in steady_phases(problem)),
        stances=tuple(
            StanceInput(state, state in taking_part, each.modality if each else None, each.claims if each else ())
            for state, each in said.items()
        ),
        pools=tuple(PoolInput(**{name: getattr(each, name) for name in PoolInput.__slots__}) for each in problem.pools),
        required=tuple(
            RequiredInput(belt, capability, float(months[need.steady].max(initial=0.0)))
            for (belt, capability), months in need.quantity.items()
        ),
    )


def changes(before: PlanInputs, now: PlanInputs) -> tuple[Change, ...]:
    """Say which inputs are not what they were: who takes part, units and their rotation, what is required."""
    found, whole = [], set()
    said = {row.state: row for row in before.stances}
    for row in now.stances:
        old = said.get(row.state, replace(row, takes_part=False))
        new_claims = [claim for claim in row.claims if claim not in old.claims]
        because = f": {modality_word(row.modality)}" if row.modality is not None else ""
        because += f", claim {', '.join(new_claims[:3])}" if new_claims else ""
        if row.takes_part != old.takes_part:
            whole.add(row.state)
            found.append(Change(row.state, f"{row.state} takes part{'' if row.takes_part else ' no more'}{because}"))
        elif row.takes_part and (row.modality != old.modality or new_claims):
            words = f"{row.state} was {modality_word(old.modality)}, is {modality_word(row.modality)}{because}"
            found.append(Change(row.state, words))
    was, told = _facts(before), _facts(now)
    for whose, what in sorted({*was, *told}):
        words, other = (facts.get((whose, what), "none") for facts in (told, was))
        if words != other and whose not in whole:
            found.append(Change(whose, f"{what}: {words}, not {other}"))
    return tuple(found)


def _facts(inputs: PlanInputs) -> dict[tuple[str, str], str]:
    """Return what is recorded of units and of the requirement, by whose it is and what it is about."""
    found = {}
    for pool in inputs.pools:
        what = f"{in_words(pool.unit_type)} of {pool.state}{f' from {pool.commitment}' if pool.commitment else ''}"
        words = f"{pool.units}, each {pool.tour} months in {pool.window} from month {pool.first_month}"
        found[pool.state, what] = words
    for row in inputs.required:
        found[row.capability, f"{in_words(row.capability)} required in the {row.belt} belt"] = f"{row.quantity:g}"
    return found


def moves(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest, plan: Plan, earlier: EarlierPlan | None
) -> tuple[Move, ...]:
    """Explain every post that is not where it was.

    The request keeps posts, or the case pins them; the earlier plan, if any, says from what it was made. The other parameters
    are those of `generate`.

    Returns
    -------
    tuple of Move
        What is given up first, then, beside an earlier plan, what is taken over; by nation, phase and capability.
    """
    problem = planned(problem_of(case, positions, requirement, request), request.limits)[0]
    phases = [phase.name for phase in steady_phases(problem)]
    kept = {(nation, phases[place], capability): count for (nation, place, capability), count in sorted(problem.kept.items())}
    now = _by_key(plan.kept)
    given_up = [key for key, count in kept.items() if now[key] < count - 1e-6]
    taken = [key for key, count in sorted(now.items()) if earlier is not None and count > kept.get(key, 0.0) + 1e-6]
    known = changes(earlier.inputs, inputs_of(case, positions, requirement, request)) if earlier is not None else ()
    nations = list(dict.fromkeys(nation for nation, _, _ in given_up))[:_MOST]
    measured = {nation: _without(problem, {nation}, plan, request) for nation in nations}
    left_of_all, of_all = _without(problem, {key[0] for key in kept}, plan, request) if given_up else (now, None)
    lost, lost_by_all = (sum(max(0.0, kept[key] - posts[key]) for key in kept) for posts in (now, left_of_all))
    # Where nothing is gained by which posts are given up, and as many are in any case, each of them is forced.
    as_many = of_all is not None and of_all <= problem.gap and lost_by_all >= lost - 1e-6
    found = []
    for key in (*given_up, *taken):
        nation, phase, capability = key
        left, gain = measured.get(nation, (now, None)) if key in given_up else (now, None)
        forced = gain is not None and (as_many or left[key] < kept[key] - 1e-6)
        gains = {} if forced or key in taken else {"gain": gain, "gain_of_all": of_all}
        own = [each.words for each in known if problem.rules.nation(each.whose) == nation]
        required = [each.words for each in known if each.whose == capability]
        found.append(
            Move(
                nation=nation,
                phase=phase,
                capability=capability,
                before=kept.get(key, 0.0),
                after=now[key],
                forced=forced,
                **gains,
                why=tuple((own or required or [each.words for each in known])[:3]),
            )
        )
    return tuple(found)


def _by_key(kept: Iterable[KeptPosts]) -> Counter[Key]:
    """Return how many posts are kept; none where there is no row."""
    return Counter({(row.nation, row.phase, row.capability): row.count for row in kept})


def _without(problem: Problem, nations: Collection[str], plan: Plan, request: PlanRequest) -> tuple[Counter[Key], float | None]:
    """Solve again with the posts of some nations held fast: what is kept then, and what their moves gain."""
    solution, readout = month_by_month(replace(problem, held_fast=frozenset(nations)), Clock(request.limits))
    if readout is None or plan.shortfall_share is None or not plan.requirement:
        return Counter(), None
    gain = max(0.0, readout.objective / plan.requirement - plan.shortfall_share)
    return _by_key(kept_posts(problem, solution)), gain
