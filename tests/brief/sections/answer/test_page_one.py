"""Page one: seven questions in order, each answered from the result."""

from __future__ import annotations

import dataclasses

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.answer.page_one import seven_answers, soft_pools
from interpose.brief.text.format_number import about
from interpose.brief.tracing import Citations

WORDS = ["Who?", "How many?", "Under whose flag?", "For how long?", "At what shortfall?", "What binds?", "How sure?"]


def test_seven_questions_are_answered_in_the_order_of_a_planner(context: BriefContext) -> None:
    answers = {answer.word: answer for answer in seven_answers(context)}
    assert list(answers) == WORDS
    assert about(context.plan.force.sustained) in answers["How many?"].short.striptags()
    assert answers["For how long?"].short == f"{context.assessment.case.scenario.horizon_months} months"
    assert answers["Who?"].short.startswith(
        str(len([row for row in context.plan.contributions if row.state in context.willing]))
    )


def test_pools_that_rest_on_estimates_are_counted_by_their_basis(assessed: Assessment) -> None:
    def counted(basis: str) -> tuple[int, int]:
        pools = tuple(pool.model_copy(update={"basis": basis}) for pool in assessed.case.pools)
        changed = dataclasses.replace(assessed, case=dataclasses.replace(assessed.case, pools=pools))
        return soft_pools(BriefContext(changed, Citations(changed)))

    assert counted("observed")[0] == 0
    soft, every = counted("assumed")
    assert soft == every > 0
