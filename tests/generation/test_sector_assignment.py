"""Tours dealt to sectors all at once: by hand, against one by one, and when it is broken off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.instances import synthetic

from interpose.case.tables.force import PlanningFactor
from interpose.generation import Limits, generate, sector_assignment, sectors, verify_sectors
from interpose.generation.clock import Clock
from interpose.generation.sector_assignment import assign, assign_by_phase
from interpose.generation.sector_board import NOWHERE, Board, Tour
from interpose.generation.sector_need import Phase, SectorRules
from interpose.generation.sector_tours import Owners
from interpose.generation.supply import supplies
from tests.generation.builders import case, pool, positions, requirement

YEAR = slice(0, 12)
FRANCE, BRITAIN = 0, 1
FRENCH_TROOPS, BRITISH_TROOPS, FRENCH_STAFF, BRITISH_STAFF = range(4)


def interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def board_of_two_nations() -> Board:
    """Return two sectors of one nation each; the British headquarters may only stand in the first, where the French are."""
    given = case([pool("FRA"), pool("GBR")])
    pools = supplies(given, positions(), ("FRA", "GBR"))
    anywhere, first = np.array([True, True]), np.array([True, False])

    def tour(state: int, need: int, allowed: np.ndarray) -> Tour:
        capability = ("manoeuvre", "headquarters")[need]
        return Tour(0, state, state, 0, 11, ((need, 1.0),), (capability,), float(need == 0), need == 1, 1.0, allowed)

    tours = [tour(FRANCE, 0, anywhere), tour(BRITAIN, 0, anywhere), tour(FRANCE, 1, anywhere), tour(BRITAIN, 1, first)]
    board = Board(
        np.ones((2, 2, 12)),
        np.ones(2),
        (Phase("steady state", 1, 12),),
        SectorRules(most_nations=1, least_share=0.0),
        tours,
        Owners(given, pools, (), 12, ("sector-1", "sector-2")),
    )
    board.home = [[{FRANCE, BRITAIN}, {FRANCE, BRITAIN}]]
    for number, sector in ((FRENCH_TROOPS, 0), (BRITISH_TROOPS, 1), (FRENCH_STAFF, 0)):
        board.put(number, sector)
    return board


def test_two_nations_change_places_where_no_single_tour_can() -> None:
    board = board_of_two_nations()
    assert board.short() == 12
    assert not assign(board, (FRENCH_STAFF, BRITISH_STAFF), YEAR, Limits(), seed=1)
    assert board.place == [0, 1, 0, NOWHERE]
    assert assign(board, range(4), YEAR, Limits(), seed=1)
    assert board.place == [1, 0, 1, 0]
    assert board.short() == 0


def test_a_copy_of_a_board_is_changed_alone() -> None:
    board = board_of_two_nations()
    other = board.copy()
    assign_by_phase(other, YEAR, lambda: other.short() == 0, Clock(Limits()), seed=1)
    assert (other.short(), board.short()) == (0, 12)
    assert board.place == [0, 1, 0, NOWHERE]
    assert board.present().sum() == other.present().sum() == 2


def test_where_enough_is_covered_only_headquarters_are_dealt_anew() -> None:
    board = board_of_two_nations()
    assign_by_phase(board, YEAR, lambda: True, Clock(Limits()), seed=1)
    assert board.place == [0, 1, 0, NOWHERE]


@pytest.mark.parametrize("limits", [Limits(seconds=0), Limits(seconds=1e-9)])
def test_without_time_every_tour_stays(limits: Limits) -> None:
    board = board_of_two_nations()
    assign_by_phase(board, YEAR, lambda: False, Clock(limits), seed=1)
    assert board.place == [0, 1, 0, NOWHERE]


def test_ctrl_c_while_sectors_are_dealt_offers_the_plan_with_the_sectors_until_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sector_assignment, "solve", interrupt)
    pools = [pool(state, units=1, tour_months=12, dwell_ratio=0) for state in ("FRA", "GBR", "ITA")]
    most = PlanningFactor(factor="sector_most_nations", value=1, unit="x", basis="assumed", source="test")
    given = replace(case(pools), planning_factors={"sector_most_nations": most})
    need = requirement(
        {("forward", "manoeuvre"): 4}, sectors=[(f"sector-{number}", "manoeuvre", "forward", 2.0) for number in (1, 2)]
    )
    plan = generate(given, positions(), need)
    assert plan.interrupted
    assert plan.sector_loss == {"manoeuvre": 12.0}
    assert verify_sectors(given, need, plan) == ()


def test_at_once_covers_more_than_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = synthetic(16, horizon=24, sectors=6, capped=0.0, seed=1)
    at_once = generate(*instance, limits=Limits(relative_gap=0.003))
    monkeypatch.setattr(sectors, "assign_by_phase", lambda *_: None)
    one_by_one = generate(*instance, limits=Limits(relative_gap=0.003))
    assert at_once.objective == one_by_one.objective
    assert one_by_one.sector_loss["headquarters"] >= 5
    assert at_once.sector_loss == {}
    assert verify_sectors(instance[0], instance[2], at_once) == ()
