"""The search of large parts: its bounds hold, and caps are kept, whether a state is scheduled or its cap is shared out."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.instances import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.generation import Limits, cap_starts, first_plans, generate
from interpose.generation.cap_patterns import heaviest_price, with_whole_units
from interpose.generation.cap_shares import Share, planned_by_shares
from interpose.generation.cap_starts import promising_schedules
from interpose.generation.capped import FEW_ROUNDS, MANY_ROUNDS, Worth, scheduled_below_cap, worth_of_tours
from interpose.generation.clock import Clock
from interpose.generation.demand import demand
from interpose.generation.diving import Diver
from interpose.generation.formulation import Formulation, components, formulate, personnel_by_month
from interpose.generation.hunting import Hunt
from interpose.generation.rounding import on_ground
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import AMERICAN, classes, participants, supplies
from interpose.solver import Model, Team, solve


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


def shares_of(part: Formulation) -> list[Share]:
    own = replace(part.demand, quantity={key: part.demand.quantity[key] for key in part.keys})
    numbers = {group: number for number, group in enumerate(part.classes)}
    return [
        Share(formulate(part.demand, names, members, {}), tuple(numbers[group] for group in members))
        for names, members in components(part.classes, {}, own)
        if members
    ]


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
            now = hunt.attempt(Limits())()()
            objectives.append(now.objective or 0.0)
        assert objectives == sorted(objectives, reverse=True)
        exact = solve(part.model, Limits(nodes=2_000))
        assert exact.bound is not None
        assert hunt.bound is not None
        assert exact.objective is not None
        assert hunt.bound <= exact.objective + 1e-3
        assert objectives[-1] >= exact.bound - 1e-3
        assert violation(part, now.values) < 1e-6


@pytest.mark.parametrize(("gap", "rounds"), [(0.5, {FEW_ROUNDS}), (0.0, {FEW_ROUNDS, MANY_ROUNDS})])
def test_where_a_loose_plan_is_enough_states_are_scheduled_in_haste_and_once(
    monkeypatch: pytest.MonkeyPatch, gap: float, rounds: set[int]
) -> None:
    seen: list[int] = []

    def scheduled(
        part: Formulation, state: str, most: float, tours: Worth, seed: int, rounds: int = MANY_ROUNDS
    ) -> Mapping[int, np.ndarray]:
        seen.append(rounds)
        return scheduled_below_cap(part, state, most, tours, seed, rounds)

    monkeypatch.setattr(first_plans, "scheduled_below_cap", scheduled)
    monkeypatch.setattr(cap_starts, "scheduled_below_cap", scheduled)
    found = generate(*synthetic(12, horizon=24, capped=0.3), limits=Limits(relative_gap=gap), explained=False)
    assert found.max_violation == 0
    assert set(seen) == rounds
    # One schedule of each of the states with caps.
    assert seen.count(FEW_ROUNDS) <= 3


def test_a_hunt_that_begins_anew_keeps_its_best_plan_for_the_last_search() -> None:
    part = next(part for part in parts_of(6, capped=0.5) if part.caps)
    hunt = Hunt(part, Limits(), 1)
    begun = hunt.begin()
    assert begun is not None
    objectives = [begun.objective or 0.0]
    while hunt.can_begin_anew:
        objectives.append(hunt.begin_anew().objective or 0.0)
    assert 2 < len(objectives) < 8
    last = hunt.finish(Limits(nodes=0, pauses=0), 0.0)
    assert last.objective is not None
    assert last.objective <= min(objectives) + 1e-6
    assert violation(part, last.values) < 1e-6


def test_steps_that_are_made_side_by_side_lead_to_the_same_plan_on_one_thread_and_on_three() -> None:
    found = []
    for threads in (1, 3):
        limits, objectives = Limits(threads=threads), []
        part = max(parts_of(12, capped=0.3), key=lambda each: each.model.column_count)
        hunt = Hunt(part, limits, 1)
        assert hunt.begin() is not None
        with Team(threads) as team:
            for _ in range(8):
                tried = []
                while not hunt.exhausted and len(tried) < 3:
                    tried.append(team.begin(hunt.attempt(limits)))
                objectives += [take()().objective for take in tried]
        found.append((hunt.bound, objectives))
    assert found[0] == found[1]
    assert len(set(found[0][1])) > 2


@pytest.mark.parametrize("capped", [0.0, 0.3])
def test_a_plan_does_not_depend_on_how_many_threads_there_are(capped: float) -> None:
    given = synthetic(10, horizon=24, sectors=3, capped=capped)
    plans = [generate(*given, limits=Limits(relative_gap=0.01, threads=threads), explained=False) for threads in (1, 2)]
    assert plans[0].stages == plans[1].stages
    assert plans[0].rotation == plans[1].rotation
    assert plans[0].by_sector == plans[1].by_sector


@pytest.mark.parametrize("room", [0.0, 1.0, 2.0])
def test_caps_shared_out_by_capability_are_kept_and_all_of_them_may_be_used(room: float) -> None:
    part = next(part for part in parts_of(6, capped=0.5) if part.caps)
    relaxed = solve(part.model, relaxed=True).values
    shares = shares_of(part)
    columns = planned_by_shares(part, shares, relaxed, room, Clock(Limits()), 1)
    assert columns is not None
    assert planned_by_shares(part, shares, relaxed, room, Clock(Limits(seconds=0.0)), 1) is None
    assert violation(part, columns) < 1e-6
    exact = solve(part.model, Limits(nodes=2_000))
    assert exact.objective is not None
    assert exact.bound is not None
    assert (
        exact.bound - 1e-3
        <= part.model.cost(columns)
        <= exact.objective + 0.15 * part.demand.price_of_all(frozenset(name for _, name in part.keys))
    )


def test_whole_units_and_whole_worst_months_prove_more_where_caps_bind_and_nothing_that_does_not_hold() -> None:
    raised = 0
    for seed in (1, 2):
        for part in [each for each in parts_of(6, capped=0.5, seed=seed) if each.caps]:
            relaxation = solve(part.model, relaxed=True)
            hunt = Hunt(part, Limits(), 1)
            assert hunt.begin() is not None
            if hunt.can_begin_anew:
                hunt.begin_anew()
            exact = solve(part.model, Limits(nodes=2_000))
            assert exact.objective is not None
            assert relaxation.objective is not None
            assert hunt.bound is not None
            assert relaxation.objective - 1e-3 <= hunt.bound <= exact.objective + 1e-3
            raised += hunt.bound > relaxation.objective + 1.0
    assert raised


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_whole_units_below_a_cap_are_worth_more_than_one_at_the_heaviest_price(data: st.DataObject) -> None:
    kinds = data.draw(st.integers(1, 4))
    persons = data.draw(st.lists(st.integers(1, 9), min_size=kinds, max_size=kinds))
    units = data.draw(st.lists(st.integers(1, 3), min_size=kinds, max_size=kinds))
    most = data.draw(st.integers(max(persons), 20))
    point = np.array(data.draw(st.lists(st.floats(0.0, 3.0), min_size=kinds, max_size=kinds)))
    prices = heaviest_price(point, persons, units, most)
    able = [
        np.array(each) for each in itertools.product(*(range(count + 1) for count in units)) if np.dot(each, persons) <= most
    ]
    assert max(float(prices @ each) for each in able) <= 1.0 + 1e-6
    # A point is worth at most 1 exactly if it lies below a mixture of what can stand there together.
    model = Model()
    shares = model.columns("shares", (len(able),), cost=1.0)
    stands = np.array(able).T
    row, place = np.nonzero(stands)
    model.rows("stands", row, shares[place], stands[row, place], lower=point)
    covering = solve(model)
    assert float(prices @ point) == pytest.approx(covering.objective or 0.0, abs=1e-5)


def test_rows_for_whole_units_hold_for_every_plan_and_cut_off_the_relaxation() -> None:
    cut = 0
    for part in [each for each in parts_of(6, capped=0.5, seed=2) if each.caps]:
        relaxed = solve(part.model, relaxed=True).values
        closer = with_whole_units(part, relaxed)
        assert set(part.limits) <= set(closer.limits)
        exact = solve(part.model, Limits(nodes=2_000), absolute_gap=5.0)
        assert violation(closer, exact.values) < 1e-6
        cut += violation(closer, relaxed) > 1e-3
    assert cut


def test_schedules_that_go_best_with_one_another_leave_the_relaxation_no_dearer_than_those_made_together() -> None:
    part = next(part for part in parts_of(6, capped=0.5, seed=2) if part.caps)
    relaxation = solve(part.model, relaxed=True)
    worth = worth_of_tours(part, relaxation.duals["requirement"].reshape(len(part.keys), part.demand.horizon))
    shares = shares_of(part)
    together, chosen = promising_schedules(part, shares, worth, Limits(), 1)
    plain: dict[str, np.ndarray] = {}
    for state, most in part.caps.items():
        plain |= {f"tours {number}": tours for number, tours in scheduled_below_cap(part, state, most, worth, 1).items()}
    costs = [solve(part.model, relaxed=True, held=tours).objective or np.inf for tours in (plain, together, chosen)]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] < costs[0]
