"""A plan of a large part that is bettered a few classes at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interpose.generation.formulation import Formulation, completed
from interpose.solver import Incumbent, Limits

__all__ = ["PAUSES_OF_ALL", "Attempt", "Kind", "Neighbourhoods", "in_turn"]

_PAUSES = 15
"""Work for a step, about a quarter of a second: what is not settled by then is left for the next."""

_PAUSES_OF_CORE, PAUSES_OF_ALL = 250, 100
"""Work for steps that search a whole group: a few seconds, and seldom that long."""

_FEW, _MANY = 3, 5
"""Classes that are searched at once: with all of their months, or with those months alone that dives have used."""

_NOTHING = 1e-6

Kind = Literal["dive", "core", "whole", "many", "few", "across", "state"]

Columns = Mapping[str, NDArray[np.float64]]

Attempt = Callable[[], Callable[[], float]]
"""What looks for a better plan and changes nothing; it returns what takes the plan that it found, and tells what was gained."""


def in_turn(numbers: Sequence[int], count: int, random: np.random.Generator) -> Iterator[tuple[int, ...]]:
    """Give sets of so many numbers without end, each number as often as any other, in an order that chance decides."""
    while True:
        order = random.permutation(len(numbers))
        for begin in range(0, len(numbers), count):
            yield tuple(sorted(numbers[place] for place in order[begin : begin + count].tolist()))


class Neighbourhoods:
    """The search around a plan of a part.

    Parameters
    ----------
    part : Formulation
        The part.
    columns : mapping of str to numpy.ndarray
        A plan of it.
    groups : sequence of sequence of int
        Classes that serve the same capabilities, by number.
    used : sequence of numpy.ndarray of bool
        By class, which tours began in any plan or relaxation so far, shape (stations, horizon).
    leaves : sequence of bool
        By group, whether stations are left to others by those who wish to.
    seed : int
        Seed of the solver and of chance.
    """

    def __init__(
        self,
        part: Formulation,
        columns: Columns,
        groups: Sequence[Sequence[int]],
        used: Sequence[NDArray[np.bool_]],
        leaves: Sequence[bool],
        seed: int,
    ) -> None:
        self.part, self._used, self._seed = part, used, seed
        self._incumbent = Incumbent(part.model, columns)
        self._values: dict[int, float] = {}
        self._random = np.random.default_rng(seed)
        self._groups = groups
        self._group_of = {number: place for place, group in enumerate(groups) for number in group}
        self._many = [in_turn(group, _MANY, self._random) for group in groups]
        self._few = [in_turn(group, _FEW, self._random) for group in groups]
        numbers = range(len(part.classes))
        self._of_state = [tuple(n for n in numbers if part.classes[n].like.state == state) for state in sorted(part.caps)]
        self._states = in_turn(range(len(self._of_state)), 1, self._random)
        keys = [{part.keys.index(key) for number in group for key in part.rows_of(number)} for group in groups]
        self._rows = [np.array(sorted(each), dtype=np.int64) for each in keys]
        open_rows = {row for rows, left in zip(self._rows, leaves, strict=True) if not left for row in rows.tolist()}
        self._open_wishes = [wish.row if wish.row in open_rows else -1 for wish in part.wishes]

    @property
    def columns(self) -> Columns:
        """The plan as it is now."""
        return self._incumbent.values

    def value(self, group: int, columns: Columns | None = None) -> float:
        """Return what the plan, or another, misses of the capabilities of a group, priced, with what it withdraws for them."""
        if columns is not None:
            return self.part.cost_of_rows(self._rows[group], self._groups[group], columns)
        if group not in self._values:
            self._values[group] = self.value(group, self._incumbent.values)
        return self._values[group]

    def take(self, group: int, tours: Columns) -> float:
        """Take other tours for the classes of a group, where less is short with them; return what was gained."""
        others = {name: tour for name, tour in self.columns.items() if name.startswith("tours ")}
        columns = completed(self.part, {**others, **tours})
        gained = self.value(group) - self.value(group, columns)
        if gained <= _NOTHING:
            return 0.0
        self._incumbent.become(columns)
        self._values.clear()
        return gained

    def attempt(self, kind: Kind, group: int, limits: Limits, absolute_gap: float) -> Attempt:
        """Return a search of the next few classes of a group, which can be done beside those of other groups.

        Parameters
        ----------
        kind : str
            many: some classes in the months that dives have used · few: in all months · across: two classes of a state with
            a cap and one beside each, so that what one capability leaves of the cap another can take · state: all classes
            of a state with a cap, the next in turn · core: all classes of the group in the months that dives have used ·
            whole: in all months.
        group : int
            Number of the group.
        limits : Limits
            How long to look; few nodes only.
        absolute_gap : float
            What is good enough.
        """
        if kind == "across":
            classes = self._across(group)
        elif kind in ("core", "whole"):
            classes = tuple(self._groups[group])
        elif kind == "state":
            classes = self._of_state[next(self._states)[0]]
        else:
            classes = next(self._many[group] if kind == "many" else self._few[group])
        free = self._free(classes, used_only=kind in ("many", "core"))
        few = replace(limits, pauses={"core": _PAUSES_OF_CORE, "whole": PAUSES_OF_ALL}.get(kind, _PAUSES))
        attempt = self._incumbent.attempt(free, few, absolute_gap=absolute_gap, seed=self._seed)

        def solved() -> Callable[[], float]:
            take = attempt()
            return lambda: self._counted(take())

        return solved

    def _counted(self, gained: float) -> float:
        """Forget what the groups miss, since another plan was taken; return what was gained."""
        self._values.clear()
        return gained

    def _across(self, group: int) -> tuple[int, ...]:
        """Return a class of a state with a cap, another of the same state, and one beside each."""
        caps, states = self.part.caps, [each.like.state for each in self.part.classes]
        capped = [number for number in self._groups[group] if states[number] in caps] or list(self._groups[group])
        first = int(self._random.choice(capped))
        others = [number for number, state in enumerate(states) if state == states[first] and number != first]
        pair = [first] + ([int(self._random.choice(others))] if others else [])
        beside = [int(self._random.choice(self._groups[self._group_of[number]])) for number in pair]
        return tuple(sorted({*pair, *beside}))

    def _free(self, classes: Sequence[int], *, used_only: bool) -> NDArray[np.int64]:
        """Return the columns to solve for: tours of the classes, what they withdraw, and what is short of what they bring."""
        incumbent, values = self._incumbent, self._incumbent.values
        parts, rows = [], set()
        for number in classes:
            name = f"tours {number}"
            able = self.part.most_tours(number) > 0
            if used_only:
                able &= self._used[number]
            parts.append(incumbent.columns(name)[able | (values[name] > 0)])
            rows |= {self.part.keys.index(key) for key in self.part.rows_of(number)}
            if f"withdrawn {number}" in values:
                parts.append(incumbent.columns(f"withdrawn {number}"))
        chosen = sorted(rows)
        parts += [incumbent.columns("short")[chosen].ravel(), incumbent.columns("worst")[chosen]]
        if "beyond" in values:
            parts.append(incumbent.columns("beyond")[np.isin(self._open_wishes, chosen)].ravel())
        if "level" in values:
            parts.append(incumbent.columns("level")[np.isin(self.part.levels, chosen)])
        if "together" in values:
            touched = [bool(rows & set(each)) for each in self.part.together]
            parts.append(incumbent.columns("together")[touched])
        return np.concatenate(parts)
