"""Tables of deterrence: payoffs of the unilateral game, and the escalation game of a case with its ranges."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, Self, TypeVar

from pydantic import Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from interpose.case.tables.fields import Identifier, IdentifierList, Row, column, in_order
from interpose.case.tables.words import Basis

__all__ = [
    "EVERYBODY",
    "Agreed",
    "Assumption",
    "Branch",
    "ChallengerPayoffs",
    "ChannelId",
    "DefenderPayoffs",
    "Effect",
    "Escalation",
    "GameMove",
    "GameNode",
    "GameOutcome",
    "GamePlayer",
    "Payoff",
    "PlayerType",
    "Race",
    "Spread",
    "UnilateralChallenger",
    "UnilateralDefender",
    "UnilateralGame",
    "UnilateralPayoffs",
]

RowT = TypeVar("RowT", bound=Row)

ChannelId = Literal[
    "local_balance",
    "air_defence",
    "surge",
    "tied_hands",
    "exposure",
    "monitoring",
    "answer_in_kind",
    "snap_back",
    "external_support",
]
"""The ways in which the force, and what is agreed beside it, enter the games."""

EVERYBODY = "all"
"""What stands for a player where an outcome is worth the same number to all of them."""


class ChallengerPayoffs(Row):
    """What the challenger gets: DC > SQ > DD_hard > CD > DD_soft."""

    DC: float = column("It demands and the defender concedes")
    SQ: float = column("It keeps the status quo")
    DD_hard: float = column("Conflict, to a hard challenger")
    CD: float = column("It demands, the defender resists, and it backs down")
    DD_soft: float = column("Conflict, to a soft challenger")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return _ordered(self)


class DefenderPayoffs(Row):
    """What the defender gets: SQ > CD > DD_hard > DC > DD_soft."""

    SQ: float = column("The challenger keeps the status quo")
    CD: float = column("It resists and the challenger backs down")
    DD_hard: float = column("Conflict, to a hard defender")
    DC: float = column("It concedes")
    DD_soft: float = column("Conflict, to a soft defender")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return _ordered(self)


class UnilateralPayoffs(Row):
    """The payoffs of one unilateral deterrence game."""

    challenger: ChallengerPayoffs = Field(description="What the challenger gets from each outcome")
    defender: DefenderPayoffs = Field(description="What the defender gets from each outcome")


def _ordered(row: RowT) -> RowT:
    broken = list(_broken(row))
    if broken:
        raise ValueError("; ".join(broken) + f" (the game needs {' > '.join(type(row).model_fields)})")
    return row


def _broken(row: Row) -> Iterator[str]:
    """Name each pair of neighbours that stand in the wrong order: fields are listed best first."""
    names = list(type(row).model_fields)
    for better, worse in pairwise(names):
        high, low = getattr(row, better), getattr(row, worse)
        if not high > low:
            yield f"{better} ({high:g}) must exceed {worse} ({low:g})"


class Spread(Row):
    """A number with its range; a plain number has none."""

    low: float = column("Lower bound")
    mode: float = column("Most likely value")
    high: float = column("Upper bound")

    @model_validator(mode="before")
    @classmethod
    def _plain_number(cls, value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return {"low": value, "mode": value, "high": value}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Let the schema of a file take a plain number too, where no other column must stand beside it."""
        written = handler(schema)
        return {"anyOf": [{"type": "number"}, written]} if cls is Spread and handler.mode == "validation" else written

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.low, self.mode, self.high)
        return self


class Assumption(Spread):
    """A number with its range, and what it rests on."""

    unit: str = column("Unit of the number")
    basis: Basis = column("What it rests on")
    source: str = column("Where it was read, or how it was chosen")


class PlayerType(Row):
    """A kind of player: it knows its own kind, the others hold a belief about it."""

    id: Identifier = column("Name of the kind")
    name: str = column("What sets it apart, for readers")
    probability: Spread = Field(description="Belief that the player is of this kind; the modes of all kinds sum to 1")
    plays: tuple[str, ...] = Field(
        (),
        description="Moves that its name says it makes, as `NODE.MOVE` or `NODE.MOVE|MOVE`: `interpose check` faults a kind "
        "that plays otherwise at the modes; of chance each kind has one",
    )


class GamePlayer(Row):
    """A player of the escalation game."""

    id: Identifier = column("Name of the player")
    name: str = column("Name for readers")
    chance: bool = column("Whether it is nature, which has no aims: its kind says how things turn out", default=False)
    types: tuple[PlayerType, ...] = Field(description="Kinds that the player may be of", min_length=1)
    basis: Basis = column("What the beliefs rest on")
    source: str = column("Where the beliefs were read, or how they were chosen")
    reference_class: str | None = column(
        "Class of cases that it comes from, and how far that carries; empty where the class of the game says it", default=None
    )


