"""Whether each kind of player does what its name says, at the modes of a game and before any force."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interpose.case.tables.escalation import Escalation
from interpose.deterrence.draws import draw, moved_numbers
from interpose.deterrence.ladder.quantal_path import follow
from interpose.deterrence.ladder.tree import compile_game, stakes_at

__all__ = ["AgainstName", "kinds_against_names"]

RATIONALITY = 50.0
"""λ where the game gives no prior of its own; else the upper end of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstName:
    """A kind that makes a move less often than not, though its name says that it makes it."""

    player: str
    kind: str
    move: str
    chance: float


def kinds_against_names(escalation: Escalation) -> tuple[AgainstName, ...]:
    """Find kinds that play against their names.

    Parameters
    ----------
    escalation : Escalation
        A game whose kinds name moves under `plays`.

    Returns
    -------
    tuple of AgainstName
        Empty where each kind makes the moves of its name more often than not, or nothing could be solved.

    Examples
    --------
    >>> from interpose.case import load
    >>> kinds_against_names(load("ukraine-2024").escalation)
    ()
    """
    if not any(kind.plays for player in escalation.players for kind in player.types):
        return ()
    game = compile_game(escalation)
    numbers = moved_numbers(escalation, draw(escalation, None), {})
    height = escalation.rationality.high if escalation.rationality is not None else RATIONALITY
    end = follow(game, stakes_at(game, escalation, numbers), height)
    if not end.converged.all():
        return ()
    found = []
    for player in escalation.players:
        for row, kind in enumerate(player.types):
            for told in kind.plays:
                node_id, moves = told.split(".")
                information = game.nodes[game.node_ids.index(node_id)].information
                columns = [game.sets[information].moves.index(move) for move in moves.split("|")]
                chance = float(np.exp(end.profile[information][row, columns, 0]).sum())
                if chance < 0.5:
                    found.append(AgainstName(player=player.id, kind=kind.id, move=told, chance=chance))
    return tuple(found)
