"""The scenario: the choices inside a case."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from interpose.case.tables.fields import Date, Identifier, Row, StateCode, column

__all__ = ["MonthOfYear", "Options", "Scenario"]


def _as_text(value: object) -> object:
    """YAML reads `2025-04` as text but `2025` as a number: keep what was written."""
    return str(value) if isinstance(value, int) else value


MonthOfYear = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""A month, `2025-04`."""


class Options(Row):
    """Switches of a scenario, each with its default."""

    american_enablers: bool = column(
        "Whether American units take part as their caveats allow; both answers are always reported", default=True
    )
    withdraw_commitments: bool = column(
        "Whether units bound elsewhere (commitments.csv) may be withdrawn at their price", default=False
    )
    substitution: bool = column(
        "Whether units may stand in for others at the efficiency that substitutions.csv states", default=False
    )
    least_modality: int = column(
        "A state takes part when its position is at least this firm (2 open, 3 ready if, 4 pledged)", default=2, ge=0, le=7
    )
    requirement_level: Literal["low", "mode", "high"] = column("Which end of the requirement is planned for", default="mode")
    build_up_months: int = column("Months from the start to the full requirement", unit="months", default=6, ge=1, le=60)
    zone_depth_km: float = column(
        "Depth of the demilitarised zone on each side of the line", unit="km", default=10.0, gt=0, le=200
    )
    depth_belt_km: float = column(
        "Outer edge of the depth belt, measured from the line on the host's side", unit="km", default=80.0, gt=0, le=1000
    )
    sectors: int = column("Number of sectors that the line is cut into", default=8, ge=1, le=200)
    sector_snap: float = column(
        "How far a cut between sectors may move to where the line crosses a `boundary` of area.geojson, as a share of a "
        "sector's workload; 0 leaves all sectors equal",
        default=0.0,
        ge=0,
        le=0.5,
    )
    lead: StateCode | None = column("State that is named as lead of the force; empty where none is", default=None)
    relative_gap: float = column(
        "Gap to the proved bound at which a plan is good enough, as a share of the weighted requirement",
        default=0.01,
        ge=0,
        le=1,
    )

    @model_validator(mode="after")
    def _belts_in_order(self) -> Self:
        if self.depth_belt_km <= self.zone_depth_km:
            raise ValueError(f"depth_belt_km ({self.depth_belt_km:g}) must exceed zone_depth_km ({self.zone_depth_km:g})")
        return self


class Scenario(Row):
    """The question and the choices inside a case."""

    title: str = column("Title of the case", min_length=1)
    question: str = column("The question that the case answers", min_length=1)
    as_of: Date = column("Day up to which the evidence is read")
    start: MonthOfYear = column("First month of the deployment, an assumption until there is a ceasefire")
    horizon_months: int = column("Months that are planned", unit="months", ge=1, le=240)
    host: StateCode | None = column(
        "State on whose soil the force stands; empty reads it from the towns nearest to the hubs", default=None
    )
    parties: tuple[StateCode, ...] = column(
        "States that the line of contact divides, the host among them: what they say of a force is consent, no contribution",
        default=(),
    )
    mandate: Identifier = column("Mandate that is planned for")
    route: Identifier = column("Route by which the force would be authorised")
    based_on: Identifier | None = column("Shipped case whose files are taken where this case has none of its own", default=None)
    ledger: Identifier | None = column(
        "Shared ledger that the case draws from, shipped with Interpose; the case's own rows add to it", default=None
    )
    options: Options = Field(default_factory=Options, description="Switches, each with a default")
    seed: int = column("Seed of everything random", default=0, ge=0)
