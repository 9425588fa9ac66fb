"""Tables of earlier missions: the library of those with folders of their own, and the precedents of the model."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from interpose.case.tables.fields import Identifier, MandateRef, PartialDate, RefersTo, Row, StateCode, column, in_order
from interpose.case.tables.words import Basis, MandateClass

__all__ = [
    "BuildUpRow",
    "DrawdownRow",
    "Measure",
    "Mission",
    "MissionContribution",
    "MissionSource",
    "MissionStrength",
    "Precedent",
    "PrecedentSource",
]


MissionSourceRef = Annotated[Identifier, RefersTo("mission_sources")]
"""A source that must be in the `sources.csv` of the mission."""


class Measure(Row):
    """A measure of a mission's ground, with its range and what it rests on."""

    low: float = column("Lower bound", gt=0)
    mode: float = column("Most likely value", gt=0)
    high: float = column("Upper bound", gt=0)
    basis: Basis = column("What it rests on")
    source: MissionSourceRef | None = column("Row of sources.csv; required unless it is estimated or assumed", default=None)
    note: str | None = column("How it was read or chosen", default=None)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.low, self.mode, self.high)
        if self.source is None and self.basis not in ("estimated", "assumed"):
            raise ValueError(f"a measure that is {self.basis} names its source")
        if self.source is None and self.note is None:
            raise ValueError("a measure without a source says in its note how it was chosen")
        return self


class MissionContribution(Row):
    """Persons of one state in a mission."""

    state: StateCode = column("Contributor")
    persons: int = column("Persons", unit="persons", ge=0)
    as_of: PartialDate = column("When")
    source: MissionSourceRef = column("Row of sources.csv")


class Mission(Row):
    """A historical mission: its mandate and its ground."""

    id: Identifier = column("Name of the mission")
    name: str = column("Name for readers")
    mandate: MandateRef = column("Mandate whose rules are tried on it: one of the reference mandates, or one of the library")
    task: str = column("What it was sent to do, in a sentence")
    start: PartialDate = column("First deployment")
    end: PartialDate | None = column("End; empty while it goes on or where it was not found", default=None)
    line_km: Measure | None = Field(None, description="Length of its line (km); absent where there was none, or none was found")
    depth_km: Measure | None = Field(None, description="Depth of its zone, both sides together (km)")
    area_km2: Measure | None = Field(None, description="Area of its zone or territory (km²)")
    population: Measure | None = Field(None, description="People in its territory")
    contributors: int | None = column("Number of contributing states", default=None, gt=0)
    contributions: tuple[MissionContribution, ...] = Field((), description="Persons by state, where they were found")
    not_scored: str | None = column("Why it is no precedent: no line and no population; empty otherwise", default=None)
    note: str | None = column("What does not fit the mould", default=None)

    @model_validator(mode="after")
    def _scored_has_ground(self) -> Self:
        if self.not_scored is None and self.line_km is None and self.population is None:
            raise ValueError(
                "a mission with neither a line nor a population cannot be scored: say why in not_scored, or add one"
            )
        return self


class MissionStrength(Row):
    """Persons of a mission at a time: what was authorised, or what was there."""

    as_of: PartialDate = column("When")
    kind: Literal["authorised", "actual"] = column("Authorised strength, or actual strength on the ground")
    persons: int = column("Persons", unit="persons", ge=0)
    counts: Literal["military", "troops", "monitors", "uniformed", "staff"] = column("Who is counted")
    source: MissionSourceRef = column("Row of sources.csv")
    note: str | None = column("Remark", default=None)


class MissionSource(Row):
    """Where a fact about a mission was read."""

    id: Identifier = column("Name of the source")
    title: str = column("What it is")
    url: str | None = column("Address; empty for a printed or archived document that was cited without one", default=None)
    check: str = column("How it was checked")


_NUMBERS = ("peak", "authorised", "line_km", "population", "area_km2")


