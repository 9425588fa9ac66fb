"""Rows of `memberships.csv` against the routes by which their bodies decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interpose.case.located import Located
from interpose.case.tables.authority import Membership, Route
from interpose.errors import Fault

__all__ = ["membership_faults"]


def membership_faults(memberships: Sequence[Located[Membership]], routes: Sequence[Route]) -> Iterator[Fault]:
    """Find members without a population in a body that a route lets vote by population.

    Parameters
    ----------
    memberships : sequence of Located
        The memberships, with where they stand.
    routes : sequence of Route
        The routes.

    Yields
    ------
    Fault
        One for each member.

    Examples
    --------
    >>> list(membership_faults([], []))
    []
    """
    counting = {route.body: route.id for route in reversed(routes) if route.body is not None and _counts_people(route)}
    for located in memberships:
        row = located.row
        if row.population is None and row.body in counting:
            yield located.fault(
                "population",
                f"{row.state} has no population in {row.body!r}",
                f"route {counting[row.body]!r} counts the population of those that vote",
                "write the population of the state, in persons",
            )


def _counts_people(route: Route) -> bool:
    return any(
        clause.declared_abstention_below is not None or any(threshold.of == "population" for threshold in clause.votes_for)
        for clause in route.clauses
    )
