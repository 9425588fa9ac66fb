"""The hunt for a good plan of a large part: a bound, first plans, and steps that better them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from interpose.generation.belts import put_together, stationed
from interpose.generation.cap_shares import Share
from interpose.generation.diving import Diver
from interpose.generation.first_plans import FirstPlans, Start
from interpose.generation.formulation import Formulation, completed, components
from interpose.generation.neighbourhoods import PAUSES_OF_ALL, Attempt, Kind, Neighbourhoods
from interpose.generation.state_limits import StateLimit
from interpose.solver import Limits, Outcome, solve

__all__ = ["ABREAST", "Hunt"]

_KINDS: tuple[Kind, ...] = (*("dive", "many", "core", "few", "many") * 2, "whole")
_KINDS_WITH_CAPS: tuple[Kind, ...] = (*("core", "dive", "many", "across") * 2, "whole")
_KINDS_WITH_STATES: tuple[Kind, ...] = (*("state", "dive", "many", "core", "across") * 2, "whole")
"""Steps of a group in turn: a dive shows other good tours, classes are searched among those, and a whole group last."""

_LARGEST_WHOLE = 1_500
"""Columns up to which a whole group is searched by branch and bound; beyond, its root alone takes long."""

_WHOLE_STATES = 4_000
"""Up to so many columns a part has room for steps that search all of a state with a cap."""

ABREAST = 8
"""Steps that are made side by side, on however many threads."""

_MOST_IN_VAIN = 16
"""Steps in vain after which a group is left."""

_FADING = 0.9
"""By how much a group promises less after each step in vain."""

_ENOUGH = 0.05
"""Share of what is left to gain in a group that a step has to find to be worth going on."""

_NOTHING = 1e-6

Columns = Mapping[str, NDArray[np.float64]]


class Hunt:
    """Finds and betters a plan of a part that branch and bound would take too long for.

    From a first plan on, a few classes at a time are searched, those of the states with caps too, or all of a group, always in
    the group in which most is left to gain. Steps of several groups may be made side by side. All of this is done with belts
    put together; the plan that is returned says where to stand as well.

    Parameters
    ----------
    part : Formulation
        The part.
    limits : Limits
        How long to look.
    seed : int
        Seed of the solver and of chance.
    """

    def __init__(self, part: Formulation, limits: Limits, seed: int) -> None:
        self._given, self._seed = part, seed
        capabilities = frozenset(capability for _, capability in part.keys)
        given = part
        caps = {state: StateLimit(state, most, None) for state, most in given.caps.items()}
        self.part = part = put_together(given.demand, capabilities, given.classes, caps)
        demand = part.demand
        own = replace(demand, quantity={key: months for key, months in demand.quantity.items() if key[1] in capabilities})
        groups = [each for each in components(part.classes, {}, own) if each[1]]
        places = {group: number for number, group in enumerate(part.classes)}
        self._groups = [tuple(places[group] for group in members) for _, members in groups]
        models = [part]
        if not self.alone:
            members = [[given.classes[number] for number in numbers] for numbers in self._groups]
            models = [put_together(given.demand, names, each, {}) for (names, _), each in zip(groups, members, strict=True)]
        self._shares = [Share(*each) for each in zip(models, self._groups, strict=True)]
        self._first = FirstPlans(part, self._shares, limits, seed)
        self._divers: list[Diver] = []
        self._near: Neighbourhoods | None = None
        self._bound: float | None = None
        self._least = np.inf
        self._best: Columns = {}
        self._relaxed: list[float] | None = None
        self._stationed: list[tuple[Columns, Columns]] = [({}, {})] * len(groups)
        with_caps = _KINDS_WITH_STATES if part.model.column_count <= _WHOLE_STATES else _KINDS_WITH_CAPS
        self._kinds = with_caps if part.caps else _KINDS
        self._turns: list[int] = []
        self._vain: list[int] = []
        self._busy: set[int] = set()
        blocks = part.model.column_blocks
        self._sizes = [sum(int(np.prod(blocks[f"tours {number}"][1])) for number in group) for group in self._groups]

    @property
    def alone(self) -> bool:
        """Whether the part is one group without caps, so that its relaxation is that of the group."""
        return len(self._groups) == 1 and not self.part.caps

    @property
    def exhausted(self) -> bool:
        """Whether every class has been searched since anything was gained."""
        return all(self._left(group) <= _NOTHING for group in self._free)

    @property
    def promise(self) -> float:
        """What the next step may gain: what is left in a group as far as its relaxation tells, less after steps in vain."""
        return max((self._promise(group) for group in self._free), default=0.0)

    @property
    def _free(self) -> list[int]:
        """Groups in which no step is being made."""
        return [group for group in range(len(self._groups)) if group not in self._busy]

    @property
    def can_begin_anew(self) -> bool:
        """Whether there are other plans to begin from."""
        return self._first.more

    @property
    def bound(self) -> float | None:
        """What is proved of the part so far."""
        proved = [self._bound, self._first.bound, self._divers[0].proved if self.alone and self._divers else None]
        return max((each for each in proved if each is not None), default=None)

    def begin(self) -> Outcome | None:
        """Find the bound and a first plan, in haste; None where the relaxation has no optimum."""
        start = self._first.hasty()
        if start is None:
            return None
        self._go_on_from(start)
        return self._now()

    def begin_anew(self) -> Outcome:
        """Go on from another plan, where there are more, though it may be worse than what was found so far."""
        start = self._first.next()
        if start is not None:
            self._go_on_from(start)
        return self._now()

    def _go_on_from(self, start: Start) -> None:
        columns, self._divers = start
        self._near = self._around(columns)
        self._turns, self._vain = [0] * len(self._groups), [0] * len(self._groups)
        if self._first.relaxed is not None:
            self._relaxed = [self._near.value(group, self._first.relaxed) for group in range(len(self._groups))]

    def attempt(self, limits: Limits) -> Callable[[], Callable[[], Outcome]]:
        """Return the next step: a dive into the group in which most is left to gain, or a search of a few of its classes.

        It changes nothing, so that several can be made side by side, and returns what takes the plan that was found and
        returns the plan as it then is. Until that is called, no other step is made in the group.
        """
        group = max(self._free, key=self._promise)
        self._busy.add(group)
        attempt = self._attempt(group, limits)

        def tried() -> Callable[[], Outcome]:
            take = attempt()
            return lambda: self._taken(group, take())

        return tried

    def _taken(self, group: int, gained: float) -> Outcome:
        self._busy.discard(group)
        self._vain[group] = 0 if gained else self._vain[group] + 1
        return self._now()

    def _attempt(self, group: int, limits: Limits) -> Attempt:
        """Return what the next step of a group does."""
        assert self._near is not None  # noqa: S101 - a hunt that has begun
        kind = self._kinds[self._turns[group] % len(self._kinds)]
        self._turns[group] += 1
        if kind in ("core", "whole") and self._sizes[group] > _LARGEST_WHOLE:
            kind = "many"
        if kind == "dive":
            return self._dive(group)
        if kind == "whole" and self.alone:
            return self._all_at_once(replace(limits, pauses=PAUSES_OF_ALL), _ENOUGH * self._left(group))
        return self._near.attempt(kind, group, limits, _ENOUGH * self._left(group))

    def _now(self) -> Outcome:
        assert self._near is not None  # noqa: S101 - a hunt that has begun
        columns, tours = self._near.columns, dict[str, NDArray[np.float64]]()
        for place, numbers in enumerate(self._groups):
            mine = {name: columns[name] for name in (f"tours {number}" for number in numbers)}
            before, found = self._stationed[place]
            if not before or any((mine[name] != before[name]).any() for name in mine):
                found = stationed(self._given, numbers, mine, self._seed)
                self._stationed[place] = (mine, found)
            tours |= found
        columns = completed(self._given, tours)
        objective = self._given.model.cost(columns)
        if objective < self._least:
            self._least, self._best = objective, self._near.columns
        bound = None if self.bound is None else min(self.bound, objective)
        return Outcome("feasible", objective, bound, 0.0, columns, {})

    def finish(self, limits: Limits, absolute_gap: float) -> Outcome:
        """Solve the part by branch and bound, from the best plan that was found; return the plan."""
        self._near = self._around(self._best)
        self._all_at_once(limits, absolute_gap)()()
        return self._now()

    def _all_at_once(self, limits: Limits, absolute_gap: float) -> Attempt:
        """Return branch and bound on the whole part, which proves something too."""
        assert self._near is not None  # noqa: S101 - a hunt that has begun
        model, before = self.part.model, self._near.columns

        def solved() -> Callable[[], float]:
            found = solve(model, limits, absolute_gap=absolute_gap, seed=self._seed, start=before)
            return partial(self._taken_whole, found)

        return solved

    def _taken_whole(self, found: Outcome) -> float:
        """Take what branch and bound on the whole part came to; return what was gained."""
        assert self._near is not None  # noqa: S101 - a hunt that has begun
        model, before = self.part.model, self._near.columns
        if found.bound is not None:
            self._bound = max(found.bound, self._bound or 0.0)
        if not found.has_solution:
            return 0.0
        columns = completed(self.part, {name: tours for name, tours in found.values.items() if name.startswith("tours ")})
        gained = model.cost(before) - model.cost(columns)
        if gained <= _NOTHING:
            return 0.0
        self._near = self._around(columns)
        return gained

    def _dive(self, group: int) -> Attempt:
        """Return one more dive into a group, with the tours held that the plan has of the states with caps."""
        assert self._near is not None  # noqa: S101 - a hunt that has begun
        near, numbers = self._near, self._groups[group]
        held = self._first.held(self._shares[group], near.columns)

        def dived() -> Callable[[], float]:
            found = self._divers[group].dive(held)
            if found is None:
                return float
            free = {f"tours {number}": found[f"tours {place}"] for place, number in enumerate(numbers) if place not in held}
            return lambda: near.take(group, free)

        return dived

    def _left(self, group: int) -> float:
        near, bound = self._near, self._divers[group].bound
        if self.alone:
            bound = self.bound
        if near is None or bound is None or self._vain[group] >= _MOST_IN_VAIN:
            return 0.0
        if self._relaxed is not None:
            # With the tours of states with caps held there may be nothing left to gain; with others there may be.
            bound = min(bound, self._relaxed[group])
        return near.value(group) - bound

    def _promise(self, group: int) -> float:
        return self._left(group) * _FADING ** self._vain[group]

    def _around(self, columns: Columns) -> Neighbourhoods:
        count = len(self.part.classes)
        used: list[NDArray[np.bool_]] = [np.zeros(0, dtype=np.bool_)] * count
        for diver, numbers in zip(self._divers, self._groups, strict=True):
            for place, number in enumerate(numbers):
                used[number] = diver.used[place]
        return Neighbourhoods(self.part, columns, self._groups, used, [diver.leaves for diver in self._divers], self._seed)
