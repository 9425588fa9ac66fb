"""When a search looks for other plans to begin from, and when it goes on for the sake of sectors."""

from __future__ import annotations

import pytest
from benchmarks.instances import synthetic

from interpose.generation import Limits, searching
from interpose.generation.clock import Clock
from interpose.generation.demand import Demand, demand
from interpose.generation.formulation import components
from interpose.generation.hunting import Hunt
from interpose.generation.searching import Piece, search
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import AMERICAN, SupplyClass, classes, participants, supplies
from interpose.solver import Outcome


def given(
    states: int, *, capped: float, horizon: int, seed: int
) -> tuple[Demand, tuple[SupplyClass, ...], dict[str, StateLimit]]:
    case, positions, requirement = synthetic(states, horizon=horizon, capped=capped, seed=seed)
    need = demand(case, requirement.of("synthetic"), "mode")
    pools = supplies(case, positions, participants(case, positions, True, None, {}))
    limits = {
        code: StateLimit(code, state.personnel_cap, None)
        for code, state in case.states.items()
        if state.personnel_cap is not None
    }
    return need, classes(pools, {*limits, AMERICAN}, need.quantity), limits


def pieces_of(states: int, *, capped: float, horizon: int, seed: int = 1) -> list[Piece]:
    need, groups, limits = given(states, capped=capped, horizon=horizon, seed=seed)
    pieces = []
    for names, members in components(groups, limits, need):
        tied = {state: limit for state, limit in limits.items() if any(group.like.state == state for group in members)}
        pieces.append(Piece(need, names, members, tied))
    return pieces


def apart(pieces: list[Piece]) -> float:
    return sum(piece.gap for piece in pieces) / sum(piece.price for piece in pieces)


def test_where_sectors_follow_a_plan_takes_up_less_of_the_distance_that_is_good_enough() -> None:
    gaps = []
    for sectors in (False, True):
        pieces = pieces_of(32, capped=0.0, horizon=36)
        search(pieces, Clock(Limits()), 0.012, 1, sectors=sectors)
        gaps.append(apart(pieces))
    assert gaps[1] <= 0.7 * 0.012 < gaps[0] <= 0.012


def test_for_sectors_no_more_than_so_many_further_steps_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = []
    attempt = Hunt.attempt

    def counted(self: Hunt, limits: Limits) -> object:
        steps.append(1)
        return attempt(self, limits)

    monkeypatch.setattr(Hunt, "attempt", counted)
    monkeypatch.setattr(searching, "_WITH_SECTORS", 0.0)
    counts = []
    for further in (0, 5):
        steps.clear()
        monkeypatch.setattr(searching, "_FURTHER", further)
        search(pieces_of(32, capped=0.0, horizon=36), Clock(Limits()), 0.03, 1, sectors=True)
        counts.append(len(steps))
    assert counts[0] < counts[1] <= counts[0] + 5 + 1


@pytest.mark.parametrize(("times", "anew"), [(0.9, 0), (1.2, 0), (4.0, 1)])
def test_other_plans_are_looked_for_where_a_hasty_one_is_far_off(
    monkeypatch: pytest.MonkeyPatch, times: float, anew: int
) -> None:
    begun: list[int] = []
    begin_anew = Hunt.begin_anew

    def counted(self: Hunt) -> Outcome:
        begun.append(1)
        return begin_anew(self)

    monkeypatch.setattr(Hunt, "begin_anew", counted)
    monkeypatch.setattr(searching, "_LOOSE", 1.0)
    (piece,) = [each for each in pieces_of(12, capped=0.3, horizon=24) if each.part.caps]
    hasty = Hunt(piece.part, Limits(), 1).begin()
    assert hasty is not None
    distance = (hasty.objective or 0.0) - (hasty.bound or 0.0)
    assert distance > 0
    hunt = searching._begin(piece, Clock(Limits()), distance / times, 1)
    assert hunt is not None
    assert len(begun) == anew
