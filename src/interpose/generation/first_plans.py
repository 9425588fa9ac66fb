"""First plans of a large part: a hasty one with the bound of the relaxation, and better ones where caps bind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from interpose.generation.cap_bounds import proved_of_whole_units
from interpose.generation.cap_patterns import with_whole_units
from interpose.generation.cap_shares import Share, planned_by_shares
from interpose.generation.cap_starts import promising_schedules
from interpose.generation.capped import FEW_ROUNDS, Worth, scheduled_below_cap, worth_of_tours
from interpose.generation.clock import Clock
from interpose.generation.diving import Diver
from interpose.generation.formulation import Formulation, completed
from interpose.solver import Limits, Relaxation, side_by_side

__all__ = ["FirstPlans", "Start"]

_SHARED = 6_000
"""Columns up to which a part is begun with caps shared out by capability as well."""

_MOST_ANEW = 4
"""From how many plans a small part is begun in turn."""

_ROOMS = (2.0, 1.0, 0.5, 0.0)
"""Room, in units, that a capability has beyond its share of the caps, in turn."""

Columns = Mapping[str, NDArray[np.float64]]
Start = tuple[Columns, list[Diver]]
"""A plan, and what dives into each group with the tours held that it has of the states with caps."""


class FirstPlans:
    """Plans from which a search may begin.

    The relaxation of the whole part gives the bound and says what each unit is worth in each month. With these prices the
    states that have a cap are scheduled first, each by itself, in whole units. What is left falls apart by capability: each
    group is dived into, with the tours of those states held.

    Parameters
    ----------
    part : Formulation
        The part.
    shares : sequence of Share
        Its groups, each by itself without caps.
    limits : Limits
        How long to look.
    seed : int
        Seed of the solver and of chance.

    Attributes
    ----------
    bound : float or None
        What is proved of the part; nothing where it is one group without caps, since its diver proves it.
    relaxed : mapping of str to numpy.ndarray or None
        Columns of the relaxation.
    """

    def __init__(self, part: Formulation, shares: Sequence[Share], limits: Limits, seed: int) -> None:
        self._part, self._shares, self._limits, self._seed = part, shares, limits, seed
        self._clock = Clock(limits)
        self._worth: Worth | None = None
        self._first: Start | None = None
        self._others: list[Start] | None = None
        self.bound: float | None = None
        self.relaxed: Columns | None = None

    @property
    def more(self) -> bool:
        """Whether there are other plans to begin from: where caps bind, and several times where the part is small."""
        return bool(self._part.limits) and self._worth is not None and self._others != []

    @property
    def _small(self) -> bool:
        return self._part.model.column_count <= _SHARED

    def held(self, share: Share, columns: Columns) -> dict[int, NDArray[np.float64]]:
        """Return the tours of states with caps in a plan, by number of the class in a group."""
        classes, caps = self._part.classes, self._part.caps
        numbers = enumerate(share.numbers)
        return {place: columns[f"tours {number}"] for place, number in numbers if classes[number].like.state in caps}

    def hasty(self) -> Start | None:
        """Return the first plan; None where the relaxation has no optimum."""
        part = self._part
        tours: dict[str, NDArray[np.float64]] = {}
        if len(self._shares) > 1 or part.caps:
            relaxation = Relaxation(part.model, self._limits, first="interior", seed=self._seed)
            if not relaxation.solve():
                return None
            self.bound = relaxation.proved
            self.relaxed = {name: relaxation.value(name) for name in part.model.column_blocks}
            prices = relaxation.dual("requirement").reshape(len(part.keys), part.demand.horizon)
            self._worth = worth_of_tours(part, prices)
            for state, most in sorted(part.caps.items()):
                found = scheduled_below_cap(part, state, most, self._worth, self._seed, FEW_ROUNDS)
                tours |= {f"tours {number}": each for number, each in found.items()}
        self._first = self._dived(tours, None)
        return self._first

    def next(self) -> Start | None:
        """Return the next best plan, where there are more; when they are made, more is proved of the part beside."""
        part, relaxed, worth = self._part, self.relaxed, self._worth
        if worth is not None and relaxed is not None and self._others is None:
            jobs: list[Callable[[], Start | None]] = [
                partial(self._scheduled, worth),
                partial(self._prove, with_whole_units(part, relaxed), relaxed),
            ]
            if self._small:
                jobs += [partial(self._shared_out, relaxed, room) for room in _ROOMS]
            found = [plan for plan in side_by_side(jobs, self._limits.threads) if plan is not None]
            if self._small and self._first is not None:
                found.append(self._first)
            self._others = sorted(found, key=lambda plan: part.model.cost(plan[0]))[:_MOST_ANEW]
        return self._others.pop(0) if self._others else None

    def _prove(self, closer: Formulation, relaxed: Columns) -> None:
        proved = proved_of_whole_units(closer, self._shares, relaxed, self._limits, self._seed)
        self.bound = max(proved or 0.0, self.bound or 0.0)

    def _scheduled(self, worth: Worth) -> Start | None:
        """Dive below those schedules of the states with caps of which whole worst months prove least to be lost."""
        best: tuple[float, Columns, list[Diver]] | None = None
        for tours in promising_schedules(self._part, self._shares, worth, self._limits, self._seed):
            divers = [self._diver(share, tours) for share in self._shares]
            for diver in divers:
                diver.prove()
            bound = sum(np.inf if diver.bound is None else diver.bound for diver in divers)
            if best is None or bound < best[0]:
                best = bound, tours, divers
        return None if best is None else self._dived(best[1], best[2])

    def _shared_out(self, relaxed: Columns, room: float) -> Start | None:
        columns = planned_by_shares(self._part, self._shares, relaxed, room, self._clock, self._seed)
        return None if columns is None else (columns, [self._diver(share, columns) for share in self._shares])

    def _diver(self, share: Share, columns: Columns) -> Diver:
        return Diver(share.alone, self._limits, self._seed, self.held(share, columns))

    def _dived(self, tours: Columns, divers: Sequence[Diver] | None) -> Start | None:
        """Dive into each group once, with the tours of states with caps held."""

        def dive(number: int) -> tuple[Diver, Columns | None]:
            share = self._shares[number]
            diver = self._diver(share, tours) if divers is None else divers[number]
            return diver, None if diver.bound is None else diver.dive(self.held(share, tours))

        dives = side_by_side([partial(dive, number) for number in range(len(self._shares))], self._limits.threads)
        columns = dict(tours)
        for share, (_, found) in zip(self._shares, dives, strict=True):
            if found is None:
                return None
            columns |= {f"tours {number}": found[f"tours {place}"] for place, number in enumerate(share.numbers)}
        return completed(self._part, columns), [diver for diver, _ in dives]
