"""The arithmetic that planners know, and that the level really lasts."""

from __future__ import annotations

import heapq
from dataclasses import replace
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.case.tables.force import Pool
from interpose.generation.model.crews import lasting_level, whole_level
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.rotation.arithmetic import rotation_arithmetic
from tests.generation.builders import case, pool, positions, requirement

NEED = requirement({("forward", "manoeuvre"): 1})


def lasting(*pools: Pool, **options: object) -> Problem:
    return problem_of(case(pools, **options), positions(), NEED)


@pytest.mark.parametrize(
    ("units", "tour", "interval", "level"),
    [
        # Six months in five half-years at home and away: one in five.
        (50_000, 6, 24, 10_000),
        # Four in the pool for one there.
        (256_000, 6, 18, 64_000),
        (20_000, 6, 18, 5_000),
        # At one to two.
        (180_000, 6, 12, 60_000),
        (180_000, 12, 24, 60_000),
        (24, 6, 18, 6),
        (18, 6, 12, 6),
        (5, 6, 18, 1),
        (3, 6, 18, 0),
    ],
)
def test_a_pool_keeps_its_share_standing(units: int, tour: int, interval: int, level: int) -> None:
    problem = lasting(pool("FRA", tour_months=tour, dwell_ratio=interval / tour))
    assert whole_level(problem, [replace(problem.pools[0], units=units)]) == level
    assert floor(rotation_arithmetic(pool=units, tour=tour, interval=interval).force) == level


def test_sixty_four_thousand_for_two_years_in_tours_of_six_months_tie_up_four_times_as_many() -> None:
    assert rotation_arithmetic(force=64_000, months=24, tour=6, reuse=False).pool == 256_000
    assert rotation_arithmetic(force=64_000, tour=6, interval=18).pool == 256_000


def test_nations_together_keep_more_than_the_sum_of_what_each_keeps() -> None:
    pools = [pool(state, units=2) for state in ("FRA", "ITA", "DEU")]
    together = lasting(*pools)
    assert whole_level(together, together.pools) == 2
    assert [whole_level(together, [each]) for each in together.pools] == [0, 0, 0]


def test_the_share_at_home_is_taken_from_the_rate_of_all_not_from_each_pool() -> None:
    pools = [pool(state, units=1, dwell_ratio=0) for state in ("FRA", "ITA", "DEU", "POL")]
    problem = lasting(*pools, home_share=0.25)
    assert whole_level(problem, problem.pools) == 3


def test_all_but_one_headquarters_of_a_state_may_be_away() -> None:
    need = requirement({("forward", "headquarters"): 1})
    of = case([pool("FRA", "brigade_headquarters", units=3, dwell_ratio=0)], last_headquarters_stays=True)
    problem = problem_of(of, positions(), need)
    assert whole_level(problem, problem.pools) == 2
    free = problem.with_rules(last_headquarters_stays=False)
    assert whole_level(free, free.pools) == 3


@given(st.integers(1, 30), st.integers(2, 12), st.integers(0, 36))
def test_alike_units_keep_their_level_for_twenty_years_if_their_reliefs_are_staggered(units: int, tour: int, home: int) -> None:
    problem = lasting(pool("FRA", units=units, tour_months=tour, dwell_ratio=home / tour))
    (supply,) = problem.pools
    level = floor(lasting_level(problem, [supply]))
    rested = [0] * units
    for month in range(240):
        # The post i is relieved in months floor(i tour / level), and every tour from then on.
        due = sum(month >= place * tour // level and (month - place * tour // level) % tour == 0 for place in range(level))
        for _ in range(due):
            assert rested[0] <= month
            heapq.heapreplace(rested, month + supply.window)
