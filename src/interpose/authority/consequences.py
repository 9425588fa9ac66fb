"""What follows from a route beside its outcome: which contributors its decision unlocks, and who pays."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interpose.authority.national_law import laws_on
from interpose.case import Case
from interpose.case.tables.authority import Route
from interpose.case.tables.evidence import Modality
from interpose.evidence import Position, Positions, counted_part

__all__ = ["payers_of", "unlocked_by", "waiting_for_a_mandate"]


def waiting_for_a_mandate(case: Case, positions: Positions, asks: Callable[[Position], bool]) -> dict[str, frozenset[str]]:
    """Name the states whose own law, or whose own words, ask for a mandate, and which kinds would do.

    Parameters
    ----------
    case : Case
        The case with its pools and its table of national law.
    positions : Positions
        What each state would contribute, as of a day.
    asks : callable
        Says of a position whether its own words wait for a mandate of the United Nations.

    Returns
    -------
    dict
        By state: any of `un`, `collective_security` and `eu_or_un`. Only states that own units here, or have spoken of sending
        some, and have not ruled it out.
    """
    owners = {pool.state for pool in case.pools}
    found: dict[str, set[str]] = {}
    for state in sorted(
        {*owners, *(position.state for position in positions.positions), *(law.state for law in case.national_law)}
    ):
        position = positions.of(state)
        if position is not None and counted_part(case, position).modality == Modality.EXCLUDED:
            continue
        if state not in owners and (position is None or position.modality is None):
            continue
        kinds = {law.mandate_needed for law in laws_on(case, state, "sending", positions.as_of)} - {"none"}
        if position is not None and asks(position):
            kinds.add("un")
        if kinds:
            found[state] = set(kinds)
    return {state: frozenset(kinds) for state, kinds in found.items()}


def unlocked_by(route: Route, waiting: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Name the contributors that wait for a mandate and would have it by a route.

    Parameters
    ----------
    route : Route
        The route, with what its decision gives (`satisfies`).
    waiting : mapping of str to frozenset of str
        What each state waits for.

    Returns
    -------
    tuple of str
        States, all of whose kinds of mandate the route gives.
    """
    given = set(route.satisfies)
    return tuple(state for state, kinds in sorted(waiting.items()) if kinds <= given)


def payers_of(case: Case, route: str) -> str:
    """Say who pays for a force that goes by a route.

    Parameters
    ----------
    case : Case
        The case with its rules of payment.
    route : str
        The route.

    Returns
    -------
    str
        Who bears the common part, how large it is, and what happens to the rest; empty where no rule is known.
    """
    rules = {rule.route: rule for rule in case.who_pays}
    rule = rules.get(route) or rules.get("default")
    if rule is None:
        return ""
    if rule.rule == "assessed" or rule.share_common in (0, 1):
        return f"{rule.common_payers}; {rule.rest}"
    return f"{rule.rest}; about {100 * rule.share_common:.3g}% in common: {rule.common_payers}"
