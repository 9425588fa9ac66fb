"""All drawings of a brief."""

from __future__ import annotations

from dataclasses import dataclass

from interpose.assessment import Assessment
from interpose.brief.charts.calendar import CalendarView, calendar_view
from interpose.brief.charts.drawing import Drawing
from interpose.brief.charts.force import force_drawing
from interpose.brief.charts.options import option_drawing
from interpose.brief.charts.positions import position_drawing
from interpose.brief.map.area_map import PostsView, estimated_posts, map_drawing, overview_drawing

__all__ = ["Gallery", "draw_all"]


@dataclass(frozen=True, slots=True)
class Gallery:
    """The drawings of a brief.

    Parameters
    ----------
    options, map, overview, positions : Drawing
        Options, the map near the line, the map of the whole country, who said what.
    force : Drawing or None
        Force over time; None where there is no plan.
    calendar : CalendarView or None
        The rotation calendar unit by unit; None where there is no plan.
    posts : PostsView or None
        Posts that the map draws at their estimated spacing; None where no mandate counts posts.
    """

    options: Drawing
    map: Drawing
    overview: Drawing
    force: Drawing | None
    positions: Drawing
    calendar: CalendarView | None
    posts: PostsView | None


def draw_all(assessment: Assessment) -> Gallery:
    """Draw everything that the brief shows.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    Gallery
        The drawings, each for wide and for narrow pages.
    """
    plan = assessment.plan.chosen
    planned = plan if plan.has_numbers else None
    return Gallery(
        option_drawing(assessment),
        map_drawing(assessment, planned),
        overview_drawing(assessment),
        force_drawing(assessment, planned) if planned else None,
        position_drawing(assessment),
        calendar_view(assessment.case, planned) if planned else None,
        estimated_posts(assessment),
    )
