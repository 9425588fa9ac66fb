"""Playing a compiled game: beliefs by Bayes' rule forwards, what each move is worth backwards.

Strategies are kept as logarithms, so that beliefs stay exact where a move is next to never made.
Arrays over kinds have one axis for each player, in their order, and the draws last; the axis of a player whose kind makes no
difference has one entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.deterrence.ladder.tree import GameTree, Stakes

__all__ = [
    "Beliefs",
    "Play",
    "Profile",
    "log_choice",
    "play_backwards",
    "play_certain",
    "reach",
    "reached_sets",
    "read_beliefs",
]

Floats = npt.NDArray[np.float64]

Profile = list[Floats]
"""Logarithms of the probabilities of moves: one array of shape (kinds, moves, draws) for each information set."""

Beliefs = dict[int, Floats]
"""By information set, where there is anything to believe: (nodes, kinds of each player …, draws), summing to one over nodes and
kinds. A set is left out where it has one node and nobody else moves there or later."""

Values = dict[int, dict[int, Floats]]
"""What a node or an outcome is worth, by target and by player who moved before it: (kinds of each player …, draws)."""


@dataclass(frozen=True)
class Play:
    """What a backward pass found.

    Parameters
    ----------
    worth : list of ndarray, each of shape (kinds, moves, draws)
        What each move is worth to each kind in each information set, given beliefs and what follows.
    profile : list of ndarray
        The strategies that were played.
    values : dict
        What each node and each outcome is worth to those who moved before.
    """

    worth: list[Floats]
    profile: Profile
    values: Values


def log_choice(rationality: Floats | float, worth: Floats) -> Floats:
    """Give the logarithms of logit choice probabilities over the moves (axis 1)."""
    drive = rationality * worth
    drive -= np.maximum.reduce(drive, axis=1, keepdims=True)
    drive -= np.log(np.add.reduce(np.exp(drive), axis=1, keepdims=True))
    return drive


def read_beliefs(
    game: GameTree, stakes: Stakes, profile: Profile, asked_about: tuple[tuple[int, ...], ...] | None = None
) -> Beliefs:
    """Give what the player at each information set believes: Bayes' rule on the others' moves.

    Kinds are independent, so what a player did itself tells it nothing about the others.

    Parameters
    ----------
    game, stakes : GameTree, Stakes
        The game with its numbers.
    profile : list of ndarray
        Logarithms of the probabilities of moves.
    asked_about : tuple of tuple of int, optional
        By information set the other players whose kinds are asked about; those whose kinds make a difference unless given.

    Returns
    -------
    dict of int to ndarray
        Beliefs by information set.
    """
    count, axes = len(game.players), tuple(range(1 + len(game.players)))
    asked_about = game.asked_about if asked_about is None else asked_about
    with np.errstate(divide="ignore"):
        prior = [np.log(belief) for belief in stakes.beliefs]
    played: list[list[Floats]] = [prior] + [[] for _ in game.nodes[1:]]
    for place, node in enumerate(game.nodes):
        for move, target in enumerate(node.targets):
            if target >= 0:
                played[target] = list(played[place])
                played[target][node.player] = played[place][node.player] + profile[node.information][:, move]
    beliefs = {}
    for index, each in enumerate(game.sets):
        asked = asked_about[index]
        if not asked and len(each.nodes) == 1:
            continue
        weights = [_weight(played[node], asked, count) for node in each.nodes]
        if len(each.nodes) > 1:
            # Which node it is depends on the moves of all others, whether their kinds matter later or not.
            rest = [player for player in range(count) if player != each.player and player not in asked]
            weights = [
                sum((np.logaddexp.reduce(played[node][player], axis=0) for player in rest), start=weight)
                for node, weight in zip(each.nodes, weights, strict=True)
            ]
        stacked = np.stack(weights) if len(weights) > 1 else weights[0][None]
        most = np.maximum.reduce(stacked, axis=axes, keepdims=True)
        shares = np.exp(stacked - np.where(np.isfinite(most), most, 0.0))
        beliefs[index] = shares / np.add.reduce(shares, axis=axes, keepdims=True)
    return beliefs


def _weight(played: list[Floats], asked: tuple[int, ...], count: int) -> Floats:
    """Give the logarithm of how likely the kinds of these players come to a node."""
    if not asked:
        return np.zeros((1,) * count + (played[0].shape[-1],))
    weight = _along(played[asked[0]], asked[0], count)
    for player in asked[1:]:
        weight = weight + _along(played[player], player, count)
    return weight


def play_backwards(
    game: GameTree,
    stakes: Stakes,
    beliefs: Beliefs,
    choose: Callable[[int, Floats], Floats],
    begun: Play | None = None,
) -> Play:
    """Go from the last decisions to the first, letting each information set choose as it is told.

    Parameters
    ----------
    game, stakes : GameTree, Stakes
        The game with its numbers.
    beliefs : dict of int to ndarray
        Beliefs by information set.
    choose : callable
        Takes an information set and what its moves are worth, gives the logarithms of the probabilities of its moves.
    begun : Play, optional
        What `play_certain` gives, where it was played before.

    Returns
    -------
    Play
        Worth and strategies.
    """
    begun = play_certain(game, stakes, choose) if begun is None else begun
    play = Play(list(begun.worth), list(begun.profile), dict(begun.values))
    for index in game.backwards:
        if index not in game.certain:
            _play(game, index, beliefs.get(index), choose, play)
    return play


def play_certain(game: GameTree, stakes: Stakes, choose: Callable[[int, Floats], Floats]) -> Play:
    """Play the information sets that no belief touches, as `play_backwards` does; the others are left empty.

    Parameters
    ----------
    game, stakes : GameTree, Stakes
        The game with its numbers.
    choose : callable
        As in `play_backwards`.

    Returns
    -------
    Play
        Worth and strategies of `game.certain`.
    """
    count = len(game.players)
    values = {
        -1 - row: {
            player: _along(stakes.payoffs[row, player, : len(game.types[player])], player, count)
            for player in game.moved_before.get(-1 - row, ())
        }
        for row in range(len(game.outcomes))
    }
    play = Play([np.empty(0)] * len(game.sets), [np.empty(0)] * len(game.sets), values)
    for index in game.backwards:
        if index in game.certain:
            _play(game, index, None, choose, play)
    return play


def _play(game: GameTree, index: int, belief: Floats | None, choose: Callable[[int, Floats], Floats], play: Play) -> None:
    """Let an information set choose, and add its worth, its strategy and what its nodes are then worth."""
    information_set, values, count = game.sets[index], play.values, len(game.players)
    own, nodes = information_set.player, [game.nodes[node].targets for node in information_set.nodes]
    others = tuple(axis for axis in range(count) if axis != own)
    worth = np.zeros((len(game.types[own]), len(information_set.moves), values[nodes[0][0]][own].shape[-1]))
    for move in range(len(information_set.moves)):
        for place, targets in enumerate(nodes):
            ahead = values[targets[move]][own]
            worth[:, move] += np.add.reduce(ahead if belief is None else belief[place] * ahead, axis=others)
    play.worth[index] = worth
    play.profile[index] = choose(index, worth)
    chances = np.exp(play.profile[index])
    laid = [_along(chances[:, move], own, count) for move in range(len(information_set.moves))]
    for node, targets in zip(information_set.nodes, nodes, strict=True):
        values[node] = {}
        for player in game.moved_before[node]:
            total = laid[0] * values[targets[0]][player]
            for chance, target in zip(laid[1:], targets[1:], strict=True):
                total = total + chance * values[target][player]
            values[node][player] = total


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
