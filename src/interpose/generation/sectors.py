"""Who stands in which sector in which months, and who leads it: a calendar's tours dealt to sectors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.generation.demand import Demand
from interpose.generation.result import Binding, RotationRow
from interpose.generation.sector_dealing import NOWHERE, Board, Tour, deal, deal_headquarters, keep_shares
from interpose.generation.sector_need import needs_by_sector, phases, sector_rules
from interpose.generation.sector_result import SectorLead, SectorPhase, SectorPlan, SectorShortfall, SectorTour
from interpose.generation.supply import BELTS, Supply

if TYPE_CHECKING:
    from interpose.requirement import MandateRequirement

__all__ = ["deal_sectors", "holding_capability", "sector_bindings"]

_STAND = ("manoeuvre", "monitors")
_COMMAND = "headquarters"
_NOTHING = 1e-6

_ATTEMPTS, _WORK, _GOOD_ENOUGH = 8, 20_000, 1e-4
"""Orders of dealing tried at most, tours times sectors that all of them may come to, and the loss that ends the search."""


def deal_sectors(
    case: Case,
    demand: Demand,
    required: MandateRequirement,
    pools: Sequence[Supply],
    rotation: Sequence[RotationRow],
    bound: float | None,
    objective: float | None = None,
) -> SectorPlan | None:
    """Give every tour of a calendar its sector, and every sector its framework nation, phase by phase.

    Parameters
    ----------
    case : Case
        The case: caveats of its states, and the planning factors `sector_most_nations` and `framework_share`.
    demand : Demand
        What is required.
    required : MandateRequirement
        What each sector requires.
    pools : sequence of Supply
        The pools.
    rotation : sequence of RotationRow
        The calendar.
    bound : float or None
        No plan without sector rules can have a lower objective.
    objective : float, optional
        Objective of the calendar without sectors; its priced shortfall unless given. What it holds besides the
        shortfall, such as the price of units withdrawn, stays the same with sectors.

    Returns
    -------
    SectorPlan or None
        None where the requirement names no sectors. A unit stands in one sector for its whole tour, so nations are not
        mixed below the unit. Several orders of dealing are tried and the one that covers most is kept; the search is
        no proof, the bound is.
    """
    names, needs = needs_by_sector(demand, required)
    if not needs:
        return None
    keys = tuple(needs)
    states = sorted({row.state for row in rotation})
    tours = _tours(case, demand, pools, rotation, keys, names, states)
    array = np.stack([needs[key] for key in keys])
    prices = np.array([demand.price[capability] for _, capability in keys])
    rules, stretches = sector_rules(case), phases(demand)
    held = _held(demand, keys)
    command = None if held is None or (held[0], _COMMAND) not in keys else keys.index((held[0], _COMMAND))
    standing = _standing(demand, pools, rotation)
    least = {key: np.clip(months - standing[key], 0.0, None) for key, months in demand.quantity.items()}
    floor = _priced(demand, least)

    def cost(board: Board) -> float:
        missing = np.clip(board.left, 0.0, None).sum(axis=1)
        return _priced(demand, {**least, **dict(zip(keys, missing, strict=True))})

    troops = [number for number, tour in enumerate(tours) if tour.holds]
    ruled = [number for number, tour in enumerate(tours) if tour.ruled]
    others = [number for number, tour in enumerate(tours) if not tour.ruled]
    random = np.random.default_rng(case.scenario.seed)
    best: tuple[float, Board, list[dict[int, int]]] | None = None
    work = len(tours) * len(names)
    for attempt in range(max(4, min(_ATTEMPTS, _WORK // (1 + work)))):
        board = Board(array, prices, stretches, rules, tours)
        deal(board, _order(tours, ruled if attempt > 1 and attempt % 2 == 0 else troops, attempt, random))
        keep_shares(board)
        leads = deal_headquarters(board, command)
        deal(board, _order(tours, others, 1, random))
        value = cost(board)
        if best is None or value < best[0] - _NOTHING:
            best = (value, board, leads)
        if best[0] - floor <= _GOOD_ENOUGH * demand.price_of_all() + _NOTHING:
            break
    assert best is not None  # noqa: S101 - there are four attempts at least
    cheapest, board, leads = best
    total = demand.price_of_all()
    value = cheapest + (0.0 if objective is None else objective - floor)
    missing = np.clip(board.left, 0.0, None)
    by_month = {**least, **{key: missing[number].sum(axis=0) for number, key in enumerate(keys)}}
    loss: dict[str, float] = defaultdict(float)
    for key in keys:
        loss[key[1]] += float(by_month[key].sum() - least[key].sum())
    return SectorPlan(
        phases=tuple(
            SectorPhase(phase.name, phase.first_month, phase.last_month, _leads(board, number, leads[number], names, states))
            for number, phase in enumerate(stretches)
        ),
        tours=_rows(board, rotation, names),
        shortfall=_shortfall(missing, array, keys, names),
        loss=tuple((name, round(loss[name], 6)) for name in sorted(loss) if loss[name] > _NOTHING),
        objective=round(value, 6),
        gap=None if bound is None else max(0.0, value - bound) / total if total else 0.0,
    )


def sector_bindings(plan: SectorPlan | None) -> tuple[Binding, ...]:
    """Say what the rules of sectors cost, capability by capability, the largest first."""
    found = []
    for capability, months in sorted(plan.loss if plan else (), key=lambda item: (-item[1], item[0])):
        words = capability.replace("_", " ")
        effect = (
            "One sector for a whole tour, few nations in each, framework nations and caveats on sectors leave "
            f"{months:,.3g} unit-months of {words} short that a belt without sectors would cover"
        )
        found.append(Binding(f"sector rules: {words}", effect, capability, "sector rules", round(months, 3)))
    return tuple(found)


def holding_capability(keys: Iterable[tuple[str, str]], price: Mapping[tuple[str, str], float]) -> tuple[str, str] | None:
    """Return belt and capability of the troops that hold sectors: the larger of manoeuvre and monitors, forward first.

    Parameters
    ----------
    keys : iterable of (belt, capability)
        What is required in sectors.
    price : mapping
        Price of what is required of each.
    """
    known = set(keys)
    for belt in BELTS:
        found = [(price[belt, name], (belt, name)) for name in _STAND if (belt, name) in known]
        if found:
            return max(found)[1]
    return None


def _held(demand: Demand, keys: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    return holding_capability(keys, {key: demand.price[key[1]] * float(demand.quantity[key].max()) for key in keys})


def _tours(
    case: Case,
    demand: Demand,
    pools: Sequence[Supply],
    rotation: Sequence[RotationRow],
    keys: Sequence[tuple[str, str]],
    names: Sequence[str],
    states: Sequence[str],
) -> list[Tour]:
    """Take the rows of the calendar apart into single units."""
    place = {key: number for number, key in enumerate(keys)}
    held = _held(demand, keys)
    provides = _provides(pools)
    number_of = {state: number for number, state in enumerate(states)}
    pool_of: dict[tuple[str, ...], int] = {}
    found = []
    for number, row in enumerate(rotation):
        brought = _brought(provides, row)
        parts = tuple((place[key], quantity) for key, quantity in brought if key in place)
        found += [
            Tour(
                row=number,
                state=number_of[row.state],
                pool=pool_of.setdefault((row.state, row.unit_type, row.belt), len(pool_of)),
                start=row.start_month - 1,
                end=row.end_month - 1,
                parts=parts,
                holds=sum(quantity for key, quantity in brought if held is not None and key == held),
                headquarters=held is not None and any(key == (held[0], _COMMAND) for key, _ in brought),
                worth=sum(demand.price[keys[need][1]] * quantity for need, quantity in parts),
                allowed=_allowed(case, row.state, [keys[need][1] for need, _ in parts], names),
            )
        ] * row.units
    return found


def _provides(pools: Sequence[Supply]) -> dict[tuple[str, str, str], list[tuple[tuple[str, str], float]]]:
    """Return what a unit brings, by state, unit type and station."""
    found: dict[tuple[str, str, str], list[tuple[tuple[str, str], float]]] = {}
    for pool in pools:
        own: dict[tuple[str, str, str], list[tuple[tuple[str, str], float]]] = {}
        for station, capability, quantity in pool.provides:
            belt = station.partition(":")[0]
            own.setdefault((pool.state, pool.unit_type, station), []).append(((belt, capability), quantity))
        found.update(own)
    return found


def _brought(
    provides: Mapping[tuple[str, str, str], list[tuple[tuple[str, str], float]]], row: RotationRow
) -> list[tuple[tuple[str, str], float]]:
    station = f"{row.belt}:{row.serves}" if row.serves else row.belt
    return provides.get((row.state, row.unit_type, station), [])


def _allowed(case: Case, state: str, capabilities: Sequence[str], names: Sequence[str]) -> NDArray[np.bool_]:
    """Return the sectors that no caveat of a state closes to what a unit brings."""
    caveats = {caveat.replace(" ", "") for caveat in case.states[state].caveats}
    return np.array(
        [
            f"*@{name}" not in caveats and not any(f"{capability}@{name}" in caveats for capability in capabilities)
            for name in names
        ],
        dtype=np.bool_,
    )


def _order(tours: Sequence[Tour], numbers: Sequence[int], attempt: int, random: np.random.Generator) -> list[int]:
    """Order tours for dealing: first the nation with most unit-months first, then by begin, then with nations drawn."""
    months: Counter[int] = Counter()
    for number in numbers:
        months[tours[number].state] += tours[number].end - tours[number].start + 1
    states = sorted(months, key=lambda state: (-months[state], state))
    if attempt > 1:
        states = random.permutation(states).tolist()
    rank = {state: place for place, state in enumerate(states)}

    def key(number: int) -> tuple[int, ...]:
        tour = tours[number]
        first = (tour.start, rank[tour.state]) if attempt else (rank[tour.state], tour.start)
        return (*first, number)

    return sorted(numbers, key=key)


def _standing(
    demand: Demand, pools: Sequence[Supply], rotation: Sequence[RotationRow]
) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return what stands in each belt, whatever the sector."""
    found = {key: np.zeros(demand.horizon) for key in demand.quantity}
    provides = _provides(pools)
    for row in rotation:
        for key, quantity in _brought(provides, row):
            if key in found:
                found[key][row.start_month - 1 : row.end_month] += quantity * row.units
    return found


