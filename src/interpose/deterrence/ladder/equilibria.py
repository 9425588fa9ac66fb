"""Equilibria of a tree: the limit of the quantal response branch, others from scattered starts, each re-checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from interpose.deterrence.ladder.arclength_continuation import trace, trace_from
from interpose.deterrence.ladder.candidates import held_back, mixed_candidates, pure_candidates
from interpose.deterrence.ladder.check import Check, check_equilibrium
from interpose.deterrence.ladder.quantal_path import settle
from interpose.deterrence.ladder.row_form import RowForm, RowStakes, row_form
from interpose.deterrence.ladder.strategy import Profile, reach, reached_sets
from interpose.deterrence.ladder.tree import GameTree, Stakes
from interpose.deterrence.settings import LadderSettings

__all__ = ["FoundBy", "TreeEquilibrium", "find_equilibria", "looked_for_mixtures", "snapped"]

Floats = npt.NDArray[np.float64]

_USUAL = LadderSettings()

FoundBy = Literal["quantal_limit", "quantal_branch", "scattered_start", "held_back", "pure_search", "mixed_pair"]
"""How an equilibrium was found."""


@dataclass(frozen=True, kw_only=True)
class TreeEquilibrium:
    """One equilibrium of a tree.

    Parameters
    ----------
    found_by : str
        `quantal_limit` (the branch from blind choice, followed to the end), `quantal_branch` (followed as far as it went),
        `scattered_start` (a branch from other beliefs), `held_back` (a branch with one move held back),
        `pure_search` or `mixed_pair` (two sides that make each other indifferent).
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

    found_by: FoundBy
    moves: dict[str, dict[str, dict[str, float]]]
    outcomes: dict[str, float]
    max_regret: float
    off_path: tuple[str, ...]
    ties: tuple[tuple[str, str], ...] = ()


def find_equilibria(
    game: GameTree, stakes: Stakes, *, seed: int = 0, settings: LadderSettings = _USUAL
) -> tuple[TreeEquilibrium, ...]:
    """Find equilibria of a tree; there may be more.

    Parameters
    ----------
    game : GameTree
        Its form.
    stakes : Stakes
        Its numbers, a single draw.
    seed : int
        Seed of the scattered starts.
    settings : LadderSettings
        How far branches are followed, and how many others are looked for.

    Returns
    -------
    tuple of TreeEquilibrium
        The limit of the principal branch first, if it was reached; then others, none of which plays like another where play
        leads. Empty where nothing converged or held up in the check: then there are no numbers.
    """
    form = row_form(game)
    rows = form.stakes(stakes)
    collected = _Collected(game, stakes, settings)
    principal: Floats | None = None
    height = settings.rationality
    for height in (settings.rationality, settings.rationality / 100, settings.rationality / 1000):
        # Where the branch cannot be followed to the end, what it reached is tried: its regret says how good it is.
        arrival = trace(form, rows, height, settings.continuation)
        if arrival.met:
            principal = arrival.logs
            collected.add("quantal_limit" if height == settings.rationality else "quantal_branch", form.profile(principal))
            if collected.equilibria:
                break
    if principal is not None:
        for logs in held_back(form, rows, principal, height, settings):
            collected.add("held_back", form.profile(logs))
    if settings.starts:
        for logs in _from_scattered_starts(form, rows, height, seed, settings, stakes):
            collected.add("scattered_start", form.profile(logs))
        for chances in pure_candidates(form, rows, settings):
            with np.errstate(divide="ignore"):
                collected.add("pure_search", form.profile(np.log(chances)), hints=False)
        for chances in mixed_candidates(form, rows, settings) or ():
            with np.errstate(divide="ignore"):
                collected.add("mixed_pair", form.profile(np.log(chances)), hints=False)
    return tuple(collected.equilibria)


