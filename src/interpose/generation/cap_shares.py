"""Caps shared out by capability: each is planned by itself, with what the relaxation gives it of the caps and a little more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.clock import Clock
from interpose.generation.formulation import Formulation, completed, personnel_by_month
from interpose.generation.state_limits import keep_below, persons_of
from interpose.solver import solve

__all__ = ["Share", "planned_by_shares"]

_PAUSES = 60
"""Work for one capability, about a second."""

_GAP = 0.002
"""Distance to the bound that is good enough for one capability, as a share of the price of missing all of it."""

_SLACK = 1e-7

Floats = NDArray[np.float64]
Columns = Mapping[str, Floats]


@dataclass(frozen=True)
class Share:
    """One capability of a part, or several that units tie together, by itself.

    Parameters
    ----------
    alone : Formulation
        Its model, without caps.
    numbers : tuple of int
        Number of each of its classes in the part.
    """

    alone: Formulation
    numbers: tuple[int, ...]


def planned_by_shares(
    part: Formulation, shares: Sequence[Share], relaxed: Columns, room: float, clock: Clock, seed: int
) -> Columns | None:
    """Plan capability by capability, the dearest first, each by branch and bound below what is left of the caps.

    What those that are still to come have in the relaxation is kept for them, but for some room: whole units fit into no
    share exactly, and the dearest lose most.

    Parameters
    ----------
    part : Formulation
        The part, with caps.
    shares : sequence of Share
        Its capabilities.
    relaxed : mapping of str to numpy.ndarray
        Columns of the relaxation of the part.
    room : float
        How many units each may take of what is kept for others, in persons of its largest.
    clock : Clock
        How long to look.
    seed : int
        Seed of the solver.

    Returns
    -------
    mapping of str to numpy.ndarray or None
        A plan of the part; None where one capability found none in the time it has.
    """
    kept: dict[str, Floats] = defaultdict(lambda: np.zeros(part.demand.horizon))
    for share in shares:
        for state, persons in _persons(part, share, relaxed).items():
            kept[state] = kept[state] + persons
    taken: dict[str, Floats] = defaultdict(lambda: np.zeros(part.demand.horizon))
    tours: dict[str, Floats] = {}
    for share in sorted(shares, key=lambda each: (-each.alone.demand.price_of_all(_names(each)), each.numbers)):
        for state, persons in _persons(part, share, relaxed).items():
            kept[state] = kept[state] - persons
        model = share.alone.model.changed({}, {})
        capped = persons_of(model, share.alone.classes, part.caps)
        for state in [state for state in part.caps if state in capped]:
            largest = max(group.like.personnel for group in share.alone.classes if group.like.state == state)
            free = part.caps[state] - taken[state]
            most = np.clip(free - kept[state] + room * largest, 0.0, np.maximum(0.0, free)) + _SLACK
            keep_below(model, f"cap of {state}", capped[state], most)
        gap = _GAP * share.alone.demand.price_of_all(_names(share))
        found = solve(model, replace(clock.left(), pauses=_PAUSES), absolute_gap=gap, seed=seed)
        if not found.has_solution:
            return None
        tours |= {f"tours {number}": found.value(f"tours {place}") for place, number in enumerate(share.numbers)}
        for state, persons in _persons(part, share, tours).items():
            taken[state] = taken[state] + persons
    return completed(part, tours)


def _names(share: Share) -> frozenset[str]:
    return frozenset(capability for _, capability in share.alone.keys)


def _persons(part: Formulation, share: Share, columns: Columns) -> dict[str, Floats]:
    """Return the persons of states with caps by month that serve a capability."""
    found: dict[str, Floats] = {}
    for number in share.numbers:
        like = part.classes[number].like
        if like.state in part.caps:
            persons = personnel_by_month(like, columns[f"tours {number}"].sum(axis=0))
            found[like.state] = found.get(like.state, 0.0) + persons
    return found
