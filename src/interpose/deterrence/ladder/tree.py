"""An escalation game compiled for many draws at once: who moves where, knowing what, and what it pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from interpose.case.tables.escalation import EVERYBODY, Escalation, GamePlayer

__all__ = ["GameTree", "InformationSet", "Stakes", "Step", "compile_game", "stakes_at"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Step:
    """A node of the tree: where each move leads. A target is a node (from 0 up) or an outcome (−1, −2, … from the first)."""

    player: int
    information: int
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InformationSet:
    """Nodes that look the same to the player who decides; each kind of that player decides in it by itself."""

    id: str
    player: int
    moves: tuple[str, ...]
    nodes: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class GameTree:
    """The form of a game, without its numbers.

    Parameters
    ----------
    players : tuple of str
        Names.
    types : tuple of tuple of str
        Kinds of each player.
    nodes : tuple of Step
        Every node, parents before children; the first is the start.
    node_ids, outcomes : tuple of str
        Names of nodes and of outcomes.
    sets : tuple of InformationSet
        Information sets.
    backwards : tuple of int
        Information sets in an order in which all that may follow one comes before it.
    """

    players: tuple[str, ...]
    types: tuple[tuple[str, ...], ...]
    nodes: tuple[Step, ...]
    node_ids: tuple[str, ...]
    outcomes: tuple[str, ...]
    sets: tuple[InformationSet, ...]
    backwards: tuple[int, ...]

    @property
    def decisions(self) -> int:
        """Number of information sets, counted for each kind of player by itself."""
        return sum(len(self.types[each.player]) for each in self.sets)

    @cached_property
    def moved_before(self) -> Mapping[int, frozenset[int]]:
        """Players who moved before each node and each outcome: only to them its worth ever matters."""
        found: dict[int, frozenset[int]] = {0: frozenset()}
        for place, node in enumerate(self.nodes):
            for target in node.targets:
                found[target] = found.get(target, frozenset()) | found[place] | {node.player}
        return found

    @cached_property
    def asked_about(self) -> tuple[tuple[int, ...], ...]:
        """Whose kinds matter at each information set: other players of several kinds who move there or later."""
        moving: dict[int, frozenset[int]] = {}
        for place in reversed(range(len(self.nodes))):
            node = self.nodes[place]
            later = (moving[target] for target in node.targets if target >= 0)
            moving[place] = frozenset({node.player}).union(*later)
        several = frozenset(player for player, kinds in enumerate(self.types) if len(kinds) > 1)
        return tuple(
            tuple(sorted(several & frozenset().union(*(moving[node] for node in each.nodes)) - {each.player}))
            for each in self.sets
        )

    @cached_property
    def certain(self) -> frozenset[int]:
        """Information sets whose choice no belief touches: of one node, no kind mattering there or later."""
        found: set[int] = set()
        for index in self.backwards:
            each = self.sets[index]
            after = {
                self.nodes[target].information for node in each.nodes for target in self.nodes[node].targets if target >= 0
            }
            if not self.asked_about[index] and len(each.nodes) == 1 and after <= found:
                found.add(index)
        return frozenset(found)


@dataclass(frozen=True)
class Stakes:
    """The numbers of a game, for `draws` draws.

    Parameters
    ----------
    beliefs : tuple of ndarray, each of shape (kinds, draws)
        Prior probability of each kind, one array a player.
    payoffs : ndarray of shape (outcomes, players, most kinds, draws)
        What each kind of each player gets; rows beyond a player's kinds are not used.
    """

    beliefs: tuple[Floats, ...]
    payoffs: Floats

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.payoffs.shape[-1])

    def taken(self, draws: npt.NDArray[np.intp]) -> Stakes:
        """Keep some of the draws."""
        return Stakes(tuple(each[:, draws] for each in self.beliefs), self.payoffs[..., draws])


def compile_game(escalation: Escalation) -> GameTree:
    """Compile the tree of a game.

    Parameters
    ----------
    escalation : Escalation
        A game without faults.

    Returns
    -------
    GameTree
        Its form.
    """
    players = {player.id: place for place, player in enumerate(escalation.players)}
    outcomes = {outcome.id: place for place, outcome in enumerate(escalation.outcomes)}
    written = {node.id: node for node in escalation.nodes}
    order: list[str] = []
    waiting = [escalation.start]
    while waiting:
        name = waiting.pop()
        order.append(name)
        waiting.extend(move.to for move in reversed(written[name].moves) if move.to in written)
    place = {name: index for index, name in enumerate(order)}
    labels: dict[str, list[int]] = {}
    for name in order:
        labels.setdefault(written[name].information or name, []).append(place[name])
    label_place = {label: index for index, label in enumerate(labels)}
    nodes = tuple(
        Step(
            players[written[name].player],
            label_place[written[name].information or name],
            tuple(place[move.to] if move.to in place else -1 - outcomes[move.to] for move in written[name].moves),
        )
        for name in order
    )
    sets = tuple(
        InformationSet(
            label, nodes[places[0]].player, tuple(move.id for move in written[order[places[0]]].moves), tuple(places)
        )
        for label, places in labels.items()
    )
    return GameTree(
        players=tuple(players),
        types=tuple(tuple(kind.id for kind in player.types) for player in escalation.players),
        nodes=nodes,
        node_ids=tuple(order),
        outcomes=tuple(outcomes),
        sets=sets,
        backwards=_backwards(nodes, sets),
    )


def _backwards(nodes: tuple[Step, ...], sets: tuple[InformationSet, ...]) -> tuple[int, ...]:
    """Order information sets so that what may follow one comes before it."""
    after = {
        index: {nodes[target].information for node in each.nodes for target in nodes[node].targets if target >= 0}
        for index, each in enumerate(sets)
    }
    order: list[int] = []
    left = dict(after)
    while left:
        ready = [index for index, following in left.items() if not following & left.keys()]
        if not ready:
            raise ValueError("information sets follow one another in a circle")
        for index in sorted(ready, reverse=True):
            order.append(index)
            del left[index]
    return tuple(order)


def stakes_at(game: GameTree, escalation: Escalation, numbers: Mapping[str, Floats]) -> Stakes:
    """Arrange the numbers of a game.

    Parameters
    ----------
    game : GameTree
        Its form.
    escalation : Escalation
        The game as written.
    numbers : mapping of str to ndarray of shape (draws,)
        Values by the paths of `interpose.deterrence.draws`: `payoffs.OUTCOME.PLAYER[.TYPE]`, `types.PLAYER.TYPE`.

    Returns
    -------
    Stakes
        Beliefs are scaled to sum to one in each draw, and the payoffs of each player to run from 0 to 1: what a rationality
        means does not hang on the unit of payoffs.
    """
    draws = len(next(iter(numbers.values())))
    most = max(len(kinds) for kinds in game.types)
    payoffs = np.zeros((len(game.outcomes), len(game.players), most, draws))
    for row, outcome in enumerate(escalation.outcomes):
        for payoff in outcome.payoffs:
            if payoff.player == EVERYBODY:
                payoffs[row] = numbers[f"payoffs.{outcome.id}.{EVERYBODY}"]
                continue
            player = game.players.index(payoff.player)
            if payoff.type is None:
                payoffs[row, player, :] = numbers[f"payoffs.{outcome.id}.{payoff.player}"]
            else:
                kind = game.types[player].index(payoff.type)
                payoffs[row, player, kind] = numbers[f"payoffs.{outcome.id}.{payoff.player}.{payoff.type}"]
    for place, written in enumerate(escalation.players):
        if written.chance:
            payoffs[:, place] = _turns_out(game, written)[..., None]
    for player, kinds in enumerate(game.types):
        own = payoffs[:, player, : len(kinds)]
        lowest, highest = own.min(axis=(0, 1)), own.max(axis=(0, 1))
        payoffs[:, player, : len(kinds)] = (own - lowest) / np.where(highest > lowest, highest - lowest, 1.0)
    beliefs = []
    for name, kinds in zip(game.players, game.types, strict=True):
        raw = np.stack([np.clip(numbers[f"types.{name}.{kind}"], 0.0, 1.0) for kind in kinds])
        total = raw.sum(axis=0)
        beliefs.append(np.where(total > 0, raw / np.where(total > 0, total, 1.0), 1.0 / len(kinds)))
    return Stakes(tuple(beliefs), payoffs)


def _turns_out(game: GameTree, player: GamePlayer) -> Floats:
    """Let each kind of nature prefer the ends below its own move, so that it is no choice: (outcomes, most kinds)."""
    most = max(len(kinds) for kinds in game.types)
    found = np.zeros((len(game.outcomes), most))
    for row, kind in enumerate(player.types):
        node_id, move_id = kind.plays[0].split(".")
        node = game.nodes[game.node_ids.index(node_id)]
        waiting = [node.targets[game.sets[node.information].moves.index(move_id)]]
        while waiting:
            target = waiting.pop()
            if target >= 0:
                waiting.extend(game.nodes[target].targets)
            else:
                found[-1 - target, row] = 1.0
    return found
