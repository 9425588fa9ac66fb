"""What one change is worth, checked by hand."""

from __future__ import annotations

import pytest

from interpose.generation import generate, marginal_values
from tests.generation.builders import case, pool, positions, requirement

NEED = requirement({("forward", "manoeuvre"): 2})


def gains(states: dict[str, dict[str, object]] | None = None) -> dict[str, float]:
    # Two units once each in twelve months: half of what is required.
    pools = [pool("FRA", units=2, dwell_ratio=5), pool("POL", units=2, dwell_ratio=5)]
    given = case(pools, states={"POL": {"participates": "by_position"}, **(states or {})})
    found = generate(given, positions(("POL", 0, "land")), NEED)
    return {each.change: each.gain for each in marginal_values(given, positions(("POL", 0, "land")), NEED, found)}


def test_one_unit_more_is_worth_its_tour() -> None:
    assert gains()["one infantry battalion more from FRA"] == pytest.approx(6)


def test_a_state_that_joins_is_worth_the_tours_of_its_units() -> None:
    assert gains()["POL takes part"] == pytest.approx(12)


def test_a_month_less_at_home_is_worth_nothing_to_units_that_go_once() -> None:
    assert "one month less at home for FRA" not in gains()


def test_a_cap_that_binds_is_worth_what_it_keeps_home() -> None:
    found = gains({"FRA": {"personnel_cap": 0, "cap_basis": "assumed"}})
    assert found["no cap for FRA"] == pytest.approx(12)


def test_where_nothing_is_short_no_change_is_worth_anything() -> None:
    given = case([pool("FRA", units=9)])
    need = requirement({("forward", "manoeuvre"): 1})
    assert marginal_values(given, positions(), need, generate(given, positions(), need)) == ()