class GameMove(Row):
    """A move, and where it leads."""

    id: Identifier = column("Name of the move")
    name: str = column("Name for readers")
    to: Identifier = column("Node or outcome that it leads to")


class GameNode(Row):
    """A decision of one player."""

    id: Identifier = column("Name of the node")
    player: Identifier = column("Player that decides")
    information: Identifier | None = column(
        "Information set: nodes with the same word look the same to the player; empty means it can tell this node", default=None
    )
    moves: tuple[GameMove, ...] = Field(description="Moves to choose from", min_length=2)


class Payoff(Spread):
    """What a player gets from an outcome, on a scale of its own from 0 (worst) to 1 (best)."""

    player: Identifier = column("Player; `all` stands for each of them, with one number")
    type: Identifier | None = column("Kind of the player; empty means all kinds", default=None)


class GameOutcome(Row):
    """An end of the game."""

    id: Identifier = column("Name of the outcome")
    name: str = column("Name for readers")
    payoffs: tuple[Payoff, ...] = Field(description="What each player gets, by kind where kinds differ", min_length=1)
    basis: Basis = column("What the payoffs rest on", default="assumed")
    source: str = column("How they were chosen", default="assumed")


class UnilateralChallenger(Row):
    """Payoffs of the challenger of the unilateral game, with ranges."""

    DC: Spread = Field(description="It demands and the defender concedes")
    SQ: Spread = Field(description="It keeps the status quo")
    DD_hard: Spread = Field(description="Conflict, to a hard challenger")
    CD: Spread = Field(description="It demands, the defender resists, and it backs down")
    DD_soft: Spread = Field(description="Conflict, to a soft challenger")


class UnilateralDefender(Row):
    """Payoffs of the defender of the unilateral game, with ranges."""

    SQ: Spread = Field(description="The challenger keeps the status quo")
    CD: Spread = Field(description="It resists and the challenger backs down")
    DD_hard: Spread = Field(description="Conflict, to a hard defender")
    DC: Spread = Field(description="It concedes")
    DD_soft: Spread = Field(description="Conflict, to a soft defender")


class UnilateralGame(Row):
    """The unilateral deterrence game of the case, with ranges."""

    challenger: UnilateralChallenger = Field(description="What the challenger gets from each outcome")
    defender: UnilateralDefender = Field(description="What the defender gets from each outcome")
    p_challenger: Spread | str = Field(
        description="Probability that the challenger is hard, as both sides believe; `types.PLAYER.TYPE` takes that of the tree"
    )
    p_defender: Spread | str = Field(
        description="Probability that the defender is hard, as both sides believe; `types.PLAYER.TYPE` takes that of the tree"
    )
    basis: Basis = column("What the numbers rest on")
    source: str = column("Where they were read, or how they were chosen")
    reference_class: str | None = column(
        "Class of cases that it comes from, and how far that carries; empty where the class of the game says it", default=None
    )


class Effect(Row):
    """How one number of the games is moved: it changes by `change` times the measure of the channel."""

    channel: ChannelId = column(
        "Measure, from 0 to 1: local_balance (whether the host's army and the force would hold, S-shaped about the holding "
        "ratio), air_defence (its personnel over the size at which more denies no further), surge (reserves there by "
        "`balance_day` over what holding takes), tied_hands (personnel in the country over the size at which more commits no "
        "further), exposure (share of the force in the forward belt or holding the line), monitoring (personnel there over "
        "the size at which the line is watched), answer_in_kind and snap_back (what is `agreed`), external_support (1 with, "
        "0 without)"
    )
    times: ChannelId | None = column(
        "Another measure that the first is multiplied with, where one is worth nothing without the other", default=None
    )
    target: str = column(
        "Number that moves: `unilateral.challenger.DD_hard`, `unilateral.p_defender`, `payoffs.OUTCOME.PLAYER`, "
        "`payoffs.OUTCOME.PLAYER.TYPE`, or `types.PLAYER.TYPE`"
    )
    change: Spread = Field(description="Change of the number when the measure goes from 0 to 1")
    basis: Basis = column("What the change rests on")
    source: str = column("Where it was read, or how it was chosen")
    reference_class: str | None = column(
        "Class of cases that it comes from, and how far that carries; empty where the class of the game says it", default=None
    )

    @field_validator("channel", mode="before")
    @classmethod
    def _channel_of_0_1(cls, value: object) -> object:
        return "external_support" if value == "american_support" else value


