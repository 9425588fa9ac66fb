"""Probabilities of routes: exact against enumeration, and what a common factor does."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from interpose.authority import authorise
from interpose.authority.routes.law import Body, passes
from interpose.authority.routes.probability import common_factor_probability, pass_probability, passing_draws
from interpose.case.tables.authority import Route
from tests.authority.builders import claim, positions, said
from tests.authority.conftest import MakeCase, Shipped

CLAUSES: dict[str, list[dict[str, object]]] = {
    "consensus": [{"none_against": "members"}],
    "veto": [{"votes_for": [{"of": "members", "count": 3}]}, {"none_against": "permanent_members"}],
    "constructive": [
        {"none_against": "members"},
        {"declared_abstention_below": {"members": "1/3", "population": "1/3"}},
    ],
    "group": [
        {"votes_for": [{"of": "members", "count": 2}]},
        {"none_against": "members"},
        {"declared_abstention_below": {"members": "1/3", "population": "1/3"}},
    ],
    "double": [
        {"votes_for": [{"of": "members", "share": "55 %"}, {"of": "population", "share": "65 %"}], "blocking_minority": 2}
    ],
    "cast": [{"votes_for": [{"of": "votes_cast", "share": "2/3"}]}],
    "cast_over_half": [{"votes_for": [{"of": "votes_cast", "share": "50.01 %"}]}],
    "cast_with_many_digits": [{"votes_for": [{"of": "votes_cast", "share": "66.6666666666666666 %"}]}],
    "mixed": [
        {"votes_for": [{"of": "population", "share": "1/2"}]},
        {"declared_abstention_below": {"members": "1/2", "population": "1/4"}},
        {"none_against": "permanent_members"},
    ],
}
BODY = Body(("A", "B", "C", "D", "E"), (True, False, True, False, False), (50, 30, 12, 7, 1))


def _clause(test: dict[str, object]) -> dict[str, object]:
    return {"id": "c", "says": "-", "article": "-", **test}


def _route(kind: str) -> Route:
    clauses = [{**_clause(clause), "id": f"c{place}"} for place, clause in enumerate(CLAUSES[kind])]
    return Route.model_validate(
        {
            "id": kind,
            "name": kind,
            "rule": "consensus",
            "effect": "-",
            "body": "x",
            "article": "-",
            "source": "-",
            "votes": ["yes", "abstain", "declared_abstention", "no"],
            "clauses": clauses,
            "correlation": {"low": 0, "mode": 0.3, "high": 0.6, "basis": "assumed", "source": "-"},
        }
    )


def _by_enumeration(route: Route, chances: np.ndarray) -> float:
    ballots = np.array(list(itertools.product(range(4), repeat=len(BODY.members))), dtype=np.int8)
    weights = np.prod(chances[np.arange(len(BODY.members)), ballots], axis=1)
    return float(weights[passes(route, BODY, ballots)].sum())


chance_rows = st.lists(st.lists(st.floats(0.01, 1.0), min_size=4, max_size=4), min_size=5, max_size=5)


@pytest.mark.parametrize("kind", sorted(CLAUSES))
@given(rows=chance_rows)
@settings(max_examples=15, deadline=None)
def test_every_kind_of_rule_agrees_with_enumerating_all_ballots(kind: str, rows: list[list[float]]) -> None:
    chances = np.array(rows) / np.array(rows).sum(axis=1, keepdims=True)
    found = pass_probability(_route(kind), BODY, chances)
    assert found == pytest.approx(_by_enumeration(_route(kind), chances), abs=1e-12)


@pytest.mark.parametrize("kind", sorted(CLAUSES))
def test_certain_votes_give_certainty(kind: str) -> None:
    yes = np.tile([0.0, 0.0, 0.0, 1.0], (5, 1))
    no = np.tile([1.0, 0.0, 0.0, 0.0], (5, 1))
    assert pass_probability(_route(kind), BODY, yes) == pytest.approx(1.0)
    assert pass_probability(_route(kind), BODY, no) == pytest.approx(0.0)
    assert common_factor_probability(_route(kind), BODY, yes, 0.5) == pytest.approx(1.0)


def test_a_common_factor_keeps_each_members_own_chances() -> None:
    alone = Body(("A",), (False,), (1,))
    for chance in (0.05, 0.3, 0.9):
        chances = np.array([[chance, 0.0, 1.0 - chance, 0.0]])
        for correlation in (0.1, 0.3, 0.6):
            found = common_factor_probability(_route("consensus"), alone, chances, correlation)
            assert found == pytest.approx(1.0 - chance, abs=1e-10)


def test_consensus_gains_from_a_common_factor_up_to_the_chance_of_its_least_willing_member() -> None:
    chances = np.tile([0.1, 0.0, 0.5, 0.4], (5, 1))
    values = [common_factor_probability(_route("consensus"), BODY, chances, rho) for rho in (0.0, 0.3, 0.6, 0.9)]
    assert values == sorted(values)  # type: ignore[type-var]
    assert values[0] == pytest.approx(0.9**5)
    assert values[-1] is not None
    assert values[-1] < 0.9


def test_two_members_under_a_common_factor_follow_the_bivariate_normal_law() -> None:
    # P(both at least their median) = 1/4 + arcsin(rho) / (2 pi): Sheppard's formula of 1899.
    pair = Body(("A", "B"), (False, False), (1, 1))
    chances = np.array([[0.5, 0.0, 0.5, 0.0]] * 2)
    for rho in (0.1, 0.3, 0.5):
        found = common_factor_probability(_route("consensus"), pair, chances, rho)
        assert found == pytest.approx(0.25 + np.arcsin(rho) / (2 * np.pi), abs=1e-9)


def test_a_large_body_under_a_strong_factor_follows_its_limit() -> None:
    # Of very many alike members a share above one half is for exactly where the factor exceeds its threshold (Vasicek 1987).
    size, rho, chance = 801, 0.6, 0.45
    many = Body(tuple(map(str, range(size))), (False,) * size, ())
    route = Route.model_validate(
        {**_route("cast").model_dump(), "clauses": [_clause({"votes_for": [{"of": "members", "share": "1/2"}]})]}
    )
    chances = np.tile([1.0 - chance, 0.0, 0.0, chance], (size, 1))
    limit = norm.cdf(norm.ppf(chance) / np.sqrt(rho))
    assert common_factor_probability(route, many, chances, rho) == pytest.approx(limit, abs=4e-3)


def test_draws_pass_about_as_often_as_the_exact_probability_says(shipped: Shipped) -> None:
    route = shipped.routes["un_security_council"]
    body = Body(tuple("ABCDEFGHIJKLMNO"), (True,) * 5 + (False,) * 10, ())
    chances = np.tile([0.05, 0.0, 0.3, 0.65], (15, 1))
    uniforms = np.random.default_rng(7).random((40_000, 15))
    exact = pass_probability(route, body, chances)
    assert exact is not None
    assert passing_draws(route, body, chances, uniforms).mean() == pytest.approx(exact, abs=0.01)


def test_the_range_of_a_probability_holds_both_of_its_values(make_case: MakeCase, shipped: Shipped) -> None:
    given = positions(said("FRA", 2), said("GBR", 3), said("POL", 0), said("EST", 4))
    for decision in authorise(make_case([claim("R1", "RUS", "consent", 0)], only=shipped.routes), given).routes:
        chance = decision.probability
        assert chance is not None
        assert 0.0 <= chance.low <= min(chance.independent, chance.common_factor)
        assert max(chance.independent, chance.common_factor) <= chance.high <= 1.0
