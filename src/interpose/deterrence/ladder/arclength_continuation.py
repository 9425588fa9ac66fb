"""Pseudo-arclength continuation of a branch of quantal response equilibria: followed by its length, also through folds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from interpose.deterrence.ladder.row_form import RowForm, RowStakes, Worth
from interpose.deterrence.settings import ContinuationSettings

__all__ = ["Arrival", "jacobian", "residual", "trace", "trace_from"]

Floats = npt.NDArray[np.float64]
_USUAL = ContinuationSettings()


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


def trace(form: RowForm, stakes: RowStakes, rationality: float, settings: ContinuationSettings = _USUAL) -> Arrival:
    """Follow the principal branch from blind choice to a rationality, through folds.

    Parameters
    ----------
    form, stakes : RowForm, RowStakes
        The game with its numbers.
    rationality : float
        λ to go to.
    settings : ContinuationSettings
        Length of steps, tolerances, and when the search is given up.

    Returns
    -------
    Arrival
        The end of the branch.

    Notes
    -----
    Method: pseudo-arclength continuation of the logit equilibrium correspondence, as described by Turocy (2005, 2010). The
    unknowns are what drives each choice, λ × worth over that of the first move of the decision, and the logarithm of λ; the
    predictor goes along the tangent, the corrector is Broyden's (1965) in the plane across it, with derivatives at its start.
    """
    return trace_from(form, stakes, np.zeros(len(form.free)), settings.first_rationality, rationality, settings)


def trace_from(
    form: RowForm,
    stakes: RowStakes,
    drive: Floats,
    begin: float,
    rationality: float,
    settings: ContinuationSettings = _USUAL,
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
    settings : ContinuationSettings
        Length of steps, tolerances, and when the search is given up.

    Returns
    -------
    Arrival
        The end of the branch.
    """
    height, goal = float(np.log(begin)), float(np.log(rationality))
    point, met = _settled(form, stakes, drive, begin, settings)
    if not met:
        return Arrival(form.choices(drive), begin, False, 0)
    tangent = np.zeros(len(form.free) + 1)
    tangent[-1] = 1.0 if goal >= height else -1.0
    length, folds, turned = settings.first_step, 0, tangent[-1]
    for _ in range(settings.most_steps):
        scale = np.append(1.0 / (1.0 + np.abs(point)), 1.0)
        inverse = _bordered(form, stakes, point, height, tangent * scale * scale)
        if inverse is None:
            break
        direction = inverse[:, -1]
        if not np.isfinite(direction).all():
            break
        tangent = direction / np.abs(direction * scale).max()
        if turned * tangent[-1] < 0:
            folds, turned = folds + 1, tangent[-1]
        stepped = None
        while stepped is None and length > settings.shortest_step:
            up = height + length * tangent[-1]
            if (goal - height) * (goal - up) <= 0:
                # The aim lies within this step: it is met by Newton's method at its own λ.
                near = point + (goal - height) / tangent[-1] * tangent[:-1]
                end, met = _settled(form, stakes, near, rationality, settings)
                if met and np.abs((end - near) / (1.0 + np.abs(near))).max() <= settings.longest_step:
                    return Arrival(form.choices(end), rationality, True, folds)
            else:
                stepped = _corrected(form, stakes, point + length * tangent[:-1], up, inverse, settings)
                if stepped is not None and not _cosine(point, height, stepped, tangent, scale) >= settings.least_cosine:
                    stepped = None
            length = length if stepped is not None else length / 2.0
        if stepped is None:
            break
        point, height, rounds = stepped
        growth = 2.5 if rounds <= settings.quick_rounds else 1.5 if rounds <= settings.slow_rounds else 0.7
        length = min(settings.longest_step, length * growth)
    return Arrival(form.choices(point), float(np.exp(height)), False, folds)


def _cosine(point: Floats, height: float, stepped: tuple[Floats, float, int], tangent: Floats, scale: Floats) -> float:
    """Give the cosine between a step and the tangent along which it went; 0 where it went nowhere."""
    went = np.append(stepped[0] - point, stepped[1] - height) * scale
    along = tangent * scale
    size = float(np.linalg.norm(went) * np.linalg.norm(along))
    return float(went @ along) / size if size > 0 else 0.0


