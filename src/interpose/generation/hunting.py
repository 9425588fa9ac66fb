"""The hunt for a good plan of a large part: a bound, first plans, and steps that better them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.belts import put_together, stationed
from interpose.generation.cap_prices import proved_apart
from interpose.generation.cap_shares import Share, planned_by_shares
from interpose.generation.capped import FEW_ROUNDS, MANY_ROUNDS, Worth, scheduled_below_cap, worth_of_tours
from interpose.generation.clock import Clock
from interpose.generation.diving import Diver
from interpose.generation.formulation import Formulation, completed, components
from interpose.generation.neighbourhoods import PAUSES_OF_ALL, Kind, Neighbourhoods
from interpose.generation.state_limits import StateLimit
from interpose.solver import Limits, Outcome, Relaxation, solve

__all__ = ["Hunt"]

_KINDS: tuple[Kind, ...] = (*("dive", "many", "core", "few", "many") * 2, "whole")
_KINDS_WITH_CAPS: tuple[Kind, ...] = (*("dive", "many", "core", "across") * 2, "whole")
_KINDS_WITH_STATES: tuple[Kind, ...] = (*("state", "dive", "many", "core", "across") * 2, "whole")
"""Steps of a group in turn: a dive shows other good tours, classes are searched among those, and a whole group last."""

_LARGEST_WHOLE = 1_500
"""Columns up to which a whole group is searched by branch and bound; beyond, its root alone takes long."""

_PROVED_AFTER = 12
"""Steps after which a part with caps is looked at for what more can be proved of it."""

_WHOLE_STATES = 4_000
"""Up to so many columns a part has room for steps that search all of a state with a cap."""

_STARTS = 8
"""Schedules of the states with caps from which such a part is begun; the best first plan is kept."""

_SHARED = 6_000
"""Columns up to which a part is begun with caps shared out by capability as well."""

_ROOMS = (2.0, 1.0, 0.5, 0.0)
"""Room, in units, that a capability has beyond its share of the caps, in turn."""

_LOOSE = 0.03
"""Share of the price of missing everything from which on a distance to the bound is loose: a hasty plan is then enough."""

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

    Where caps tie capabilities together, the relaxation of the whole part gives the bound and says what each unit is worth
    in each month. With these prices the states that have a cap are scheduled first, each by itself, in whole units. What
    is left falls apart by capability: each group is dived into, with the tours of those states held. Then a few classes
    at a time are searched, those of the states with caps too, or all of a group, always in the group in which most is
    left to gain. All of this is done with belts put together; the plan that is returned says where to stand as well.

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
        self._given, self._limits, self._seed, self._clock = part, limits, seed, Clock(limits)
        self._capabilities = capabilities = frozenset(capability for _, capability in part.keys)
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
        self._divers: list[Diver] = []
        self._near: Neighbourhoods | None = None
        self._bound: float | None = None
        self._relaxed: list[float] | None = None
        self._stationed: list[tuple[Columns, Columns]] = [({}, {})] * len(groups)
        with_caps = _KINDS_WITH_STATES if part.model.column_count <= _WHOLE_STATES else _KINDS_WITH_CAPS
        self._kinds = with_caps if part.caps else _KINDS
        self._turns = [0] * len(groups)
        self._vain = [0] * len(groups)
        blocks = part.model.column_blocks
        self._sizes = [sum(int(np.prod(blocks[f"tours {number}"][1])) for number in group) for group in self._groups]
        self._prices: Mapping[str, NDArray[np.float64]] = {}

    @property
    def alone(self) -> bool:
        """Whether the part is one group without caps, so that its relaxation is that of the group."""
        return len(self._groups) == 1 and not self.part.caps

    @property
    def exhausted(self) -> bool:
        """Whether every class has been searched since anything was gained."""
        return all(self._left(group) <= _NOTHING for group in range(len(self._groups)))

    @property
    def promise(self) -> float:
        """What the next step may gain: what is left in a group as far as its relaxation tells, less after steps in vain."""
        return max((self._promise(group) for group in range(len(self._groups))), default=0.0)

    @property
    def bound(self) -> float | None:
        """What is proved of the part so far."""
        proved = [self._bound, self._divers[0].proved if self.alone and self._divers else None]
        return max((each for each in proved if each is not None), default=None)

    def begin(self, enough: float = 0.0) -> Outcome | None:
        """Find the bound and a first plan; None where the relaxation has no optimum.

        Parameters
        ----------
        enough : float
            Distance to the bound that is good enough: no further first plan is then looked for.
        """
        part = self.part
        relaxed: Columns | None = None
        worth: Worth | None = None
        if not self.alone:
            relaxation = Relaxation(part.model, self._limits, first="interior", seed=self._seed)
            if not relaxation.solve():
                return None
            self._bound = relaxation.proved
            self._prices = {name: np.minimum(relaxation.dual(name), 0.0) for name in part.limits}
            relaxed = {name: relaxation.value(name) for name in part.model.column_blocks}
            prices = relaxation.dual("requirement").reshape(len(part.keys), part.demand.horizon)
            worth = worth_of_tours(part, prices)
        able: list[tuple[Columns, list[Diver]]] = []
        loose = enough >= _LOOSE * part.demand.price_of_all(self._capabilities)
        for found in self._plans(worth, relaxed, FEW_ROUNDS if loose else MANY_ROUNDS):
            if found is not None:
                able.append(found)
            close = found is not None and self.bound is not None and part.model.cost(found[0]) - self.bound <= enough
            if close or self._clock.over:
                break
        if not able:
            return None
        columns, divers = min(able, key=lambda each: part.model.cost(each[0]))
        self._divers = divers or [
            Diver(share.alone, self._limits, self._seed, self._held(share.numbers, columns)) for share in self._shares
        ]
        self._near = self._around(columns)
        if relaxed is not None:
            self._relaxed = [self._near.value(group, relaxed) for group in range(len(self._groups))]
        return self._now()

    def _plans(self, worth: Worth | None, relaxed: Columns | None, rounds: int) -> Iterator[tuple[Columns, list[Diver]] | None]:
        """Give first plans, the divers with those that come from dives."""
        part = self.part
        several = bool(part.caps) and part.model.column_count <= _WHOLE_STATES
        for start in range(_STARTS if several else 1):
            yield self._scheduled(worth, rounds, self._seed + start)
        if relaxed is not None and part.caps and part.model.column_count <= _SHARED:
            for room in _ROOMS:
                columns = planned_by_shares(part, self._shares, relaxed, room, self._clock, self._seed)
                yield None if columns is None else (columns, [])

    def _held(self, numbers: Sequence[int], columns: Columns) -> dict[int, NDArray[np.float64]]:
        """Return the tours of states with caps in a plan, by number of the class in its group."""
        classes, caps = self.part.classes, self.part.caps
        return {place: columns[f"tours {number}"] for place, number in enumerate(numbers) if classes[number].like.state in caps}

    def _scheduled(self, worth: Worth | None, rounds: int, seed: int) -> tuple[Columns, list[Diver]] | None:
        """Schedule the states with caps, if there are any, and dive into each group once with their tours held."""
        part, divers = self.part, []
        columns: dict[str, NDArray[np.float64]] = {}
        if worth is not None:
            for state, most in sorted(part.caps.items()):
                tours = scheduled_below_cap(part, state, most, worth, seed, rounds)
                columns |= {f"tours {number}": each for number, each in tours.items()}
        for share in self._shares:
            held = self._held(share.numbers, columns)
            diver = Diver(share.alone, self._limits, self._seed, held)
            found = None if diver.bound is None else diver.dive(held)
            if found is None:
                return None
            divers.append(diver)
            columns |= {f"tours {number}": found[f"tours {place}"] for place, number in enumerate(share.numbers)}
        return completed(part, columns), divers

    def step(self, limits: Limits) -> Outcome:
        """Dive once more into the group in which most is left to gain, or search a few of its classes; return the plan."""
        assert self._near is not None  # noqa: S101 - a hunt that has begun
        group = max(range(len(self._groups)), key=self._promise)
        kind = self._kinds[self._turns[group] % len(self._kinds)]
        self._turns[group] += 1
        if sum(self._turns) == _PROVED_AFTER and self.part.caps:
            proved = proved_apart(self.part, self._shares, self._prices, limits, self._seed)
            self._bound = max(proved or 0.0, self._bound or 0.0)
        if kind in ("core", "whole") and self._sizes[group] > _LARGEST_WHOLE:
            kind = "many"
        if kind == "dive":
            gained = self._dive(group)
        elif kind == "whole" and self.alone:
            gained = self._solve(replace(limits, pauses=PAUSES_OF_ALL), _ENOUGH * self._left(group))
        else:
            gained = self._near.step(kind, group, limits, _ENOUGH * self._left(group))
        self._vain[group] = 0 if gained else self._vain[group] + 1
        return self._now()

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
        bound = None if self.bound is None else min(self.bound, objective)
        return Outcome("feasible", objective, bound, 0.0, columns, {})

    def finish(self, limits: Limits, absolute_gap: float) -> Outcome:
        """Solve the part by branch and bound, from the plan as it is; return the plan."""
        self._solve(limits, absolute_gap)
        return self._now()

    def _solve(self, limits: Limits, absolute_gap: float) -> float:
        """Solve the part by branch and bound, which proves something too; return what was gained."""
        assert self._near is not None  # noqa: S101 - a hunt that has begun
        model, before = self.part.model, self._near.columns
        found = solve(model, limits, absolute_gap=absolute_gap, seed=self._seed, start=before)
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

    def _dive(self, group: int) -> float:
        """Dive once more into a group, with the tours held that the plan has of the states with caps."""
        assert self._near is not None  # noqa: S101 - a hunt that has begun
        numbers = self._groups[group]
        found = self._divers[group].dive(self._held(numbers, self._near.columns))
        if found is None:
            return 0.0
        return self._near.take(group, {f"tours {number}": found[f"tours {place}"] for place, number in enumerate(numbers)})

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
