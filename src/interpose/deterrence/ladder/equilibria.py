"""Equilibria of a tree: the limit of the quantal response branch, others from scattered starts, each re-checked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.deterrence.ladder.arclength_continuation import trace, trace_from
from interpose.deterrence.ladder.candidates import held_back, pure_candidates
from interpose.deterrence.ladder.check import Check, check_equilibrium
from interpose.deterrence.ladder.quantal_path import settle
from interpose.deterrence.ladder.row_form import row_form
from interpose.deterrence.ladder.strategy import Profile, reach, reached_sets
from interpose.deterrence.ladder.tree import Game, Stakes

__all__ = ["TreeEquilibrium", "find_equilibria", "snapped"]

Floats = npt.NDArray[np.float64]

SMALLEST = 1e-4
"""A move that is rarer than this at the end of the branch is taken as never made."""

LARGEST_REGRET = 1e-2
"""Profiles with a greater regret are not called equilibria."""

ALIKE = 0.02
"""Profiles that differ less are the same."""

STARTS = 24
HELD = 6
"""How many moves are held back in turn in the search for other equilibria."""

RATIONALITY = 1e5
SETTLED = 1000.0
"""λ up to which scattered starts are mixed before their branch is followed to the end."""


@dataclass(frozen=True)
class TreeEquilibrium:
    """One equilibrium of a tree.

    Parameters
    ----------
    found_by : str
        `quantal_limit` (the branch from blind choice, followed to the end), `quantal_branch` (followed as far as it went),
        `scattered_start` (a branch from other beliefs), `held_back` (a branch with one move held back) or `pure_search`.
    moves : dict
        Probability of each move, by information set, kind and move.
    outcomes : dict of str to float
        Probability of each outcome that happens at all.
    max_regret : float
        The greatest regret in any information set, as a share of that player's range of payoffs.
    off_path : tuple of str
        Information sets that are never reached.
    ties : tuple of (str, str)
        Information sets and kinds to whom two moves are worth the same: other mixtures may be in equilibrium as well.
    """

    found_by: str
    moves: dict[str, dict[str, dict[str, float]]]
    outcomes: dict[str, float]
    max_regret: float
    off_path: tuple[str, ...]
    ties: tuple[tuple[str, str], ...] = ()


def find_equilibria(
    game: Game, stakes: Stakes, *, seed: int = 0, starts: int = STARTS, held: int = HELD, rationality: float = RATIONALITY
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
        How many scattered starts are tried; with none, pure strategies are not searched either.
    held : int
        How many moves of the first equilibrium are held back in turn.
    rationality : float
        λ up to which branches are followed.

    Returns
    -------
    tuple of TreeEquilibrium
        The limit of the principal branch first, if it was reached; then others, none of which plays like another where play
        leads. Empty where nothing converged or held up in the check: then there are no numbers.
    """
    form = row_form(game)
    rows = form.stakes(stakes)
    collected = _Collected(game, stakes)
    principal: Floats | None = None
    height = rationality
    for height in (rationality, rationality / 100, rationality / 1000):
        # Where the branch cannot be followed to the end, what it reached is tried: its regret says how good it is.
        arrival = trace(form, rows, height)
        if arrival.met:
            principal = arrival.logs
            collected.add("quantal_limit" if height == rationality else "quantal_branch", form.profile(principal))
            if collected.found:
                break
    if principal is not None:
        for logs in held_back(form, rows, principal, height, held):
            collected.add("held_back", form.profile(logs))
    if starts:
        scattered = settle(game, stakes, starts, np.random.default_rng(seed), min(SETTLED, height))
        begun: list[Floats] = []
        for place in np.flatnonzero(scattered.converged):
            logs = form.flat(scattered.profile, int(place))
            if any(np.abs(np.exp(logs) - np.exp(other)).max() < ALIKE for other in begun):
                continue
            begun.append(logs)
            arrival = trace_from(form, rows, form.over_first(logs), min(SETTLED, height), height)
            if arrival.met:
                collected.add("scattered_start", form.profile(arrival.logs))
        for chances in pure_candidates(form, rows, LARGEST_REGRET):
            with np.errstate(divide="ignore"):
                collected.add("pure_search", form.profile(np.log(chances)), hints=False)
    return tuple(collected.found)


class _Collected:
    """Equilibria found so far, each checked, none that plays like another."""

    def __init__(self, game: Game, stakes: Stakes) -> None:
        self.found: list[TreeEquilibrium] = []
        self._game, self._stakes = game, stakes
        self._seen: list[list[Floats]] = []
        self._played: list[list[Floats]] = []

    def add(self, found_by: str, logs: Profile, *, hints: bool = True) -> None:
        """Check a profile, and keep it if it holds and plays differently from those before it where play leads."""
        profile = snapped(logs)
        if any(_alike(profile, other) for other in self._seen):
            return
        played = self._on_path(profile)
        if any(_alike(played, other) for other in self._played):
            return
        self._seen.append(profile)
        check = check_equilibrium(self._game, self._stakes, profile, logs if hints else None)
        if check.max_regret <= LARGEST_REGRET:
            self._played.append(played)
            self.found.append(_named(self._game, self._stakes, profile, check, found_by))

    def _on_path(self, profile: list[Floats]) -> list[Floats]:
        """Blank what is never asked for: decisions that no play reaches, and those that a kind's own moves rule out."""
        with np.errstate(divide="ignore"):
            reached = reached_sets(self._game, self._stakes, [np.log(each)[..., None] for each in profile])
        return [np.where(own[:, None] > 0, each, -1.0) for own, each in zip(reached, profile, strict=True)]


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
    return all(np.abs(a - b).max() < ALIKE for a, b in zip(one, other, strict=True))


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
    return TreeEquilibrium(found_by, moves, outcomes, check.max_regret, check.off_path, check.ties)
