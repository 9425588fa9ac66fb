"""Why the force is not there earlier: waterfalls, causes of lateness, what moves wait for, corridors and marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interpose.deployment.dispatch import MovementProblem, Schedule, lateness
from interpose.deployment.movement.network import Network
from interpose.deployment.result import Capability, Corridor, Lateness, UnitArrival, Waterfall

__all__ = [
    "capability_marks",
    "corridors",
    "lateness_by_cause",
    "mean_waterfalls",
    "operational_by_day",
    "unit_arrivals",
    "wait_by_resource",
]

Numbers = NDArray[np.float64]

MANOEUVRE, HEADQUARTERS = "manoeuvre", "headquarters"


def unit_arrivals(schedule: Schedule) -> tuple[UnitArrival, ...]:
    """Tell unit by unit when it arrives, step by step.

    Parameters
    ----------
    schedule : Schedule
        A dispatch.

    Returns
    -------
    tuple of UnitArrival
        In the order of the moves; those that never arrive are among them, with the reason.
    """
    problem = schedule.problem
    labels = {resource.name: resource.label for resource in problem.resources}
    found = []
    for number, move in enumerate(problem.moves):
        there = bool(np.isfinite(schedule.operational[number]))
        operational = int(schedule.operational[number]) if there else None
        why = problem.never[number]
        if not there and not why:
            why = f"not within the {problem.days} days that are looked at"
        found.append(
            UnitArrival(
                state=move.state,
                unit_type=move.unit_type,
                sector=move.sector,
                persons=move.persons,
                required_day=move.required_day,
                ready_day=move.ready_day,
                arrived_day=int(schedule.arrived[number]) if there else None,
                operational_day=operational,
                late_days=None if operational is None else max(0, operational - move.required_day),
                waterfall=_waterfall(schedule, number) if there else None,
                waited_for=labels.get(schedule.waited_for[number], "") if there else "",
                last_part=schedule.last_part[number],
                never=why,
            )
        )
    return tuple(found)


def _waterfall(schedule: Schedule, number: int) -> Waterfall:
    problem, move = schedule.problem, schedule.problem.moves[number]
    permitted = max(move.notice_days, move.permit_days)
    transit = problem.chain_days(number) - problem.reception_days
    return Waterfall(
        notice=move.notice_days,
        permits_beyond_notice=permitted - move.notice_days,
        held_back=move.ready_day - permitted,
        transit=transit,
        queue=float(schedule.arrived[number]) - move.ready_day - transit,
        reception=problem.reception_days,
    )


def mean_waterfalls(units: Iterable[UnitArrival]) -> dict[str, Waterfall]:
    """Return the mean days of each step by state, by person; states of which no unit arrives are left out."""
    names = [each.name for each in fields(Waterfall)]
    sums: dict[str, Numbers] = {}
    persons: dict[str, float] = {}
    for unit in units:
        if unit.waterfall is not None and unit.persons:
            steps = np.array([getattr(unit.waterfall, name) for name in names], dtype=np.float64)
            sums[unit.state] = sums.get(unit.state, np.zeros(len(names))) + unit.persons * steps
            persons[unit.state] = persons.get(unit.state, 0.0) + unit.persons
    return {
        state: Waterfall(**dict(zip(names, (sums[state] / persons[state]).tolist(), strict=True))) for state in sorted(sums)
    }


def lateness_by_cause(schedule: Schedule) -> Lateness:
    """Say how late persons are against the calendar, and what of it each cause adds to those before it.

    Causes in their order: notice alone; permits that take longer; holding back; the way and reception, where no capacity
    binds; queues. A unit that never arrives counts to the last day that is looked at, as its own cause.
    """
    problem = schedule.problem
    moves = problem.moves
    persons = np.array([move.persons for move in moves], dtype=np.float64)
    required = np.array([move.required_day for move in moves], dtype=np.float64)
    there = np.isfinite(schedule.operational)
    stages = {
        "notice": np.array([move.notice_days for move in moves], dtype=np.float64),
        "permits": np.array([max(move.notice_days, move.permit_days) for move in moves], dtype=np.float64),
        "held_back": np.array([move.ready_day for move in moves], dtype=np.float64),
        "way_and_reception": problem.earliest(),
        "queues": schedule.operational,
    }
    by_cause, before = {}, 0.0
    for name, days in stages.items():
        total = float((persons * np.maximum(np.minimum(days, problem.days) - required, 0.0))[there].sum())
        by_cause[name], before = total - before, total
    late = lateness(problem, schedule.operational)
    by_cause["never_arrives"] = float((persons * late)[~there].sum())
    total = float(persons @ late)
    return Lateness(mean_days_by_person=total / max(float(persons.sum()), 1e-9), person_days=total, by_cause=by_cause)


def operational_by_day(problem: MovementProblem, operational: Numbers, days: int, *, leaving: bool = True) -> Numbers:
    """Count persons operational on each day.

    Parameters
    ----------
    problem : MovementProblem
        The moves.
    operational : numpy.ndarray, shape (moves,) or (futures, moves)
        Day on which each is operational.
    days : int
        Days from the order.
    leaving : bool
        Whether units whose tour has ended are taken off.

    Returns
    -------
    numpy.ndarray, shape (days,) or (futures, days)
        Persons.
    """
    given = np.atleast_2d(operational)
    persons = np.array([move.persons for move in problem.moves], dtype=np.float64)
    leave = np.array([move.leave_day for move in problem.moves], dtype=np.float64)
    found = np.zeros((len(given), days + 1))
    rows = np.arange(len(given))
    for number, person in enumerate(persons):
        first = np.minimum(given[:, number], days).astype(np.int64)
        np.add.at(found, (rows, first), person)
        if leaving:
            last = np.maximum(first, int(min(leave[number], days)))
            np.add.at(found, (rows, last), -person)
    counted: Numbers = np.cumsum(found, axis=1)[:, :days]
    return counted if np.ndim(operational) == 2 else counted[0]


def wait_by_resource(schedule: Schedule) -> dict[str, float]:
    """Return the person-days that units waited, by the resource that their last part found the fullest."""
    found: dict[str, float] = {}
    for number, move in enumerate(schedule.problem.moves):
        name = schedule.waited_for[number]
        if name and np.isfinite(schedule.arrived[number]):
            days = _waterfall(schedule, number).queue
            found[name] = found.get(name, 0.0) + days * move.persons
    return found


def capability_marks(
    schedule: Schedule, *, required_persons: float, required_manoeuvre: float, shares: tuple[float, float] = (0.5, 0.9)
) -> dict[str, Capability]:
    """Tell when the force reaches its marks: initial and full operational capability, and closure.

    Parameters
    ----------
    schedule : Schedule
        A dispatch.
    required_persons, required_manoeuvre : float
        What the mandate requires once the build-up is over: persons, and manoeuvre units.
    shares : tuple of float
        Share of manoeuvre units for the first mark and of persons for the second; planning factors of this programme.

    Returns
    -------
    dict of str to Capability
        ioc and foc against what is required, ioc_of_plan and foc_of_plan against what the plan brings, closure.
    """
    problem = schedule.problem
    persons = np.array([move.persons for move in problem.moves], dtype=np.float64)
    manoeuvre = np.array([move.capability == MANOEUVRE for move in problem.moves], dtype=np.float64)
    staff = np.array([move.capability == HEADQUARTERS for move in problem.moves], dtype=np.float64)
    required = np.array([move.required_day for move in problem.moves], dtype=np.float64)
    first, full = shares

    def mark(share: float, needs: Sequence[tuple[Numbers, float]], counts: str, rule: str) -> Capability:
        days = [
            _first_day([(_counted(problem, amounts, each), enough) for amounts, enough in needs])
            for each in (schedule.operational, problem.earliest())
        ]
        return Capability(share=share, day=days[0], best_day=days[1], counts=counts, rule=rule)

    def planned(amounts: Numbers) -> float:
        return float(_counted(problem, amounts, required).max(initial=0.0))

    once = "; a unit counts from the first day of its tour"
    begun = f"{first:.0%} of the manoeuvre units that {{}} and one headquarters are operational{once}"
    ready = f"{full:.0%} of the persons that {{}} are operational{once}"
    closes = [
        int(each.max(initial=0.0)) if np.isfinite(each).all() else None for each in (schedule.operational, problem.earliest())
    ]
    needed = [(manoeuvre, first * required_manoeuvre), (staff, 1.0)]
    brought = [(manoeuvre, first * planned(manoeuvre)), (staff, min(1.0, planned(staff)))]
    return {
        "ioc": mark(first, needed, "required units", begun.format("the mandate requires")),
        "foc": mark(full, [(persons, full * required_persons)], "required persons", ready.format("the mandate requires")),
        "ioc_of_plan": mark(first, brought, "planned units", begun.format("the plan has there at most")),
        "foc_of_plan": mark(
            full, [(persons, full * planned(persons))], "planned persons", ready.format("the plan has there at most")
        ),
        "closure": Capability(
            share=1.0,
            day=closes[0],
            best_day=closes[1],
            counts="planned units",
            rule="the last unit of the build-up is operational, which may be before its tour begins",
        ),
    }


def _counted(problem: MovementProblem, amounts: Numbers, operational: Numbers) -> Numbers:
    """Add up amounts by day, each from the day on which its unit is operational and its tour has begun until it leaves."""
    days = problem.days
    found = np.zeros(days + 1)
    for amount, day, move in zip(amounts, operational, problem.moves, strict=True):
        first = int(min(max(day, move.required_day), days))
        found[first] += amount
        found[max(first, min(move.leave_day, days))] -= amount
    counted: Numbers = np.cumsum(found)[:days]
    return counted


def _first_day(needs: Sequence[tuple[Numbers, float]]) -> int | None:
    """Return the first day on which enough of each kind is there; None where there never is."""
    there = np.all([curve >= enough - 1e-9 for curve, enough in needs], axis=0)
    return int(there.argmax()) if there.any() else None


def corridors(network: Network, schedule: Schedule) -> tuple[Corridor, ...]:
    """Add up what goes between places, over all units and days.

    Returns
    -------
    tuple of Corridor
        The widest first; a policy level: neither days nor units.
    """
    found: dict[tuple[str, str, str], Numbers] = {}
    for placed in schedule.placements:
        move = schedule.problem.moves[placed.part.move]
        loads = move.loads[placed.part.kind]
        steps = placed.part.ways.routes[placed.route].via
        for (_, start), (mode, end) in pairwise(steps):
            amounts = [
                loads["wagons"] if mode == "rail" else 0.0,
                loads["vehicles"] if mode != "air" else 0.0,
                loads["persons"],
            ]
            key = (start, end, mode)
            found[key] = found.get(key, np.zeros(3)) + placed.share * np.array(amounts)
    nodes = network.nodes

    def widest(key: tuple[str, str, str]) -> tuple[float, tuple[str, str, str]]:
        return -float(found[key][1]), key

    return tuple(
        Corridor(
            from_node=start,
            to_node=end,
            from_name=nodes[start].name,
            to_name=nodes[end].name,
            mode=mode,
            start=(nodes[start].lon, nodes[start].lat),
            end=(nodes[end].lon, nodes[end].lat),
            wagons=float(found[start, end, mode][0]),
            vehicles=float(found[start, end, mode][1]),
            persons=float(found[start, end, mode][2]),
        )
        for start, end, mode in sorted(found, key=widest)
    )
