"""Following the branch of quantal response equilibria of a tree from blind choice towards a limit, for many draws at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from interpose.deterrence.ladder.arclength_continuation import trace
from interpose.deterrence.ladder.row_form import row_form
from interpose.deterrence.ladder.strategy import Beliefs, Play, Profile, log_choice, play_backwards, play_certain, read_beliefs
from interpose.deterrence.ladder.tree import GameTree, Stakes
from interpose.deterrence.settings import LadderSettings, MixingSettings

__all__ = ["PathEnd", "follow", "settle"]

Floats = npt.NDArray[np.float64]

_USUAL = LadderSettings()


@dataclass(frozen=True, kw_only=True)
class PathEnd:
    """Where the branch was followed to.

    Parameters
    ----------
    rationality : float
        λ that was aimed at, for payoffs on the scale as they are given.
    profile : list of ndarray
        Logarithms of the probabilities of moves.
    worth : list of ndarray
        What each move is worth.
    converged : ndarray of bool, shape (draws,)
        Whether the branch was followed all the way; where not, the numbers are not to be used.
    """

    rationality: float
    profile: Profile
    worth: list[Floats]
    converged: npt.NDArray[np.bool_]


def follow(game: GameTree, stakes: Stakes, rationality: float, settings: LadderSettings = _USUAL) -> PathEnd:
    """Follow the principal branch from λ = 0.

    At each λ the beliefs are the unknown: given them, logit choice is found backwards from the last decisions, and
    Bayes' rule gives the beliefs anew. The fixed point is met by Anderson mixing, from where the two points before
    it lead. Draws that are lost on the way, or that land far from there, are followed one by one by the length of their
    branch, also through folds.

    Parameters
    ----------
    game, stakes : GameTree, Stakes
        The game with its numbers.
    rationality : float
        λ to go to, above 0.5.
    settings : LadderSettings
        How branches are followed.

    Returns
    -------
    PathEnd
        The end of the branch for each draw, and whether it was reached.

    Notes
    -----
    Method: McKelvey and Palfrey (1998), agent logit equilibrium; Anderson (1965) for the mixing; `trace` for the rest.
    """
    beliefs, met = _climb(game, stakes, _blind(game, stakes), rationality, settings.mixing)
    play = _respond(game, stakes, beliefs, rationality)
    lost = np.flatnonzero(~met)
    if len(lost):
        form = row_form(game)
        for draw in lost:
            arrival = trace(form, form.stakes(stakes.taken(np.array([draw]))), rationality, settings.continuation)
            met[draw] = arrival.met
            if arrival.met:
                for each, own in zip(play.profile, form.profile(arrival.logs), strict=True):
                    each[..., draw] = own[..., 0]
        beliefs = read_beliefs(game, stakes, play.profile)
        play = play_backwards(game, stakes, beliefs, lambda index, _worth: play.profile[index])
    return PathEnd(rationality=rationality, profile=play.profile, worth=play.worth, converged=met)


def settle(
    game: GameTree, stakes: Stakes, generator: np.random.Generator, rationality: float, settings: LadderSettings = _USUAL
) -> PathEnd:
    """Look for other branches: begin from scattered beliefs instead of from blind choice.

    Parameters
    ----------
    game, stakes : GameTree, Stakes
        The game with its numbers, a single draw.
    generator : numpy.random.Generator
        Where the beginnings come from.
    rationality : float
        λ to go to.
    settings : LadderSettings
        How many beginnings there are, and how they are followed.

    Returns
    -------
    PathEnd
        One draw a beginning.
    """
    starts = settings.starts
    many = stakes.taken(np.zeros(starts, dtype=np.intp))
    shapes = _shapes(_blind(game, many))
    start = _shaped(_flat({index: generator.random((*shape, starts)) ** 3 + 1e-6 for index, shape in shapes.items()}), shapes)
    mixing = replace(settings.scattered, first_rationality=min(settings.scattered.first_rationality, rationality))
    beliefs, met = _climb(game, many, start, rationality, mixing)
    play = _respond(game, many, beliefs, rationality)
    return PathEnd(rationality=rationality, profile=play.profile, worth=play.worth, converged=met)


def _blind(game: GameTree, stakes: Stakes) -> Beliefs:
    """Give the beliefs at λ = 0, where every move is as likely as any other."""
    profile = [
        np.full((len(game.types[each.player]), len(each.moves), stakes.draws), -np.log(len(each.moves))) for each in game.sets
    ]
    return read_beliefs(game, stakes, profile)


def _climb(
    game: GameTree, stakes: Stakes, start: Beliefs, rationality: float, mixing: MixingSettings
) -> tuple[Beliefs, npt.NDArray[np.bool_]]:
    """Raise λ step by step, and give the beliefs at the end of each draw and which draws got there.

    Where nobody has anything to believe, every draw is there at once.
    """
    if not start:
        return start, np.ones(stakes.draws, dtype=bool)
    shapes = _shapes(start)
    ends = _flat(start)
    alive = np.arange(stakes.draws)
    before = now = ends
    some = stakes
    first = mixing.first_rationality
    count = max(2, int(np.ceil(np.log(rationality / first) / np.log(mixing.step))))
    rungs = np.geomspace(first, rationality, count)
    for value in rungs:
        ahead = np.clip(2 * now - before, 0.0, 1.0)
        tolerance = mixing.tolerance if value == rungs[-1] else mixing.on_the_way
        beliefs, met = _fixed_point(game, some, _shaped(ahead, shapes), float(value), tolerance, mixing)
        before, now = now, _flat(beliefs)
        # Far from where the last two points lead, it may be another branch: where it turned back, there is none nearby.
        met &= np.abs(now - ahead).max(axis=0) <= mixing.jump
        ends[:, alive] = now
        if not met.all():
            before, now, alive, some = before[:, met], now[:, met], alive[met], some.taken(np.flatnonzero(met))
        if not len(alive):
            break
    reached = np.zeros(stakes.draws, dtype=bool)
    reached[alive] = True
    return _shaped(ends, shapes), reached


def _respond(game: GameTree, stakes: Stakes, beliefs: Beliefs, rationality: float, begun: Play | None = None) -> Play:
    return play_backwards(game, stakes, beliefs, lambda _index, worth: log_choice(rationality, worth), begun)


def _certain(game: GameTree, stakes: Stakes, rationality: float) -> Play:
    return play_certain(game, stakes, lambda _index, worth: log_choice(rationality, worth))


def _fixed_point(
    game: GameTree, stakes: Stakes, beliefs: Beliefs, rationality: float, tolerance: float, mixing: MixingSettings
) -> tuple[Beliefs, npt.NDArray[np.bool_]]:
    """Meet the fixed point of beliefs at one λ by Anderson mixing; where it is not met, the best that was passed is given."""
    share = float((1.0 + rationality) ** -mixing.caution)
    shapes = _shapes(beliefs)
    point = _flat(beliefs)
    met = np.zeros(stakes.draws, dtype=bool)
    best, least = point, np.full(stakes.draws, np.inf)
    points: list[Floats] = []
    errors: list[Floats] = []
    working = np.arange(stakes.draws)
    current, some, begun = point, stakes, _certain(game, stakes, rationality)
    for _ in range(mixing.most_sweeps):
        answer = _respond(game, some, _shaped(current, shapes), rationality, begun)
        error = _flat(read_beliefs(game, some, answer.profile)) - current
        size = np.abs(error).max(axis=0)
        better = size < least[working]
        best[:, working[better]] = current[:, better]
        least[working[better]] = size[better]
        met[working[size <= tolerance]] = True
        going = size > tolerance
        if not going.any():
            break
        # Draws that have met the tolerance drop out: the hard ones pay for themselves only.
        if going.mean() < 0.7:
            working, current, error = working[going], current[:, going], error[:, going]
            points, errors = [each[:, going] for each in points], [each[:, going] for each in errors]
            some = some.taken(np.flatnonzero(going))
            begun = _certain(game, some, rationality)
        points, errors = [*points, current][-mixing.memory :], [*errors, error][-mixing.memory :]
        current = _mixed(points, errors, share, mixing.longest_move)
    return _shaped(best, shapes), met


def _mixed(points: list[Floats], errors: list[Floats], share: float, longest: float) -> Floats:
    """Give the next point: the mixture of the last ones whose errors cancel best, moved by what error is left."""
    if len(points) == 1:
        return np.asarray(points[0] + share * errors[0])
    latest, error = points[-1], errors[-1]
    moved = np.stack([error - each for each in errors[:-1]])
    shifts = np.stack([latest - each for each in points[:-1]])
    gram = np.einsum("ind,jnd->dij", moved, moved)
    scale = np.trace(gram, axis1=1, axis2=2)[:, None, None] + 1e-300
    gram = gram + 1e-12 * scale * np.eye(len(moved))
    side = np.einsum("ind,nd->di", moved, error)
    factors = np.linalg.solve(gram, side[..., None])[..., 0]
    left = error - np.einsum("di,ind->nd", factors, moved)
    move = share * left - np.einsum("di,ind->nd", factors, shifts)
    return np.asarray(np.clip(latest + np.clip(move, -longest, longest), 0.0, 1.0))


def _shapes(beliefs: Beliefs) -> dict[int, tuple[int, ...]]:
    return {index: each.shape[:-1] for index, each in beliefs.items()}


def _flat(beliefs: Beliefs) -> Floats:
    return np.concatenate([each.reshape(-1, each.shape[-1]) for each in beliefs.values()])


def _shaped(flat: Floats, shapes: Mapping[int, tuple[int, ...]]) -> Beliefs:
    beliefs, start = {}, 0
    for index, shape in shapes.items():
        size = math.prod(shape)
        block = flat[start : start + size]
        beliefs[index] = (block / block.sum(axis=0, keepdims=True)).reshape(*shape, flat.shape[1])
        start += size
    return beliefs
