"""Which files a case is made of: one entry a table, from which reading, writing and the reference page follow."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from interpose.case.tables.area import TownPlace
from interpose.case.tables.authority import Membership, NationalLaw, Route, VoteAssumption
from interpose.case.tables.escalation import Escalation
from interpose.case.tables.evidence import Claim, Hop, Judgement, LedgerChange, LedgerRelease, Office, Quote, Relation, Source
from interpose.case.tables.fields import Row
from interpose.case.tables.force import Commitment, Pin, PlanningFactor, Pool, RepairPrice, State, Substitution, UnitType
from interpose.case.tables.futures.uncertain import KeptPledges, Uncertainty
from interpose.case.tables.mandates import Mandate, Proposal, RequirementOverride
from interpose.case.tables.missions import BuildUpRow, DrawdownRow, Precedent, PrecedentSource
from interpose.case.tables.movement import (
    Airfield,
    CoalitionBuildUp,
    Crossing,
    Home,
    Lift,
    Link,
    MoveFactor,
    MoveUnit,
    Node,
)
from interpose.case.tables.scenario import Scenario
from interpose.case.tables.sustainment import (
    ConsumerPrice,
    CostBasis,
    CostShare,
    ExchangeRate,
    MissionCost,
    NationalCost,
    PayerRule,
    SupplyRate,
)

__all__ = ["LEDGER_TABLES", "OTHER_FILES", "RELEASE_TABLES", "TABLES", "YAML_FILES", "TableSpec", "YamlSpec"]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A CSV table: its file, its row model, the fields that name a row, and where it may stand.

    Parameters
    ----------
    file : str
        Name of the file.
    model : type of Row
        Its row model.
    key : tuple of str
        Fields that tell rows apart; none where rows are only ever added.
    answers : str
        Which question it answers, for the reference page.
    needed, overrides, reference_only : bool
        Whether a case must have it, whether its rows change those of the reference data, and whether only the reference has it.
    earlier : str, optional
        Its file name in version 0.1.
    named_by : tuple of str
        Fields that name a row for readers, where they are not the key.
    """

    file: str
    model: type[Row]
    key: tuple[str, ...]
    answers: str
    _: KW_ONLY
    needed: bool = False
    overrides: bool = False
    reference_only: bool = False
    earlier: str | None = None
    named_by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The table by its file without ending: `pools`, `states`."""
        return self.file.rpartition("/")[2].removesuffix(".csv")

    def key_of(self, row: Row) -> str:
        """Name a row of the table, such as `FRA/infantry_battalion`."""
        return "/".join(str(getattr(row, field)) for field in self.named_by or self.key)


@dataclass(frozen=True, slots=True)
class YamlSpec:
    """A YAML file, or a folder of them."""

    pattern: str
    model: type[Row]
    answers: str


LEDGER_TABLES = (
    TableSpec("sources.csv", Source, ("id",), "Which publications and statements were read"),
    TableSpec("claims.csv", Claim, ("id",), "Who said what, when, and how firmly"),
    TableSpec("hops.csv", Hop, ("claim", "seq"), "Through whom each claim reached the outlet"),
    TableSpec("quotes.csv", Quote, ("id",), "The exact words, where a named person is quoted directly"),
    TableSpec("relations.csv", Relation, ("claim", "relation", "target"), "How claims bear on one another"),
    TableSpec(
        "judgements.csv",
        Judgement,
        (),
        "How sources and claims were judged later: rows are added, never edited",
        earlier="assessments.csv",
    ),
)
"""The ledger: a case may hold these tables, draw on a shared ledger, or both."""

RELEASE_TABLES = (
    TableSpec("releases.csv", LedgerRelease, ("version",), "Which releases of the ledger there were"),
    TableSpec("changes.csv", LedgerChange, ("id",), "What was found wrong in the ledger, and what was done about it"),
)
"""What a shared ledger tells of itself."""

TABLES = (
    TableSpec("pools.csv", Pool, ("state", "unit_type"), "Which usable units each state has", needed=True),
    TableSpec("states.csv", State, ("state",), "What the case says of states beyond the reference", overrides=True),
    TableSpec("unit_types.csv", UnitType, ("unit_type",), "Which kinds of unit there are", overrides=True),
    TableSpec("planning_factors.csv", PlanningFactor, ("factor",), "Numbers that the rules use", overrides=True),
    TableSpec(
        "commitments.csv",
        Commitment,
        ("state", "unit_type", "mission"),
        "Which units are bound elsewhere and could be withdrawn",
    ),
    TableSpec(
        "requirements.csv",
        RequirementOverride,
        ("mandate", "capability", "belt", "sector", "first_month"),
        "Which units the case states itself, in place of what a mandate derives",
        named_by=("key",),
    ),
    TableSpec(
        "pins.csv",
        Pin,
        ("nation", "phase", "first_month", "capability"),
        "Which posts of an earlier plan nations keep",
        named_by=("key",),
    ),
    TableSpec(
        "substitutions.csv",
        Substitution,
        ("unit_type", "capability"),
        "Which units can stand in for which, and how well",
        overrides=True,
    ),
    TableSpec(
        "repair_prices.csv",
        RepairPrice,
        ("change",),
        "What changes that would mend a shortfall cost against one another",
        overrides=True,
    ),
    TableSpec("votes.csv", VoteAssumption, ("id",), "How positions become votes on a route", overrides=True),
    TableSpec(
        "memberships.csv",
        Membership,
        ("body", "state", "since"),
        "Who belongs to which body, and when",
        overrides=True,
        named_by=("body", "state"),
    ),
    TableSpec(
        "national_law.csv",
        NationalLaw,
        ("state", "about", "since"),
        "What the law of a state asks for before units go or come",
        overrides=True,
        named_by=("state", "about"),
    ),
    TableSpec(
        "proposals.csv",
        Proposal,
        ("id",),
        "Sizes that others published for a force, to be planned and doubted",
        overrides=True,
    ),
    TableSpec(
        "offices.csv",
        Office,
        ("state", "office", "since"),
        "Who held which office, and what it lets its holder decide",
        overrides=True,
    ),
    TableSpec(
        "supply_rates.csv",
        SupplyRate,
        ("supply_class",),
        "What persons and vehicles use up",
        overrides=True,
    ),
    TableSpec(
        "cost_bases.csv", CostBasis, ("cost_basis", "regime"), "What a person costs in a year, on each basis", overrides=True
    ),
    TableSpec("who_pays.csv", PayerRule, ("route",), "Who pays for a force that goes by a route", overrides=True),
    TableSpec("cost_shares.csv", CostShare, ("key", "state"), "By which scale common costs are divided", overrides=True),
    TableSpec("exchange_rates.csv", ExchangeRate, ("currency", "year"), "What a dollar was worth", overrides=True),
    TableSpec(
        "consumer_prices.csv", ConsumerPrice, ("currency", "year"), "What money was worth from year to year", overrides=True
    ),
    TableSpec("mission_costs.csv", MissionCost, ("mission", "start"), "What earlier missions cost", reference_only=True),
    TableSpec("national_costs.csv", NationalCost, ("id",), "What deployments cost states", reference_only=True),
    TableSpec("move_units.csv", MoveUnit, ("unit_type",), "What units take along when they move", overrides=True),
    TableSpec("move_factors.csv", MoveFactor, ("factor",), "Speeds, loads and times of movement", overrides=True),
    TableSpec("nodes.csv", Node, ("node",), "Places of the movement network", overrides=True),
    TableSpec("links.csv", Link, ("from_node", "to_node", "mode"), "Ways between the places", overrides=True),
    TableSpec("crossings.csv", Crossing, ("crossing",), "Where a force enters the host, and how much a day", overrides=True),
    TableSpec("lift.csv", Lift, ("pool",), "Ships, wagons and aircraft, and whose they are", overrides=True),
    TableSpec("airfields.csv", Airfield, ("node",), "Where persons arrive by air, and how many a day", overrides=True),
    TableSpec("homes.csv", Home, ("state",), "Where the units of a state set out", overrides=True),
    TableSpec(
        "precedents.csv", Precedent, ("id",), "Which missions there were, on which ground, with how many", overrides=True
    ),
    TableSpec("precedents/precedent_sources.csv", PrecedentSource, ("id",), "Where precedents were read", reference_only=True),
    TableSpec("precedents/build_up.csv", BuildUpRow, ("id",), "How missions built up by month", reference_only=True),
    TableSpec("precedents/drawdown.csv", DrawdownRow, ("id",), "How missions went", reference_only=True),
    TableSpec("precedents/coalition_build_up.csv", CoalitionBuildUp, (), "How coalitions built up", reference_only=True),
    TableSpec("uncertainties.csv", Uncertainty, ("id",), "Which inputs may turn out otherwise, and how they are drawn"),
    TableSpec(
        "participation.csv",
        KeptPledges,
        ("modality",),
        "How often states send what they spoke of, by how firm that was",
        overrides=True,
    ),
    TableSpec("basemap/places_ne10m.csv", TownPlace, (), "Towns of the base map", reference_only=True),
)

YAML_FILES = (
    YamlSpec("scenario.yaml", Scenario, "The question and the choices"),
    YamlSpec("mandates/*.yaml", Mandate, "What the force is to do, and the rules that size it"),
    YamlSpec("routes/*.yaml", Route, "Ways to authorise the force"),
    YamlSpec("escalation.yaml", Escalation, "What happens if the force is attacked"),
)

OTHER_FILES = ("area.geojson",)
"""Files that are neither tables nor YAML."""
