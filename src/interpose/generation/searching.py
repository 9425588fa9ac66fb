"""The first stage: small parts are solved, large ones are dived into and improved where most is left to gain."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.demand import Demand
from interpose.generation.diving import dive, improve, neighbourhoods
from interpose.generation.formulation import Formulation, StateLimit, completed, components, formulate
from interpose.generation.rounding import on_ground
from interpose.generation.stress import Relief, least_stress
from interpose.generation.supply import SupplyClass
from interpose.generation.thrift import Thrift, least_cost
from interpose.solver import Interrupted, Limits, Outcome, Relaxation, solve

__all__ = ["LARGEST_JOINT", "Clock", "Piece", "pieces_of", "search"]

LARGEST_JOINT = 4_000
"""From so many columns on, parts that only caps tie together are taken apart again, each with a share of the caps."""

_ROUNDS = 80
_LAST_NODES = 20
_SOLVED = 2_000
"""Up to so many columns a part that is still open goes to branch and bound; beyond, few nodes take minutes."""

_WORTHWHILE = 0.1
"""Share of the gap of a piece that a search of a few classes has to close to be worth going on."""
_NOTHING = 1e-6

Columns = Mapping[str, NDArray[np.float64]]


class Clock:
    """What is left of a limit in seconds; without one there is always time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._until = None if limits.seconds is None else time.monotonic() + limits.seconds

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self._until is not None and time.monotonic() >= self._until

    def stop(self) -> None:
        """Stop: the time is up from now on."""
        self._until = time.monotonic()

    def left(self) -> Limits:
        """Return the limits for the next solve: the seconds that are left, if they are limited."""
        return self.limits if self._until is None else replace(self.limits, seconds=max(0.0, self._until - time.monotonic()))


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
        Limits of states that hold for this part alone.
    shared : Shared, optional
        Caps that it shares with other pieces.
    """

    def __init__(
        self,
        demand: Demand,
        capabilities: frozenset[str],
        classes: Sequence[SupplyClass],
        limits: Mapping[str, StateLimit],
        shared: Shared | None = None,
    ) -> None:
        self.capabilities, self.price = capabilities, demand.price_of_all(capabilities)
        self._given = (demand, capabilities, tuple(classes), limits)
        self._shared = shared
        self.part = formulate(demand, capabilities, classes, limits)
        self.outcome: Outcome | None = None
        self.later: tuple[Relief, Thrift] | None = None
        self.relaxed_usage: Mapping[str, NDArray[np.float64]] = {}
        self.share: float | None = None
        self.stale = 0
        self.next: Iterator[tuple[int, ...]] = iter(())

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

    def now(self) -> Formulation:
        """Return the model with what other pieces leave of the caps that it shares with them."""
        if self._shared is not None:
            demand, capabilities, classes, limits = self._given
            self.part = formulate(demand, capabilities, classes, limits, self._shared.left_for(self))
        return self.part

    def take(self, columns: Columns) -> None:
        """Take a plan of the piece; what was proved before holds on."""
        objective = self.part.model.cost(columns)
        # Under what others leave of the caps, a solve proves nothing about the whole: the share of its relaxation does.
        bound = self.share if self.share is not None else (self.outcome.bound if self.outcome is not None else None)
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
        if without and all(limit.least is None for limit in self._given[3].values()):
            bound = self.outcome.bound if self.outcome is not None else None
            self.outcome = Outcome("feasible", None, bound if bound is not None else 0.0, 0.0, {}, {})
            shapes = {name: shape for name, (_, shape) in self.part.model.column_blocks.items() if name.startswith("tours ")}
            self.take(completed(self.part, {name: np.zeros(shape) for name, shape in shapes.items()}))

    def relieve(self, month_of_a_person: float, clock: Clock, seed: int) -> None:
        """Run the later stages, once."""
        if self.later is None and self.outcome is not None and self.planned and not clock.over:
            part = self.now()
            relief = least_stress(part, self.outcome, clock.left(), seed)
            if not clock.over:
                self.later = (relief, least_cost(part, relief, month_of_a_person, clock.left(), seed))

    def usage(self, state: str) -> NDArray[np.float64]:
        """Return the persons of a state by month: in the plan, or in the relaxation until there is one."""
        if not self.planned:
            return self.relaxed_usage[state]
        return persons_by_month(self.part, self.columns, state)


class Shared:
    """Caps that several pieces share."""

    def __init__(self, caps: Mapping[str, float]) -> None:
        self.caps = caps
        self.pieces: list[Piece] = []

    def left_for(self, piece: Piece) -> dict[str, NDArray[np.float64]]:
        """Return the persons by state and month that the other pieces leave."""
        left = {}
        for state, cap in self.caps.items():
            others = [other for other in self.pieces if other is not piece]
            used = sum((other.usage(state) for other in others), np.zeros(1))
            surely = sum((other.usage(state) for other in others if other.planned), np.zeros(1))
            unit = max((group.like.personnel for group in piece.part.classes if group.like.state == state), default=0)
            more = 0 if piece.planned else unit
            left[state] = np.maximum(0.0, np.minimum(cap - used + more, cap - surely) + _NOTHING)
        return left


def persons_by_month(part: Formulation, columns: Columns, state: str) -> NDArray[np.float64]:
    """Return the persons of a state on the ground by month."""
    persons = np.zeros(part.demand.horizon)
    for number, group in enumerate(part.classes):
        if group.like.state == state:
            persons += group.like.personnel * on_ground(columns[f"tours {number}"].sum(axis=0), group.like.tour)
    return persons


def pieces_of(
    demand: Demand,
    capabilities: frozenset[str],
    classes: Sequence[SupplyClass],
    limits: Mapping[str, StateLimit],
    clock: Clock,
    seed: int,
) -> list[Piece]:
    """Make the pieces of a part: one, or, where the part is large and only caps tie it together, one for each capability.

    The relaxation of the whole part then gives each piece its share of the bound, and says how much of the caps it may
    use until the others are known.
    """
    whole = Piece(demand, capabilities, classes, limits)
    apart = components(
        classes, {}, replace(demand, quantity={k: v for k, v in demand.quantity.items() if k[1] in capabilities})
    )
    if (
        len(apart) < 2
        or whole.part.model.column_count < LARGEST_JOINT
        or any(limit.least is not None for limit in limits.values())
    ):
        return [whole]
    relaxation = Relaxation(whole.part.model, clock.left(), first="ipm", seed=seed)
    if not relaxation.solve():
        return [whole]
    shared = Shared({state: limit.most for state, limit in limits.items() if limit.most is not None})
    numbers = {group: number for number, group in enumerate(whole.part.classes)}
    for names, members in sorted(apart, key=lambda each: (-demand.price_of_all(each[0]), min(each[0]))):
        piece = Piece(demand, names, members, {}, shared)
        columns = {f"tours {own}": relaxation.value(f"tours {numbers[group]}") for own, group in enumerate(members)}
        piece.relaxed_usage = {state: persons_by_month(piece.part, columns, state) for state in shared.caps}
        piece.share = _share(whole.part, relaxation, piece)
        shared.pieces.append(piece)
    return shared.pieces


def _share(whole: Formulation, relaxation: Relaxation, piece: Piece) -> float:
    """Return what the relaxation of the whole pays for the rows of a piece."""
    own = [number for number, key in enumerate(whole.keys) if key in piece.part.keys]
    prices = np.array([whole.demand.price[whole.keys[number][1]] for number in own])
    short, worst = relaxation.value("short")[own], relaxation.value("worst")[own]
    paid = float(prices @ (short.sum(axis=1) + whole.demand.steady_months * worst))
    mine = {group: number for number, group in enumerate(whole.classes) if group in set(piece.part.classes)}
    for group, number in mine.items():
        if group.like.commitment:
            paid += whole.model.cost_of(f"withdrawn {number}", relaxation.value(f"withdrawn {number}"))
    return paid


def search(pieces: Sequence[Piece], clock: Clock, gap: float, seed: int) -> None:
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

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C; pieces that have a plan keep it.
    """
    new = [piece for piece in pieces if piece.outcome is None]
    for piece in new:
        piece.next = neighbourhoods(piece.part, seed)
        found = dive(piece.now(), clock.left(), seed, gap * piece.price) if piece.part.large and not clock.over else None
        if found is None:
            if piece.part.large:
                piece.fill()
            _solve(piece, clock, gap * piece.price, seed)
            continue
        piece.learn(found.outcome)
    dived = [piece for piece in new if piece.part.large and piece.planned]
    budget = gap * sum(piece.price for piece in dived)
    for piece in _while_open(dived, budget, clock):
        again = dive(piece.now(), clock.left(), seed, gap * piece.price, first="simplex")
        if again is not None:
            piece.learn(again.outcome)
    _improve(dived, budget, clock, seed)
    for piece in _while_open(dived, budget, clock):
        if piece.share is None and piece.part.model.column_count <= _SOLVED:
            others = sum(each.gap for each in dived if each is not piece)
            _solve(piece, clock, max(0.5 * piece.gap, budget - others), seed)


