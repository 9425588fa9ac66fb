"""What one change is worth, checked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case.tables.force import Commitment
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


def test_a_cap_a_tenth_higher_is_worth_the_unit_that_it_lets_come() -> None:
    # 1,300 persons are one battalion, a tenth more are two: the second place is held for all twelve months.
    given = case([pool("FRA", units=2, dwell_ratio=0)], states={"FRA": {"personnel_cap": 1300, "cap_basis": "assumed"}})
    found = {each.change: each for each in marginal_values(given, positions(), NEED, generate(given, positions(), NEED))}
    assert found["a cap 10 % higher for FRA"].gain == 12
    assert found["a cap 10 % higher for FRA"].method == "re-solved"


def test_a_commitment_withdrawn_is_worth_the_tours_of_its_units() -> None:
    row = {"state": "FRA", "unit_type": "infantry_battalion", "mission": "abroad", "basis": "assumed", "source": "s"}
    given = case([pool("FRA", units=1, dwell_ratio=5)])
    given = replace(given, commitments=(Commitment.model_validate({**row, "units": 1, "price": 1.0}),))
    plan = generate(given, positions(), NEED)
    found = {each.change: each for each in marginal_values(given, positions(), NEED, plan)}
    one = found["FRA withdraws 1 infantry battalion from abroad"]
    assert (one.gain, one.method) == (6, "re-solved")
