"""The cost bases against history, each case told by the others."""

from __future__ import annotations

from statistics import median

import pytest

from interpose.case import Case
from interpose.sustainment.backtest import cost_backtest


def test_budgets_of_missions_are_told_within_a_factor_of_two_in_16_of_18_years(ukraine: Case) -> None:
    good, total = cost_backtest(ukraine).within_2["un_mission_budget"]
    assert (good, total) == (16, 18)


def test_calm_national_costs_can_be_told_and_hostile_ones_cannot(ukraine: Case) -> None:
    within = cost_backtest(ukraine).within_2
    assert within["national_deployed calm"] == (6, 7)
    assert within["national_deployed hostile"] == (0, 5)


def test_a_case_does_not_help_to_tell_itself(ukraine: Case) -> None:
    cases = [row for row in cost_backtest(ukraine).cases if row.basis == "un_mission_budget"]
    groups = {row.group for row in cases} - {"UNIFIL"}
    expected = median(median(row.actual for row in cases if row.group == group) for group in groups)
    assert next(row.predicted for row in cases if row.group == "UNIFIL") == pytest.approx(expected)


def test_unifil_after_the_war_of_2006_cost_what_its_performance_report_says(ukraine: Case) -> None:
    """495.7 million dollars for 9,876 persons on average, in prices of 2024."""
    row = next(each for each in cost_backtest(ukraine).cases if each.name == "UNIFIL 2006/07")
    assert row.actual == pytest.approx(495.74e6 / 9876 * 1.534, rel=0.001)
    assert row.factor == pytest.approx(1.21, abs=0.01)
