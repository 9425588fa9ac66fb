"""Following a branch of quantal response equilibria by its own length, also where it turns back in rationality."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg.lapack import dgetrf, dgetrs

from interpose.deterrence.ladder.row_form import RowForm, RowStakes, Worth

__all__ = ["Arrival", "trace", "trace_from"]

Floats = npt.NDArray[np.float64]
Factors = tuple[Floats, npt.NDArray[np.int32]]

FIRST = 0.1
LONGEST = 1.5
SHORTEST = 1e-7
MOST_STEPS = 600
MOST_CORRECTIONS = 10
MOST_NEWTON = 16
LOST = 10.0
QUICK, SLOW = 4, 7
"""Rounds of correction up to which the next step is made much longer, and a little longer."""

TOLERANCE = 1e-10
ON_THE_WAY = 1e-8
"""Of the error in payoffs, at the end and before it."""

LEAST_COSINE = 0.4
"""Where two tangents differ more, the step is halved: it may have jumped to another branch."""


@dataclass(frozen=True)
class Arrival:
    """Where a branch was followed to.

    Parameters
    ----------
    logs : ndarray of shape (columns,)
        Logarithms of the probabilities of moves.
    rationality : float
        λ there.
    met : bool
        Whether the λ that was aimed at was reached, and the equation holds there.
    folds : int
        How often the branch turned back in λ on the way.
    """

    logs: Floats
    rationality: float
    met: bool
    folds: int


def trace(form: RowForm, stakes: RowStakes, rationality: float, most_steps: int = MOST_STEPS) -> Arrival:
    """Follow the principal branch from blind choice to a rationality, through folds.

    Parameters
    ----------
    form, stakes : RowForm, RowStakes
        The game with its numbers.
    rationality : float
        λ to go to.
    most_steps : int
        Steps after which the search is given up.

    Returns
    -------
    Arrival
        The end of the branch.

    Notes
    -----
    Method: pseudo-arclength continuation of the logit equilibrium correspondence, as described by Turocy (2005, 2010). The
    unknowns are what drives each choice, λ × worth over that of the first move of the decision, and the logarithm of λ; the
    predictor goes along the tangent, the corrector is Newton's in the plane across it, with the derivatives of its start.
    """
    return trace_from(form, stakes, np.zeros(len(form.free)), FIRST, rationality, most_steps)


def trace_from(
    form: RowForm, stakes: RowStakes, drive: Floats, begin: float, rationality: float, most_steps: int = MOST_STEPS
) -> Arrival:
    """Follow a branch from a point near it.

    Parameters
    ----------
    form, stakes : RowForm, RowStakes
        The game with its numbers.
    drive : ndarray of shape (free columns,)
        What drives each choice at the beginning, about: it is corrected first.
    begin, rationality : float
        λ at the beginning, and to go to.
    most_steps : int
        Steps after which the search is given up.

    Returns
    -------
    Arrival
        The end of the branch.
    """
    height, goal = float(np.log(begin)), float(np.log(rationality))
    point, met = _settled(form, stakes, drive, begin)
    if not met:
        return Arrival(form.choices(drive), begin, False, 0)
    tangent = np.zeros(len(form.free) + 1)
    tangent[-1] = 1.0 if goal >= height else -1.0
    length, folds, turned = 0.1, 0, tangent[-1]
    for _ in range(most_steps):
        scale = np.append(1.0 / (1.0 + np.abs(point)), 1.0)
        factors = _factors(form, stakes, point, height, tangent * scale * scale)
        if factors is None:
            break
        found = _solved(factors, np.append(np.zeros(len(form.free)), 1.0))
        if not np.isfinite(found).all():
            break
        tangent = found / np.abs(found * scale).max()
        if turned * tangent[-1] < 0:
            folds, turned = folds + 1, tangent[-1]
        stepped = None
        while stepped is None and length > SHORTEST:
            up = height + length * tangent[-1]
            if (goal - height) * (goal - up) <= 0:
                # The aim lies within this step: it is met by Newton's method at its own λ.
                near = point + (goal - height) / tangent[-1] * tangent[:-1]
                end, met = _settled(form, stakes, near, rationality)
                if met and np.abs((end - near) / (1.0 + np.abs(near))).max() <= LONGEST:
                    return Arrival(form.choices(end), rationality, True, folds)
            else:
                stepped = _corrected(form, stakes, point + length * tangent[:-1], up, factors)
                if stepped is not None and not _aligned(point, height, stepped, tangent, scale):
                    stepped = None
            length = length if stepped is not None else length / 2.0
        if stepped is None:
            break
        point, height, rounds = stepped
        length = min(LONGEST, length * (1.8 if rounds <= QUICK else 1.2 if rounds <= SLOW else 0.7))
    return Arrival(form.choices(point), float(np.exp(height)), False, folds)


def _aligned(point: Floats, height: float, stepped: tuple[Floats, float, int], tangent: Floats, scale: Floats) -> bool:
    """Say whether a step went about where the tangent pointed."""
    went = np.append(stepped[0] - point, stepped[1] - height) * scale
    along = tangent * scale
    size = float(np.linalg.norm(went) * np.linalg.norm(along))
    return size > 0 and float(went @ along) / size >= LEAST_COSINE


def _error(form: RowForm, stakes: RowStakes, point: Floats, height: float) -> Floats:
    worth = Worth.of(form, stakes, form.choices(point))
    return np.asarray(point - np.exp(height) * form.over_first(worth.values))


def _derivative(form: RowForm, stakes: RowStakes, point: Floats, height: float) -> tuple[Floats, Floats]:
    """Give the derivatives of the error by what drives choices, and by the logarithm of λ."""
    logs = form.choices(point)
    worth = Worth.of(form, stakes, logs)
    slope = worth.slope(form, stakes)
    # A drive moves the logarithms of all moves of its decision: its own up, all down by its probability.
    chained = slope[:, form.free]
    chained -= np.add.reduceat(slope, form.first, axis=1)[:, form.decision[form.free]] * np.exp(logs)[form.free]
    rationality = np.exp(height)
    return np.eye(len(form.free)) - rationality * form.over_first(chained), -rationality * form.over_first(worth.values)


def _factors(form: RowForm, stakes: RowStakes, point: Floats, height: float, border: Floats) -> Factors | None:
    """Factor the derivatives with a last row that holds the tangent before."""
    size = len(form.free)
    slope, across = _derivative(form, stakes, point, height)
    matrix = np.empty((size + 1, size + 1))
    matrix[:size, :size], matrix[:size, size], matrix[size] = slope, across, border
    return _factored(matrix)


def _factored(matrix: Floats) -> Factors | None:
    triangles, pivots, trouble = dgetrf(matrix)
    return (triangles, pivots) if trouble == 0 and np.isfinite(triangles).all() else None


def _solved(factors: Factors, side: Floats) -> Floats:
    return np.asarray(dgetrs(factors[0], factors[1], side)[0])


def _corrected(
    form: RowForm, stakes: RowStakes, ahead: Floats, up: float, factors: Factors
) -> tuple[Floats, float, int] | None:
    """Come back to the branch in the plane across the tangent; None where it is not met soon."""
    point, height, before = ahead, up, np.inf
    for rounds in range(MOST_CORRECTIONS):
        error = _error(form, stakes, point, height)
        left = float(np.abs(error).max() / (1.0 + np.exp(height)))
        if left <= ON_THE_WAY:
            return point, height, rounds
        if not left <= before:
            return None
        before = left
        move = _solved(factors, np.append(-error, 0.0))
        point, height = point + move[:-1], height + float(move[-1])
    return None


def _settled(form: RowForm, stakes: RowStakes, drive: Floats, rationality: float) -> tuple[Floats, bool]:
    """Meet the equation at one λ by Newton's method."""
    point, height, before = drive, float(np.log(rationality)), np.inf
    for _ in range(MOST_NEWTON):
        error = _error(form, stakes, point, height)
        left = float(np.abs(error).max() / (1.0 + rationality))
        if left <= TOLERANCE:
            return point, True
        if not left <= LOST * before:
            break
        before = left
        factors = _factored(_derivative(form, stakes, point, height)[0])
        if factors is None:
            break
        point = point + _solved(factors, -error)
    return point, False
