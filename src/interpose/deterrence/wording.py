"""Games in words: names of players, kinds, moves and decisions, the channels of the force, and what each belief rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.case.quantities import Range
from interpose.case.tables.escalation import Effect, Escalation, Spread

__all__ = ["Channel", "ChannelEffect", "DecisionWords", "Prior", "Words", "channels_of", "priors_of", "words_of"]

FILE = "escalation.yaml"

CHANNELS = {
    "local_balance": (
        "local balance",
        "what stands on or reaches the axis in time, over what the attacker could bring there",
    ),
    "tied_hands": ("tied hands", "personnel in the country, over the size at which more commits the contributors no further"),
    "exposure": ("exposure", "share of the force in the forward belt, where it can be probed"),
    "american_support": ("American support", "1 with American support short of troops, 0 without"),
}
"""Name and measure of each channel: part of the method, not of a case."""

STAKES = {
    "DC": "getting its way",
    "SQ": "the status quo",
    "DD_hard": "conflict, if it is hard,",
    "DD_soft": "conflict, if it is soft,",
    "CD": "the attacker's backing down",
}


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """One information set in words.

    Parameters
    ----------
    player : str
        Who decides.
    after : str
        What went before it; empty at the start.
    moves : dict of str to str
        Names of the moves, by id.
    kinds : dict of str to str
        Names of the player's kinds, by id.
    """

    player: str
    after: str
    moves: dict[str, str]
    kinds: dict[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """Names for readers of what the tree calls by short words.

    Parameters
    ----------
    decisions : dict of str to DecisionWords
        By information set, in the order of the tree.
    opening : dict of str to str
        Moves at the start.
    outcomes : dict of str to str
        Ends of the tree.
    beliefs : dict of str to str
        Beliefs that answers vary, by path.
    """

    decisions: dict[str, DecisionWords]
    opening: dict[str, str]
    outcomes: dict[str, str]
    beliefs: dict[str, str]


@dataclass(frozen=True, slots=True)
class ChannelEffect:
    """What one channel moves: a number of the games, by how much when the measure goes from 0 to 1, and on what grounds.

    Parameters
    ----------
    target, words : str
        The number, by its path and in words.
    change : Range
        Change at measure 1.
    basis, source, reference_class : str
        What it rests on.
    """

    target: str
    words: str
    change: Range
    basis: str
    source: str
    reference_class: str


@dataclass(frozen=True, slots=True)
class Channel:
    """One way in which the force enters the games.

    Parameters
    ----------
    id, name, measure : str
        The channel, and what it measures, in words.
    value : Range or None
        The measure of the force that is attacked, over the draws; None where the game does not measure it.
    effects : tuple of ChannelEffect
        The numbers that it moves; nothing else moves.
    """

    id: str
    name: str
    measure: str
    value: Range | None
    effects: tuple[ChannelEffect, ...]


@dataclass(frozen=True, slots=True)
class Prior:
    """A belief of the games with its range, and the class of cases that it comes from.

    Parameters
    ----------
    belief : str
        In words.
    value : Range
        Low, mode and high, before the force moves it.
    basis, source, reference_class, where : str
        What it rests on, and its place in the file.
    """

    belief: str
    value: Range
    basis: str
    source: str
    reference_class: str
    where: str


def words_of(escalation: Escalation) -> Words:
    """Name everything in a tree.

    Parameters
    ----------
    escalation : Escalation
        The game.

    Returns
    -------
    Words
        Names for readers.

    Examples
    --------
    >>> from interpose.case.read.escalation import read_escalation, shipped_games
    >>> words = words_of(read_escalation(shipped_games()["asymmetric-escalation"]))
    >>> words.decisions["last"].after
    'Challenger demands, Defender resists in kind, Challenger escalates'
    """
    players = {player.id: player for player in escalation.players}
    nodes = {node.id: node for node in escalation.nodes}
    decisions: dict[str, DecisionWords] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [(escalation.start, ())]
    while waiting:
        name, before = waiting.pop()
        node = nodes[name]
        player = players[node.player]
        label, after = node.information or node.id, ", ".join(before)
        known = decisions.get(label)
        decisions[label] = DecisionWords(
            player.name,
            f"{known.after}; or {after}" if known is not None else after,
            {move.id: move.name for move in node.moves},
            {kind.id: kind.name for kind in player.types},
        )
        waiting.extend(
            (move.to, (*before, f"{player.name} {_lower(move.name)}")) for move in reversed(node.moves) if move.to in nodes
        )
    beliefs = {
        f"types.{player.id}.{kind.id}": f"{player.name} {kind.name}" for player in escalation.players for kind in player.types
    }
    opening = {move.id: move.name for move in nodes[escalation.start].moves}
    return Words(decisions, opening, {outcome.id: outcome.name for outcome in escalation.outcomes}, beliefs)


def channels_of(escalation: Escalation, measures: Mapping[str, npt.NDArray[np.float64] | float]) -> tuple[Channel, ...]:
    """Describe the channels by which the force enters.

    Parameters
    ----------
    escalation : Escalation
        The game with its effects.
    measures : mapping of str to float or ndarray
        Measures of the force over the draws.

    Returns
    -------
    tuple of Channel
        Those that move anything, the local balance first.
    """
    names = words_of(escalation)
    found = []
    for channel, (name, measure) in CHANNELS.items():
        effects = tuple(_effect(escalation, names, each) for each in escalation.effects if each.channel == channel)
        value = measures.get(channel)
        if effects:
            found.append(Channel(channel, name, measure, None if value is None else _quantiles(value), effects))
    return tuple(found)


def priors_of(escalation: Escalation) -> tuple[Prior, ...]:
    """List every belief of the games with its range and the class of cases that it comes from.

    Parameters
    ----------
    escalation : Escalation
        The game.

    Returns
    -------
    tuple of Prior
        Beliefs of the unilateral game first, then those about the players of the tree.
    """
    found = []
    common = "as for the game as a whole"
    game = escalation.unilateral
    if game is not None:
        for side in ("challenger", "defender"):
            spread: Spread = getattr(game, f"p_{side}")
            found.append(
                Prior(
                    f"the {'attacker' if side == 'challenger' else 'defender'} is hard (one-step game)",
                    _range(spread),
                    game.basis,
                    game.source,
                    game.reference_class or common,
                    f"{FILE}#unilateral.p_{side}",
                )
            )
    for player in escalation.players:
        # The last kind's belief is what the others leave.
        found.extend(
            Prior(
                f"{player.name} {kind.name}",
                _range(kind.probability),
                player.basis,
                player.source,
                player.reference_class or common,
                f"{FILE}#players.{player.id}.{kind.id}",
            )
            for kind in player.types[: max(1, len(player.types) - 1)]
        )
    return tuple(found)


def _effect(escalation: Escalation, names: Words, effect: Effect) -> ChannelEffect:
    return ChannelEffect(
        effect.target,
        _target(escalation, names, effect.target),
        _range(effect.change),
        effect.basis,
        effect.source,
        effect.reference_class or "as for the game as a whole",
    )


def _target(escalation: Escalation, names: Words, path: str) -> str:
    """Put the path of a number into words."""
    group, *rest = path.split(".")
    players = {player.id: player for player in escalation.players}
    if group == "types":
        return f"the belief: {names.beliefs[path]}"
    if group == "unilateral":
        if len(rest) == 1:
            return f"the belief that the {'attacker' if rest[0] == 'p_challenger' else 'defender'} is hard"
        side = "attacker" if rest[0] == "challenger" else "defender"
        stake = "conceding" if (side, rest[1]) == ("defender", "DC") else STAKES[rest[1]]
        return f"what {stake} is worth to the {side} in the one-step game"
    player = players[rest[1]]
    kind = {each.id: each.name for each in player.types}.get(rest[2]) if len(rest) > 2 else None
    held = f"{player.name} (that {kind})" if kind else player.name
    return f"what “{names.outcomes[rest[0]]}” is worth to {held}"


def _range(spread: Spread) -> Range:
    return Range(spread.low, spread.mode, spread.high)


def _quantiles(values: npt.NDArray[np.float64] | float) -> Range:
    low, middle, high = np.quantile(np.atleast_1d(values), (0.1, 0.5, 0.9))
    return Range(float(low), float(middle), float(high))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def likeliest_moves(moves: Mapping[str, float], names: Mapping[str, str]) -> Sequence[tuple[str, float]]:
    """Give the moves that are made at all, by name, the likeliest first."""
    made = [(names.get(move, move), chance) for move, chance in moves.items() if chance > 0]
    return sorted(made, key=lambda each: -each[1])
