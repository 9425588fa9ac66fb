"""The slot model with changes on offer: units that come in other ways, more of them, and what each change costs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

import numpy as np
from pydantic import computed_field

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.model.crews import commands
from interpose.generation.model.slots import SlotModel
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolSupply, belt_of, supplies, window_months
from interpose.generation.settings import Settings
from interpose.solver import Limits, Outcome, solve

__all__ = ["Offers", "RepairChange", "cheapest"]

_MOST_EXTRA, _MOST_STEPS, _STEP = 200, 1000, 100
"""Most units of a pool that are raised, and most steps of so many persons by which a cap is."""

_MANY = 10**6

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairChange:
    """A change that would mend something.

    Parameters
    ----------
    change : str
        join · extra_units · external_enablers · cap_raised · notice_shortened · dwell_relaxed · commitment_withdrawn.
    state, unit_type, mission : str
        Whom it concerns; empty where it concerns no single one.
    quantity, price : float
        States, units, persons, months or months at home a month away, as the change has it; points for all of it.
    demonym : str
        How what belongs to the state is called, such as French.
    """

    change: str
    state: str
    unit_type: str = ""
    mission: str = ""
    quantity: float = 1
    price: float = 0.0
    demonym: str = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def words(self) -> str:
        """The change in a planner's words.

        Examples
        --------
        >>> RepairChange(change="extra_units", state="FRA", unit_type="medical_company", quantity=2, price=10.0).words
        'FRA finds 2 more of medical company'
        """
        kind, month = self.unit_type.replace("_", " "), "month" if self.quantity == 1 else "months"
        told = {
            "join": f"{self.state} takes part",
            "extra_units": f"{self.state} finds {self.quantity:g} more of {kind}",
            "external_enablers": f"{self.demonym or self.state} enablers come",
            "cap_raised": f"{self.state} raises its cap by {self.quantity:,.0f} persons",
            "notice_shortened": f"{self.state} readies {kind} {self.quantity:g} {month} sooner",
            "dwell_relaxed": f"{self.state} gives {kind} {self.quantity:g} {month} less at home for each month away",
            "commitment_withdrawn": f"{self.state} withdraws {self.quantity:g} of {kind} from {self.mission.replace('_', ' ')}",
        }
        return told[self.change]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A way in which units come, named by the `commitment` of its pool: as it is, joining, with less dwell, shorter notice.

    `held` are its units, `switch` the offer without which none comes so, `extra` and `withdrawn` offers of more that do.
    """

    pool: PoolSupply
    held: int
    switch: int | None = None
    extra: int | None = None
    withdrawn: tuple[int, ...] = ()


