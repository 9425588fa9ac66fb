"""The seven questions: page one tells for how long each level lasts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.answer.page_one import seven_answers, soft_pools
from interpose.brief.text.format_number import about
from interpose.brief.tracing import Citations
from interpose.case.tables.words import Endurance

LASTS: dict[Endurance, str] = {
    "relay": "without end",
    "own": "without end, each nation by itself",
    "horizon": "for 24 months",
}
FIGURES: dict[Endurance, str] = {"relay": "without_end", "own": "own_relief", "horizon": "horizon"}


def answered(assessed: Assessment, word: str) -> str:
    """Read the answer to a question as a reader sees it."""
    answers = {each.word: each for each in seven_answers(BriefContext(assessed, Citations(assessed)))}
    return str(answers[word].detail.striptags())


def planned_for(assessed: Assessment, endurance: Endurance) -> Assessment:
    """Say of the chosen plan that it was planned for another endurance, and set the three levels beside it."""
    force = replace(assessed.plan.force, without_end=15_000, own_relief=8_500, horizon=17_700)
    plan = replace(assessed.plan, endurance=endurance, force=force)
    variants = {**assessed.variants, assessed.chosen.name: replace(assessed.chosen, plan=plan)}
    return replace(assessed, variants=variants)


@pytest.mark.parametrize("endurance", list(LASTS))
def test_the_sustained_force_is_told_with_how_long_it_lasts(assessed: Assessment, endurance: Endurance) -> None:
    assert answered(planned_for(assessed, endurance), "How many?").startswith(f"Sustained {LASTS[endurance]}, against")


@pytest.mark.parametrize("endurance", list(LASTS))
def test_the_two_other_levels_stand_beside_it_with_their_numbers(assessed: Assessment, endurance: Endurance) -> None:
    changed = planned_for(assessed, endurance)
    text = answered(changed, "How many?")
    for other, words in LASTS.items():
        value = about(getattr(changed.plan.force, FIGURES[other]))
        assert (f"{words} {value}".casefold() in text.casefold()) == (other != endurance)


def test_the_page_as_shipped_tells_all_three_levels(html: str, assessed: Assessment) -> None:
    page_one = html[html.index('id="answers"') : html.index('id="options"')]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page_one))
    assert assessed.plan.endurance == "relay"
    assert "Sustained without end, against" in text
    force = assessed.plan.force
    assert force.own_relief is not None
    assert force.horizon is not None
    assert f"Without end, each nation by itself {about(force.own_relief)}" in text
    assert f"for 24 months {about(force.horizon)}" in text


def test_a_level_that_lasts_is_not_said_to_end_with_the_months_planned(assessed: Assessment) -> None:
    slow = replace(assessed.case, pools=tuple(pool.replace(dwell_ratio=9.0) for pool in assessed.case.pools))
    said = {endurance: answered(replace(planned_for(assessed, endurance), case=slow), "For how long?") for endurance in LASTS}
    assert "stay without end, on tours" in said["relay"]
    assert "stay without end, each nation by itself, on tours" in said["own"]
    assert "stay without a break, on tours" in said["horizon"]
    assert [endurance for endurance, text in said.items() if "past the horizon less can be kept up" in text] == ["horizon"]


WORDS = ["Who?", "How many?", "Under whose flag?", "For how long?", "At what shortfall?", "What binds?", "How sure?"]


def test_seven_questions_are_answered_in_the_order_of_a_planner(context: BriefContext) -> None:
    answers = {answer.word: answer for answer in seven_answers(context)}
    assert list(answers) == WORDS
    assert about(context.plan.force.sustained) in answers["How many?"].short.striptags()
    assert context.plan.endurance == "relay"
    months = context.assessment.case.scenario.horizon_months
    assert answers["For how long?"].short == f"Without end; {months} months are planned"
    assert answers["Who?"].short.startswith(
        str(len([row for row in context.plan.contributions if row.state in context.by_position]))
    )


def test_pools_that_rest_on_estimates_are_counted_by_their_basis(assessed: Assessment) -> None:
    def counted(basis: str) -> tuple[int, int]:
        pools = tuple(pool.model_copy(update={"basis": basis}) for pool in assessed.case.pools)
        changed = replace(assessed, case=replace(assessed.case, pools=pools))
        return soft_pools(BriefContext(changed, Citations(changed)))

    assert counted("observed")[0] == 0
    soft, every = counted("assumed")
    assert soft == every > 0
