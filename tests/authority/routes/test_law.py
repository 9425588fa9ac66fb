"""The law of each route against cases that a lawyer reads and writes: `rules/*.yaml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from interpose.authority.routes.law import ABSTAIN, CODES, Body, body_on, clause_holds, passes
from interpose.case.tables.authority import RouteClause
from tests.authority.conftest import Shipped

HERE = Path(__file__).parent / "rules"
KEYS = {
    "name",
    "on",
    "for",
    "against",
    "declared",
    "abstaining",
    "among",
    "members",
    "not_members",
    "count",
    "others",
    "expected",
    "article",
}


def _cases() -> Iterator[Any]:
    for file in sorted(HERE.glob("*.yaml")):
        data = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        for case in data["cases"]:
            yield pytest.param(data["route"], case, id=f"{data['route']}: {case['name']}")


@pytest.mark.parametrize(("route_id", "case"), list(_cases()))
def test_law(shipped: Shipped, route_id: str, case: dict[str, Any]) -> None:
    assert set(case) <= KEYS
    assert case["article"]
    route = shipped.routes[route_id]
    if route.body is None:
        states = tuple(sorted(case["among"]))
        body = Body(states, (False,) * len(states), ())
    else:
        body = body_on(shipped.memberships, route.body, dt.date.fromisoformat(str(case["on"])))
    assert case.get("count", len(body.members)) == len(body.members)
    assert set(case.get("members", [])) <= set(body.members)
    assert not set(case.get("not_members", [])) & set(body.members)
    assert case.get("others", "for") == "for"
    ballot = np.full(len(body.members), CODES["yes"] if "others" in case else ABSTAIN, dtype=np.int8)
    for key, vote in (("for", "yes"), ("against", "no"), ("declared", "declared_abstention"), ("abstaining", "abstain")):
        for state in case.get(key, []):
            ballot[body.members.index(state)] = CODES[vote]
    assert bool(passes(route, body, ballot)) == {"passes": True, "fails": False}[case["expected"]]


def test_every_route_has_cases_and_names_its_articles(shipped: Shipped) -> None:
    assert not shipped.faults
    written = {YAML(typ="safe").load(file.read_text(encoding="utf-8"))["route"] for file in HERE.glob("*.yaml")}
    assert written == set(shipped.routes)
    assert all(clause.article and clause.says for route in shipped.routes.values() for clause in route.clauses)


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025, 2026])
def test_the_security_council_has_fifteen_members_every_year(shipped: Shipped, year: int) -> None:
    for day in (dt.date(year, 1, 1), dt.date(year, 12, 31)):
        assert len(body_on(shipped.memberships, "unsc", day).members) == 15


@pytest.mark.parametrize(("body", "count"), [("nato", 32), ("eu", 27), ("unsc", 15), ("osce", 57), ("un", 193)])
def test_bodies_have_their_members(shipped: Shipped, body: str, count: int) -> None:
    assert len(body_on(shipped.memberships, body, dt.date(2024, 12, 15)).members) == count
    assert len(body_on(shipped.memberships, body, dt.date(2025, 6, 1)).members) == count


def test_population_of_the_union_is_near_the_councils_figure_for_2025(shipped: Shipped) -> None:
    # Agence Europe 13544/22 of 12 December 2024: 451,028,881 persons.
    union = body_on(shipped.memberships, "eu", dt.date(2025, 1, 1))
    assert sum(union.population) == pytest.approx(451_028_881, rel=0.005)


@pytest.mark.parametrize(("millions", "passed"), [(199, False), (200, True), (201, True)])
def test_a_share_of_people_is_compared_exactly_however_many_digits_it_has(millions: int, passed: bool) -> None:
    threshold = {"of": "population", "share": "66.666666666666 %"}
    clause = RouteClause.model_validate({"id": "c", "says": "-", "article": "-", "votes_for": [threshold]})
    body = Body(("A", "B"), (False, False), (millions * 10**6, (300 - millions) * 10**6))
    assert bool(clause_holds(clause, body, np.array([CODES["yes"], CODES["no"]], dtype=np.int8))) == passed
