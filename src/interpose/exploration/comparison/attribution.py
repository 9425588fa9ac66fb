"""Which inputs moved a figure: the move between two cases, divided among groups of changed inputs by Shapley's rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from interpose.exploration.analysis.effects.shapley import (
    MOST_EXACT,
    ShapleyShares,
    drawn_orders,
    shapley_by_orders,
    shapley_values,
)
from interpose.exploration.comparison.valuing import SlotWorth

__all__ = ["Attribution", "GroupShare", "attribute"]

_MOST_MIXES = 256
"""Mixes that are solved at most, about: as many as eight groups have."""

_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShare:
    """What a group of changed inputs did to a figure.

    Parameters
    ----------
    group : str
        The group, in words.
    inputs : tuple of str
        Its inputs.
    share : float
        Its share of the move; the shares of all groups sum to `total`.
    share_low, share_high : float
        Interval of nine in ten resamples where orders were drawn; equal to the share where it is exact.
    share_bound : float or None
        The same of the proved end of the figure; None where it has none.
    alone, last : float
        What the group does as the only one, and as the last one.
    told_apart : bool
        Whether value and proved end move the same way: where they do not, the share is within what is not proved.
    """

    group: str
    inputs: tuple[str, ...]
    share: float
    share_low: float
    share_high: float
    share_bound: float | None
    alone: float
    last: float
    told_apart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """How the move of a figure is divided.

    Parameters
    ----------
    figure, unit : str
        The figure and its unit.
    total : float
        Its move as the slot model tells it: what the shares sum to.
    plan_total : float or None
        Its move from plan to plan; None where one has none.
    not_attributed : float or None
        What of that the slot model does not tell: months and sectors.
    method : str
        shapley · shapley over drawn orders.
    evaluations : int
        Mixes of the two cases that were solved.
    groups : tuple of GroupShare
        The largest first; those that change nothing have a share of 0.
    """

    figure: str
    unit: str
    total: float
    plan_total: float | None
    not_attributed: float | None
    method: str
    evaluations: int
    groups: tuple[GroupShare, ...]


def attribute(
    worth: Callable[[frozenset[int]], SlotWorth],
    groups: Mapping[str, Sequence[str]],
    figures: Mapping[str, str],
    *,
    matters: Callable[[int], bool] = lambda _group: True,
) -> tuple[Attribution, ...]:
    """Divide the move of figures among groups of changed inputs.

    Parameters
    ----------
    worth : callable
        Gives values and proved ends with some groups, by their place, as in the second case.
    groups : mapping of str to sequence of str
        Inputs by the name of their group.
    figures : mapping of str to str
        Units of the figures by name.
    matters : callable
        Says whether a group can change anything; one that cannot gets 0 without being mixed with others.

    Returns
    -------
    tuple of Attribution
        One a figure, without `plan_total`; exact for eight groups or fewer, over drawn orders beyond.

    Examples
    --------
    >>> def worth(made):
    ...     return SlotWorth(value={"height": 2.0 * (0 in made) + 3.0 * (1 in made)}, bound={})
    >>> (found,) = attribute(worth, {"feet": ["x"], "legs": ["y"]}, {"height": "m"})
    >>> [(each.group, each.share) for each in found.groups]
    [('legs', 3.0), ('feet', 2.0)]
    """
    names = list(groups)
    players = [place for place in range(len(names)) if matters(place)]
    asked: set[frozenset[int]] = set()

    def of(made: frozenset[int]) -> SlotWorth:
        asked.add(made)
        return worth(made)

    every = frozenset(range(len(names)))
    rest, whole, none = every - set(players), of(every), of(frozenset())

    def group(figure: str, place: int, shares: ShapleyShares, bounds: ShapleyShares | None) -> GroupShare:
        if place not in players:
            value = low = high = alone = last = 0.0
            bound = None if bounds is None else 0.0
        else:
            at = players.index(place)
            value, low, high = (float(each[at]) for each in (shares.value, shares.low, shares.high))
            bound = None if bounds is None else float(bounds.value[at])
            alone = of(frozenset({place})).value[figure] - none.value[figure]
            last = whole.value[figure] - of(every - {place}).value[figure]
        return GroupShare(
            group=names[place],
            inputs=tuple(groups[names[place]]),
            share=value,
            share_low=low,
            share_high=high,
            share_bound=bound,
            alone=alone,
            last=last,
            told_apart=bound is None or value * bound >= 0,
        )

    found = []
    for figure, unit in figures.items():
        shares = _shares(players, rest, lambda made, figure=figure: of(made).value[figure])  # type: ignore[misc]
        bounds = None
        if figure in whole.bound:
            bounds = _shares(players, rest, lambda made, figure=figure: of(made).bound[figure])  # type: ignore[misc]
        told = [group(figure, place, shares, bounds) for place in range(len(names))]
        found.append(
            Attribution(
                figure=figure,
                unit=unit,
                total=whole.value[figure] - none.value[figure],
                plan_total=None,
                not_attributed=None,
                method="shapley" if len(players) <= MOST_EXACT else "shapley over drawn orders",
                evaluations=0,
                groups=tuple(sorted(told, key=lambda each: (-abs(each.share), each.group))),
            )
        )
    return tuple(replace(each, evaluations=len(asked)) for each in found)


def _shares(players: Sequence[int], rest: frozenset[int], value: Callable[[frozenset[int]], float]) -> ShapleyShares:
    """Divide by all subsets, or over drawn orders; groups that change nothing are as in the second case throughout."""

    def of(made: frozenset[int]) -> float:
        chosen = frozenset(players[place] for place in made)
        # The empty mix is the first case itself, and the full one the second.
        return value(chosen | rest) if chosen else value(frozenset())

    count = len(players)
    if count <= MOST_EXACT:
        subsets = [frozenset(place for place in range(count) if subset >> place & 1) for subset in range(2**count)]
        exact = shapley_values(np.array([of(subset) for subset in subsets])) if count else np.zeros(0)
        return ShapleyShares(exact, exact, exact)
    orders = max(4, _MOST_MIXES // count // 2 * 2)
    return shapley_by_orders(of, drawn_orders(count, orders, _SEED), seed=_SEED)
