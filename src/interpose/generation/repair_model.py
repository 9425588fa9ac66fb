"""The model of what would mend a shortfall: changes, each with a price, and the tours that they make possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.demand import Demand
from interpose.generation.rounding import spans
from interpose.generation.supply import AMERICAN, Supply, belt_of, supplies, window_months
from interpose.solver import Limits, Model, Outcome, solve

__all__ = ["Change", "Offer", "Solution", "cheapest", "offers_of", "served"]

_MOST_EXTRA = 200
_STEP = 100
"""Persons by which a cap is raised at a time."""

_Array = NDArray[np.int64]
Kind = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change that would mend something.

    Parameters
    ----------
    change : str
        join · extra_units · american_enablers · cap_raised · notice_shortened · dwell_relaxed · commitment_withdrawn.
    state, unit_type, mission : str
        Whom it concerns; empty where it concerns no single one.
    quantity : float
        States, units, persons, months or months at home a month away, as the change has it.
    price : float
        Points for all of it.
    """

    change: str
    state: str
    unit_type: str
    mission: str
    quantity: float
    price: float

    @property
    def words(self) -> str:
        """The change in a planner's words.

        Examples
        --------
        >>> Change("extra_units", "FRA", "medical_company", "", 2, 10.0).words
        'FRA finds 2 more of medical company'
        """
        kind = self.unit_type.replace("_", " ")
        told = {
            "join": f"{self.state} takes part",
            "extra_units": f"{self.state} finds {self.quantity:g} more of {kind}",
            "american_enablers": "American enablers come",
            "cap_raised": f"{self.state} raises its cap by {self.quantity:,.0f} persons",
            "notice_shortened": f"{self.state} readies {kind} {self.quantity:g} months sooner",
            "dwell_relaxed": f"{self.state} gives {kind} {self.quantity:g} months less at home for each month away",
            "commitment_withdrawn": f"{self.state} withdraws {self.quantity:g} of {kind} from {self.mission.replace('_', ' ')}",
        }
        return told[self.change]


@dataclass(frozen=True)
class Offer:
    """A change that can be chosen: at most so many times, and the units that it brings to a class of pools or takes from it.

    `needs` names the change to the same pool without which it cannot be chosen.
    """

    change: Change
    most: int
    brings: tuple[tuple[Supply, float], ...]
    needs: str = ""


@dataclass(frozen=True)
class Solution:
    """What the model came to, and how often each offer is taken."""

    outcome: Outcome
    taken: tuple[int, ...]


def offers_of(
    case: Case, positions: Positions, taking_part: Sequence[str], american: bool, need: Demand, without: frozenset[str]
) -> tuple[tuple[Supply, ...], tuple[Offer, ...]]:
    """Return the pools that come as it is, and every change on offer.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What the states have said.
    taking_part : sequence of str
        States that take part.
    american : bool
        Whether American units take part already.
    need : Demand
        What is required.
    without : frozenset of str
        Changes that are not to be offered.
    """
    own = supplies(case, positions, taking_part)
    found = [
        *_joining(case, positions, taking_part, american),
        *_of_pools(case, own, need),
        *_withdrawals(case, positions, own),
    ]
    wanted = {key for key, months in need.quantity.items() if months[need.steady].any()}
    useful = []
    for offer in found:
        serves = any((belt_of(place), name) in wanted for pool, _ in offer.brings for place, name, _ in pool.provides)
        if (
            (serves or offer.change.change == "cap_raised")
            and offer.change.change not in without
            and np.isfinite(offer.change.price)
        ):
            useful.append(offer)
    return own, tuple(useful)


def _price(case: Case, name: str, quantity: float = 1.0) -> float:
    """Return the price of a change; one without a price is not on offer."""
    row = case.repair_prices.get(name)
    return np.inf if row is None else row.value * quantity


