"""Checking that a profile is a perfect Bayesian equilibrium, the beliefs off its path being sought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from interpose.deterrence.ladder.strategy import Play, Profile, play_backwards, read_beliefs
from interpose.deterrence.ladder.tree import GameTree, Stakes

__all__ = ["Check", "Regret", "check_equilibrium"]

Floats = npt.NDArray[np.float64]

NEVER = -1e4
"""Logarithm of the probability of a slip: so rare that a slip never outweighs a move that is meant."""

HARDLY = -1e2
"""Logarithm of how much rarer one kind's slip may be than another's: rare enough for a belief of one."""

RARE = -60.0
"""Logarithm of the probability of the likeliest slip: beside what is meant it is lost in rounding."""

FAR = 10.0
"""How many times rarer, in the logarithm, one slip is tried to be than another."""

ROUNDS = 2

TIED = 1e-9
"""Moves whose worth differs by less, as a share of the range of payoffs, are worth the same."""

NOTHING = 1e-12
"""A regret of this size is rounding: no better beliefs need be sought."""


@dataclass(frozen=True, slots=True)
class Regret:
    """What a kind of player could gain in an information set, as a share of that player's range of payoffs."""

    information: str
    player: str
    type: str
    regret: float


@dataclass(frozen=True)
class Check:
    """How far a profile is from a perfect Bayesian equilibrium.

    Parameters
    ----------
    max_regret : float
        The greatest regret, as a share of the range of payoffs of the player who has it; zero at an equilibrium.
    regrets : tuple of Regret
        Every kind in every information set, the greatest first.
    off_path : tuple of str
        Information sets that are never reached: their beliefs were sought so as to make the regret least.
    ties : tuple of (str, str)
        Information sets and kinds to whom two moves are worth the same, and none is worth more, as wherever one mixes: other
        mixtures of the two may be in equilibrium as well.
    """

    max_regret: float
    regrets: tuple[Regret, ...]
    off_path: tuple[str, ...]
    ties: tuple[tuple[str, str], ...] = ()


def check_equilibrium(game: GameTree, stakes: Stakes, profile: list[Floats], hints: Profile | None = None) -> Check:
    """Measure the regret of a profile in every information set, reached or not.

    Beliefs follow Bayes' rule where play leads. Where it does not, they are those that slips would leave behind: every
    kind slips, and which kind slips more is sought. Such beliefs are consistent in the sense of sequential equilibrium.

    Parameters
    ----------
    game : GameTree
        Its form.
    stakes : Stakes
        Its numbers, a single draw.
    profile : list of ndarray, each of shape (kinds, moves)
        Probabilities of the moves in each information set.
    hints : list of ndarray of shape (kinds, moves, 1), optional
        Logarithms of probabilities that are tried first as slips: those of a quantal response far up its branch, which say
        of any two slips which is the rarer.

    Returns
    -------
    Check
        Regrets.

    Notes
    -----
    Method: Kreps and Wilson (1982). The search over slips goes through the moves that no kind makes one after the other;
    it may miss a set of beliefs that supports the profile, never accept one that does not. Slips of `hints` may be as likely
    as those who give them take for never made; beliefs on the path are off by no more than that.
    """
    free = [
        (index, move)
        for index, information_set in enumerate(game.sets)
        for move in range(len(information_set.moves))
        if not (np.asarray(profile[index])[stakes.beliefs[information_set.player][:, 0] > 0, move] > 0).any()
    ]
    judged = [_judged(game, stakes, slips, profile) for slips in _first_slips(profile, hints, free)]
    found = min(judged, key=lambda each: float(_worst(game, stakes, each)[0]))
    best, unreached = float(_worst(game, stakes, found)[0]), tuple(_unreached(game, stakes, profile))
    # Beliefs where play leads are given: no search lessens a regret there.
    if free and best > max(NOTHING, float(_worst(game, stakes, found, frozenset(unreached))[0])):
        _better_slips(game, stakes, profile, found.slips, free, best)
        found = _judged(game, stakes, found.slips, profile)
    listed = [
        Regret(information_set.id, game.players[information_set.player], kind, float(found.regrets[index][row, 0]))
        for index, information_set in enumerate(game.sets)
        for row, kind in enumerate(game.types[information_set.player])
        if stakes.beliefs[information_set.player][row, 0] > 0
    ]
    listed.sort(key=lambda regret: (-regret.regret, regret.information, regret.type))
    ties = tuple(_ties(game, stakes, found.play, profile))
    return Check(listed[0].regret if listed else 0.0, tuple(listed), unreached, ties)


@dataclass(frozen=True)
class _Judged:
    """Slips, how a profile is played with the beliefs that they leave behind, and what each kind regrets of it."""

    slips: Profile
    play: Play
    regrets: list[Floats]


def _first_slips(profile: list[Floats], hints: Profile | None, free: list[tuple[int, int]]) -> Iterator[Profile]:
    """Give the slips that are tried before any are sought: even ones, or those of the hints."""
    with np.errstate(divide="ignore"):
        meant = [np.log(np.asarray(each, dtype=float))[..., None] for each in profile]
    if hints is None:
        yield [np.where(np.isfinite(each), each, NEVER) for each in meant]
        return
    for rare in (RARE, 0.0):
        # All kinds together: a slip is rare beside what is meant, and which kind slips more stays as it is. Where two
        # slips that are not that rare lead to one decision, which is the rarer must stay as it is too.
        tilted = [np.where(np.isfinite(own), own, np.minimum(hint, rare)) for own, hint in zip(meant, hints, strict=True)]
        for index, move in free:
            hint = hints[index][:, move]
            tilted[index][:, move] = hint + np.minimum(rare - hint.max(axis=0), 0.0)
        yield tilted


