"""What an earlier plan was made from: what it kept, and the inputs that may have changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from interpose.case import Case
from interpose.errors import UsageError
from interpose.evidence import Positions
from interpose.evidence.result import modality_word
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.request import KeptPosts

__all__ = ["Change", "EarlierPlan", "PlanInputs", "changes", "earlier_plan", "kept_on", "plan_inputs"]


@dataclass(frozen=True, slots=True)
class PhaseInput:
    """A phase of the steady state: its name, its first and its last month."""

    name: str
    first_month: int
    last_month: int


@dataclass(frozen=True, slots=True)
class StanceInput:
    """A state: whether it takes part, how firm it is, and the claims that say so."""

    state: str
    takes_part: bool
    modality: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
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
    """What a plan was made from, recorded so that a later plan can say what has changed.

    Parameters
    ----------
    start : str
        First month of the deployment.
    phases : tuple of PhaseInput
        Phases of the steady state.
    stances : tuple of StanceInput
        States that have units.
    pools : tuple of PoolInput
        Units of those who take part.
    required : tuple of RequiredInput
        What was planned for.
    """

    start: str
    phases: tuple[PhaseInput, ...]
    stances: tuple[StanceInput, ...]
    pools: tuple[PoolInput, ...]
    required: tuple[RequiredInput, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPlan:
    """An earlier plan: its mandate, the posts that nations kept, who took part, and its inputs where they were recorded."""

    mandate: str
    kept: tuple[KeptPosts, ...]
    participants: tuple[str, ...]
    inputs: PlanInputs | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An input that is not what it was: whose (a state, or a capability that is required), and the change in words."""

    whose: str
    words: str


def plan_inputs(case: Case, positions: Positions, problem: Problem) -> PlanInputs:
    """Record what a plan is made from."""
    need, taking_part = problem.demand, set(problem.participation.states)
    stances = []
    for state in sorted({pool.state for pool in case.pools} | taking_part):
        position = positions.of(state)
        claims = position.claims if position else ()
        stances.append(StanceInput(state, state in taking_part, position.modality if position else None, claims))
    return PlanInputs(
        start=case.scenario.start,
        phases=tuple(PhaseInput(each.name, each.first_month, each.last_month) for each in problem.phases if each.steady),
        stances=tuple(stances),
        pools=tuple(
            PoolInput(each.state, each.unit_type, each.commitment, each.units, each.tour, each.window, each.first_month)
            for each in problem.pools
        ),
        required=tuple(
            RequiredInput(belt, capability, float(months[need.steady].max(initial=0.0)))
            for (belt, capability), months in need.quantity.items()
        ),
    )


