"""What is read from a plan."""

from __future__ import annotations

from interpose.assessment import Assessment
from interpose.deterrence.race.plan_facts import read_plan


def test_who_stands_there_after_the_build_up_is_read_from_the_calendar(assessed: Assessment) -> None:
    facts = read_plan(assessed.case, assessed.plan)
    month = assessed.case.scenario.options.build_up_months + 1
    there = [row for row in assessed.plan.rotation if row.start_month <= month <= row.end_month]
    assert sum(row.units for row in facts.stationed) == sum(row.units for row in there) > 0
    assert (facts.mandate, facts.sustained) == (assessed.plan.mandate, assessed.plan.force.sustained)
    assert set(facts.participants) == set(assessed.plan.participants)