def _joining(case: Case, positions: Positions, taking_part: Sequence[str], american: bool) -> Iterator[Offer]:
    for code in sorted({pool.state for pool in case.pools} - set(taking_part)):
        if case.states[code].participates == "no" or (code == AMERICAN and american):
            continue
        willing = replace(case, states={**case.states, code: case.states[code].model_copy(update={"participates": "yes"})})
        brought = tuple((pool, float(pool.units)) for pool in supplies(willing, positions, [code]) if not pool.commitment)
        if code == AMERICAN:
            yield Offer(Change("american_enablers", code, "", "", 1, _price(case, "american_enablers")), 1, brought)
            continue
        position = positions.of(code)
        modality = None if position is None else position.modality
        word = "silent" if modality is None else ("excluded", "undecided", "open", "ready")[min(modality, 3)]
        yield Offer(Change("join", code, "", "", 1, _price(case, f"join_{word}")), 1, brought)


def _of_pools(case: Case, own: Sequence[Supply], need: Demand) -> Iterator[Offer]:
    rows = {(pool.state, pool.unit_type): pool for pool in case.pools}
    best: dict[Kind, Supply] = {}
    for pool in own:
        if pool.commitment:
            continue
        row, hundreds = rows[pool.state, pool.unit_type], pool.units * pool.personnel / 100
        key = (pool.provides, pool.tour, pool.window, pool.first_month, case.states[pool.state].personnel_cap is None)
        held = best.get(key)
        if pool.state != AMERICAN and (held is None or (pool.personnel, -pool.units) < (held.personnel, -held.units)):
            best[key] = pool
        more = Change("extra_units", pool.state, pool.unit_type, "", 1, _price(case, "extra_units", pool.personnel / 100))
        raised = pool.state != AMERICAN
        # What is changed about a pool is changed about its units that are raised anew too, and has its price.
        each = pool.personnel / 100
        if row.dwell_ratio >= 1:
            fewer = window_months(row.model_copy(update={"dwell_ratio": row.dwell_ratio - 1}))
            yield Offer(
                Change("dwell_relaxed", pool.state, pool.unit_type, "", 1, _price(case, "dwell_relaxed", hundreds)),
                1,
                ((replace(pool, window=fewer), float(pool.units)), (pool, -float(pool.units))),
            )
            if raised:
                dearer = replace(more, price=more.price + _price(case, "dwell_relaxed", each))
                yield Offer(dearer, _MOST_EXTRA, ((replace(pool, window=fewer), 1.0),), "dwell_relaxed")
        late = pool.first_month - need.steady_from
        if late > 0:
            yield Offer(
                Change(
                    "notice_shortened", pool.state, pool.unit_type, "", late, _price(case, "notice_shortened", hundreds * late)
                ),
                1,
                ((replace(pool, first_month=need.steady_from), float(pool.units)), (pool, -float(pool.units))),
            )
            if raised:
                dearer = replace(more, price=more.price + _price(case, "notice_shortened", each * late))
                yield Offer(dearer, _MOST_EXTRA, ((replace(pool, first_month=need.steady_from), 1.0),), "notice_shortened")
    for pool in best.values():
        price = _price(case, "extra_units", pool.personnel / 100)
        yield Offer(Change("extra_units", pool.state, pool.unit_type, "", 1, price), _MOST_EXTRA, ((pool, 1.0),))
    for code in sorted({pool.state for pool in own}):
        if case.states[code].personnel_cap is not None:
            yield Offer(Change("cap_raised", code, "", "", _STEP, _price(case, "cap_raised", _STEP / 100)), 1000, ())


def _withdrawals(case: Case, positions: Positions, own: Sequence[Supply]) -> Iterator[Offer]:
    if case.scenario.options.withdraw_commitments:
        return
    allowed = case.with_options(withdraw_commitments=True)
    for pool in supplies(allowed, positions, sorted({each.state for each in own})):
        if pool.commitment:
            price = _price(case, "commitment_withdrawn", pool.personnel / 100)
            free = replace(pool, commitment="", price=0.0)
            change = Change("commitment_withdrawn", pool.state, pool.unit_type, pool.commitment, 1, price)
            yield Offer(change, pool.units, ((free, 1.0),))


