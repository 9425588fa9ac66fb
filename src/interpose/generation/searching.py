"""The first stage: small parts are solved, large ones are dived into and bettered where most is left to gain."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from interpose.generation.clock import Clock
from interpose.generation.demand import Demand
from interpose.generation.formulation import completed, formulate
from interpose.generation.hunting import ABREAST, Hunt
from interpose.generation.state_limits import StateLimit
from interpose.generation.stress import Relief, least_stress
from interpose.generation.supply import SupplyClass
from interpose.generation.thrift import Thrift, least_cost
from interpose.solver import Interrupted, Outcome, Team, side_by_side, solve

__all__ = ["Piece", "search"]

_LAST_NODES = 20
_SOLVED = 2_000
"""Up to so many columns a part that is still open goes to branch and bound; beyond, few nodes take minutes."""

_STEPS = 400
"""Most steps of a search in which the gap is not reached."""

_LOOSE = 0.03
"""Share of the price of missing everything from which on a distance to the bound is loose: a hasty plan is then enough."""

_FAR = 1.5
"""How many times the distance that is good enough a hasty plan is off for others to be looked for, which takes a while."""

_WITH_SECTORS = 0.7
"""Share of the distance to the bound that a plan may take up where sectors follow; with caps steps take too long for that."""

_FURTHER = 40
"""Most steps that are made for it once the plan itself is close enough."""

_NOTHING = 1e-6

Columns = Mapping[str, NDArray[np.float64]]


class Piece:
    """A part of a plan while it is searched: its model, the best plan of it so far, and what is proved.

    Parameters
    ----------
    demand : Demand
        What is required.
    capabilities : frozenset of str
        Capabilities of the part.
    classes : sequence of SupplyClass
        Classes that serve them.
    limits : mapping of str to StateLimit
        Limits of states that tie them together.
    """

    def __init__(
        self,
        demand: Demand,
        capabilities: frozenset[str],
        classes: Sequence[SupplyClass],
        limits: Mapping[str, StateLimit],
    ) -> None:
        self.capabilities, self.price = capabilities, demand.price_of_all(capabilities)
        self.part = formulate(demand, capabilities, classes, limits)
        self.outcome: Outcome | None = None
        self.later: tuple[Relief, Thrift] | None = None
        self._bound_to_a_least = any(limit.least is not None for limit in limits.values())

    @property
    def columns(self) -> Columns:
        """Columns of the plan, as the last stage that was reached left it."""
        if self.later is not None:
            return self.later[1].columns
        return {} if self.outcome is None else self.outcome.values

    @property
    def planned(self) -> bool:
        """Whether there is a plan of it."""
        return self.outcome is not None and self.outcome.has_solution

    @property
    def gap(self) -> float:
        """Distance between the plan and what is proved."""
        outcome = self.outcome
        if outcome is None or outcome.objective is None:
            return self.price
        return outcome.objective - (outcome.bound or 0.0)

    def take(self, columns: Columns) -> None:
        """Take a plan of the piece; what was proved before holds on."""
        objective = self.part.model.cost(columns)
        bound = None if self.outcome is None else self.outcome.bound
        proved = bound is not None and objective - bound <= _NOTHING * max(1.0, abs(objective))
        self.outcome = Outcome("optimal" if proved else "feasible", objective, bound, 0.0, columns, {})

    def learn(self, found: Outcome) -> None:
        """Take what a solve came to: its plan where it is the best so far, its bound where it is more."""
        known = self.outcome
        if known is None or not known.has_solution:
            self.outcome = found
            if found.has_solution:
                self.take(found.values)
            return
        bounds = [each for each in (known.bound, found.bound) if each is not None]
        self.outcome = replace(known, bound=max(bounds, default=None))
        better = found.objective is not None and known.objective is not None and found.objective <= known.objective
        self.take(found.values if better else known.values)

    def fill(self) -> None:
        """Where there is no plan yet, take the one in which nobody comes, unless a state has bound itself to a least."""
        without = self.outcome is None or self.outcome.status == "no answer"
        if without and not self._bound_to_a_least:
            bound = self.outcome.bound if self.outcome is not None else None
            self.outcome = Outcome("feasible", None, bound if bound is not None else 0.0, 0.0, {}, {})
            shapes = {name: shape for name, (_, shape) in self.part.model.column_blocks.items() if name.startswith("tours ")}
            self.take(completed(self.part, {name: np.zeros(shape) for name, shape in shapes.items()}))

    def relieve(self, month_of_a_person: float, clock: Clock, seed: int) -> None:
        """Run the later stages, once."""
        if self.later is None and self.outcome is not None and self.planned and not clock.over:
            relief = least_stress(self.part, self.outcome, clock.left(), seed)
            if not clock.over:
                self.later = (relief, least_cost(self.part, relief, month_of_a_person, clock.left(), seed))


def search(pieces: Sequence[Piece], clock: Clock, gap: float, seed: int, *, sectors: bool = False) -> None:
    """Find a plan for each piece that has none yet, so that all together are within the gap.

    Parameters
    ----------
    pieces : sequence of Piece
        The pieces; their outcomes are set.
    clock : Clock
        How long to look.
    gap : float
        Distance to the bound that is good enough, as a share of the price of missing everything.
    seed : int
        Seed of the solver.
    sectors : bool
        Whether the plan is dealt to sectors afterwards, and some of that distance is kept for what their rules cost.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C; pieces that have a plan keep it.
    """

    def enough(piece: Piece) -> float:
        return gap * piece.price * (_WITH_SECTORS if sectors and not piece.part.caps else 1.0)

    threads = clock.limits.threads
    waiting = [piece for piece in pieces if piece.outcome is None]
    begun = side_by_side([partial(_begin, piece, clock, enough(piece), seed) for piece in waiting], threads)
    hunts = [(piece, hunt) for piece, hunt in zip(waiting, begun, strict=True) if hunt is not None]
    budget, further = gap * sum(piece.price for piece, _ in hunts), 0
    for_sectors = sum(enough(piece) for piece, _ in hunts)
    with Team(threads) as team:
        # Steps are taken in the order in which they begin, whichever is over first: the plan depends on no clock.
        going: deque[tuple[Piece, Callable[[], Callable[[], Outcome]]]] = deque()
        for _ in range(_STEPS):
            left = [each for each in hunts if not each[1].exhausted]
            anew = [] if left or going else [each for each in hunts if each[1].can_begin_anew]
            apart = sum(piece.gap for piece, _ in hunts)
            further += apart <= budget
            if clock.over or not (left or going or anew) or apart <= for_sectors or further > _FURTHER:
                break
            if anew:
                piece, hunt = max(anew, key=lambda each: each[0].gap)
                piece.learn(hunt.begin_anew())
                continue
            if left:
                piece, hunt = max(left, key=lambda each: each[1].promise)
                going.append((piece, team.begin(hunt.attempt(clock.left()))))
            if len(going) == ABREAST or not left:
                piece, tried = going.popleft()
                piece.learn(tried()())
    for piece, hunt in sorted(hunts, key=lambda each: -each[0].gap):
        if clock.over or sum(each.gap for each, _ in hunts) <= budget:
            return
        if hunt.part.model.column_count <= _SOLVED:
            others = sum(each.gap for each, _ in hunts if each is not piece)
            piece.learn(hunt.finish(replace(clock.left(), nodes=_LAST_NODES), max(0.5 * piece.gap, budget - others)))


def _begin(piece: Piece, clock: Clock, absolute_gap: float, seed: int) -> Hunt | None:
    """Solve a small piece; find a first plan of a large one, and return what betters it."""
    if piece.part.large and not clock.over:
        hunt = Hunt(piece.part, clock.left(), seed)
        found = hunt.begin()
        if found is not None:
            piece.learn(found)
            far = absolute_gap < _LOOSE * piece.price and piece.gap > _FAR * absolute_gap
            if far and hunt.can_begin_anew and not clock.over:
                piece.learn(hunt.begin_anew())
            return hunt
    if piece.part.large:
        piece.fill()
    _solve(piece, clock, absolute_gap, seed)
    return None


def _solve(piece: Piece, clock: Clock, absolute_gap: float, seed: int) -> None:
    """Solve a piece by branch and bound, from its plan where it has one; what is proved is kept if it is more."""
    known = piece.outcome
    limits = clock.left()
    if known is not None:
        limits = replace(limits, nodes=min(limits.nodes, _LAST_NODES))
    try:
        start = known.values if known else None
        piece.learn(solve(piece.part.model, limits, absolute_gap=absolute_gap, seed=seed, start=start))
    except Interrupted as interruption:
        if interruption.outcome is not None and interruption.outcome.has_solution:
            piece.learn(interruption.outcome)
        raise
