"""What a voting rule gives to each of its members: power indices, exact where exact is in reach."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from pydantic import Field, PlainSerializer, computed_field

from interpose.notebook import Summarised

__all__ = ["BoundedPower", "Exactness", "MemberPower", "PowerErrors", "PowerResult"]

Exact = Annotated[Fraction, PlainSerializer(float, return_type=float)]
"""A fraction, written as the nearest number."""

Number = Exact | float
"""A fraction where it is exact, a float where it is an approximation with a stated error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedPower:
    """Estimates of power with the largest absolute errors.

    Parameters
    ----------
    absolute, shapley : tuple of float
        Absolute Banzhaf and Shapley–Shubik index of each member.
    winning : float
        Share of coalitions that win.
    absolute_errors : tuple of float
        Error of each absolute Banzhaf index.
    shapley_error, winning_error : float
        Error of every Shapley–Shubik index, and of the share of coalitions.
    draws : int
        Coalitions that were drawn.
    """

    absolute: tuple[float, ...]
    shapley: tuple[float, ...]
    winning: float
    absolute_errors: tuple[float, ...]
    shapley_error: float
    winning_error: float
    draws: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPower:
    """The power of one member.

    Parameters
    ----------
    name : str
        The member.
    banzhaf : Fraction or float or None
        Share of all swings (normalised Banzhaf index).
    banzhaf_absolute : Fraction or float or None
        Probability of being decisive when all coalitions are equally likely (Penrose measure).
    shapley_shubik : Fraction or float or None
        Share of orders of arrival in which the member is pivotal.
    deegan_packel : Fraction or None
        Share in minimal winning coalitions, each divided equally among its members.
    johnston : Fraction or None
        Share in vulnerable coalitions, each divided equally among its critical members.
    holler : Fraction or None
        Share of memberships in minimal winning coalitions (public good index).
    coleman_prevent, coleman_initiate : Fraction or float or None
        Share of winning coalitions that the member can end, of losing ones that it can turn.
    swings : int or None
        Coalitions in which the member is critical; None where only approximated.
    """

    name: str
    banzhaf: Number | None
    banzhaf_absolute: Number | None
    shapley_shubik: Number | None
    deegan_packel: Exact | None
    johnston: Exact | None
    holler: Exact | None
    coleman_prevent: Number | None
    coleman_initiate: Number | None
    swings: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exactness:
    """How far the numbers can be off.

    Parameters
    ----------
    exact : bool
        Whether every number that is given is exact.
    method : str
        How they were computed, in words.
    banzhaf_error, shapley_error, normalised_error, winning_error : float
        Largest absolute error of `banzhaf_absolute`, `shapley_shubik`, `banzhaf` and `collectivity_to_act`: 0 where exact;
        else bounds on what was drawn, which hold together with probability 1 - 1e-6.
    """

    exact: bool
    method: str
    banzhaf_error: float = 0.0
    shapley_error: float = 0.0
    normalised_error: float = 0.0
    winning_error: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class PowerErrors:
    """Largest possible absolute error of each index that may be approximated, under the name of the index."""

    banzhaf: float
    banzhaf_absolute: float
    shapley_shubik: float
    collectivity_to_act: float


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PowerResult(Summarised):
    """The power of every member of a rule.

    Parameters
    ----------
    rule : str
        Name of the rule.
    members : tuple of MemberPower
        In the order of the rule.
    winning_coalitions, minimal_winning_coalitions : int or None
        None where only approximated, or not computed.
    collectivity_to_act : Fraction or float
        Share of coalitions that win (Coleman).
    accuracy : Exactness
        Method and error, which are written as `exact`, `method` and `errors`.
    remarks : tuple of str
        What a reader should know: dummies, vetoes, dictators, what was left out and why.
    """

    rule: str
    members: tuple[MemberPower, ...]
    winning_coalitions: int | None
    minimal_winning_coalitions: int | None
    collectivity_to_act: Number
    accuracy: Annotated[Exactness, Field(exclude=True)]
    remarks: tuple[str, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def exact(self) -> bool:
        """Whether every number that is given is exact."""
        return self.accuracy.exact

    @computed_field  # type: ignore[prop-decorator]
    @property
    def method(self) -> str:
        """How the numbers were computed, in words."""
        return self.accuracy.method

    @computed_field  # type: ignore[prop-decorator]
    @property
    def errors(self) -> PowerErrors:
        """The largest error of each index; 0 where it is exact."""
        return PowerErrors(
            banzhaf=self.accuracy.normalised_error,
            banzhaf_absolute=self.accuracy.banzhaf_error,
            shapley_shubik=self.accuracy.shapley_error,
            collectivity_to_act=self.accuracy.winning_error,
        )

    def of(self, name: str) -> MemberPower | None:
        """Return the power of one member; None where there is none of that name."""
        return next((member for member in self.members if member.name == name), None)