class Precedent(Row):
    """A historical mission, or a phase with a mandate of its own: its class, its ground and how many it had at its peak."""

    id: Identifier = column("Name of the mission")
    name: str = column("Name for readers")
    led_by: str = column("Who led it")
    lead: Literal["un", "regional", "civil", "alliance"] = column(
        "Who leads: the world body (un), a regional body, civil monitors, or an alliance or great power"
    )
    start: str = column("First month, such as 1974-06", pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    mandate_class: MandateClass = column("What stands on the ground, as we coded it before anything was fitted")
    conflict: Identifier = column("Conflict it belongs to: missions of one conflict are left out together")
    scored: bool = column("Whether the model is fitted to it", default=True)
    tries_rules: bool = column("Whether the rules are tried on it although the model is not fitted to it", default=False)
    peak: int | None = column(
        "Largest strength in the country; military, or the staff of a civil mission", unit="persons", default=None, gt=0
    )
    peak_low: int | None = column("Lower bound of the peak", unit="persons", default=None, gt=0)
    peak_high: int | None = column("Upper bound of the peak", unit="persons", default=None, gt=0)
    peak_basis: Basis | None = column("What the peak rests on; assumed is recalled", default=None)
    peak_source: str | None = column("Where the peak was read: a source of this table, or words", default=None)
    peak_month: str | None = column("Month of the peak", default=None)
    authorised: int | None = column("Authorised strength in force at the peak", unit="persons", default=None, gt=0)
    authorised_low: int | None = column("Lower bound of what was authorised", unit="persons", default=None, gt=0)
    authorised_high: int | None = column("Upper bound of what was authorised", unit="persons", default=None, gt=0)
    authorised_basis: Basis | None = column("What it rests on", default=None)
    authorised_source: str | None = column("Where it was read", default=None)
    line_km: float | None = column("Length of the line", unit="km", default=None, gt=0)
    line_km_low: float | None = column("Lower bound of the line", unit="km", default=None, gt=0)
    line_km_high: float | None = column("Upper bound of the line", unit="km", default=None, gt=0)
    line_km_basis: Basis | None = column("What the length rests on", default=None)
    line_km_source: str | None = column("Where the length was read", default=None)
    population: int | None = column("People in the area it answered for", unit="people", default=None, gt=0)
    population_low: int | None = column("Lower bound of the people", unit="people", default=None, gt=0)
    population_high: int | None = column("Upper bound of the people", unit="people", default=None, gt=0)
    population_basis: Basis | None = column("What it rests on", default=None)
    population_source: str | None = column("Where it was read", default=None)
    area_km2: float | None = column("Area it answered for", unit="km²", default=None, gt=0)
    area_km2_low: float | None = column("Lower bound of the area", unit="km²", default=None, gt=0)
    area_km2_high: float | None = column("Upper bound of the area", unit="km²", default=None, gt=0)
    area_km2_basis: Basis | None = column("What it rests on", default=None)
    area_km2_source: str | None = column("Where it was read", default=None)
    chapter: Literal["VI", "VII", "none"] = column("Chapter of the Charter it was sent under", default="none")
    rehatted: bool = column("Whether it took over troops that stood there already", default=False)
    consent: Literal["full", "partial"] | None = column("Consent of the parties, coded from memory", default=None)
    terrain: str | None = column("Ground, coded from memory", default=None)
    contributors: int | None = column("Contributing states, recalled", default=None, gt=0)
    combatants_low: int | None = column("Combatants of all sides, lower bound, recalled", unit="persons", default=None, gt=0)
    combatants_high: int | None = column("Combatants of all sides, upper bound, recalled", unit="persons", default=None, gt=0)
    details: Identifier | None = column("Folder of the mission library with its strengths over time", default=None)
    second_peak: int | None = column(
        "The peak by another source; empty where none was found or none was looked for", unit="persons", default=None, gt=0
    )
    second_peak_source: str | None = column("Where the second number was read", default=None)
    second_source: str | None = column("What another source says of its peak, in words", default=None)
    note: str | None = column("Remark, such as why it is not scored", default=None)

    @property
    def by_line(self) -> bool:
        """Whether its class is measured by a line; the others are by people."""
        return self.mandate_class in ("observe_line", "interpose")

    @property
    def driver(self) -> float | None:
        """Length of line (km) or people, whichever its class is measured by."""
        return self.line_km if self.by_line else self.population

    @property
    def peak_recalled(self) -> bool:
        """Whether its peak was recalled and not read."""
        return self.peak_basis == "assumed"

    @property
    def recalled(self) -> bool:
        """Whether its peak or what drives it was recalled and not read."""
        return "assumed" in (self.peak_basis, self.line_km_basis if self.by_line else self.population_basis)

    @model_validator(mode="after")
    def _numbers_are_whole(self) -> Self:
        for name in _NUMBERS:
            value, low, high = (getattr(self, f"{name}{end}") for end in ("", "_low", "_high"))
            if value is None:
                continue
            least, most = value if low is None else low, value if high is None else high
            if not least <= value <= most:
                raise ValueError(f"{name}_low ({least:g}), {name} ({value:g}) and {name}_high ({most:g}) are not in order")
            if getattr(self, f"{name}_basis") is None:
                raise ValueError(f"{name} says in {name}_basis what it rests on")
        if (self.second_peak is None) != (self.second_peak_source is None):
            raise ValueError("second_peak and second_peak_source belong together: the number, and where it was read")
        if self.scored and self.tries_rules:
            raise ValueError("tries_rules is of missions that the model is not fitted to: say `scored: false`, or leave it out")
        if self.tries_rules and (self.peak is None or self.driver is None):
            raise ValueError("rules are tried on a peak and a ground: add both, or leave tries_rules out")
        if self.scored and self.peak is None:
            raise ValueError("a mission without a peak cannot be scored: say `scored: false`, or add its peak")
        if self.scored and self.driver is None:
            lacking = "line_km" if self.by_line else "population"
            raise ValueError(f"class {self.mandate_class} is measured by {lacking}: add it, or say `scored: false`")
        return self


class PrecedentSource(Row):
    """Where a number of a precedent was read."""

    id: Identifier = column("Name of the source")
    title: str = column("What it is")
    where: str | None = column("Address, or where it is kept; empty for what was recalled", default=None)
    licence: str = column("Licence, or what was taken from it")


class BuildUpRow(Row):
    """How a mission built up: highest strength so far by month, over what was first authorised."""

    id: Identifier = column("Mission of the table of precedents")
    rehatted: bool = column("Whether it took over troops that stood there already")
    mandate: str = column("What stands on the ground")
    authorised: int = column("First authorised strength", unit="persons", gt=0)
    peak36: int = column("Largest strength within 36 months", unit="persons", gt=0)
    a1: float | None = column("Share after a month", default=None, ge=0)
    a2: float | None = column("After 2 months", default=None, ge=0)
    a3: float | None = column("After 3 months", default=None, ge=0)
    a4: float | None = column("After 4 months", default=None, ge=0)
    a6: float | None = column("After 6 months", default=None, ge=0)
    a9: float | None = column("After 9 months", default=None, ge=0)
    a12: float | None = column("After 12 months", default=None, ge=0)
    a18: float | None = column("After 18 months", default=None, ge=0)
    a24: float | None = column("After 24 months", default=None, ge=0)


class DrawdownRow(Row):
    """How a mission went: share of its peak at months before its end."""

    id: Identifier = column("Mission of the table of precedents")
    peak: int = column("Peak", unit="persons", gt=0)
    months_to_end: int = column("Months from the last one near the peak to the end", unit="months", ge=0)
    before_end_1: float | None = column("Share of the peak a month before the end", default=None, ge=0)
    before_end_3: float | None = column("3 months before", default=None, ge=0)
    before_end_6: float | None = column("6 months before", default=None, ge=0)
    before_end_9: float | None = column("9 months before", default=None, ge=0)
    before_end_12: float | None = column("12 months before", default=None, ge=0)
    before_end_18: float | None = column("18 months before", default=None, ge=0)
    before_end_24: float | None = column("24 months before", default=None, ge=0)
