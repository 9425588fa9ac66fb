"""What the fast evaluator proves of a future: prices of months, and what careers are worth at them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.demand import Demand
from interpose.generation.evaluating_bounds import Part, Profile, allowed_prices, career_values, month_prices, tour_values

__all__ = ["PoolArrays", "Proof", "Prover", "World"]

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class PoolArrays:
    """What the pools of a case are, whatever the future, as arrays by pool.

    Parameters
    ----------
    demand : Demand
        What is required in the case itself.
    parts : tuple of Part
        Parts of the requirement that share no units.
    part_of : numpy.ndarray of int
        The part that a pool serves.
    in_part : numpy.ndarray
        1 where a pool serves a part, shape (pools, parts).
    profiles : tuple of (int, Profile)
        Part, and what a unit brings and for how long, for units that are alike.
    profile_of, tour, state_of : numpy.ndarray of int
        Profile of a pool, months of its tours, number of its state.
    personnel : numpy.ndarray
        Persons of one unit.
    """

    demand: Demand
    parts: tuple[Part, ...]
    part_of: Whole
    in_part: Numbers
    profiles: tuple[tuple[int, Profile], ...]
    profile_of: Whole
    tour: Whole
    personnel: Numbers
    state_of: Whole


@dataclass(frozen=True)
class World:
    """Futures as arrays: by future and pool, and by future, part, row and month."""

    units: Numbers
    window: Whole
    first: Whole
    needed: Numbers
    caps: Numbers


@dataclass(frozen=True)
class Proof:
    """The bound of each future; the prices it rests on and the level that may be held, by future and part."""

    bound: Numbers
    best: Whole
    level: Numbers


class Prover:
    """Proves bounds of futures by weak duality, at prices that are prepared once.

    Parameters
    ----------
    pools : PoolArrays
        The pools.
    world : World
        Futures whose relaxations the prices of months are taken from.

    Attributes
    ----------
    tours_worth : numpy.ndarray
        What a tour is worth by profile, prices and month of begin.
    careers : numpy.ndarray
        What the best career of a unit is worth by profile, window, first month and prices.
    """

    def __init__(self, pools: PoolArrays, world: World) -> None:
        self._pools = pools
        # Level prices come first: they prove something of every future in which little is left of what is required.
        found: list[list[tuple[Numbers, float]]] = []
        for part in pools.parts:
            level = np.repeat(part.price[:, None], part.horizon, axis=1)
            level[:, part.steady] *= 2
            found.append([allowed_prices(part, level, held=False)])
        for number in range(len(world.units)):
            for part_number, part in enumerate(pools.parts):
                found[part_number] += self._priced_months(world, number, part_number, part)
        most = max((len(each) for each in found), default=0) + 1
        # Prices of zero prove nothing and harm nothing: they fill up.
        rows = world.needed.shape[2]
        self._months = np.zeros((len(pools.parts), most, rows, pools.demand.horizon))
        self._rise = np.zeros((len(pools.parts), most))
        for part_number, each in enumerate(found):
            for number, (prices, rise) in enumerate(each):
                self._months[part_number, number, : len(prices)] = prices
                self._rise[part_number, number] = rise
        self._whole_parts = np.array(
            [
                all(
                    brings == round(brings)
                    for own, profile in pools.profiles
                    if own == part
                    for line in profile.brings
                    for brings in line
                )
                for part in range(len(pools.parts))
            ],
            dtype=np.bool_,
        )
        horizon = pools.demand.horizon
        self.tours_worth = np.zeros((len(pools.profiles), most, horizon))
        self.careers = np.zeros((len(pools.profiles), horizon, horizon + 1, most))
        windows = np.arange(1, horizon + 1)[:, None]
        for number, (part_number, profile) in enumerate(pools.profiles):
            worth = tour_values(profile, self._months[part_number])
            self.tours_worth[number] = worth
            self.careers[number] = career_values(worth[None], windows).transpose(1, 0, 2)

    def proof(self, world: World, binding: NDArray[np.bool_]) -> Proof:
        """Return the best proved bound of each future, with the prices and the level of each part that it rests on.

        Parameters
        ----------
        world : World
            The futures.
        binding : numpy.ndarray of bool
            Whose cap may bind, by future and state.
        """
        length = np.minimum(world.window, self._pools.demand.horizon) - 1
        used = self.careers[self._pools.profile_of, length, world.first - 1] * world.units[:, :, None]
        worth = np.einsum("clrt,fcrt->fcl", self._months, world.needed)
        plain = np.where(self._rise >= 0, worth - np.matmul(self._pools.in_part.T, used), -np.inf)
        best = plain.argmax(axis=2)
        found = self._proved(world, worth, used, best, np.zeros(len(world.units)))
        if not binding.any():
            return found
        # Where a cap may bind, persons get prices too, beside the prices that prove most without caps, or level ones.
        for start in (best, np.zeros_like(best)):
            left, paid = used.copy(), np.zeros(len(world.units))
            for number, place in zip(*np.nonzero(binding), strict=True):
                own = np.flatnonzero((self._pools.state_of == place) & (world.units[number] > 0))
                paid[number] += self._price_persons(world, int(number), int(place), own, start[number], left[number])
            other = self._proved(world, worth, left, start, paid)
            better = other.bound > found.bound
            found = Proof(
                np.where(better, other.bound, found.bound),
                np.where(better[:, None], other.best, found.best),
                np.where(better[:, None], other.level, found.level),
            )
        return found

    def _proved(self, world: World, worth: Numbers, used: Numbers, best: Whole, paid: Numbers) -> Proof:
        """Return what is proved where careers are worth `used` and caps cost `paid`; whole units may be missing."""
        proved = worth - np.matmul(self._pools.in_part.T, used)
        steady = world.needed[..., self._pools.demand.steady]
        peak = np.ceil(steady.max(axis=3, initial=0.0)).sum(axis=2)
        whole = self._whole_parts & (steady == np.round(steady)).all(axis=(2, 3))
        missing = np.arange(int(peak.max(initial=0.0)) + 1)
        by_missing = (proved[..., None] + self._rise[:, :, None] * missing).max(axis=2)
        fewest = by_missing.argmin(axis=2)
        least = np.where(self._rise >= 0, proved, -np.inf).max(axis=2, initial=-np.inf)
        found = np.where(whole, by_missing.min(axis=2), least).sum(axis=1)
        return Proof(np.maximum(found - paid, 0.0), best, np.maximum(peak - fewest, 0.0))

    def _price_persons(self, world: World, number: int, place: int, own: Whole, best: Whole, used: Numbers) -> float:
        """Give the persons of a state with a cap a price in each month, the best of several; return the price of the whole cap.

        What careers are worth beside that price replaces what they were worth in `used`.
        """
        horizon = self._pools.demand.horizon
        chosen = best[self._pools.part_of[own]]
        kinds, persons, tour = self._pools.profile_of[own], self._pools.personnel[own], self._pools.tour[own]
        units, cap = world.units[number, own], float(world.caps[number, place])
        worth = self.tours_worth[kinds, chosen]
        ends = np.minimum(np.arange(horizon) + tour[:, None], horizon)
        begin = world.first[number, own] - 1
        # What a person is worth in a month, from tours that begin then.
        shape = (worth / (persons[:, None] * (ends - np.arange(horizon)))).max(axis=0, initial=0.0)
        steps = np.linspace(0.0, 1.25, 6)
        bases = np.concatenate([steps[:, None] * shape, steps[1:, None] * np.full(horizon, shape.max(initial=0.0))])
        running = np.concatenate([np.zeros((len(bases), 1)), np.cumsum(bases, axis=1)], axis=1)
        cost = (running[:, ends] - running[:, None, :-1]) * persons[:, None]
        values = career_values(np.clip(worth - cost, 0.0, None), np.broadcast_to(world.window[number, own], cost.shape[:2]))
        careers = values[begin[None, :], np.arange(len(bases))[:, None], np.arange(len(own))[None, :]]
        totals = careers @ units + bases.sum(axis=1) * cap
        choice = int(totals.argmin())
        if choice == 0:
            return 0.0
        left = np.clip(self.tours_worth[kinds] - cost[choice][:, None, :], 0.0, None)
        values = career_values(left, np.broadcast_to(world.window[number, own][:, None], left.shape[:2]))
        used[own] = values[begin, np.arange(len(own))] * units[:, None]
        return float(bases[choice].sum()) * cap

    def _priced_months(self, world: World, number: int, part_number: int, part: Part) -> Iterator[tuple[Numbers, float]]:
        rows = len(part.keys)
        groups: dict[tuple[int, int, int], float] = {}
        for pool in np.flatnonzero((self._pools.part_of == part_number) & (world.units[number] > 0)).tolist():
            alike = (int(self._pools.profile_of[pool]), int(world.window[number, pool]), int(world.first[number, pool]))
            groups[alike] = groups.get(alike, 0.0) + float(world.units[number, pool])
        ordered = sorted(groups)
        profiles = [self._pools.profiles[profile][1] for profile, _, _ in ordered]
        profiles = [replace(each, brings=tuple(line[:rows] for line in each.brings)) for each in profiles]
        given = (
            part,
            world.needed[number, part_number, :rows],
            profiles,
            [int(groups[each]) for each in ordered],
            [window for _, window, _ in ordered],
            [first for _, _, first in ordered],
        )
        found = month_prices(*given)
        if found is None:
            return
        prices, worst = found
        yield allowed_prices(part, prices, held=False)
        # Whole units are missing in the worst month: what holds on both sides of a fraction proves more than it does itself.
        if abs(worst - round(worst)) > 1e-3:
            for more in ({"weight": 3.0}, {"worst_months": math.ceil(worst)}):
                held = month_prices(*given, **more)
                if held is not None:
                    yield allowed_prices(part, held[0], held=True)
