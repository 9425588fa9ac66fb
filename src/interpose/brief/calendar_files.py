"""The rotation calendar as a picture or a page of its own, which opens from disk."""

from __future__ import annotations

import jinja2
from markupsafe import Markup

from interpose.brief.charts.calendar import (
    calendar_groups,
    calendar_picture,
    calendar_pictures,
    calendar_title,
    capability_words,
)
from interpose.brief.charts.drawing import dark_style, draw, render, standalone
from interpose.brief.text.dates import month_name
from interpose.brief.text.format_number import count, plural
from interpose.case import Case
from interpose.case.tables.words import OUTSIDE
from interpose.generation import Plan
from interpose.printable import visible

__all__ = ["calendar_html", "calendar_svg"]


def calendar_svg(case: Case, plan: Plan) -> str:
    """Draw the whole calendar as one SVG file; resting on a bar tells the tour in words."""
    picture = calendar_picture(case, plan)
    return visible(standalone(render(picture.wide, picture.id, picture.title, picture.description))) + "\n"


def calendar_html(case: Case, plan: Plan) -> str:
    """Set the whole calendar as a page that opens from disk, for laptops, phones and paper."""
    groups = calendar_groups(case, plan)
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("interpose.brief", "."), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"count": count, "plural": plural, "capability": capability_words}
    page = environment.get_template("templates/calendar.html.j2").render(
        title=f"Rotation calendar: {case.scenario.title}",
        finding=calendar_title(groups),
        begins=month_name(case.scenario.start, 1),
        drawings=Markup(dark_style()),  # noqa: S704 - nothing of a case comes near it
        outside=any(row.belt == OUTSIDE for row in plan.rotation),
        groups=groups,
        gallery={picture.id: draw(picture) for picture in calendar_pictures(case, plan)},
    )
    return visible(page)
