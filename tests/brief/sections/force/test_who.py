"""Two counts of one force: where they differ, the page says why."""

from __future__ import annotations

from dataclasses import replace

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.force.who import level_note
from interpose.brief.tracing import Citations


def told(assessed: Assessment) -> str:
    return str(level_note(BriefContext(assessed, Citations(assessed))).striptags())


def test_a_count_before_units_are_dealt_and_the_plan_that_deals_them_are_told_apart(assessed: Assessment) -> None:
    counted = next(rung for rung in assessed.rungs if rung.rung == "open").without_end.sustained
    assert counted != assessed.plan.force.sustained
    assert f"{counted:,.0f} persons" in told(assessed)
    assert f"keeps {assessed.plan.force.sustained:,.0f}" in told(assessed)


def test_where_both_are_one_number_nothing_is_said(assessed: Assessment) -> None:
    kept = assessed.plan.force.sustained
    ladder = tuple(replace(rung, without_end=replace(rung.without_end, sustained=kept)) for rung in assessed.rungs)
    assert told(replace(assessed, rungs=ladder)) == ""
