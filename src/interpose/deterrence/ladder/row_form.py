"""The agent form of a tree as a table: one row for every end under all kinds of those who moved, one column for every move.

What a move is worth to a kind is the mean payoff over the rows that pass through it, weighted by how likely each is.
Players remember, so that what a player did itself weighs alike in all these rows. This gives worth and its derivatives at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from interpose.deterrence.ladder.strategy import Profile
from interpose.deterrence.ladder.tree import GameTree, Stakes

__all__ = ["RowForm", "RowStakes", "Worth", "row_form"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
History = tuple[tuple[int, int], ...]

NOBODY = -1e5
"""Logarithm of the prior of a kind that does not exist: finite, so that what it would do is still answered."""


@dataclass(frozen=True, kw_only=True)
class RowForm:
    """The form of a tree as rows and columns.

    Parameters
    ----------
    game : GameTree
        The tree.
    kinds : ndarray of shape (rows, players)
        Kind of each player in each row; −1 where the player does not move on the way there, so that its kind changes nothing.
    outcomes : ndarray of shape (rows,)
        Outcome of each row.
    before, row_starts : ndarray
        The columns that lead to each row, one row after the other, and where each row begins; a column is a move of one kind
        in one information set.
    through, starts : ndarray
        The rows that pass through each column, one column after the other, and where each column begins.
    first : ndarray
        The first column of each decision: its moves follow.
    decision : ndarray of shape (columns,)
        Decision of each column.
    player : ndarray of shape (columns,)
        Player of each column.
    through_counts : ndarray of shape (columns,)
        How many rows pass through each column.
    column : ndarray
        The column of each entry of `through`.
    free, base : ndarray
        Columns that are not the first of their decision, and the first of the decision of each.
    pair_entry, pair_cell : ndarray
        For each entry of `through` and each column that leads to its row: the entry, and the cell of the square of columns.
    """

    game: GameTree
    kinds: Places
    outcomes: Places
    before: Places
    row_starts: Places
    through: Places
    starts: Places
    first: Places
    decision: Places
    player: Places
    through_counts: Places
    column: Places
    free: Places
    base: Places
    pair_entry: Places
    pair_cell: Places

    @property
    def columns(self) -> int:
        """Number of moves, counted for each kind of player by itself."""
        return len(self.decision)

    def stakes(self, stakes: Stakes) -> RowStakes:
        """Arrange the numbers of a single draw by rows.

        Parameters
        ----------
        stakes : Stakes
            The numbers; the first draw is taken.

        Returns
        -------
        RowStakes
            Priors and payoffs.
        """
        prior = np.zeros(len(self.outcomes))
        for player, belief in enumerate(stakes.beliefs):
            chances = belief[:, 0]
            logs = np.where(chances > 0, np.log(np.where(chances > 0, chances, 1.0)), NOBODY)
            prior += np.append(logs, 0.0)[self.kinds[:, player]]
        owner = self.player[self.column]
        payoffs = stakes.payoffs[self.outcomes[self.through], owner, self.kinds[self.through, owner], 0]
        return RowStakes(prior, payoffs)

    def choices(self, drive: Floats) -> Floats:
        """Give the logarithms of logit choice probabilities from what drives each move over the first of its decision.

        Parameters
        ----------
        drive : ndarray of shape (free columns,)
            λ × (worth of the move − worth of the first move of the decision).

        Returns
        -------
        ndarray of shape (columns,)
            Logarithms of probabilities.
        """
        full = np.zeros(self.columns)
        full[self.free] = drive
        full -= np.maximum.reduceat(full, self.first).take(self.decision)
        full -= np.log(np.add.reduceat(np.exp(full), self.first)).take(self.decision)
        return full

    def likelihood(self, stakes: RowStakes, logs: Floats) -> Floats:
        """Give the logarithm of how likely each row is under a profile of logarithms."""
        return np.asarray(stakes.prior + np.add.reduceat(logs.take(self.before), self.row_starts))

    def over_first(self, values: Floats) -> Floats:
        """Give by how much each free column exceeds the first column of its decision, along the first axis."""
        return np.asarray(values.take(self.free, axis=0) - values.take(self.base, axis=0))

    def profile(self, logs: Floats) -> Profile:
        """Arrange the logarithms of a profile by information set: (kinds, moves, 1) each."""
        profile, start = [], 0
        for information_set in self.game.sets:
            shape = (len(self.game.types[information_set.player]), len(information_set.moves))
            profile.append(logs[start : start + shape[0] * shape[1]].reshape(*shape, 1))
            start += shape[0] * shape[1]
        return profile

    def flat(self, profile: Profile, draw: int = 0) -> Floats:
        """Arrange a profile by columns."""
        return np.concatenate([each[..., draw].ravel() for each in profile])


@dataclass(frozen=True)
class RowStakes:
    """The numbers of one draw: the logarithm of the prior of each row, and what each row through a column pays its player."""

    prior: Floats
    payoffs: Floats


@dataclass(frozen=True)
class Worth:
    """What each move is worth, and the weights of the rows behind it.

    Parameters
    ----------
    values : ndarray of shape (columns,)
        What each move is worth, given the profile.
    weights : ndarray
        How likely each row through a column is, over the likeliest of that column.
    totals : ndarray of shape (columns,)
        Sums of the weights by column.
    """

    values: Floats
    weights: Floats
    totals: Floats

    @classmethod
    def of(cls, form: RowForm, stakes: RowStakes, logs: Floats) -> Worth:
        """Compute the worth of every move under a profile of logarithms."""
        rows = form.likelihood(stakes, logs).take(form.through)
        weights = np.exp(rows - np.maximum.reduceat(rows, form.starts).take(form.column))
        totals = np.add.reduceat(weights, form.starts)
        return cls(np.add.reduceat(weights * stakes.payoffs, form.starts) / totals, weights, totals)

    def slope(self, form: RowForm, stakes: RowStakes) -> Floats:
        """Give how the worth of each move changes with the logarithm of each probability: (columns, columns)."""
        spread = self.weights / self.totals[form.column] * (stakes.payoffs - self.values[form.column])
        size = form.columns
        return np.asarray(np.bincount(form.pair_cell, spread[form.pair_entry], size * size), dtype=float).reshape(size, size)


def row_form(game: GameTree) -> RowForm:
    """Write a tree as rows.

    Parameters
    ----------
    game : GameTree
        The tree.

    Returns
    -------
    RowForm
        Its rows and columns.
    """
    offsets, first, decision, owner = _columns(game)
    kinds: list[tuple[int, ...]] = []
    outcomes: list[int] = []
    indices: list[int] = []
    row_ends = [0]
    for history, outcome in _ends(game):
        moved = {game.sets[information].player for information, _ in history}
        for combination in product(*(range(len(own)) if place in moved else (-1,) for place, own in enumerate(game.types))):
            kinds.append(combination)
            outcomes.append(outcome)
            for information, move in history:
                information_set = game.sets[information]
                indices.append(offsets[information] + combination[information_set.player] * len(information_set.moves) + move)
            row_ends.append(len(indices))
    before, row_starts = np.array(indices, dtype=np.intp), np.array(row_ends[:-1], dtype=np.intp)
    depths = np.diff(row_ends)
    # Entries of rows and columns, sorted by column: what passes through each.
    through = np.repeat(np.arange(len(outcomes)), depths)[np.argsort(before, kind="stable")]
    counts = np.bincount(before, minlength=len(decision))
    column = np.repeat(np.arange(len(decision)), counts)
    entry, cell = _pairs(before, row_starts, depths, through, column, len(decision))
    free = np.setdiff1d(np.arange(len(decision)), np.array(first))
    return RowForm(
        game=game,
        kinds=np.array(kinds, dtype=np.intp),
        outcomes=np.array(outcomes, dtype=np.intp),
        before=before,
        row_starts=row_starts,
        through=through,
        starts=np.asarray(np.cumsum(counts) - counts, dtype=np.intp),
        first=np.array(first, dtype=np.intp),
        decision=np.array(decision, dtype=np.intp),
        player=np.array(owner, dtype=np.intp),
        through_counts=counts,
        column=column,
        free=free,
        base=np.array(first, dtype=np.intp)[np.array(decision, dtype=np.intp)[free]],
        pair_entry=entry,
        pair_cell=cell,
    )


def _columns(game: GameTree) -> tuple[list[int], list[int], list[int], list[int]]:
    """Give where each information set and each decision begins, and the decision and the player of each column."""
    offsets: list[int] = []
    first: list[int] = []
    decision: list[int] = []
    owner: list[int] = []
    for information_set in game.sets:
        offsets.append(len(decision))
        for _ in game.types[information_set.player]:
            first.append(len(decision))
            decision += [len(first) - 1] * len(information_set.moves)
            owner += [information_set.player] * len(information_set.moves)
    return offsets, first, decision, owner


def _ends(game: GameTree) -> list[tuple[History, int]]:
    """List the ends of the tree: the moves that lead there, as (information set, move), and the outcome."""
    ends: list[tuple[History, int]] = []
    waiting: list[tuple[int, History]] = [(0, ())]
    while waiting:
        place, before = waiting.pop()
        node = game.nodes[place]
        for move, target in enumerate(node.targets):
            history = (*before, (node.information, move))
            if target >= 0:
                waiting.append((target, history))
            else:
                ends.append((history, -1 - target))
    return ends


def _pairs(
    before: Places, row_starts: Places, depths: Places, through: Places, column: Places, columns: int
) -> tuple[Places, Places]:
    """Pair each entry of `through` with each column that leads to its row: the entry, and the cell of the square of columns."""
    entry = np.repeat(np.arange(len(through)), depths[through])
    within = np.arange(len(entry)) - np.repeat(np.cumsum(depths[through]) - depths[through], depths[through])
    return entry, column[entry] * columns + before[row_starts[through][entry] + within]
