"""What the authority part answers: one decision a route, and the coalition that results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from interpose.authority.decision import RouteDecision, VoteWord
from interpose.case.quantities import Figure, Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.words import Role
from interpose.notebook import Summarised
from interpose.plain import keyed

__all__ = ["Authority", "Coalition", "CoalitionInputs", "CoalitionMember", "LargestStep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionMember:
    """A state that may join, with what its pledge depends on.

    Parameters
    ----------
    state : str
        The state.
    modality : int or None
        How firm its position is.
    role : str or None
        What it would join with: troops on land, where its position there is firm enough, else the firmest other role.
    in_least, in_greatest : bool
        Whether it belongs to the least and to the greatest coalition.
    needs : tuple of str
        Conditions that other members meet.
    unmet : tuple of str
        Conditions that the scenario does not meet.
    unread : tuple of str
        Conditions that no reading recognises: unmet in the least coalition, met in the greatest.
    claims : tuple of str
        Claims behind the position.
    """

    state: str
    modality: int | None
    role: Role | None
    in_least: bool
    in_greatest: bool
    needs: tuple[str, ...]
    unmet: tuple[str, ...]
    unread: tuple[str, ...]
    claims: tuple[str, ...]


@keyed
class LargestStep(NamedTuple):
    """A pledge that, made unconditional, brings most others, and whom it brings."""

    state: str
    brings: tuple[str, ...]


@keyed
class CoalitionInputs(NamedTuple):
    """The inputs of the case that the personnel of a state rests on, in the notation of `Figure.inputs`."""

    state: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalition:
    """The coalition of the willing as a fixed point of conditional pledges.

    Parameters
    ----------
    route : str or None
        The route by which states join; None where the case has none.
    least : tuple of str
        Who joins when each waits for the others: the least fixed point.
    greatest : tuple of str
        Who joins when each trusts the others to join: the greatest fixed point.
    coordination : tuple of str
        Who is lost to waiting alone: between the two, every unread condition taken as met.
    tipping : tuple of str
        States whose pledge, made unconditional, tips the least into the greatest alone.
    largest_steps : tuple of LargestStep
        Where no single pledge tips everything: those that bring most, and whom they bring.
    personnel_least, personnel_greatest : Range
        Personnel in the usable units of the members' pools, capped where a cap is known (persons).
    members : tuple of CoalitionMember
        Every state with a position that bears on it.
    pools : tuple of CoalitionInputs
        For each state of the greatest coalition: the inputs that its personnel rests on.
    """

    route: str | None
    least: tuple[str, ...]
    greatest: tuple[str, ...]
    coordination: tuple[str, ...]
    tipping: tuple[str, ...]
    largest_steps: tuple[LargestStep, ...]
    personnel_least: Range
    personnel_greatest: Range
    members: tuple[CoalitionMember, ...]
    pools: tuple[CoalitionInputs, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Authority(Summarised):
    """Under whose flag: every route, and the coalition that results.

    Parameters
    ----------
    routes : tuple of RouteDecision
        Sorted by name of the route.
    coalition : Coalition
        Least and greatest coalition of the willing.
    supposed : tuple of VoteChange
        Hypothetical votes that were put in place of the positions.
    """

    routes: tuple[RouteDecision, ...]
    coalition: Coalition
    supposed: tuple[VoteWord, ...] = ()

    def of(self, route: str) -> RouteDecision | None:
        """Return the decision of one route; None where there is no such route."""
        return next((decision for decision in self.routes if decision.id == route), None)

    def figures(self) -> tuple[Figure, ...]:
        """Return every number and outcome that a reader may ask about."""
        routes = [figure for decision in self.routes for figure in decision.figures()]
        return (*routes, *_coalition_figures(self.coalition))


def _coalition_figures(coalition: Coalition) -> list[Figure]:
    figures = []
    law = () if coalition.route is None else (str(RowRef.route(coalition.route)),)
    for word, members, personnel in (
        ("least", coalition.least, coalition.personnel_least),
        ("greatest", coalition.greatest, coalition.personnel_greatest),
    ):
        who = ", ".join(members) or "nobody"
        claims = tuple(sorted({claim for member in coalition.members if member.state in members for claim in member.claims}))
        owned = tuple(reference for state, references in coalition.pools if state in members for reference in references)
        bounds = f"{personnel.low:,.0f} to {personnel.high:,.0f}"
        figures += [
            Figure(
                name=f"authority.coalition.{word}.members",
                value=len(members),
                unit="states",
                formula=f"The {word} fixed point of the pledges: {who}",
                inputs=law,
                claims=claims,
            ),
            Figure(
                name=f"authority.coalition.{word}.personnel",
                value=personnel.mode,
                unit="persons",
                formula=f"Usable units × personnel over the pools of {who}, up to a cap where one is known ({bounds})",
                inputs=owned,
                claims=claims,
            ),
        ]
    return figures
