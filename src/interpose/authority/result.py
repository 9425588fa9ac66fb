"""What the authority part answers: one decision a route, and the coalition that results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple

from pydantic import PlainSerializer

from interpose.case.quantities import Figure, Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.words import BallotChoice, CastVote, GateName, RouteStanding, VotingRuleName
from interpose.notebook import Summarised
from interpose.plain import keyed

__all__ = [
    "Authority",
    "Chances",
    "ClauseOutcome",
    "ClauseStatus",
    "Coalition",
    "CoalitionInputs",
    "CoalitionMember",
    "Condition",
    "ConditionState",
    "Gate",
    "GateStatus",
    "LargestStep",
    "Outcome",
    "RouteDecision",
    "RouteProbability",
    "Vote",
    "VoteChange",
]

Outcome = Literal["passes", "blocked", "open"]
"""How a route stands: it passes or is blocked however the open states decide, or hangs on them."""

GateStatus = Literal["met", "open", "failed"]
ClauseStatus = Literal["holds", "fails", "open"]


@dataclass(frozen=True, slots=True)
class Chances:
    """Probabilities of one state's vote; what is left of 1 is abstaining or silent."""

    yes: float
    declared_abstention: float
    no: float


ConditionState = Literal["met", "open", "unmet", "none"]
"""How conditions stand: all met, some not known, some unmet, or no condition."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that a state has put on what it said.

    Parameters
    ----------
    text : str
        The condition as the claim puts it.
    state : str
        met, open or unmet in the scenario.
    because : str
        Why.
    inputs : tuple of str
        Inputs of the case that decide it, in the notation of `Figure.inputs`.
    """

    text: str
    state: ConditionState
    because: str
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How one member is taken to vote on a route, and why.

    Parameters
    ----------
    state : str
        The member.
    vote : str
        yes, abstain, declared_abstention, no, or open where it cannot be said.
    modality : int or None
        Modality of the statement that the vote rests on.
    claims : tuple of str
        Claims that it rests on.
    reason : str
        Why, in a sentence.
    assumption : str
        Row of `votes.csv` that turned the statement into the vote; `suppose` for a hypothetical.
    chances, least, most : Chances
        Probabilities at the most likely values, at the end of the ranges that is least favourable to
        the decision, and at the most favourable end.
    conditions : tuple of Condition
        Conditions that the state has put on what the vote rests on, and whether the scenario meets them.
    """

    state: str
    vote: CastVote
    modality: int | None
    claims: tuple[str, ...]
    reason: str
    assumption: str
    chances: Chances
    least: Chances
    most: Chances
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A condition beside the vote: met, open or failed."""

    id: GateName
    status: GateStatus
    why: str
    binding: bool
    states: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseOutcome:
    """One clause of the law against the votes as they stand: holds, fails or open."""

    id: str
    says: str
    article: str
    status: ClauseStatus


@dataclass(frozen=True, slots=True)
class VoteChange:
    """One state's change of vote."""

    state: str
    vote: BallotChoice

    def __str__(self) -> str:
        return f"{self.state}={self.vote}"


