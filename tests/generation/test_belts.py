"""Belts put together: a bound that holds, nobody counts where it may not stand, and tours can be dealt out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.instances import synthetic

from interpose.generation import Limits, belts
from interpose.generation.belts import put_together, stationed
from interpose.generation.demand import Demand, demand
from interpose.generation.diving import Diver
from interpose.generation.formulation import Formulation, completed, components, formulate
from interpose.generation.supply import AMERICAN, Supply, SupplyClass, belt_of, classes, participants, supplies
from interpose.solver import solve

Part = tuple[Demand, frozenset[str], tuple[SupplyClass, ...]]


BOTH = ("forward", "depth")


def parts_of(
    states: int, seed: int, *, only: tuple[str, ...] = BOTH, leaves: tuple[str, ...] = (), horizon: int = 18
) -> list[Part]:
    """Return parts in which every second pool may stand in some belts only, or leaves some to others."""
    case, positions, requirement = synthetic(states, horizon=horizon, capped=0.0, seed=seed)
    need = demand(case, requirement.of("synthetic"), "mode")
    pools = supplies(case, positions, participants(case, positions, True, None, {}))

    def other(pool: Supply) -> Supply:
        provides = tuple(each for each in pool.provides if belt_of(each[0]) in only)
        return replace(pool, provides=provides, leaves=leaves)

    pools = tuple(other(pool) if place % 2 else pool for place, pool in enumerate(pools))
    found = components(classes(pools, {AMERICAN}, need.quantity), {}, need)
    return [(need, names, members) for names, members in found if members]


def violation(part: Formulation, columns: Mapping[str, np.ndarray]) -> float:
    return part.model.arrays().violation(np.concatenate([np.ravel(columns[name]) for name in part.model.column_blocks]))


def best(part: Formulation) -> float:
    found = solve(part.model, Limits(nodes=20_000))
    assert found.status == "optimal"
    assert found.objective is not None
    return found.objective


@pytest.mark.parametrize("only", [BOTH, ("depth",), ("forward",)])
def test_with_belts_together_nothing_is_proved_that_does_not_hold(only: tuple[str, ...]) -> None:
    saved = same = count = 0
    for need, names, members in [part for seed in (1, 2, 3) for part in parts_of(4, seed, only=only)]:
        part, together = formulate(need, names, members, {}), put_together(need, names, members, {})
        saved += part.model.column_count - together.model.column_count
        exact, found = best(part), solve(together.model, Limits(nodes=20_000))
        assert found.status == "optimal"
        assert found.objective is not None
        columns = completed(together, {name: tours for name, tours in found.values.items() if name.startswith("tours ")})
        assert violation(together, columns) < 1e-6
        dealt = completed(part, stationed(part, range(len(members)), columns, 1))
        assert violation(part, dealt) < 1e-6
        assert found.objective <= exact + 1e-3 <= part.model.cost(dealt) + 2e-3
        same += part.model.cost(dealt) <= found.objective + 1e-3
        count += 1
    assert saved
    # Even where a single unit is a large part of all, most plans lose nothing when they are dealt out.
    assert same >= 0.75 * count


@pytest.mark.parametrize("leaves", [(), ("forward",)])
def test_of_a_large_plan_next_to_nothing_is_lost_when_its_tours_are_dealt_out(leaves: tuple[str, ...]) -> None:
    lost = price = 0.0
    for need, names, members in parts_of(20, 1, leaves=leaves, horizon=36):
        part, together = formulate(need, names, members, {}), put_together(need, names, members, {})
        columns = Diver(together, Limits(), 1).dive({})
        assert columns is not None
        dealt = completed(part, stationed(part, range(len(members)), columns, 1))
        assert violation(part, dealt) < 1e-6
        lost += part.model.cost(dealt) - together.model.cost(columns)
        price += need.price_of_all(names)
    assert -1e-3 <= lost <= 0.0005 * price


def test_belts_stay_apart_where_not_all_may_stand_in_each_of_them() -> None:
    apart = 0
    for need, names, members in parts_of(4, 3, only=("depth",)):
        part, together = formulate(need, names, members, {}), put_together(need, names, members, {})
        belts = {belt for belt, name in need.quantity if name in names}
        free = all({belt_of(station) for station in group.like.stations} == belts for group in members)
        assert (len(together.keys) == 1) == (free or len(part.keys) == 1)
        if not free:
            apart += 1
            assert together.keys == part.keys
            assert together.model.column_count == part.model.column_count
    assert apart


def test_stations_are_left_to_others_where_that_costs_nothing_and_the_bound_is_that_of_all() -> None:
    plain, left = {}, 0
    for need, names, members in parts_of(6, 1):
        plain[names] = Diver(put_together(need, names, members, {}), Limits(), 1).proved
    for need, names, members in parts_of(6, 1, leaves=("forward",)):
        part, together = formulate(need, names, members, {}), put_together(need, names, members, {})
        diver = Diver(together, Limits(), 1)
        assert diver.proved == pytest.approx(plain[names], rel=1e-5, abs=1e-3)
        columns = diver.dive({})
        assert columns is not None
        assert violation(together, columns) < 1e-6
        dealt = stationed(part, range(len(members)), columns, 1)
        for number, group in enumerate(members):
            if diver.leaves and group.like.leaves:
                left += 1
                assert not dealt[f"tours {number}"][group.like.stations.index("forward"), 6:].any()
    assert left


def test_all_tours_are_dealt_out_in_the_months_in_which_they_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    need, names, members = max(parts_of(6, 5), key=lambda each: len(each[2]))
    part = formulate(need, names, members, {})
    columns = Diver(put_together(need, names, members, {}), Limits(), 1).dive({})
    assert columns is not None
    for pauses in (20, 0):
        # Where the search for stations is given up at once, what is dealt is no good plan, but all of it is there.
        monkeypatch.setattr(belts, "_PAUSES", pauses)
        dealt = stationed(part, range(len(members)), columns, 1)
        for number in range(len(members)):
            name = f"tours {number}"
            assert (dealt[name].sum(axis=0) == columns[name].sum(axis=0)).all()
