"""How far each state's units have to come, for those who ask for distances and not for a schedule."""

from __future__ import annotations

import math

from interpose.case import Case
from interpose.deployment.movement.network import Network

__all__ = ["road_km_by_state"]


def road_km_by_state(case: Case, network: Network) -> dict[str, float]:
    """Return for each state the way by road from home to where units stand, by the shortest crossing: the mean of all sectors.

    Parameters
    ----------
    case : Case
        The case: homes and crossings.
    network : Network
        Shortest ways and destinations.

    Returns
    -------
    dict of str to float
        Kilometres by state; states from which no road leads to every sector are left out.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.deployment.movement.network import network_of
    >>> from interpose.requirement import require
    >>> case = load("ukraine-2024")
    >>> km = road_km_by_state(case, network_of(case, require(case)))
    >>> 900 < km["POL"] < km["DEU"] < km["FRA"] < 3500, "USA" in km
    (True, False)
    """
    places = [place for sector, place in network.destinations.items() if sector] or list(network.destinations.values())
    found = {}
    for state, home in case.homes.items():
        ways = [
            min(
                (
                    network.km("road", home.road_node, crossing.from_node, inside=False)
                    + network.km("road", crossing.to_node, place.hub, inside=True)
                    + network.km("road", place.hub, place.node, inside=True)
                    for crossing in case.crossings.values()
                    if crossing.road_vehicles_day
                ),
                default=math.inf,
            )
            for place in places
        ]
        if ways and all(map(math.isfinite, ways)):
            found[state] = sum(ways) / len(ways)
    return found
