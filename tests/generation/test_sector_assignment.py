"""Tours dealt to sectors all at once: by hand, against one by one, and when it is broken off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.instances import synthetic
from interpose.generation.sector_assignment import assign, assign_by_phase
from interpose.generation.sector_board import NOWHERE, Board, Tour
from interpose.generation.sector_model import choices_of
from interpose.generation.sector_need import Phase, SectorRules
from interpose.generation.sector_tours import Owners

from interpose.case import load
from interpose.case.tables.force import PlanningFactor
from interpose.evidence import positions as read_positions
from interpose.generation import Limits, generate, sector_assignment, sectors, verify, verify_sectors
from interpose.generation.clock import Clock
from interpose.generation.problem.supply import supplies
from interpose.requirement import require
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

    def tour(row: int, state: int, need: int, allowed: np.ndarray) -> Tour:
        capability = ("manoeuvre", "headquarters")[need]
        return Tour(row, state, state, 0, 11, ((need, 1.0),), (capability,), float(need == 0), need == 1, 1.0, allowed)

    tours = [
        tour(FRENCH_TROOPS, FRANCE, 0, anywhere),
        tour(BRITISH_TROOPS, BRITAIN, 0, anywhere),
        tour(FRENCH_STAFF, FRANCE, 1, anywhere),
        tour(BRITISH_STAFF, BRITAIN, 1, first),
    ]
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


def test_where_enough_is_covered_only_headquarters_are_dealt_anew_and_handed_over_to_who_may_stand_there() -> None:
    board = board_of_two_nations()
    assign_by_phase(board, YEAR, lambda: True, Clock(Limits()), seed=1)
    assert board.place[:2] == [0, 1]
    assert board.short() == 0
    for number in (FRENCH_STAFF, BRITISH_STAFF):
        assert board.tours[number].state == board.place[number]


@pytest.mark.parametrize("busy", [True, False])
def test_headquarters_are_handed_over_only_to_nations_with_a_unit_left(busy: bool) -> None:
    board = board_of_two_nations()
    board.take(FRENCH_STAFF)
    if busy:
        board.owners.move(BRITAIN, FRANCE, 0)
    assert assign(board, (BRITISH_STAFF,), YEAR, Limits(), seed=1, others=10) is not busy
    assert board.place == [0, 1, NOWHERE, NOWHERE if busy else 0]
    assert board.tours[BRITISH_STAFF].state == (BRITAIN if busy else FRANCE)


def staff(row: int, state: int) -> Tour:
    return Tour(row, state, state, 0, 11, ((1, 1.0),), ("headquarters",), 0.0, True, 1.0, np.array([True, True]))


def test_alike_tours_are_one_group_and_each_stays_where_it_may() -> None:
    board = board_of_two_nations()
    board.tours[FRENCH_STAFF] = board.tours[BRITISH_STAFF] = staff(2, FRANCE)
    board.put(BRITISH_STAFF, 0)
    choices = choices_of(board, {BRITISH_STAFF: 0, FRENCH_STAFF: 0})
    assert choices.members == ((BRITISH_STAFF, FRENCH_STAFF),)
    assert choices.before.tolist() == [[2.0, 0.0]]


def test_a_nation_that_leads_without_its_own_headquarters_sends_none_elsewhere() -> None:
    board = board_of_two_nations()
    board.rules = SectorRules(most_nations=2, least_share=0.0)
    board.tours[BRITISH_STAFF] = staff(BRITISH_STAFF, BRITAIN)
    # Each leads where it has troops; its headquarters stands with the other.
    board.home = [[{FRANCE}, {BRITAIN}]]
    board.take(FRENCH_STAFF)
    board.put(FRENCH_STAFF, 1)
    board.put(BRITISH_STAFF, 0)
    assert board.short() == 0
    assert assign(board, (FRENCH_STAFF, BRITISH_STAFF), YEAR, Limits(), seed=1)
    assert board.place == [0, 1, 0, 1]


def test_only_the_sectors_that_are_named_are_dealt_to() -> None:
    board = board_of_two_nations()
    assert not assign(board, range(4), YEAR, Limits(), seed=1, sectors=[0])
    assert board.place == [0, 1, 0, NOWHERE]
    assert assign(board, range(4), YEAR, Limits(), seed=1, sectors=[0, 1])
    assert board.short() == 0


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


def test_in_the_shipped_case_sectors_cost_next_to_nothing_and_every_rule_holds() -> None:
    given = load("ukraine-2024")
    need = require(given)
    plan = generate(given, read_positions(given), need, mandate="reassure")
    assert plan.by_sector is not None
    assert plan.by_sector.gap is not None
    assert plan.gap is not None
    assert plan.by_sector.gap <= plan.gap + 0.002
    assert plan.by_sector.handed_over > 0
    assert verify_sectors(given, need, plan) == ()
    assert verify(given, need, plan) == ()
