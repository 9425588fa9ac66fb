"""What would fix it: the cheapest changes that close a shortfall for good, on offer in the slot model."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import computed_field

from interpose.case import Case
from interpose.case.tables.force import Pool
from interpose.case.tables.words import Endurance, in_words
from interpose.evidence import Positions
from interpose.generation.analysis.level import LevelAnswer, level_of, unit_months
from interpose.generation.model.groups import commands, kept_at_home
from interpose.generation.model.slots import SlotModel
from interpose.generation.problem.planning_problem import PlanRequest, Problem, problem_of
from interpose.generation.problem.supply import PoolSupply, belt_of, supplies, window_months
from interpose.generation.result import Shortfall
from interpose.requirement import Requirement
from interpose.solver import Limits, Outcome, Status, Terms, solve

__all__ = ["Offers", "Repair", "RepairChange", "changed_case", "cheapest", "repair"]

_NODES, _PROVED = 200, 0.02
"""Branch-and-bound nodes of a search, and points between total and bound up to which nothing cheaper is said to do."""

_MOST_EXTRA, _MOST_STEPS, _STEP, _JOINS = 200, 1000, 100, "joins"
"""Most units of a pool that are raised; most steps of so many persons by which a cap is; and the way of those who join."""


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


@dataclass(frozen=True, kw_only=True)
class Repair:
    """Changes that close a shortfall between build-up and drawdown, and under which endurance it lasts.

    Parameters
    ----------
    name : str
        `cheapest`, or what it does without.
    status : str
        `optimal` where nothing on offer does it for less and the changed case, solved again, has nothing short that somebody
        has; `feasible` where the bound is below the total, or something is left; `infeasible` where no set of changes closes
        the shortfall, and `reason` says why.
    total, bound, changes : float or None, tuple of RepairChange
        Points for all changes, the dearest first, and what is proved: no set of changes on offer costs less.
    left, lacking : tuple
        Unit-months that stay short, by capability; and what nobody has, which is in none of the changes.
    others : tuple of Repair
        The cheapest that do without some kind of change, where the cheapest needs it.
    """

    name: str
    status: Status
    endurance: Endurance
    total: float | None = None
    bound: float | None = None
    changes: tuple[RepairChange, ...] = ()
    left: tuple[tuple[str, float], ...] = ()
    lacking: tuple[str, ...] = ()
    reason: str = ""
    others: tuple[Repair, ...] = ()


def repair(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None, *, others: bool = True
) -> Repair:
    """Find the cheapest set of changes with which nothing is short between build-up and drawdown.

    The slot model holds every change with its price (`repair_prices.csv`): a state joins, a state finds more units of a type
    that it has, an external provider comes, a cap is raised, notice is shortened, dwell is relaxed, a commitment is withdrawn.
    The changes are then made to the case, and it is solved again: what is short then is told as `left`. The bound holds for
    the changes on offer: states that join come at their own notice and dwell, and dwell is relaxed by one month for each away.
    The parameters are those of `generate`: a fixed requirement, at the firmness of the scenario. For `endurance: horizon` the
    repair is for `relay`, which does it for the horizon too.

    Returns
    -------
    Repair
        The cheapest, and where `others` are asked for those that do without new states, extra units, or each provider.
    """
    request, own = request or PlanRequest(), case.scenario.options.endurance == "own"
    endurance: Endurance = "own" if own else "relay"

    def asked(of: Case) -> Problem:
        return replace(problem_of(of, positions, requirement, request).with_rules(endurance=endurance), gap=0.0)

    none = Repair(name="cheapest", status="no answer", endurance=endurance)
    if request.mode != "fixed":
        return replace(none, reason="repairs are for a fixed requirement")
    if request.least_modality not in (None, case.scenario.options.least_modality):
        return replace(none, reason="repairs are for the firmness that the scenario asks for")
    answer = level_of(problem := asked(case), request.limits)
    if not answer.has_numbers:
        return replace(none, status=answer.status, reason="there is no plan to repair")
    if not (lacked := _steady(answer, problem)):
        return replace(none, status="optimal", total=0.0, bound=0.0)
    searched = replace(request.limits, nodes=min(request.limits.nodes, _NODES), submodels=False)
    asked_for = [key for key, months in problem.demand.quantity.items() if months[problem.demand.steady].any()]
    everything = {name for _, name in asked_for}
    # All that a state does counts to its least.
    lacking_now = everything if any(row.least for row in problem.limits.values()) else {row.capability for row in lacked}

    def found(name: str, of: Case, banned: str, why: str, mended: Collection[str] = lacking_now) -> Repair:
        """Find the cheapest offers and solve the case they make: for what lacks now, as its bound holds for all, or for all."""
        whole = asked(of)
        wanted = {key: whole.demand.quantity[key] for key in asked_for if key[1] in mended}
        offers = Offers(of, positions, replace(whole, demand=replace(whole.demand, quantity=wanted)), banned)
        outcome, counts = cheapest(offers, searched)
        lacking = tuple(key[1] for key in asked_for if key not in offers.reach)
        told = replace(none, name=name, status=outcome.status, lacking=lacking)
        if not outcome.has_solution:
            return replace(told, reason=why if outcome.status == "infeasible" else "")
        told = replace(told, changes=offers.taken(counts))
        again = asked(changed_case(of, told))
        short = [row for row in _steady(level_of(again, request.limits), again) if (row.belt, row.capability) in offers.reach]
        if short and everything.difference(mended):
            return found(name, of, banned, why, everything)
        left = tuple((name, round(quantity, 6)) for name, quantity in unit_months(short).items())
        total = round(sum(change.price for change in told.changes), 6)
        bound = None if outcome.bound is None else min(total, max(0.0, outcome.bound))
        proved = bound is not None and total - bound <= _PROVED and not left
        return replace(told, status="optimal" if proved else "feasible", total=total, bound=bound, left=left)

    best = found("cheapest", case, "", "the changes on offer cannot close it")
    told = [
        ("without new states", case, "join", "the other changes cannot close it"),
        ("without extra units", case, "extra_units", "the states do not have so many units, whoever joins"),
    ]
    without = [each for each in told if each[2] in {change.change for change in best.changes}]
    for code in sorted(case.providers | {change.state for change in best.changes if change.change == "external_enablers"}):
        why = f"only {case.demonym(code)} units could close it"
        without.append((f"without {case.demonym(code)} enablers", case.without(code), "external_enablers", why))
    return replace(best, others=tuple(found(*each) for each in without)) if others else best


def _steady(answer: LevelAnswer, problem: Problem) -> list[Shortfall]:
    """Return what is short between build-up and drawdown."""
    return [row for row in answer.shortfall if problem.demand.steady_from <= row.month <= problem.demand.steady_until]


def changed_case(case: Case, repair: Repair) -> Case:
    """Return the case with the changes of a repair made to it; one without an external provider starts from `Case.without`."""
    states, pools = dict(case.states), {(pool.state, pool.unit_type): pool for pool in case.pools}
    bound = {(row.state, row.unit_type, row.mission): row for row in case.commitments}
    external = dict(case.scenario.options.external_enablers)

    def update(table: dict[Any, Any], key: object, **values: object) -> None:
        table[key] = table[key].model_copy(update=values)

    for change in repair.changes:
        code, where, quantity = change.state, (change.state, change.unit_type), change.quantity
        if change.change in ("join", "external_enablers"):
            update(states, code, participates="yes")
            external |= {code: "as_caveated"} if change.change == "external_enablers" else {}
        elif change.change == "cap_raised":
            update(states, code, personnel_cap=(states[code].personnel_cap or 0) + round(quantity))
        elif change.change == "dwell_relaxed":
            update(pools, where, dwell_ratio=pools[where].dwell_ratio - quantity)
        elif change.change == "notice_shortened":
            update(pools, where, notice_days=max(0, pools[where].notice_days - 30 * round(quantity)))
        else:
            grown = {name: getattr(pools[where], name) for name in ("units", "low", "high")}
            update(pools, where, **{name: number + quantity for name, number in grown.items() if number is not None})
            if change.change == "commitment_withdrawn":
                row = (*where, change.mission)
                update(bound, row, units=bound[row].units - quantity)
    kept = tuple(row for row in bound.values() if row.units > 0)
    return replace(case.with_options(external_enablers=external), states=states, pools=tuple(pools.values()), commitments=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A way in which units come, named by the `commitment` of its pool: as it is, joining, with less dwell, shorter notice.

    Where its offer is taken (`chosen`, its number) the units come that are `held`, and those that others raise or withdraw.
    """

    pool: PoolSupply
    held: int
    chosen: int
    raised: tuple[int, ...]
    withdrawn: tuple[int, ...]


