"""Tables of the mission library: what historical missions had to do, on which ground, with how many."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from interpose.case.tables.fields import Identifier, MandateRef, PartialDate, RefersTo, Row, StateCode, column
from interpose.case.tables.mandates import RuleValue
from interpose.case.tables.words import Basis

__all__ = ["Measure", "Mission", "MissionContribution", "MissionSource", "MissionStrength"]


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
        RuleValue(low=self.low, mode=self.mode, high=self.high)
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
