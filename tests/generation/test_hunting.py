"""The search of large parts: its bounds hold, and caps are kept, whether a state is scheduled or its cap is shared out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.instances import synthetic

from interpose.generation import Limits, hunting
from interpose.generation.cap_shares import Share, planned_by_shares
from interpose.generation.capped import FEW_ROUNDS, MANY_ROUNDS, Worth, scheduled_below_cap, worth_of_tours
from interpose.generation.clock import Clock
from interpose.generation.demand import demand
from interpose.generation.diving import Diver
from interpose.generation.formulation import Formulation, components, formulate, personnel_by_month
from interpose.generation.hunting import Hunt
from interpose.generation.rounding import on_ground
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import AMERICAN, classes, participants, supplies
from interpose.solver import solve


def parts_of(states: int, *, capped: float = 0.0, seed: int = 1) -> list[Formulation]:
    case, positions, requirement = synthetic(states, horizon=18, capped=capped, seed=seed)
    need = demand(case, requirement.of("synthetic"), "mode")
    pools = supplies(case, positions, participants(case, positions, True, None, {}))
    limits = {
        code: StateLimit(code, state.personnel_cap, None)
        for code, state in case.states.items()
        if state.personnel_cap is not None
    }
    found = components(classes(pools, {*limits, AMERICAN}, need.quantity), limits, need)
    return [formulate(need, names, members, limits) for names, members in found if members]


def violation(part: Formulation, columns: Mapping[str, np.ndarray]) -> float:
    return part.model.arrays().violation(np.concatenate([np.ravel(columns[name]) for name in part.model.column_blocks]))


@pytest.mark.parametrize("seed", [2, 3])
def test_the_bound_of_a_dive_is_no_more_than_the_optimum_and_no_less_than_the_relaxation(seed: int) -> None:
    raised = 0
    for part in parts_of(4, seed=seed):
        diver = Diver(part, Limits(), seed)
        relaxed, before = solve(part.model, relaxed=True).objective, diver.proved
        for _ in range(3):
            columns = diver.dive({})
            assert columns is not None
            assert violation(part, columns) < 1e-6
        exact = solve(part.model, Limits(nodes=20_000))
        assert exact.status == "optimal"
        assert relaxed is not None
        assert exact.objective is not None
        assert diver.proved is not None
        assert before is not None
        assert relaxed - 1e-3 <= diver.proved <= exact.objective + 1e-3
        raised += diver.proved > before + 1e-3
    # Whole worst months prove more than the relaxation alone.
    assert raised


def test_a_state_is_scheduled_below_its_cap_within_its_units_and_better_than_by_worth_alone() -> None:
    part = next(part for part in parts_of(4, capped=0.5) if part.caps)
    prices = np.random.default_rng(3).uniform(0.0, 2.0, (len(part.keys), part.demand.horizon))
    tours_worth = worth_of_tours(part, prices)
    worth, _ = tours_worth
    for state, most in part.caps.items():
        found = scheduled_below_cap(part, state, most, tours_worth, seed=1)
        persons, value = np.zeros(part.demand.horizon), 0.0
        for number, tours in found.items():
            group = part.classes[number]
            assert group.like.state == state
            assert on_ground(tours.sum(axis=0), group.like.window).max() <= group.units
            assert (tours <= part.most_tours(number)).all()
            persons += personnel_by_month(group.like, tours.sum(axis=0))
            value += float(worth[number] @ tours.sum(axis=0))
        assert persons.max() <= most + 1e-6
        again = scheduled_below_cap(part, state, most, tours_worth, seed=1)
        assert all((again[number] == found[number]).all() for number in found)
        # The linear relaxation of the same choice is the most that there is.
        assert 0.85 * most_by_relaxation(part, state, prices) <= value


def most_by_relaxation(part: Formulation, state: str, prices: np.ndarray) -> float:
    members = [group for group in part.classes if group.like.state == state]
    limits = {state: StateLimit(state, part.caps[state], None)}
    alone = formulate(part.demand, frozenset(name for _, name in part.keys), members, limits)
    worth, _ = worth_of_tours(alone, prices)
    free = {name: np.zeros(shape) for name, (_, shape) in alone.model.column_blocks.items()}
    cost = free | {
        f"tours {number}": np.broadcast_to(-each, free[f"tours {number}"].shape) for number, each in enumerate(worth)
    }
    found = solve(alone.model.changed(cost, {}), relaxed=True)
    assert found.objective is not None
    return -found.objective


@pytest.mark.parametrize("capped", [0.0, 0.5])
def test_a_hunt_betters_its_plan_and_its_bound_stays_below_every_plan(capped: float) -> None:
    for part in parts_of(4, capped=capped):
        hunt = Hunt(part, Limits(), 1)
        first = hunt.begin()
        assert first is not None
        now, objectives = first, [first.objective or 0.0]
        for _ in range(12):
            if hunt.exhausted:
                break
            now = hunt.step(Limits())
            objectives.append(now.objective or 0.0)
        assert objectives == sorted(objectives, reverse=True)
        exact = solve(part.model, Limits(nodes=2_000))
        assert exact.bound is not None
        assert hunt.bound is not None
        assert exact.objective is not None
        assert hunt.bound <= exact.objective + 1e-3
        assert objectives[-1] >= exact.bound - 1e-3
        assert violation(part, now.values) < 1e-6


@pytest.mark.parametrize(("share", "rounds", "starts"), [(1.0, FEW_ROUNDS, 1), (0.0, MANY_ROUNDS, 8)])
def test_where_a_loose_plan_is_enough_the_first_one_is_hasty_and_the_only_one(
    monkeypatch: pytest.MonkeyPatch, share: float, rounds: int, starts: int
) -> None:
    part = next(part for part in parts_of(4, capped=0.5) if part.caps)
    seen: list[tuple[int, int]] = []

    def scheduled(part: Formulation, state: str, most: float, tours: Worth, seed: int, rounds: int) -> Mapping[int, np.ndarray]:
        seen.append((seed, rounds))
        return scheduled_below_cap(part, state, most, tours, seed, rounds)

    monkeypatch.setattr(hunting, "scheduled_below_cap", scheduled)
    first = Hunt(part, Limits(), 1).begin(share * part.demand.price_of_all(frozenset(name for _, name in part.keys)))
    assert first is not None
    assert {seed for seed, _ in seen} == set(range(1, 1 + starts))
    assert {each for _, each in seen} == {rounds}
    assert violation(part, first.values) < 1e-6


@pytest.mark.parametrize("room", [0.0, 1.0, 2.0])
def test_caps_shared_out_by_capability_are_kept_and_all_of_them_may_be_used(room: float) -> None:
    part = next(part for part in parts_of(6, capped=0.5) if part.caps)
    relaxed = solve(part.model, relaxed=True).values
    own = replace(part.demand, quantity={key: part.demand.quantity[key] for key in part.keys})
    numbers = {group: number for number, group in enumerate(part.classes)}
    shares = [
        Share(formulate(part.demand, names, members, {}), tuple(numbers[group] for group in members))
        for names, members in components(part.classes, {}, own)
        if members
    ]
    columns = planned_by_shares(part, shares, relaxed, room, Clock(Limits()), 1)
    assert columns is not None
    assert planned_by_shares(part, shares, relaxed, room, Clock(Limits(seconds=0.0)), 1) is None
    assert violation(part, columns) < 1e-6
    exact = solve(part.model, Limits(nodes=2_000))
    assert exact.objective is not None
    assert exact.bound is not None
    assert exact.bound - 1e-3 <= part.model.cost(columns) <= exact.objective + 0.15 * own.price_of_all()


def test_caps_that_are_paid_for_prove_more_by_whole_worst_months_and_nothing_that_does_not_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hunting, "_PROVED_AFTER", 1)
    raised = 0
    for seed in (1, 2):
        for part in [each for each in parts_of(6, capped=0.5, seed=seed) if each.caps]:
            hunt = Hunt(part, Limits(), 1)
            assert hunt.begin() is not None
            before = hunt.bound
            hunt.step(Limits())
            exact = solve(part.model, Limits(nodes=2_000))
            assert exact.objective is not None
            assert hunt.bound is not None
            assert before is not None
            assert before - 1e-3 <= hunt.bound <= exact.objective + 1e-3
            raised += hunt.bound > before + 1.0
    assert raised
