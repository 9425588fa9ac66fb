"""Rules that cannot hold together are named, and no rule is that is not at fault."""

from __future__ import annotations

from interpose.solver import Model, conflict, solve
from tests.solver.models import knapsack


def test_rules_that_contradict_are_infeasible_and_named() -> None:
    model = Model()
    units = model.columns("units", (2,), whole=True)
    model.rows("most", [0, 0], units, 1, upper=[3])
    model.rows("least of the first", [0], units[:1], 1, lower=[2])
    model.rows("least of the second", [0], units[1:], 1, lower=[2])
    model.rows("harmless", [0], units[1:], 1, upper=[9])
    outcome = solve(model)
    assert outcome.status == "infeasible"
    assert not outcome.values
    assert conflict(model, list(model.row_blocks)) == ("most", "least of the first", "least of the second")


def test_a_conflict_that_only_whole_numbers_see_is_named() -> None:
    model = Model()
    units = model.columns("units", (1,), whole=True)
    model.rows("above a half", [0], units, 2, lower=[1])
    model.rows("below one", [0], units, 2, upper=[1])
    assert conflict(model, ["above a half", "below one"]) == ("above a half", "below one")


def test_no_conflict_is_named_where_there_is_none() -> None:
    assert conflict(knapsack(), ["weight"]) == ()