def earlier_plan(data: object) -> EarlierPlan:
    """Read an earlier plan from what `interpose generate --format json` wrote.

    Parameters
    ----------
    data : object
        The JSON, parsed.

    Raises
    ------
    UsageError
        Where it is no plan, or one without numbers.
    """
    mend = "give the file that `interpose generate CASE --format json` wrote"
    if not isinstance(data, Mapping) or "kept" not in data or "mandate" not in data:
        raise UsageError("the earlier plan is no plan: it has no `mandate` and no `kept` posts", mend)
    try:
        inputs: Any = data.get("inputs")
        return EarlierPlan(
            mandate=TypeAdapter(str).validate_python(data["mandate"]),
            kept=TypeAdapter(tuple[KeptPosts, ...]).validate_python(data["kept"]),
            participants=TypeAdapter(tuple[str, ...]).validate_python(data.get("participants", ())),
            inputs=None if inputs is None else TypeAdapter(PlanInputs).validate_python(inputs),
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise UsageError(f"the earlier plan cannot be read: {where}: {first['msg'].lower()}", mend) from error


def kept_on(earlier: EarlierPlan, problem: Problem, start: str) -> tuple[KeptPosts, ...]:
    """Carry the posts of an earlier plan over to the phases of this one, by the months of the calendar.

    Each phase takes the posts of the earlier phase with which it shares most months, the first where two tie; a phase that
    shares none keeps none. Without recorded inputs phases are found by their names.

    Parameters
    ----------
    earlier : EarlierPlan
        The earlier plan.
    problem : Problem
        What is planned now.
    start : str
        First month of the deployment now.
    """
    if earlier.inputs is None:
        return earlier.kept
    shift = _month(start) - _month(earlier.inputs.start)
    found = []
    for phase in problem.phases:
        shared = {
            other.name: min(phase.last_month + shift, other.last_month) - max(phase.first_month + shift, other.first_month) + 1
            for other in earlier.inputs.phases
        }
        best = max(shared, key=lambda name: shared[name], default="")
        if not phase.steady or shared.get(best, 0) <= 0:
            continue
        found += [
            KeptPosts(nation=row.nation, phase=phase.name, capability=row.capability, count=row.count)
            for row in earlier.kept
            if row.phase == best
        ]
    return tuple(found)


def _month(name: str) -> int:
    year, month = name.split("-")
    return 12 * int(year) + int(month)


def changes(earlier: EarlierPlan, now: PlanInputs) -> tuple[Change, ...]:
    """Say which inputs are not what they were: who takes part, units and their rotation, what is required.

    Parameters
    ----------
    earlier : EarlierPlan
        The earlier plan; without recorded inputs only who takes part can be compared.
    now : PlanInputs
        What is planned from now.
    """
    return tuple(_changes(earlier, now))


def _changes(earlier: EarlierPlan, now: PlanInputs) -> Iterator[Change]:
    before = earlier.inputs
    said = {} if before is None else {row.state: row for row in before.stances}
    for row in now.stances:
        old = said.get(row.state)
        took_part = row.state in earlier.participants if old is None else old.takes_part
        new_claims = [claim for claim in row.claims if old is None or claim not in old.claims]
        because = f": {modality_word(row.modality)}" if row.modality is not None else ""
        because += f", claim {', '.join(new_claims[:3])}" if new_claims and old is not None else ""
        if row.takes_part != took_part:
            yield Change(row.state, f"{row.state} takes part{'' if row.takes_part else ' no more'}{because}")
        elif old is not None and row.takes_part and (row.modality != old.modality or new_claims):
            yield Change(row.state, f"{row.state} was {modality_word(old.modality)}, is {modality_word(row.modality)}{because}")
    if before is None:
        return
    pools = {(row.state, row.unit_type, row.commitment): row for row in before.pools}
    for pool in now.pools:
        other = pools.get((pool.state, pool.unit_type, pool.commitment))
        if other is None or other == pool:
            continue
        kind = pool.unit_type.replace("_", " ")
        if pool.units != other.units:
            yield Change(pool.state, f"{pool.state} has {pool.units} of {kind}, not {other.units}")
        if (pool.tour, pool.window, pool.first_month) != (other.tour, other.window, other.first_month):
            words = f"{kind} rotate {pool.tour} months in {pool.window} from month {pool.first_month}, not "
            words += f"{other.tour} in {other.window} from month {other.first_month}"
            yield Change(pool.state, f"{pool.state}: {words}")
    gone = {(row.state, row.unit_type, row.commitment) for row in now.pools}
    stay = {row.state for row in now.stances if row.takes_part}
    for key, lost in sorted(pools.items()):
        if key not in gone and lost.state in stay:
            yield Change(lost.state, f"{lost.state} has no {lost.unit_type.replace('_', ' ')} left to send, not {lost.units}")
    asked = {(row.belt, row.capability): row.quantity for row in before.required}
    for need in now.required:
        was = asked.get((need.belt, need.capability), 0.0)
        if abs(was - need.quantity) > 1e-6:
            what = f"{need.quantity:g} {need.capability.replace('_', ' ')} required in the {need.belt} belt, not {was:g}"
            yield Change(need.capability, what)
