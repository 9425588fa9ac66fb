"""Parts of a move: their routes as arrays, and what each takes on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.deployment.movement.resources import MEASURES
from interpose.deployment.movement.routes import MoveRoute, PartKind

__all__ = ["LoadPart", "RouteArrays", "Use"]

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]

Use = tuple[int, int, int, float]
"""What a part takes on a leg of a route: of which resource, from which day after its start, for how many days, how much."""


@dataclass(frozen=True, kw_only=True)
class RouteArrays:
    """The routes of a part as arrays: legs one after another, and where each route begins.

    Parameters
    ----------
    routes : tuple of MoveRoute
        The routes, the fastest first.
    resource, offset, days, measure : numpy.ndarray of int
        Legs of all routes.
    first : numpy.ndarray of int
        Place of each route's first leg.
    travel : numpy.ndarray of int
        Days from start to arrival by route.
    span : int
        Days from start until none of the routes uses up anything any more.
    """

    routes: tuple[MoveRoute, ...]
    resource: Indices
    offset: Indices
    days: Indices
    measure: Indices
    first: Indices
    travel: Indices
    span: int

    @classmethod
    def of(cls, routes: Sequence[MoveRoute], place: dict[str, int]) -> RouteArrays:
        """Put routes into arrays; `place` numbers the resources."""
        legs = [leg for route in routes for leg in route.legs]
        lengths = [len(route.legs) for route in routes]
        return cls(
            routes=tuple(routes),
            resource=np.array([place[leg.resource] for leg in legs], dtype=np.int64),
            offset=np.array([leg.offset for leg in legs], dtype=np.int64),
            days=np.array([leg.days for leg in legs], dtype=np.int64),
            measure=np.array([MEASURES.index(leg.measure) for leg in legs], dtype=np.int64),
            first=np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64),
            travel=np.array([route.days for route in routes], dtype=np.int64),
            span=max((leg.offset + leg.days for leg in legs), default=0),
        )

    def legs(self, route: int) -> slice:
        """Return where the legs of a route stand."""
        last = self.first[route + 1] if route + 1 < len(self.first) else len(self.resource)
        return slice(int(self.first[route]), int(last))

    def uses(self, load: Numbers) -> tuple[tuple[Use, ...], ...]:
        """Return by route what a part with this load takes, without legs on which it takes nothing."""
        legs = list(zip(self.resource.tolist(), self.offset.tolist(), self.days.tolist(), load.tolist(), strict=True))
        return tuple(tuple(leg for leg in legs[self.legs(route)] if leg[3] > 0) for route in range(len(self.routes)))


@dataclass(frozen=True, kw_only=True)
class LoadPart:
    """A part of a move, with its routes.

    Parameters
    ----------
    move : int
        Number of the move.
    kind : str
        heavy, wheeled or persons.
    ways : RouteArrays
        Its routes.
    load : numpy.ndarray, shape (legs,)
        What the whole part uses up on each leg.
    uses : tuple of tuple of Use
        The same by route, without legs on which it uses up nothing.
    """

    move: int
    kind: PartKind
    ways: RouteArrays
    load: Numbers
    uses: tuple[tuple[Use, ...], ...]
