"""Responses after an attack: who decides each, by which route, and how that route stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interpose.case.tables.escalation import Escalation
from interpose.deterrence.ladder.answer import Responses

if TYPE_CHECKING:
    from interpose.authority import Authority

__all__ = ["BranchRow", "RouteStand", "branch_rows"]


@dataclass(frozen=True, slots=True)
class RouteStand:
    """How a route stands that a response would need."""

    id: str
    outcome: str
    blockers: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchRow:
    """A response after an attack, and who decides it.

    Parameters
    ----------
    after : str
        The attack, as a move of the tree.
    response, name : str
        The response.
    decided_by : str
        Who decides, in words.
    routes : tuple of RouteStand
        Routes by which it is decided, as they stand.
    parliaments : tuple of str
        Participants whose parliament must agree beforehand.
    likeliest : float or None
        Share of the converged draws in which it is the likeliest response; None where the tree has no such move there.
    follows : str
        What follows.
    source : str
        Where the row comes from.
    """

    after: str
    response: str
    name: str
    decided_by: str
    routes: tuple[RouteStand, ...]
    parliaments: tuple[str, ...]
    likeliest: float | None
    follows: str
    source: str


def branch_rows(
    escalation: Escalation, responses: Responses, authority: Authority | None, parliaments: tuple[str, ...]
) -> tuple[BranchRow, ...]:
    """Write the branch table: after each attack each response, who decides it, and how their routes stand.

    Parameters
    ----------
    escalation : Escalation
        The game with its branches.
    responses : dict
        For each attack in which share of the draws each response is the likeliest.
    authority : Authority or None
        How routes stand; without it routes are shown as not known.
    parliaments : tuple of str
        Participants whose parliament must agree beforehand.

    Returns
    -------
    tuple of BranchRow
        In the order of attacks and of branches; a response that the tree does not offer after an attack is left out.
    """
    nodes = {node.id: node for node in escalation.nodes}
    rows = []
    for move in nodes[escalation.start].moves:
        if move.id not in escalation.attacks or move.to not in nodes:
            continue
        offered = {each.id for each in nodes[move.to].moves}
        for branch in escalation.branches:
            own = offered & set(branch.moves)
            if branch.moves and not own:
                continue
            shares = responses.get(move.id)
            likeliest = sum(shares[name] for name in sorted(own)) if shares is not None and own else None
            stands = tuple(_stand(route, authority) for route in branch.routes)
            rows.append(
                BranchRow(
                    after=move.id,
                    response=branch.response,
                    name=branch.name,
                    decided_by=branch.decided_by,
                    routes=stands,
                    parliaments=parliaments if branch.parliaments else (),
                    likeliest=likeliest,
                    follows=branch.follows,
                    source=branch.source,
                )
            )
    return tuple(rows)


def _stand(route: str, authority: Authority | None) -> RouteStand:
    decision = authority.of(route) if authority is not None else None
    if decision is None:
        return RouteStand(route, "not decided in this case", (), ())
    return RouteStand(route, decision.outcome, decision.blockers, decision.open)