def _priced(demand: Demand, short: Mapping[tuple[str, str], NDArray[np.float64]]) -> float:
    """Price what is missing as the plan does: each month, and the worst of the steady state once more for each month."""
    return sum(
        demand.price[capability] * (float(months.sum()) + demand.steady_months * float(months[demand.steady].max(initial=0.0)))
        for (_, capability), months in short.items()
    )


def _leads(
    board: Board, phase: int, leads: Mapping[int, int], names: Sequence[str], states: Sequence[str]
) -> tuple[SectorLead, ...]:
    found = []
    for sector, lead in sorted(leads.items()):
        others = board.nations(phase, sector)
        ordered = sorted(others, key=lambda state: (state != lead, -others[state], states[state]))
        found.append(SectorLead(names[sector], states[lead], tuple(states[state] for state in ordered)))
    return tuple(found)


def _rows(board: Board, rotation: Sequence[RotationRow], names: Sequence[str]) -> tuple[SectorTour, ...]:
    """Put units of a row that stand in one sector together again."""
    units = Counter((tour.row, sector) for tour, sector in zip(board.tours, board.place, strict=True))
    return tuple(
        SectorTour(
            row.state,
            row.unit_type,
            units[number, sector],
            row.start_month,
            row.end_month,
            row.belt,
            "" if sector == NOWHERE else names[sector],
            row.commitment,
            row.serves,
        )
        for number, sector in sorted(units)
        for row in (rotation[number],)
    )


def _shortfall(
    missing: NDArray[np.float64], needs: NDArray[np.float64], keys: Sequence[tuple[str, str]], names: Sequence[str]
) -> tuple[SectorShortfall, ...]:
    return tuple(
        SectorShortfall(
            names[sector],
            keys[need][1],
            keys[need][0],
            int(month) + 1,
            round(float(missing[need, sector, month]), 6),
            float(needs[need, sector, month]),
        )
        for need, sector, month in np.argwhere(missing > _NOTHING).tolist()
    )
