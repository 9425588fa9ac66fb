"""Who holds sectors where more nations come than may stand in them, and what that saves."""

from __future__ import annotations

import pytest
from benchmarks.instances import synthetic

from interpose.case import Case
from interpose.generation import Limits, generate, planning, verify
from interpose.generation.demand import Demand, demand
from interpose.generation.holders import with_holders
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import Supply, participants, supplies
from interpose.requirement import MandateRequirement


def instance(states: int, sectors: int) -> tuple[Case, Demand, MandateRequirement, tuple[Supply, ...]]:
    case, positions, requirement = synthetic(states, horizon=24, sectors=sectors, capped=0.0)
    required = requirement.of("synthetic")
    pools = supplies(case, positions, participants(case, positions, True, None, {}))
    return case, demand(case, required, "mode"), required, pools


def holders(pools: tuple[Supply, ...]) -> set[str]:
    return {pool.state for pool in pools if pool.unit_type == "infantry" and not pool.leaves}


def brings(pools: tuple[Supply, ...], state: str) -> float:
    return sum(pool.units * pool.tour / pool.window for pool in pools if (pool.state, pool.unit_type) == (state, "infantry"))


def test_those_that_bring_most_hold_sectors_and_the_others_leave_troops_and_headquarters_alone() -> None:
    case, need, required, pools = instance(24, 4)
    found = with_holders(case, need, required, pools, {})
    held = holders(found)
    others = {pool.state for pool in pools if pool.unit_type == "infantry"} - held
    assert 0 < len(held) <= 12
    assert others
    assert min(brings(pools, state) for state in held) >= max(brings(pools, state) for state in others)
    assert {pool.unit_type for pool in found if pool.leaves} == {"infantry", "headquarters"}
    assert {pool.leaves for pool in found} == {(), ("forward",)}


def test_where_there_is_a_place_for_every_nation_nobody_leaves() -> None:
    case, need, required, pools = instance(10, 4)
    assert with_holders(case, need, required, pools, {}) == pools


def test_a_nation_counts_with_what_its_cap_lets_stand() -> None:
    case, need, required, pools = instance(24, 4)
    largest = max(holders(with_holders(case, need, required, pools, {})), key=lambda state: brings(pools, state))
    limits = {largest: StateLimit(largest, 10.0, None)}
    assert largest not in holders(with_holders(case, need, required, pools, limits))


def test_sectors_lose_less_where_small_nations_leave_them_and_the_bound_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    case, positions, requirement = synthetic(32, horizon=48, sectors=8, capped=0.0)
    limits = Limits(relative_gap=0.02)
    found = generate(case, positions, requirement, limits=limits)
    assert verify(case, requirement, found) == ()
    monkeypatch.setattr(planning, "with_holders", lambda *given: given[3])
    without = generate(case, positions, requirement, limits=limits)
    assert found.by_sector is not None
    assert without.by_sector is not None
    assert found.by_sector.gap is not None
    assert without.by_sector.gap is not None
    assert found.by_sector.gap < 0.5 * without.by_sector.gap
    assert found.bound is not None
    assert without.objective is not None
    assert found.bound <= without.objective + 1e-6
