"""The level that lasts, as the slot model tells it: beside the plan shown, by firmness, and nearly as good by other states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from interpose.case import Case
from interpose.case.quantities import Figure
from interpose.case.row_ref import RowRef
from interpose.case.tables.evidence import Modality
from interpose.case.tables.words import Endurance
from interpose.evidence import Positions, firm_roles
from interpose.generation.model.slots import SlotModel, SlotPlan, solve_slots
from interpose.generation.model.solve import MonthlySolution
from interpose.generation.plan import month_by_month, posts_and_shortfall
from interpose.generation.problem.planning_problem import PlanRequest, Problem, problem_of
from interpose.generation.problem.supply import RUNGS, Participation, Rung, pledged_personnel
from interpose.generation.result import HeldPosts, Shortfall
from interpose.requirement import Requirement
from interpose.solver import Answered, Clock, Limits, Status, Terms, solve

__all__ = [
    "Alternative",
    "Alternatives",
    "LevelAnswer",
    "RungAnswer",
    "alternatives",
    "apartness",
    "level_answer",
    "level_of",
    "rungs",
    "unit_months",
    "without_number",
]


@dataclass(frozen=True, slots=True)
class LevelContribution:
    """Persons that a state keeps there on average, in the country and outside."""

    state: str
    personnel: int
    outside: int


@dataclass(frozen=True, kw_only=True)
class LevelAnswer(Answered):
    """What can be held, without a calendar: as in `Plan`, with persons on average over who relieves whom, all posts manned."""

    mandate: str
    endurance: Endurance
    status: Status
    gap: float | None = None
    objective: float | None = None
    bound: float | None = None
    requirement: float
    shortfall_share: float | None = None
    sustained: int = 0
    outside: int = 0
    posts: tuple[HeldPosts, ...] = ()
    contributions: tuple[LevelContribution, ...] = ()
    shortfall: tuple[Shortfall, ...] = ()
    participants: tuple[str, ...]
    waiting: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def figures(self, stem: str) -> tuple[Figure, ...]:
        """Name its numbers under a stem."""
        formula = "persons in the country once all posts are manned, without a calendar: posts times the share of each nation "
        formula += "in reliefs times persons of its units"
        inputs = (f"requirement.{self.mandate}.personnel", str(RowRef.scenario("options.endurance")))
        figure = Figure(name=f"{stem}.force.sustained", value=self.sustained, unit="persons", formula=formula, inputs=inputs)
        return (figure,) if self.has_numbers else ()


def level_answer(case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None) -> LevelAnswer:
    """Find what can be held: the slot model for what lasts without end, the monthly model for the horizon.

    The parameters are those of `generate`.

    Returns
    -------
    LevelAnswer
        Proved numbers in some 50 ms, without a calendar and without the rules of sectors.
    """
    request = request or PlanRequest()
    return level_of(problem_of(case, positions, requirement, request), request.limits)


def level_of(problem: Problem, limits: Limits | None = None) -> LevelAnswer:
    """Find what can be held of a problem that is already resolved, or changed."""
    need, total, limits = problem.demand, problem.demand.price_of_all(), limits or Limits()
    found: SlotPlan | MonthlySolution
    if problem.rules.endurance == "horizon":
        found, readout = month_by_month(problem.without_sector_rules(), Clock(limits))
        objective, short = (None, {}) if readout is None else (readout.objective, readout.short)
        sustained, outside = (0, 0) if readout is None else (readout.force.sustained, readout.force.outside_peak)
        means = [(row, float(np.mean(row.by_month[need.steady]))) for row in (readout.contributions if readout else ())]
        persons = {row.state: (0.0, mean) if row.outside else (mean, 0.0) for row, mean in means}
    else:
        found = plan = solve_slots(problem, limits=limits)
        objective, short = plan.objective, {key: months.round(6) for key, months in plan.short.items()}
        sustained, outside, persons = plan.sustained, plan.outside, plan.persons()
    posts, shortfall = ((), ()) if objective is None else posts_and_shortfall(need, short)
    return LevelAnswer(
        mandate=problem.mandate,
        endurance=problem.rules.endurance,
        status=found.status,
        gap=None if objective is None or found.bound is None else max(0.0, objective - found.bound) / (total or 1.0),
        objective=objective,
        bound=found.bound,
        requirement=total,
        shortfall_share=None if objective is None else objective / (total or 1.0),
        sustained=sustained,
        outside=outside,
        posts=posts,
        contributions=tuple(LevelContribution(state, *map(round, each)) for state, each in persons.items()),
        shortfall=shortfall,
        participants=problem.participation.states,
        waiting=tuple(problem.participation.waiting.items()),
    )


def unit_months(shortfall: Iterable[Shortfall]) -> dict[str, float]:
    """Return the unit-months that are short, by capability; only what is above zero."""
    found: dict[str, float] = defaultdict(float)
    for row in shortfall:
        found[row.capability] += row.quantity
    return dict(sorted(found.items()))


@dataclass(frozen=True, kw_only=True)
class RungAnswer:
    """What states bring whose positions are at least this firm, if nations relieve one another, and if each relieves itself.

    `without_number` are states that take part by a pledge, or a firmer position, whose claims name no persons: their units are
    counted, limited by nothing.
    """

    rung: Rung
    without_end: LevelAnswer
    own_relief: LevelAnswer
    without_number: tuple[str, ...] = ()

    def figures(self) -> tuple[Figure, ...]:
        """Name the numbers of the rung."""
        stem = f"rungs.{self.rung}"
        return *self.without_end.figures(f"{stem}.without_end"), *self.own_relief.figures(f"{stem}.own_relief")


def rungs(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None
) -> tuple[RungAnswer, ...]:
    """Answer by firmness, each rung and endurance a proved solve of the slot model.

    The parameters are those of `generate`; `least_modality` is set by the rung.

    Returns
    -------
    tuple of RungAnswer
        The firmest first; each holds all states of the one before. States let in by hand that stand outside the country are
        in every rung: variants leave them out.
    """
    request = request or PlanRequest()
    found = []
    for rung, modality in RUNGS.items():
        problem = problem_of(case, positions, requirement, replace(request, least_modality=modality))
        relay, own = (level_of(problem.with_rules(endurance=each), request.limits) for each in ("relay", "own"))
        silent = without_number(case, positions, problem.participation)
        found.append(RungAnswer(rung=rung, without_end=relay, own_relief=own, without_number=silent))
    return tuple(found)


def without_number(case: Case, positions: Positions, taking_part: Participation) -> tuple[str, ...]:
    """Return the states that take part by a pledge, or a firmer position, whose claims name no persons."""
    by_position = [state for state, reason in taking_part.reasons.items() if reason == "position"]
    pledged = [state for state in by_position if firm_roles(case, positions.of(state), Modality.PLEDGED)]
    named = pledged_personnel(case, positions, pledged)
    return tuple(state for state in pledged if state not in named)


_SMALL, _EFFORT, _ENOUGH = 0.01, 0.01, 0.01
"""Plans of which less than this share of the persons comes from others are not told apart; weight of a person of a state that
has brought nothing yet, so that none is sent for nothing; and distance to the bound, as a share of what the best plan takes
from those to be spared, at which a search ends."""


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """A plan that is nearly as good as the best, and in which others contribute: as in `LevelAnswer`, and beside the best plan.

    Named by what is different; `spared` are states that contribute to the best plan and not to this one. `distance` is how much
    higher the priced shortfall is, as a share of the price of missing everything; `difference` the share of the persons that
    come from others (1: nobody contributes to both). It is `optimal` where it is proved that no plan within the distance takes
    less from those who contributed to the plans before; otherwise `feasible`.
    """

    name: str
    spared: tuple[str, ...]
    shortfall: float
    distance: float
    difference: float
    sustained: int
    outside: int
    contributions: tuple[LevelContribution, ...]
    status: Status
    endurance: Endurance


@dataclass(frozen=True, kw_only=True)
class Alternatives:
    """Plans that are nearly as good, in the order in which they were found; why there are no more, where fewer were found."""

    found: tuple[Alternative, ...] = ()
    no_more: str | None = None


def alternatives(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    request: PlanRequest | None = None,
    *,
    count: int = 3,
    slack: float = 0.01,
) -> Alternatives:
    """Find plans within a stated distance of the best in which others contribute.

    Modelling to generate alternatives, by hop, skip and jump (Brill, Chang and Hopkins 1982): keep the priced shortfall within
    the slack, and take as little as possible from those who contributed to the plans so far, each weighted by its share in
    them; again for each new plan, until one is not new. External providers bring no more than in the best plan: what is left
    to them is what others cannot do.

    Parameters
    ----------
    case, positions, requirement, request
        As for `generate`. Alternatives last without end: for `endurance: horizon` they are those of `relay`.
    count : int
        How many plans at most.
    slack : float
        Most that the priced shortfall may be above the best, as a share (0 to 1) of the price of missing everything.
    """
    request = request or PlanRequest()
    problem = problem_of(case, positions, requirement, request)
    if problem.rules.endurance == "horizon":
        problem = problem.with_rules(endurance="relay")
    best = solve_slots(problem, limits=request.limits)
    if best.objective is None or not best.posts:
        return Alternatives(no_more="there is no plan that anybody contributes to")
    slots = SlotModel(problem, apart={pool.state for pool in problem.pools})
    _stay_near(slots, best, slack)
    found: list[Alternative] = []
    seen = [before := _shares(best)]
    while len(found) < count:
        plan = _sparing(slots, seen, best, request.limits)
        if plan.objective is None:
            return Alternatives(found=tuple(found), no_more=f"the search for another came to no plan ({plan.status})")
        own = _shares(plan)
        nearest = min(range(len(seen)), key=lambda place: apartness(own, seen[place]))
        if apartness(own, seen[nearest]) < _SMALL:
            which = f"alternative {nearest}" if nearest else "the best plan"
            why = f"the plan at most {100 * slack:g} % worse that takes least from those who contribute so far is {which} again"
            return Alternatives(found=tuple(found), no_more=why)
        seen.append(own)
        found.append(
            Alternative(
                name=_name(case, before, own),
                spared=tuple(code for code in before if code not in own),
                shortfall=plan.objective,
                distance=max(0.0, plan.objective - best.objective) / (plan.requirement or 1.0),
                difference=round(apartness(before, own), 6),
                sustained=plan.sustained,
                outside=plan.outside,
                contributions=tuple(
                    LevelContribution(code, *map(round, each)) for code, each in plan.persons().items() if code in own
                ),
                status=plan.status,
                endurance=problem.rules.endurance,
            )
        )
    return Alternatives(found=tuple(found))


def apartness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the share of the persons that come from others: half the sum of what the shares of the states differ by.

    Examples
    --------
    >>> apartness({"DEU": 300, "FRA": 100}, {"FRA": 200})
    0.75
    """
    total, beside = sum(one.values()), sum(other.values())
    if not total or not beside:
        return float(total != beside)
    return sum(abs(one.get(code, 0.0) / total - other.get(code, 0.0) / beside) for code in sorted({*one, *other})) / 2


