"""Numbers of a game, at their modes and drawn from their ranges, and how the force moves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.case.check.escalation_rules import number_paths
from interpose.case.quantities import Range
from interpose.case.tables.escalation import ChannelId, Escalation, Race, Spread

__all__ = ["Draws", "draw", "moved_numbers", "spread"]

Floats = npt.NDArray[np.float64]

SIZES = ("tied_hands_personnel", "air_defence_personnel", "monitoring_personnel")
"""Numbers of a game over which a measure of the force is taken."""


@dataclass(frozen=True)
class Draws:
    """Values of every number with a range.

    Parameters
    ----------
    numbers : mapping of str to ndarray of shape (draws,)
        Numbers of the games before the force moves them, by path.
    changes : tuple of ndarray
        The change of each effect, in the order of the file.
    race : mapping of str to ndarray
        Numbers of the race, by field.
    sizes : mapping of str to ndarray
        Personnel at which more of it counts no further, by field: `tied_hands_personnel` and its like.
    """

    numbers: Mapping[str, Floats]
    changes: tuple[Floats, ...]
    race: Mapping[str, Floats]
    sizes: Mapping[str, Floats]

    @property
    def count(self) -> int:
        """Number of draws."""
        return len(next(iter(self.numbers.values())))

    def first(self, most: int) -> Draws:
        """Return the first of the draws."""
        return Draws(
            {name: values[:most] for name, values in self.numbers.items()},
            tuple(values[:most] for values in self.changes),
            {name: values[:most] for name, values in self.race.items()},
            {name: values[:most] for name, values in self.sizes.items()},
        )


def draw(escalation: Escalation, count: int | None, seed: int = 0) -> Draws:
    """Draw every number from its range, or take its mode.

    Parameters
    ----------
    escalation : Escalation
        The game.
    count : int or None
        How many draws; None takes every number at its mode, as a single draw.
    seed : int
        Seed; draw i is the same however many are drawn.

    Returns
    -------
    Draws
        Triangular between low and high with its peak at the mode, each number by itself.

    Examples
    --------
    >>> from interpose.case.read.escalation import read_escalation, shipped_games
    >>> game = read_escalation(shipped_games()["asymmetric-escalation"])
    >>> draw(game, None).numbers["payoffs.SQ.challenger"]
    array([0.75])
    >>> bool((draw(game, 3).numbers["types.challenger.hard"] == draw(game, 5).numbers["types.challenger.hard"][:3]).all())
    True
    """
    paths = number_paths(escalation)
    race_fields = _race_fields(escalation.race)
    sizes = {name: size for name in SIZES if (size := getattr(escalation, name)) is not None}
    spreads: list[Spread] = [*paths.values(), *(effect.change for effect in escalation.effects), *race_fields.values()]
    spreads += sizes.values()
    chances = None if count is None else np.random.default_rng(seed).random((count, len(spreads)))
    values = [
        np.array([spread.mode]) if chances is None else _triangular(spread, chances[:, place])
        for place, spread in enumerate(spreads)
    ]
    start, middle = len(paths), len(paths) + len(escalation.effects)
    end = middle + len(race_fields)
    return Draws(
        dict(zip(paths, values[:start], strict=True)),
        tuple(values[start:middle]),
        dict(zip(race_fields, values[middle:end], strict=True)),
        dict(zip(sizes, values[end:], strict=True)),
    )


def _race_fields(race: Race | None) -> dict[str, Spread]:
    if race is None:
        return {}
    return {name: value for name in type(race).model_fields if isinstance(value := getattr(race, name), Spread)}


def _triangular(spread: Spread, chance: Floats) -> Floats:
    """Turn even chances into values: the inverse of the triangular distribution."""
    width = spread.high - spread.low
    if width == 0:
        return np.full(len(chance), spread.mode)
    peak = (spread.mode - spread.low) / width
    rising = spread.low + np.sqrt(chance * peak) * width
    falling = spread.high - np.sqrt((1 - chance) * (1 - peak)) * width
    return np.where(chance < peak, rising, falling)


def moved_numbers(escalation: Escalation, draws: Draws, measures: Mapping[ChannelId, Floats | float]) -> dict[str, Floats]:
    """Let the force move the numbers of the games.

    Parameters
    ----------
    escalation : Escalation
        The game with its effects.
    draws : Draws
        Numbers before the force.
    measures : mapping of str to float or ndarray
        The measure of each channel, from 0 to 1; a channel that is not named does not act.

    Returns
    -------
    dict of str to ndarray
        Numbers after the force. A belief that is raised takes its weight from the player's other kinds in proportion; beliefs
        of the unilateral game that are those of the tree follow them.
    """
    numbers = dict(draws.numbers)
    for effect, change in zip(escalation.effects, draws.changes, strict=True):
        if effect.channel in measures and (effect.times is None or effect.times in measures):
            measure = measures[effect.channel] * (1.0 if effect.times is None else measures[effect.times])
            numbers[effect.target] = numbers[effect.target] + change * measure
    raised = {effect.target for effect in escalation.effects if effect.target.startswith("types.")}
    for player in escalation.players:
        paths = [f"types.{player.id}.{kind.id}" for kind in player.types]
        moved_kinds = [path for path in paths if path in raised]
        for path in moved_kinds:
            numbers[path] = np.clip(numbers[path], 0.0, 1.0)
        rest = [path for path in paths if path not in raised]
        if moved_kinds and rest:
            left = np.clip(1.0 - sum(numbers[path] for path in moved_kinds), 0.0, 1.0)
            total = sum(numbers[path] for path in rest)
            for path in rest:
                numbers[path] = np.where(total > 0, numbers[path] / np.where(total > 0, total, 1.0), 1 / len(rest)) * left
    if escalation.unilateral is not None:
        for name in ("p_challenger", "p_defender"):
            belief = getattr(escalation.unilateral, name)
            path = belief if isinstance(belief, str) else f"unilateral.{name}"
            numbers[f"unilateral.{name}"] = np.clip(numbers[path], 0.0, 1.0)
    return numbers


def spread(values: npt.ArrayLike) -> Range:
    """Give the 10th percentile, the median and the 90th percentile of values over draws.

    Parameters
    ----------
    values : array_like of shape (draws,) or float
        Values; a single one is all three.

    Returns
    -------
    Range
        Low, mode and high in this order.

    Examples
    --------
    >>> spread([0, 10, 20])
    Range(low=2.0, mode=10.0, high=18.0)
    """
    low, middle, high = np.quantile(np.atleast_1d(np.asarray(values, dtype=float)), (0.1, 0.5, 0.9))
    return Range(float(low), float(middle), float(high))
