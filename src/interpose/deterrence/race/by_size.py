"""Whether the line holds, by the size of the force: the race told for every size at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.deterrence.race.forces import ForceFacts

__all__ = ["HeldBySize", "SizeMark", "SizePoint", "held_by_size"]

Floats = npt.NDArray[np.float64]

LARGEST = 160_000
STEPS = 33
"""Sizes that are told: each 5,000 persons."""

WEAK, STRONG = 0.1, 0.9
"""Quantiles of the host's strength between which the band lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizePoint:
    """Share of the draws in which the line holds from the first day: over all strengths of the host, a low and a high one."""

    persons: float
    held: float
    host_weak: float
    host_strong: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeMark:
    """The same for a force that the case asks about."""

    name: str
    mandate: str
    source: str
    persons: float
    held: float
    host_weak: float
    host_strong: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBySize:
    """Whether the line holds before any reserve arrives, by the size of the force.

    Parameters
    ----------
    points : tuple of SizePoint
        From no force to 160,000 persons.
    marks : tuple of SizeMark
        The plan and what each mandate requires.
    host_weak, host_strong : float
        Persons of the host on the axis at the ends of the band: its 10th and 90th percentile.
    """

    points: tuple[SizePoint, ...]
    marks: tuple[SizeMark, ...]
    host_weak: float
    host_strong: float


def held_by_size(race: Mapping[str, Floats], forces: Sequence[ForceFacts]) -> HeldBySize:
    """Say for each size in which share of the draws the line holds at once.

    Parameters
    ----------
    race : mapping of str to ndarray of shape (draws,)
        Numbers of the race, by field.
    forces : sequence of ForceFacts
        Forces to mark.

    Returns
    -------
    HeldBySize
        Shares that never fall with size.
    """
    weak, strong = (float(each) for each in np.quantile(race["host_persons"], (WEAK, STRONG)))
    needed = race["attacker_persons"] / race["holding_ratio"]

    def held(persons: float) -> dict[str, float]:
        sent = persons * race["force_share_on_axis"]
        return {
            "held": float((race["host_persons"] + sent >= needed).mean()),
            "host_weak": float((weak + sent >= needed).mean()),
            "host_strong": float((strong + sent >= needed).mean()),
        }

    sizes = np.linspace(0.0, LARGEST, STEPS)
    return HeldBySize(
        points=tuple(SizePoint(persons=float(size), **held(float(size))) for size in sizes),
        marks=tuple(
            SizeMark(name=each.name, mandate=each.mandate, source=each.source, persons=each.persons, **held(each.persons))
            for each in forces
        ),
        host_weak=weak,
        host_strong=strong,
    )
