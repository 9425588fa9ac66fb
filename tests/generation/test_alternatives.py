"""Near-optimal plans: who could do it instead, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import load
from interpose.evidence import positions as stances
from interpose.generation import alternatives, generate
from interpose.generation.alternatives import apartness
from interpose.requirement import require
from tests.generation.builders import case, pool, positions, requirement

NEED = requirement({("forward", "manoeuvre"): 1})


def test_where_either_of_two_can_do_it_alone_each_is_spared_in_turn() -> None:
    # One of two battalions has to stand there for twelve months; each state has two that need no time at home.
    given = case([pool("FRA", units=2, dwell_ratio=0), pool("POL", units=2, dwell_ratio=0)])
    plan = generate(given, positions(), NEED)
    found = alternatives(given, positions(), NEED, plan)
    alone = {tuple(row.state for row in each.contributions) for each in found}
    assert alone <= {("FRA",), ("POL",)}
    assert alone
    for each in found:
        assert each.force.sustained == 700
        assert (each.distance, each.max_violation, each.status) == (0, 0, "optimal")
        assert each.name.startswith("without ")


def test_nothing_is_told_where_nobody_else_has_units() -> None:
    given = case([pool("FRA", units=2, dwell_ratio=0)])
    assert alternatives(given, positions(), NEED, generate(given, positions(), NEED)) == ()


def test_difference_is_half_of_what_the_shares_differ_by() -> None:
    assert apartness({"DEU": 1.0}, {"FRA": 5.0}) == 1
    assert apartness({"DEU": 2.0, "FRA": 2.0}, {"DEU": 3.0, "FRA": 1.0}) == pytest.approx(0.25)
    assert apartness({}, {}) == 0


def test_a_cap_holds_in_every_alternative() -> None:
    states = {"POL": {"personnel_cap": 700, "cap_basis": "assumed"}}
    given = case([pool("FRA", units=2, dwell_ratio=0), pool("POL", units=2, dwell_ratio=0)], states=states)
    need = requirement({("forward", "manoeuvre"): 2})
    for each in alternatives(given, positions(), need, generate(given, positions(), need)):
        assert {row.state: row.personnel_peak for row in each.contributions}.get("POL", 0) <= 700
        assert each.max_violation == 0


def test_most_none_and_no_plan_give_none() -> None:
    given = case([pool("FRA", units=2), pool("POL", units=2)])
    plan = generate(given, positions(), NEED)
    assert alternatives(given, positions(), NEED, plan, most=0) == ()
    assert alternatives(given, positions(), NEED, replace(plan, status="no answer")) == ()


@pytest.mark.parametrize("wrong", [{"most": -1}, {"distance": -0.1}, {"distance": 1.5}])
def test_what_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    given = case([pool("FRA", units=2)])
    with pytest.raises(ValueError, match="at least zero"):
        alternatives(given, positions(), NEED, generate(given, positions(), NEED), **wrong)  # type: ignore[arg-type]


def test_the_shipped_case_has_alternatives_within_the_distance_that_keep_every_rule() -> None:
    given = load("ukraine-2024")
    said, need = stances(given), require(given)
    plan = generate(given, said, need, explained=False)
    assert plan.objective is not None
    assert plan.bound is not None
    found = alternatives(given, said, need, plan, most=3)
    assert len(found) == 3
    for each in found:
        assert each.distance <= 0.01 + 1e-9
        assert each.shortfall >= plan.bound - 1e-3
        assert each.max_violation == 0
        assert each.difference >= 0.01
    assert found == alternatives(given, said, need, plan, most=3)
