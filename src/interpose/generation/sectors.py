"""Who stands in which sector in which months, and who leads it: a calendar's tours dealt to sectors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.generation.clock import Clock
from interpose.generation.demand import Demand
from interpose.generation.reading import read_back
from interpose.generation.result import Binding, Generation, RotationRow
from interpose.generation.sector_assignment import assign_by_phase
from interpose.generation.sector_board import NOWHERE, Board, Tour
from interpose.generation.sector_dealing import deal, deal_headquarters, keep_shares
from interpose.generation.sector_need import needs_by_sector, phases, sector_rules
from interpose.generation.sector_result import SectorLead, SectorPhase, SectorPlan, SectorShortfall, SectorTour
from interpose.generation.sector_tours import (
    COMMAND,
    Owners,
    held_sectors,
    peaks_of_classes,
    single_tours,
    standing_in_belts,
    tours_by_pool,
)
from interpose.generation.solving import Tours
from interpose.generation.supply import Supply
from interpose.generation.verify import verify
from interpose.solver import Status

if TYPE_CHECKING:
    from interpose.requirement import MandateRequirement, Requirement

__all__ = ["deal_sectors", "sector_bindings", "with_sectors"]

_NOTHING = 1e-6

_Deal = tuple[float, Board, list[dict[int, int]]]
"""What a deal costs, the board, and the state that leads by sector, phase by phase."""

_ATTEMPTS, _WORK, _GOOD_ENOUGH = 8, 26_000, 1e-4
"""Orders of dealing tried at most, tours times sectors that all of them may come to, and the loss that ends the search."""


def deal_sectors(
    case: Case,
    demand: Demand,
    required: MandateRequirement,
    pools: Sequence[Supply],
    rotation: Sequence[RotationRow],
    bound: float | None,
    objective: float | None,
    gap: float,
    clock: Clock,
) -> tuple[SectorPlan | None, Tours | None]:
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
    objective : float or None
        Objective of the calendar without sectors; None where it is its priced shortfall. What it holds besides the
        shortfall, such as the price of units withdrawn, stays the same with sectors.
    gap : float
        Distance to the bound that is good enough, as a share of the price of missing everything.
    clock : Clock
        How long to look for a better deal than the first ones. Ctrl-C stops it, and the best of the first deals is kept.

    Returns
    -------
    SectorPlan or None
        None where the requirement names no sectors. A unit stands in one sector for its whole tour, so nations are not
        mixed below the unit. Several orders of dealing are tried, and where the best one loses anything, headquarters and
        then, until it is within the gap, the tours of each phase are dealt anew all at once. The search is no proof, the
        bound is.
    mapping or None
        Tours that begin, by pool, station and month, where a tour was handed over to a nation that may stand where it
        is needed; None where the calendar is as it was.
    """
    names, needs = needs_by_sector(demand, required)
    if not needs:
        return None, None
    keys = tuple(needs)
    owners = Owners(case, pools, rotation, demand.horizon, names)
    tours = single_tours(demand, owners, rotation, keys)
    array = np.stack([needs[key] for key in keys])
    prices = np.array([demand.price[capability] for _, capability in keys])
    rules, stretches = sector_rules(case), phases(demand)
    held = held_sectors(demand, keys)
    command = None if held is None or (held[0], COMMAND) not in keys else keys.index((held[0], COMMAND))
    standing = standing_in_belts(demand, pools, rotation)
    least = {key: np.clip(months - standing[key], 0.0, None) for key, months in demand.quantity.items()}
    floor = _priced(demand, least)

    def cost(board: Board) -> float:
        missing = np.clip(board.left, 0.0, None).sum(axis=1)
        return _priced(demand, {**least, **dict(zip(keys, missing, strict=True))})

    troops = [number for number, tour in enumerate(tours) if tour.holds]
    ruled = [number for number, tour in enumerate(tours) if tour.ruled]
    others = [number for number, tour in enumerate(tours) if not tour.ruled]
    random = np.random.default_rng(case.scenario.seed)
    best: _Deal | None = None
    work = len(tours) * len(names)
    total = demand.price_of_all()
    # What sectors leave as it is, such as the price of units withdrawn.
    besides = 0.0 if objective is None else objective - floor
    enough = floor + _GOOD_ENOUGH * total + _NOTHING
    within = enough if bound is None else max(enough, bound + gap * total - besides)
    for attempt in range(max(2, min(_ATTEMPTS, _WORK // (1 + work)))):
        board = Board(array, prices, stretches, rules, tours, owners.copy())
        deal(board, _order(tours, ruled if attempt > 1 and attempt % 2 == 0 else troops, attempt, random))
        keep_shares(board)
        leads = deal_headquarters(board, command)
        deal(board, _order(tours, others, 1, random))
        value = cost(board)
        if best is None or value < best[0] - _NOTHING:
            best = (value, board, leads)
        if best[0] <= enough:
            break
    assert best is not None  # noqa: S101 - there are two attempts at least
    if best[0] > enough:
        board = best[1].copy()
        try:
            assign_by_phase(board, demand.steady, lambda: cost(board) <= within, clock, case.scenario.seed)
            keep_shares(board)
            leads = deal_headquarters(board, command)
            best = min(best, (cost(board), board, leads), key=lambda each: each[0])
        except KeyboardInterrupt:
            clock.stop()
    cheapest, board, leads = best
    value = cheapest + besides
    missing = np.clip(board.left, 0.0, None)
    by_month = {**least, **{key: missing[number].sum(axis=0) for number, key in enumerate(keys)}}
    loss: dict[str, float] = defaultdict(float)
    for key in keys:
        loss[key[1]] += float(by_month[key].sum() - least[key].sum())
    handed_over = sum(1 for before, after in zip(tours, board.tours, strict=True) if before.pool != after.pool)
    found = SectorPlan(
        phases=tuple(
            SectorPhase(
                phase.name, phase.first_month, phase.last_month, _leads(board, number, leads[number], names, owners.states)
            )
            for number, phase in enumerate(stretches)
        ),
        tours=_rows(board, owners, rotation, names),
        shortfall=_shortfall(missing, array, keys, names),
        loss=tuple((name, round(loss[name], 6)) for name in sorted(loss) if loss[name] > _NOTHING),
        objective=round(value, 6),
        gap=None if bound is None else max(0.0, value - bound) / total if total else 0.0,
        handed_over=handed_over,
    )
    return found, tours_by_pool(pools, board.tours, rotation, demand.horizon) if handed_over else None


def with_sectors(
    case: Case,
    requirement: Requirement,
    demand: Demand,
    pools: Sequence[Supply],
    plan: Generation,
    before: Tours,
    outside: Collection[str],
    *,
    recount: bool,
    gap: float,
    clock: Clock,
) -> Generation:
    """Give a plan its sectors; where that hands tours over to other nations, read its calendar anew.

    Parameters
    ----------
    case : Case
        The case.
    requirement : Requirement
        What is required.
    demand : Demand
        What is planned for.
    pools : sequence of Supply
        The pools.
    plan : Generation
        The plan without sectors.
    before : mapping
        Its tours that begin, by pool, station and month.
    outside : collection of str
        States whose units serve from outside the country.
    recount : bool
        Whether shortfalls can be counted anew from the requirement as it stands.
    gap : float
        Distance to the bound that is good enough, as a share of the price of missing everything.
    clock : Clock
        How long to look; stopped by Ctrl-C.

    Returns
    -------
    Generation
        Its shortfalls, force and cost are what they were; contributions may shift, and with them the stress.
    """
    required = requirement.of(plan.mandate)
    found, tours = deal_sectors(case, demand, required, pools, plan.rotation, plan.bound, plan.objective, gap, clock)
    status: Status = "feasible" if found is not None and found.loss else "optimal"
    plan = replace(plan, by_sector=found, sectors=() if found is None else found.steady, sectors_status=status)
    if tours is None:
        return plan
    read = read_back(demand, pools, tours, outside)
    more = peaks_of_classes(case, demand, pools, tours) - peaks_of_classes(case, demand, pools, before)
    stages = tuple(
        replace(stage, value=stage.value + more, status="feasible") if stage.objective.startswith("stress") and more else stage
        for stage in plan.stages
    )
    plan = replace(plan, contributions=read.contributions, rotation=read.rotation, force=read.force, stages=stages)
    violations = [each for each in verify(case, requirement, plan) if recount or not each.rule.startswith("shortfall")]
    return replace(plan, max_violation=max((each.amount for each in violations), default=0.0))


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


def _rows(board: Board, owners: Owners, rotation: Sequence[RotationRow], names: Sequence[str]) -> tuple[SectorTour, ...]:
    """Put units of a pool that stand in one sector for the same months together again."""
    units = Counter((tour.row, tour.pool, sector) for tour, sector in zip(board.tours, board.place, strict=True))
    found: Counter[SectorTour] = Counter()
    for (number, pool, sector), count in units.items():
        row, sent = rotation[number], owners.pools[pool]
        where = "" if sector == NOWHERE else names[sector]
        found[
            SectorTour(
                sent.state, sent.unit_type, 0, row.start_month, row.end_month, row.belt, where, row.commitment, row.serves
            )
        ] += count
    ordered = sorted(
        found,
        key=lambda tour: (
            tour.state,
            tour.unit_type,
            tour.start_month,
            tour.belt,
            tour.commitment,
            tour.serves,
            len(tour.sector),
            tour.sector,
        ),
    )
    return tuple(replace(tour, units=found[tour]) for tour in ordered)


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
