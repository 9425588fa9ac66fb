"""Persons by month: what a mandate needs, and who brings most of it."""

from __future__ import annotations

import pytest

from interpose.assessment import Assessment
from interpose.brief.tables.force import by_weight, requirement_by_month


def test_the_requirement_by_month_ends_at_the_full_requirement(assessed: Assessment) -> None:
    scenario = assessed.case.scenario
    months = requirement_by_month(assessed.requirement, scenario.mandate, "mode", scenario.horizon_months)
    need = assessed.requirement.of(scenario.mandate)
    assert len(months) == scenario.horizon_months
    assert months[-1] == pytest.approx(sum(line.personnel.mode for line in need.lines))
    assert list(months) == sorted(months)
    assert months[0] < months[-1]


def test_contributions_are_ordered_by_person_months_in_the_country(assessed: Assessment) -> None:
    rows = by_weight(assessed.plan)
    weights = [sum(row.by_month) for row in rows]
    assert weights == sorted(weights, reverse=True)
    assert {row.state for row in rows} == {row.state for row in assessed.plan.contributions if not row.outside}
