"""Quantities with a range, and figures that can be traced."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Figure", "Range"]


@dataclass(frozen=True, slots=True)
class Range:
    """A quantity as low, mode and high.

    Parameters
    ----------
    low, mode, high : float
        Lower bound, most likely value and upper bound, in one unit.

    Examples
    --------
    >>> Range(1, 2, 4) * 10 + Range.exactly(5)
    Range(low=15, mode=25, high=45)
    """

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.mode <= self.high:
            raise ValueError(f"a range needs low ≤ mode ≤ high, not {self.low}, {self.mode}, {self.high}")

    @classmethod
    def exactly(cls, value: float) -> Range:
        """Make a range without width."""
        return cls(value, value, value)

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.mode + other.mode, self.high + other.high)

    def __mul__(self, factor: float) -> Range:
        """Scale by a factor of at least zero."""
        return Range(self.low * factor, self.mode * factor, self.high * factor)

    def times(self, other: Range) -> Range:
        """Multiply by a range of the same sign (both at least zero): bounds by bounds."""
        return Range(self.low * other.low, self.mode * other.mode, self.high * other.high)

    def at(self, level: str) -> float:
        """Return the bound named `low`, `mode` or `high`."""
        return {"low": self.low, "mode": self.mode, "high": self.high}[level]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Figure:
    """A number of a result that a reader may ask about. It shows itself in a line; `inputs` and the rest hold what it rests on.

    Parameters
    ----------
    name : str
        Stable dotted name, such as `force.peak`.
    value : float or str or None
        The number, or a word (an outcome); None where there is no answer.
    unit : str
        Unit of the value.
    formula : str
        How the value comes about, in words or as an equation.
    inputs : tuple of str
        What it is computed from: names of other figures, or inputs of the case written
        `pools.csv#FRA/infantry_battalion`, `scenario.yaml#options.zone_depth_km`,
        `planning_factors.csv#line_length_factor`.
    claims : tuple of str
        Claims that it rests on directly.
    assumptions : tuple of str
        Inputs without a claim that it rests on directly, in the notation of `inputs`.

    Examples
    --------
    >>> Figure(name="force.peak", value=15554, unit="persons", formula="most in any month", claims=("P001", "P002"))
    <Figure force.peak: 15,554 persons, from 2 claims>
    """

    name: str
    value: float | str | None
    unit: str
    formula: str
    inputs: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    def __repr__(self) -> str:
        value = f"{self.value:,.10g}" if isinstance(self.value, int | float) else str(self.value)
        counts = ((len(self.inputs), "input"), (len(self.claims), "claim"), (len(self.assumptions), "assumption"))
        behind = ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counts if number)
        return f"<Figure {self.name}: {value} {self.unit}".rstrip() + f"{', from ' + behind if behind else ''}>"