def _while_open(pieces: Sequence[Piece], budget: float, clock: Clock) -> Iterator[Piece]:
    """Give pieces, those with most left to gain first, until all together are within the gap or the time is up."""
    for piece in sorted(pieces, key=lambda piece: -piece.gap):
        if clock.over or sum(each.gap for each in pieces) <= budget:
            return
        yield piece


def _improve(pieces: Sequence[Piece], budget: float, clock: Clock, seed: int) -> None:
    """Search neighbourhoods where most is left to gain, until the gap is reached or nothing more is found."""
    for _ in range(_ROUNDS):
        open_pieces = [piece for piece in pieces if piece.gap > _NOTHING and piece.stale <= len(piece.part.classes)]
        if clock.over or not open_pieces or sum(piece.gap for piece in pieces) <= budget:
            return
        piece = max(open_pieces, key=lambda each: each.gap)
        before, free = piece.gap, next(piece.next)
        enough = _WORTHWHILE * piece.gap
        piece.take(improve(piece.now().model, piece.columns, free, clock.left(), absolute_gap=enough, seed=seed))
        piece.stale = 0 if piece.gap < before - _NOTHING else piece.stale + len(free)


def _solve(piece: Piece, clock: Clock, absolute_gap: float, seed: int) -> None:
    """Solve a piece by branch and bound, from its plan where it has one; what is proved is kept if it is more."""
    known = piece.outcome
    limits = clock.left()
    if known is not None:
        limits = replace(limits, nodes=min(limits.nodes, _LAST_NODES))
    try:
        start = known.values if known else None
        piece.learn(solve(piece.now().model, limits, absolute_gap=absolute_gap, seed=seed, start=start))
    except Interrupted as interruption:
        if interruption.outcome is not None and interruption.outcome.has_solution:
            piece.learn(interruption.outcome)
        raise
