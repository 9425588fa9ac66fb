"""What is asked of a chain, and what a study asks of it: columns, points, values in their own units, and outcomes."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.errors import UsageError, did_you_mean
from interpose.exploration.inputs.plan import UncertainColumn
from interpose.solver import Limits

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ChainRequest", "Criterion", "FutureChain", "FutureOutcome", "UncertainColumn", "criteria"]

Points = NDArray[np.float64]

_SENSES = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}


@dataclass(frozen=True, kw_only=True)
class FutureOutcome:
    """What a future is judged by.

    Parameters
    ----------
    name : str
        Its name, as figures are named: `force.sustained`, `shortfall_share`, `authority.nato`.
    unit : str
        Its unit; `yes or no` for what is 1 or 0.
    words : str
        What it says.
    bounded : str or None
        below, where `<name>.bound` is proved to be no more than the best possible; above, no less; None where the value
        stands alone.
    """

    name: str
    unit: str
    words: str
    bounded: Literal["below", "above"] | None = None

    @property
    def bound_name(self) -> str:
        """Name of the column with its proved end."""
        return f"{self.name}.bound"


@dataclass(frozen=True)
class Criterion:
    """What a future must meet, such as `shortfall_share<=0.25`.

    Parameters
    ----------
    outcome : str
        Name of the outcome.
    sense : str
        `<=`, `>=`, `<` or `>`.
    value : float
        The value, in the unit of the outcome.

    Examples
    --------
    >>> str(Criterion.parse("shortfall_share <= 0.25"))
    'shortfall_share<=0.25'
    >>> Criterion.parse("force.sustained>=15000").met([14_000, 16_000]).tolist()
    [False, True]
    """

    outcome: str
    sense: Literal["<=", ">=", "<", ">"]
    value: float

    @classmethod
    def parse(cls, text: str, outcomes: Sequence[FutureOutcome] | None = None) -> Criterion:
        """Read a threshold as it is written on a command line, such as `shortfall_share<=0.25`.

        Raises
        ------
        UsageError
            Where it is no threshold, or names none of the outcomes that are given.
        """
        parts = re.fullmatch(r"\s*([\w.]+)\s*(<=|>=|<|>)\s*(\S+)\s*", text)
        try:
            value = float(parts[3]) if parts is not None else math.nan
        except ValueError:
            value = math.nan
        if parts is None or not math.isfinite(value):
            raise UsageError(f"{text!r} is no threshold", "write outcome, <= or >=, and a number: shortfall_share<=0.25")
        names = [each.name for each in outcomes] if outcomes is not None else [parts[1]]
        if parts[1] not in names:
            mend = did_you_mean(parts[1], names) or f"outcomes are: {', '.join(names)}"
            raise UsageError(f"there is no outcome {parts[1]!r}", mend)
        return cls(parts[1], parts[2], value)  # type: ignore[arg-type]

    def met(self, values: ArrayLike) -> NDArray[np.bool_]:
        """Say for each value whether it meets the threshold; a value that is not known does not."""
        found: NDArray[np.bool_] = np.asarray(_SENSES[self.sense](np.asarray(values, dtype=float), self.value), dtype=bool)
        return found

    def __str__(self) -> str:
        return f"{self.outcome}{self.sense}{self.value:g}"


def criteria(texts: Sequence[str], outcomes: Sequence[FutureOutcome]) -> tuple[Criterion, ...]:
    """Read what futures must meet, such as `shortfall_share<=0.25`.

    Raises
    ------
    UsageError
        Where any is no threshold, or names no outcome: all that are at fault.
    """
    found: list[Criterion] = []
    refused: list[UsageError] = []
    for text in texts:
        try:
            found.append(Criterion.parse(text, outcomes))
        except UsageError as error:
            refused.append(error)
    if refused:
        raise UsageError("; ".join(each.what for each in refused), "; ".join(dict.fromkeys(each.mend for each in refused)))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class ChainRequest:
    """What is asked of a chain, as `ExploreRequest` says it; dimensions that columns keep, and limits of each slot model."""

    mandate: str | None = None
    variant: str | None = None
    seed: int | None = None
    thresholds: tuple[str, ...] = ()
    dimensions: Mapping[str, int] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


class FutureChain(Protocol):
    """The whole chain for arrays of futures; it can be pickled, and a row alone equals the row in a batch, bit for bit.

    What is not a number in a point stands as the case has it: a point without any is the case itself.
    """

    @property
    def columns(self) -> tuple[UncertainColumn, ...]:
        """What is drawn, one number from 0 to 1 a future and column."""

    @property
    def outcomes(self) -> tuple[FutureOutcome, ...]:
        """What futures are judged by."""

    @property
    def thresholds(self) -> tuple[Criterion, ...]:
        """What a future must meet to count as a success."""

    @property
    def identity(self) -> Mapping[str, str | int]:
        """What makes rows of two studies the same: case, uncertainties, version, seed, mandate, variant."""

    def points(self, start: int, stop: int) -> Points:
        """Return rows start to stop of the sample, shape (rows, columns), in [0, 1)."""

    def values(self, points: Points) -> pd.DataFrame:
        """Return the inputs in their own units and words, one column a `UncertainColumn.id`."""

    def evaluate(self, points: Points) -> pd.DataFrame:
        """Return the outcomes, one row a point; `<name>.bound` beside each outcome that is known within a proved interval."""

    def plan(self, points: Points) -> pd.DataFrame:
        """Return full plans of points: `plan.<outcome>`, and `difference.<outcome>` of the slot model from it."""
