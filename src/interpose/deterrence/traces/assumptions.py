"""Assumptions behind the answers: how the force moves the numbers of the games, and what each belief rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.case.quantities import Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.escalation import ChannelId, Effect, Escalation, Spread
from interpose.case.tables.words import Basis
from interpose.deterrence.draws import spread
from interpose.deterrence.names import Words

__all__ = ["Assumptions", "Channel", "ChannelEffect", "Prior", "channels_of", "number_words", "priors_of"]


CHANNELS: dict[ChannelId, tuple[str, str]] = {
    "local_balance": (
        "local balance",
        "whether the host's army and the force would hold, S-shaped about the holding ratio: one half where they just would",
    ),
    "air_defence": ("air defence", "its personnel, over the size at which more denies no further"),
    "surge": ("surge in a crisis", "reserves that are there in time, over what holding takes"),
    "tied_hands": ("tied hands", "personnel in the country, over the size at which more commits the contributors no further"),
    "exposure": ("exposure", "share of the force in the forward belt or holding the line, where it can be probed"),
    "monitoring": ("monitoring", "personnel there, over the size at which the line is watched"),
    "answer_in_kind": ("probes are answered", "how far contributors have bound themselves to answer a probe in kind"),
    "snap_back": ("punishment", "how far sanctions, arms and strikes after an attack are agreed beforehand"),
    "external_support": ("{support}", "1 with {support} short of troops, 0 without"),
}
"""Name and measure of each channel: part of the method; the case says whose support it is."""

STAKES = {
    "DC": "getting its way",
    "SQ": "the status quo",
    "DD_hard": "conflict, if it is hard,",
    "DD_soft": "conflict, if it is soft,",
    "CD": "the attacker's backing down",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelEffect:
    """What one channel moves: a number of the games, by how much when the measure goes from 0 to 1, and on what grounds.

    Parameters
    ----------
    target, words : str
        The number, by its path and in words.
    times : str or None
        Another channel whose measure multiplies this one.
    change : Range
        Change at measure 1.
    basis, source, reference_class : str
        What it rests on.
    """

    target: str
    words: str
    times: ChannelId | None
    change: Range
    basis: Basis
    source: str
    reference_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
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

    id: ChannelId
    name: str
    measure: str
    value: Range | None
    effects: tuple[ChannelEffect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """A belief of the games with its range, and the class of cases that it comes from.

    Parameters
    ----------
    path, belief : str
        Its path in the game, and in words.
    value : Range
        Low, mode and high, before the force moves it.
    basis, source, reference_class, where : str
        What it rests on, and its place in the file.
    """

    path: str
    belief: str
    value: Range
    basis: Basis
    source: str
    reference_class: str
    where: str


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """What the answers rest on.

    Parameters
    ----------
    external_support : bool
        Whether the scenario counts on external support.
    channels : tuple of Channel
        How the force enters the games, channel by channel.
    priors : tuple of Prior
        Beliefs of the games, and the class of cases that each comes from.
    """

    external_support: bool
    channels: tuple[Channel, ...]
    priors: tuple[Prior, ...]


def channels_of(
    escalation: Escalation, words: Words, measures: Mapping[ChannelId, npt.NDArray[np.float64] | float]
) -> tuple[Channel, ...]:
    """Describe the channels by which the force enters.

    Parameters
    ----------
    escalation : Escalation
        The game with its effects.
    words : Words
        Its names for readers.
    measures : mapping of str to float or ndarray
        Measures of the force over the draws.

    Returns
    -------
    tuple of Channel
        Those that move anything, the local balance first.
    """
    channels = []
    for channel, (name, measure) in CHANNELS.items():
        effects = tuple(_effect(escalation, words, each) for each in escalation.effects if each.channel == channel)
        value = measures.get(channel)
        if effects:
            channels.append(
                Channel(
                    id=channel,
                    name=name.format(support=words.support),
                    measure=measure.format(support=words.support),
                    value=None if value is None else spread(value),
                    effects=effects,
                )
            )
    return tuple(channels)


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
    priors = []
    common = "as for the game as a whole"
    game = escalation.unilateral
    if game is not None:
        for side in ("challenger", "defender"):
            belief: Spread | str = getattr(game, f"p_{side}")
            if isinstance(belief, str):
                continue
            priors.append(
                Prior(
                    path=f"unilateral.p_{side}",
                    belief=f"the {'attacker' if side == 'challenger' else 'defender'} is hard (one-step game)",
                    value=_range(belief),
                    basis=game.basis,
                    source=game.source,
                    reference_class=game.reference_class or common,
                    where=str(RowRef.game(f"unilateral.p_{side}")),
                )
            )
    for player in escalation.players:
        # The last kind's belief is what the others leave.
        priors.extend(
            Prior(
                path=f"types.{player.id}.{kind.id}",
                belief=f"{player.name} {kind.name}",
                value=_range(kind.probability),
                basis=player.basis,
                source=player.source,
                reference_class=player.reference_class or common,
                where=str(RowRef.game(f"players.{player.id}.{kind.id}")),
            )
            for kind in player.types[: max(1, len(player.types) - 1)]
        )
    return tuple(priors)


def _effect(escalation: Escalation, names: Words, effect: Effect) -> ChannelEffect:
    return ChannelEffect(
        target=effect.target,
        words=number_words(escalation, names, effect.target),
        times=effect.times,
        change=_range(effect.change),
        basis=effect.basis,
        source=effect.source,
        reference_class=effect.reference_class or "as for the game as a whole",
    )


def number_words(escalation: Escalation, names: Words, path: str) -> str:
    """Put the path of a number of the games into words.

    Parameters
    ----------
    escalation : Escalation
        The game.
    names : Words
        Its names for readers.
    path : str
        Such as `unilateral.challenger.SQ`, `types.attacker.hard`, `payoffs.withdrawn.contributors`.

    Returns
    -------
    str
        What the number says.
    """
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
    holder = f"{player.name} (that {kind})" if kind else player.name
    return f"what “{names.outcomes[rest[0]]}” is worth to {holder}"


def _range(stated: Spread) -> Range:
    return Range(stated.low, stated.mode, stated.high)
