"""Playing a compiled game: beliefs by Bayes' rule forwards, what each move is worth backwards.

Strategies are kept as logarithms, so that beliefs stay exact where a move is next to never made.
Arrays over kinds have one axis for each player, in their order, and the draws last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.deterrence.ladder.tree import GameTree, Stakes

__all__ = ["Beliefs", "Play", "Profile", "lay_ends", "log_choice", "play_backwards", "reach", "reached_sets", "read_beliefs"]

Floats = npt.NDArray[np.float64]

Profile = list[Floats]
"""Logarithms of the probabilities of moves: one array of shape (kinds, moves, draws) for each information set."""

Beliefs = list[Floats]
"""One array for each information set: (nodes, kinds of each player …, draws), with one entry for the player's own kind.
It sums to one over nodes and kinds of the others."""


@dataclass(frozen=True)
class Play:
    """What a backward pass found.

    Parameters
    ----------
    worth : list of ndarray, each of shape (kinds, moves, draws)
        What each move is worth to each kind in each information set, given beliefs and what follows.
    profile : list of ndarray
        The strategies that were played.
    """

    worth: list[Floats]
    profile: Profile


def log_choice(rationality: Floats | float, worth: Floats) -> Floats:
    """Give the logarithms of logit choice probabilities over the moves (axis 1)."""
    drive = rationality * worth
    drive = drive - drive.max(axis=1, keepdims=True)
    return np.asarray(drive - np.log(np.exp(drive).sum(axis=1, keepdims=True)))


def read_beliefs(game: GameTree, stakes: Stakes, profile: Profile) -> Beliefs:
    """Give what the player at each information set believes: Bayes' rule on the others' moves.

    Kinds are independent, so what a player did itself tells it nothing about the others.

    Parameters
    ----------
    game, stakes : GameTree, Stakes
        The game with its numbers.
    profile : list of ndarray
        Logarithms of the probabilities of moves.

    Returns
    -------
    list of ndarray
        Beliefs, one array an information set.
    """
    count = len(game.players)
    with np.errstate(divide="ignore"):
        prior = [np.log(belief) for belief in stakes.beliefs]
    played: list[list[Floats]] = [prior] + [[] for _ in game.nodes[1:]]
    weights: list[Floats] = []
    for place, node in enumerate(game.nodes):
        own = played[place]
        weight: Floats = np.zeros((1,) * count + (stakes.draws,))
        for player in range(count):
            if player != node.player:
                weight = weight + _along(own[player], player, count)
        weights.append(weight)
        for move, target in enumerate(node.targets):
            if target >= 0:
                below = list(own)
                below[node.player] = own[node.player] + profile[node.information][:, move]
                played[target] = below
    beliefs = []
    for each in game.sets:
        stacked = np.stack([weights[node] for node in each.nodes])
        axes = tuple(range(stacked.ndim - 1))
        most = stacked.max(axis=axes, keepdims=True)
        shares = np.exp(stacked - np.where(np.isfinite(most), most, 0.0))
        beliefs.append(shares / shares.sum(axis=axes, keepdims=True))
    return beliefs


def lay_ends(game: GameTree, stakes: Stakes) -> list[Floats]:
    """Lay what each outcome pays along the axes of the kinds: (players, kinds of each player …, draws), one an outcome."""
    count = len(game.players)
    return [
        np.stack(
            [
                np.broadcast_to(
                    _along(stakes.payoffs[row, player, : len(kinds)], player, count),
                    (*(len(each) for each in game.types), stakes.draws),
                )
                for player, kinds in enumerate(game.types)
            ]
        )
        for row in range(len(game.outcomes))
    ]


def play_backwards(
    game: GameTree,
    stakes: Stakes,
    beliefs: Beliefs,
    choose: Callable[[int, Floats], Floats],
    ends: list[Floats] | None = None,
) -> Play:
    """Go from the last decisions to the first, letting each information set choose as it is told.

    Parameters
    ----------
    game, stakes : GameTree, Stakes
        The game with its numbers.
    beliefs : list of ndarray
        Beliefs at each information set.
    choose : callable
        Takes an information set and what its moves are worth, gives the logarithms of the probabilities of its moves.
    ends : list of ndarray, optional
        What `lay_ends` gives, where it was computed before.

    Returns
    -------
    Play
        Worth and strategies.
    """
    count = len(game.players)
    ends = lay_ends(game, stakes) if ends is None else ends
    values: dict[int, Floats] = {-1 - row: end for row, end in enumerate(ends)}
    worth: list[Floats] = [np.empty(0)] * len(game.sets)
    profile: Profile = [np.empty(0)] * len(game.sets)
    for index in game.backwards:
        information_set = game.sets[index]
        own = information_set.player
        others = tuple(axis for axis in range(count) if axis != own)
        move_worth = np.zeros((len(game.types[own]), len(information_set.moves), stakes.draws))
        for place, node in enumerate(information_set.nodes):
            for move, target in enumerate(game.nodes[node].targets):
                move_worth[:, move] += (beliefs[index][place] * values[target][own]).sum(axis=others)
        worth[index] = move_worth
        profile[index] = choose(index, move_worth)
        chances = np.exp(profile[index])
        for node in information_set.nodes:
            total: Floats | None = None
            for move, target in enumerate(game.nodes[node].targets):
                part = _along(chances[:, move], own, count) * values[target]
                total = part if total is None else total + part
            assert total is not None  # noqa: S101 - every node has moves
            values[node] = total
    return Play(worth, profile)


def reach(game: GameTree, stakes: Stakes, profile: Profile) -> dict[int, Floats]:
    """Give the probability of each outcome.

    Parameters
    ----------
    game, stakes : GameTree, Stakes
        The game with its numbers.
    profile : list of ndarray
        Logarithms of the probabilities of moves.

    Returns
    -------
    dict of int to ndarray of shape (draws,)
        By the place of the outcome.
    """
    count = len(game.players)
    start: Floats = np.ones((1,) * count + (stakes.draws,))
    for player, belief in enumerate(stakes.beliefs):
        start = start * _along(belief, player, count)
    shares: dict[int, Floats] = {0: start}
    ends = {row: np.zeros(stakes.draws) for row in range(len(game.outcomes))}
    for place, node in enumerate(game.nodes):
        for move, target in enumerate(node.targets):
            share = shares[place] * _along(np.exp(profile[node.information][:, move]), node.player, count)
            if target >= 0:
                shares[target] = share
            else:
                ends[-1 - target] += share.sum(axis=tuple(range(count)))
    return ends


def reached_sets(game: GameTree, stakes: Stakes, profile: Profile) -> list[Floats]:
    """Give how likely each kind reaches each information set, kinds by their prior, for a single draw.

    Parameters
    ----------
    game, stakes : GameTree, Stakes
        The game with its numbers.
    profile : list of ndarray
        Logarithms of the probabilities of moves.

    Returns
    -------
    list of ndarray of shape (kinds,)
        One array for each information set.
    """
    count = len(game.players)
    start: Floats = np.ones((1,) * count + (1,))
    for player, belief in enumerate(stakes.beliefs):
        start = start * _along(belief[:, :1], player, count)
    shares: dict[int, Floats] = {0: start}
    reached = [np.zeros(len(game.types[information_set.player])) for information_set in game.sets]
    for place, node in enumerate(game.nodes):
        others = tuple(axis for axis in range(count + 1) if axis != node.player)
        reached[node.information] += shares[place].sum(axis=others)
        for move, target in enumerate(node.targets):
            if target >= 0:
                chances = np.exp(profile[node.information][:, move])
                shares[target] = shares[place] * _along(chances, node.player, count)
    return reached


def _along(values: Floats, player: int, count: int) -> Floats:
    """Lay values by kind (kinds, draws) along the axis of their player."""
    shape = [1] * count + [values.shape[-1]]
    shape[player] = values.shape[0]
    return values.reshape(shape)