class Offers:
    """What can be changed, but for some kinds of changes: for one of each offer, how many at most, and the ways to come."""

    def __init__(self, case: Case, positions: Positions, problem: Problem, without: Collection[str]) -> None:
        self.case, self.positions, self.problem, self.without = case, positions, problem, without
        self.changes: list[tuple[RepairChange, ...]] = []
        self.most: list[int] = []
        self.ways: list[_Way] = []
        inside, allowed = problem.participation.states, case.scenario.options.withdraw_commitments
        for code in sorted({pool.state for pool in case.pools} - set(inside)):
            if case.states[code].participates != "no":
                self._join(code)
        pools: dict[Key, list[PoolSupply]] = defaultdict(list)
        for pool in supplies(case.with_options(withdraw_commitments=True), positions, inside):
            pools[pool.state, pool.unit_type].append(pool)
        for found in pools.values():
            held = sum(pool.units for pool in found if allowed or not pool.commitment)
            self._pool(found[0], held, {} if allowed else {pool.commitment: pool.units for pool in found if pool.commitment})
        for code in sorted({way.pool.state for way in self.ways}):
            if case.states[code].personnel_cap is not None:
                price = self._price("cap_raised")
                self._offer(_MOST_STEPS, RepairChange(change="cap_raised", state=code, quantity=_STEP, price=price))

    @property
    def reach(self) -> set[Key]:
        """Belts and capabilities that any unit could serve."""
        return {(belt_of(station), name) for way in self.ways for station, name, _ in way.pool.provides}

    def taken(self, counts: Collection[int]) -> tuple[RepairChange, ...]:
        """Return what the offers taken change, the dearest first; several of one kind together."""
        found: dict[tuple[str, ...], RepairChange] = {}
        for changes, count in zip(self.changes, counts, strict=True):
            for change in changes if count else ():
                key = (change.change, change.state, change.unit_type, change.mission)
                held = found.get(key, replace(change, quantity=0, price=0.0))
                price = round(held.price + change.price * count, 6)
                found[key] = replace(change, quantity=held.quantity + change.quantity * count, price=price)
        return tuple(row for _, row in sorted(found.items(), key=lambda item: (-item[1].price, item[0])))

    def _offer(self, most: int, *changes: RepairChange) -> int | None:
        """Put changes on offer together; None where one has no price or is not wanted."""
        if most < 1 or any(each.change in self.without or not math.isfinite(each.price) for each in changes):
            return None
        self.changes.append(changes)
        self.most.append(most)
        return len(self.changes) - 1

    def _price(self, name: str, quantity: float = 1.0) -> float:
        row = self.case.repair_prices.get(name)
        return math.inf if row is None else row.value * quantity

    def _join(self, code: str) -> None:
        """Let a state take part, with all that it has free."""
        case, position = self.case, self.positions.of(code)
        if code in case.excluded_providers:
            price = self._price("external_enablers")
            change = RepairChange(change="external_enablers", state=code, price=price, demonym=case.demonym(code))
        else:
            modality = None if position is None else position.modality
            word = "silent" if modality is None else ("excluded", "undecided", "open", "ready")[min(modality, 3)]
            change = RepairChange(change="join", state=code, price=self._price(f"join_{word}"))
        if (switch := self._offer(1, change)) is None:
            return
        willing = replace(case, states={**case.states, code: case.states[code].model_copy(update={"participates": "yes"})})
        for pool in supplies(willing, self.positions, [code]):
            if not pool.commitment:
                extra, most = self._raised(pool, ())
                joining = replace(pool, commitment="joins", units=pool.units + most)
                self.ways.append(_Way(pool=joining, held=pool.units, switch=switch, extra=extra))

    def _pool(self, like: PoolSupply, held: int, bound: Mapping[str, int]) -> None:
        """Offer what can be changed about a pool of a state that takes part."""
        own = RepairChange(change="commitment_withdrawn", state=like.state, unit_type=like.unit_type)
        each, soonest = like.personnel / 100, self.problem.demand.steady_from
        taken = replace(own, price=self._price("commitment_withdrawn", each))
        withdrawn = [self._offer(units, replace(taken, mission=mission)) for mission, units in sorted(bound.items())]
        row = next(row for row in self.case.pools if (row.state, row.unit_type) == (like.state, like.unit_type))
        late = like.first_month - soonest
        dwell = replace(own, change="dwell_relaxed", price=self._price("dwell_relaxed", each))
        notice = replace(own, change="notice_shortened", quantity=late, price=self._price("notice_shortened", each * late))
        less = (dwell,) if row.dwell_ratio >= 1 else ()
        for changes in dict.fromkeys([(), less, *([(notice,), (*less, notice)] if late > 0 else [])]):
            switch = self._offer(1, *(replace(change, price=change.price * held) for change in changes)) if changes else None
            if changes and switch is None:
                continue
            way = replace(like, commitment=" and ".join(change.change for change in changes) or "as it is", price=0.0)
            if dwell in changes:
                way = replace(way, window=window_months(row.model_copy(update={"dwell_ratio": row.dwell_ratio - 1})))
            if notice in changes:
                way = replace(way, first_month=soonest)
            extra, most = self._raised(way, changes)
            way = replace(way, units=max(1, held + sum(bound.values()) + most))
            missions = tuple(offer for offer in withdrawn if offer is not None)
            self.ways.append(_Way(pool=way, held=held, switch=switch, extra=extra, withdrawn=missions))

    def _raised(self, like: PoolSupply, changes: tuple[RepairChange, ...]) -> tuple[int | None, int]:
        """Offer units raised anew, each at the price of what is changed about its pool too: as many as fill all alone."""
        need = self.problem.demand.quantity
        wanted = {(belt_of(station), name): quantity for station, name, quantity in like.provides}
        posts = sum(math.ceil(float(need[key].max()) / quantity) for key, quantity in wanted.items() if key in need)
        # One more where the last headquarters stays at home.
        away = (1 - self.problem.rules.home_share) * like.tour / like.window
        most = min(_MOST_EXTRA, math.ceil(posts / away) + commands(like)) if posts else 0
        price = self._price("extra_units", like.personnel / 100) + sum(change.price for change in changes)
        extra = self._offer(most, RepairChange(change="extra_units", state=like.state, unit_type=like.unit_type, price=price))
        return extra, 0 if extra is None else most


