"""Large plans: dives, neighbourhoods and shared caps keep every rule; a search that is broken off keeps its plan."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.instances import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.generation import Generation, Limits, formulation, generate, searching, verify
from interpose.generation.rounding import on_ground, roundings
from interpose.solver import Interrupted
from tests.generation.builders import case, pool, positions, requirement

FORWARD, DEPTH = ("forward", "manoeuvre"), ("depth", "manoeuvre")


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulation, "_LARGE", 0)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_rounding_never_begins_more_tours_in_a_window_than_there_are_units(data: st.DataObject) -> None:
    months, window, units = 14, data.draw(st.integers(1, 8)), data.draw(st.integers(1, 4))
    tours = np.zeros((2, months))
    for month in range(months):
        begun = tours[:, max(0, month - window + 1) : month + 1].sum()
        for station in range(2):
            tours[station, month] = data.draw(st.floats(0, 1)) * (units - begun)
            begun += tours[station, month]
    for way in roundings(tours):
        assert (way >= 0).all()
        assert (way == np.round(way)).all()
        assert on_ground(way.sum(axis=0), window).max() <= units
        assert abs(way.sum() - tours.sum()) < 1 + 1e-6


def test_a_fraction_of_next_to_nothing_adds_no_tour_to_a_window() -> None:
    # Found by chance: with a tolerance in the rounding, 2 units began 3 tours in two months.
    for way in roundings(np.array([[0.0, 0.0, 0.0], [5e-10, 2.0 - 5e-10, 0.0]])):
        assert on_ground(way.sum(axis=0), 2).max() <= 2


def test_whole_tours_are_rounded_in_one_way() -> None:
    tours = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 0.0]])
    assert roundings(tours).tolist() == [tours.tolist()]


def small(capped: float = 0.0) -> Generation:
    given_case, said, need = synthetic(3, horizon=12, capped=capped, seed=3)
    found = generate(given_case, said, need, explained=False, limits=Limits(relative_gap=0.002, nodes=50))
    assert verify(given_case, need, found) == ()
    return found


@pytest.mark.parametrize("capped", [0.0, 0.6])
def test_a_dive_keeps_every_rule_and_its_bound_holds(capped: float, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = small(capped)
    monkeypatch.setattr(formulation, "_LARGE", 0)
    dived = small(capped)
    assert exact.bound is not None
    assert dived.bound is not None
    assert exact.objective is not None
    assert dived.objective is not None
    assert dived.bound <= exact.objective + 1e-6
    assert exact.bound <= dived.objective + 1e-6
    assert dived.objective <= exact.objective + 0.05 * exact.requirement


@pytest.mark.usefixtures("everything_is_large")
def test_a_dive_finds_the_plan_that_is_found_by_hand() -> None:
    found = generate(case([pool("FRA", units=6)], horizon=36), positions(), requirement({FORWARD: 1, DEPTH: 1}, horizon=36))
    assert (found.status, found.shortfall, found.force.sustained) == ("optimal", (), 1400)


@pytest.mark.usefixtures("everything_is_large")
def test_a_cap_that_two_capabilities_share_is_kept() -> None:
    pools = [pool("FRA", units=6, dwell_ratio=0), pool("FRA", "medical_company", units=6, dwell_ratio=0)]
    given_case = case(pools, states={"FRA": {"personnel_cap": 1650, "cap_basis": "assumed"}})
    need = requirement({FORWARD: 3, ("depth", "medical"): 6})
    found = generate(given_case, positions(), need)
    assert verify(given_case, need, found) == ()
    # Two battalions of 700 and two companies of 100 fit below 1,650.
    assert found.force.sustained == 1600


def test_pieces_that_share_caps_keep_them_where_some_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    given_case, said, need = synthetic(4, horizon=12, capped=0.5, seed=1)
    exact = generate(given_case, said, need, explained=False, limits=Limits(relative_gap=0.0))
    monkeypatch.setattr(formulation, "_LARGE", 150)
    found = generate(given_case, said, need, explained=False, limits=Limits(relative_gap=0.02, nodes=50))
    assert verify(given_case, need, found) == ()
    assert exact.status == "optimal"
    assert found.objective is not None
    assert found.bound is not None
    assert exact.objective is not None
    assert found.bound - 1e-3 <= exact.objective <= found.objective + 1e-6
    assert found.objective - exact.objective <= 0.02 * found.requirement


@pytest.mark.usefixtures("everything_is_large")
def test_units_bound_elsewhere_and_units_that_stand_in_are_dived_for_too() -> None:
    from dataclasses import replace

    from tests.generation.test_modes import bound_elsewhere, stands_in

    given_case = case([pool("FRA", units=1, dwell_ratio=0)], withdraw_commitments=True)
    found = generate(replace(given_case, commitments=bound_elsewhere(0.1)), positions(), requirement({FORWARD: 2}))
    assert (found.shortfall, len(found.withdrawn), found.max_violation) == ((), 1, 0)
    given_case = case([pool("FRA", "medical_company", units=2, dwell_ratio=0)], substitution=True)
    given_case = replace(given_case, substitutions=stands_in("medical_company", "isr", 0.5))
    found = generate(given_case, positions(), requirement({("depth", "isr"): 1}))
    assert (found.shortfall, found.max_violation) == ((), 0)


def test_a_search_that_is_broken_off_keeps_what_it_has_and_tells_so(monkeypatch: pytest.MonkeyPatch) -> None:
    solved, calls = searching.solve, iter(range(1000))

    def broken_off(*given_args: object, **more: object) -> object:
        if next(calls) == 1:
            raise Interrupted(stopped=False)
        return solved(*given_args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(searching, "solve", broken_off)
    given_case = case([pool("FRA", "isr_company", units=3), pool("FRA", units=3)], horizon=36)
    need = requirement({("depth", "isr"): 1, FORWARD: 1}, horizon=36)
    found = generate(given_case, positions(), need)
    assert found.interrupted
    assert found.status == "feasible"
    assert verify(given_case, need, found) == ()
    # The first capability was solved, the second has the plan in which nobody comes, and a bound of nothing.
    assert {row.capability for row in found.shortfall} == {"manoeuvre"}
    assert found.gap == pytest.approx(700 * 72 / found.requirement)


def test_what_was_found_in_the_solve_that_is_broken_off_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    solved = searching.solve

    def at_the_end(*given_args: object, **more: object) -> object:
        interruption = Interrupted(stopped=True)
        interruption.outcome = solved(*given_args, **more)  # type: ignore[arg-type]
        raise interruption

    monkeypatch.setattr(searching, "solve", at_the_end)
    found = generate(case([pool("FRA", units=3)], horizon=36), positions(), requirement({FORWARD: 1}, horizon=36))
    assert found.interrupted
    assert found.shortfall == ()


def test_time_that_is_up_gives_the_plan_in_which_nobody_comes_and_an_honest_gap() -> None:
    given_case = case([pool("FRA", units=3)], horizon=36)
    found = generate(given_case, positions(), requirement({FORWARD: 1}, horizon=36), limits=Limits(seconds=1e-9))
    assert (found.status, found.gap, found.force.peak) == ("feasible", 1.0, 0)


def test_no_time_at_all_is_no_answer() -> None:
    given_case = case([pool("FRA", units=3)], horizon=36)
    found = generate(given_case, positions(), requirement({FORWARD: 1}, horizon=36), limits=Limits(seconds=0))
    assert (found.status, found.rotation) == ("no answer", ())
