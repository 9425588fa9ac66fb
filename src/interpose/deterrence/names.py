"""The words of a game for its readers: names of players, their kinds, moves, decisions and outcomes, as the case gives them."""

from __future__ import annotations

from dataclasses import dataclass

from interpose.case.tables.escalation import Escalation

__all__ = ["SUPPORT", "DecisionWords", "Words", "words_of"]

SUPPORT = "external support"
"""What the switch is called where no case says who provides it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionWords:
    """One information set in words.

    Parameters
    ----------
    player_id, player : str
        Who decides, by its short name and for readers.
    after : str
        What went before it; empty at the start.
    moves : dict of str to str
        Names of the moves, by id.
    kinds : dict of str to str
        Names of the player's kinds, by id.
    """

    player_id: str
    player: str
    after: str
    moves: dict[str, str]
    kinds: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
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
    support : str
        Whose support from outside is a switch of the games, such as French support.
    """

    decisions: dict[str, DecisionWords]
    opening: dict[str, str]
    outcomes: dict[str, str]
    beliefs: dict[str, str]
    support: str


def words_of(escalation: Escalation, support: str = SUPPORT) -> Words:
    """Name everything in a tree.

    Parameters
    ----------
    escalation : Escalation
        The game.
    support : str
        Whose support from outside is a switch of the game.

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
            player_id=player.id,
            player=player.name,
            after=f"{known.after}; or {after}" if known is not None else after,
            moves={move.id: move.name for move in node.moves},
            kinds={kind.id: kind.name for kind in player.types},
        )
        waiting.extend(
            (move.to, (*before, f"{player.name} {_lower(move.name)}")) for move in reversed(node.moves) if move.to in nodes
        )
    beliefs = {
        f"types.{player.id}.{kind.id}": f"{player.name} {kind.name}" for player in escalation.players for kind in player.types
    }
    opening = {move.id: move.name for move in nodes[escalation.start].moves}
    return Words(
        decisions=decisions,
        opening=opening,
        outcomes={outcome.id: outcome.name for outcome in escalation.outcomes},
        beliefs=beliefs,
        support=support,
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
