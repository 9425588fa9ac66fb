"""The slot model with changes on offer: units that come in other ways, more of them, and what each change costs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pydantic import computed_field

from interpose.case import Case
from interpose.case.tables.words import in_words
from interpose.evidence import Positions
from interpose.generation.model.groups import commands
from interpose.generation.model.slots import SlotModel
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolSupply, belt_of, supplies, window_months
from interpose.solver import Limits, Outcome, Terms, solve

__all__ = ["Offers", "RepairChange", "cheapest"]

_MOST_EXTRA, _MOST_STEPS, _STEP, _MANY = 200, 1000, 100, 10**6
"""Most units of a pool that are raised; most steps of so many persons by which a cap is; and more headquarters than any has."""

_JOINS = "joins"

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairChange:
    """A change that would mend something, whom it concerns, if any single one, and points for all of it.

    The quantity is in states, units, persons, months or months at home a month away, as the change has it; the demonym is how
    what belongs to the state is called.
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
        kind, month = in_words(self.unit_type), "month" if self.quantity == 1 else "months"
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

    It is open where an offer is taken (`chosen`, its number). Then the units come that are `held`, and those that other offers
    raise anew (`raised`) or withdraw from elsewhere (`withdrawn`).
    """

    pool: PoolSupply
    held: int
    chosen: int
    raised: tuple[int, ...]
    withdrawn: tuple[int, ...] = ()


class Offers:
    """What can be changed, but for some kinds of changes: how often at most, and the ways in which units come."""

    def __init__(self, case: Case, positions: Positions, problem: Problem, without: Collection[str]) -> None:
        self.case, self.problem, self.without = case, problem, without
        self.changes: list[tuple[RepairChange, ...]] = []
        self.most: list[int] = []
        self.ways: dict[Key, list[_Way]] = defaultdict(list)
        inside, allowed = problem.participation.states, case.scenario.options.withdraw_commitments
        for code in sorted({pool.state for pool in case.pools} - set(inside)):
            if case.states[code].participates != "no":
                self._join(code, positions)
        pools: dict[Key, list[PoolSupply]] = defaultdict(list)
        for pool in supplies(case.with_options(withdraw_commitments=True), positions, inside):
            pools[pool.state, pool.unit_type].append(pool)
        for found in pools.values():
            held = sum(pool.units for pool in found if allowed or not pool.commitment)
            self._pool(found[0], held, [pool for pool in found if pool.commitment and not allowed])
        step, price = RepairChange(change="cap_raised", state="", quantity=_STEP), self._price("cap_raised")
        capped = sorted({code for code, _ in self.ways if case.states[code].personnel_cap is not None})
        self.caps = {code: self._offer(_MOST_STEPS, replace(step, state=code, price=price)) for code in capped}

    @property
    def reach(self) -> set[Key]:
        """Belts and capabilities that any unit could serve."""
        pools = (way.pool for ways in self.ways.values() for way in ways)
        return {(belt_of(station), name) for pool in pools for station, name, _ in pool.provides}

    def taken(self, counts: Iterable[int]) -> tuple[RepairChange, ...]:
        """Return what the offers taken change, the dearest first; several of one kind together."""
        found: dict[tuple[str, ...], RepairChange] = {}
        for changes, count in zip(self.changes, counts, strict=True):
            for change in changes if count else ():
                key = (change.change, change.state, change.unit_type, change.mission)
                held = found.get(key, replace(change, quantity=0, price=0.0))
                price = round(held.price + change.price * count, 6)
                found[key] = replace(change, quantity=held.quantity + change.quantity * count, price=price)
        return tuple(row for _, row in sorted(found.items(), key=lambda item: (-item[1].price, item[0])))

    def _offer(self, most: int, *changes: RepairChange) -> tuple[int, ...]:
        """Put changes on offer together, and return the number of the offer; none where one of them has no price."""
        if most < 1 or any(math.isinf(each.price) for each in changes):
            return ()
        self.changes.append(changes)
        self.most.append(most)
        return (len(self.most) - 1,)

    def _price(self, name: str, quantity: float = 1.0, change: str = "") -> float:
        """Return the price of a change, infinite where it is not wanted or nobody has priced it."""
        row = self.case.repair_prices.get(name)
        return math.inf if row is None or (change or name) in self.without else row.value * quantity

    def _join(self, code: str, positions: Positions) -> None:
        """Let a state take part, with all that it has free."""
        case, position = self.case, positions.of(code)
        if code in case.excluded_providers:
            price = self._price("external_enablers")
            change = RepairChange(change="external_enablers", state=code, price=price, demonym=case.demonym(code))
        else:
            modality = None if position is None else position.modality
            word = "silent" if modality is None else ("excluded", "undecided", "open", "ready")[min(modality, 3)]
            change = RepairChange(change="join", state=code, price=self._price(f"join_{word}", change="join"))
        willing = replace(case, states={**case.states, code: case.states[code].model_copy(update={"participates": "yes"})})
        for chosen in self._offer(1, change):
            for pool in supplies(willing, positions, [code]):
                if not pool.commitment:
                    self._way(replace(pool, commitment=_JOINS), pool.units, chosen)

    def _pool(self, like: PoolSupply, held: int, bound: Collection[PoolSupply]) -> None:
        """Offer what can be changed about a pool of a state that takes part: all of it has less dwell, or shorter notice."""
        row = next(row for row in self.case.pools if (row.state, row.unit_type) == (like.state, like.unit_type))
        own = RepairChange(change="commitment_withdrawn", state=like.state, unit_type=like.unit_type)
        each, late = like.personnel / 100, like.first_month - self.problem.demand.steady_from
        own = replace(own, price=self._price("commitment_withdrawn", each))
        withdrawn = [offer for pool in bound for offer in self._offer(pool.units, replace(own, mission=pool.commitment))]
        dwell = replace(own, change="dwell_relaxed", price=self._price("dwell_relaxed", each))
        notice = replace(own, change="notice_shortened", quantity=late, price=self._price("notice_shortened", each * late))
        window = window_months(row.model_copy(update={"dwell_ratio": max(0.0, row.dwell_ratio - 1)}))
        for less in (False, True) if row.dwell_ratio >= 1 else (False,):
            for sooner in (False, True) if late > 0 else (False,):
                changes = (dwell,) * less + (notice,) * sooner
                way = replace(like, commitment=" and ".join(change.change for change in changes) or "as it is", price=0.0)
                way = replace(way, window=window if less else like.window, first_month=like.first_month - late * sooner)
                for chosen in self._offer(1, *(replace(change, price=change.price * held) for change in changes)):
                    self._way(way, held, chosen, sum(change.price for change in changes), tuple(withdrawn))

    def _way(self, pool: PoolSupply, held: int, chosen: int, price: float = 0.0, withdrawn: tuple[int, ...] = ()) -> None:
        """Let units come in a way, and raise as many more as fill all alone, each at the price of the way besides its own."""
        need = self.problem.demand.quantity
        wanted = {(belt_of(station), name): quantity for station, name, quantity in pool.provides}
        posts = sum(math.ceil(float(need[key].max()) / quantity) for key, quantity in wanted.items() if key in need)
        # One more where the last headquarters stays at home.
        away = (1 - self.problem.rules.home_share) * pool.tour / pool.window
        most = min(_MOST_EXTRA, math.ceil(posts / away) + commands(pool)) if posts else 0
        extra = RepairChange(change="extra_units", state=pool.state, unit_type=pool.unit_type)
        raised = self._offer(most, replace(extra, price=self._price("extra_units", pool.personnel / 100) + price))
        units = held + sum(self.most[offer] for offer in (*raised, *withdrawn))
        way = _Way(pool=replace(pool, units=max(1, units)), held=held, chosen=chosen, raised=raised, withdrawn=withdrawn)
        self.ways[pool.state, pool.unit_type].append(way)


def cheapest(offers: Offers, limits: Limits) -> tuple[Outcome, tuple[int, ...]]:
    """Find the cheapest offers with which nothing that any unit could serve is short once the build-up is over.

    Returns what the solver came to, and how often each offer is taken. Parts of units count under a cap, which the slot model
    allows where the cap does not bind: a relaxation, so that its bound holds.
    """
    problem, need, reach = offers.problem, offers.problem.demand, offers.reach
    wanted = {key: months for key, months in need.quantity.items() if key in reach and months[need.steady].any()}
    pools = tuple(way.pool for ways in offers.ways.values() for way in ways if way.pool.useful(wanted).provides)
    states = {pool.state for pool in pools}
    changed = replace(
        problem,
        demand=replace(need, quantity=wanted),
        pools=pools,
        limits={code: replace(limit, most=None) for code, limit in problem.limits.items() if limit.least and code in states},
        owned_headquarters=dict.fromkeys(problem.owned_headquarters, _MANY),
    )
    slots = SlotModel(changed)
    bought = slots.model.columns("bought", (len(offers.most),), upper=offers.most, whole=True)
    _units(offers, slots, bought)
    _limits(offers, slots, bought)
    prices = [sum(change.price for change in changes) for changes in offers.changes]
    cost = {name: np.zeros(shape) for name, (_, shape) in slots.model.column_blocks.items()} | {"bought": np.array(prices)}
    upper = {"short": np.where(slots.steady, 0.0, slots.needed[:, slots.first - 1])}
    outcome = solve(slots.model.changed(cost, upper), limits, absolute_gap=0.01, seed=problem.seed)
    counts = outcome.values["bought"].tolist() if outcome.has_solution else []
    return outcome, tuple(round(each) for each in counts)


def _units(offers: Offers, slots: SlotModel, bought: NDArray[np.int64]) -> None:
    """Let units come in the one way that is chosen for their pool: no more than are held, raised or withdrawn."""
    constrain = slots.model.constrain
    come = {key: Terms.total(column) for key, column in slots.taken.items()}
    for (state, unit_type), every in offers.ways.items():
        ways, what = [way for way in every if way.pool.key in come], f"{unit_type} of {state}"
        if not ways:
            continue
        held, joins = float(ways[0].held), ways[0].pool.commitment == _JOINS
        constrain(f"one way, {what}", Terms.total(bought[[way.chosen for way in ways]]), lower=float(not joins), upper=1.0)
        more = [*ways[0].withdrawn, *(offer for way in ways for offer in way.raised)]
        constrain(what, Terms.sum((come[way.pool.key] for way in ways), 1) - Terms.total(bought[more]), upper=held)
        for way in ways:
            units, most, raised = come[way.pool.key], Terms.total(bought[way.chosen], way.pool.units), bought[list(way.raised)]
            there = Terms.total(bought[way.chosen], held) + Terms.total(bought[[*way.raised, *way.withdrawn]])
            rows = [units - there, units - most, *(Terms.total(each) - most for each in raised)]
            constrain(f"{what}, {way.pool.commitment}", Terms.stacked(rows), upper=0.0)


def _limits(offers: Offers, slots: SlotModel, bought: NDArray[np.int64]) -> None:
    """Keep states within their caps as raised, and their last headquarters at home; one that is raised lets another go."""
    case, problem = offers.case, offers.problem
    persons: dict[str, list[Terms]] = defaultdict(list)
    heads: dict[tuple[int, str], list[Terms]] = defaultdict(list)
    for number, crew in enumerate(slots.crews):
        for pool in crew.members:
            column = slots.rates[pool.key]
            persons[pool.state].append(Terms.total(column, pool.personnel))
            if commands(pool) and problem.rules.last_headquarters_stays:
                heads[number, pool.state].append(Terms.total(column))
    for state, steps in offers.caps.items():
        terms = Terms.sum(persons[state], 1) - Terms.total(bought[list(steps)], _STEP)
        slots.model.constrain(f"cap of {state}", terms, upper=case.states[state].personnel_cap or 0)
    for (number, state), away in sorted(heads.items()):
        own = [way for (code, _), ways in offers.ways.items() for way in ways if code == state and commands(way.pool)]
        raised = Terms.total(bought[[offer for way in own for offer in way.raised]])
        most = max(0, problem.owned_headquarters.get(state, 0) - 1)
        slots.model.constrain(f"headquarters of {state} {number}", Terms.sum(away, 1) - raised, upper=most)
