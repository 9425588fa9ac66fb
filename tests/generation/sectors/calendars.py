"""Problems of sectors and rows of calendars, made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from interpose.case.tables.force import Pool
from interpose.generation.model.groups import PostKind
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.result import RotationRow, SectorPlan
from interpose.generation.sectors.deal import sector_plan
from tests.generation.builders import case, positions, requirement

__all__ = ["BATTALION", "PHASES", "battalions", "dealt", "problem", "tour"]

BATTALION = (("manoeuvre", 1.0),)


PHASES = {"endurance": "horizon", "minimum_stay": "phase", "lead_headquarters": "own", "last_headquarters_stays": False}


def problem(
    pools: Sequence[Pool],
    by_sector: Mapping[str, Sequence[float]],
    *,
    horizon: int = 12,
    build_up: int = 1,
    most: int = 3,
    share: float = 0.0,
    states: Mapping[str, Mapping[str, Any]] | None = None,
    **options: Any,
) -> Problem:
    """Make a problem of what each sector needs in the forward belt, by capability."""
    rows = [(f"s{place + 1}", name, "forward", units) for name, each in by_sector.items() for place, units in enumerate(each)]
    need = {("forward", name): float(sum(each)) for name, each in by_sector.items()}
    made = case(pools, horizon=horizon, build_up=build_up, states=states, **{**PHASES, **options})
    found = problem_of(made, positions(), requirement(need, horizon=horizon, sectors=rows))
    return found.with_rules(most_nations=most, least_share=share)


def tour(state: str, start: int, end: int, unit_type: str = "infantry_battalion", units: int = 1) -> RotationRow:
    return RotationRow(state=state, unit_type=unit_type, units=units, start_month=start, end_month=end, belt="forward")


def battalions(**kept: tuple[int, ...]) -> dict[PostKind, np.ndarray]:
    return {PostKind(name, BATTALION): np.array(count) for name, count in kept.items()}


def dealt(
    of: Problem, rotation: Sequence[RotationRow], posts: Mapping[PostKind, np.ndarray], **more: float | None
) -> SectorPlan:
    """Deal a calendar to sectors, with what it leaves short in each belt."""
    pools, left = {pool.key: pool for pool in of.pools}, {key: months.copy() for key, months in of.demand.quantity.items()}
    for row in rotation:
        for capability, quantity in pools[row.state, row.unit_type, row.commitment].provided_at(row.station):
            if (row.belt, capability) in left:
                left[row.belt, capability][row.start_month - 1 : row.end_month] -= quantity * row.units
    assert of.sectors is not None
    short = {key: np.maximum(0.0, months) for key, months in left.items()}
    return sector_plan(of, of.sectors, rotation, posts, short, **more)
