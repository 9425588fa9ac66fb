"""The box that says where a plan fails, or where it holds: limits in words, the whole trade-off, and how far to trust it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import bdtr

from interpose.exploration.analysis.discovery.box_quality import quasi_p, reproducibility
from interpose.exploration.analysis.discovery.prim import BoxStep, Marks, Numbers, find_boxes, without
from interpose.exploration.analysis.discovery.sayable import SayableInput
from interpose.exploration.analysis.effects.resampling import LEVELS

__all__ = ["BoxLimit", "FutureBox", "TradeOff", "box_of"]

_BEYOND_CHANCE = 0.05
"""A restriction whose quasi-p is larger is dropped."""


@dataclass(frozen=True, kw_only=True)
class BoxLimit:
    """What a box asks of one input.

    Parameters
    ----------
    id, input, words, unit, kind : str
        The input, as in `SayableInput`.
    low, high : float or None
        Limits in its unit; None where the box does not limit that side.
    least, most : float
        The whole range of the input over the futures.
    quasi_p : float
        How easily chance would make the box as dense without this restriction.
    reproducibility : float
        Share of half-samples in which a box as good restricts this input.
    basis : str
        What the input rests on.
    claims : tuple of str
        Claims behind it.
    """

    id: str
    input: str
    words: str
    unit: str
    kind: Literal["number", "count", "yes or no", "rank"]
    low: float | None
    high: float | None
    least: float
    most: float
    quasi_p: float
    reproducibility: float
    basis: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOff:
    """One box on the way from all futures to the smallest: how much it covers, how pure and how large it is.

    Parameters
    ----------
    outcome : str
        The criterion.
    coverage, density, mass : float
        As in `FutureBox`.
    dimensions : int
        Inputs that it limits.
    """

    outcome: str
    coverage: float
    density: float
    mass: float
    dimensions: int


@dataclass(frozen=True, kw_only=True)
class FutureBox:
    """Where most futures of one kind lie.

    Parameters
    ----------
    outcome : str
        The criterion that was asked about.
    holds : str
        Of which kind the futures in the box are: missed or met, whichever is rarer over all futures.
    limits : tuple of BoxLimit
        What must be the case together; empty where no input separates them.
    coverage, density, mass : float
        Share of all such futures that lie in the box, share of the box that they make up, and share of all futures in it.
    resampled : tuple of float
        5th and 95th percentile of the density when the futures of the box are drawn again.
    base_rate : float
        Share of such futures over all.
    rows : int
        Futures.
    """

    outcome: str
    holds: Literal["met", "missed"]
    limits: tuple[BoxLimit, ...]
    coverage: float
    density: float
    mass: float
    resampled: tuple[float, float]
    base_rate: float
    rows: int


def box_of(inputs: Sequence[SayableInput], missed: Marks, outcome: str) -> tuple[FutureBox, tuple[TradeOff, ...]]:
    """Find the box of the rarer kind of futures: those that miss the criterion, or those that meet it.

    Parameters
    ----------
    inputs : sequence of SayableInput
        What limits may be about.
    missed : numpy.ndarray of bool, shape (futures,)
        Futures whose plan does not meet the criterion, which is `outcome`.

    Returns
    -------
    tuple of FutureBox and tuple of TradeOff
        The box with the best harmonic mean of coverage and density, without restrictions that chance could explain; and every
        box on the way, since another one may suit better.
    """
    rarer: Literal["met", "missed"] = "missed" if missed.mean() <= 0.5 else "met"
    interest = missed if rarer == "missed" else ~missed
    columns = np.column_stack([each.numbers for each in inputs]) if inputs else np.zeros((len(missed), 1))
    steps = find_boxes(columns, interest)
    chosen, chances = _tested(columns, interest, max(steps, key=_balance))
    again = reproducibility(columns, interest, chosen) if chosen.restricted else None
    held = max(round(chosen.mass * len(missed)), 1)
    # Percentiles of a binomial number: how many of those in the box would be of that kind, were they drawn again.
    low, high = np.searchsorted(bdtr(np.arange(held + 1), held, chosen.density), LEVELS) / held
    found = FutureBox(
        outcome=outcome,
        holds=rarer,
        limits=tuple(
            _limit(
                inputs[place],
                chosen,
                place,
                chances[place],
                0.0 if again is None else float(min(again.same_coverage[place], again.same_density[place])),
            )
            for place in sorted(chosen.restricted, key=lambda place: chances[place])
        ),
        coverage=chosen.coverage,
        density=chosen.density,
        mass=chosen.mass,
        resampled=(float(low), float(high)),
        base_rate=float(interest.mean()),
        rows=len(missed),
    )
    return found, tuple(
        TradeOff(
            outcome=outcome,
            coverage=step.coverage,
            density=step.density,
            mass=step.mass,
            dimensions=len(step.restricted),
        )
        for step in steps
    )


def _balance(box: BoxStep) -> float:
    """Weigh coverage and density alike: their harmonic mean."""
    return 2 * box.coverage * box.density / max(box.coverage + box.density, 1e-12)


def _tested(inputs: Numbers, interest: Marks, box: BoxStep) -> tuple[BoxStep, dict[int, float]]:
    """Drop one after the other the restrictions that chance could explain, the weakest first."""
    while chances := quasi_p(inputs, interest, box):
        weakest = max(chances, key=lambda each: chances[each])
        if chances[weakest] <= _BEYOND_CHANCE:
            break
        box = without(inputs, interest, box, weakest)
    return box, chances


def _limit(given: SayableInput, box: BoxStep, place: int, chance: float, share: float) -> BoxLimit:
    least, most = float(given.numbers.min()), float(given.numbers.max())
    low, high = float(box.low[place]), float(box.high[place])
    if given.kind in ("count", "yes or no"):
        low, high = float(np.ceil(low)), float(np.floor(high))
    return BoxLimit(
        id=given.id,
        input=given.input,
        words=given.words,
        unit=given.unit,
        kind=given.kind,
        low=low if low > least else None,
        high=high if high < most else None,
        least=least,
        most=most,
        quasi_p=chance,
        reproducibility=share,
        basis=given.basis,
        claims=given.claims,
    )