def _better_slips(
    game: GameTree, stakes: Stakes, profile: list[Floats], slips: Profile, free: list[tuple[int, int]], best: float
) -> None:
    """Search for slips that lessen the greatest regret, one move that no kind makes after the other; change them in place."""
    merged = any(len(each.nodes) > 1 for each in game.sets)
    prepared: dict[int, tuple[list[Floats], Stakes]] = {}
    for player in {game.sets[index].player for index, _ in free}:
        kinds = list(_slips(stakes.beliefs[player][:, 0]))
        count = len(kinds) * (3 if merged else 1)
        many = Stakes(
            tuple(np.repeat(each, count, axis=1) for each in stakes.beliefs), np.repeat(stakes.payoffs, count, axis=-1)
        )
        prepared[player] = kinds, many
    for _ in range(ROUNDS):
        for index, move in free:
            level = float(slips[index][:, move].max())
            # Where moves are hidden, which of two moves is the rarer slip matters too.
            levels = (level, min(level / FAR, RARE), level * FAR) if merged else (level,)
            kinds, many = prepared[game.sets[index].player]
            tried = [each + height for height in levels for each in kinds]
            spread = [np.repeat(each, len(tried), axis=-1) for each in slips]
            spread[index][:, move] = np.stack(tried, axis=-1)
            worst = _worst(game, many, _judged(game, many, spread, profile))
            place = int(np.argmin(worst))
            if worst[place] < best - 1e-15:
                best = float(worst[place])
                slips[index][:, move] = tried[place][:, None]


def _slips(prior: Floats) -> Iterator[Floats]:
    """Propose how much more one kind slips than another, as logarithms: beliefs of one, of an even mixture, and between."""
    kinds = len(prior)
    yield np.zeros(kinds)
    for kind in range(kinds):
        slip = np.full(kinds, HARDLY)
        slip[kind] = 0.0
        yield slip
    with np.errstate(divide="ignore"):
        lift = np.where(prior > 0, -np.log(np.where(prior > 0, prior, 1.0)), 0.0)
    for one, other in combinations(range(kinds), 2):
        for belief in np.linspace(0.02, 0.98, 49):
            slip = np.full(kinds, HARDLY)
            slip[one], slip[other] = np.log(belief) + lift[one], np.log1p(-belief) + lift[other]
            yield slip


def _worst(game: GameTree, stakes: Stakes, judged: _Judged, without: frozenset[str] = frozenset()) -> Floats:
    worst = np.zeros(stakes.draws)
    for index, regret in enumerate(judged.regrets):
        if game.sets[index].id not in without:
            exists = stakes.beliefs[game.sets[index].player] > 0
            worst = np.maximum(worst, np.where(exists, regret, 0.0).max(axis=0))
    return worst


def _ties(game: GameTree, stakes: Stakes, play: Play, profile: list[Floats]) -> Iterator[tuple[str, str]]:
    """Name who is indifferent between two best moves: to rounding, or because the profile itself mixes."""
    spans = np.ptp(stakes.payoffs, axis=(0, 2))
    for index, information_set in enumerate(game.sets):
        span = spans[information_set.player, 0] if spans[information_set.player, 0] > 0 else 1.0
        for row, kind in enumerate(game.types[information_set.player]):
            best = np.sort(play.worth[index][row, :, 0])[-2:]
            mixes = (np.asarray(profile[index])[row] > 0).sum() > 1
            if stakes.beliefs[information_set.player][row, 0] > 0 and (mixes or best[1] - best[0] <= TIED * span):
                yield information_set.id, kind


def _judged(game: GameTree, stakes: Stakes, slips: Profile, profile: list[Floats]) -> _Judged:
    """Play a profile with the beliefs that slips leave behind; regrets are shares of the range of a player's payoffs."""
    with np.errstate(divide="ignore"):
        meant = [np.repeat(np.log(np.asarray(each))[..., None], stakes.draws, axis=-1) for each in profile]
    beliefs = read_beliefs(game, stakes, slips)
    play = play_backwards(game, stakes, beliefs, lambda index, _worth: meant[index])
    spans, regrets = np.ptp(stakes.payoffs, axis=(0, 2)), []
    for index, information_set in enumerate(game.sets):
        worth = play.worth[index]
        played = (np.exp(play.profile[index]) * worth).sum(axis=1)
        span = np.where(spans[information_set.player] > 0, spans[information_set.player], 1.0)
        regrets.append(np.maximum(worth.max(axis=1) - played, 0.0) / span)
    return _Judged(slips, play, regrets)


def _unreached(game: GameTree, stakes: Stakes, profile: list[Floats]) -> Iterator[str]:
    """Name the information sets that no combination of kinds reaches."""
    reached = {0}
    for place, node in enumerate(game.nodes):
        exists = stakes.beliefs[node.player][:, 0] > 0
        made = np.atleast_1d((np.asarray(profile[node.information])[exists] > 0).any(axis=0))
        if place in reached:
            reached |= {target for move, target in enumerate(node.targets) if target >= 0 and made[move]}
    for information_set in game.sets:
        if not reached & set(information_set.nodes):
            yield information_set.id