def cheapest(offers: Offers, limits: Limits) -> tuple[Outcome, tuple[int, ...]]:
    """Find the cheapest offers with which nothing that any unit could serve is short once the build-up is over.

    Returns what the solver came to, and how often each offer is taken. Parts of units count under a cap, which the slot model
    allows where the cap does not bind: a relaxation, so that its bound holds.
    """
    problem, need = offers.problem, offers.problem.demand
    reach = offers.reach
    wanted = {key: months for key, months in need.quantity.items() if key in reach and months[need.steady].any()}
    ways = tuple(way for way in offers.ways if way.pool.useful(wanted).provides)
    states = {way.pool.state for way in ways}
    changed = replace(
        problem,
        demand=replace(need, quantity=wanted),
        pools=tuple(way.pool for way in ways),
        limits={code: replace(limit, most=None) for code, limit in problem.limits.items() if limit.least and code in states},
        owned_headquarters=dict.fromkeys(problem.owned_headquarters, _MANY),
    )
    slots = SlotModel(changed, Settings())
    _Rows(offers, slots, ways)
    prices = np.array([sum(change.price for change in changes) for changes in offers.changes])
    cost = {name: np.zeros(shape) for name, (_, shape) in slots.model.column_blocks.items()} | {"bought": prices}
    upper = {"short": np.where(slots.periods.steady[None, :], 0.0, slots.needed[:, slots.periods.first - 1])}
    outcome = solve(slots.model.changed(cost, upper), limits, absolute_gap=0.01, seed=problem.seed)
    counts = outcome.values["bought"].tolist() if outcome.has_solution else []
    return outcome, tuple(round(each) for each in counts)


class _Rows:
    """Rows over units that come, posts that they keep, and offers that are taken."""

    def __init__(self, offers: Offers, slots: SlotModel, ways: Iterable[_Way]) -> None:
        self.offers, self.slots = offers, slots
        most = np.array(offers.most, dtype=np.float64)
        self.bought = slots.model.columns("bought", most.shape, upper=most, whole=True)
        self.pools = {(number, place): slots.crews[number].members[place] for number, place in slots.rates}
        self.units = {pool.key: int(slots.taken[place][0]) for place, pool in self.pools.items()}
        of_pool = attrgetter("pool.state", "pool.unit_type")
        for (state, unit_type), found in groupby(sorted(ways, key=of_pool), key=of_pool):
            self._units(f"{unit_type} of {state}", list(found))
        self._caps()
        if offers.problem.rules.last_headquarters_stays:
            self._headquarters()

    def _of(self, offers: Iterable[int | None], value: float) -> list[tuple[int, float]]:
        return [(int(self.bought[offer]), value) for offer in offers if offer is not None]

    def _add(self, name: str, terms: list[tuple[int, float]], upper: float) -> None:
        columns, values = zip(*terms, strict=True)
        self.slots.model.rows(name, np.zeros(len(columns)), columns, values, upper=[upper])

    def _units(self, name: str, ways: list[_Way]) -> None:
        """Let no more units come in a way, and in all ways of a pool, than are held, raised or withdrawn."""
        held, switches = float(ways[0].held), [way.switch for way in ways if way.switch is not None]
        come, withdrawn = [(self.units[way.pool.key], 1.0) for way in ways], self._of(ways[0].withdrawn, -1.0)
        if ways[0].switch is None:
            raised = self._of([way.extra for way in ways], -1.0)
            self._add(f"units, {name}", [*come, *raised, *withdrawn], held)
            if switches:
                self._add(f"one way, {name}", self._of(switches, 1.0), 1.0)
        for way, units in zip(ways, come, strict=True):
            which, most = f"{name}, {way.pool.commitment}", float(way.pool.units)
            if way.switch is not None:
                self._add(
                    f"come, {which}", [units, *self._of([way.switch], -held), *self._of([way.extra], -1.0), *withdrawn], 0.0
                )
                self._add(f"way, {which}", [units, *self._of([way.switch], -most)], 0.0)
            if way.extra is not None and switches:
                # What is raised comes in the way that is chosen for its pool.
                off = self._of(switches, most) if way.switch is None else self._of([way.switch], -most)
                self._add(f"raised, {which}", [*self._of([way.extra], 1.0), *off], most if way.switch is None else 0.0)

    def _caps(self) -> None:
        """Keep states within their caps as raised."""
        persons: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, pool in self.pools.items():
            persons[pool.state].append((int(self.slots.rates[place][0]), float(pool.personnel)))
        for state, terms in sorted(persons.items()):
            if (cap := self.offers.case.states[state].personnel_cap) is not None:
                found = enumerate(self.offers.changes)
                raised = [offer for offer, (change, *_) in found if (change.change, change.state) == ("cap_raised", state)]
                self._add(f"cap of {state}", [*terms, *self._of(raised, -float(_STEP))], float(cap))

    def _headquarters(self) -> None:
        """Keep the last headquarters of each state at home; one that is raised lets another go."""
        rates: dict[tuple[int, str], list[tuple[int, float]]] = defaultdict(list)
        for (number, place), pool in self.pools.items():
            if commands(pool):
                rates[number, pool.state].append((int(self.slots.rates[number, place][0]), 1.0))
        for (number, state), terms in sorted(rates.items()):
            heads = [way for way in self.offers.ways if way.pool.state == state and commands(way.pool)]
            raised = self._of({way.extra: None for way in heads}, -1.0)
            most = max(0, self.offers.problem.owned_headquarters.get(state, 0) - 1)
            self._add(f"headquarters of {state} {number}", [*terms, *raised], float(most))
