"""Why two counts of the same force differ."""

from __future__ import annotations

from markupsafe import Markup

from interpose.brief.context import BriefContext

__all__ = ["level_note"]


def level_note(context: BriefContext) -> Markup:
    """Say why what a firmness holds and what the plan of the same states sustains are not one number, where they are not."""
    found, plan = context.assessment, context.plan
    own = {code for code in plan.participants if code not in plan.providers}
    rung = next((each for each in found.rungs if set(each.without_end.participants) - set(plan.providers) == own), None)
    if rung is None or not plan.has_numbers or plan.endurance != "relay" or not rung.without_end.has_numbers:
        return Markup("")
    counted, kept = rung.without_end.sustained, plan.force.sustained
    if counted == kept:
        return Markup("")
    return Markup(
        "By firmness units are counted before they are dealt to sectors and months: {} persons. "
        "The plan that deals them keeps {}; both are told as one number, rounded."
    ).format(
        context.cite(f"rungs.{rung.rung}.without_end.force.sustained", f"{counted:,.0f}"),
        context.cite("force.sustained", f"{kept:,.0f}"),
    )
