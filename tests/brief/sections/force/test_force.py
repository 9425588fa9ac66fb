"""The table behind the chart of the force: a column a quarter, sums in the last two rows."""

from __future__ import annotations

from interpose.brief.context import BriefContext
from interpose.brief.sections.force.force import force_rows


def test_the_first_and_the_last_month_stand_in_the_table_and_the_sums_are_those_of_the_plan(context: BriefContext) -> None:
    heading, *rows = force_rows(context)
    horizon = context.assessment.case.scenario.horizon_months
    assert (heading[1][0], heading[1][-1]) == (context.month(1), context.month(horizon))
    assert [name for name, _ in rows[-2:]] == ["All states", "Required"]
    by_state = [int(cells[-1].replace(",", "")) for _, cells in rows[:-2]]
    assert abs(sum(by_state) - context.plan.force.by_month[-1]) <= len(by_state) / 2
