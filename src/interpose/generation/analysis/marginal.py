"""What one change would be worth, each by itself: a unit more, a state more, a month less at home, a cap lifted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from interpose.case import Case
from interpose.case.tables.words import in_words
from interpose.evidence import Positions
from interpose.generation.analysis.level import LevelAnswer, level_of
from interpose.generation.model.groups import commands, crews, whole_level
from interpose.generation.problem.planning_problem import Problem, StateLimit, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.problem.supply import PoolSupply, supplies
from interpose.requirement import Requirement

__all__ = ["Marginal", "marginal_values"]

_NOTHING = 1e-6

_MOST_UNITS = 4
"""Most units of one type from one participant that are added."""


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
        if share > _NOTHING:
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
            changed = _with(problem, pool, units)
            members = [replace(each, units=each.units + units * (each.key == pool.key)) for each in crew.members]
            if rules.endurance == "horizon" or whole_level(changed, members) > whole_level(problem, crew.members):
                kind = in_words(pool.unit_type)
                what = f"one {kind} more from {pool.state}" if units == 1 else f"{units} more of {kind} from {pool.state}"
                yield what, changed, units
                break


def _with(problem: Problem, pool: PoolSupply, units: int) -> Problem:
    grown = tuple(replace(each, units=each.units + units) if each == pool else each for each in problem.pools)
    owned = {**problem.owned_headquarters}
    if commands(pool):
        owned[pool.state] = owned.get(pool.state, 0) + units
    return replace(problem, pools=grown, owned_headquarters=owned)


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
