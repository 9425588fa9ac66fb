"""Tours of a class are worked off by its pools: each unit rests, burdens are even, and nations follow themselves."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interpose.generation.model.allocate import allocate_tours
from interpose.generation.model.classes import PoolClass
from interpose.generation.model.rotation import on_ground
from interpose.generation.problem.supply import PoolSupply


def of(*units: int, tour: int = 3, window: int = 9) -> PoolClass:
    members = tuple(
        PoolSupply(
            state=f"S{number}",
            unit_type="battalion",
            units=each,
            personnel=700,
            first_month=1,
            tour=tour,
            window=window,
            provides=(("forward", "manoeuvre", 1.0), ("depth", "manoeuvre", 1.0)),
        )
        for number, each in enumerate(units)
    )
    return PoolClass("", members)


def test_one_pool_takes_every_tour() -> None:
    months = np.array([1, 0, 0, 2, 0, 0])
    ((pool, station, taken),) = allocate_tours(of(3), {"forward": months, "depth": np.zeros(6, dtype=np.int64)}, 6)
    assert (pool.state, station, taken.tolist()) == ("S0", "forward", months.tolist())


def test_pools_share_in_proportion_to_their_units() -> None:
    # Six units begin two tours in each window of nine months, every three months; the larger pool takes two of three.
    found = {pool.state: taken for pool, _, taken in allocate_tours(of(4, 2), {"forward": np.array(([2] + [0] * 2) * 6)}, 18)}
    assert {state: int(taken.sum()) for state, taken in found.items()} == {"S0": 8, "S1": 4}


def test_a_nation_follows_itself_where_it_can() -> None:
    found = {
        pool.state: taken.nonzero()[0].tolist()
        for pool, _, taken in allocate_tours(of(3, 3), {"forward": np.array([1, 0, 0] * 3)}, 9)
    }
    assert found == {"S0": [0, 3, 6]}


@given(
    st.lists(st.integers(1, 4), min_size=2, max_size=4), st.integers(1, 4), st.integers(0, 8), st.randoms(use_true_random=False)
)
def test_whatever_a_class_can_work_off_its_pools_can(units: list[int], tour: int, home: int, random: object) -> None:
    window, horizon, total = tour + home, 24, sum(units)
    starts = {"forward": np.zeros(horizon, dtype=np.int64), "depth": np.zeros(horizon, dtype=np.int64)}
    begun = np.zeros(horizon)
    for month in range(horizon):
        free = total - int(begun[max(0, month - window + 1) : month + 1].sum())
        taken = random.randint(0, free)  # type: ignore[attr-defined]
        starts[random.choice(("forward", "depth"))][month] += taken  # type: ignore[attr-defined]
        begun[month] = taken
    dealt = {station: np.zeros(horizon, dtype=np.int64) for station in starts}
    by_pool = {f"S{number}": np.zeros(horizon) for number in range(len(units))}
    for pool, station, months in allocate_tours(of(*units, tour=tour, window=window), starts, horizon):
        dealt[station] += months
        by_pool[pool.state] += months
    assert all((dealt[station] == starts[station]).all() for station in starts)
    for number, count in enumerate(units):
        assert on_ground(by_pool[f"S{number}"], window).max() <= count
