"""A fast evaluator for ensembles: what one future comes to in milliseconds, between a real plan and a proved bound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.tables.words import BELTS, OUTSIDE
from interpose.errors import UsageError, did_you_mean
from interpose.evidence import Positions
from interpose.generation.demand import Demand, demand
from interpose.generation.evaluating_arrays import by_station, deal, parts_of, pools_of
from interpose.generation.evaluating_bounds import Profile
from interpose.generation.evaluating_future import Evaluation, Future, sampled_futures
from interpose.generation.evaluating_plan import Problems, held, levels, schedule, waits
from interpose.generation.evaluating_proof import PoolArrays, Proof, Prover, World
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import AMERICAN, DAYS_A_MONTH, Supply, participants, waiting

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["Evaluation", "Evaluator", "Future"]

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

_FEWER, _LATER = (0, 1, 2, 4), (99, 3, 1)
_TOGETHER = 8
"""Futures that are evaluated at the same time: more of them no longer fit into the cache."""


@dataclass(frozen=True)
class _Begun:
    """Tours that begin: future, pool, row of its part, and month of each."""

    future: Whole
    pool: Whole
    row: Whole
    month: Whole


class Evaluator:
    """Evaluates futures of one case and mandate.

    Preparing takes a second or a few: a few dozen linear relaxations. After that a future takes milliseconds, without any
    solver.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What the states have said.
    requirement : Requirement
        What each mandate requires.
    mandate : str, optional
        The scenario's own unless given.
    level : str, optional
        Which end of the requirement is planned for; the scenario's choice unless given.
    samples : int
        Futures whose relaxations prices of months are taken from. More of them prove more, and take longer to prepare.

    Raises
    ------
    UsageError
        Where the mandate is not known.
    """

    def __init__(
        self,
        case: Case,
        positions: Positions,
        requirement: Requirement,
        mandate: str | None = None,
        *,
        level: str | None = None,
        samples: int = 40,
    ) -> None:
        chosen = mandate or case.scenario.mandate
        if chosen not in case.mandates:
            raise UsageError(f"mandate {chosen!r} is not known", did_you_mean(chosen, case.mandates) or "see scenario.yaml")
        self.case = case
        self.demand: Demand = demand(case, requirement.of(chosen), level or case.scenario.options.requirement_level)
        self.keys = tuple(self.demand.quantity)
        self.pools = tuple(pools_of(case, positions, self.demand))
        self._own = {(pool.state, pool.unit_type): pool for pool in case.pools}
        self._parts, self._row, self._part_of = parts_of(self.keys, self.pools, self.demand)
        self._taking_part = {
            american: participants(case, positions, american, away=waiting(case, positions, american))
            for american in (True, False)
        }
        self._states = tuple(sorted({pool.state for pool in self.pools}))
        self._names = {"*", *case.states, *(f"{state}/{kind}" for state in case.states for kind in case.unit_types)}
        capabilities = {name for kind in case.unit_types.values() for name, _ in kind.capabilities}
        self._rows_named = {"*", *capabilities, *(f"{belt}/{name}" for belt in BELTS for name in capabilities)}
        self._prepare_arrays()
        pools = PoolArrays(
            demand=self.demand,
            parts=self._parts,
            part_of=self._part_of,
            in_part=self._in_part,
            profiles=self._profiles,
            profile_of=self._profile_of,
            tour=self._tour,
            personnel=self._personnel,
            state_of=self._state_of,
        )
        self._prover = Prover(pools, self._world(list(sampled_futures(self._states, samples, case.scenario.seed))))

    def evaluate(self, future: Future | None = None) -> Evaluation:
        """Evaluate one future.

        Parameters
        ----------
        future : Future, optional
            The future; the case as it is unless given.

        Returns
        -------
        Evaluation
            A plan's value, a proved bound, the force and who contributes.
        """
        return self.evaluate_many([future or Future()])[0]

    def evaluate_many(self, futures: Sequence[Future]) -> tuple[Evaluation, ...]:
        """Evaluate futures, in their order: for each the same as by itself, but faster.

        Parameters
        ----------
        futures : sequence of Future
            The futures.
        """
        found: list[Evaluation] = []
        for begin in range(0, len(futures), _TOGETHER):
            found += self._evaluated(self._world(futures[begin : begin + _TOGETHER]))
        return tuple(found)

    def tours(self, future: Future | None = None) -> dict[tuple[str, str, str], dict[str, Whole]]:
        """Return the schedule behind an evaluation: tours that begin, by key of the pool and station, by month."""
        begun = self._scheduled(self._world([future or Future()]))[3]
        found: dict[tuple[str, str, str], dict[str, Whole]] = {}
        for number, row, month in zip(begun.pool.tolist(), begun.row.tolist(), begun.month.tolist(), strict=True):
            pool, station = self.pools[number], self._stations[number][row]
            lines = found.setdefault(pool.key, {})
            lines.setdefault(station, np.zeros(self.demand.horizon, dtype=np.int64))[month] += 1
        return found

    def inputs(self, future: Future | None = None) -> tuple[Demand, tuple[Supply, ...], dict[str, StateLimit]]:
        """Return a future as the exact planner takes it: what is required, the pools, and the limits of states."""
        world = self._world([future or Future()])
        needed = {key: world.needed[0, self._row[key][0], self._row[key][1]] for key in self.keys}
        pools = tuple(
            replace(pool, units=int(units), window=int(window), first_month=int(first))
            for pool, units, window, first in zip(self.pools, world.units[0], world.window[0], world.first[0], strict=True)
            if units >= 1
        )
        sending = {pool.state for pool in pools}
        limits = {}
        for state, cap in zip(self._states, world.caps[0].tolist(), strict=True):
            least = self.case.states[state].personnel_least
            if state in sending and (math.isfinite(cap) or least is not None):
                limits[state] = StateLimit(state, cap if math.isfinite(cap) else None, least)
        return replace(self.demand, quantity=needed), pools, limits

    def price_of_all(self, future: Future | None = None) -> float:
        """Return the price of missing everything, against which gaps are measured."""
        return float(self._totals(self._world([future or Future()]))[0])

    # Preparing

    def _prepare_arrays(self) -> None:
        horizon, parts = self.demand.horizon, self._parts
        rows = max((len(part.keys) for part in parts), default=1)
        self._needed = np.zeros((len(parts), rows, horizon))
        self._price = np.zeros((len(parts), rows))
        self._in_country = np.ones((len(parts), rows), dtype=np.bool_)
        for key, (part, row) in self._row.items():
            self._needed[part, row] = self.demand.quantity[key]
            self._price[part, row] = self.demand.price[key[1]]
            self._in_country[part, row] = key[0] != OUTSIDE
        # By pool: what a unit brings if it is sent for a row, to that row and to the others.
        self._brings_of = np.zeros((len(self.pools), rows, rows))
        self._stations: list[dict[int, str]] = []
        profiles: dict[tuple[int, Profile], int] = {}
        self._profile_of = np.zeros(len(self.pools), dtype=np.int64)
        for number, pool in enumerate(self.pools):
            part = self._part_of[number]
            stations: dict[int, str] = {}
            brought = []
            for station, brings in by_station(pool, self._row, rows):
                brought.append(tuple(brings.tolist()))
                main = int((brings * self._price[part]).argmax())
                if self._brings_of[number, main, main] < brings[main]:
                    self._brings_of[number, main] = brings
                    stations[main] = station
            self._stations.append(stations)
            self._profile_of[number] = profiles.setdefault((int(part), Profile(tuple(brought), pool.tour)), len(profiles))
        self._profiles = tuple(profiles)
        self._tour = np.array([pool.tour for pool in self.pools], dtype=np.int64)
        self._personnel = np.array([pool.personnel for pool in self.pools], dtype=np.float64)
        own = [self._own[pool.state, pool.unit_type] for pool in self.pools]
        # Units that are bound elsewhere may come at a price: the bound counts them for nothing, the schedule does without them.
        self._free = np.array([not pool.commitment for pool in self.pools], dtype=np.bool_)
        self._pool_units = np.array(
            [of.units if not pool.commitment else float(pool.units) for pool, of in zip(self.pools, own, strict=True)]
        )
        self._dwell = np.array([pool.dwell_ratio for pool in own])
        self._handover = np.array([pool.handover_months for pool in own])
        self._notice = np.array([float(pool.notice_days) for pool in own])
        state_of = np.array([self._states.index(pool.state) for pool in self.pools], dtype=np.int64)
        self._state_of = state_of
        self._persons_of = self._personnel[:, None] * (state_of[:, None] == np.arange(len(self._states)))
        self._inside = np.array([self.case.states[state].stands != "outside" for state in self._states], dtype=bool)
        self._in_part = (self._part_of[:, None] == np.arange(len(parts))).astype(np.float64)

    # Futures as arrays

    @cached_property
    def _pools_named(self) -> dict[str, Whole]:
        named: dict[str, list[int]] = {"*": list(range(len(self.pools)))}
        for number, pool in enumerate(self.pools):
            named.setdefault(pool.state, []).append(number)
            named.setdefault(f"{pool.state}/{pool.unit_type}", []).append(number)
        return {name: np.array(numbers, dtype=np.int64) for name, numbers in named.items()}

    def _factors(self, given: Mapping[str, float]) -> Numbers | float:
        if not given:
            return 1.0
        found = np.ones(len(self.pools))
        for name, factor in given.items():
            if name in self._pools_named:
                found[self._pools_named[name]] *= factor
        return found

    def _check(self, future: Future) -> None:
        """Refuse names that the case does not have, and numbers that make no sense."""
        for what, given in (("units", future.units), ("dwell", future.dwell), ("notice", future.notice)):
            for name in given:
                if name not in self._names:
                    raise UsageError(
                        f"{what}: no pool is named {name!r}", did_you_mean(name, self._names) or "write state/unit_type"
                    )
        rows = self._rows_named
        for name in future.requirement:
            if name not in rows:
                raise UsageError(f"requirement: nothing is named {name!r}", did_you_mean(name, rows) or "write belt/capability")
        for name in (*future.takes_part, *future.caps):
            if name not in self.case.states:
                raise UsageError(
                    f"no state is named {name!r}", did_you_mean(name, self.case.states) or "write a code of states.csv"
                )
        caps = [cap for cap in future.caps.values() if cap is not None]
        for number in (
            *future.units.values(),
            *future.dwell.values(),
            *future.notice.values(),
            *future.requirement.values(),
            *caps,
        ):
            if not (math.isfinite(number) and number >= 0):
                raise UsageError(f"a future with a factor or cap of {number}", "give numbers of at least 0")

    def _world(self, futures: Sequence[Future]) -> World:
        horizon, many = self.demand.horizon, len(futures)
        units, window = np.zeros((many, len(self.pools))), np.ones((many, len(self.pools)), dtype=np.int64)
        first = np.ones((many, len(self.pools)), dtype=np.int64)
        needed = np.repeat(self._needed[None], many, axis=0)
        caps = np.full((many, len(self._states)), np.inf)
        for number, future in enumerate(futures):
            self._check(future)
            comes = np.array([self._comes(state, future) for state in self._states], dtype=bool)[self._state_of]
            factor = self._factors(future.units)
            units[number] = np.where(comes, np.floor(self._pool_units * factor + 1e-9), 0.0)
            away = self._tour * (1 + self._dwell * self._factors(future.dwell)) + self._handover
            window[number] = np.ceil(np.round(away, 6)).astype(np.int64)
            days = np.round(self._notice * self._factors(future.notice), 6)
            first[number] = np.minimum(1 + np.ceil(days / DAYS_A_MONTH), horizon + 1).astype(np.int64)
            for key, (part, row) in self._row.items():
                scale = math.prod(future.requirement.get(name, 1.0) for name in ("*", key[1], f"{key[0]}/{key[1]}"))
                if scale != 1.0:
                    needed[number, part, row] = np.ceil(np.round(self._needed[part, row] * scale, 6))
            for place, state in enumerate(self._states):
                cap = future.caps.get(state, self.case.states[state].personnel_cap)
                caps[number, place] = np.inf if cap is None else cap
        units = np.where(first > horizon, 0.0, units)
        return World(units, window, np.minimum(first, horizon), needed, caps)

    def _comes(self, state: str, future: Future) -> bool:
        own = self.case.scenario.options.american_enablers
        american = own if future.american_enablers is None else future.american_enablers
        if state == AMERICAN and not american:
            return False
        return future.takes_part.get(state, state in self._taking_part[american])

    def _totals(self, world: World) -> Numbers:
        steady = self.demand.steady
        months = world.needed.sum(axis=3) + self.demand.steady_months * world.needed[..., steady].max(axis=3, initial=0.0)
        return np.asarray(np.einsum("cr,fcr->f", self._price, months))

    # Evaluating

    def _evaluated(self, world: World) -> Iterator[Evaluation]:
        priced, short, persons, begun, bound = self._scheduled(world)
        in_country = self._inside[self._state_of[begun.pool]] & self._in_country[self._part_of[begun.pool], begun.row]
        there = self._persons(world, begun, in_country)
        totals = self._totals(world)
        steady = self.demand.steady
        many = len(world.units)
        short = short.reshape(many, *self._needed.shape).sum(axis=3)
        for number in range(many):
            own = persons[number]
            force = there[number].sum(axis=0)
            most = there[number].max(axis=1, initial=0.0)
            most = np.where(most > 0, most, own.max(axis=1, initial=0.0))
            missing: dict[str, float] = {}
            for key in sorted(self.keys, key=lambda key: (key[1], key[0])):
                part, row = self._row[key]
                if short[number, part, row] > 1e-6:
                    missing[key[1]] = missing.get(key[1], 0.0) + float(short[number, part, row])
            value = float(priced[number])
            below = min(float(bound[number]), value)
            yield Evaluation(
                shortfall=value,
                bound=below,
                gap=(value - below) / float(totals[number]) if totals[number] else 0.0,
                keeps_least=self._keeps_least(world, number, own),
                sustained=round(float(force[steady].min())) if len(force[steady]) else 0,
                peak=round(float(force.max(initial=0.0))),
                contributions={state: round(float(most[place])) for place, state in enumerate(self._states) if most[place] > 0},
                missing=missing,
            )

    def _keeps_least(self, world: World, number: int, persons: Numbers) -> bool:
        for place, state in enumerate(self._states):
            least = self.case.states[state].personnel_least
            comes = world.units[number][self._state_of == place].any()
            if least and comes and persons[place][self.demand.steady].min() < least:
                return False
        return True

    def _scheduled(self, world: World) -> tuple[Numbers, Numbers, Numbers, _Begun, Numbers]:
        """Return price by future, short by problem, persons by future, state and month, the tours, and the bound by future."""
        binding = world.units @ self._persons_of > world.caps
        proof = self._prover.proof(world, binding)
        priced, short, begun = self._run(world, proof, self._quotas(world, proof, binding) if binding.any() else None)
        return priced, short, self._persons(world, begun), begun, proof.bound

    def _likely(self, world: World) -> Numbers:
        """Return how many units of each pool will stand there on average, by future and pool; no more than are required."""
        steady = self.demand.steady
        usable = np.maximum(steady.stop - np.maximum(world.first - 1, steady.start), 0)
        turns, rest = np.divmod(usable, world.window)
        mean = world.units * (turns * self._tour + np.minimum(rest, self._tour)) / self.demand.steady_months
        offered = mean @ self._in_part
        needed = world.needed[..., steady].max(axis=3, initial=0.0).sum(axis=2)
        share = np.minimum(1.0, needed / np.where(offered > 0, offered, 1.0))
        return np.asarray(np.minimum(np.ceil(mean * share[:, self._part_of]), world.units))

    def _run(self, world: World, proof: Proof, most: Numbers | None) -> tuple[Numbers, Numbers, _Begun]:
        many, parts, horizon = len(world.units), len(self._parts), self.demand.horizon
        future, pool = np.nonzero((world.units > 0) & self._free)
        window, first = np.minimum(world.window[future, pool], horizon), world.first[future, pool]
        # Pools that are alike are one class; those of a state with a cap stay by themselves.
        apart = np.zeros(len(pool), dtype=np.int64) if most is None else np.where(np.isfinite(most[future, pool]), pool + 1, 0)
        base = horizon + 1
        alike = ((self._profile_of[pool] * base + window) * base + first) * (len(self.pools) + 1) + apart
        alike += (future * parts + self._part_of[pool]) * (len(self._profiles) * base * base * (len(self.pools) + 1))
        _, one, kind = np.unique(alike, return_index=True, return_inverse=True)
        problem = future[one] * parts + self._part_of[pool[one]]
        place = np.arange(len(one)) - np.searchsorted(problem, problem)
        width = int(place.max(initial=0)) + 1
        shape = (many * parts, width)
        units, windows = np.zeros(shape), np.ones(shape, dtype=np.int64)
        tours, firsts = np.ones(shape, dtype=np.int64), np.ones(shape, dtype=np.int64)
        units[problem, place] = np.bincount(kind, weights=world.units[future, pool])
        windows[problem, place], firsts[problem, place] = window[one], first[one]
        tours[problem, place] = self._tour[pool[one]]
        rows = self._needed.shape[1]
        brings = np.zeros((many * parts, rows, width, rows))
        brings[problem, :, place] = self._brings_of[pool[one]]
        limit = None
        if most is not None:
            limit = np.full(shape, np.inf)
            limit[problem, place] = most[future[one], pool[one]]
        needed = world.needed.reshape(many * parts, rows, horizon)
        price = np.tile(self._price, (many, 1))
        problems = Problems(needed, price, units, windows, tours, firsts, brings, limit, self.demand.steady)
        # Those go first whom it costs least to send now, at the prices of the months; who loses by waiting cannot wait.
        chosen = proof.best[future[one], self._part_of[pool[one]]]
        kinds = self._profile_of[pool[one]]
        value = self._prover.careers[kinds, window[one] - 1, :, chosen]
        ends = np.minimum(np.arange(horizon) + window[one, None], horizon)
        now = self._prover.tours_worth[kinds, chosen] + np.take_along_axis(value, ends, axis=1)
        scale = 1e-9 + self._price[self._part_of[pool[one]]].max(axis=1)[:, None]
        regret, loss = np.zeros((horizon, *shape)), np.zeros((horizon, *shape))
        regret[:, problem, place] = ((value[:, :-1] - now) / scale).T
        loss[:, problem, place] = ((value[:, :-1] - value[:, 1:]) / scale).T
        rows_of = (np.einsum("brgr->brg", brings) > 0).sum(axis=1) / (rows + 1)
        # Of those who cost the same the ones with fewer months to wait, and then those that serve fewer rows.
        rank = np.round(regret, 3) * 100 + waits(problems) * 0.1 + rows_of * 0.01
        urgent = (loss > 1e-3) & (regret < 1e-3)
        level = proof.level.ravel()
        if limit is not None:
            # A pool whose share of a cap is smaller than what its units could do loses by every month in which it waits.
            each, together = held(problems)
            spare = each > limit
            rank, urgent = np.where(spare, -1.0, rank), urgent | spare
            level = np.where(np.isfinite(limit).any(axis=1), np.minimum(level, together), level)
        done = schedule(problems, *levels(problems, level, _FEWER, _LATER), np.argsort(rank, axis=2, kind="stable"), urgent)
        row, month, whose = deal(done.starts[:, problem, place], kind, world.units[future, pool].astype(np.int64))
        begun = _Begun(future[whose], pool[whose], row, month)
        return done.priced.reshape(many, parts).sum(axis=1), done.short, begun

    def _persons(self, world: World, begun: _Begun, counted: NDArray[np.bool_] | None = None) -> Numbers:
        """Return persons by future, state and month; of those tours alone that are counted."""
        horizon, states = self.demand.horizon, len(self._states)
        line = (begun.future * states + self._state_of[begun.pool]) * (horizon + 1)
        weight = self._personnel[begun.pool] * (1.0 if counted is None else counted)
        ends = np.minimum(begun.month + self._tour[begun.pool], horizon)
        size = len(world.units) * states * (horizon + 1)
        change = np.bincount(line + begun.month, weight, size) - np.bincount(line + ends, weight, size)
        return np.asarray(np.cumsum(change.reshape(len(world.units), states, horizon + 1)[..., :horizon], axis=2))

    def _quotas(self, world: World, proof: Proof, binding: NDArray[np.bool_]) -> Numbers:
        """Divide the caps that may bind among the pools of a state.

        Each pool gets a share of what it is likely to send; what is left goes to those whose persons are worth most, first
        up to what
        they are likely to send, and then beyond.
        """
        likely = self._likely(world)
        found = np.full(likely.shape, np.inf)
        future = np.arange(len(likely))[:, None]
        worth = self._prover.tours_worth[self._profile_of, proof.best[future, self._part_of]].max(axis=2) / (
            self._personnel * self._tour
        )
        for number, place in zip(*np.nonzero(binding), strict=True):
            own = np.flatnonzero((self._state_of == place) & (world.units[number] > 0))
            persons, cap = self._personnel[own], float(world.caps[number, place])
            asked = likely[number, own]
            total = float(asked @ persons)
            share = np.floor(asked * min(1.0, cap / total) + 1e-9) if total else asked
            rest = cap - float(share @ persons)
            first = np.lexsort((np.arange(len(own)), -worth[number, own])).tolist()
            for most in (asked, world.units[number, own]):
                for each in first:
                    more = min(most[each] - share[each], math.floor(rest / persons[each] + 1e-9))
                    share[each] += more
                    rest -= more * persons[each]
            found[number, own] = share
        return found
