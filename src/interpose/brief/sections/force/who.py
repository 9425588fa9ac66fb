"""Why two counts of the same force differ, and why a state counts whose position on troops is not firm."""

from __future__ import annotations

from markupsafe import Markup

from interpose.brief.context import BriefContext
from interpose.brief.tables.force import rung_of_plan
from interpose.case.tables.words import in_words
from interpose.evidence import firm_roles, modality_word

__all__ = ["level_note", "other_role"]


def level_note(context: BriefContext) -> Markup:
    """Say why what a firmness holds and what the plan of the same states keeps are not one number, where they are not."""
    rung = rung_of_plan(context.assessment)
    if rung is None:
        return Markup("")
    return Markup(
        "By firmness units are counted before they are dealt to sectors and months: {} persons. "
        "The plan that deals them keeps {}."
    ).format(
        context.persons(f"rungs.{rung.rung}.without_end.force.sustained", rung.without_end.sustained),
        context.persons("force.sustained", context.plan.sustained),
    )


def other_role(context: BriefContext, state: str) -> str:
    """Say for what a state counts whose position is firm enough on another role than the one that heads it, as training."""
    position = context.assessment.positions.of(state)
    firm = firm_roles(context.assessment.case, position)
    if position is None or not firm or firm[0].role in (position.role, None):
        return ""
    return f"; {modality_word(firm[0].modality)} for {in_words(str(firm[0].role))}"
