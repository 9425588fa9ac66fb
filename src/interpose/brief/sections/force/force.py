"""The table behind the chart of the force over time."""

from __future__ import annotations

from interpose.brief.context import BriefContext
from interpose.brief.tables.force import by_weight, requirement_by_month
from interpose.brief.text.dates import month_name

__all__ = ["force_rows"]


def force_rows(context: BriefContext) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the table behind the force chart: one row a state, one column a quarter."""
    found, plan = context.assessment, context.plan
    scenario = found.case.scenario
    required = requirement_by_month(
        found.requirement, plan.mandate, scenario.options.requirement_level, scenario.horizon_months
    )
    months = _sampled(scenario.horizon_months)
    ordered = by_weight(plan)
    rows = [(context.state(row.state), tuple(f"{row.by_month[month - 1]:,.0f}" for month in months)) for row in ordered]
    totals = [plan.force.by_month[month - 1] for month in months]
    rows.append(("All states", tuple(f"{total:,.0f}" for total in totals)))
    rows.append(("Required", tuple(f"{required[month - 1]:,.0f}" for month in months)))
    heading = ("State", tuple(month_name(scenario.start, month) for month in months))
    return (heading, *rows)


def _sampled(horizon: int) -> list[int]:
    """Choose months for the table: the first, every third, and the last; the CSV has them all."""
    step = max(3, horizon // 8)
    return sorted({1, *range(step, horizon + 1, step), horizon})
