"""From which schedules of the states with caps a plan begins: those that leave others least to make up for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from interpose.generation.cap_shares import Share
from interpose.generation.capped import Worth, scheduled_below_cap
from interpose.generation.formulation import Formulation
from interpose.solver import Limits, Relaxation

__all__ = ["promising_schedules"]

_SCHEDULES = 3
"""Schedules of each state to choose among."""

_PASSES = 3
"""How often each state in turn may take another of its schedules."""

_NOTHING = 1e-6

Floats = NDArray[np.float64]
Schedule = Mapping[int, Floats]
"""Tours that begin by class of a state, shape (stations, horizon)."""


def promising_schedules(
    part: Formulation, shares: Sequence[Share], worth: Worth, limits: Limits, seed: int
) -> list[dict[str, Floats]]:
    """Choose tours of the states with caps with which the relaxation of all others costs least.

    At the prices of the relaxation many schedules of a state are worth the same, since others make up for what it leaves; but
    schedules of several states may leave the same. So some of each state are made, and with the tours of all held the
    relaxation of each capability tells what is left. Then each state in turn takes the schedule that goes best with those of
    the others, as long as anyone gains (coordinate descent).

    Parameters
    ----------
    part : Formulation
        The part, with caps.
    shares : sequence of Share
        Its capabilities.
    worth : tuple
        What tours are worth and where, as `worth_of_tours` gives it.
    limits : Limits
        How long to look.
    seed : int
        Seed of chance.

    Returns
    -------
    list of dict
        Tours by name of the column block: those made together that cost least, and, if they are others, those that go best
        with one another.
    """
    options = {
        state: [scheduled_below_cap(part, state, most, worth, seed + turn) for turn in range(_SCHEDULES)]
        for state, most in sorted(part.caps.items())
    }
    judge = _Judge(shares, limits, seed)
    together = [{state: schedules[turn] for state, schedules in options.items()} for turn in range(_SCHEDULES)]
    first = min(together, key=judge.cost)
    chosen, cost = dict(first), judge.cost(first)
    for _ in range(_PASSES):
        before = cost
        # Those with most persons first.
        for state in sorted(options, key=lambda each: -part.caps[each]):
            costs = [judge.cost({**chosen, state: schedule}) for schedule in options[state]]
            best = int(np.argmin(costs))
            if costs[best] < cost - _NOTHING:
                chosen[state], cost = options[state][best], costs[best]
        if cost >= before - _NOTHING:
            break
    same = all(chosen[state] is first[state] for state in chosen)
    return [_columns(each) for each in ((first,) if same else (first, chosen))]


def _columns(chosen: Mapping[str, Schedule]) -> dict[str, Floats]:
    return {f"tours {number}": tours for schedule in chosen.values() for number, tours in schedule.items()}


class _Judge:
    """What the relaxations of all capabilities cost with the tours of the states with caps held."""

    def __init__(self, shares: Sequence[Share], limits: Limits, seed: int) -> None:
        self._shares = shares
        self._relaxations = [Relaxation(share.alone.model, limits, first="ipm", seed=seed) for share in shares]
        self._held: dict[int, Floats] = {}
        self._costs = [np.inf] * len(shares)

    def cost(self, chosen: Mapping[str, Schedule]) -> float:
        """Return what the relaxations cost together; only those are solved again of which something changed."""
        tours = {number: each for schedule in chosen.values() for number, each in schedule.items()}
        for place, (share, relaxation) in enumerate(zip(self._shares, self._relaxations, strict=True)):
            changed = [
                (own, number)
                for own, number in enumerate(share.numbers)
                if number in tours and not np.array_equal(tours[number], self._held.get(number, np.nan))
            ]
            for own, number in changed:
                relaxation.hold(f"tours {own}", tours[number])
                self._held[number] = tours[number]
            if changed or not np.isfinite(self._costs[place]):
                solved = relaxation.solve() and relaxation.objective is not None
                self._costs[place] = (relaxation.objective or 0.0) if solved else np.inf
        return sum(self._costs)
