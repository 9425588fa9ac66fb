"""The slot model with changes on offer: units that come in other ways, more of them, and what each change costs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pydantic import computed_field

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.model.crews import commands
from interpose.generation.model.slots import SlotModel
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolSupply, belt_of, supplies, window_months
from interpose.generation.settings import Settings
from interpose.solver import Limits, Outcome, solve

__all__ = ["Offers", "RepairChange", "Way", "cheapest", "offers_of"]

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
    quantity : float
        States, units, persons, months or months at home a month away, as the change has it.
    price : float
        Points for all of it.
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
class Way:
    """A way in which units of a pool may come: as it is, with less dwell, with shorter notice, or with both.

    Parameters
    ----------
    pool : PoolSupply
        The pool, its `commitment` naming the way.
    held : int
        Units that the pool has.
    switch : int or None
        Offer without which no unit comes in this way; for a joining state, without which none comes at all.
    extra : int or None
        Offer of units raised anew that come in this way.
    withdrawn : tuple of int
        Offers of units from elsewhere.
    """

    pool: PoolSupply
    held: int
    switch: int | None = None
    extra: int | None = None
    withdrawn: tuple[int, ...] = ()


@dataclass(frozen=True)
class Offers:
    """What can be changed: changes for one of each offer, how many at most, and the ways in which units come."""

    changes: tuple[tuple[RepairChange, ...], ...]
    most: tuple[int, ...]
    ways: tuple[Way, ...]

    @property
    def prices(self) -> NDArray[np.float64]:
        """Price of one of each offer."""
        return np.array([sum(change.price for change in changes) for changes in self.changes])

    def of(self, name: str, state: str) -> list[int]:
        """Return the offers with a change to a state."""
        found = enumerate(self.changes)
        return [number for number, changes in found if any(each.change == name and each.state == state for each in changes)]


class _Builder:
    """Offers under construction."""

    def __init__(self, case: Case, positions: Positions, problem: Problem, without: Collection[str]) -> None:
        self.case, self.positions, self.problem, self.without = case, positions, problem, without
        self.changes: list[tuple[RepairChange, ...]] = []
        self.most: list[int] = []
        self.ways: list[Way] = []

    def offer(self, most: int, *changes: RepairChange) -> int | None:
        """Put changes on offer together; None where one has no price or is not wanted."""
        if most < 1 or any(each.change in self.without or not math.isfinite(each.price) for each in changes):
            return None
        self.changes.append(changes)
        self.most.append(most)
        return len(self.changes) - 1

    def price(self, name: str, quantity: float = 1.0) -> float:
        """Return the price of a change; one without a price is not on offer."""
        row = self.case.repair_prices.get(name)
        return math.inf if row is None else row.value * quantity

    def join(self, code: str) -> None:
        """Let a state take part, with all that it has free."""
        case = self.case
        if code in case.excluded_providers:
            price = self.price("external_enablers")
            change = RepairChange(change="external_enablers", state=code, price=price, demonym=case.demonym(code))
        else:
            position = self.positions.of(code)
            modality = None if position is None else position.modality
            word = "silent" if modality is None else ("excluded", "undecided", "open", "ready")[min(modality, 3)]
            change = RepairChange(change="join", state=code, price=self.price(f"join_{word}"))
        switch = self.offer(1, change)
        if switch is None:
            return
        willing = replace(case, states={**case.states, code: case.states[code].model_copy(update={"participates": "yes"})})
        for pool in supplies(willing, self.positions, [code]):
            if not pool.commitment:
                extra, most = self.raised(pool, pool.window, ())
                grown = replace(pool, commitment="joins", units=pool.units + most)
                self.ways.append(Way(pool=grown, held=pool.units, switch=switch, extra=extra))

    def pool(self, like: PoolSupply, held: int, bound: Mapping[str, int]) -> None:
        """Offer what can be changed about a pool of a state that takes part."""
        own = RepairChange(change="extra_units", state=like.state, unit_type=like.unit_type)
        each = like.personnel / 100
        taken = replace(own, change="commitment_withdrawn", price=self.price("commitment_withdrawn", each))
        withdrawn = [self.offer(units, replace(taken, mission=mission)) for mission, units in sorted(bound.items())]
        missions = tuple(offer for offer in withdrawn if offer is not None)
        late = like.first_month - self.problem.demand.steady_from
        row = next(row for row in self.case.pools if (row.state, row.unit_type) == (like.state, like.unit_type))
        dwell = replace(own, change="dwell_relaxed", price=self.price("dwell_relaxed", each))
        sooner = self.price("notice_shortened", each * late)
        notice = replace(own, change="notice_shortened", quantity=late, price=sooner)
        can_relax, can_ready = row.dwell_ratio >= 1, late > 0
        ways = [(), *[(dwell,)] * can_relax, *[(notice,)] * can_ready, *[(dwell, notice)] * (can_relax and can_ready)]
        for changes in ways:
            switch = self.offer(1, *(replace(change, price=change.price * held) for change in changes)) if changes else None
            if changes and switch is None:
                continue
            window, first = like.window, like.first_month
            if dwell in changes:
                window = window_months(row.model_copy(update={"dwell_ratio": row.dwell_ratio - 1}))
            if notice in changes:
                first = self.problem.demand.steady_from
            extra, most = self.raised(like, window, changes)
            units = held + sum(bound.values()) + most
            name = " and ".join(change.change for change in changes) or "as it is"
            pool = replace(like, units=max(1, units), window=window, first_month=first, commitment=name, price=0.0)
            self.ways.append(Way(pool=pool, held=held, switch=switch, extra=extra, withdrawn=missions))

    def raised(self, like: PoolSupply, window: int, changes: tuple[RepairChange, ...]) -> tuple[int | None, int]:
        """Offer units raised anew, each at the price of what is changed about its pool too: as many as fill all alone."""
        need = self.problem.demand.quantity
        wanted = {(belt_of(station), name): quantity for station, name, quantity in like.provides}
        posts = sum(math.ceil(float(need[key].max()) / quantity) for key, quantity in wanted.items() if key in need)
        # One more where the last headquarters stays at home.
        away = (1 - self.problem.rules.home_share) * like.tour / window
        most = min(_MOST_EXTRA, math.ceil(posts / away) + commands(like)) if posts else 0
        price = self.price("extra_units", like.personnel / 100) + sum(change.price for change in changes)
        change = RepairChange(change="extra_units", state=like.state, unit_type=like.unit_type, price=price)
        extra = self.offer(most, change)
        return extra, 0 if extra is None else most


def offers_of(case: Case, positions: Positions, problem: Problem, without: Collection[str]) -> Offers:
    """Return the changes on offer, but for some kinds, and the ways in which units come."""
    builder = _Builder(case, positions, problem, without)
    inside = set(problem.participation.states)
    for code in sorted({pool.state for pool in case.pools} - inside):
        if case.states[code].participates != "no":
            builder.join(code)
    pools: dict[tuple[str, str], list[PoolSupply]] = defaultdict(list)
    for pool in supplies(case.with_options(withdraw_commitments=True), positions, problem.participation.states):
        pools[pool.state, pool.unit_type].append(pool)
    allowed = case.scenario.options.withdraw_commitments
    for found in pools.values():
        bound = {pool.commitment: pool.units for pool in found if pool.commitment}
        held = sum(pool.units for pool in found if allowed or not pool.commitment)
        builder.pool(found[0], held, {} if allowed else bound)
    for code in sorted({way.pool.state for way in builder.ways}):
        if case.states[code].personnel_cap is not None:
            builder.offer(
                _MOST_STEPS, RepairChange(change="cap_raised", state=code, quantity=_STEP, price=builder.price("cap_raised", 1))
            )
    return Offers(tuple(builder.changes), tuple(builder.most), tuple(builder.ways))


def cheapest(
    case: Case, problem: Problem, offers: Offers, keys: Collection[Key], limits: Limits, *, strict: bool
) -> tuple[Outcome, tuple[int, ...]]:
    """Find the cheapest offers with which nothing is short of some belts and capabilities once the build-up is over.

    Returns what the solver came to, and how often each offer is taken. Where `strict`, as many units of a pool fit under a cap
    as whole ones do; otherwise parts of units count, which the slot model allows where the cap does not bind: a relaxation.
    """
    need = problem.demand
    wanted = replace(need, quantity={key: need.quantity[key] for key in sorted(keys, key=lambda key: (key[1], key[0]))})
    ways = tuple(way for way in offers.ways if way.pool.useful(wanted.quantity).provides)
    states = {way.pool.state for way in ways}
    least = {code: replace(limit, most=None) for code, limit in problem.limits.items() if limit.least and code in states}
    owned = dict.fromkeys(problem.owned_headquarters, _MANY)
    pools = tuple(way.pool for way in ways)
    changed = replace(problem, demand=wanted, pools=pools, limits=least, owned_headquarters=owned)
    slots = SlotModel(changed, Settings())
    bought = slots.model.columns("bought", (len(offers.most),), upper=np.array(offers.most, dtype=np.float64), whole=True)
    rows = _Rows(slots, bought)
    _unit_rows(rows, ways)
    _limit_rows(rows, case, problem, offers, strict)
    steady = slots.periods.steady
    cost = {name: np.zeros(shape) for name, (_, shape) in slots.model.column_blocks.items()} | {"bought": offers.prices}
    upper = {"short": np.where(steady[None, :], 0.0, slots.needed[:, slots.periods.first - 1])}
    outcome = solve(slots.model.changed(cost, upper), limits, absolute_gap=0.01, seed=problem.seed)
    taken = outcome.values["bought"].tolist() if outcome.has_solution else []
    return outcome, tuple(round(each) for each in taken)


class _Rows:
    """Rows over units that come, posts that they keep, and offers that are taken."""

    def __init__(self, slots: SlotModel, bought: NDArray[np.int64]) -> None:
        self.slots, self.bought = slots, bought
        self.place = {
            pool.key: (number, place) for number, crew in enumerate(slots.crews) for place, pool in enumerate(crew.members)
        }

    def taken(self, way: Way) -> int:
        """Return the column of the units that come in a way."""
        return int(self.slots.taken[self.place[way.pool.key]][0])

    def terms(self, offers: Iterable[int | None], value: float) -> list[tuple[int, float]]:
        """Return the columns of some offers, each with the same coefficient."""
        return [(int(self.bought[offer]), value) for offer in offers if offer is not None]

    def add(self, name: str, terms: list[tuple[int, float]], upper: float) -> None:
        """Add a row: the sum of columns times coefficients is at most a number."""
        columns, values = zip(*terms, strict=True)
        self.slots.model.rows(name, np.zeros(len(columns)), columns, values, upper=[upper])


def _unit_rows(rows: _Rows, ways: tuple[Way, ...]) -> None:
    """Let no more units come in a way, and in all ways of a pool, than are held, raised or withdrawn."""
    pools: dict[tuple[str, str], list[Way]] = defaultdict(list)
    for way in ways:
        pools[way.pool.state, way.pool.unit_type].append(way)
    for (state, unit_type), found in sorted(pools.items()):
        name = f"{unit_type} of {state}"
        switches = rows.terms([way.switch for way in found], 1.0)
        withdrawn = rows.terms(found[0].withdrawn, -1.0)
        if found[0].switch is None:
            raised = rows.terms([way.extra for way in found], -1.0)
            rows.add(f"units, {name}", [*((rows.taken(way), 1.0) for way in found), *raised, *withdrawn], float(found[0].held))
            if switches:
                rows.add(f"one way, {name}", switches, 1.0)
        for way in found:
            which, most = f"{name}, {way.pool.commitment}", float(way.pool.units)
            come, extra = (rows.taken(way), 1.0), rows.terms([way.extra], 1.0)
            if way.switch is not None:
                held = rows.terms([way.switch], -float(way.held))
                rows.add(f"come, {which}", [come, *held, *rows.terms([way.extra], -1.0), *withdrawn], 0.0)
                rows.add(f"way, {which}", [come, *rows.terms([way.switch], -most)], 0.0)
                if extra:
                    rows.add(f"raised, {which}", [*extra, *rows.terms([way.switch], -most)], 0.0)
            elif extra and switches:
                # What is raised comes in the way that is chosen for its pool.
                rows.add(f"raised, {which}", [*extra, *((column, most) for column, _ in switches)], most)


def _limit_rows(rows: _Rows, case: Case, problem: Problem, offers: Offers, strict: bool) -> None:
    """Keep states within their caps as raised, and the last headquarters of each at home."""
    persons: dict[str, list[tuple[int, float]]] = defaultdict(list)
    heads: dict[tuple[int, str], list[tuple[int, float]]] = defaultdict(list)
    for number, crew in enumerate(rows.slots.crews):
        for place, pool in enumerate(crew.members):
            rate = int(rows.slots.rates[number, place][0])
            persons[pool.state].append((rate, float(pool.personnel)))
            if commands(pool):
                heads[number, pool.state].append((rate, 1.0))
    for state, terms in sorted(persons.items()):
        if (cap := case.states[state].personnel_cap) is not None:
            raised = rows.terms(offers.of("cap_raised", state), -float(_STEP))
            rows.add(f"cap of {state}", [*terms, *raised], float(cap))
            for place, (rate, each) in enumerate(terms if strict else ()):
                whole = int(rows.slots.model.columns(f"whole {state} {place}", (1,), whole=True)[0])
                rows.add(f"whole units of {state} {place}", [(rate, 1.0), (whole, -1.0)], 0.0)
                rows.add(f"fit under the cap of {state} {place}", [(whole, each), *raised], float(cap))
    if not problem.rules.last_headquarters_stays:
        return
    more: dict[str, set[int]] = defaultdict(set)
    for way in offers.ways:
        if way.extra is not None and commands(way.pool):
            more[way.pool.state].add(way.extra)
    for (number, state), terms in sorted(heads.items()):
        raised = rows.terms(sorted(more[state]), -1.0)
        most = max(0, problem.owned_headquarters.get(state, 0) - 1)
        rows.add(f"headquarters of {state} {number}", [*terms, *raised], float(most))
