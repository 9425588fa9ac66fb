"""Tables of the force: states, unit types, pools and planning factors."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from interpose.case.quantities import Range
from interpose.case.tables.fields import (
    ClaimRefs,
    Identifier,
    RefersTo,
    Row,
    StateCode,
    StateRef,
    TextList,
    UnitTypeRef,
    column,
    in_range,
)
from interpose.case.tables.words import Basis, ParliamentRule
from interpose.limits import LIMITS

__all__ = ["Capabilities", "Commitment", "Pin", "PlanningFactor", "Pool", "RepairPrice", "State", "Substitution", "UnitType"]


def _quantities(value: object) -> object:
    """Read `manoeuvre=1; isr=0.2` into pairs; what is no pair is left for the validator to refuse."""
    if not isinstance(value, str):
        return value
    pairs: list[tuple[str, str]] = []
    for part in filter(None, (part.strip() for part in value.split(";"))):
        name, _, quantity = part.partition("=")
        pairs.append((name.strip(), quantity.strip()))
    return tuple(pairs)


Capabilities = Annotated[tuple[tuple[Identifier, float], ...], BeforeValidator(_quantities)]
"""Capabilities with their quantity in one cell: `manoeuvre=1; isr=0.2`."""


class State(Row):
    """A state: who it is, and what it allows its units to do."""

    state: StateCode = column("ISO 3166-1 alpha-3 code")
    name: str = column("Short English name")
    demonym: str | None = column("Adjective for what belongs to it, such as French; empty takes its name", default=None)
    article: bool = column("Whether a sentence puts `the` before its name", default=False)
    personnel_active: int | None = column("Active military personnel", unit="persons", default=None, ge=0)
    personnel_year: int | None = column("Year of the personnel figure", default=None, ge=1900)
    population: int | None = column("Population", unit="persons", default=None, gt=0)
    parliament: ParliamentRule | None = column(
        "When its parliament must approve a deployment, where that is not as national_law.csv has it", default=None
    )
    participates: Literal["yes", "no", "by_position"] = column(
        "Whether it contributes: yes or no overrule its position; by_position reads its claims", default="by_position"
    )
    stands: Literal["in_country", "outside"] = column(
        "Where its units serve: outside means that they are never counted among the troops in the country", default="in_country"
    )
    personnel_cap: int | None = column(
        "Most personnel it may have in the force at once; empty means no cap is known", unit="persons", default=None, ge=0
    )
    cap_basis: Basis | None = column("What the cap rests on; required with a cap", default=None)
    personnel_least: int | None = column(
        "Least personnel it has bound itself to have in the force once the build-up is over: a hard rule; empty means none",
        unit="persons",
        default=None,
        ge=0,
    )
    caveats: TextList = column(
        "National caveats, each `capability@place`: what its units may not do where; a place is a belt or a sector such as "
        "`sector-3`, and `*` stands for all capabilities or places",
        default=(),
    )
    claims: ClaimRefs = column("Claims behind this row", default=())
    note: str | None = column("Source, derivation or remark", default=None)

    @model_validator(mode="after")
    def _cap_has_basis(self) -> Self:
        if self.personnel_cap is not None and self.cap_basis is None:
            raise ValueError("personnel_cap is given without cap_basis; say what the cap rests on")
        return self

    @property
    def in_sentence(self) -> str:
        """Name it as a sentence would: the United Kingdom."""
        return f"the {self.name}" if self.article else self.name


class UnitType(Row):
    """A kind of unit that states pledge and missions need."""

    unit_type: Identifier = column("Name of the unit type")
    name: str = column("Name for readers")
    capabilities: Capabilities = column("What one unit provides, `capability=quantity` divided by semicolons")
    personnel: int = column("Personnel of one unit", unit="persons", gt=0, le=LIMITS.unit_personnel)
    low: int | None = column("Lower bound of personnel", unit="persons", default=None, gt=0)
    high: int | None = column("Upper bound of personnel", unit="persons", default=None, gt=0)
    enabler: bool = column("Whether it is an enabler: it lets a force act rather than stand on the ground")
    priority: float = column(
        "Price of a missing unit for each of its personnel, relative to the other types: above 1 for what a mission "
        "cannot do without",
        default=1.0,
        gt=0,
        le=1000,
    )
    basis: Basis = column("What the personnel figure rests on")
    note: str | None = column("Source or remark", default=None)


class Pool(Row):
    """A state's usable units of one type."""

    state: StateRef = column("State that owns the units")
    unit_type: UnitTypeRef = column("Unit type")
    units: float = column("Usable units, readiness and standing duties allowed for", unit="units", ge=0, le=LIMITS.pool_units)
    personnel: int | None = column(
        "Personnel of one unit; empty takes the unit type's", unit="persons", default=None, gt=0, le=LIMITS.unit_personnel
    )
    notice_days: int = column("Days from the order to ready", unit="days", ge=0)
    tour_months: int = column("Months that a unit stays", unit="months", gt=0, le=36)
    dwell_ratio: float = column("Months at home for each month deployed (3 means 1:3 dwell)", ge=0, le=20)
    handover_months: float = column("Overlap of the outgoing and the incoming unit", unit="months", default=0.0, ge=0, le=6)
    basis: Basis = column("What the number of units rests on")
    low: float | None = column("Lower bound of units", unit="units", default=None, ge=0)
    high: float | None = column("Upper bound of units", unit="units", default=None, ge=0)
    claims: ClaimRefs = column("Claims behind the number of units", default=())
    note: str | None = column("Source, derivation or remark", default=None)

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low ({self.low:g}) exceeds high ({self.high:g})")
        if self.low is not None and self.units < self.low:
            raise ValueError(f"units ({self.units:g}) lies below low ({self.low:g})")
        if self.high is not None and self.units > self.high:
            raise ValueError(f"units ({self.units:g}) lies above high ({self.high:g})")
        return self


