"""Two counts of one force: where they differ, the page says why."""

from __future__ import annotations

from dataclasses import replace

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.force.who import level_note, other_role
from interpose.brief.text.format_number import headcount
from interpose.brief.tracing import Citations


def told(assessed: Assessment) -> str:
    return str(level_note(BriefContext(assessed, Citations(assessed))).striptags())


def test_a_count_before_units_are_dealt_and_the_plan_that_deals_them_are_told_apart(assessed: Assessment) -> None:
    counted = next(rung for rung in assessed.rungs if rung.rung == "open").without_end.sustained
    assert counted != assessed.plan.force.sustained
    assert f"{headcount(counted)} persons" in told(assessed)
    assert f"keeps {headcount(assessed.plan.force.sustained)}." in told(assessed)


def test_where_both_are_one_number_nothing_is_said(assessed: Assessment) -> None:
    kept = assessed.plan.force.sustained
    ladder = tuple(replace(rung, without_end=replace(rung.without_end, sustained=kept)) for rung in assessed.rungs)
    assert told(replace(assessed, rungs=ladder)) == ""


def test_a_state_that_counts_for_another_role_than_the_one_that_heads_its_position_says_for_which(assessed: Assessment) -> None:
    position = assessed.positions.of("FRA")
    assert position is not None
    training = replace(position, role="training", modality=2, beside=())
    undecided = replace(position, role="land", modality=1, beside=(training,))
    others = tuple(undecided if each is position else each for each in assessed.positions.positions)
    changed = replace(assessed, positions=replace(assessed.positions, positions=others))
    assert other_role(BriefContext(changed, Citations(changed)), "FRA") == "; open for training"
    assert other_role(BriefContext(assessed, Citations(assessed)), "FRA") == ""
    assert other_role(BriefContext(assessed, Citations(assessed)), "MLI") == ""
