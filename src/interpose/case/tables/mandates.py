"""Mandates as data: rules that turn geometry and hubs into units, each with its source and range."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from interpose.case.quantities import Range
from interpose.case.tables.fields import (
    Identifier,
    MandateRef,
    RefersTo,
    Row,
    StateRef,
    UnitTypeRef,
    UnitTypeRefs,
    column,
    in_order,
)
from interpose.case.tables.words import Basis, Belt, Driver, Level, MandateClass
from interpose.edtf import EdtfDate
from interpose.limits import LIMITS

__all__ = ["Mandate", "MandatePart", "MandateRule", "Proposal", "RequirementOverride", "RuleValue"]


class RuleValue(Row):
    """The number of a rule with its range."""

    low: float = column("Lower bound", ge=0)
    mode: float = column("Most likely value", ge=0)
    high: float = column("Upper bound", ge=0)

    @property
    def as_range(self) -> Range:
        """The number as a range."""
        return Range(self.low, self.mode, self.high)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.low, self.mode, self.high)
        return self


class MandateRule(Row):
    """One rule: so many units of a type for each of a driver."""

    id: Identifier = column("Name of the rule")
    unit_type: UnitTypeRef = column("Unit type in which the requirement is stated; it names the capability")
    belt: Belt = column(
        "Belt in which the units stand: forward (the zone), depth (behind it), or outside (beyond the host's borders)"
    )
    driver: Driver = column(
        "What the number is multiplied with: per_line_km (units for each km of line), per_post (units on watch at each "
        "post, posts being line over spacing_km), per_sector, per_hub, per_axis (the planning factor `axes`), per_units "
        "(units for each unit of the types in `of`), per_1000_personnel (units for each 1,000 personnel of the types in "
        "`of`, or of everything before it where `of` is empty), per_1000_personnel_and_100_km (the same for each 100 km "
        "of road from the nearest entry point), per_1000_population (units for each 1,000 people in the zone; internal "
        "security only), fixed"
    )
    value: RuleValue = Field(description="Units for each of the driver, with its range")
    quiet: RuleValue | None = Field(
        None, description="The same where both armies consent and stand back (options.quiet); the value unless given"
    )
    large_from: int | None = column(
        "People from which `large` holds in place of the value, for per_1000_population", unit="people", default=None, gt=0
    )
    large: RuleValue | None = Field(None, description="Units for each 1,000 people in a large population")
    spacing_km: RuleValue | None = Field(None, description="Distance between posts, for per_post; low is the densest")
    shifts: RuleValue | None = Field(
        None, description="Units needed to keep one on watch day and night, for per_post; 1 unless given"
    )
    of: UnitTypeRefs = column("Unit types (per_units, per_1000_personnel) the driver counts", default=())
    whole_units: bool = column("Whether units are rounded up to whole ones", default=True)
    basis: Basis = column("What the number rests on")
    source: str = column("Where the number was read, or how it was chosen")
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _driver_has_its_parts(self) -> Self:
        if (self.driver == "per_post") != (self.spacing_km is not None):
            raise ValueError("spacing_km belongs to the driver per_post, and per_post needs it")
        if self.value.high > LIMITS.required_units:
            raise ValueError(f"value.high ({self.value.high:g}) must be at most {LIMITS.required_units:,} units")
        if (self.large is None) != (self.large_from is None):
            raise ValueError("large and large_from belong together: the value for a large population, and what counts as large")
        if self.large is not None and self.driver != "per_1000_population":
            raise ValueError("large belongs to the driver per_1000_population")
        if any(each is not None and each.high > LIMITS.required_units for each in (self.quiet, self.large)):
            raise ValueError(f"quiet.high and large.high must be at most {LIMITS.required_units:,} units")
        if self.shifts is not None and self.driver != "per_post":
            raise ValueError("shifts belongs to the driver per_post: only posts are watched in shifts")
        if self.driver == "per_units" and not self.of:
            raise ValueError("the driver per_units needs `of`: the unit types that are counted")
        if self.spacing_km is not None and self.spacing_km.low <= 0:
            raise ValueError("spacing_km.low must be above 0: posts are line over spacing, and a line over 0 has no number")
        return self


class MandatePart(Row):
    """A mandate that another mandate is combined from."""

    mandate: MandateRef = column("Mandate whose rules are taken over, under the name of the mandate and the rule")
    belt: Belt | None = column("Belt in which all its units stand; empty keeps the belt of each rule", default=None)


class Mandate(Row):
    """What the force is to do, and the rules that size it."""

    id: Identifier = column("Name of the mandate")
    name: str = column("Name for readers")
    task: str = column("What the force does and does not do, in a sentence")
    threat: Literal["external", "internal"] = column(
        "What the force stands against: an army across the line (external), or disorder among the population (internal)",
        default="external",
    )
    combines: tuple[MandatePart, ...] = Field((), description="Mandates that this one is combined from, belt by belt")
    rules: tuple[MandateRule, ...] = Field((), description="Rules of its own, applied in their order after those it combines")
    precedents: MandateClass | None = column(
        "Class of the missions that it is set beside (precedents.csv); empty where there were none, and the rules stand alone",
        default=None,
    )
    in_view: tuple[Identifier, ...] = column(
        "Missions (precedents.csv) that were in view when the numbers of its rules were set: on them the rules are not tested",
        default=(),
    )
    note: str | None = column("Limits of the mandate", default=None)

    @model_validator(mode="after")
    def _has_rules_that_fit(self) -> Self:
        if not self.rules and not self.combines:
            raise ValueError("a mandate needs at least one rule, or mandates that it combines")
        names = [rule.id for rule in self.rules]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"duplicate rule {twice[0]!r}: a figure is traced by the name of its rule")
        for rule in self.rules:
            if rule.driver == "per_1000_population" and self.threat == "external":
                raise ValueError(
                    f"rule {rule.id!r} counts the population, but the threat is external: ratios such as 20 per 1,000 come "
                    "from internal security among a population and say nothing of an army across the line; use per_line_km or "
                    "per_axis, or say `threat: internal`"
                )
        return self


class RequirementOverride(Row):
    """Units that the case states itself, in place of what the rules of a mandate derive."""

    mandate: MandateRef = column("Mandate that is sized; one that combines others is named itself, not its parts")
    capability: Annotated[Identifier, RefersTo("required_capabilities")] = column("Capability whose units are stated")
    belt: Belt = column("Belt in which they stand; all lines of the mandate for this capability and belt are replaced")
    sector: Identifier | None = column(
        "Sector whose units are stated, sector-1 onwards; empty means the whole belt. Other sectors keep what they are given",
        default=None,
    )
    first_month: int | None = column(
        "First month in which the number stands as it is, 1 being the first of the plan; empty means the steady state, after "
        "the build-up",
        unit="months",
        default=None,
        ge=1,
    )
    last_month: int | None = column(
        "Last month in which it stands; empty beside a first month means to the end", unit="months", default=None, ge=1
    )
    low: float = column("Lower bound", unit="units", ge=0, le=LIMITS.required_units)
    mode: float = column("Most likely value", unit="units", ge=0, le=LIMITS.required_units)
    high: float = column("Upper bound", unit="units", ge=0, le=LIMITS.required_units)
    basis: Basis = column("What the number rests on")
    source: str = column("Where the number was read, or how it was chosen")
    note: str | None = column("Remark", default=None)

    @property
    def key(self) -> str:
        """Name of the row: mandate/capability/belt, with its sector and first month where it has them."""
        more = (self.sector, None if self.first_month is None else f"month-{self.first_month}")
        return "/".join((self.mandate, self.capability, self.belt, *(each for each in more if each is not None)))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        in_order(self.low, self.mode, self.high)
        if self.last_month is not None and (self.first_month is None or self.last_month < self.first_month):
            raise ValueError("last_month stands beside a first_month, and not before it")
        if self.sector is not None and self.first_month is not None:
            raise ValueError("a row is for a sector or for months, not for both: the sectors share what a month requires")
        if self.sector is not None and self.belt == "outside":
            raise ValueError("what stands outside the country belongs to no sector: leave sector empty, or name another belt")
        return self


class Proposal(Row):
    """A size that somebody published for a force, to be planned and to be doubted."""

    id: Identifier = column("Name of the proposal")
    title: str = column("What is proposed, in few words", min_length=1)
    author: str = column("Who published it", min_length=1)
    published_on: EdtfDate = column("When, as precise as it is known")
    host: StateRef = column("State on whose soil the force would stand")
    mandate: MandateRef = column("Mandate of this project that comes nearest to its task")
    low: int = column("Persons, the least", unit="persons", gt=0)
    high: int | None = column("Persons, the most; empty where no upper end is told", unit="persons", gt=0, default=None)
    task: str = column("What the force is to do, in own words", min_length=1)
    basis: Basis = column("What the number rests on")
    source: str = column("Where it was read")
    note: str | None = column("How it was read, and how far its task is that of the mandate", default=None)

    @model_validator(mode="after")
    def _sizes_in_order(self) -> Self:
        if self.high is not None and self.high < self.low:
            raise ValueError(f"low ({self.low}) lies above high ({self.high})")
        return self

    def persons(self, level: Level) -> float:
        """Give its size at an end: low, high (low where no upper end is told), or the middle of both (mode)."""
        high = self.low if self.high is None else self.high
        return {"low": self.low, "mode": (self.low + high) / 2, "high": high}[level]
