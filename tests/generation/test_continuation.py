"""A plan that lasts goes on when its months are over: whoever is rested relieves, for twenty years more."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from interpose.case import Case
from interpose.evidence import positions
from interpose.generation.model.groups import PoolGroup, commands, crews, kept_at_home, on_ground, sendable
from interpose.generation.model.solve import PoolTours, solve_monthly
from interpose.generation.problem.planning_problem import PlanRequest, Problem, problem_of
from interpose.requirement import require
from interpose.solver import Clock, Limits

MONTHS = 240


class Relief:
    """Units of a crew: until when each is bound, by tour and rest, and where those on the ground stand."""

    def __init__(self, problem: Problem, crew: PoolGroup, tours: PoolTours) -> None:
        self.problem, self.crew, self.now = problem, crew, problem.demand.steady_until
        starts = {
            (number, station): tours.get(pool.key, {}).get(station, np.zeros(problem.demand.horizon, dtype=np.int64))
            for number, pool in enumerate(crew.members)
            for station in crew.like.stations
        }
        standing = {
            station: sum(
                on_ground(starts[number, station].astype(float), pool.tour) for number, pool in enumerate(crew.members)
            )
            for station in crew.like.stations
        }
        # The least of the steady state is what is to be kept.
        self.posts = {station: round(float(months[problem.demand.steady].min())) for station, months in standing.items()}
        self.free_from: list[list[int]] = []
        self.leaving: list[tuple[int, int, str]] = []
        for number, pool in enumerate(crew.members):
            begun = [
                (month + 1, station)
                for station in crew.like.stations
                for month in range(self.now)
                for _ in range(starts[number, station][month])
            ]
            busy = sorted(month + pool.window for month, _ in begun)[-pool.units :]
            self.free_from.append([0] * (pool.units - len(busy)) + busy)
            self.leaving += [(month + pool.tour, number, station) for month, station in begun if month + pool.tour > self.now]

    def empty_posts(self) -> int:
        """Relieve for twenty years, and count the months in which posts are empty."""
        empty = 0
        for month in range(self.now + 1, self.now + MONTHS + 1):
            self.leaving = [each for each in self.leaving if each[0] > month]
            there = Counter(station for _, _, station in self.leaving)
            for station, posts in self.posts.items():
                for _ in range(posts - there[station]):
                    if not self.relieve(month, station):
                        empty += 1
        return empty

    def relieve(self, month: int, station: str) -> bool:
        """Send a unit of the pool that has the largest share of its units rested."""
        away = Counter(self.crew.members[number].state for _, number, _ in self.leaving)
        able = []
        for number, pool in enumerate(self.crew.members):
            rested = sum(each <= month for each in self.free_from[number])
            most = kept_at_home(self.problem, pool.state) if commands(pool) else None
            if rested and (most is None or away[pool.state] < most):
                able.append((rested / pool.units, -number))
        if not able:
            return False
        number = -max(able)[1]
        pool = self.crew.members[number]
        self.free_from[number].remove(min(self.free_from[number]))
        self.free_from[number].append(month + pool.window)
        self.leaving.append((month + pool.tour, number, station))
        return True


def empty_share(of: Case, mandate: str, endurance: str) -> float:
    """Return which part of its posts a plan leaves empty in the twenty years after its months."""
    problem = problem_of(of, positions(of), require(of), PlanRequest(mandate=mandate)).with_rules(endurance=endurance)
    tours = solve_monthly(problem, Clock(Limits())).tours
    reliefs = [Relief(problem, crew, tours) for crew in crews(problem, sendable(problem))]
    posts = sum(sum(relief.posts.values()) for relief in reliefs)
    assert posts > 10
    return sum(relief.empty_posts() for relief in reliefs) / (MONTHS * posts)


@pytest.mark.parametrize("endurance", ["relay", "own"])
@pytest.mark.parametrize("mandate", ["interpose", "reassure"])
def test_a_plan_without_end_keeps_its_posts_for_twenty_years_more(ukraine: Case, mandate: str, endurance: str) -> None:
    assert empty_share(ukraine, mandate, endurance) <= 0.02


def test_a_plan_for_the_months_planned_only_does_not(ukraine: Case) -> None:
    assert empty_share(ukraine, "reassure", "horizon") > 0.05
