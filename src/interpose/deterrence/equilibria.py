"""Equilibria of a tree: the limit of the quantal response branch, others from scattered starts, each re-checked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.deterrence.checking import Check, check_equilibrium
from interpose.deterrence.play import Profile, reach
from interpose.deterrence.quantal_path import PathEnd, follow, settle
from interpose.deterrence.tree import Game, Stakes

__all__ = ["TreeEquilibrium", "find_equilibria", "snapped"]

Floats = npt.NDArray[np.float64]

SMALLEST = 2e-3
"""A move that is rarer than this at the end of the branch is taken as never made."""

LARGEST_REGRET = 1e-2
"""Profiles with a greater regret are not called equilibria."""

STARTS = 24
RATIONALITY = 1000.0


@dataclass(frozen=True)
class TreeEquilibrium:
    """One equilibrium of a tree.

    Parameters
    ----------
    found_by : str
        `quantal_limit` (the branch from blind choice, followed to the end), `quantal_branch` (followed as far as it went)
        or `scattered_start`.
    moves : dict
        Probability of each move, by information set, kind and move.
    outcomes : dict of str to float
        Probability of each outcome that happens at all.
    max_regret : float
        The greatest regret in any information set, as a share of that player's range of payoffs.
    off_path : tuple of str
        Information sets that are never reached.
    """

    found_by: str
    moves: dict[str, dict[str, dict[str, float]]]
    outcomes: dict[str, float]
    max_regret: float
    off_path: tuple[str, ...]


def find_equilibria(
    game: Game, stakes: Stakes, *, seed: int = 0, starts: int = STARTS, rationality: float = RATIONALITY
) -> tuple[TreeEquilibrium, ...]:
    """Find equilibria of a tree; there may be more.

    Parameters
    ----------
    game : Game
        Its form.
    stakes : Stakes
        Its numbers, a single draw.
    seed : int
        Seed of the scattered starts.
    starts : int
        How many scattered starts are tried.
    rationality : float
        λ up to which branches are followed.

    Returns
    -------
    tuple of TreeEquilibrium
        The limit of the principal branch first, if it was reached; then others, none of which repeats another.
        Empty where nothing converged: then there are no numbers.
    """
    ends: list[tuple[str, PathEnd, int]] = []
    for height in (rationality, rationality / 4, rationality / 16):
        # Where the branch turns back before the end, what it reached is tried: its regret says how good it is.
        principal = follow(game, stakes, height)
        if principal.converged[0]:
            ends.append(("quantal_limit" if height == rationality else "quantal_branch", principal, 0))
        if starts:
            scattered = settle(game, stakes, starts, np.random.default_rng(seed), height)
            ends += [("scattered_start", scattered, int(place)) for place in np.flatnonzero(scattered.converged)]
        if ends:
            break
    found: list[TreeEquilibrium] = []
    seen: list[list[Floats]] = []
    for found_by, end, place in ends:
        logs: Profile = [each[..., place : place + 1] for each in end.profile]
        profile = snapped(logs)
        if any(_alike(profile, other) for other in seen):
            continue
        seen.append(profile)
        check = check_equilibrium(game, stakes, profile, logs)
        if check.max_regret <= LARGEST_REGRET:
            found.append(_named(game, stakes, profile, check, found_by))
    return tuple(found)


def snapped(logs: Profile) -> list[Floats]:
    """Take moves that are next to never made as never made.

    Parameters
    ----------
    logs : list of ndarray of shape (kinds, moves, 1)
        Logarithms of probabilities.

    Returns
    -------
    list of ndarray of shape (kinds, moves)
        Probabilities.
    """
    profile = []
    for each in logs:
        chances = np.exp(each[..., 0])
        chances = np.where(chances < SMALLEST, 0.0, chances)
        profile.append(chances / chances.sum(axis=1, keepdims=True))
    return profile


def _alike(one: list[Floats], other: list[Floats]) -> bool:
    return all(np.abs(a - b).max() < 0.02 for a, b in zip(one, other, strict=True))


def _named(game: Game, stakes: Stakes, profile: list[Floats], check: Check, found_by: str) -> TreeEquilibrium:
    with np.errstate(divide="ignore"):
        ends = reach(game, stakes, [np.log(each)[..., None] for each in profile])
    moves = {
        each.id: {
            kind: {move: float(profile[index][row, column]) for column, move in enumerate(each.moves)}
            for row, kind in enumerate(game.types[each.player])
        }
        for index, each in enumerate(game.sets)
    }
    outcomes = {game.outcomes[row]: float(share[0]) for row, share in ends.items() if share[0] > 0}
    return TreeEquilibrium(found_by, moves, outcomes, check.max_regret, check.off_path)
