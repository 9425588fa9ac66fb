"""What binds: each cause lifted alone, shares that add up, and what single changes are worth, all solves of the slot model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Literal, NamedTuple

from interpose.case import Case
from interpose.case.tables.words import in_words
from interpose.evidence import Positions
from interpose.generation.analysis.level import LevelAnswer, level_of, unit_months
from interpose.generation.model.groups import commands, crews, whole_level
from interpose.generation.problem.planning_problem import PlanRequest, Problem, StateLimit, problem_of
from interpose.generation.problem.supply import Lift, supplies
from interpose.requirement import Requirement

__all__ = [
    "CAUSES",
    "CAUSE_WORDS",
    "Binding",
    "Cause",
    "Marginal",
    "Method",
    "ShortfallShare",
    "binding_limits",
    "lifted_problem",
    "marginal_values",
    "shortfall_shares",
]

Method = Literal["Shapley", "in order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A limit, and the unit-months of a shortfall that lifting it alone would remove; `no such pool`: that nothing removes."""

    what: str
    effect: str
    capability: str
    cause: str
    quantity: float


@dataclass(frozen=True, slots=True)
class ShortfallShare:
    """Unit-months of a capability's shortfall that are due to a cause.

    That is one of `CAUSES`, `several together` (what goes only if more are lifted) or `no such pool` (what nothing removes).
    Below zero where lifting the limit lets the plan, which weighs capabilities by price, give up some of a cheaper one. The
    method is `Shapley`, the cause's effect averaged over all orders of lifting, or `in order`, its effect after those before.
    """

    capability: str
    cause: str
    quantity: float
    method: Method


class Cause(NamedTuple):
    """A limit that can be lifted: its name and words, the condition, and the limit of supply, or the rule, that changes."""

    name: str
    words: str
    condition: str
    lifts: Lift | tuple[str, object]


CAUSES = (
    Cause("cap", "caps on personnel", "Without caps on personnel", "caps"),
    Cause("caveat", "national caveats", "Without national caveats", "caveats"),
    Cause(
        *("last headquarters", "last headquarters that stay at home", "If states sent their last headquarters too"),
        ("last_headquarters_stays", False),
    ),
    Cause("home share", "share of units that stays at home", "If no share of the units stayed at home", ("home_share", 0.0)),
    Cause("own relief", "nations that relieve only themselves", "If nations relieved one another", ("endurance", "relay")),
    Cause("notice", "time to get ready", "If every unit could come in the first month", "notice"),
    Cause("dwell", "time at home between tours", "If units could return without time at home", "dwell"),
    Cause("not participating", "states that stay out", "If every state with units took part", "participation"),
)
"""Limits that can be lifted: first what a government decides with a signature, last what it must want."""

CAUSE_WORDS = {cause.name: cause.words for cause in CAUSES} | {
    "no such pool": "no unit of the kind",
    "several together": "several together",
}
"""Each cause as a reader would say it."""

_EVERYTHING = frozenset(cause.name for cause in CAUSES)

_EXACT, _MOST_UNITS = 4, 4
"""Causes of one capability up to which all of their subsets are solved, sixteen at most (more are lifted in order); and most
units of one type from one participant that are added."""

_WORTH_TELLING, _NOTHING = 0.01, 5e-4
"""Share of a capability's shortfall below which lifting a limit is not worth telling; and unit-months that are none."""


def binding_limits(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None
) -> tuple[Binding, ...]:
    """Say which limits cause the shortfalls, each lifted alone and all together.

    The parameters are those of `generate`.

    Returns
    -------
    tuple of Binding
        The largest priced effect first. Effects overlap: two limits may each be enough to close the same shortfall, or only
        both together; `shortfall_shares` divides it into parts that add up.
    """
    short = _solves(case, positions, requirement, request or PlanRequest())
    price, found = problem_of(case, positions, requirement, request).demand.price, []
    for capability, missing in short(()).items():
        words, left = in_words(capability), min(missing, short(_EVERYTHING).get(capability, 0.0))
        stay = f"{left:,.0f} of {missing:,.0f} unit-months of {words} stay short"
        told = [("no such pool", left, f"Even with every limit lifted {stay}: no state of the case has the units")]
        for each in CAUSES:
            gain = missing - short({each.name}).get(capability, 0.0)
            gone = f"{100 * gain / missing:.0f}% of the shortfall in {words} would go"
            told.append((each.name, gain, f"{each.condition}, {gone} ({gain:,.0f} of {missing:,.0f} unit-months)"))
        for cause, gain, effect in told:
            if gain > max(_WORTH_TELLING * missing, 1e-6):
                what, quantity = f"{CAUSE_WORDS[cause]}: {words}", round(gain, 3)
                found.append(Binding(what=what, effect=effect, capability=capability, cause=cause, quantity=quantity))
    return tuple(sorted(found, key=lambda each: (-each.quantity * price[each.capability], each.capability, each.cause)))


