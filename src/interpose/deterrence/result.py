"""What the deterrence part answers: thresholds, shares, equilibria, branches and the race, never one probability of war."""

from __future__ import annotations

from dataclasses import dataclass

from interpose.case.quantities import Figure, Range
from interpose.deterrence.answering import NamedEquilibrium, NamedQuantal
from interpose.deterrence.equilibria import TreeEquilibrium
from interpose.deterrence.figures import figures_of
from interpose.deterrence.race import RaceAnswer
from interpose.deterrence.wording import Channel, Prior, Words

__all__ = [
    "Backstop",
    "BranchRow",
    "CloudPoint",
    "Deterrence",
    "EquilibriumShare",
    "Ladder",
    "MoveShare",
    "RouteStand",
    "Variant",
]


@dataclass(frozen=True, slots=True)
class EquilibriumShare:
    """In which share of the draws an equilibrium of the unilateral game exists; shares overlap where several do."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class MoveShare:
    """In which share of the draws a move is the likeliest at its decision."""

    move: str
    share: float


@dataclass(frozen=True, slots=True)
class CloudPoint:
    """One draw of the beliefs, for the chart."""

    p_challenger: float
    p_defender: float


@dataclass(frozen=True, slots=True)
class Variant:
    """What a mandate, a size or a supporter changes, at the modes.

    Parameters
    ----------
    name, mandate : str
        The force.
    persons : float
        Its personnel.
    source : str
        `plan`, or `requirement` where it is taken as met in full.
    american_support : bool
        Whether American support is there.
    local_balance, tied_hands, exposure : float
        Measures of the three channels.
    c1, c2, d : float or None
        Thresholds; None, as what follows from them, where the case has no unilateral game.
    p_defender : float or None
        Belief that the defender is hard.
    margin : float or None
        p_defender less c1: from 0 up, resistance alone deters even the hard challenger.
    equilibria : tuple of str
        Equilibria of the unilateral game that exist.
    first_move : str or None
        Likeliest first move in the tree; None where the branch was not followed to its end.
    """

    name: str
    mandate: str
    persons: float
    source: str
    american_support: bool
    local_balance: float
    tied_hands: float
    exposure: float
    c1: float | None
    c2: float | None
    d: float | None
    p_defender: float | None
    margin: float | None
    equilibria: tuple[str, ...]
    first_move: str | None


@dataclass(frozen=True, slots=True)
class Backstop:
    """How credible the backstop must be for one kind of attack not to be the likeliest opening.

    Parameters
    ----------
    attack : str
        The attack, as a move of the tree.
    belief : str
        The belief that was varied.
    at_mode : float
        What it is taken to be.
    least : float or None
        Least belief from which on the attack is made with a chance below one half, the rest at the modes; None where no
        belief is enough.
    """

    attack: str
    belief: str
    at_mode: float
    least: float | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """What the tree says.

    Parameters
    ----------
    information_sets : int
        Decisions, counted for each kind of player by itself.
    draws : int
        Draws that were followed.
    converged : float
        Share of them whose branch was followed to its end; the rest is counted nowhere.
    rationality : float
        λ that the branch was followed to, for payoffs from 0 to 1.
    first_moves : tuple of MoveShare
        The likeliest first move, by share of the draws that converged.
    at_mode : tuple of TreeEquilibrium
        Equilibria at the modes that were found; the list may be partial.
    """

    information_sets: int
    draws: int
    converged: float
    rationality: float
    first_moves: tuple[MoveShare, ...]
    at_mode: tuple[TreeEquilibrium, ...]


@dataclass(frozen=True, slots=True)
class RouteStand:
    """How a route stands that a response would need."""

    id: str
    outcome: str
    blockers: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True)
class Deterrence:
    """What happens if the force is attacked, as structure and not as a forecast.

    Parameters
    ----------
    title, about, reference_class : str
        The game, and where its beliefs come from.
    cannot_say : tuple of str
        What the model cannot say.
    american_support : bool
        Whether the scenario counts on American support.
    thresholds : dict of str to float
        c1, c2 and d (d*) at the modes; empty where the case has no unilateral game.
    threshold_ranges : dict of str to Range
        The same over the draws: 10th percentile, median, 90th.
    beliefs : dict of str to Range
        p_challenger and p_defender after the force, over the draws.
    equilibria : tuple of EquilibriumShare
        Share of the draws in which each equilibrium exists.
    dropped : float
        Share of the draws whose payoffs broke an ordering of the game and were not counted.
    at_mode : tuple of NamedEquilibrium
        Equilibria at the modes with their measured regret.
    cloud : tuple of CloudPoint
        Some draws of the beliefs, for the chart.
    variants : tuple of Variant
        What each mandate, size and supporter changes.
    backstop : tuple of Backstop
        How credible the backstop must be, by kind of attack.
    ladder : Ladder
        The tree.
    branches : tuple of BranchRow
        Responses after each attack, and who decides.
    race : tuple of RaceAnswer
        With and without American support.
    channels : tuple of Channel
        How the force enters the games, channel by channel.
    priors : tuple of Prior
        Beliefs of the games, and the class of cases that each comes from.
    words : Words
        Names for readers of what the tree calls by short words.
    beliefs_at_mode : dict of str to float
        p_challenger and p_defender after the force, at the modes; empty where the case has no unilateral game.
    ties : tuple of str
        Thresholds of the unilateral game that the beliefs lie on at the modes.
    quantal : tuple of NamedQuantal
        Quantal response of the unilateral game at the modes: at the low, the mode and the high of the prior on rationality;
        empty where the game gives none.
    """

    title: str
    about: str
    reference_class: str
    cannot_say: tuple[str, ...]
    american_support: bool
    thresholds: dict[str, float]
    threshold_ranges: dict[str, Range]
    beliefs: dict[str, Range]
    equilibria: tuple[EquilibriumShare, ...]
    dropped: float
    at_mode: tuple[NamedEquilibrium, ...]
    cloud: tuple[CloudPoint, ...]
    variants: tuple[Variant, ...]
    backstop: tuple[Backstop, ...]
    ladder: Ladder
    branches: tuple[BranchRow, ...]
    race: tuple[RaceAnswer, ...]
    channels: tuple[Channel, ...]
    priors: tuple[Prior, ...]
    words: Words
    beliefs_at_mode: dict[str, float]
    ties: tuple[str, ...]
    quantal: tuple[NamedQuantal, ...]

    def figures(self) -> tuple[Figure, ...]:
        """Return every number that a reader may ask about."""
        return tuple(figures_of(self))