class Offers:
    """What can be changed, but for one kind of change: how often at most, and the ways in which units come."""

    def __init__(self, case: Case, positions: Positions, problem: Problem, without: str) -> None:
        self.case, self.problem, self.without = case, problem, without
        self.wanted = {key: need for key, need in problem.demand.quantity.items() if need[problem.demand.steady].any()}
        self.changes: list[tuple[RepairChange, ...]] = []
        self.most: list[int] = []
        self.ways: dict[tuple[str, str], list[_Way]] = defaultdict(list)
        self.reach: set[tuple[str, str]] = set()
        inside, allowed = problem.participation.states, case.scenario.options.withdraw_commitments
        outside = sorted({pool.state for pool in case.pools if case.states[pool.state].participates != "no"} - set(inside))
        joining = {code: case.states[code].model_copy(update={"participates": "yes"}) for code in outside}
        everybody = replace(case, states={**case.states, **joining}).with_options(withdraw_commitments=True)
        pools = supplies(everybody, positions, [*inside, *outside])
        for code in outside:
            self._join(code, positions, [pool for pool in pools if pool.state == code and not pool.commitment])
        dwell = {(row.state, row.unit_type): row for row in case.pools}
        for kind in dict.fromkeys(pool.key[:2] for pool in pools if pool.state not in joining):
            own = [pool for pool in pools if pool.key[:2] == kind]
            held = sum(pool.units for pool in own if allowed or not pool.commitment)
            self._pool(own[0], dwell[kind], held, [pool for pool in own if pool.commitment and not allowed])
        step = RepairChange(change="cap_raised", state="", quantity=_STEP, price=self._price("cap_raised"))
        capped = sorted({code for code, _ in self.ways if case.states[code].personnel_cap is not None})
        self.caps = {code: self._offer(_MOST_STEPS, replace(step, state=code)) for code in capped}

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
        return math.inf if row is None or (change or name) == self.without else row.value * quantity

    def _join(self, code: str, positions: Positions, pools: Iterable[PoolSupply]) -> None:
        """Let a state take part, with all that it has free."""
        case, position = self.case, positions.of(code)
        modality = None if position is None else position.modality
        word = "silent" if modality is None else ("excluded", "undecided", "open", "ready")[min(modality, 3)]
        change = RepairChange(change="join", state=code, price=self._price(f"join_{word}", change="join"))
        if code in case.excluded_providers:
            price = self._price("external_enablers")
            change = replace(change, change="external_enablers", price=price, demonym=case.demonym(code))
        for chosen in self._offer(1, change):
            for pool in pools:
                if useful := self._useful(pool):
                    self._way(replace(useful, commitment=_JOINS), pool.units, chosen)

    def _useful(self, pool: PoolSupply) -> PoolSupply | None:
        """Return a pool with what is wanted of it, if anything; all that it could serve is in reach."""
        self.reach |= {(belt_of(station), name) for station, name, _ in pool.provides}
        useful = pool.useful(self.wanted)
        return useful if useful.provides else None

    def _pool(self, pool: PoolSupply, row: Pool, held: int, bound: Collection[PoolSupply]) -> None:
        """Offer what can be changed about a pool of a state that takes part: all of it has less dwell, or shorter notice."""
        if (like := self._useful(pool)) is None:
            return
        each, late = like.personnel / 100, like.first_month - self.problem.demand.steady_from
        own = RepairChange(change="dwell_relaxed", state=like.state, unit_type=like.unit_type)
        dwell = replace(own, price=self._price("dwell_relaxed", each))
        notice = replace(own, change="notice_shortened", quantity=late, price=self._price("notice_shortened", each * late))
        window = window_months(row.model_copy(update={"dwell_ratio": max(0.0, row.dwell_ratio - 1)}))
        for less in (False, True) if row.dwell_ratio >= 1 else (False,):
            for sooner in (False, True) if late > 0 else (False,):
                changes = (dwell,) * less + (notice,) * sooner
                way = replace(like, commitment=" and ".join(change.change for change in changes) or "as it is", price=0.0)
                way = replace(way, window=window if less else like.window, first_month=like.first_month - late * sooner)
                for chosen in self._offer(1, *(replace(change, price=change.price * held) for change in changes)):
                    self._way(way, held, chosen, sum(change.price for change in changes), bound)

    def _way(self, pool: PoolSupply, held: int, chosen: int, price: float = 0.0, bound: Collection[PoolSupply] = ()) -> None:
        """Let units come in a way, and raise as many more as fill all alone, each at the price of the way besides its own."""
        brings = {(belt_of(station), name): quantity for station, name, quantity in pool.provides}
        posts = sum(math.ceil(float(self.wanted[key].max()) / quantity) for key, quantity in brings.items())
        # All posts may begin in one month, so that each has whole units of its own. One more where the last headquarters stays.
        units = posts * math.ceil(pool.window / pool.tour) / (1 - self.problem.rules.home_share)
        most = min(_MOST_EXTRA, math.ceil(units) + commands(pool))
        extra = RepairChange(change="extra_units", state=pool.state, unit_type=pool.unit_type)
        each = pool.personnel / 100
        raised = self._offer(most, replace(extra, price=self._price("extra_units", each) + price))
        leaves = replace(extra, change="commitment_withdrawn", price=self._price("commitment_withdrawn", each))
        withdrawn = [offer for row in bound for offer in self._offer(row.units, replace(leaves, mission=row.commitment))]
        there = held + sum(self.most[offer] for offer in (*raised, *withdrawn))
        way = _Way(pool=replace(pool, units=max(1, there)), held=held, chosen=chosen, raised=raised, withdrawn=tuple(withdrawn))
        self.ways[pool.state, pool.unit_type].append(way)


