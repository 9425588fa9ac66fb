"""What the tree says: likeliest first moves over the draws, equilibria at the modes, and the likeliest responses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.case.tables.escalation import Escalation
from interpose.deterrence.ladder.equilibria import TreeEquilibrium, find_equilibria
from interpose.deterrence.ladder.quantal_path import follow
from interpose.deterrence.ladder.strategy import Profile
from interpose.deterrence.ladder.tree import GameTree, Stakes, stakes_at
from interpose.deterrence.settings import LadderSettings

__all__ = ["Followed", "Ladder", "MoveShare", "Responses", "follow_together", "ladder_answer", "likeliest_first"]

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
        at_mode=find_equilibria(game, stakes_at(game, escalation, at_mode), seed=seed, settings=settings),
    )
    return ladder, responses if kept.any() else {}


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
