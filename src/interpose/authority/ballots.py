"""Votes of many futures at once: ballots drawn from the chances of votes.csv, put to the law of each route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.authority.decision import Chances, RouteDecision
from interpose.authority.routes.decide import authorise
from interpose.authority.routes.law import ABSTAIN, CODES, YES, Body, body_on, passes
from interpose.authority.routes.probability import drawn_ballots, vote_matrix
from interpose.case import Case
from interpose.case.tables.authority import Route, VoteAssumption
from interpose.case.tables.words import CastVote
from interpose.evidence import Positions

__all__ = ["RouteBallots", "ballots_of"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class RouteBallots:
    """A route as futures vote on it: the law, who votes, and which row of votes.csv tells the chances of each.

    Parameters
    ----------
    route : Route
        The law.
    body : Body
        Who votes.
    rows : tuple of str
        Row of votes.csv by member; empty where none is for it, so that it is silent.
    votes : tuple of str
        How each is taken to vote in the case as it is: what counts where a future does not say.
    barred : bool
        Whether a binding gate beside the vote fails in the case as it is, so that no vote helps.
    """

    route: Route
    body: Body
    rows: tuple[str, ...]
    votes: tuple[CastVote, ...]
    barred: bool = False

    @property
    def joins(self) -> tuple[bool, ...]:
        """Whether each member votes for it, or may, in the case as it is: for routes that states join one by one."""
        return tuple(vote in ("yes", "open") for vote in self.votes)

    @property
    def of_members(self) -> bool:
        """Whether states join one by one: then who takes part is the vote."""
        return self.route.answers == "members"

    def passing(self, tables: Sequence[Mapping[str, VoteAssumption]], inclination: Floats) -> Bools:
        """Say for each future whether the vote passes and no gate bars the route.

        Parameters
        ----------
        tables : sequence of mapping of str to VoteAssumption
            Rows of votes.csv by future.
        inclination : numpy.ndarray, shape (futures, members)
            From 0 (against) to 1 (for); even by itself. Who has none, written as not a number, votes as in the case as it is,
            and is silent where that is open.

        Returns
        -------
        numpy.ndarray of bool, shape (futures,)
        """
        if self.barred or not self.body.members:
            return np.zeros(len(inclination), dtype=bool)
        return passes(self.route, self.body, self.drawn(tables, inclination))

    def drawn(self, tables: Sequence[Mapping[str, VoteAssumption]], inclination: Floats) -> npt.NDArray[np.int8]:
        """Return the ballots as codes of votes, shape (futures, members); the parameters are those of `passing`."""
        formal = "declared_abstention" in self.route.votes
        names = sorted(set(self.rows))
        place = [names.index(name) for name in self.rows]
        chances = np.stack([vote_matrix([_chances(table.get(name), formal) for name in names]) for table in tables])
        standing = np.array([ABSTAIN if vote == "open" else CODES[vote] for vote in self.votes], dtype=np.int8)
        return np.where(np.isnan(inclination), standing, drawn_ballots(chances[:, place], inclination))

    def joined(self, taking_part: Bools) -> Bools:
        """Say for each future whether those who take part are enough; the rest abstains, shape (futures, members)."""
        if self.barred or not self.body.members:
            return np.zeros(len(taking_part), dtype=bool)
        return passes(self.route, self.body, np.where(taking_part, YES, ABSTAIN).astype(np.int8))


def _chances(row: VoteAssumption | None, formal: bool) -> Chances:
    return Chances(0.0, 0.0, 0.0) if row is None else Chances(row.yes, row.declared * formal, row.no)


def ballots_of(case: Case, positions: Positions) -> tuple[RouteBallots, ...]:
    """Read from the decisions of a case who votes on each route, and by which row of votes.csv.

    Parameters
    ----------
    case : Case
        The case with routes, memberships and the vote table.
    positions : Positions
        What each state would contribute.

    Returns
    -------
    tuple of RouteBallots
        One a route, sorted by name.
    """
    return tuple(_ballots(case, positions, decision) for decision in authorise(case, positions, likely=False).routes)


def _ballots(case: Case, positions: Positions, decision: RouteDecision) -> RouteBallots:
    route = case.routes[decision.id]
    states = tuple(vote.state for vote in decision.votes)
    body = Body(states, (False,) * len(states), ())
    if route.body is not None:
        body = body_on(case.memberships, route.body, positions.as_of).voting()
    return RouteBallots(
        route=route,
        body=body,
        rows=tuple(vote.assumption for vote in decision.votes),
        votes=tuple(vote.vote for vote in decision.votes),
        barred=any(gate.binding and gate.status == "failed" for gate in decision.gates),
    )