def cheapest(offers: Offers, limits: Limits) -> tuple[Outcome, tuple[int, ...]]:
    """Find the cheapest offers with which nothing that any unit could serve is short once the build-up is over.

    Returns what the solver came to, and how often each offer is taken. Parts of units count under a cap, which the slot model
    allows where the cap does not bind: a relaxation, so that its bound holds.
    """
    problem, need = offers.problem, offers.problem.demand
    wanted = {key: months for key, months in offers.wanted.items() if key in offers.reach}
    pools = tuple(way.pool for ways in offers.ways.values() for way in ways)
    states = {pool.state for pool in pools}
    leasts = {code: replace(limit, most=None) for code, limit in problem.limits.items() if limit.least and code in states}
    free = problem.with_rules(last_headquarters_stays=False)
    slots = SlotModel(replace(free, demand=replace(need, quantity=wanted), pools=pools, limits=leasts))
    bought = slots.model.columns("bought", (len(offers.most),), upper=offers.most, whole=True)
    _units(offers, slots, bought)
    _limits(offers, slots, bought)
    blocks = slots.model.column_blocks
    cost = {name: np.zeros(shape) for name, (_, shape) in blocks.items()}
    cost["bought"] = np.array([sum(change.price for change in changes) for changes in offers.changes])
    upper = {"short": np.where(slots.steady, 0.0, slots.needed[:, slots.first - 1])}
    # Units that come are whole where those are that are bought: they are no choice of their own.
    whole = {name: False for name in blocks if name.startswith("withdrawn ")}
    outcome = solve(slots.model.changed(cost, upper, whole), limits, absolute_gap=0.01, seed=problem.seed)
    return outcome, tuple(map(round, outcome.values["bought"].tolist() if outcome.has_solution else ()))


