"""What the tree says: likeliest first moves, how credible the backstop must be, and responses with who decides them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from interpose.case.tables.escalation import Escalation
from interpose.deterrence.equilibria import STARTS, find_equilibria
from interpose.deterrence.play import Profile
from interpose.deterrence.quantal_path import follow
from interpose.deterrence.result import Backstop, BranchRow, Ladder, MoveShare, RouteStand
from interpose.deterrence.tree import Game, Stakes, stakes_at

if TYPE_CHECKING:
    from interpose.authority import Authority

__all__ = [
    "Followed",
    "backstop_question",
    "branch_rows",
    "follow_together",
    "ladder_answer",
    "least_backstop",
    "likeliest_first",
]

Floats = npt.NDArray[np.float64]
Responses = dict[str, dict[str, float]]

RATIONALITY = 50.0
"""λ for draws where the game gives no prior of its own; else the upper end of that."""

STEPS_OF_BELIEF = 41
HALF = 0.5


@dataclass(frozen=True)
class Followed:
    """Draws of a tree whose branch was followed to the upper end of what is taken as plausible.

    Parameters
    ----------
    game : Game
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

    game: Game
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


def follow_together(game: Game, escalation: Escalation, questions: Sequence[Mapping[str, Floats]]) -> tuple[Followed, ...]:
    """Follow the branch for several questions at once: what costs is the number of sweeps, less the number of draws.

    Parameters
    ----------
    game : Game
        Its form.
    escalation : Escalation
        The game as written.
    questions : sequence of mapping of str to ndarray of shape (draws,)
        Numbers of the game, each question with draws of its own.

    Returns
    -------
    tuple of Followed
        One for each question; no draw depends on another.
    """
    together = {path: np.concatenate([np.ravel(each[path]) for each in questions]) for path in questions[0]}
    stakes = stakes_at(game, escalation, together)
    height = escalation.rationality.high if escalation.rationality is not None else RATIONALITY
    end = follow(game, stakes, height)
    found, start = [], 0
    for each in questions:
        stop = start + np.size(next(iter(each.values())))
        own = np.arange(start, stop)
        profile = [logs[..., start:stop] for logs in end.profile]
        found.append(Followed(game, stakes.taken(own), profile, end.converged[start:stop], height))
        start = stop
    return tuple(found)


def ladder_answer(
    escalation: Escalation, followed: Followed, at_mode: Mapping[str, Floats], seed: int, starts: int = STARTS
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
    starts : int
        How many scattered starts are tried.

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
        game.decisions,
        followed.stakes.draws,
        float(kept.mean()),
        followed.rationality,
        tuple(MoveShare(move, share) for move, share in zip(moves, followed.likeliest(0), strict=True)) if kept.any() else (),
        find_equilibria(game, stakes_at(game, escalation, at_mode), seed=seed, starts=starts),
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


def backstop_question(escalation: Escalation, at_mode: Mapping[str, Floats]) -> dict[str, Floats] | None:
    """Vary the belief in the backstop from 0 to 1, the rest at the modes.

    Parameters
    ----------
    escalation : Escalation
        The game as written, with its `backstop` and its `attacks`.
    at_mode : mapping of str to ndarray of shape (1,)
        Numbers after the force, at the modes.

    Returns
    -------
    dict of str to ndarray or None
        Numbers, a draw for each belief; None where the game names no backstop.
    """
    if escalation.backstop is None or not escalation.attacks:
        return None
    _, player, kind = escalation.backstop.split(".")
    beliefs = np.linspace(0.0, 1.0, STEPS_OF_BELIEF)
    numbers = {path: np.repeat(values, STEPS_OF_BELIEF) for path, values in at_mode.items()}
    others = [path for path in numbers if path.startswith(f"types.{player}.") and path != escalation.backstop]
    total = sum(float(at_mode[path][0]) for path in others)
    for path in others:
        share = float(at_mode[path][0]) / total if total > 0 else 1 / len(others)
        numbers[path] = (1 - beliefs) * share
    numbers[f"types.{player}.{kind}"] = beliefs
    return numbers


def least_backstop(escalation: Escalation, followed: Followed, at_mode: Mapping[str, Floats]) -> tuple[Backstop, ...]:
    """Find how credible the backstop must be for each kind of attack not to be the likeliest opening.

    Parameters
    ----------
    escalation : Escalation
        The game as written.
    followed : Followed
        The draws of `backstop_question`.
    at_mode : mapping of str to ndarray of shape (1,)
        Numbers after the force, at the modes.

    Returns
    -------
    tuple of Backstop
        One for each attack.
    """
    if escalation.backstop is None:
        return ()
    game = followed.game
    beliefs = np.linspace(0.0, 1.0, STEPS_OF_BELIEF)
    chances = followed.chances(0)
    found = []
    for place, move in enumerate(game.sets[game.nodes[0].information].moves):
        if move in escalation.attacks:
            # From this belief on: a single low chance below a high one would mislead.
            failing = np.flatnonzero(~(followed.converged & (chances[place] < HALF)))
            first = int(failing[-1]) + 1 if len(failing) else 0
            least = round(float(beliefs[first]), 6) if first < STEPS_OF_BELIEF else None
            found.append(Backstop(move, escalation.backstop, float(at_mode[escalation.backstop][0]), least))
    return tuple(found)


def branch_rows(
    escalation: Escalation, responses: Responses, authority: Authority | None, parliaments: tuple[str, ...]
) -> tuple[BranchRow, ...]:
    """Write the branch table: after each attack each response, who decides it, and how their routes stand.

    Parameters
    ----------
    escalation : Escalation
        The game with its branches.
    responses : dict
        For each attack in which share of the draws each response is the likeliest.
    authority : Authority or None
        How routes stand; without it routes are shown as not known.
    parliaments : tuple of str
        Participants whose parliament must agree beforehand.

    Returns
    -------
    tuple of BranchRow
        In the order of attacks and of branches; a response that the tree does not offer after an attack is left out.
    """
    nodes = {node.id: node for node in escalation.nodes}
    rows = []
    for move in nodes[escalation.start].moves:
        if move.id not in escalation.attacks or move.to not in nodes:
            continue
        offered = {each.id for each in nodes[move.to].moves}
        for branch in escalation.branches:
            own = offered & set(branch.moves)
            if branch.moves and not own:
                continue
            found = responses.get(move.id)
            likeliest = sum(found[name] for name in sorted(own)) if found is not None and own else None
            stands = tuple(_stand(route, authority) for route in branch.routes)
            rows.append(
                BranchRow(
                    move.id,
                    branch.response,
                    branch.name,
                    branch.decided_by,
                    stands,
                    parliaments if branch.parliaments else (),
                    likeliest,
                    branch.follows,
                    branch.source,
                )
            )
    return tuple(rows)


def _stand(route: str, authority: Authority | None) -> RouteStand:
    decision = authority.of(route) if authority is not None else None
    if decision is None:
        return RouteStand(route, "not decided in this case", (), ())
    return RouteStand(route, decision.outcome, decision.blockers, decision.open)
