"""What must hold between the parts of an escalation game: names, the shape of the tree, information sets, beliefs, payoffs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from interpose.case.located import YamlText
from interpose.case.tables.escalation import EVERYBODY, Escalation, GameNode, Spread
from interpose.errors import Fault, did_you_mean, use_one_of

__all__ = ["escalation_faults", "number_paths"]

MOST_DECISIONS = 240
"""Information sets, counted for each kind of player by itself; games of up to about 60 are what the solver is made for."""

MOST_RATIONAL = 10_000.0

_NEEDED = {
    "tied_hands": "tied_hands_personnel",
    "monitoring": "monitoring_personnel",
    "air_defence": "air_defence_personnel",
}
"""What the measure of a channel is taken over."""

PLAYER = "a payoff belongs to a player"
PROBABILITY = "it is a probability"

Path = list[int | str]

CHALLENGER = ("DC", "SQ", "DD_hard", "CD", "DD_soft")
DEFENDER = ("SQ", "CD", "DD_hard", "DC", "DD_soft")


def escalation_faults(game: Escalation, text: YamlText) -> list[Fault]:
    """Check an escalation game.

    Parameters
    ----------
    game : Escalation
        The game, each row by itself in order.
    text : YamlText
        Its file, for places.

    Returns
    -------
    list of Fault
        Every fault; empty where the game can be played.
    """
    named = list(_names(game, text))
    if named:
        return named
    shape = list(_shape(game, text))
    found = [
        *shape,
        *_beliefs(game, text),
        *_payoffs(game, text),
        *_unilateral(game, text),
        *_effects(game, text),
        *_rationality(game, text),
    ]
    if not shape:
        found += _information(game, text)
    return [*found, *_branches(game, text), *_named_moves(game, text), *_roles(game, text)]


def number_paths(game: Escalation) -> dict[str, Spread]:
    """Name every number of a game that a draw may change, by its path.

    Returns
    -------
    dict of str to Spread
        `types.PLAYER.TYPE`, `payoffs.OUTCOME.PLAYER[.TYPE]`, `unilateral.challenger.DC` …; beliefs of the unilateral game
        that are those of the tree stand under the path of the tree alone.
    """
    paths: dict[str, Spread] = {}
    for player in game.players:
        for kind in player.types:
            paths[f"types.{player.id}.{kind.id}"] = kind.probability
    for outcome in game.outcomes:
        for payoff in outcome.payoffs:
            paths[".".join(filter(None, ("payoffs", outcome.id, payoff.player, payoff.type)))] = payoff
    if game.unilateral is not None:
        for side in ("challenger", "defender"):
            stakes = getattr(game.unilateral, side)
            for name in type(stakes).model_fields:
                paths[f"unilateral.{side}.{name}"] = getattr(stakes, name)
        for name in ("p_challenger", "p_defender"):
            belief = getattr(game.unilateral, name)
            if isinstance(belief, Spread):
                paths[f"unilateral.{name}"] = belief
    return paths


def _fault(text: YamlText, path: Sequence[int | str], what: str, why: str, mend: str) -> Fault:
    return Fault(what, text.location(path), why, mend)


def _names(game: Escalation, text: YamlText) -> Iterator[Fault]:
    """Find duplicate names, and names that mean nothing."""
    people: list[tuple[str, Path]] = [(player.id, ["players", i, "id"]) for i, player in enumerate(game.players)]
    steps: list[tuple[str, Path]] = [(node.id, ["nodes", i, "id"]) for i, node in enumerate(game.nodes)]
    ends: list[tuple[str, Path]] = [(outcome.id, ["outcomes", i, "id"]) for i, outcome in enumerate(game.outcomes)]
    groups = [(people, "player"), ([*steps, *ends], "node or outcome")]
    for i, player in enumerate(game.players):
        own: list[tuple[str, Path]] = [(kind.id, ["players", i, "types", j, "id"]) for j, kind in enumerate(player.types)]
        groups.append((own, f"kind of {player.id}"))
    for i, node in enumerate(game.nodes):
        moves: list[tuple[str, Path]] = [(move.id, ["nodes", i, "moves", j, "id"]) for j, move in enumerate(node.moves)]
        groups.append((moves, f"move of {node.id}"))
    for names, what in groups:
        seen: set[str] = set()
        for name, path in names:
            if name in seen:
                yield _fault(text, path, f"duplicate {what} {name!r}", "one of the two would be lost", "rename one of them")
            seen.add(name)
    players = [player.id for player in game.players]
    places = [*(node.id for node in game.nodes), *(outcome.id for outcome in game.outcomes)]
    if game.start not in {node.id for node in game.nodes}:
        mend = did_you_mean(game.start, (node.id for node in game.nodes)) or "name one of the nodes"
        yield _fault(text, ["start"], f"start {game.start!r} is no node", "the tree would have no beginning", mend)
    for i, node in enumerate(game.nodes):
        if node.player not in players:
            mend = use_one_of(node.player, players)
            why = "a decision belongs to a player"
            yield _fault(text, ["nodes", i, "player"], f"player {node.player!r} is not known", why, mend)
        for j, move in enumerate(node.moves):
            if move.to not in places:
                mend = did_you_mean(move.to, places) or "name a node or an outcome"
                what = f"move {move.id!r} leads to {move.to!r}, which is neither a node nor an outcome"
                yield _fault(text, ["nodes", i, "moves", j, "to"], what, "a move leads somewhere", mend)


def _shape(game: Escalation, text: YamlText) -> Iterator[Fault]:
    """Demand a tree: no cycle, one way to each node, everything reached."""
    nodes = {node.id: (place, node) for place, node in enumerate(game.nodes)}
    why = "a node of a tree stands for one history: what happened before it must be plain"
    reached: set[str] = {game.start}
    stack: list[tuple[str, tuple[str, ...]]] = [(game.start, (game.start,))]
    while stack:
        name, trail = stack.pop()
        place, node = nodes[name]
        for j, move in enumerate(node.moves):
            path: Path = ["nodes", place, "moves", j, "to"]
            if move.to in trail:
                circle = " → ".join((*trail[trail.index(move.to) :], move.to))
                yield _fault(text, path, f"the tree has a cycle: {circle}", "a game that never ends has no answer", "lead on")
            elif move.to in nodes:
                if move.to in reached:
                    what = f"node {move.to!r} is reached by more than one move"
                    yield _fault(text, path, what, why, "write the node once for each way, with the same `information`")
                else:
                    stack.append((move.to, (*trail, move.to)))
            reached.add(move.to)
    for key, names in (("nodes", [node.id for node in game.nodes]), ("outcomes", [end.id for end in game.outcomes])):
        for i, name in enumerate(names):
            if name not in reached:
                what = f"{key[:-1]} {name!r} is not reached by any move"
                yield _fault(
                    text, [key, i, "id"], what, "what nothing leads to would be lost in silence", "lead to it, or delete it"
                )


def _information(game: Escalation, text: YamlText) -> Iterator[Fault]:
    """Demand that nodes that look the same offer the same, and that a player remembers what it did itself."""
    sets: dict[str, list[tuple[int, GameNode]]] = {}
    for place, node in enumerate(game.nodes):
        sets.setdefault(node.information or node.id, []).append((place, node))
    memories = _memories(game)
    for label, members in sets.items():
        first = members[0][1]
        for place, node in members[1:]:
            at: Path = ["nodes", place, "information"]
            if node.player != first.player:
                what = f"information set {label!r} spans decisions of {first.player} and {node.player}"
                yield _fault(text, at, what, "it is what one player cannot tell apart", "give each player its own")
            elif [move.id for move in node.moves] != [move.id for move in first.moves]:
                what = f"information set {label!r} spans different moves: nodes {first.id!r} and {node.id!r}"
                why = "a player that sees which moves it has can tell the nodes apart"
                yield _fault(text, at, what, why, "give the nodes the same moves in the same order, or different information")
            elif memories[node.id] != memories[first.id]:
                what = f"in information set {label!r} player {node.player} would forget its own moves"
                yield _fault(
                    text, at, what, "the solver needs players that remember", "tell nodes apart by the player's own moves"
                )
    kinds = {player.id: len(player.types) for player in game.players}
    total = sum(kinds[members[0][1].player] for members in sets.values())
    if total > MOST_DECISIONS:
        what = f"the game has {total} information sets (kinds counted); at most {MOST_DECISIONS} can be solved"
        yield _fault(text, ["nodes"], what, "the search would not end in sensible time", "merge nodes or kinds")


def _memories(game: Escalation) -> dict[str, tuple[tuple[str, str], ...]]:
    """For each node what its player has decided before it, in order."""
    nodes = {node.id: node for node in game.nodes}
    memories: dict[str, tuple[tuple[str, str], ...]] = {}
    stack: list[tuple[str, tuple[tuple[str, str, str], ...]]] = [(game.start, ())]
    while stack:
        name, history = stack.pop()
        node = nodes[name]
        memories[name] = tuple((label, move) for player, label, move in history if player == node.player)
        label = node.information or node.id
        stack.extend((move.to, (*history, (node.player, label, move.id))) for move in node.moves if move.to in nodes)
    return memories


def _beliefs(game: Escalation, text: YamlText) -> Iterator[Fault]:
    for i, player in enumerate(game.players):
        for j, kind in enumerate(player.types):
            if kind.probability.low < 0 or kind.probability.high > 1:
                what = f"the belief that {player.id} is {kind.id} lies outside 0 to 1"
                yield _fault(
                    text, ["players", i, "types", j, "probability"], what, "it is a probability", "write numbers from 0 to 1"
                )
        total = sum(kind.probability.mode for kind in player.types)
        if abs(total - 1) > 1e-9:
            what = f"the beliefs about {player.id} sum to {total:g}, not to 1"
            yield _fault(
                text,
                ["players", i, "types"],
                what,
                "a player is of one kind or another",
                "change the modes so that they sum to 1",
            )
    if game.unilateral is not None:
        for name in ("p_challenger", "p_defender"):
            belief: Spread | str = getattr(game.unilateral, name)
            if isinstance(belief, str):
                known = {path for path in number_paths(game) if path.startswith("types.")}
                if belief not in known:
                    what = f"{name} is {belief!r}, which is no belief of the tree"
                    mend = did_you_mean(belief, known) or "write types.PLAYER.TYPE, or a number with its range"
                    yield _fault(text, ["unilateral", name], what, "the game would lack a belief", mend)
            elif belief.low < 0 or belief.high > 1:
                what = f"{name} lies outside 0 to 1"
                yield _fault(text, ["unilateral", name], what, PROBABILITY, "write numbers from 0 to 1")


def _payoffs(game: Escalation, text: YamlText) -> Iterator[Fault]:
    # Nature has no aims: what its kinds get is no number of the game.
    kinds = {player.id: [kind.id for kind in player.types] for player in game.players if not player.chance}
    for i, outcome in enumerate(game.outcomes):
        given: Counter[tuple[str, str]] = Counter()
        for j, payoff in enumerate(outcome.payoffs):
            path: Path = ["outcomes", i, "payoffs", j]
            if payoff.player == EVERYBODY and payoff.type is None:
                given.update((player, kind) for player, own in kinds.items() for kind in own)
            elif payoff.player not in kinds:
                mend = use_one_of(payoff.player, kinds)
                yield _fault(
                    text, [*path, "player"], f"player {payoff.player!r} is not known", "a payoff belongs to a player", mend
                )
            elif payoff.type is not None and payoff.type not in kinds[payoff.player]:
                known = kinds[payoff.player]
                mend = use_one_of(payoff.type, known)
                what = f"{payoff.player} is never {payoff.type!r}"
                yield _fault(text, [*path, "type"], what, "a payoff belongs to a kind that exists", mend)
            else:
                given.update((payoff.player, kind) for kind in ([payoff.type] if payoff.type else kinds[payoff.player]))
        for player, own in kinds.items():
            for kind in own:
                count = given[player, kind]
                if count != 1:
                    what = f"outcome {outcome.id!r} has {count or 'no'} payoffs for {player} ({kind})"
                    mend = "give each kind one payoff, or the player one without `type`"
                    yield _fault(text, ["outcomes", i, "payoffs"], what, "nothing is assumed in its place", mend)


def _unilateral(game: Escalation, text: YamlText) -> Iterator[Fault]:
    if game.unilateral is None:
        return
    for side, order in (("challenger", CHALLENGER), ("defender", DEFENDER)):
        stakes = getattr(game.unilateral, side)
        for better, worse in pairwise(order):
            if not getattr(stakes, better).mode > getattr(stakes, worse).mode:
                what = f"{side}: {better} must exceed {worse} at their modes"
                why = f"the unilateral game needs {' > '.join(order)}"
                yield _fault(text, ["unilateral", side, better], what, why, "change the modes; ranges may overlap")


def _effects(game: Escalation, text: YamlText) -> Iterator[Fault]:
    paths = number_paths(game)
    for i, effect in enumerate(game.effects):
        if effect.target not in paths:
            mend = did_you_mean(effect.target, paths) or "name a number as `payoffs.OUTCOME.PLAYER` or `types.PLAYER.TYPE`"
            what = f"the effect moves {effect.target!r}, which is no number of the game"
            yield _fault(text, ["effects", i, "target"], what, "it would be lost in silence", mend)
        for channel in filter(None, (effect.channel, effect.times)):
            lacking = _NEEDED.get(channel)
            if lacking is not None and getattr(game, lacking) is None:
                what, mend = f"{channel} is used without {lacking}", f"give {lacking}" + " with its range" * (lacking != "race")
                yield _fault(text, ["effects", i, "channel"], what, "the measure of the channel would be unknown", mend)


def _rationality(game: Escalation, text: YamlText) -> Iterator[Fault]:
    if game.rationality is not None and not (game.rationality.low >= 0 and 1 <= game.rationality.high <= MOST_RATIONAL):
        what = f"rationality runs from {game.rationality.low:g} to {game.rationality.high:g}"
        why = "λ begins at 0, blind choice, and the branch is followed to its upper end"
        yield _fault(text, ["rationality"], what, why, f"give numbers from 0, with an upper end from 1 to {MOST_RATIONAL:g}")


def _branches(game: Escalation, text: YamlText) -> Iterator[Fault]:
    known = {move.id for node in game.nodes for move in node.moves}
    for i, branch in enumerate(game.branches):
        for move in branch.moves:
            if move not in known:
                mend = did_you_mean(move, known) or "name a move of the tree"
                what = f"branch {branch.response!r} names the move {move!r}, which the tree does not have"
                yield _fault(text, ["branches", i, "moves"], what, "it would be shown without its moves", mend)


def _named_moves(game: Escalation, text: YamlText) -> Iterator[Fault]:
    """Demand that the moves by which a kind is named are its own, and that nature has one for each kind."""
    own: dict[str, list[str]] = {}
    for node in game.nodes:
        own.setdefault(node.player, []).extend(f"{node.id}.{move.id}" for move in node.moves)
    for i, player in enumerate(game.players):
        for j, kind in enumerate(player.types):
            path: Path = ["players", i, "types", j, "plays"]
            for move in (f"{told.partition('.')[0]}.{one}" for told in kind.plays for one in told.partition(".")[2].split("|")):
                if move not in own.get(player.id, []):
                    what = f"{player.id} ({kind.id}) plays {move!r}, which is no move of its own"
                    mend = did_you_mean(move, own.get(player.id, [])) or "write NODE.MOVE"
                    yield _fault(text, path, what, "its name would be checked against nothing", mend)
            if player.chance and (len(kind.plays) != 1 or "|" in kind.plays[0]):
                what = f"kind {kind.id!r} of chance {player.id!r} names {len(kind.plays) or 'no'} moves under `plays`"
                yield _fault(text, path, what, "how things turn out is one move", "name the move as NODE.MOVE")


def _roles(game: Escalation, text: YamlText) -> Iterator[Fault]:
    """Demand that the moves and the belief that answers are asked about exist."""
    if game.backstop is not None and game.backstop not in number_paths(game):
        mend = did_you_mean(game.backstop, number_paths(game)) or "write types.PLAYER.TYPE"
        what = f"backstop {game.backstop!r} is no belief of the game"
        yield _fault(text, ["backstop"], what, "how credible it must be would not be answered", mend)
    first = [move.id for node in game.nodes if node.id == game.start for move in node.moves]
    for move in game.attacks:
        if move not in first:
            what = f"attack {move!r} is no move of the start"
            mend = use_one_of(move, first)
            yield _fault(text, ["attacks"], what, "its branches would not be shown", mend)
