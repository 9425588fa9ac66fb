"""Who of a state goes when its cap binds: whole tours that fit below it, for what they are worth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from interpose.generation.formulation import Formulation, withdrawal_price
from interpose.generation.supply import belt_of

__all__ = ["FEW_ROUNDS", "MANY_ROUNDS", "Worth", "scheduled_below_cap", "worth_of_tours"]

FEW_ROUNDS, MANY_ROUNDS = 75, 300
"""Rounds of a schedule that is hasty, and of one that is good."""

_BLUR = 0.3
"""Most by which chance raises what a tour seems worth, so that each refilling is another."""

_HEAT, _COLD = 0.02, 0.002
"""Share of the whole worth that a round may lose, at first and at last."""

_SHORTEST, _LONGEST = 3, 14
"""Months of which a round empties the calendar."""

_EMPTIED = 0.7
"""Share of the tours in those months that go."""

Floats = NDArray[np.float64]
Worth = tuple[list[Floats], list[NDArray[np.int64]]]
"""By class: what a tour is worth by month of begin, and the number of the station where it is worth that."""


def worth_of_tours(part: Formulation, prices: Floats) -> Worth:
    """Return what a tour is worth by class and month of begin, and the station where it is worth that.

    Parameters
    ----------
    part : Formulation
        The part.
    prices : numpy.ndarray
        What one more unit is worth by row of the requirement and month, shape (keys, horizon): the duals of the relaxation.

    Returns
    -------
    list of numpy.ndarray
        Worth by class, shape (horizon,); nothing where notice forbids a tour.
    list of numpy.ndarray
        Number of the station by class and month.
    """
    numbers = {key: number for number, key in enumerate(part.keys)}
    worth, where = [], []
    for group in part.classes:
        like, horizon = group.like, part.demand.horizon
        monthly = np.zeros((len(like.stations), horizon))
        for station, capability, quantity in like.provides:
            monthly[like.stations.index(station)] += quantity * prices[numbers[belt_of(station), capability]]
        running = np.concatenate([np.zeros((len(monthly), 1)), np.cumsum(monthly, axis=1)], axis=1)
        begin = np.arange(horizon)
        tours = running[:, np.minimum(begin + like.tour, horizon)] - running[:, begin]
        if like.commitment:
            # A unit is withdrawn once, whatever tours it then works off.
            most = max(1, -(-(horizon - like.first_month + 1) // like.window))
            tours = tours - withdrawal_price(like, part.demand) / most
        tours[:, : like.first_month - 1] = 0.0
        worth.append(tours.max(axis=0))
        where.append(tours.argmax(axis=0))
    return worth, where


def scheduled_below_cap(
    part: Formulation, state: str, most: float, tours: Worth, seed: int, rounds: int = MANY_ROUNDS
) -> Mapping[int, Floats]:
    """Choose whole tours of a state that are worth most together, so that it never has more persons there than its cap.

    Rounding the relaxation loses most of what such a state could do: a third of a battalion beside two fifths of a
    workshop is no plan. Here tours are put in by worth and persons, then some months are emptied and filled again,
    with chance, as long as that pays (ruin and recreate, Schrimpf and others 2000, under simulated annealing,
    Kirkpatrick and others 1983).

    Parameters
    ----------
    part : Formulation
        The part.
    state : str
        A state whose classes are by themselves.
    most : float
        Its cap, in persons.
    tours : tuple
        What tours are worth and where, as `worth_of_tours` gives it.
    seed : int
        Seed; the same gives the same.
    rounds : int
        How often some months are emptied and filled again.

    Returns
    -------
    mapping of int to numpy.ndarray
        Tours that begin by class of the state, shape (stations, horizon).
    """
    numbers = [number for number, group in enumerate(part.classes) if group.like.state == state]
    if not numbers:
        return {}
    worth, where = tours
    calendar = _Calendar(part, numbers, most, np.array([worth[number] for number in numbers]))
    random = np.random.default_rng(seed)
    best = now = calendar.fill(random)
    kept = list(calendar.tours)
    for turn in range(rounds):
        before = list(calendar.tours)
        first = int(random.integers(part.demand.horizon))
        emptied = calendar.empty(first, first + int(random.integers(_SHORTEST, _LONGEST)), random)
        value = now - emptied + calendar.fill(random)
        heat = now * _HEAT * (_COLD / _HEAT) ** (turn / rounds)
        if value >= now + heat * np.log(random.random()):
            now = value
            if now > best:
                best, kept = now, list(calendar.tours)
        else:
            calendar.restore(before)
    found = {number: np.zeros((len(part.classes[number].like.stations), part.demand.horizon)) for number in numbers}
    for place, month in kept:
        number = numbers[place]
        found[number][where[number][month], month] += 1
    return found


class _Calendar:
    """Tours of one state, and what its cap and its units leave open."""

    def __init__(self, part: Formulation, numbers: list[int], most: float, worth: Floats) -> None:
        likes = [part.classes[number].like for number in numbers]
        self.horizon, self.worth = part.demand.horizon, worth
        self.persons = np.array([float(like.personnel) for like in likes])
        self.tour = [like.tour for like in likes]
        self.window = [like.window for like in likes]
        self.units = [part.classes[number].units for number in numbers]
        self.lengths = sorted(set(self.tour))
        self.of_length = np.array([self.lengths.index(length) for length in self.tour])
        stays = np.minimum(np.array(self.tour)[:, None], self.horizon - np.arange(self.horizon))
        # Neither the dearest nor the cheapest by the person first: between the two lies most worth under a cap.
        self.rank = worth / np.sqrt(self.persons[:, None] * stays)
        self.tours: list[tuple[int, int]] = []
        longest = max(self.tour)
        # Beyond the horizon there is room for all.
        self.left = np.concatenate([np.full(self.horizon, most), np.full(longest, np.inf)])
        self.during = [np.arange(self.horizon)[:, None] + np.arange(length) for length in self.lengths]
        self.begun = np.zeros(worth.shape, dtype=np.int64)
        months = np.arange(self.horizon)
        self.ends = [np.minimum(months + window, self.horizon) for window in self.window]
        self.begins = [np.maximum(0, months - window + 1) for window in self.window]
        self.full: list[NDArray[np.bool_] | None] = [None] * len(numbers)

    def restore(self, tours: list[tuple[int, int]]) -> None:
        """Hold these tours instead of those that are held."""
        for place, month in self.tours:
            self._put(place, month, -1)
        for place, month in tours:
            self._put(place, month, 1)
        self.tours = tours

    def empty(self, first: int, end: int, random: np.random.Generator) -> float:
        """Take tours out that stand there in some of these months; return what they were worth."""
        kept, lost = [], 0.0
        for place, month in self.tours:
            if month < end and month + self.tour[place] > first and random.random() < _EMPTIED:
                self._put(place, month, -1)
                lost += self.worth[place, month]
            else:
                kept.append((place, month))
        self.tours = kept
        return float(lost)

    def fill(self, random: np.random.Generator) -> float:
        """Put tours in, by rank and chance, until none fits; return what they are worth."""
        rank = self.rank * (1.0 + _BLUR * random.random(self.rank.shape))
        rank[self.worth <= 0.0] = 0.0
        for place in range(len(self.tour)):
            rank[place, self._used_up(place)] = 0.0
        gained = 0.0
        while True:
            rank[~self._fits()] = 0.0
            place, month = divmod(int(rank.argmax()), self.horizon)
            if rank[place, month] <= 0.0:
                return gained
            self._put(place, month, 1)
            self.tours.append((place, month))
            gained += float(self.worth[place, month])
            rank[place, self._used_up(place)] = 0.0

    def _put(self, place: int, month: int, sign: int) -> None:
        self.left[month : month + self.tour[place]] -= sign * self.persons[place]
        self.begun[place, month] += sign
        self.full[place] = None

    def _fits(self) -> NDArray[np.bool_]:
        """Say by place and month of begin whether a tour stays below the cap in all of its months."""
        least = np.array([self.left[months].min(axis=1) for months in self.during])
        return np.asarray(least[self.of_length] >= self.persons[:, None] - 1e-9)

    def _used_up(self, place: int) -> NDArray[np.bool_]:
        """Say by month of begin whether all units of a place have begun a tour in some window that holds the month."""
        known = self.full[place]
        if known is None:
            begun, running = np.zeros((2, self.horizon + 1), dtype=np.int64)
            self.begun[place].cumsum(out=begun[1:])
            (begun[self.ends[place]] - begun[:-1] >= self.units[place]).cumsum(out=running[1:])
            self.full[place] = known = running[1:] > running[self.begins[place]]
        return known