def cheapest(
    case: Case,
    need: Demand,
    keys: Sequence[tuple[str, str]],
    own: Sequence[Supply],
    offers: Sequence[Offer],
    capped: Sequence[str],
    limits: Limits,
    *,
    free: frozenset[int] = frozenset(),
    closed: frozenset[int] = frozenset(),
    whole: bool,
) -> Solution:
    """Find the cheapest changes with which nothing is short of some capabilities between build-up and drawdown.

    Parameters
    ----------
    case : Case
        The case.
    need : Demand
        What is required.
    keys : sequence of (belt, capability)
        What is to be held in full.
    own : sequence of Supply
        Pools that come as it is.
    offers : sequence of Offer
        Changes on offer.
    capped : sequence of str
        States whose caps are kept.
    limits : Limits
        How long to look.
    free, closed : frozenset of int
        Offers that are taken already, and those that are not to be taken.
    whole : bool
        Whether tours are whole; parts of tours make a relaxation, whose bound holds.
    """
    horizon, model = need.horizon, Model()
    numbers = {key: number for number, key in enumerate(keys)}
    capacity: dict[Kind, tuple[Supply, float, dict[int, float]]] = {}

    def kind_of(pool: Supply) -> Kind:
        useful = tuple(part for part in pool.provides if (belt_of(part[0]), part[1]) in numbers)
        return (
            useful,
            pool.tour,
            pool.window,
            pool.first_month,
            (pool.state, pool.personnel) if pool.state in capped else ("", 0),
        )

    def held(pool: Supply) -> tuple[Supply, float, dict[int, float]] | None:
        useful = tuple(part for part in pool.provides if (belt_of(part[0]), part[1]) in numbers)
        if not useful:
            return None
        return capacity.setdefault(kind_of(pool), (replace(pool, provides=useful), 0.0, {}))

    for pool in own:
        if (entry := held(pool)) is not None:
            capacity[kind_of(pool)] = (entry[0], entry[1] + pool.units, entry[2])
    for number, offer in enumerate(offers):
        for pool, units in offer.brings:
            if (entry := held(pool)) is not None:
                entry[2][number] = entry[2].get(number, 0.0) + units
    upper = np.array([0.0 if number in closed else float(offer.most) for number, offer in enumerate(offers)])
    cost = np.array([0.0 if number in free else offer.change.price for number, offer in enumerate(offers)])
    taken = model.columns("taken", (len(offers),), upper=upper, cost=cost, whole=True)
    rows: list[_Array] = []
    columns: list[_Array] = []
    values: list[NDArray[np.float64]] = []
    persons: dict[str, list[tuple[_Array, _Array, float]]] = {}
    for number, (like, units, more) in enumerate(capacity[key] for key in sorted(capacity, key=repr)):
        ceiling = np.full((len(like.stations), horizon), np.inf)
        ceiling[:, : like.first_month - 1] = 0.0
        tours = model.columns(f"tours {number}", ceiling.shape, upper=ceiling, whole=whole)
        begin, month = spans(np.arange(horizon), like.tour)
        for station, capability, quantity in like.provides:
            rows.append(numbers[belt_of(station), capability] * horizon + month)
            columns.append(tours[like.stations.index(station)][begin])
            values.append(np.full(len(month), quantity))
        starts = np.arange(like.first_month - 1, max(like.first_month, horizon - like.window + 1))
        row, at = _windows(starts, like.window, horizon)
        model.rows(
            f"rotation {number}",
            np.concatenate([*(row for _ in tours), *(np.arange(len(starts)) for _ in more)]),
            np.concatenate([*(line[at] for line in tours), *(np.repeat(taken[each], len(starts)) for each in more)]),
            np.concatenate([*(np.ones(len(at)) for _ in tours), *(np.full(len(starts), -amount) for amount in more.values())]),
            upper=np.full(len(starts), units),
        )
        if like.state in capped:
            for line in tours:
                persons.setdefault(like.state, []).append((month, line[begin], float(like.personnel)))
    needed = np.zeros((len(keys), horizon))
    for number, key in enumerate(keys):
        needed[number, need.steady] = need.quantity[key][need.steady]
    if rows:
        entries = (np.concatenate(rows), np.concatenate(columns), np.concatenate(values))
        model.rows("requirement", *entries, lower=needed.ravel())
    _pool_rows(model, offers, taken)
    for state in sorted(persons):
        cap = case.states[state].personnel_cap or 0
        raise_ = [
            number for number, offer in enumerate(offers) if offer.change.change == "cap_raised" and offer.change.state == state
        ]
        parts = persons[state]
        every = np.arange(horizon)
        model.rows(
            f"cap of {state}",
            np.concatenate([*(part[0] for part in parts), *(every for _ in raise_)]),
            np.concatenate([*(part[1] for part in parts), *(np.repeat(taken[each], horizon) for each in raise_)]),
            np.concatenate(
                [*(np.full(len(part[0]), part[2]) for part in parts), *(np.full(horizon, -float(_STEP)) for _ in raise_)]
            ),
            upper=np.full(horizon, float(cap)),
        )
    outcome = solve(model, limits, absolute_gap=0.01, seed=case.scenario.seed)
    if not outcome.has_solution:
        return Solution(outcome, ())
    found = tuple(round(float(each)) for each in outcome.value("taken"))
    return Solution(outcome, found)


