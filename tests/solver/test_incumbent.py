"""A solution bettered a few columns at a time: never worse, never outside the model's rows, and told by what was gained."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.solver import Incumbent, Limits, Model, solve


def knapsacks(seed: int) -> Model:
    random = np.random.default_rng(seed)
    model = Model()
    things = model.columns("things", (3, 4), upper=3, cost=-random.integers(1, 20, (3, 4)).astype(float), whole=True)
    weights = random.integers(1, 9, (5, 12)).astype(float)
    model.rows("weight", np.repeat(np.arange(5), 12), np.tile(things.ravel(), 5), weights.ravel(), upper=np.full(5, 30.0))
    return model


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(0, 11), min_size=1, max_size=6, unique=True))
def test_a_step_gains_what_it_says_and_keeps_every_row(seed: int, free: list[int]) -> None:
    model = knapsacks(seed)
    incumbent = Incumbent(model, {"things": np.zeros((3, 4))})
    before = incumbent.objective
    gained = incumbent.better(np.array(free), Limits(), seed=seed)
    assert gained >= 0
    assert abs(before - gained - incumbent.objective) <= 1e-6
    found = incumbent.values["things"]
    assert model.arrays().violation(found.ravel()) <= 1e-6
    others = np.delete(found.ravel(), free)
    assert (others == 0).all()


def test_with_every_column_free_a_step_finds_the_best_solution() -> None:
    model = knapsacks(1)
    incumbent = Incumbent(model, {"things": np.zeros((3, 4))})
    incumbent.better(incumbent.columns("things").ravel(), Limits())
    assert incumbent.objective == solve(model).objective


def test_what_was_read_before_a_step_stays_as_it_was() -> None:
    incumbent = Incumbent(knapsacks(1), {"things": np.zeros((3, 4))})
    before = incumbent.values["things"]
    incumbent.better(np.arange(6), Limits())
    assert (before == 0).all()
    assert incumbent.values["things"].any()


def test_of_two_steps_side_by_side_the_second_is_taken_only_where_the_first_left_room() -> None:
    model = Model()
    things = model.columns("things", (3,), upper=1, cost=[-2.0, -3.0, -4.0], whole=True)
    model.rows("weight", [0, 0, 1], things, 1.0, upper=[1.0, 1.0])
    incumbent = Incumbent(model, {"things": np.zeros(3)})
    first, second, third, again = (incumbent.attempt(things[[number]], Limits()) for number in (0, 1, 2, 2))
    takes = [attempt() for attempt in (first, second, third, again)]
    # The first two share a row with room for one; the fourth begins at a column that the third has changed.
    assert [take() for take in takes] == [2.0, 0.0, 4.0, 0.0]
    assert incumbent.values["things"].tolist() == [1.0, 0.0, 1.0]
    assert model.arrays().violation(incumbent.values["things"]) <= 1e-6


def test_an_incumbent_goes_on_from_another_solution() -> None:
    model = knapsacks(2)
    incumbent = Incumbent(model, {"things": np.zeros((3, 4))})
    best = solve(model)
    incumbent.become(best.values)
    assert incumbent.objective == best.objective
    assert incumbent.better(incumbent.columns("things").ravel(), Limits()) == 0.0
