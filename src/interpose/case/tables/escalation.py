"""Payoffs of the unilateral deterrence game, in the orderings that the game needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Self, TypeVar

from pydantic import Field, model_validator

from interpose.case.tables.fields import Row, column

__all__ = ["ChallengerPayoffs", "DefenderPayoffs", "UnilateralPayoffs"]

RowT = TypeVar("RowT", bound=Row)


class ChallengerPayoffs(Row):
    """What the challenger gets: DC > SQ > DD_hard > CD > DD_soft."""

    DC: float = column("It demands and the defender concedes")
    SQ: float = column("It keeps the status quo")
    DD_hard: float = column("Conflict, to a hard challenger")
    CD: float = column("It demands, the defender resists, and it backs down")
    DD_soft: float = column("Conflict, to a soft challenger")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return _ordered(self)


class DefenderPayoffs(Row):
    """What the defender gets: SQ > CD > DD_hard > DC > DD_soft."""

    SQ: float = column("The challenger keeps the status quo")
    CD: float = column("It resists and the challenger backs down")
    DD_hard: float = column("Conflict, to a hard defender")
    DC: float = column("It concedes")
    DD_soft: float = column("Conflict, to a soft defender")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return _ordered(self)


class UnilateralPayoffs(Row):
    """The payoffs of one unilateral deterrence game."""

    challenger: ChallengerPayoffs = Field(description="What the challenger gets from each outcome")
    defender: DefenderPayoffs = Field(description="What the defender gets from each outcome")


def _ordered(row: RowT) -> RowT:
    broken = list(_broken(row))
    if broken:
        raise ValueError("; ".join(broken) + f" (the game needs {' > '.join(type(row).model_fields)})")
    return row


def _broken(row: Row) -> Iterator[str]:
    """Name each pair of neighbours that stand in the wrong order: fields are listed best first."""
    names = list(type(row).model_fields)
    for better, worse in pairwise(names):
        high, low = getattr(row, better), getattr(row, worse)
        if not high > low:
            yield f"{better} ({high:g}) must exceed {worse} ({low:g})"