def _units(offers: Offers, slots: SlotModel, bought: NDArray[np.int64]) -> None:
    """Let units come in the one way that is chosen for their pool: all that are held, and those raised or withdrawn for it."""
    model, kinds = slots.model, list(offers.ways.values())
    ways = [way for own in kinds for way in own]
    kind = np.array([number for number, own in enumerate(kinds) for _ in own], dtype=np.int64)
    chosen = bought[[way.chosen for way in ways]]
    stays = [own[0].pool.commitment != _JOINS for own in kinds]
    model.rows("one way", kind, chosen, 1.0, lower=stays, upper=np.ones(len(kinds)))
    more = [(row, offer) for row, way in enumerate(ways) for offer in (*way.raised, *way.withdrawn)]
    row, offer = np.array(more, dtype=np.int64).reshape(-1, 2).T
    there = Terms.of(chosen, [way.held for way in ways]) + Terms(len(ways), row, bought[offer], np.ones(len(more)))
    come = [slots.taken[way.pool.key][0] for way in ways]
    model.constrain("units", Terms.of(come) - there, lower=0.0, upper=0.0)
    most = np.array(offers.most, dtype=np.float64)[offer]
    model.constrain("with its way", Terms.of(bought[offer]) - Terms.of(chosen[row], most), upper=0.0)


def _limits(offers: Offers, slots: SlotModel, bought: NDArray[np.int64]) -> None:
    """Keep states within their caps as raised, and their last headquarters at home; one that is raised lets another go."""
    persons: dict[str, list[Terms]] = defaultdict(list)
    heads: dict[tuple[int, str], list[Terms]] = defaultdict(list)
    for number, crew in enumerate(slots.crews):
        for pool in crew.members:
            column = slots.rates[pool.key]
            if pool.state in offers.caps:
                persons[pool.state].append(Terms.total(column, pool.personnel))
            if commands(pool) and offers.problem.rules.last_headquarters_stays:
                heads[number, pool.state].append(Terms.total(column))
    for state, steps in offers.caps.items():
        terms = Terms.sum(persons[state], 1) - Terms.total(bought[list(steps)], _STEP)
        slots.model.constrain(f"cap of {state}", terms, upper=offers.case.states[state].personnel_cap or 0)
    for (number, state), away in sorted(heads.items()):
        own = [way.raised for (code, _), ways in offers.ways.items() for way in ways if code == state and commands(way.pool)]
        raised = Terms.total(bought[[offer for each in own for offer in each]])
        most = kept_at_home(offers.problem, state) or 0
        slots.model.constrain(f"headquarters of {state} {number}", Terms.sum(away, 1) - raised, upper=most)
