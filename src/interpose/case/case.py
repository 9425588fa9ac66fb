"""The case: everything that one question rests on, read, typed and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import cast

from interpose.case.row_ref import RowRef, table_of
from interpose.case.tables.area import Area
from interpose.case.tables.authority import Membership, Route, VoteAssumption
from interpose.case.tables.escalation import Escalation
from interpose.case.tables.evidence import Claim, Hop, Judgement, Quote, Relation, Source
from interpose.case.tables.fields import Row
from interpose.case.tables.force import Commitment, PlanningFactor, Pool, RepairPrice, State, Substitution, UnitType
from interpose.case.tables.mandates import Mandate, RequirementOverride
from interpose.case.tables.places import TownPlace
from interpose.case.tables.scenario import Options, Scenario
from interpose.errors import Fault

__all__ = ["Case"]


@dataclass(frozen=True)
class Case:
    """One question with all its inputs, reference data merged in.

    Parameters
    ----------
    name : str
        Name of the case: the name of its folder.
    folder : pathlib.Path
        Where it was read from.
    digest : str
        SHA-256 over everything that was read, the reference data included.
    scenario : Scenario
        The choices.
    sources, claims, hops, quotes, relations, judgements
        The ledger, in the order of the files.
    states, unit_types, planning_factors, mandates, routes
        By name; what the case says overrides the reference.
    memberships
        Who belongs to which body, and since when.
    votes
        How positions become votes, by the name of the row.
    pools
        Units of each state.
    commitments, substitutions
        Units bound elsewhere, and units that can stand in for others.
    repair_prices
        What changes that would mend a shortfall cost against one another, by change.
    requirements
        Units that the case states itself, in place of what a mandate derives.
    area
        The line of contact, hubs and entry points.
    places
        Towns of the base map.
    escalation
        What may happen if the force is attacked; None where the case does not ask.
    overrides
        For each table, the names that the case itself sets (the rest is reference).
    spellings
        How states are written, by state and kind (name, demonym, capital, institution), as far as the lexicon lists them.
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
    spellings: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    notices: tuple[Fault, ...] = ()

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
            return _named(reference, ((feature.id, feature) for feature in self.area.features()))
        folder, _, name = reference.table.removesuffix(".yaml").partition("/")
        if folder == "routes":
            return self.routes[name]
        if folder == "mandates":
            return _named(reference, ((rule.id, rule) for rule in self.mandates[name].rules))
        spec = table_of(reference.table)
        rows = getattr(self, spec.name)
        if spec.name == "hops":
            rows = tuple(chain.from_iterable(rows.values()))
        if isinstance(rows, Mapping):
            return cast("Row", rows[reference.key])
        return _named(reference, ((spec.key_of(row), row) for row in rows))

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

    def with_options(self, **options: bool | int | float | str | None) -> Case:
        """Return the case with other options in its scenario, by name."""
        changed = self.scenario.options.model_copy(update=options)
        return replace(self, scenario=self.scenario.model_copy(update={"options": changed}))


def _named(reference: RowRef, rows: Iterable[tuple[str, Row]]) -> Row:
    for key, row in rows:
        if key == reference.key:
            return row
    raise KeyError(str(reference))
