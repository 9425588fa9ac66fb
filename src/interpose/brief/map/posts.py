"""Where posts would stand if they were spaced evenly: an illustration of a number, not a plan of sites."""

from __future__ import annotations

import math

from shapely.geometry import LineString, MultiLineString, Point

from interpose.case import Case
from interpose.requirement import Requirement
from interpose.requirement.plane import plane_around

__all__ = ["posts_along"]


def posts_along(case: Case, requirement: Requirement, mandate: str) -> tuple[tuple[float, float], ...]:
    """Spread the posts of a mandate evenly along the line as drawn.

    Parameters
    ----------
    case : Case
        The case, for its line and the rules of the mandate.
    requirement : Requirement
        Its requirement, for the planned length.
    mandate : str
        Name of the mandate.

    Returns
    -------
    tuple of (float, float)
        Longitude and latitude of each post: as many as the planned length holds at the most likely spacing; empty where
        the mandate has no posts. Real sites follow the ground, roads and consent.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.requirement import require
    >>> shipped = load("ukraine-2024")
    >>> len(posts_along(shipped, require(shipped), "observe_posts"))
    196
    """
    found = requirement.of(mandate)
    owners = {line.mandate: case.mandates[line.mandate] for line in found.lines}
    spacings = [rule.spacing_km.mode for each in owners.values() for rule in each.rules if rule.spacing_km is not None]
    if not spacings:
        return ()
    count = math.ceil(requirement.area.planned_line_km.mode / min(spacings) - 1e-9)
    plane = plane_around(MultiLineString([part.geometry for part in case.area.line]))
    # Steps are metres in the plane: a degree is longer to the north than to the east.
    lines = [plane.to_plane(part.geometry) for part in case.area.line]
    step = sum(line.length for line in lines) / count
    places = [plane.to_globe(_at(lines, (number + 0.5) * step)) for number in range(count)]
    return tuple((round(place.x, 4), round(place.y, 4)) for place in places)


def _at(lines: list[LineString], reach: float) -> Point:
    part = 0
    while part < len(lines) - 1 and reach > lines[part].length:
        reach -= lines[part].length
        part += 1
    return lines[part].interpolate(reach)