def _pool_rows(model: Model, offers: Sequence[Offer], taken: _Array) -> None:
    """Of a pool either the dwell or the notice is changed, since both take its units from where they were."""
    by_pool: dict[tuple[str, str], list[int]] = {}
    for number, offer in enumerate(offers):
        if offer.change.change in ("dwell_relaxed", "notice_shortened"):
            by_pool.setdefault((offer.change.state, offer.change.unit_type), []).append(number)
    needing = [(number, offer) for number, offer in enumerate(offers) if offer.needs]
    places = {(offer.change.change, offer.change.state, offer.change.unit_type): number for number, offer in enumerate(offers)}
    pairs = [numbers for _, numbers in sorted(by_pool.items()) if len(numbers) > 1]
    if pairs:
        row = np.repeat(np.arange(len(pairs)), [len(pair) for pair in pairs])
        model.rows("one change a pool", row, taken[np.concatenate(pairs)], np.ones(len(row)), upper=np.ones(len(pairs)))
    # A unit more in a pool that is changed comes as its pool does now.
    held = [places.get((offer.needs, offer.change.state, offer.change.unit_type)) for _, offer in needing]
    rows = [(number, other) for (number, _), other in zip(needing, held, strict=True) if other is not None]
    alone = [number for (number, _), other in zip(needing, held, strict=True) if other is None]
    if rows:
        each = np.arange(len(rows))
        columns = np.concatenate([taken[[number for number, _ in rows]], taken[[other for _, other in rows]]])
        amounts = np.concatenate([np.ones(len(rows)), np.full(len(rows), -float(_MOST_EXTRA))])
        model.rows("of pools that are changed", np.tile(each, 2), columns, amounts, upper=np.zeros(len(rows)))
    if alone:
        model.rows("of no pool", np.arange(len(alone)), taken[alone], np.ones(len(alone)), upper=np.zeros(len(alone)))


def _windows(starts: _Array, window: int, horizon: int) -> tuple[_Array, _Array]:
    """Pair each window, by number, with the months that lie in it."""
    row = np.repeat(np.arange(len(starts)), window)
    month = np.repeat(starts, window) + np.tile(np.arange(window), len(starts))
    inside = month < horizon
    return row[inside], month[inside]


def served(own: Sequence[Supply], offers: Sequence[Offer]) -> Mapping[tuple[str, str], bool]:
    """Say which belts and capabilities anybody could serve, with all changes."""
    pools = [*own, *(pool for offer in offers for pool, units in offer.brings if units > 0)]
    return {(belt_of(station), name): True for pool in pools for station, name, _ in pool.provides}
