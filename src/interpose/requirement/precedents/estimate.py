"""How many such missions had: the size of precedents on a ground, and where a number falls among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interpose.case.quantities import Range
from interpose.case.tables.missions import Precedent
from interpose.case.tables.words import MandateClass
from interpose.plain import keyed
from interpose.requirement.precedents.mixture import Mixture, quantiles
from interpose.requirement.precedents.model import SizeModel, fit, scored

__all__ = ["PrecedentEstimate", "PrecedentSizes", "ShareAtLeast", "read_sizes"]

_ROUND_NUMBERS = (5_000, 10_000, 15_000, 25_000, 50_000, 100_000)
"""Numbers in which proposals are told."""

_NEAR = 0.75
"""Missions on at least this share of a ground count as on ground as large."""

_FEW = 2


@keyed
class ShareAtLeast(NamedTuple):
    """Share of such missions that had at least so many persons."""

    persons: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentEstimate:
    """How many missions of a class had at their peak on a ground: what was sent, not what was enough.

    Parameters
    ----------
    mandate_class : str
        Class of the missions.
    missions, fitted : int
        Missions of the class, and of all classes that the model is fitted to.
    driver : float
        Length of line (km) or people.
    unit : str
        `km` or `people`.
    alliance : bool
        Whether an alliance or great power leads.
    persons : Range
        Median, with the range that is meant to hold nine in ten (persons).
    half : Range
        Median, with the range of the middle half (persons).
    at_least : tuple of ShareAtLeast
        Shares that were at least as large as round numbers.
    rules_exceed : float or None
        Share of such missions that were smaller than the most likely number of the rules; None where there is none.
    remarks : tuple of str
        What to say beside the number, such as how few stood on as much ground.
    """

    mandate_class: MandateClass
    missions: int
    fitted: int
    driver: float
    unit: str
    alliance: bool
    persons: Range
    half: Range
    at_least: tuple[ShareAtLeast, ...]
    rules_exceed: float | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrecedentSizes:
    """A table of precedents with the model fitted to it.

    Parameters
    ----------
    missions : tuple of Precedent
        Those that are scored.
    model : SizeModel
        The model.
    """

    missions: tuple[Precedent, ...]
    model: SizeModel

    def mixture(self, mandate_class: MandateClass, driver: float, *, alliance: bool) -> Mixture:
        """Predict ln persons; who leads counts only where an alliance led missions of the class."""
        return self.model.predict(mandate_class, driver, alliance=alliance and self._led(mandate_class))

    def estimate(
        self, mandate_class: MandateClass, driver: float, *, alliance: bool, rules: float | None = None
    ) -> PrecedentEstimate:
        """Say how many missions of a class had on a ground.

        Parameters
        ----------
        mandate_class : str
            The class.
        driver : float
            Length of line (km) or people, above 0.
        alliance : bool
            Whether an alliance or great power leads.
        rules : float, optional
            What the rules ask for (persons), to be placed among the missions.

        Returns
        -------
        PrecedentEstimate
            Median, ranges, shares and remarks.

        Raises
        ------
        UsageError
            Where the ground is not above 0.

        Examples
        --------
        >>> from interpose.case.read.precedents import load_precedents
        >>> found = read_sizes(load_precedents()).estimate("secure", 2_100_000, alliance=True)
        >>> round(found.persons.mode, -2)
        9200.0
        """
        mixture = self.mixture(mandate_class, driver, alliance=alliance)
        low, quarter, middle, upper, high = quantiles([mixture], (0.05, 0.25, 0.5, 0.75, 0.95))[0].tolist()
        same = [each for each in self.missions if each.mandate_class == mandate_class]
        return PrecedentEstimate(
            mandate_class=mandate_class,
            missions=len(same),
            fitted=len(self.missions),
            driver=driver,
            unit="km" if mandate_class in ("observe_line", "interpose") else "people",
            alliance=alliance and self._led(mandate_class),
            persons=Range(low, middle, high),
            half=Range(quarter, middle, upper),
            at_least=tuple(ShareAtLeast(each, 1 - mixture.share_below(each)) for each in _ROUND_NUMBERS),
            rules_exceed=None if rules is None else mixture.share_below(rules),
            remarks=tuple(_remarks(same, driver)),
        )

    def _led(self, mandate_class: MandateClass) -> bool:
        return any(each.lead == "alliance" and each.mandate_class == mandate_class for each in self.missions)


def read_sizes(table: Sequence[Precedent]) -> PrecedentSizes:
    """Fit the model to a table of precedents.

    Parameters
    ----------
    table : sequence of Precedent
        The table; rows that are not scored are left out.

    Returns
    -------
    PrecedentSizes
        The missions with their model.

    Raises
    ------
    UsageError
        Where fewer than four are scored.
    """
    missions = scored(table)
    return PrecedentSizes(missions, fit(missions))


def _remarks(same: Sequence[Precedent], driver: float) -> Iterator[str]:
    """Tell how few missions stood on as much ground, or on as little."""
    if not same:
        yield "No mission of this class is in the table: the range rests on what is common to all classes."
        return
    unit = "km" if same[0].by_line else "people"
    large = [each for each in same if (each.driver or 0.0) >= _NEAR * driver]
    if len(large) <= _FEW:
        told = " and ".join(f"{each.name} ({each.peak:,} on {each.driver:,.0f} {unit})" for each in large) or "none"
        yield f"Of {len(same)} such missions {len(large) or 'none'} stood on three quarters of this ground or more" + (
            f": {told}." if large else "."
        )
    least = min(each.driver or 0.0 for each in same)
    if driver < _NEAR * least:
        yield f"None of {len(same)} such missions stood on as little ground: the least was {least:,.0f} {unit}."