def residual(form: RowForm, stakes: RowStakes, point: Floats, height: float) -> Floats:
    """Give the error of the equation that a branch solves: drives less λ × worth over that of the first move.

    Parameters
    ----------
    form, stakes : RowForm, RowStakes
        The game with its numbers.
    point : ndarray of shape (free columns,)
        What drives each choice.
    height : float
        log λ.

    Returns
    -------
    ndarray of shape (free columns,)
        Zero on a branch.
    """
    worth = Worth.of(form, stakes, form.choices(point))
    return np.asarray(point - np.exp(height) * form.over_first(worth.values))


def jacobian(form: RowForm, stakes: RowStakes, point: Floats, height: float) -> tuple[Floats, Floats]:
    """Give the derivatives of `residual`.

    Parameters
    ----------
    form, stakes : RowForm, RowStakes
        The game with its numbers.
    point : ndarray of shape (free columns,)
        What drives each choice.
    height : float
        log λ.

    Returns
    -------
    tuple of ndarray
        By what drives each choice, of shape (free columns, free columns), and by log λ, of shape (free columns,).
    """
    logs = form.choices(point)
    worth = Worth.of(form, stakes, logs)
    slope = form.over_first(worth.slope(form, stakes))
    # A drive moves the logarithms of all moves of its decision: its own up, all down by its probability.
    chained = slope.take(form.free, axis=1)
    chained -= np.add.reduceat(slope, form.first, axis=1).take(form.decision[form.free], axis=1) * np.exp(logs[form.free])
    rationality = np.exp(height)
    return np.eye(len(form.free)) - rationality * chained, -rationality * form.over_first(worth.values)


def _bordered(form: RowForm, stakes: RowStakes, point: Floats, height: float, border: Floats) -> Floats | None:
    """Invert the derivatives with a last row that holds the tangent before."""
    size = len(form.free)
    slope, across = jacobian(form, stakes, point, height)
    matrix = np.empty((size + 1, size + 1))
    matrix[:size, :size], matrix[:size, size], matrix[size] = slope, across, border
    return _inverse(matrix)


def _inverse(matrix: Floats) -> Floats | None:
    """Invert a matrix of some sixty rows; None where it cannot be."""
    try:
        inverse = np.asarray(np.linalg.inv(matrix), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None
    return inverse if np.isfinite(inverse).all() else None


def _corrected(
    form: RowForm, stakes: RowStakes, ahead: Floats, up: float, inverse: Floats, settings: ContinuationSettings
) -> tuple[Floats, float, int] | None:
    """Come back to the branch in the plane across the tangent by Broyden's method; None where it is not met soon."""
    point, height, before = ahead, up, np.inf
    moves: list[Floats] = []
    for rounds in range(settings.most_corrections):
        error = residual(form, stakes, point, height)
        left = float(np.abs(error).max() / (1.0 + np.exp(height)))
        if left <= settings.on_the_way:
            return point, height, rounds
        if not left <= settings.most_left * before:
            return None
        before = left
        move = inverse[:, :-1] @ -error
        for one, next_one in pairwise(moves):
            move = move + next_one * (one @ move / (one @ one))
        if moves:
            move = move / (1.0 - moves[-1] @ move / (moves[-1] @ moves[-1]))
        moves.append(move)
        point, height = point + move[:-1], height + float(move[-1])
    return None


def _settled(
    form: RowForm, stakes: RowStakes, drive: Floats, rationality: float, settings: ContinuationSettings
) -> tuple[Floats, bool]:
    """Meet the equation at one λ by Newton's method."""
    point, height, before = drive, float(np.log(rationality)), np.inf
    for _ in range(settings.most_newton):
        error = residual(form, stakes, point, height)
        left = float(np.abs(error).max() / (1.0 + rationality))
        if left <= settings.tolerance:
            return point, True
        if not left <= settings.most_growth * before:
            break
        before = left
        inverse = _inverse(jacobian(form, stakes, point, height)[0])
        if inverse is None:
            break
        point = point - inverse @ error
    return point, False
