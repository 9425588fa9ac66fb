"""Moves: single units with their loads, and the days on which they may set out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.deployment.movement.moves import UnitMove, loads_of, moves_of
from interpose.deployment.movement.network import Network
from tests.deployment.conftest import FrozenTour

TOUR = FrozenTour(
    state="DEU", unit_type="mechanised_battalion", units=2, start_month=6, end_month=9, belt="forward", sector="sector-5"
)


def moved(case: Case, network: Network, *tours: FrozenTour, **choices: object) -> tuple[UnitMove, ...]:
    given = {"last_month": 6, "chain_days": lambda _state, _place, _parts: 20, **choices}
    return moves_of(case, tours, network.destinations, **given)


def test_each_unit_of_a_tour_is_a_move_of_its_own(ukraine: Case, network: Network) -> None:
    found = moved(ukraine, network, TOUR)
    assert len(found) == 2
    assert {(move.state, move.sector, move.required_day, move.leave_day) for move in found} == {("DEU", "sector-5", 150, 270)}


def test_a_unit_sets_out_when_notice_and_permits_are_over_and_not_so_early_that_it_stands_there_idle(
    ukraine: Case, network: Network
) -> None:
    (first, _) = moved(ukraine, network, TOUR)
    notice = next(pool.notice_days for pool in ukraine.pools if (pool.state, pool.unit_type) == ("DEU", "mechanised_battalion"))
    assert (first.notice_days, first.permit_days) == (notice, 10)
    assert first.held_days == 150 - 20 - 15
    assert first.ready_day == max(notice, 10, 115)
    assert moved(ukraine, network, TOUR, permit_days=200)[0].ready_day == 200


def test_asked_for_at_once_nothing_is_held_back(ukraine: Case, network: Network) -> None:
    (first, _) = moved(ukraine, network, TOUR, required_from=0)
    assert (first.required_day, first.held_days) == (0, 0)


def test_later_tours_and_units_outside_the_country_do_not_move(ukraine: Case, network: Network) -> None:
    american = replace(TOUR, state="USA", unit_type="logistics_battalion", belt="depth")
    assert moved(ukraine, network, replace(TOUR, start_month=7), replace(TOUR, belt="outside"), american) == ()


def test_a_unit_without_a_sector_goes_to_the_main_hub(ukraine: Case, network: Network) -> None:
    assert moved(ukraine, network, replace(TOUR, sector=""))[0].destination == network.destinations[""]


def test_loads_follow_from_the_rows_of_the_case(ukraine: Case) -> None:
    loads = loads_of(ukraine, "mechanised_battalion", 750)
    assert loads is not None
    assert loads["heavy"] == {"wagons": 102.5, "lane_m": 80 * 10 + 45 * 6.5, "vehicles": 125, "persons": 0}
    assert loads["wheeled"]["vehicles"] == 220
    assert loads["persons"]["persons"] == 750
    doubled = ukraine.replace_rows(move_units=[ukraine.move_units["mechanised_battalion"].replace(tracked=160)])
    heavier = loads_of(doubled, "mechanised_battalion", 750)
    assert heavier is not None
    assert heavier["heavy"]["wagons"] == pytest.approx(182.5)


def test_a_type_without_a_row_has_no_loads_and_a_part_that_weighs_nothing_is_left_out(ukraine: Case) -> None:
    assert loads_of(ukraine, "space_wing", 10) is None
    bare = ukraine.replace_rows(move_units=[ukraine.move_units["training_team"].replace(wheeled=0, teu=0)])
    assert set(loads_of(bare, "training_team", 40) or {}) == {"persons"}
