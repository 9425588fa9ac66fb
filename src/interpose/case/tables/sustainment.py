"""Tables of sustainment: what a force consumes, what it costs on which basis, who pays, and what money was worth."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from interpose.case.tables.fields import Identifier, Row, StateCode, StateRef, column, in_order
from interpose.case.tables.words import Basis, CostBasisName, Regime

__all__ = [
    "ConsumerPrice",
    "CostBasis",
    "CostShare",
    "Currency",
    "ExchangeRate",
    "MissionCost",
    "NationalCost",
    "PayerRule",
    "SupplyRate",
]

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""A currency as ISO 4217."""


class SupplyRate(Row):
    """What a person, or a vehicle on the road, uses up of a class of supply."""

    supply_class: Identifier = column("Name of the class of supply")
    driver: Literal["person_day", "vehicle_km"] = column(
        "What uses it up; a class by vehicle_km takes the place of `replaces`, the two are never added"
    )
    class_number: str = column("Its number among the classes of supply, such as III")
    low: float = column("Lower bound of the rate", ge=0)
    mode: float = column("Most likely rate", ge=0)
    high: float = column("Upper bound of the rate", ge=0)
    unit: Literal["kg", "l"] = column("Unit of the rate, for each person and day or each vehicle-kilometre")
    density: float = column("Kilograms in a litre; 1 for what is counted in kilograms", unit="kg/l", default=1.0, gt=0, le=2)
    winter: float = column("Factor in the months of winter", default=1.0, gt=0, le=10)
    summer: float = column("Factor in the months of summer", default=1.0, gt=0, le=10)
    build_up: float = column("Factor in the months of the build-up", default=1.0, gt=0, le=20)
    imported_share: float = column("Share that is brought from outside the host state", ge=0, le=1)
    replaces: Identifier | None = column("Class by person_day that this one stands in for", default=None)
    basis: Basis = column("What the rate rests on")
    source: str = column("Where the rate was read, or how it was chosen")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.low, self.mode, self.high, "most likely")
        if (self.driver == "vehicle_km") != (self.replaces is not None):
            raise ValueError(
                "a class by vehicle_km says in `replaces` which class by person_day it stands in for; no other does"
            )
        return self


class CostBasis(Row):
    """What a person on the ground costs in a year, on one of four bases."""

    cost_basis: CostBasisName = column("What is counted")
    regime: Regime = column("calm or hostile; any where the basis knows no difference")
    low: float = column("Lower bound for a person and year, in money of the price year", ge=0)
    mode: float = column("Most likely value for a person and year", ge=0)
    high: float = column("Upper bound for a person and year", ge=0)
    currency: Currency = column("Currency")
    price_year: int = column("Year whose prices are meant", ge=1990, le=2100)
    counts: str = column("What the basis counts and what not")
    basis: Basis = column("What the range rests on")
    source: str = column("Where it was read, or how it was derived")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.low, self.mode, self.high, "most likely")
        return self


class PayerRule(Row):
    """Who pays for a force that goes by a route."""

    route: Identifier = column("Route; `default` is taken for any that is not listed")
    rule: Literal["falls", "assessed"] = column(
        "falls: costs lie where they fall, save a common share; assessed: members pay the whole by a scale, and "
        "contributors are reimbursed"
    )
    share_common: float = column("Share of the cost that is borne in common", ge=0, le=1)
    low: float = column("Lower bound of that share", ge=0, le=1)
    high: float = column("Upper bound of that share", ge=0, le=1)
    key: Identifier | None = column(
        "Scale of cost_shares.csv by which the common part is divided; empty where none is shipped", default=None
    )
    common_payers: str = column("Who bears the common part")
    rest: str = column("What happens to the rest", default="costs lie where they fall")
    basis: Basis = column("What the share rests on")
    source: str = column("Where it was read, or how it was chosen")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.low, self.share_common, self.high, "most likely")
        if self.rule == "assessed" and self.key is None:
            raise ValueError("an assessed route needs the scale (key) by which members pay")
        return self


class CostShare(Row):
    """What part of common costs a state bears, by a scale."""

    key: Identifier = column("Name of the scale")
    state: StateRef = column("State that pays")
    share: float = column("Its part; those of a scale add up to 1", ge=0, le=1)
    year: int = column("Year to which the scale belongs", ge=1990, le=2100)
    basis: Basis = column("What the part rests on")
    source: str = column("Where it was read, or how it was derived")


class ExchangeRate(Row):
    """What a United States dollar was worth in a year."""

    currency: Currency = column("Currency")
    year: int = column("Calendar year", ge=1990, le=2100)
    per_usd: float = column("Units of the currency for a dollar, mean of the year", gt=0)
    source: str = column("Where it was read")


class ConsumerPrice(Row):
    """Consumer prices of a year: what carries money of one year over to another."""

    currency: Currency = column("Currency whose prices are meant")
    year: int = column("Calendar year", ge=1990, le=2100)
    index: float = column("Index, mean of the year", gt=0)
    source: str = column("Where it was read")


class MissionCost(Row):
    """A budget year of a United Nations mission, against which the basis is tested."""

    mission: Identifier = column("Mission")
    start: int = column("Calendar year in which the budget year begins", ge=1990, le=2100)
    end: int = column("Calendar year in which it ends", ge=1990, le=2100)
    usd_m: float = column("Amount in money of the day", unit="million USD", gt=0)
    persons: float = column("Mean uniformed strength of the year", unit="persons", gt=0)
    kind: str = column("What the amount is: appropriation, proposal, expenditure")
    source: str = column("Where amount and strength were read")


class NationalCost(Row):
    """What a deployment cost a state, against which the national basis is tested."""

    id: Identifier = column("Name of the row")
    name: str = column("What was counted, for readers")
    state: StateCode | Literal["MFO"] = column("State that paid; MFO for the Multinational Force and Observers")
    regime: Literal["calm", "hostile"] = column("Whether the force met fighting")
    start: int = column("First calendar year", ge=1990, le=2100)
    end: int = column("Last calendar year", ge=1990, le=2100)
    currency: Currency = column("Currency")
    amount_m: float | None = column(
        "Amount in money of the day; empty where the cost of a person is printed", unit="million", default=None, gt=0
    )
    persons: float | None = column("Persons who were there", unit="persons", default=None, gt=0)
    months: float | None = column("Months that the amount covers", unit="months", default=None, gt=0)
    per_person_year: float | None = column("Cost of a person and year as printed, where it is", default=None, gt=0)
    scored: Literal["yes", "no"] = column("Whether the test takes it in")
    basis: Basis = column("What strength and period rest on")
    source: str = column("Where it was read")
    note: str | None = column("What is counted, and what does not fit", default=None)

    @model_validator(mode="after")
    def _either(self) -> Self:
        parts = (self.amount_m, self.persons, self.months)
        if (self.per_person_year is None) == any(part is None for part in parts):
            raise ValueError("give either per_person_year, or amount_m with persons and months")
        return self
