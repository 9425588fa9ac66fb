"""A small case with the shipped law: reference routes, memberships and votes, and a ledger made up for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point

from interpose.case import Case
from interpose.case.read.formats.files import FileReader
from interpose.case.read.formats.tabular import parse_csv, validate_rows
from interpose.case.read.formats.yaml_files import parse_yaml, validate_yaml
from interpose.case.read.lexicon import read_spellings
from interpose.case.read.library import reference_folder
from interpose.case.tables.area import Area, AreaFeature, Place, TownPlace
from interpose.case.tables.authority import Membership, NationalLaw, Route, VoteAssumption
from interpose.case.tables.evidence import Claim, Relation, Source
from interpose.case.tables.fields import Row
from interpose.case.tables.force import Pool, State, UnitType
from interpose.case.tables.scenario import Scenario
from interpose.errors import Fault


@dataclass(frozen=True)
class Shipped:
    """The shipped reference data that authority reads."""

    routes: dict[str, Route]
    memberships: tuple[Membership, ...]
    votes: dict[str, VoteAssumption]
    states: dict[str, State]
    laws: tuple[NationalLaw, ...]
    spellings: dict[str, dict[str, tuple[str, ...]]]
    faults: list[Fault] = field(default_factory=list)


def _read(model: type[Row], file: str, reader: FileReader, faults: list[Fault]) -> list[Any]:
    text = reader.text(file)
    assert text is not None
    return [located.row for located in validate_rows(parse_csv(text, file, model, faults), model, faults)]


@pytest.fixture(scope="session")
def shipped() -> Shipped:
    faults: list[Fault] = []
    reader = FileReader(reference_folder(), "reference", faults)
    routes = {}
    for file in reader.names("routes/*.yaml"):
        parsed = parse_yaml(reader.text(file) or "", file, faults)
        row = validate_yaml(parsed, Route, faults) if parsed is not None else None
        if row is not None:
            routes[row.id] = row
    return Shipped(
        routes=routes,
        memberships=tuple(_read(Membership, "memberships.csv", reader, faults)),
        votes={row.id: row for row in _read(VoteAssumption, "votes.csv", reader, faults)},
        states={row.state: row for row in _read(State, "states.csv", reader, faults)},
        laws=tuple(_read(NationalLaw, "national_law.csv", reader, faults)),
        spellings=read_spellings(reader.text("lexicon/states.csv") or ""),
        faults=faults,
    )


MakeCase = Callable[..., Case]


@pytest.fixture(scope="session")
def make_case(shipped: Shipped) -> MakeCase:
    """Build a case around a list of claims."""

    def make(
        claims: Iterable[Claim] = (),
        *,
        relations: Iterable[Relation] = (),
        pools: Iterable[Pool] = (),
        routes: dict[str, Route] | None = None,
        states: dict[str, State] | None = None,
        options: dict[str, object] | None = None,
        votes: dict[str, VoteAssumption] | None = None,
        host: str | None = None,
        only: Iterable[str] = ("nato", "un_security_council", "coalition_of_the_willing"),
    ) -> Case:
        hub = AreaFeature(id="kyiv", kind="hub", name="Kyiv", source="test")
        town = TownPlace(
            name="Kyiv", adm0_a3="UKR", latitude=50.4, longitude=30.5, pop_max=1, featurecla="Populated place", scalerank=1
        )
        scenario = Scenario.model_validate(
            {
                "title": "A test",
                "question": "May they?",
                "as_of": "2024-12-15",
                "start": "2025-04",
                "horizon_months": 24,
                "mandate": "interpose",
                "route": "coalition_of_the_willing",
                "host": host,
                "options": {"external_enablers": {"USA": "as_caveated"}, **(options or {})},
            }
        )
        brigade = UnitType.model_validate(
            {
                "unit_type": "infantry_battalion",
                "name": "Infantry battalion",
                "capabilities": "manoeuvre=1",
                "personnel": 600,
                "enabler": False,
                "basis": "assumed",
            }
        )
        return Case(
            name="test",
            folder=Path(),
            digest="",
            scenario=scenario,
            sources={"s": Source(id="s", outlet="A paper", reliability="C")},
            claims={claim.id: claim for claim in claims},
            hops={},
            quotes=(),
            relations=tuple(relations),
            states={**shipped.states, **(states or {})},
            unit_types={"infantry_battalion": brigade},
            planning_factors={},
            mandates={},
            routes={**{name: shipped.routes[name] for name in only}, **(routes or {})},
            memberships=shipped.memberships,
            votes={**shipped.votes, **(votes or {})},
            national_law=shipped.laws,
            pools=tuple(pools),
            area=Area(line=(), hubs=(Place(hub, Point(30.5, 50.4)),), entry_points=()),
            places=(town,),
            overrides={},
            spellings=shipped.spellings,
        )

    return make