def shortfall_shares(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None
) -> tuple[ShortfallShare, ...]:
    """Divide what is short of each capability by cause.

    Limits interact: two may each close a gap alone, or only both together. The Shapley value (Shapley 1953) gives each its
    effect averaged over all orders in which they could be lifted, so that the shares add up and causes with equal effects have
    equal shares. Where more than four causes matter for a capability they are lifted in one fixed order instead. Every number
    is a proved solve. The parameters are those of `generate`.

    Returns
    -------
    tuple of ShortfallShare
        By capability, the largest share first. They add up to the shortfall of the level that lasts (`level_answer`), which
        is that of the plan but for its months and sectors; shares of nothing are left out.
    """
    short = _solves(case, positions, requirement, request or PlanRequest())
    found: list[ShortfallShare] = []
    for capability, missing in short(()).items():

        def of(lifted: Collection[str], capability: str = capability) -> float:
            return short(lifted).get(capability, 0.0)

        rest = of(_EVERYTHING)
        effects = {name: (missing - of({name}), of(_EVERYTHING - {name}) - rest) for name in (cause.name for cause in CAUSES)}
        matter = [name for name, effect in effects.items() if max(map(abs, effect)) > _NOTHING]
        method: Method = "Shapley" if len(matter) <= _EXACT else "in order"
        orders = list(permutations(matter)) if method == "Shapley" else [tuple(matter)]
        shares = dict.fromkeys(matter, 0.0)
        for order in orders:
            for place, cause in enumerate(order):
                shares[cause] += (of(order[:place]) - of(order[: place + 1])) / len(orders)
        left = min(missing, rest)
        shares |= {"several together": of(matter) - left, "no such pool": left}
        rows = [ShortfallShare(capability, cause, round(each, 3), method) for cause, each in shares.items()]
        found += sorted((row for row in rows if abs(row.quantity) >= _NOTHING), key=lambda row: -row.quantity)
    return tuple(found)


def lifted_problem(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest, causes: Iterable[Cause]
) -> Problem:
    """Return the planning problem with the limits of some causes lifted, to be solved to the end."""
    causes = tuple(causes)
    lifted = [cause.lifts for cause in causes if isinstance(cause.lifts, str)]
    problem = problem_of(case, positions, requirement, request, lifted=lifted)
    rules = dict(cause.lifts for cause in causes if not isinstance(cause.lifts, str))
    if problem.rules.endurance == "horizon":
        rules.pop("endurance", None)
    return replace(problem.with_rules(**rules), gap=0.0)


def _solves(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest
) -> Callable[[Collection[str]], Mapping[str, float]]:
    """Return what says what is short by capability with some causes lifted; problems that are the same are solved once."""
    solved: dict[object, Mapping[str, float]] = {}

    def short(lifted: Collection[str]) -> Mapping[str, float]:
        if (named := frozenset(lifted)) not in solved:
            causes = [cause for cause in CAUSES if cause.name in named]
            problem = lifted_problem(case, positions, requirement, request, causes)
            key = (problem.pools, (*problem.limits.values(),), repr(problem.rules))
            if key not in solved:
                solved[key] = unit_months(level_of(problem, request.limits).shortfall)
            solved[named] = solved[key]
        return solved[named]

    return short


@dataclass(frozen=True, slots=True)
class Marginal:
    """A change in words, what it brings by itself, and how many units more it is (0 where it is another change).

    `gain` are unit-months of shortfall that go, below zero where a dearer capability gains at the cost of a cheaper one;
    `share` is the priced shortfall that goes, as a share of the price of missing everything.
    """

    change: str
    gain: float
    share: float
    units: int = 0