class Commitment(Row):
    """Units of a state that are bound elsewhere, and what it would cost to withdraw them."""

    state: StateRef = column("State that owns the units")
    unit_type: Identifier = column("Unit type; tour, dwell and notice are those of the state's pool of this type")
    mission: Identifier = column("Where they are bound, such as nato_estonia")
    units: float = column("Units that could be withdrawn", unit="units", gt=0, le=LIMITS.pool_units)
    price: float = column(
        "Price of withdrawing one unit, as a share of the price of one such unit missing in every month: 0 is for nothing, "
        "at 1 it is withdrawn only if that fills a place throughout",
        ge=0,
        le=100,
    )
    low: float | None = column("Lower bound of the price", default=None, ge=0)
    high: float | None = column("Upper bound of the price", default=None, ge=0)
    basis: Basis = column("What units and price rest on")
    source: str = column("Where it was read, or how it was chosen")
    claims: ClaimRefs = column("Claims behind the row", default=())
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _price_in_range(self) -> Self:
        in_range("price", self.low, self.price, self.high)
        return self


class Pin(Row):
    """Posts of an earlier plan that a nation keeps, unless moving them gains more than the price of a change."""

    nation: Annotated[Identifier, RefersTo("states|partners")] = column("State, or partner group of the scenario")
    phase: str | None = column(
        "Phase of the steady state, such as `steady state 1` (`steady state` where there is one); empty beside a first month",
        default=None,
    )
    first_month: int | None = column(
        "A month of the phase in place of its name, 1 being the first of the plan", unit="months", default=None, ge=1
    )
    capability: Annotated[Identifier, RefersTo("required_capabilities")] = column("Troops that hold sectors, or headquarters")
    count: float = column("Posts that it keeps for the whole phase", unit="units", ge=0)
    note: str | None = column("Source or remark", default=None)

    @property
    def key(self) -> str:
        """Name of the row: nation/phase/capability, with the month where it stands in place of the phase."""
        return "/".join((self.nation, self.phase or f"month-{self.first_month}", self.capability))

    @model_validator(mode="after")
    def _one_phase(self) -> Self:
        if (self.phase is None) == (self.first_month is None):
            raise ValueError("a pin names its phase or a month of it: give one of phase and first_month")
        return self


class Substitution(Row):
    """What a unit of one type does in place of another, and how well."""

    unit_type: UnitTypeRef = column("Unit type that stands in")
    capability: Annotated[Identifier, RefersTo("capabilities")] = column("Capability that it provides instead of its own")
    efficiency: float = column("How much of the capability one unit provides instead of its own", gt=0, le=100)
    low: float | None = column("Lower bound", default=None, ge=0)
    high: float | None = column("Upper bound", default=None, ge=0)
    basis: Basis = column("What the efficiency rests on")
    source: str = column("Where it was read, or how it was chosen")
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _efficiency_in_range(self) -> Self:
        in_range("efficiency", self.low, self.efficiency, self.high)
        return self


class RepairPrice(Row):
    """What a change that would mend a shortfall costs, set against the other changes."""

    change: Identifier = column("Name of the change")
    value: float = column("Price, in points: only how prices compare means anything", unit="points", ge=0)
    low: float | None = column("Lower bound", unit="points", default=None, ge=0)
    high: float | None = column("Upper bound", unit="points", default=None, ge=0)
    unit: str = column("What the price is for, such as one state or 100 persons")
    basis: Basis = column("What the price rests on")
    source: str = column("Where it was read, or how it was chosen")
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _price_in_range(self) -> Self:
        in_range("value", self.low, self.value, self.high)
        return self


class PlanningFactor(Row):
    """A number that the rules use, with its range and what it rests on."""

    factor: Identifier = column("Name of the factor")
    value: float = column("Most likely value; it multiplies lengths, months and persons, so it is never below 0", ge=0)
    low: float | None = column("Lower bound", default=None, ge=0)
    high: float | None = column("Upper bound", default=None, ge=0)
    unit: str = column("Unit of the value")
    basis: Basis = column("What the value rests on")
    source: str = column("Where it was read, or how it was chosen")
    claims: ClaimRefs = column("Claims behind the value", default=())
    note: str | None = column("Remark", default=None)

    @property
    def as_range(self) -> Range:
        """Its value with its bounds; an empty bound is the value itself."""
        return Range(self.value if self.low is None else self.low, self.value, self.value if self.high is None else self.high)

    @model_validator(mode="after")
    def _range_holds_value(self) -> Self:
        in_range("value", self.low, self.value, self.high)
        return self