def looked_for_mixtures(game: GameTree, stakes: Stakes, settings: LadderSettings = _USUAL) -> bool:
    """Say whether equilibria in which two sides mix are looked for by themselves, and not only where a branch ends in one.

    Parameters
    ----------
    game, stakes : GameTree, Stakes
        The game with its numbers, a single draw.
    settings : LadderSettings
        How far is searched.

    Returns
    -------
    bool
        False where the tree has too many pure strategies, or the search is left out.
    """
    if not settings.starts:
        return False
    form = row_form(game)
    return mixed_candidates(form, form.stakes(stakes), settings) is not None


def _from_scattered_starts(
    form: RowForm, rows: RowStakes, height: float, seed: int, settings: LadderSettings, stakes: Stakes
) -> Iterator[Floats]:
    """Mix scattered beliefs up to a middle λ, and follow each branch that is met there to the end."""
    middle = min(settings.mixed_to, height)
    scattered = settle(form.game, stakes, np.random.default_rng(seed), middle, settings)
    begun: list[Floats] = []
    for place in np.flatnonzero(scattered.converged):
        logs = form.flat(scattered.profile, int(place))
        if any(np.abs(np.exp(logs) - np.exp(other)).max() < settings.alike for other in begun):
            continue
        begun.append(logs)
        arrival = trace_from(form, rows, form.over_first(logs), middle, height, settings.continuation)
        if arrival.met:
            yield arrival.logs


class _Collected:
    """Equilibria found so far, each checked, none that plays like another."""

    def __init__(self, game: GameTree, stakes: Stakes, settings: LadderSettings) -> None:
        self.equilibria: list[TreeEquilibrium] = []
        self._game, self._stakes, self._settings = game, stakes, settings
        self._seen: list[list[Floats]] = []
        self._played: list[list[Floats]] = []

    def add(self, found_by: FoundBy, logs: Profile, *, hints: bool = True) -> None:
        """Check a profile, and keep it if it holds and plays differently from those before it where play leads."""
        profile = snapped(logs, self._settings.smallest)
        if any(_alike(profile, other, self._settings.alike) for other in self._seen):
            return
        played = self._on_path(profile)
        if any(_alike(played, other, self._settings.alike) for other in self._played):
            return
        self._seen.append(profile)
        check = check_equilibrium(self._game, self._stakes, profile, logs if hints else None)
        if check.max_regret <= self._settings.largest_regret:
            self._played.append(played)
            self.equilibria.append(_named(self._game, self._stakes, profile, check, found_by))

    def _on_path(self, profile: list[Floats]) -> list[Floats]:
        """Blank what is never asked for: decisions that no play reaches, and those that a kind's own moves rule out."""
        with np.errstate(divide="ignore"):
            reached = reached_sets(self._game, self._stakes, [np.log(each)[..., None] for each in profile])
        return [np.where(own[:, None] > 0, each, -1.0) for own, each in zip(reached, profile, strict=True)]


def snapped(logs: Profile, smallest: float = _USUAL.smallest) -> list[Floats]:
    """Take moves that are next to never made as never made.

    Parameters
    ----------
    logs : list of ndarray of shape (kinds, moves, 1)
        Logarithms of probabilities.
    smallest : float
        A rarer move is never made.

    Returns
    -------
    list of ndarray of shape (kinds, moves)
        Probabilities.
    """
    profile = []
    for each in logs:
        chances = np.exp(each[..., 0])
        chances = np.where(chances < smallest, 0.0, chances)
        profile.append(chances / chances.sum(axis=1, keepdims=True))
    return profile


def _alike(one: list[Floats], other: list[Floats], within: float) -> bool:
    return all(np.abs(a - b).max() < within for a, b in zip(one, other, strict=True))


def _named(game: GameTree, stakes: Stakes, profile: list[Floats], check: Check, found_by: FoundBy) -> TreeEquilibrium:
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
    return TreeEquilibrium(
        found_by=found_by,
        moves=moves,
        outcomes=outcomes,
        max_regret=check.max_regret,
        off_path=check.off_path,
        ties=check.ties,
    )
