"""Parts of a move: what they take on which leg of which route."""

from __future__ import annotations

import numpy as np

from interpose.deployment.movement.parts import RouteArrays
from tests.builders.movement import leg, route


def test_a_part_takes_nothing_where_it_weighs_nothing() -> None:
    ways = RouteArrays.of(
        [route("rail", 2, leg("pool", 0, 5), leg("hub", 1)), route("road", 3, leg("hub", 2))], {"pool": 0, "hub": 1}
    )
    assert ways.uses(np.array([4.0, 0.0, 2.0])) == (((0, 0, 5, 4.0),), ((1, 2, 1, 2.0),))
    assert ways.span == 5
