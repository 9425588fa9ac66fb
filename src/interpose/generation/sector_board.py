"""The board on which tours are dealt to sectors: what each sector still needs, and who stands where."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.generation.sector_need import Phase, SectorRules

if TYPE_CHECKING:
    from interpose.generation.sector_tours import Owners

__all__ = ["NOWHERE", "Board", "Tour"]

NOWHERE = -1
"""The sector of a tour for which the rules leave no place."""

# In months of the tour's own work: below one, so that habit never costs a month of coverage.
_NEW_FLAG, _RELIEF, _FAR, _BARE, _HOME = 0.4, 0.15, 0.05, 0.2, 0.4


@dataclass(frozen=True, slots=True)
class Tour:
    """One tour of one unit.

    Parameters
    ----------
    row : int
        Row of the calendar.
    state, pool : int
        Number of its state and of its pool.
    start, end : int
        First and last month on the ground, from 0.
    parts : tuple of (int, float)
        What it brings: number of the need, and units.
    capabilities : tuple of str
        Capabilities of these needs.
    holds : float
        Units of the troops that hold sectors.
    headquarters : bool
        Whether it is a headquarters of the belt in which sectors are held.
    worth : float
        Price of a month of its work.
    allowed : numpy.ndarray of bool
        Sectors that no caveat closes.
    """

    row: int
    state: int
    pool: int
    start: int
    end: int
    parts: tuple[tuple[int, float], ...]
    capabilities: tuple[str, ...]
    holds: float
    headquarters: bool
    worth: float
    allowed: NDArray[np.bool_]

    @property
    def whole(self) -> float:
        """The priced months of all that it brings."""
        return self.worth * (self.end - self.start + 1)

    @property
    def ruled(self) -> bool:
        """Whether it counts among the nations of a sector."""
        return self.holds > 0 or self.headquarters


class Board:
    """Needs and tours placed so far.

    Parameters
    ----------
    needs : numpy.ndarray
        Units by need, sector and month, shape (needs, sectors, months).
    prices : numpy.ndarray
        Price of a unit-month of each need.
    phases : sequence of Phase
        Phases in order.
    rules : SectorRules
        Rules of sectors.
    tours : sequence of Tour
        All tours.
    owners : Owners
        Who could send a unit in place of another.
    """

    def __init__(
        self,
        needs: NDArray[np.float64],
        prices: NDArray[np.float64],
        phases: Sequence[Phase],
        rules: SectorRules,
        tours: Sequence[Tour],
        owners: Owners,
    ) -> None:
        self.needs, self.prices, self.rules, self.tours, self.owners = needs, prices, rules, list(tours), owners
        self.phases = tuple(phases)
        self.sectors = needs.shape[1]
        self.left = needs.copy()
        self.place = [NOWHERE] * len(self.tours)
        self._flags = np.zeros((len(self.phases), len(owners.states), self.sectors), dtype=np.int64)
        self._nations = np.zeros((len(self.phases), self.sectors), dtype=np.int64)
        self._leaving = np.zeros((len(owners.pools), needs.shape[2] + 1, self.sectors), dtype=np.int16)
        self.home: list[list[set[int]]] = []
        self.touched = [
            tuple(
                number
                for number, phase in enumerate(self.phases)
                if phase.first_month <= tour.end + 1 and phase.last_month >= tour.start + 1
            )
            for tour in self.tours
        ]

    def copy(self) -> Board:
        """Return a board with the same tours in the same places, to change without touching this one."""
        found = copy(self)
        found.tours, found.place = list(self.tours), list(self.place)
        found.owners = self.owners.copy()
        for name in ("left", "_flags", "_nations", "_leaving"):
            setattr(found, name, getattr(self, name).copy())
        return found

    def nations(self, phase: int, sector: int) -> dict[int, int]:
        """Return how many ruled tours each nation has in a sector and phase; only nations that have any."""
        column = self._flags[phase, :, sector]
        return {int(state): int(column[state]) for state in np.flatnonzero(column)}

    def present(self) -> NDArray[np.bool_]:
        """Return which nations have ruled tours where, shape (phases, states, sectors)."""
        return self._flags > 0

    def put(self, number: int, sector: int) -> None:
        """Place a tour in a sector."""
        self._change(number, sector, 1)
        self.place[number] = sector

    def take(self, number: int) -> int:
        """Take a tour back, and return where it stood."""
        sector = self.place[number]
        if sector != NOWHERE:
            self._change(number, sector, -1)
            self.place[number] = NOWHERE
        return sector

    def hand_over(self, number: int, pool: int) -> None:
        """Let another pool send a tour that is off the board."""
        tour = self.tours[number]
        if pool != tour.pool:
            self.owners.move(tour.pool, pool, tour.start)
            self.tours[number] = self.owners.sent_by(tour, pool)

    def gain(self, number: int) -> NDArray[np.float64]:
        """Return the priced months of need that a tour would cover in each sector."""
        tour = self.tours[number]
        total = np.zeros(self.sectors)
        for need, quantity in tour.parts:
            room = self.left[need, :, tour.start : tour.end + 1]
            total += self.prices[need] * np.clip(room, 0.0, quantity).sum(axis=1)
        return total

    def covers(self, number: int) -> float:
        """Return the priced months of need that a tour covers where it stands."""
        sector = self.take(number)
        if sector == NOWHERE:
            return 0.0
        found = float(self.gain(number)[sector])
        self.put(number, sector)
        return found

    def needed(self, number: int) -> bool:
        """Return whether all that a tour brings is needed where it stands, in each of its months."""
        return self.covers(number) >= self.tours[number].whole - 1e-9

    def open(self, number: int) -> NDArray[np.bool_]:
        """Return the sectors that a tour may enter: no caveat, and not too many nations."""
        tour = self.tours[number]
        return self.open_to(number, tour.state, tour.allowed)

    def open_to(self, number: int, state: int, allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return the sectors that a tour could enter if a state with these caveats sent it."""
        found = allowed.copy()
        if self.tours[number].ruled and self.rules.most_nations:
            for phase in self.touched[number]:
                found &= (self._nations[phase] < self.rules.most_nations) | (self._flags[phase, state] > 0)
        return found

    def liking(self, number: int) -> NDArray[np.float64]:
        """Return what speaks for each sector besides need: the nation's own sectors, its neighbours, a unit to relieve."""
        tour = self.tours[number]
        own = np.zeros(self.sectors)
        for phase in self.touched[number]:
            own += self._flags[phase, tour.state] > 0
        liking = np.where(own >= len(self.touched[number]), 0.0, -_NEW_FLAG)
        mine = np.flatnonzero(own)
        if len(mine):
            liking -= _FAR * np.abs(np.arange(self.sectors)[:, None] - mine[None, :]).min(axis=1) / self.sectors
        liking += _RELIEF * (self._leaving[tour.pool, tour.start] > 0)
        for need, quantity in tour.parts:
            months = slice(tour.start, tour.end + 1)
            share = self.left[need, :, months].sum(axis=1) / np.maximum(self.needs[need, :, months].sum(axis=1), 1e-9)
            liking += _BARE * share * self.prices[need] * quantity / tour.worth
        if tour.headquarters and self.home:
            sectors = self.home[self.touched[number][0]]
            liking += [_HOME if tour.state in states else 0.0 for states in sectors]
        return tour.worth * liking

    def best(self, number: int) -> tuple[int, float]:
        """Return the best open sector of a tour and its score; nowhere where none is open."""
        able = self.open(number)
        if not able.any():
            return NOWHERE, 0.0
        score = np.where(able, self.gain(number) + self.liking(number), -np.inf)
        sector = int(np.argmax(score))
        return sector, float(score[sector])

    def missing(self) -> NDArray[np.float64]:
        """Return the priced need that nothing covers, shape (sectors, months)."""
        return np.asarray(np.tensordot(self.prices, np.clip(self.left, 0.0, None), axes=1))

    def short(self) -> float:
        """Return the priced need that nothing covers."""
        return float(self.missing().sum())

    def _change(self, number: int, sector: int, sign: int) -> None:
        tour = self.tours[number]
        for need, quantity in tour.parts:
            self.left[need, sector, tour.start : tour.end + 1] -= sign * quantity
        # One more leaves as the month after the tour begins, and one of those that leave as this one comes is relieved.
        self._leaving[tour.pool, tour.end + 1, sector] += sign
        self._leaving[tour.pool, tour.start, sector] -= sign
        if tour.ruled:
            for phase in self.touched[number]:
                before = self._flags[phase, tour.state, sector]
                self._flags[phase, tour.state, sector] = before + sign
                self._nations[phase, sector] += int(before + sign > 0) - int(before > 0)
