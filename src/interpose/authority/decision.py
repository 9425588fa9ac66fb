"""What one route decides: votes, gates, clauses of the law, what would change it, and how likely it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import PlainSerializer

from interpose.case.quantities import Figure, Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.words import BallotChoice, CastVote, GateName, RouteStanding, VotingRuleName

__all__ = [
    "Chances",
    "ClauseOutcome",
    "ClauseStatus",
    "CommandFrame",
    "Condition",
    "ConditionState",
    "Gate",
    "GateStatus",
    "Outcome",
    "RouteDecision",
    "RouteProbability",
    "Vote",
    "VoteChange",
    "VoteWord",
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
class CommandFrame:
    """A command or a format that goes with a route and is no ground of it."""

    name: str
    gives: str
    says: str


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
        States that block: members whose vote against is a veto by law, and hosts or parties that refuse. Empty unless the
        outcome is blocked, and where it is for want of votes.
    withheld : tuple of str
        Members by whose votes a count fails together, none of whom blocks alone.
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
    vetoes : tuple of str
        Members whose vote against is enough to block, by law.
    decides : str or None
        Who decides and how, in a few words.
    unlocks : tuple of str
        Contributors whose own law, or whose own words, ask for a mandate that this route's decision gives.
    pays : str
        Who pays for a force that goes by the route.
    outsiders, abstainers : str or None
        Who from outside the body may serve, and what follows for a member that abstains.
    frames : tuple of CommandFrame
        Commands and formats that go with the route and are no ground of it.
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
    vetoes: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    decides: str | None = None
    unlocks: tuple[str, ...] = ()
    pays: str = ""
    outsiders: str | None = None
    abstainers: str | None = None
    frames: tuple[CommandFrame, ...] = ()

    @property
    def silent(self) -> int:
        """How many members have said nothing that bears on it."""
        return sum(vote.modality is None and vote.vote == "open" for vote in self.votes)

    def vote_of(self, state: str) -> Vote | None:
        """Return the vote of one state; None where it is no member."""
        return next((vote for vote in self.votes if vote.state == state), None)

    def figures(self) -> list[Figure]:
        """Return the outcome, and the probability of the vote where it is known."""
        rows = sorted({vote.assumption for vote in self.votes if vote.assumption not in {"", "suppose"}})
        claims = tuple(sorted({claim for vote in self.votes for claim in vote.claims}))
        gates = tuple(sorted({claim for gate in self.gates for claim in gate.claims}))
        scenario = {name for vote in self.votes for condition in vote.conditions for name in condition.inputs}
        assumed = (*(str(RowRef("votes.csv", row)) for row in rows), *sorted(scenario))
        law = (str(RowRef.route(self.id)),)
        figures = [
            Figure(
                name=f"authority.{self.id}",
                value=self.outcome,
                unit="outcome",
                formula=f"{self.why} Law: {self.article}. Votes are assumed from statements.",
                inputs=law,
                claims=tuple(sorted({*claims, *gates, *self.reported})),
                assumptions=assumed,
            )
        ]
        chance = self.probability
        if chance is not None:
            correlation = chance.correlation.mode
            figures += [
                Figure(
                    name=f"authority.{self.id}.probability.{word}",
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
                        f"The same under one common factor with correlation {correlation:g}, integrated over its value",
                    ),
                    ("low", chance.low, "Least value over the ranges of the vote table and of the correlation"),
                    ("high", chance.high, "Greatest value over the ranges of the vote table and of the correlation"),
                )
            ]
        return figures
