"""The case: everything that one question rests on, read, typed and frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, cast

from interpose.case.check.reference_rules import reference_faults
from interpose.case.located import Located
from interpose.case.row_ref import RowRef, table_of
from interpose.case.tables.area import Area, TownPlace
from interpose.case.tables.authority import Membership, NationalLaw, Route, VoteAssumption
from interpose.case.tables.escalation import Escalation
from interpose.case.tables.evidence import Claim, Hop, Judgement, Office, Quote, Relation, Source
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
from interpose.case.tables.scenario import Options, Scenario
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
from interpose.errors import Fault, UsageError
from interpose.notebook import Summarised

__all__ = ["Case"]


@dataclass(frozen=True, repr=False, kw_only=True)
class Case(Summarised):
    """One question with all its inputs, reference data merged in.

    Parameters
    ----------
    name : str
        Name of the case: the name of its folder.
    folder : pathlib.Path
        Where it was read from: a folder, or a workbook.
    digest : str
        SHA-256 over everything that was read, the reference data included.
    scenario : Scenario
        The choices.
    sources, claims, hops, quotes, relations, judgements
        The ledger, in the order of the files.
    states, unit_types, planning_factors, mandates, routes
        By name; what the case says overrides the reference.
    memberships, votes, national_law, offices
        Who belongs to which body since when; how positions become votes, by name; what laws ask for; who held which office.
    pools, commitments, substitutions
        Units of each state, units bound elsewhere, and units that can stand in for others.
    repair_prices
        What changes that would mend a shortfall cost against one another, by change.
    requirements
        Units that the case states itself, in place of what a mandate derives.
    pins
        Posts of an earlier plan that nations keep unless moving them gains more than it costs.
    move_units, move_factors, nodes, links, crossings, lift, airfields, homes
        Movement: loads, factors, places, ways, entries to the host, lift, airfields and where units set out.
    precedents, precedent_sources, coalition_build_up, build_up, drawdown
        Missions there were, where that was read, and how they built up and went.
    area
        The line of contact, hubs and entry points.
    places
        Towns of the base map.
    supply_rates, cost_bases, who_pays, cost_shares, exchange_rates, consumer_prices
        What the force uses up, what a person costs, who bears it, and what money of a currency and year is worth.
    mission_costs, national_costs
        What earlier forces cost, against which the bases are tested; reference data alone.
    uncertainties, participation
        Inputs that may turn out otherwise, and how often states send what they spoke of: for explorations alone.
    escalation
        What may happen if the force is attacked; None where the case does not ask.
    overrides
        For each table, the names that the case itself sets (the rest is reference).
    spellings
        How states are written, by state and kind (name, demonym, capital, institution, parliament), as far as the
        lexicon lists them.
    notices
        What was read in an old spelling, and what to write instead.
    """

    name: str
    folder: Path
    digest: str
    scenario: Scenario
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    hops: Mapping[str, tuple[Hop, ...]]
    quotes: tuple[Quote, ...]
    relations: tuple[Relation, ...]
    states: Mapping[str, State]
    unit_types: Mapping[str, UnitType]
    planning_factors: Mapping[str, PlanningFactor]
    mandates: Mapping[str, Mandate]
    routes: Mapping[str, Route]
    memberships: tuple[Membership, ...]
    votes: Mapping[str, VoteAssumption]
    pools: tuple[Pool, ...]
    area: Area
    places: tuple[TownPlace, ...]
    overrides: Mapping[str, frozenset[str]]
    escalation: Escalation | None = None
    commitments: tuple[Commitment, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    repair_prices: Mapping[str, RepairPrice] = field(default_factory=dict)
    requirements: tuple[RequirementOverride, ...] = ()
    pins: tuple[Pin, ...] = ()
    national_law: tuple[NationalLaw, ...] = ()
    offices: tuple[Office, ...] = ()
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    supply_rates: tuple[SupplyRate, ...] = ()
    cost_bases: tuple[CostBasis, ...] = ()
    who_pays: tuple[PayerRule, ...] = ()
    cost_shares: tuple[CostShare, ...] = ()
    exchange_rates: tuple[ExchangeRate, ...] = ()
    consumer_prices: tuple[ConsumerPrice, ...] = ()
    mission_costs: tuple[MissionCost, ...] = ()
    national_costs: tuple[NationalCost, ...] = ()
    move_units: Mapping[str, MoveUnit] = field(default_factory=dict)
    move_factors: Mapping[str, MoveFactor] = field(default_factory=dict)
    nodes: Mapping[str, Node] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    crossings: Mapping[str, Crossing] = field(default_factory=dict)
    lift: Mapping[str, Lift] = field(default_factory=dict)
    airfields: Mapping[str, Airfield] = field(default_factory=dict)
    homes: Mapping[str, Home] = field(default_factory=dict)
    coalition_build_up: tuple[CoalitionBuildUp, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    precedent_sources: tuple[PrecedentSource, ...] = ()
    build_up: tuple[BuildUpRow, ...] = ()
    drawdown: tuple[DrawdownRow, ...] = ()
    uncertainties: tuple[Uncertainty, ...] = ()
    participation: tuple[KeptPledges, ...] = ()
    spellings: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    notices: tuple[Fault, ...] = ()
    _by_key: dict[str, dict[str, Row]] = field(init=False, repr=False, compare=False, default_factory=dict)
    """Rows by their keys, table by table, from the first look on."""

    def row(self, reference: RowRef) -> Row:
        """Return the row that a reference names.

        Parameters
        ----------
        reference : RowRef
            Such as `RowRef("pools.csv", "FRA/infantry_battalion")`.

        Returns
        -------
        Row
            The row; for a feature of the area its properties.

        Raises
        ------
        KeyError
            Where there is no such row.
        """
        if reference.table == "scenario.yaml":
            return self.scenario
        if reference.table == "area.geojson":
            return {feature.id: feature for feature in self.area.features()}[reference.key]
        folder, _, name = reference.table.removesuffix(".yaml").partition("/")
        if folder == "routes":
            return self.routes[name]
        if folder == "mandates":
            return {rule.id: rule for rule in self.mandates[name].rules}[reference.key]
        spec = table_of(reference.table)
        rows = getattr(self, spec.name)
        if spec.name == "hops":
            rows = tuple(chain.from_iterable(rows.values()))
        if isinstance(rows, Mapping):
            return cast("Row", rows[reference.key])
        if spec.name not in self._by_key:
            # Of rows with one key the first is named.
            self._by_key[spec.name] = {spec.key_of(row): row for row in reversed(tuple(rows))}
        return self._by_key[spec.name][reference.key]

    def summary(self) -> Iterator[tuple[str, object]]:
        """Return what a line about the case tells."""
        yield "name", self.name
        yield "as of", self.scenario.as_of
        yield "mandate", self.scenario.mandate
        yield "claims", len(self.claims)
        yield "pools", len(self.pools)
        yield "digest", self.digest[:12]

    @property
    def providers(self) -> frozenset[str]:
        """States that support the force with enablers from outside: listed as such, or outside and taking part by hand."""
        listed = self.scenario.options.external_enablers
        by_hand = (
            code
            for code, state in self.states.items()
            if code not in listed and state.stands == "outside" and state.participates == "yes"
        )
        return frozenset({*(code for code, given in listed.items() if given == "as_caveated"), *by_hand})

    @property
    def excluded_providers(self) -> frozenset[str]:
        """States whose enablers the scenario leaves out."""
        return frozenset(code for code, given in self.scenario.options.external_enablers.items() if given == "none")

    def steady_months(self) -> tuple[int, int]:
        """Return first and last month of the whole requirement: between build-up and drawdown, at least one month."""
        horizon = self.scenario.horizon_months
        begin = min(self.scenario.options.build_up_months, horizon)
        factor = self.planning_factors.get("drawdown_months")
        return begin, max(begin, horizon - self.scenario.options.drawdown_over(round(factor.value) if factor else 0))

    def demonym(self, state: str) -> str:
        """Return the adjective of a state, such as French; its name, then its code, where none is known."""
        row = self.states.get(state)
        return state if row is None else row.demonym or row.name

    def words_for(self, state: str, *kinds: str) -> tuple[str, ...]:
        """Return how texts write a state: its code, name and demonym, and the spellings of these kinds."""
        row = self.states.get(state)
        own = () if row is None else (row.name, *([row.demonym] if row.demonym else []))
        spelled = self.spellings.get(state, {})
        return tuple(dict.fromkeys((state, *own, *(form for kind in kinds for form in spelled.get(kind, ())))))

    def variants(self) -> dict[str, Case]:
        """Return the case as chosen and with the options of each variant, by name; the first is the case itself.

        Without `variants` in scenario.yaml each external provider is left out in turn.
        """
        named = self.scenario.variants
        if named:
            first, *others = named
            return {first.name: self, **{each.name: self._with(self.scenario.options_of(each)) for each in others}}
        left_out = {f"without {self.demonym(code)} enablers": self.without(code) for code in sorted(self.providers)}
        return {"as chosen": self, **left_out}

    def without(self, *providers: str) -> Case:
        """Return the case without the enablers of some external providers."""
        listed = {**self.scenario.options.external_enablers, **dict.fromkeys(providers, "none")}
        return self._with(self.scenario.options.model_copy(update={"external_enablers": listed}))

    def _with(self, options: Options) -> Case:
        return replace(self, scenario=self.scenario.model_copy(update={"options": options}))

    def with_options(self, **options: object) -> Case:
        """Return the case with other options in its scenario, by name.

        Raises
        ------
        UsageError
            Where there is no such option, or a value that it does not take.

        Examples
        --------
        >>> from interpose.case import load
        >>> load("ukraine-2024").with_options(sectors=12).scenario.options.sectors
        12
        """
        return self._with(self.scenario.options.replace(**options))

    def with_scenario(self, **choices: object) -> Case:
        """Return the case with other choices in its scenario, such as `mandate` or `as_of`; options have `with_options`.

        Raises
        ------
        UsageError
            Where there is no such choice, a value that it does not take, or a name that the case does not know.

        Examples
        --------
        >>> from interpose.case import load
        >>> load("ukraine-2024").with_scenario(mandate="observe").scenario.mandate
        'observe'
        """
        changed = replace(self, scenario=self.scenario.replace(**choices))
        changed._refuse_unknown_names([Located(changed.scenario, "scenario.yaml", 1)])
        return changed

    def replace_rows(
        self,
        *,
        pools: Iterable[Pool] = (),
        states: Iterable[State] = (),
        unit_types: Iterable[UnitType] = (),
        planning_factors: Iterable[PlanningFactor] = (),
        substitutions: Iterable[Substitution] = (),
        repair_prices: Iterable[RepairPrice] = (),
        votes: Iterable[VoteAssumption] = (),
        claims: Iterable[Claim] = (),
        move_units: Iterable[MoveUnit] = (),
        move_factors: Iterable[MoveFactor] = (),
        nodes: Iterable[Node] = (),
        links: Iterable[Link] = (),
        crossings: Iterable[Crossing] = (),
        lift: Iterable[Lift] = (),
        airfields: Iterable[Airfield] = (),
        homes: Iterable[Home] = (),
    ) -> Case:
        """Return the case with some rows in place of those that they share the key of; a row with a new key is added.

        Rows are changed by `row.replace(...)`, so that each is checked as it would be in a file. Nothing on disk changes.

        Parameters
        ----------
        pools, states, unit_types, planning_factors, substitutions, repair_prices, votes, claims : iterable
            Rows by table.
        move_units, move_factors, nodes, links, crossings, lift, airfields, homes : iterable
            Rows of the tables of movement.

        Returns
        -------
        Case
            A case of another digest.

        Raises
        ------
        UsageError
            Where a row is of another table, or names what the case does not know.

        Examples
        --------
        How the requirement moves with the length that is planned for:

        >>> from interpose.case import load
        >>> from interpose.requirement import require
        >>> case = load("ukraine-2024")
        >>> factor = case.planning_factors["line_length_factor"]
        >>> for value in (factor.low, factor.value, factor.high):
        ...     sized = case.replace_rows(planning_factors=[factor.replace(value=value)])
        ...     print(f"{value:g}: {require(sized).of('observe_posts').personnel.mode:,.0f} persons")
        1.13: 3,592 persons
        1.33: 3,824 persons
        1.51: 4,160 persons
        """
        given: dict[str, tuple[Any, ...]] = {
            "pools": tuple(pools),
            "states": tuple(states),
            "unit_types": tuple(unit_types),
            "planning_factors": tuple(planning_factors),
            "substitutions": tuple(substitutions),
            "repair_prices": tuple(repair_prices),
            "votes": tuple(votes),
            "claims": tuple(claims),
            "move_units": tuple(move_units),
            "move_factors": tuple(move_factors),
            "nodes": tuple(nodes),
            "links": tuple(links),
            "crossings": tuple(crossings),
            "lift": tuple(lift),
            "airfields": tuple(airfields),
            "homes": tuple(homes),
        }
        tables: dict[str, Any] = {name: self._rows_with(name, rows) for name, rows in given.items() if rows}
        written = "".join(f"{name} {row.model_dump_json()}\n" for name, rows in given.items() for row in rows)
        digest = hashlib.sha256(f"{self.digest}\n{written}".encode()).hexdigest() if written else self.digest
        changed = replace(self, digest=digest, **tables)
        changed._refuse_unknown_names(
            Located(row, f"{name}.csv", place) for name, rows in given.items() for place, row in enumerate(rows, start=1)
        )
        return changed

    def _rows_with(self, name: str, rows: tuple[Any, ...]) -> Mapping[str, Any] | tuple[Any, ...]:
        spec, current = table_of(f"{name}.csv"), getattr(self, name)
        for row in rows:
            if not isinstance(row, spec.model):
                what = f"{name} takes rows of {spec.model.__name__}, not {type(row).__name__}"
                raise UsageError(what, f"change a row of `case.{name}` by `row.replace(...)`")
        if isinstance(current, Mapping):
            return {**current, **{str(getattr(row, spec.key[0])): row for row in rows}}
        by_key = {tuple(getattr(row, key) for key in spec.key): row for row in (*current, *rows)}
        return tuple(by_key.values())

    def _refuse_unknown_names(self, rows: Iterable[Located[Any]]) -> None:
        """Refuse rows that name a state, a unit type, a claim and so on that the case does not know."""
        kinds = ("states", "unit_types", "claims", "sources", "mandates", "routes", "nodes")
        faults = list(reference_faults(rows, {kind: getattr(self, kind) for kind in kinds}))
        if faults:
            raise UsageError("; ".join(fault.what for fault in faults), faults[0].mend)