def _shares(plan: SlotPlan) -> dict[str, float]:
    """Return the share of the persons that each state brings, inside and outside; states that bring nothing are left out."""
    persons = {state: inside + outside for state, (inside, outside) in plan.persons().items()}
    total = sum(persons.values())
    return {state: each / total for state, each in persons.items() if each > 1e-6 * total}


def _persons(slots: SlotModel) -> dict[str, tuple[str, int]]:
    """Return whose posts the columns for what each pool keeps are, and the persons of one."""
    members = (pool for crew in slots.crews for pool in crew.members)
    return {f"rate of {pool.key}": (pool.state, pool.personnel) for pool in members if pool.key in slots.rates}


def _stay_near(slots: SlotModel, best: SlotPlan, slack: float) -> None:
    """Keep the shortfall within the slack, and providers from outside to no more than in the best plan."""
    model, brought = slots.model, best.persons()
    price, posts = model.arrays().cost, [name for name in model.column_blocks if name.startswith("posts ")]
    price[np.concatenate([model.block(name).ravel() for name in posts])] = 0.0
    most = (best.objective or 0.0) + slack * best.requirement
    model.constrain("nearly as good", Terms.total(np.arange(len(price)), price), upper=most + 1e-6)
    for state in sorted({pool.state for pool in slots.problem.pools if pool.abroad}):
        sent = [Terms.total(model.block(name), each) for name, (code, each) in _persons(slots).items() if code == state]
        model.constrain(f"no more from {state}", Terms.sum(sent, 1), upper=sum(brought.get(state, ())) + 1e-6)