VoteWord = Annotated[VoteChange, PlainSerializer(str, return_type=str)]
"""A change of vote that is written as `--suppose` reads it: `HUN=abstain`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteProbability:
    """Probability that the vote passes; gates are not part of it.

    Parameters
    ----------
    independent : float
        Under independent votes, exact.
    common_factor : float
        Under one common factor of the route's correlation, exact given its value.
    low, high : float
        Least and greatest value over the ranges of the vote table and of the correlation.
    correlation : Range
        Low, most likely and high correlation of the common factor.
    """

    independent: float
    common_factor: float
    low: float
    high: float
    correlation: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteDecision:
    """What one route decides, by whom, and what would change it.

    Parameters
    ----------
    id, name, rule, status, effect, article
        The route, as in its data file.
    outcome : {"passes", "blocked", "open"}
        The votes and the binding gates together.
    why : str
        One sentence.
    blockers : tuple of str
        States that block; empty unless the outcome is blocked.
    open : tuple of str
        States whose vote cannot be said and on which the outcome still hangs.
    pivotal : tuple of str
        States that decide alone, the others voting as they are taken to (open ones silent).
    votes : tuple of Vote
        Every member.
    clauses : tuple of ClauseOutcome
        Each clause of the law.
    gates : tuple of Gate
        Conditions beside the vote.
    smallest_changes, blocking_changes : tuple of tuple of VoteChange
        All smallest sets of changes that pass, and that block; open states count as silent.
        Empty where nothing needs to change, or nothing can.
    passes_in_silence : bool
        Whether the vote passes if every open state abstains or stays silent.
    changes_complete : bool
        False where there are more smallest sets than are listed.
    probability : RouteProbability or None
        None where the rule is beyond exact reach.
    reported : tuple of str
        Claims that name the route without speaking for a member.
    """

    id: str
    name: str
    rule: VotingRuleName
    status: RouteStanding
    effect: str
    article: str
    outcome: Outcome
    why: str
    blockers: tuple[str, ...]
    open: tuple[str, ...]
    pivotal: tuple[str, ...]
    votes: tuple[Vote, ...]
    clauses: tuple[ClauseOutcome, ...]
    gates: tuple[Gate, ...]
    smallest_changes: tuple[tuple[VoteWord, ...], ...]
    blocking_changes: tuple[tuple[VoteWord, ...], ...]
    passes_in_silence: bool
    changes_complete: bool
    probability: RouteProbability | None
    reported: tuple[str, ...]

    def vote_of(self, state: str) -> Vote | None:
        """Return the vote of one state; None where it is no member."""
        return next((vote for vote in self.votes if vote.state == state), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionMember:
    """A state that may join, with what its pledge depends on.

    Parameters
    ----------
    state : str
        The state.
    modality : int or None
        How firm its position is.
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
        routes = [figure for decision in self.routes for figure in _route_figures(decision)]
        return (*routes, *_coalition_figures(self.coalition))


def _route_figures(decision: RouteDecision) -> list[Figure]:
    rows = sorted({vote.assumption for vote in decision.votes if vote.assumption not in {"", "suppose"}})
    claims = tuple(sorted({claim for vote in decision.votes for claim in vote.claims}))
    gates = tuple(sorted({claim for gate in decision.gates for claim in gate.claims}))
    scenario = {name for vote in decision.votes for condition in vote.conditions for name in condition.inputs}
    assumed = (*(str(RowRef("votes.csv", row)) for row in rows), *sorted(scenario))
    law = (str(RowRef.route(decision.id)),)
    figures = [
        Figure(
            name=f"authority.{decision.id}",
            value=decision.outcome,
            unit="outcome",
            formula=f"{decision.why} Law: {decision.article}. Votes are assumed from statements.",
            inputs=law,
            claims=tuple(sorted({*claims, *gates, *decision.reported})),
            assumptions=assumed,
        )
    ]
    chance = decision.probability
    if chance is not None:
        figures += [
            Figure(
                name=f"authority.{decision.id}.probability.{word}",
                value=round(value, 6),
                unit="probability",
                formula=f"{formula}. Votes are assumed from statements.",
                inputs=law,
                claims=claims,
                assumptions=assumed,
            )
            for word, value, formula in (
                ("independent", chance.independent, "Probability that the vote passes, members voting independently"),
                (
                    "common_factor",
                    chance.common_factor,
                    f"The same under one common factor with correlation {chance.correlation.mode:g}, integrated over its value",
                ),
                ("low", chance.low, "Least value over the ranges of the vote table and of the correlation"),
                ("high", chance.high, "Greatest value over the ranges of the vote table and of the correlation"),
            )
        ]
    return figures


def _coalition_figures(coalition: Coalition) -> list[Figure]:
    figures = []
    law = str(RowRef.route("coalition_of_the_willing"))
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
                inputs=(law,),
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
