"""Mandates as data: rules that turn geometry and hubs into units, each with its source and range."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from interpose.case.tables.fields import Basis, Identifier, IdentifierList, Row, column

__all__ = ["Mandate", "MandateRule", "RuleValue"]

Driver = Literal["per_line_km", "per_post", "per_sector", "per_hub", "per_axis", "per_units", "per_1000_personnel", "fixed"]
Belt = Literal["forward", "depth"]


class RuleValue(Row):
    """The number of a rule with its range."""

    low: float = column("Lower bound", ge=0)
    mode: float = column("Most likely value", ge=0)
    high: float = column("Upper bound", ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.mode <= self.high:
            raise ValueError(f"low ({self.low:g}), mode ({self.mode:g}) and high ({self.high:g}) are not in order")
        return self


class MandateRule(Row):
    """One rule: so many units of a type for each of a driver."""

    id: Identifier = column("Name of the rule")
    unit_type: Identifier = column("Unit type in which the requirement is stated; it names the capability")
    belt: Belt = column("Belt in which the units stand")
    driver: Driver = column(
        "What the number is multiplied with: per_line_km (units for each km of line), per_post (units for each post, "
        "posts being line over spacing_km), per_sector, per_hub, per_axis (axes as a number in `of`), per_units (units "
        "for each unit of the types in `of`), per_1000_personnel (units for each 1,000 personnel of the types in `of`, "
        "or of everything before it where `of` is empty), fixed"
    )
    value: RuleValue = Field(description="Units for each of the driver, with its range")
    spacing_km: RuleValue | None = Field(None, description="Distance between posts, for per_post; low is the densest")
    of: IdentifierList = column("Unit types (per_units, per_1000_personnel) the driver counts", default=())
    whole_units: bool = column("Whether the mode is rounded up to whole units", default=True)
    basis: Basis = column("What the number rests on")
    source: str = column("Where the number was read, or how it was chosen")
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _driver_has_its_parts(self) -> Self:
        if (self.driver == "per_post") != (self.spacing_km is not None):
            raise ValueError("spacing_km belongs to the driver per_post, and per_post needs it")
        if self.driver == "per_units" and not self.of:
            raise ValueError("the driver per_units needs `of`: the unit types that are counted")
        if self.spacing_km is not None and self.spacing_km.low <= 0:
            raise ValueError("spacing_km.low must be above 0: posts are line over spacing")
        return self


class Mandate(Row):
    """What the force is to do, and the rules that size it."""

    id: Identifier = column("Name of the mandate")
    name: str = column("Name for readers")
    task: str = column("What the force does and does not do, in a sentence")
    rules: tuple[MandateRule, ...] = Field(description="Rules, applied in their order", min_length=1)
    note: str | None = column("Limits of the mandate", default=None)