def marginal_values(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None
) -> tuple[Marginal, ...]:
    """Say what single changes are worth, each found by solving again.

    Levels that last are whole: of units that are short once the build-up is over, the fewest are added that raise the level of
    those who relieve one another, as far as there are no more than four of them. The parameters are those of `generate`.

    Returns
    -------
    tuple of Marginal
        The largest share first; changes without a gain are left out. Gains do not add up.
    """
    request = request or PlanRequest()
    problem = replace(problem_of(case, positions, requirement, request), gap=0.0)
    base, found = level_of(problem, request.limits), []
    changes = (*_more_units(problem, base), *_other_changes(case, positions, problem)) if base.shortfall else ()
    for words, changed, units in changes:
        answer = level_of(changed, request.limits)
        if base.objective is None or answer.objective is None:
            continue
        share = (base.objective - answer.objective) / base.requirement
        gain = sum(row.quantity for row in base.shortfall) - sum(row.quantity for row in answer.shortfall)
        if share > 1e-6:
            found.append(Marginal(words, round(gain, 2), round(share, 9), units))
    return tuple(sorted(found, key=lambda each: (-each.share, each.units, each.change)))


_Change = tuple[str, Problem, int]
"""A change in words, the problem with it, and how many units more it is."""


def _more_units(problem: Problem, base: LevelAnswer) -> Iterator[_Change]:
    """Add units of each type to each participant, the fewest that raise the level that lasts."""
    need, rules = problem.demand, problem.rules
    lasting = {row.capability for row in base.shortfall if need.steady_from <= row.month <= need.steady_until}
    crew_of = {pool.key: crew for crew in crews(problem, problem.pools) for pool in crew.members}
    for pool in problem.pools:
        crew = crew_of.get(pool.key)
        if crew is None or pool.commitment or not any(capability in lasting for _, capability, _ in crew.like.provides):
            continue
        for units in range(1, _MOST_UNITS + 1):
            grown, members = (
                tuple(replace(each, units=each.units + units * (each.key == pool.key)) for each in pools)
                for pools in (problem.pools, crew.members)
            )
            owned = problem.owned_headquarters.get(pool.state, 0) + units * commands(pool)
            changed = replace(problem, pools=grown, owned_headquarters={**problem.owned_headquarters, pool.state: owned})
            if rules.endurance == "horizon" or whole_level(changed, members) > whole_level(problem, crew.members):
                kind = in_words(pool.unit_type)
                what = f"one {kind} more from {pool.state}" if units == 1 else f"{units} more of {kind} from {pool.state}"
                yield what, changed, units
                break


def _other_changes(case: Case, positions: Positions, problem: Problem) -> Iterator[_Change]:
    """Let each state take part that does not, be a month less at home, have another cap, and withdraw what it has elsewhere."""

    def change(words: str, **changed: object) -> _Change:
        return words, replace(problem, **changed), 0  # type: ignore[arg-type]

    inside, wanted, limits = problem.participation.states, problem.demand.quantity, problem.limits
    for code in sorted({pool.state for pool in case.pools} - set(inside) - case.excluded_providers):
        state, pools = case.states[code], supplies(case, positions, [code])
        if state.participates != "no" and any(pool.useful(wanted).provides for pool in pools):
            cap = {} if state.personnel_cap is None else {code: StateLimit(code, state.personnel_cap, None)}
            yield change(f"{code} takes part", pools=(*problem.pools, *pools), limits={**limits, **cap})
    for code in sorted({pool.state for pool in problem.pools}):
        shorter = [pool.state == code and pool.window > pool.tour for pool in problem.pools]
        pools = tuple(replace(pool, window=pool.window - less) for pool, less in zip(problem.pools, shorter, strict=True))
        yield change(f"one month less at home for {code}", pools=pools)
    for code, limit in sorted(limits.items()):
        if limit.most is not None:
            for words, most in (("a cap 10 % higher for", 1.1 * limit.most), ("no cap for", None)):
                yield change(f"{words} {code}", limits={**limits, code: replace(limit, most=most)})
    for bound in supplies(case.with_options(withdraw_commitments=True), positions, inside):
        if bound.commitment and not case.scenario.options.withdraw_commitments:
            what = f"{bound.state} withdraws {bound.units} {bound.unit_type.replace('_', ' ')} from {bound.commitment}"
            yield change(what, pools=(*problem.pools, replace(bound, commitment="", price=0.0)))
