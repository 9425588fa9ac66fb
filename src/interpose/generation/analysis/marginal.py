"""What one change would be worth, each by itself: a unit more, a state more, a month less at home, a cap lifted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.analysis.level import level_of, unit_months
from interpose.generation.model.crews import Crew, commands, crews, whole_level
from interpose.generation.problem.planning_problem import Problem, StateLimit, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.problem.supply import PoolSupply, belt_of, supplies

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["Marginal", "marginal_values"]

_NOTHING = 1e-6

_MOST_UNITS = 4
"""Most units of one type from one participant that are added."""


@dataclass(frozen=True, slots=True)
class Marginal:
    """A change in words, and what it brings by itself.

    Parameters
    ----------
    gain, share : float
        Unit-months of shortfall that go, below zero where a dearer capability gains at the cost of a cheaper one; and priced
        shortfall that goes, as a share of the price of missing everything.
    units : int
        How many units more it is; 0 where it is another change.
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
    those who relieve one another, as far as there are no more than four of them.

    The parameters are those of `generate`.

    Returns
    -------
    tuple of Marginal
        The largest share first; changes without a gain are left out. Gains do not add up.
    """
    request = request or PlanRequest()
    problem = replace(problem_of(case, positions, requirement, request), gap=0.0)
    search = _Search(problem, request)
    if not search.missing:
        return ()
    found = list(search.more_units())
    for change, changed in (*_joining(case, positions, problem), *_of_states(problem), *_withdrawals(case, positions, problem)):
        found += search.worth(change, changed)
    return tuple(sorted(found, key=lambda each: (-each.share, each.units, each.change)))


class _Search:
    """The answer as it is, beside which each change is solved."""

    def __init__(self, problem: Problem, request: PlanRequest) -> None:
        self.problem, self.request = problem, request
        self.base = level_of(problem, request.limits)
        self.missing = unit_months(self.base)

    def worth(self, change: str, changed: Problem, units: int = 0) -> list[Marginal]:
        pools = {*self.problem.pools} ^ {*changed.pools}
        touched = any(capability in self.missing for pool in pools for _, capability, _ in pool.provides)
        if not touched and changed.limits == self.problem.limits:
            return []
        answer, before = level_of(changed, self.request.limits), self.base.objective
        if before is None or answer.objective is None or before - answer.objective <= _NOTHING * self.base.requirement:
            return []
        gain = sum(self.missing.values()) - sum(unit_months(answer).values())
        return [Marginal(change, round(gain, 2), round((before - answer.objective) / self.base.requirement, 9), units)]

    def more_units(self) -> Iterator[Marginal]:
        """Add units of each type to each participant, the fewest that raise the level that lasts.

        Units that do the same at the same pace, of states that nothing tells apart, bring the same: they are solved once.
        """
        problem, need = self.problem, self.problem.demand
        lasting = {row.capability for row in self.base.shortfall if need.steady_from <= row.month <= need.steady_until}
        groups = crews(problem.pools, need.quantity, problem.rules)
        crew_of = {pool.key: crew for crew in groups for pool in crew.members}
        solved: dict[object, list[Marginal]] = {}
        for pool in problem.pools:
            crew = crew_of.get(pool.key)
            if crew is None or pool.commitment or not any(capability in lasting for _, capability, _ in crew.provides):
                continue
            if not (units := self._fewest(pool, crew)):
                continue
            apart = pool.state in problem.limits or (commands(pool) and problem.rules.last_headquarters_stays)
            key = (
                crew.owner,
                crew.provides,
                pool.tour,
                pool.window,
                pool.first_month,
                pool.abroad,
                apart and pool.state,
                units,
            )
            if key not in solved:
                solved[key] = self.worth("", self._with(pool, units), units)
            kind = pool.unit_type.replace("_", " ")
            what = f"one {kind} more from {pool.state}" if units == 1 else f"{units} more of {kind} from {pool.state}"
            yield from (replace(each, change=what) for each in solved[key])

    def _fewest(self, pool: PoolSupply, crew: Crew) -> int:
        """Return the fewest units more that raise the level of those who relieve one another; 0 where so many do not."""
        if self.problem.rules.endurance == "horizon":
            return 1
        level = whole_level(self.problem, crew.members)
        for units in range(1, _MOST_UNITS + 1):
            members = [replace(each, units=each.units + units) if each.key == pool.key else each for each in crew.members]
            if whole_level(self._with(pool, units), members) > level:
                return units
        return 0

    def _with(self, pool: PoolSupply, units: int) -> Problem:
        grown = tuple(replace(each, units=each.units + units) if each == pool else each for each in self.problem.pools)
        owned = dict(self.problem.owned_headquarters)
        if commands(pool):
            owned[pool.state] = owned.get(pool.state, 0) + units
        return replace(self.problem, pools=grown, owned_headquarters=owned)


def _joining(case: Case, positions: Positions, problem: Problem) -> Iterator[tuple[str, Problem]]:
    """Let each state take part that does not, and whose units could do what is required."""
    wanted = problem.demand.quantity
    for code in sorted({pool.state for pool in case.pools} - set(problem.participation.states) - case.excluded_providers):
        state, pools = case.states[code], supplies(case, positions, [code])
        if state.participates != "no" and any((belt_of(at), name) in wanted for pool in pools for at, name, _ in pool.provides):
            cap = {} if state.personnel_cap is None else {code: StateLimit(code, state.personnel_cap, None)}
            yield f"{code} takes part", replace(problem, pools=(*problem.pools, *pools), limits={**problem.limits, **cap})


def _of_states(problem: Problem) -> Iterator[tuple[str, Problem]]:
    """Shorten the time at home of each state by a month; raise and lift each cap."""
    for code in sorted({pool.state for pool in problem.pools}):
        less = tuple(
            replace(pool, window=pool.window - 1) if pool.state == code and pool.window > pool.tour else pool
            for pool in problem.pools
        )
        yield f"one month less at home for {code}", replace(problem, pools=less)
    for code, limit in sorted(problem.limits.items()):
        if limit.most is not None:
            for words, most in (("a cap 10 % higher for", 1.1 * limit.most), ("no cap for", None)):
                yield f"{words} {code}", replace(problem, limits={**problem.limits, code: replace(limit, most=most)})


def _withdrawals(case: Case, positions: Positions, problem: Problem) -> Iterator[tuple[str, Problem]]:
    """Withdraw what each state has bound elsewhere, where the scenario does not allow that already."""
    if case.scenario.options.withdraw_commitments:
        return
    for bound in supplies(case.with_options(withdraw_commitments=True), positions, problem.participation.states):
        if bound.commitment:
            what = f"{bound.state} withdraws {bound.units} {bound.unit_type.replace('_', ' ')} from {bound.commitment}"
            yield what, replace(problem, pools=(*problem.pools, replace(bound, commitment="", price=0.0)))