def _sparing(slots: SlotModel, seen: Sequence[Mapping[str, float]], best: SlotPlan, limits: Limits) -> SlotPlan:
    """Return the plan within the slack that takes least from those who contributed to the plans seen so far."""
    persons, least = _persons(slots), _EFFORT / len(seen[0])
    states = {state for state, _ in persons.values()}
    weight = {state: max(sum(shares.get(state, 0.0) for shares in seen) / len(seen), least) for state in states}
    taken = sum(weight[state] * sum(each) for state, each in best.persons().items())
    cost = {name: np.zeros(shape) for name, (_, shape) in slots.model.column_blocks.items()}
    cost |= {name: np.array([each * weight[state]]) for name, (state, each) in persons.items()}
    outcome = solve(slots.model.changed(cost, {}), limits, absolute_gap=_ENOUGH * taken, seed=slots.problem.seed)
    return replace(slots.plan_of(outcome), status=outcome.status)


def _name(case: Case, before: Mapping[str, float], after: Mapping[str, float]) -> str:
    change = {code: after.get(code, 0.0) - before.get(code, 0.0) for code in sorted({*before, *after})}
    gone = sorted((code for code in change if code not in after), key=lambda code: (change[code], code))
    less = sorted((code for code in after if change[code] < -_SMALL), key=lambda code: (change[code], code))
    more = sorted((code for code in after if change[code] > _SMALL), key=lambda code: (-change[code], code))
    told = (("without", gone[:3]), ("less from", less[: 1 if len(gone) > 1 else 2]), ("more from", more[:2]))
    names = [(word, [case.states[code].name for code in codes]) for word, codes in told if codes]
    parts = [f"{word} {' and '.join([', '.join(some[:-1]), some[-1]] if some[1:] else some)}" for word, some in names]
    return "; ".join(parts) or "much the same contributors"
