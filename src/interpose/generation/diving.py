"""Good plans for large parts: from the linear relaxation, class after class."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from interpose.generation.formulation import Formulation, completed
from interpose.generation.rounding import on_ground, roundings
from interpose.solver import Limits, Relaxation

__all__ = ["Diver"]

_NOTHING = 1e-6

_CHANCE = 0.01
"""Most that chance adds to the cost of a tour, in prices of a unit that is missing for a month: it picks another optimum."""

_FREELY = 0.0005
"""Share of the price of missing everything by which a part may cost more where stations are left to others."""

Columns = Mapping[str, NDArray[np.float64]]


class Diver:
    """Finds plans for a part, each from another optimum of its relaxation.

    The class whose tours can be rounded with the least change to what stands on the ground is held at them, the
    relaxation of the others is solved again from where it was, and so on; what the rounding of one class lacks, the
    others make up for. Dives differ in the whole worst months that are aimed at, if any, and from the second on tours
    cost a little by chance, so that the relaxation ends at another of its many optima.

    Parameters
    ----------
    part : Formulation
        The part.
    limits : Limits
        How long to look.
    seed : int
        Seed of the solver and of chance.
    held : mapping of int to numpy.ndarray, optional
        Tours of classes that are settled, by number of the class.

    Attributes
    ----------
    bound : float or None
        Objective of the relaxation with what is held; None where it has no optimum.
    proved : float or None
        What the relaxation proves of the part.
    used : list of numpy.ndarray of bool
        By class, which tours began in the relaxation or in any plan so far, shape (stations, horizon).
    leaves : bool
        Whether stations are left to others by those who wish to.
    """

    def __init__(
        self, part: Formulation, limits: Limits, seed: int, held: Mapping[int, NDArray[np.float64]] | None = None
    ) -> None:
        self.part, held = part, held or {}
        self._relaxation = Relaxation(part.model, limits, first="ipm", seed=seed)
        for number, tours in held.items():
            self._relaxation.hold(f"tours {number}", tours)
        self._free = [number for number in range(len(part.classes)) if number not in held]
        self._random, self._dives = np.random.default_rng(seed), 0
        self._levels: list[NDArray[np.float64] | None] = []
        self.leaves = False
        self.bound = self._relaxation.objective if self._relaxation.solve() else None
        self.proved = self._relaxation.proved
        self.used = [
            np.zeros(part.model.column_blocks[f"tours {number}"][1], dtype=np.bool_) for number in range(len(part.classes))
        ]
        if self.bound is not None:
            self._note({name: self._relaxation.value(name) for name in self._names()})
            self._leave_to_others(self.bound)

    def dive(self, held: Mapping[int, NDArray[np.float64]]) -> Columns | None:
        """Find the next plan.

        Parameters
        ----------
        held : mapping of int to numpy.ndarray
            Tours of the classes that are settled, by number of the class; those that were settled at first.

        Returns
        -------
        mapping of str to numpy.ndarray or None
            None where the relaxation has no optimum: hard rules may clash, or a limit was reached.
        """
        relaxation, part = self._relaxation, self.part
        for number, tours in held.items():
            relaxation.hold(f"tours {number}", tours)
        if self._dives == 1 and not self._levels:
            self.prove()
        for number in self._free:
            name = f"tours {number}"
            relaxation.release(name)
            if self._dives:
                price = max(part.demand.price[capability] for _, capability, _ in part.classes[number].like.provides)
                relaxation.charge(name, _CHANCE * price * self._random.random(part.model.column_blocks[name][1]))
        relaxation.release("worst")
        found = self._descend(held)
        self._dives += 1
        if found is not None:
            self._note(found)
        return found

    def prove(self) -> None:
        """Prove more of the part by whole worst months; later dives aim at those that promise most."""
        self._levels = [*self._promising(), None]
        if self.leaves:
            self._close()

    def _names(self) -> list[str]:
        return [f"tours {number}" for number in range(len(self.part.classes))]

    def _note(self, columns: Columns) -> None:
        """Remember the tours that begin in a plan or in a relaxation: among them good plans are found soon."""
        for used, name in zip(self.used, self._names(), strict=True):
            used |= columns[name] > _NOTHING

    def _leave_to_others(self, bound: float) -> None:
        """Let classes leave stations to others where that costs next to nothing; otherwise they stay open."""
        if not self.part.wishes:
            return
        self._close()
        able = self._relaxation.solve() and self._relaxation.objective is not None
        self.leaves = able and (self._relaxation.objective or 0.0) <= bound + _FREELY * self.part.demand.price_of_all()
        if not self.leaves:
            self._relaxation.release("beyond")

    def _close(self) -> None:
        self._relaxation.hold("beyond", np.zeros(self.part.model.column_blocks["beyond"][1]))

    def _aim(self) -> NDArray[np.float64] | None:
        """Return the whole worst months to aim at in the next dive.

        In the first dive every row is rounded up; later the most promising ways to round are tried in turn, and at times none.
        """
        if not self._dives:
            return _around(self.part, self._relaxation.value("worst"))[1]
        return self._levels[(self._dives - 1) % len(self._levels)]

    def _promising(self) -> list[NDArray[np.float64]]:
        """Return whole worst months to aim at, the most promising first; what they prove of the part is kept.

        The worst month of each row weighs as much as all others and comes in whole units: most of the cost of a plan hangs
        on it. The rows of one capability make up for each other, so it is their sum that counts: it is at most the whole
        number below the relaxation's or at least the one above, and the relaxation tells what either costs.
        """
        relaxation, part = self._relaxation, self.part
        settled = ("worst", "beyond") if part.wishes else ("worst",)
        for name in (*settled, *(f"tours {number}" for number in self._free)):
            relaxation.release(name)
        found: list[tuple[float, NDArray[np.float64]]] = []
        if not relaxation.solve():
            return []
        for rows in part.whole_together:
            together = relaxation.value("worst")[list(rows)].sum()
            sides = []
            for least, most in ((0.0, np.floor(together + _NOTHING)), (np.ceil(together - _NOTHING), np.inf)):
                block, lower, upper = part.worst_within(rows, least, most)
                relaxation.bound(block, lower=lower, upper=upper)
                if relaxation.solve() and relaxation.objective is not None:
                    sides.append((relaxation.objective, relaxation.proved))
                    self._note({name: relaxation.value(name) for name in self._names()})
                    found.append((relaxation.objective, _rounded_together(part, relaxation.value("worst"))))
                elif not relaxation.infeasible:
                    # A limit was reached: what lies on this side is not known.
                    sides.append((-np.inf, None))
            relaxation.release(block)
            if sides and self.bound is not None:
                self.bound = max(self.bound, min(objective for objective, _ in sides))
            if sides and self.proved is not None:
                self.proved = max(self.proved, min(-np.inf if proved is None else proved for _, proved in sides))
            if not relaxation.solve():
                break
        return [level for _, level in sorted(found, key=lambda each: each[0])]

    def _descend(self, held: Mapping[int, NDArray[np.float64]]) -> Columns | None:
        relaxation = self._relaxation
        if not relaxation.solve():
            return None
        level = self._aim()
        relaxation.bound("worst", upper=None if level is None else level + _NOTHING)
        if not relaxation.solve():
            relaxation.release("worst")
            if not relaxation.solve():
                return None
        self._hold_withdrawals()
        tours = {f"tours {number}": whole for number, whole in held.items()}
        left = list(self._free)
        known: dict[int, tuple[NDArray[np.float64], tuple[float, int, NDArray[np.float64]]]] = {}
        while left:
            for number in left:
                found = relaxation.value(f"tours {number}")
                # Most classes stand as they stood before the last solve: their roundings are known.
                if number not in known or not np.array_equal(known[number][0], found):
                    known[number] = (found, _nearest(self.part, found, number))
            change, number, best = min((known[number][1] for number in left), key=lambda each: each[:2])
            left.remove(number)
            tours[f"tours {number}"] = best
            relaxation.hold(f"tours {number}", best)
            if change > _NOTHING and not relaxation.solve():
                # A worst month that was held too low: let it go.
                relaxation.release("worst")
                if not relaxation.solve():
                    return None
        return completed(self.part, tours)

    def _hold_withdrawals(self) -> None:
        names = [name for name in self.part.model.column_blocks if name.startswith("withdrawn ")]
        for name in names:
            self._relaxation.release(name)
        if names and self._relaxation.solve():
            for name in names:
                self._relaxation.hold(name, np.ceil(self._relaxation.value(name) - _NOTHING))
            self._relaxation.solve()


def _around(part: Formulation, worst: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the nearest values below and above that the worst month of each row can take.

    Coverage comes in whole units: where the requirement does, so does what is short; otherwise it is the fraction of the
    requirement and any number of whole units. Rows that parts of units serve may be short by anything.
    """
    below, above = worst.copy(), worst.copy()
    whole = part.whole_worst
    below[whole], above[whole] = np.floor(worst[whole] + _NOTHING), np.ceil(worst[whole] - _NOTHING)
    fraction = part.most_short[part.levels] % 1.0
    beyond = worst[part.levels] - fraction
    below[part.levels] = np.where(beyond < -_NOTHING, 0.0, fraction + np.floor(beyond + _NOTHING))
    above[part.levels] = np.where(worst[part.levels] <= _NOTHING, 0.0, fraction + np.maximum(0.0, np.ceil(beyond - _NOTHING)))
    return below, np.minimum(above, part.most_short)


def _rounded_together(part: Formulation, worst: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round worst months to whole ones so that those of a capability keep their sum, rounded up; the others are rounded up."""
    below, level = _around(part, worst)
    for rows in part.whole_together:
        own = list(rows)
        parts = worst[own] - below[own]
        more = int(np.ceil(parts.sum() - _NOTHING))
        level[own] = below[own]
        level[[own[place] for place in np.argsort(-parts, kind="stable")[:more]]] += 1.0
    return np.minimum(level, part.most_short)


def _nearest(part: Formulation, tours: NDArray[np.float64], number: int) -> tuple[float, int, NDArray[np.float64]]:
    """Return the rounding of a class that changes least on the ground: by how much, the number of the class, the tours."""
    if (np.abs(tours - np.round(tours)) <= _NOTHING).all():
        return 0.0, number, np.round(tours)
    length, ways = part.classes[number].like.tour, roundings(tours)
    changes = np.abs(on_ground(ways, length) - on_ground(tours, length)).sum(axis=(1, 2))
    best = int(changes.argmin())
    return float(changes[best]), number, ways[best]
