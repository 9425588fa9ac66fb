"""The scenario: the choices inside a case."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator, model_validator

from interpose.case.tables.fields import Date, Identifier, MandateRef, RefersTo, Row, StateRef, column
from interpose.case.tables.words import BuildUp, Endurance, Level, Provision

__all__ = ["MonthOfYear", "Options", "Scenario", "Variant"]


def _as_text(value: object) -> object:
    """YAML reads `2025-04` as text but `2025` as a number: keep what was written."""
    return str(value) if isinstance(value, int) else value


MonthOfYear = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""A month, `2025-04`."""


def _no_state(name: str) -> str:
    if re.fullmatch(r"[A-Z]{3}", name):
        raise ValueError(f"{name!r} reads as a state; give the group a name of its own, such as nordic_baltic")
    return name


def _of_two(states: tuple[str, ...]) -> tuple[str, ...]:
    if len(states) < 2:
        raise ValueError(f"has {len(states)} of the two states or more that a group needs")
    return states


_GroupName = Annotated[Identifier, AfterValidator(_no_state)]


class Options(Row):
    """Switches of a scenario, each with its default."""

    external_enablers: dict[StateRef, Provision] = column(
        "Providers of enablers from outside the country, each `none` or `as_caveated`; a state that stands outside and takes "
        "part is one unless it is listed here as `none`",
        default_factory=dict,
    )
    endurance: Endurance = column(
        "For how long the level must last: relay (without end, nations relieve one another), own (without end, each nation or "
        "partner group relieves itself) or horizon (for the months planned only)",
        default="relay",
    )
    minimum_stay: Literal["phase", "tour"] = column(
        "How long a nation keeps a post of the troops and headquarters that hold sectors: a whole phase, or one tour",
        default="phase",
    )
    phase_months: int = column(
        "Months of a phase of the steady state; 12 fits tours of 3, 4, 6 and 12 months", unit="months", default=12, ge=1, le=60
    )
    lead_headquarters: Literal["own", "any"] = column(
        "Whose headquarters leads a sector: that of the nation which keeps a battalion there (own), or any", default="own"
    )
    minimum_contingent: int = column(
        "Least persons that a nation keeps there in every month of a phase in which it holds sectors; 0 is no rule",
        unit="persons",
        default=0,
        ge=0,
        le=1_000_000,
    )
    last_headquarters_stays: bool = column("Whether a state keeps its last headquarters at home", default=True)
    home_share: float = column(
        "Share of each state's units that stays at home, taken from the rate of reliefs, never from single pools",
        default=0.0,
        ge=0,
        lt=1,
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
    position_decay_days: int | None = column(
        "Days after which an offer or pledge that nobody has said again counts one step less, and one more for each such time "
        "after, down to undecided; empty means that age is told and takes nothing off",
        unit="days",
        default=None,
        ge=30,
        le=3650,
    )
    requirement_level: Level = column("Which end of the requirement is planned for", default="mode")
    quiet: bool = column(
        "Whether both armies consent and stand back, so that a buffer force needs less air defence, surveillance and supply",
        default=False,
    )
    build_up_months: int = column("Months from the start to the full requirement", unit="months", default=6, ge=1, le=60)
    build_up: BuildUp = column(
        "How the requirement rises over these months: even (equal steps), or as missions did in the median: fresh (forces that "
        "came new) or took_over (that took over troops). Without build_up_months these two take 6, in which nine in ten came",
        default="even",
    )
    drawdown: Literal["even", "precedent"] = column(
        "How it falls over the planning factor drawdown_months: even (equal steps), or late and fast as missions did "
        "(precedent), over 9 months where the factor is 0",
        default="even",
    )
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
    authorised: int | None = column(
        "Persons that a decision authorises at most; empty where no such number is known. It is told beside what missions had "
        "at their peak over what was authorised, and bounds no plan",
        unit="persons",
        default=None,
        gt=0,
    )
    lead: StateRef | None = column("State that is named as lead of the force; empty where none is", default=None)
    relative_gap: float = column(
        "Gap to the proved bound at which a plan is good enough, as a share of the weighted requirement",
        default=0.001,
        ge=0,
        le=1,
    )

    def drawdown_over(self, factor: int) -> int:
        """Return the months over which the requirement falls: the planning factor, or 9 as missions took where that is 0."""
        return factor or (9 if self.drawdown == "precedent" else 0)

    @model_validator(mode="before")
    @classmethod
    def _key_of_0_1(cls, value: Any) -> Any:  # noqa: ANN401 - what stands in the file
        """Read `american_enablers` of version 0.1 as `external_enablers: {USA: …}`."""
        if not isinstance(value, dict) or "american_enablers" not in value:
            return value
        if "external_enablers" in value:
            raise ValueError("american_enablers and external_enablers say the same thing: keep external_enablers")
        given = value["american_enablers"]
        if not isinstance(given, bool):
            raise ValueError(f"american_enablers ({given!r}) is true or false; write external_enablers: {{USA: as_caveated}}")
        rest = {key: each for key, each in value.items() if key != "american_enablers"}
        return {**rest, "external_enablers": {"USA": "as_caveated" if given else "none"}}

    @model_validator(mode="after")
    def _belts_in_order(self) -> Self:
        if self.depth_belt_km <= self.zone_depth_km:
            raise ValueError(f"depth_belt_km ({self.depth_belt_km:g}) must exceed zone_depth_km ({self.zone_depth_km:g})")
        return self


class Variant(Row):
    """A named change of options that the brief sets beside the scenario as chosen."""

    name: str = column("Name of the variant, as the brief tells it", min_length=1, max_length=80)
    options: dict[str, Any] = column("Options that differ from the scenario's own; mappings are merged", default_factory=dict)


class Scenario(Row):
    """The question and the choices inside a case."""

    title: str = column("Title of the case", min_length=1)
    question: str = column("The question that the case answers", min_length=1)
    as_of: Date = column("Day up to which the evidence is read")
    start: MonthOfYear = column("First month of the deployment, an assumption until there is a ceasefire")
    horizon_months: int = column("Months that are planned", unit="months", ge=1, le=240)
    host: StateRef | None = column(
        "State on whose soil the force stands; empty reads it from the towns nearest to the hubs", default=None
    )
    parties: tuple[StateRef, ...] = column(
        "States that the line of contact divides, the host among them: what they say of a force is consent, no contribution",
        default=(),
    )
    mandate: MandateRef = column("Mandate that is planned for")
    route: Annotated[Identifier, RefersTo("routes")] = column("Route by which the force would be authorised")
    based_on: Identifier | None = column("Shipped case whose files are taken where this case has none of its own", default=None)
    ledger: Identifier | None = column(
        "Shared ledger that the case draws from, shipped with Interpose; the case's own rows add to it", default=None
    )
    options: Options = Field(default_factory=Options, description="Switches, each with a default")
    variants: tuple[Variant, ...] = column(
        "What the brief compares: the first is the scenario as chosen; without any, each external provider is left out in turn",
        default=(),
    )
    partners: dict[_GroupName, Annotated[tuple[StateRef, ...], AfterValidator(_of_two)]] = column(
        "Partner groups by name: their states relieve one another where each nation otherwise relieves itself",
        default_factory=dict,
    )
    seed: int = column("Seed of everything random", default=0, ge=0)

    @model_validator(mode="after")
    def _variants_stand(self) -> Self:
        names = [variant.name for variant in self.variants]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"variants: duplicate name {twice[0]!r}")
        if self.variants and self.variants[0].options:
            raise ValueError(
                "variants: the first is the scenario as chosen and changes no option; name it and leave its options out"
            )
        for variant in self.variants:
            self.options_of(variant)
        return self

    @field_validator("partners")
    @classmethod
    def _partners_apart(cls, partners: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        owners: dict[str, str] = {}
        for name, states in partners.items():
            for state in states:
                if state in owners:
                    raise ValueError(f"{state} stands in {owners[state]!r} and in {name!r}; a state has one group")
                owners[state] = name
        return partners

    def options_of(self, variant: Variant) -> Options:
        """Return the options of a variant: the scenario's own, with its changes; mappings are merged key by key."""
        merged: dict[str, Any] = self.options.model_dump()
        for key, value in variant.options.items():
            own = merged.get(key)
            merged[key] = {**own, **value} if isinstance(own, dict) and isinstance(value, dict) else value
        return Options.model_validate(merged)
