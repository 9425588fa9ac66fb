"""Do those who join carry the required force, with a lead among them: chances of joining put through the planner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interpose.authority import Authority, RouteDecision
from interpose.authority.routes.common_factor import normal_average
from interpose.case import Case, Figure, Range
from interpose.case.row_ref import RowRef
from interpose.evidence import Positions
from interpose.generation import PlanRequest
from interpose.generation.analysis.level import level_of
from interpose.generation.model.slots import solve_slots
from interpose.generation.problem.demand import COMMAND
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.normal_law import normal_quantile, normal_share
from interpose.plain import keyed
from interpose.requirement import Requirement

__all__ = ["CarryChance", "Joiner", "Joiners", "joiners_of"]

Floats = NDArray[np.float64]

_SHARES = (1.0, 0.5)
"""Shares of the required force of which is asked whether it is carried: all of it, and half."""

_NEAR = 0.002
"""How much may be missing for a share to count as carried: twice the gap at which a level is good enough."""

_MOST_SOLVED = 20
"""Levels that are solved, each in some 30 ms; what is not settled by then widens the range."""

_MOST_FREE = 12
"""Joiners that are told apart, the largest ones; smaller ones stay out of what is certain and join in what is possible."""

_RIDGE, _SPREAD = 0.05, 0.05
"""How far the guess of what each joiner adds is held to equal shares, and how sure it is of a share."""

_OPEN, _ENOUGH, _SHORT, _BETWEEN = range(4)
"""How a set of joiners stands: not solved; enough; too short; or neither with the small ones nor without them."""

_TOLERANCE = 1e-6
_CERTAIN = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Joiner:
    """A state that may join: its chance, and whether it could lead."""

    state: str
    chance: Range
    leads: bool


@keyed
class CarryChance(NamedTuple):
    """Chance that those who join carry a share of the required force, a lead among them.

    `independent` and `common_factor` are for the most likely chances, with votes apart and moving together; `low` and `high`
    bound both over all stated ranges. Where not `settled`, too few levels were solved to tell every combination, and the two
    are the least that is certain.
    """

    share: float
    independent: float
    common_factor: float
    low: float
    high: float
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Joiners:
    """Who may join the coalition, and whether they carry the force.

    Parameters
    ----------
    route : str
        The route by which states join.
    joiners : tuple of Joiner
        Those that may join, the largest first. External providers are no joiners: the scenario counts on them or not.
    expected : float
        Mean number of those who join.
    together : float
        Share of the required force that all of them carry together, as the plan weighs it.
    carry : tuple of CarryChance
        Chances that they carry all of it, and half.
    """

    route: str
    joiners: tuple[Joiner, ...]
    expected: float
    together: float
    carry: tuple[CarryChance, ...]

    def figures(self) -> Iterator[Figure]:
        """Name the numbers, so that they can be traced."""
        inputs = (str(RowRef.route(self.route)), "force.sustained")
        said = "chances of votes.csv for each state; whether a set carries it is solved as a level that lasts"
        yield Figure(name="joiners.expected", value=round(self.expected, 2), unit="states", formula=said, inputs=inputs)
        formula = "1 − shortfall of the level of all who may join"
        yield Figure(name="joiners.together", value=round(self.together, 3), unit="share", formula=formula, inputs=inputs)
        for each in self.carry:
            name = "all" if each.share == 1 else "half"
            for end, value in (("", each.common_factor), (".low", each.low), (".high", each.high)):
                formula = f"chance that those who join carry {each.share:.0%} of the required force, a lead among them: {said}"
                yield Figure(
                    name=f"joiners.carry_{name}{end}", value=round(value, 3), unit="probability", formula=formula, inputs=inputs
                )


def joiners_of(
    case: Case, positions: Positions, authority: Authority, requirement: Requirement, request: PlanRequest | None = None
) -> Joiners | None:
    """Ask whether those who join the coalition carry the required force, with a lead among them.

    One who joins never makes a force smaller, so a set that carries it settles all larger ones, and one that does not settles
    all smaller ones. The set whose answer tells most is solved next, until all are settled or enough levels are solved.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What each state would contribute.
    authority : Authority
        The decisions; the route by which states join has each state's chance.
    requirement : Requirement
        What the mandates need.
    request : PlanRequest, optional
        What is asked of the planner.

    Returns
    -------
    Joiners or None
        None where the case has no route by which states join, or nobody may join.
    """
    decision = next((route for route in authority.routes if route.id == authority.coalition.route), None)
    if decision is None:
        return None
    problem = problem_of(case, positions, requirement, request)
    # The same few pools are planned many times over: what no mandate of theirs wants is left out once.
    problem = replace(problem, pools=tuple(pool.useful(problem.demand.quantity) for pool in problem.pools))
    if problem.rules.endurance == "horizon":
        problem = problem.with_rules(endurance="relay")
    chances = _chances(decision, problem)
    if not chances:
        return None
    everybody = level_of(problem)
    if not everybody.has_numbers:
        return None
    size = {row.state: row.personnel + row.outside for row in everybody.contributions}
    states = sorted(chances, key=lambda state: (-size.get(state, 0), state))
    leading = _leading(case, problem, states)
    levels = _Levels(
        problem=problem, joiners=frozenset(states), known={frozenset(states): 1 - (everybody.shortfall_share or 0.0)}
    )
    carry = tuple(_carry(share, states, leading, levels, chances, decision) for share in _SHARES)
    return Joiners(
        route=decision.id,
        joiners=tuple(Joiner(state=state, chance=chances[state], leads=state in leading) for state in states),
        expected=sum(chances[state].mode for state in states),
        together=levels.known[frozenset(states)],
        carry=carry,
    )


def _chances(decision: RouteDecision, problem: Problem) -> dict[str, Range]:
    """Take the chance of joining of every state that takes part by its position; it has pools, or it would carry nothing."""
    owners = {pool.state for pool in problem.pools}
    found = {}
    for state, reason in problem.participation.reasons.items():
        vote = decision.vote_of(state)
        if reason == "position" and vote is not None and state in owners:
            found[state] = Range(vote.least.yes, vote.chances.yes, vote.most.yes)
    return found


def _leading(case: Case, problem: Problem, states: Sequence[str]) -> frozenset[str]:
    """Name who could lead: whom the scenario names, or else who can send a headquarters and still keep its last at home."""
    options = case.scenario.options
    if options.lead is not None:
        return frozenset({str(options.lead)} & set(states))
    kept = 1 if options.last_headquarters_stays else 0
    staffs = {name for name, unit in case.unit_types.items() if COMMAND in dict(unit.capabilities)}
    sending = {pool.state for pool in problem.pools if pool.unit_type in staffs}
    return frozenset(state for state in sending & set(states) if problem.owned_headquarters.get(state, 0) > kept)


@dataclass
class _Levels:
    """Levels that were solved, by who joins: the share of the required force that they carry."""

    problem: Problem
    joiners: frozenset[str]
    known: dict[frozenset[str], float]

    def carried(self, members: frozenset[str]) -> float | None:
        """Solve the level of some of the joiners, beside those who are no joiners; None once too many were solved."""
        if members not in self.known:
            if len(self.known) > _MOST_SOLVED:
                return None
            kept = tuple(pool for pool in self.problem.pools if pool.state in members or pool.state not in self.joiners)
            share = solve_slots(replace(self.problem, pools=kept)).shortfall_share
            self.known[members] = 0.0 if share is None else 1 - share
        return self.known[members]


def _carry(
    share: float,
    states: Sequence[str],
    leading: frozenset[str],
    levels: _Levels,
    chances: Mapping[str, Range],
    decision: RouteDecision,
) -> CarryChance:
    """Add up the probability of the sets of joiners that carry a share with a lead among them."""
    free = tuple(states[:_MOST_FREE])
    small = frozenset(states[_MOST_FREE:])
    correlation = decision.probability.correlation if decision.probability is not None else Range.exactly(0.0)
    at = {end: np.array([chances[state].at(end) for state in free]) for end in ("low", "mode", "high")}
    status = _settled(share, free, small, leading, levels, _subsets(at["mode"], np.zeros(1))[0])
    certain, possible = status == _ENOUGH, status != _SHORT
    settled = bool((certain == possible).all())
    likely = [_mass(certain, at["mode"], each) for each in (0.0, correlation.mode)]
    ends = [(at[end], each) for end in at for each in (0.0, correlation.high)]
    least = [_mass(certain, *each) for each in ends]
    most = least if settled else [_mass(possible, *each) for each in ends]
    return CarryChance(
        share=share,
        independent=likely[0],
        common_factor=likely[1],
        low=min(*likely, *least),
        high=max(*likely, *most),
        settled=settled,
    )


def _settled(
    share: float,
    free: Sequence[str],
    small: frozenset[str],
    leading: frozenset[str],
    levels: _Levels,
    weights: Floats,
) -> NDArray[np.int8]:
    """Say of every set of joiners whether it is enough, too short, or not settled.

    A set is the number whose bits are its members. The set whose answer settles most, whichever it is, is solved next.
    """
    sets = np.arange(len(weights))
    status = np.zeros(len(weights), dtype=np.int8)
    leads = sum(1 << place for place, state in enumerate(free) if state in leading)
    if not small & leading:
        status[(sets & leads) == 0] = _SHORT
    next_set = len(weights) - 1 if status[-1] == _OPEN else None
    while next_set is not None:
        members = frozenset(state for place, state in enumerate(free) if next_set >> place & 1)
        least, most = (levels.carried(each) for each in (members, members | small))
        if least is None or most is None:
            break
        led = bool(members & leading)
        if led and least >= share - _NEAR:
            status[(sets & next_set) == next_set] = _ENOUGH
        elif most < share - _NEAR or not (members | small) & leading:
            status[(sets | next_set) == next_set] = _SHORT
        else:
            status[next_set] = _BETWEEN
        next_set = _most_telling(status, weights, _hoped(share, free, levels))
    return status


def _hoped(share: float, free: Sequence[str], levels: _Levels) -> Floats:
    """Guess from the levels that were solved how likely each set is enough: their shares, fitted by what each member adds."""
    rows = np.array([[1.0, *(state in members for state in free)] for members in levels.known])
    values = np.array(list(levels.known.values()))
    prior = np.eye(len(free) + 1) * _RIDGE
    even = values.max() / len(free)
    start = np.array([0.0, *[even] * len(free)])
    adds = start + np.linalg.solve(rows.T @ rows + prior, rows.T @ (values - rows @ start))
    sums = np.array([adds[0]])
    for each in adds[1:]:
        sums = np.concatenate([sums, sums + each])
    return normal_share((sums - share) / _SPREAD)


def _most_telling(status: NDArray[np.int8], weights: Floats, hoped: Floats) -> int | None:
    """Choose the open set that is hoped to settle most weight: its larger sets if it is enough, else its smaller ones."""
    open_sets = np.flatnonzero(status == _OPEN)
    if not len(open_sets):
        return None
    unsettled = np.where(status == _OPEN, weights, 0.0)
    above, below = unsettled.copy(), unsettled.copy()
    for place in range(int(np.log2(len(weights)))):
        pairs_above, pairs_below = (each.reshape(-1, 2, 1 << place) for each in (above, below))
        pairs_above[:, 0] += pairs_above[:, 1]
        pairs_below[:, 1] += pairs_below[:, 0]
    told = (hoped * above + (1 - hoped) * below)[open_sets]
    return int(open_sets[int(np.argmax(told))])


def _subsets(chances: Floats, factor: Floats, correlation: float = 0.0) -> Floats:
    """Give the probability of every set of joiners, for each value of the common factor; bit k of a set is member k."""
    bound = np.clip(chances, _CERTAIN, 1 - _CERTAIN)
    lean = (normal_quantile(bound)[None, :] + np.sqrt(correlation) * factor[:, None]) / np.sqrt(1 - correlation)
    found: Floats = np.ones((len(factor), 1 << len(chances)))
    for place, yes in enumerate(normal_share(lean).T[:, :, None]):
        without, within = np.split(found[:, : 2 << place], 2, axis=1)
        np.multiply(without, yes, out=within)
        without *= 1 - yes
    return found


def _mass(wanted: NDArray[np.bool_], chances: Floats, correlation: float) -> float:
    """Add up the probability of the sets that are wanted, with votes apart or under one common factor."""
    if not wanted.any():
        return 0.0
    if correlation <= 0:
        return float(_subsets(chances, np.zeros(1))[0, wanted].sum())
    averaged = normal_average(lambda factor: _subsets(chances, factor, correlation)[:, wanted].sum(axis=1), _TOLERANCE)
    return 0.0 if averaged is None else min(1.0, averaged)
