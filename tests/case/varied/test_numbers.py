"""One input of a row: its range, and the row with another value in its place."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.case.tables.force import PlanningFactor, Pool
from interpose.case.tables.movement import MoveUnit
from interpose.case.varied.numbers import (
    changed,
    default_field,
    escalation_numbers,
    is_number,
    own_range,
    value_of_field,
    with_numbers,
)

POOL = {"state": "FRA", "unit_type": "infantry_battalion", "notice_days": 30, "tour_months": 6, "dwell_ratio": 3}


def pool(units: float) -> Pool:
    return Pool.model_validate({**POOL, "units": units, "low": units - 1, "high": units + 2, "basis": "assumed"})


def test_a_number_that_is_drawn_is_known_exactly() -> None:
    found = changed(pool(2), {"units": 3.0})
    assert (found.units, found.low, found.high) == (3, 3, 3)


@pytest.mark.parametrize(("units", "drawn", "found"), [(2.0, 2.5, 3), (2.0, 2.49, 2), (2.5, 2.6, 2.6)])
def test_units_are_whole_where_the_pool_holds_whole_ones(units: float, drawn: float, found: float) -> None:
    assert changed(pool(units), {"units": drawn}).units == found


def test_whole_numbers_stay_whole() -> None:
    found = changed(pool(2), {"notice_days": 44.6, "dwell_ratio": 2.25})
    assert (found.notice_days, found.dwell_ratio) == (45, 2.25)


def test_the_rule_of_a_mandate_gets_an_exact_value(ukraine: Case) -> None:
    rule = ukraine.mandates["interpose"].rules[0]
    low, _, high = own_range(rule, "value") or (0, 0, 0)
    assert low < high
    assert own_range(changed(rule, {"value": 0.02}), "value") == (0.02, 0.02, 0.02)


def test_chances_of_a_vote_move_together_between_the_ends_of_their_ranges(ukraine: Case) -> None:
    row = ukraine.votes["silent_consensus"]
    worst, best = (changed(row, {"yes": end}) for end in (row.yes_low, row.yes_high))
    assert (worst.yes, worst.no) == (row.yes_low, row.no_high)
    assert (best.yes, best.no) == pytest.approx((row.yes_high, row.no_low))
    assert changed(row, {"yes": row.yes}).no == row.no


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.4, 0.5, 0.75, 0.9, 1.0])
def test_chances_of_a_vote_never_pass_one(ukraine: Case, share: float) -> None:
    for row in ukraine.votes.values():
        found = changed(row, {"yes": row.yes_low + share * (row.yes_high - row.yes_low)})
        assert min(found.yes, found.no, found.declared) >= 0
        assert found.yes + found.no + found.declared <= 1 + 1e-12


def test_all_pieces_of_a_unit_are_scaled_together(ukraine: Case) -> None:
    row = ukraine.move_units["mechanised_battalion"]
    found = changed(row, {"pieces": 2.0})
    assert (found.tracked, found.wheeled, found.teu) == (2 * row.tracked, 2 * row.wheeled, 2 * row.teu)
    assert own_range(row, "pieces") == (row.low, 1.0, row.high)


def test_fields_that_are_meant_without_being_named_hold_numbers(ukraine: Case) -> None:
    assert (default_field(Pool), default_field(MoveUnit), default_field(PlanningFactor)) == ("units", "pieces", "value")
    assert is_number(pool(2), "units")
    assert not is_number(ukraine.states["FRA"], "participates")
    assert value_of_field(ukraine.states["FRA"], "participates") is None


def test_numbers_of_the_games_are_set_one_by_one(ukraine: Case) -> None:
    assert ukraine.escalation is not None
    before = escalation_numbers(ukraine.escalation)
    wanted = {"players.contributors.firm": 0.5, "unilateral.challenger.SQ": 0.7, "effects.1": 0.1, "race.distance_km": 999.0}
    after = escalation_numbers(with_numbers(ukraine.escalation, wanted))
    assert {path: (after[path].low, after[path].mode, after[path].high) for path in wanted} == {
        path: (value, value, value) for path, value in wanted.items()
    }
    assert all(after[path] == before[path] for path in before.keys() - wanted.keys())
