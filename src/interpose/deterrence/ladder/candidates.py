"""Candidates for equilibria besides the limit of quantal response: moves held back, and strategies of small trees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from interpose.deterrence.ladder.arclength_continuation import trace
from interpose.deterrence.ladder.row_form import RowForm, RowStakes, Worth
from interpose.deterrence.settings import LadderSettings

__all__ = ["held_back", "mixed_candidates", "pure_candidates"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
_USUAL = LadderSettings()

MADE = 0.05
"""A move that is rarer than this is not held back: it changes little."""

NEVER = -1e3
"""Logarithm of the probability of a slip in pure strategies."""

ROUNDING = 1e-9


def held_back(
    form: RowForm, stakes: RowStakes, logs: Floats, rationality: float, settings: LadderSettings = _USUAL
) -> Iterator[Floats]:
    """Follow the branch anew, each time with one move that is made now held back for one kind.

    What is held back costs its player its whole range of payoffs. Where the branch then ends in a profile that does not use
    the move, the cost touches nothing that is played, and the profile may be an equilibrium of the game as it is, with the
    beliefs that such slips leave behind. Whether it is one is for the checker to say.

    Parameters
    ----------
    form, stakes : RowForm, RowStakes
        The game with its numbers.
    logs : ndarray of shape (columns,)
        Logarithms of a profile whose moves are held back in turn, those on its path first.
    rationality : float
        λ to go to.
    settings : LadderSettings
        How many moves are tried, and how branches are followed.

    Yields
    ------
    ndarray of shape (columns,)
        Logarithms of the profile at the end, where it was reached.
    """
    reached = _reached(form, stakes, np.exp(logs))
    share = np.where(np.exp(logs) >= MADE, reached, 0.0)
    order = [int(column) for column in np.argsort(-share, kind="stable") if share[column] > ROUNDING]
    owner = form.player[form.column]
    for column in order[: settings.held]:
        player = form.player[column]
        start = form.starts[column]
        passing = np.zeros(len(form.outcomes), dtype=bool)
        passing[form.through[start : start + form.through_counts[column]]] = True
        own = owner == player
        span = float(np.ptp(stakes.payoffs[own]))
        costly = np.where(own & passing[form.through], stakes.payoffs - span, stakes.payoffs)
        arrival = trace(form, replace(stakes, payoffs=costly), rationality, settings.continuation)
        if arrival.met:
            yield arrival.logs


def pure_candidates(form: RowForm, stakes: RowStakes, settings: LadderSettings = _USUAL) -> Iterator[Floats]:
    """Go through the pure strategies of a small tree, and give those that nobody regrets where play leads.

    Parameters
    ----------
    form, stakes : RowForm, RowStakes
        The game with its numbers.
    settings : LadderSettings
        Greatest regret where play leads, and how many profiles are tried at most.

    Yields
    ------
    ndarray of shape (columns,)
        Probabilities, 0 or 1. Nothing where the tree has too many pure strategies.
    """
    choices = _choices(form, stakes)
    if np.prod([float(len(each)) for each in choices]) > settings.most_pure:
        return
    for chosen in product(*choices):
        profile = np.zeros(form.columns)
        profile[list(chosen)] = 1.0
        worth = Worth.of(form, stakes, np.where(profile > 0, 0.0, NEVER)).values
        best = np.maximum.reduceat(worth, form.first)
        lost = best - worth[list(chosen)]
        on_path = _reached(form, stakes, profile)[list(chosen)] > 0
        if (lost[on_path] <= settings.largest_regret).all():
            yield profile


def mixed_candidates(form: RowForm, stakes: RowStakes, settings: LadderSettings = _USUAL) -> list[Floats] | None:
    """Let two sides mix between two moves each, so that each makes the other indifferent, the rest being pure.

    Parameters
    ----------
    form, stakes : RowForm, RowStakes
        The game with its numbers.
    settings : LadderSettings
        How many combinations of pure strategies of the others are tried at most.

    Returns
    -------
    list of ndarray of shape (columns,), or None
        Probabilities; None where the tree has too many combinations, so that such equilibria were not looked for.

    Notes
    -----
    How likely a row is, is linear in the chance of each move that leads to it, and so is what a side gains by one of its moves
    over the other: its root is the other side's mixture.
    """
    choices = _choices(form, stakes)
    owner = form.player[form.first]
    pairs = [
        (one, other)
        for one, other in combinations(range(len(choices)), 2)
        if len(choices[one]) == len(choices[other]) == 2 and owner[one] != owner[other]
    ]
    sizes = [float(len(each)) for each in choices]
    if sum(np.prod(sizes) / 4 for _ in pairs) > settings.most_pure:
        return None
    found = []
    for one, other in pairs:
        rest = [[choice[0]] if place in (one, other) else choice for place, choice in enumerate(choices)]
        for chosen in product(*rest):
            profile = np.zeros(form.columns)
            profile[list(chosen)] = 1.0
            mine = _indifferent(form, stakes, profile, choices[one], choices[other])
            theirs = _indifferent(form, stakes, profile, choices[other], choices[one])
            if mine is not None and theirs is not None:
                profile[choices[one]] = mine, 1.0 - mine
                profile[choices[other]] = theirs, 1.0 - theirs
                found.append(profile)
    return found


def _indifferent(form: RowForm, stakes: RowStakes, profile: Floats, mixing: list[int], held: list[int]) -> float | None:
    """Return the chance of the first of two moves at which the holder of two others is indifferent; None outside 0 to 1."""
    gains = []
    for sure, never in ((mixing[0], mixing[1]), (mixing[1], mixing[0])):
        chances = profile.copy()
        chances[sure], chances[never] = 1.0, 0.0
        chances[held] = 1.0
        with np.errstate(divide="ignore"):
            rows = np.exp(form.likelihood(stakes, np.maximum(np.log(chances), NEVER)))
        worth = np.add.reduceat(rows[form.through] * stakes.payoffs, form.starts)
        gains.append(float(worth[held[0]] - worth[held[1]]))
    if abs(gains[0] - gains[1]) <= ROUNDING:
        return None
    share = -gains[1] / (gains[0] - gains[1])
    return share if ROUNDING < share < 1 - ROUNDING else None


def _choices(form: RowForm, stakes: RowStakes) -> list[list[int]]:
    """List the columns of each decision that no other dominates."""
    bounds = np.append(form.first, form.columns)
    open_moves = _undominated(form, stakes)
    return [[c for c in range(bounds[d], bounds[d + 1]) if open_moves[c]] for d in range(len(form.first))]


def _reached(form: RowForm, stakes: RowStakes, chances: Floats) -> Floats:
    """Give how likely each column's decision is reached and the move made, kinds by their prior."""
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log(chances), -1e4)
    rows = np.exp(form.likelihood(stakes, logs))
    return np.asarray(np.add.reduceat(rows[form.through], form.starts))


def _undominated(form: RowForm, stakes: RowStakes) -> Bools:
    """Strike out moves that are worse than another of the same decision whatever follows, again and again."""
    left: Bools = np.ones(form.columns, dtype=bool)
    gone = np.zeros(len(form.outcomes), dtype=bool)
    while True:
        best = np.where(gone[form.through], -np.inf, stakes.payoffs)
        worst = np.where(gone[form.through], np.inf, stakes.payoffs)
        most = np.maximum.reduceat(best, form.starts)
        least = np.minimum.reduceat(worst, form.starts)
        floor = np.maximum.reduceat(np.where(left & np.isfinite(least), least, -np.inf), form.first)[form.decision]
        struck = left & (most < floor) & np.isfinite(most)
        if not struck.any():
            return left
        left &= ~struck
        for column in np.flatnonzero(struck):
            start = form.starts[column]
            gone[form.through[start : start + form.through_counts[column]]] = True