class Race(Row):
    """The reinforcement race: arrivals of reserves against an attacker's time to a stated depth."""

    attacker_persons: Assumption = Field(description="Personnel that the attacker could bring to one axis")
    attacker_days_to_mass: Assumption = Field(description="Days of visible preparation before an attack")
    advance_km_per_day: Assumption = Field(description="Advance against no more than delay")
    goal_km: Assumption = Field(description="Depth of the attacker's stated goal behind the line; a depth, not a place")
    host_persons: Assumption = Field(description="Personnel of the host on the same axis")
    force_share_on_axis: Assumption = Field(description="Share of the force that stands on or can reach the axis in time")
    holding_ratio: Assumption = Field(description="Attackers for each defender at which a line is still taken to hold")
    warning_used: Assumption = Field(description="Share of the days of preparation that governments use to send reserves")
    decision_days: Assumption = Field(description="Days from the alarm to the order")
    permit_days: Assumption = Field(description="Days until border crossings are allowed")
    distance_km: Assumption = Field(description="Distance from home stations to the axis")
    speed_km_per_day: Assumption = Field(description="Distance that a heavy unit covers in a day, loading included")
    reception_days: Assumption = Field(description="Days of reception, staging and onward movement")
    reserve_share: Assumption = Field(description="Share of the contributors' remaining units that is released")
    delay_without_external_support: Assumption = Field(
        description="Days lost where lift and logistics of external providers are absent"
    )
    balance_steepness: Assumption | None = Field(
        None, description="Steepness of the S by which the balance counts; about the holding ratio, over the ratio of forces"
    )
    balance_day: int = column("Day after the attack up to which reserves count as a surge", unit="days", ge=0, le=365)

    @model_validator(mode="before")
    @classmethod
    def _key_of_0_1(cls, value: object) -> object:
        """Read `delay_without_american_support` of version 0.1 as `delay_without_external_support`."""
        old, new = "delay_without_american_support", "delay_without_external_support"
        if not isinstance(value, dict) or old not in value:
            return value
        if new in value:
            raise ValueError(f"{old} and {new} say the same thing: keep {new}")
        return {**{key: each for key, each in value.items() if key != old}, new: value[old]}


class Branch(Row):
    """What the contributors may do after an attack, and who decides it."""

    response: Identifier = column("Name of the response")
    name: str = column("Name for readers")
    decided_by: str = column("Who decides, in words")
    routes: IdentifierList = column("Routes of the authority part by which it is decided", default=())
    parliaments: bool = column("Whether parliaments with prior approval must agree", default=False)
    moves: IdentifierList = column("Moves of the tree that stand for it", default=())
    follows: str = column("What follows, and what it commits to")
    source: str = column("Where it was read, or how it was chosen")


class Agreed(Row):
    """What contributors have agreed beforehand, from 0 (nothing) to 1 (binding and public)."""

    answer_in_kind: float = column("That a probe is answered in kind", default=0.0, ge=0, le=1)
    snap_back: float = column("That sanctions, arms and strikes follow an attack: punishment", default=0.0, ge=0, le=1)
    source: str = column("Where it was read, or how it was chosen", default="assumed: nothing is agreed")


class Escalation(Row):
    """The games of a case: what happens if the force is attacked, at policy level only."""

    title: str = column("Title of the game")
    about: str = column("Who plays what, in a sentence or two")
    reference_class: str = column("From which cases the beliefs and changes come, and how far they carry")
    cannot_say: tuple[str, ...] = Field((), description="What the model cannot say, for readers")
    unilateral: UnilateralGame | None = Field(None, description="The unilateral deterrence game of the case")
    rationality: Assumption | None = Field(
        None, description="Rationality of quantal response (λ), for payoffs from 0 to 1: a prior; 0 is blind choice"
    )
    players: tuple[GamePlayer, ...] = Field(description="Players of the tree", min_length=1)
    start: Identifier = column("Node at which the tree begins")
    attacks: IdentifierList = column("Moves at the start that are attacks; the rest keep the peace", default=())
    backstop: str | None = column("Belief that asks how credible the backstop must be, as `types.PLAYER.TYPE`", default=None)
    nodes: tuple[GameNode, ...] = Field(description="Decisions of the tree", min_length=1)
    outcomes: tuple[GameOutcome, ...] = Field(description="Ends of the tree", min_length=2)
    tied_hands_personnel: Assumption | None = Field(
        None, description="Personnel in the country at which more commits the contributors no further"
    )
    air_defence_personnel: Assumption | None = Field(
        None, description="Personnel of air defence at which more denies no further"
    )
    monitoring_personnel: Assumption | None = Field(None, description="Personnel on the line at which it is watched throughout")
    agreed: Agreed = Field(default_factory=Agreed, description="What is agreed beforehand, beside the force")
    effects: tuple[Effect, ...] = Field((), description="How the force and what is agreed enter, channel by channel")
    race: Race | None = Field(None, description="The reinforcement race")
    branches: tuple[Branch, ...] = Field((), description="Responses to an attack, and who decides them")
