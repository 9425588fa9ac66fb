"""Why two counts of the same force differ, and why a state counts whose position on troops is not firm."""

from __future__ import annotations

from markupsafe import Markup

from interpose.brief.context import BriefContext
from interpose.brief.text.format_number import about
from interpose.case.tables.words import in_words
from interpose.evidence import firm_roles, modality_word
from interpose.generation.analysis.level import RungAnswer

__all__ = ["dealt_note", "level_note", "other_role"]


def level_note(context: BriefContext) -> Markup:
    """Say why what a firmness holds and what the plan of the same states sustains are not one number, where they are not."""
    rung = _own_rung(context)
    if rung is None:
        return Markup("")
    counted, kept = rung.without_end.sustained, context.plan.sustained
    if counted == kept:
        return Markup("")
    same = "to two figures both are one number" if about(counted) == about(kept) else "sectors and months take the rest"
    return Markup(
        "By firmness units are counted before they are dealt to sectors and months: {} persons. "
        "The plan that deals them keeps {}; {}."
    ).format(
        context.cite(f"rungs.{rung.rung}.without_end.force.sustained", f"{counted:,.0f}"),
        context.cite("force.sustained", f"{kept:,.0f}"),
        same,
    )


def dealt_note(context: BriefContext) -> Markup:
    """Say beside the chart of firmness what the plan keeps of it, where the two are told as different numbers."""
    rung = _own_rung(context)
    if rung is None or about(rung.without_end.sustained) == about(context.plan.sustained):
        return Markup("")
    kept = about(context.plan.sustained)
    return Markup("Before units are dealt to sectors and months, which leaves {}. ").format(kept)


def other_role(context: BriefContext, state: str) -> str:
    """Say for what a state counts whose position is firm enough on another role than the one that heads it, as training."""
    position = context.assessment.positions.of(state)
    firm = firm_roles(context.assessment.case, position)
    if position is None or not firm or firm[0].role in (position.role, None):
        return ""
    return f"; {modality_word(firm[0].modality)} for {in_words(str(firm[0].role))}"


def _own_rung(context: BriefContext) -> RungAnswer | None:
    """Return what the states of the plan hold by firmness, where the plan holds without end too."""
    found, plan = context.assessment, context.plan
    if not plan.has_numbers or plan.endurance != "relay":
        return None
    own = {code for code in plan.participants if code not in plan.providers}
    held = (each for each in found.rungs if each.without_end.has_numbers)
    return next((each for each in held if set(each.without_end.participants) - set(plan.providers) == own), None)
