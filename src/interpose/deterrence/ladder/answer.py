"""What the tree says: likeliest first moves over the draws, equilibria at the modes, and the likeliest responses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.case.quantities import Range
from interpose.case.tables.escalation import Escalation
from interpose.deterrence.draws import spread
from interpose.deterrence.ladder.equilibria import TreeEquilibrium, find_equilibria, looked_for_mixtures
from interpose.deterrence.ladder.quantal_path import follow
from interpose.deterrence.ladder.strategy import Profile, read_beliefs
from interpose.deterrence.ladder.tree import GameTree, Stakes, stakes_at
from interpose.deterrence.settings import LadderSettings

__all__ = [
    "Followed",
    "Ladder",
    "LearntBelief",
    "MoveShare",
    "Responses",
    "follow_together",
    "ladder_answer",
    "likeliest_first",
]

Floats = npt.NDArray[np.float64]

Responses = dict[str, dict[str, float]]
"""For each attack in which share of the converged draws each response is the likeliest."""

RATIONALITY = 50.0
"""λ for draws where the game gives no prior of its own; else the upper end of that."""


@dataclass(frozen=True, slots=True)
class MoveShare:
    """In which share of the draws a move is the likeliest at its decision."""

    move: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntBelief:
    """What who may attack believes of another's kind at one of its decisions: what was absorbed or answered has told it.

    Parameters
    ----------
    information : str
        The decision.
    belief : str
        Of whom it is, as `types.PLAYER.TYPE`.
    value : Range
        Over the draws that were solved: 10th percentile, median, 90th.
    """

    information: str
    belief: str
    value: Range


@dataclass(frozen=True, slots=True, kw_only=True)
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
    learnt : tuple of LearntBelief
        What who moves first believes of the others as things go on.
    mixtures_looked_for : bool
        Whether equilibria in which two sides mix were looked for by themselves.
    """

    information_sets: int
    draws: int
    converged: float
    rationality: float
    first_moves: tuple[MoveShare, ...]
    at_mode: tuple[TreeEquilibrium, ...]
    learnt: tuple[LearntBelief, ...]
    mixtures_looked_for: bool


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Draws of a tree whose branch was followed to the upper end of what is taken as plausible.

    Parameters
    ----------
    game : GameTree
        Its form.
    stakes : Stakes
        Its numbers.
    profile : list of ndarray
        Logarithms of the probabilities of moves at the end.
    converged : ndarray of bool
        Which draws were followed to the end.
    rationality : float
        λ to which they were followed.
    """

    game: GameTree
    stakes: Stakes
    profile: Profile
    converged: npt.NDArray[np.bool_]
    rationality: float

    def chances(self, node: int) -> Floats:
        """Give the chance of each move at a node, kinds weighted by the prior: (moves, draws)."""
        step = self.game.nodes[node]
        return np.asarray(np.einsum("kd,kmd->md", self.stakes.beliefs[step.player], np.exp(self.profile[step.information])))

    def likeliest(self, node: int) -> list[float]:
        """Give the share of the converged draws in which each move at a node is the likeliest."""
        chances = self.chances(node)
        if not self.converged.any():
            return [0.0] * len(chances)
        best = chances[:, self.converged].argmax(axis=0)
        return [float((best == move).mean()) for move in range(len(chances))]


def follow_together(
    game: GameTree, escalation: Escalation, questions: Sequence[Mapping[str, Floats]], settings: LadderSettings
) -> tuple[Followed, ...]:
    """Follow the branch for several questions at once: what costs is the number of sweeps, less the number of draws.

    Parameters
    ----------
    game : GameTree
        Its form.
    escalation : Escalation
        The game as written.
    questions : sequence of mapping of str to ndarray of shape (draws,)
        Numbers of the game, each question with draws of its own.
    settings : LadderSettings
        How branches are followed.

    Returns
    -------
    tuple of Followed
        One for each question; no draw depends on another.
    """
    together = {path: np.concatenate([np.ravel(question[path]) for question in questions]) for path in questions[0]}
    stakes = stakes_at(game, escalation, together)
    height = escalation.rationality.high if escalation.rationality is not None else RATIONALITY
    end = follow(game, stakes, height, settings)
    answers, start = [], 0
    for question in questions:
        stop = start + np.size(next(iter(question.values())))
        own = np.arange(start, stop)
        profile = [logs[..., start:stop] for logs in end.profile]
        answers.append(
            Followed(
                game=game,
                stakes=stakes.taken(own),
                profile=profile,
                converged=end.converged[start:stop],
                rationality=height,
            )
        )
        start = stop
    return tuple(answers)


def ladder_answer(
    escalation: Escalation, followed: Followed, at_mode: Mapping[str, Floats], seed: int, settings: LadderSettings
) -> tuple[Ladder, Responses]:
    """Say what the tree says over the draws and at the modes.

    Parameters
    ----------
    escalation : Escalation
        The game as written.
    followed : Followed
        The draws.
    at_mode : mapping of str to ndarray
        Numbers after the force at the modes.
    seed : int
        Seed of the scattered starts.
    settings : LadderSettings
        How far is searched for equilibria at the modes.

    Returns
    -------
    tuple
        The ladder, and for each attack in which share of the converged draws each response is the likeliest.
    """
    game, kept = followed.game, followed.converged
    first = game.nodes[0]
    moves = game.sets[first.information].moves
    mode = stakes_at(game, escalation, at_mode)
    responses: Responses = {}
    for move, target in zip(moves, first.targets, strict=True):
        if move in escalation.attacks and target >= 0:
            offered = game.sets[game.nodes[target].information].moves
            responses[move] = dict(zip(offered, followed.likeliest(target), strict=True))
    ladder = Ladder(
        information_sets=game.decisions,
        draws=followed.stakes.draws,
        converged=float(kept.mean()),
        rationality=followed.rationality,
        first_moves=(
            tuple(MoveShare(move, share) for move, share in zip(moves, followed.likeliest(0), strict=True))
            if kept.any()
            else ()
        ),
        at_mode=find_equilibria(game, mode, seed=seed, settings=settings),
        learnt=_learnt(followed, {player.id for player in escalation.players if player.chance}) if kept.any() else (),
        mixtures_looked_for=looked_for_mixtures(game, mode, settings),
    )
    return ladder, responses if kept.any() else {}


def _learnt(followed: Followed, nature: set[str]) -> tuple[LearntBelief, ...]:
    """Read what the player who moves first believes of the first kind of each other at each of its decisions."""
    game = followed.game
    opener = game.sets[game.nodes[0].information].player
    everybody = tuple(tuple(player for player in range(len(game.players)) if player != each.player) for each in game.sets)
    beliefs = read_beliefs(game, followed.stakes, followed.profile, everybody)
    found = []
    for index, information_set in enumerate(game.sets):
        for player, kinds in enumerate(game.types):
            if information_set.player != opener or player == opener or len(kinds) < 2 or game.players[player] in nature:
                continue
            others = tuple(axis for axis in range(1 + len(game.players)) if axis != player + 1)
            chance = beliefs[index].sum(axis=others)[0, followed.converged]
            path = f"types.{game.players[player]}.{kinds[0]}"
            found.append(LearntBelief(information=information_set.id, belief=path, value=spread(chance)))
    return tuple(found)


def likeliest_first(followed: Followed) -> tuple[str | None, ...]:
    """Name the likeliest first move in each draw; None where the branch was not followed to its end.

    Parameters
    ----------
    followed : Followed
        The draws, one for each force that is asked about.

    Returns
    -------
    tuple of str or None
        The moves.
    """
    game = followed.game
    moves = game.sets[game.nodes[0].information].moves
    best = followed.chances(0).argmax(axis=0)
    return tuple(moves[int(move)] if met else None for move, met in zip(best, followed.converged, strict=True))
