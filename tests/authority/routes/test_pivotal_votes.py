"""Who decides alone, and the smallest changes of votes that turn a route."""

from __future__ import annotations

import datetime as dt
import itertools

import numpy as np
import pytest

from interpose.authority import authorise
from interpose.authority.routes.law import CODES, Body, body_on, passes
from interpose.authority.routes.pivotal_votes import smallest_changes
from interpose.case.tables.authority import Route
from tests.authority.builders import positions, route_of
from tests.authority.conftest import MakeCase, Shipped


def test_all_smallest_changes_are_listed_where_there_are_several(make_case: MakeCase) -> None:
    yes = ("FRA", "GBR", "USA", "ECU", "GUY", "JPN", "MLT", "KOR")
    others = ("RUS", "CHN", "DZA", "MOZ", "SLE", "CHE", "SVN")
    votes = {**dict.fromkeys(others, "abstain"), **dict.fromkeys(yes, "yes")}
    decision = route_of(authorise(make_case(), positions(), suppose=votes), "un_security_council")
    assert decision.outcome == "blocked"
    assert [[str(change) for change in changes] for changes in decision.smallest_changes] == [
        [f"{state}=yes"] for state in sorted(others)
    ]
    assert decision.changes_complete


def test_nine_yes_and_no_veto_passes_the_council(make_case: MakeCase) -> None:
    yes = ("FRA", "GBR", "USA", "ECU", "GUY", "JPN", "MLT", "KOR", "SVN")
    votes = {**dict.fromkeys(("RUS", "CHN", "DZA", "MOZ", "SLE", "CHE"), "abstain"), **dict.fromkeys(yes, "yes")}
    decision = route_of(authorise(make_case(), positions(), suppose=votes), "un_security_council")
    assert decision.outcome == "passes"
    assert set(decision.pivotal) == {"RUS", "CHN"}
    # Nine votes for are just enough: any of them, or a veto, is a smallest change that blocks.
    assert sorted(str(change) for changes in decision.blocking_changes for change in changes) == sorted(
        [*(f"{state}=abstain" for state in yes), "CHN=no", "RUS=no"]
    )


def _body_of(shipped: Shipped, route: Route, rng: np.random.Generator) -> Body:
    """Take up to nine members of a body, so that every set of changes can be tried."""
    if route.body is None:
        states = tuple(sorted(rng.choice(sorted(shipped.states), size=7, replace=False).tolist()))
        return Body(states, (False,) * 7, ())
    whole = body_on(shipped.memberships, route.body, dt.date(2024, 12, 15))
    kept = sorted(rng.choice(len(whole.members), size=int(rng.integers(5, 10)), replace=False).tolist())
    return Body(
        tuple(whole.members[place] for place in kept),
        tuple(whole.permanent[place] for place in kept),
        tuple(whole.population[place] for place in kept) if whole.population else (),
    )


def _fitted(route: Route, body: Body) -> Route:
    """Bring counts of a large body down to one of this size, so that ballots do turn."""
    clauses = tuple(
        clause.model_copy(
            update={
                "votes_for": tuple(
                    threshold.model_copy(update={"count": max(1, round(threshold.count * len(body.members) / 15))})
                    if threshold.count is not None and route.body is not None and threshold.count > 2
                    else threshold
                    for threshold in clause.votes_for
                ),
                "blocking_minority": None if clause.blocking_minority is None else 2,
            }
        )
        for clause in route.clauses
    )
    return route.model_copy(update={"clauses": clauses})


def _enumerated(route: Route, body: Body, base: np.ndarray, to_pass: bool) -> set[frozenset[str]]:
    """Try every ballot that differs in 1, 2, ... members, and return whose votes differ in the first that turn it."""
    codes = [CODES[name] for name in route.votes]
    for size in range(1, len(base) + 1):
        sets = list(itertools.combinations(range(len(base)), size))
        # Every set of members with every vote that each of them may cast instead, in one array.
        ballots = np.tile(base, (len(sets), (len(codes) - 1) ** size, 1))
        for of_set, members in zip(ballots, sets, strict=True):
            options = itertools.product(*([code for code in codes if code != base[member]] for member in members))
            of_set[:, list(members)] = np.array(list(options))
        turned = (passes(route, body, ballots) == to_pass).any(axis=1)
        found = {frozenset(body.members[member] for member in sets[place]) for place in np.flatnonzero(turned)}
        if found:
            return found
    return set()


ROUTES = (
    "coalition_of_the_willing",
    "eu_article_44",
    "eu_csdp",
    "eu_qualified_majority",
    "eu_qualified_majority_initiative",
    "host_nation_treaty",
    "nato",
    "osce",
    "un_general_assembly",
    "un_security_council",
    "un_security_council_procedural",
)


@pytest.mark.parametrize("name", ROUTES)
def test_smallest_changes_are_those_of_enumeration_on_three_hundred_ballots(shipped: Shipped, name: str) -> None:
    rng = np.random.default_rng(20241215)
    turned = 0
    for _ in range(300):
        body = _body_of(shipped, shipped.routes[name], rng)
        route = _fitted(shipped.routes[name], body)
        codes = np.array([CODES[word] for word in route.votes], dtype=np.int8)
        weights = rng.dirichlet(np.ones(len(codes)))
        base = rng.choice(codes, size=len(body.members), p=weights).astype(np.int8)
        to_pass = not bool(passes(route, body, base))
        found, complete = smallest_changes(route, body, base, to_pass=to_pass)
        told = {frozenset(change.state for change in changes) for changes in found}
        expected = _enumerated(route, body, base, to_pass)
        turned += bool(expected)
        assert told <= expected
        assert told == expected or (not complete and len(told) == 60)
    assert turned > 100


def _ballot(body: Body, **votes: tuple[str, ...]) -> np.ndarray:
    base = np.full(len(body.members), CODES["abstain"], dtype=np.int8)
    for vote, states in votes.items():
        base[[body.members.index(state) for state in states]] = CODES[vote]  # type: ignore[index]
    return base


def test_any_one_of_nine_that_declare_lifts_the_limit_alone(shipped: Shipped) -> None:
    route, body = shipped.routes["eu_csdp"], body_on(shipped.memberships, "eu", dt.date(2024, 12, 15))
    nine = ("FRA", "ITA", "ESP", "POL", "MLT", "LUX", "CYP", "EST", "LVA")
    found, complete = smallest_changes(route, body, _ballot(body, declared_abstention=nine), to_pass=True)
    assert ([str(change) for changes in found for change in changes], complete) == (
        [f"{state}=abstain" for state in sorted(nine)],
        True,
    )


def test_one_large_member_is_enough_for_a_qualified_majority_that_lacks_people(shipped: Shipped) -> None:
    route, body = shipped.routes["eu_qualified_majority"], body_on(shipped.memberships, "eu", dt.date(2024, 12, 15))
    others = tuple(state for state in body.members if state not in {"DEU", "FRA", "POL", "MLT", "LUX"})
    found, _ = smallest_changes(route, body, _ballot(body, yes=others, no=("MLT", "LUX")), to_pass=True)
    assert [[str(change) for change in changes] for changes in found] == [["DEU=yes"], ["FRA=yes"], ["POL=yes"]]


def test_a_law_in_which_only_declarations_count_against_is_blocked_by_declaring(shipped: Shipped) -> None:
    whole = shipped.routes["eu_csdp"]
    route = whole.model_copy(update={"clauses": whole.clauses[1:]})
    body = body_on(shipped.memberships, "eu", dt.date(2024, 12, 15))
    found, _ = smallest_changes(route, body, _ballot(body), to_pass=False)
    assert {len(changes) for changes in found} == {9}
    assert {change.vote for changes in found for change in changes} == {"declared_abstention"}


def test_permanent_members_are_told_apart_where_only_their_veto_stands_in_the_way(shipped: Shipped) -> None:
    route, body = shipped.routes["un_security_council"], body_on(shipped.memberships, "unsc", dt.date(2024, 12, 15))
    nine = tuple(state for state in body.members if state != "RUS")[:10]
    found, _ = smallest_changes(route, body, _ballot(body, yes=nine, no=("RUS",)), to_pass=True)
    assert [[str(change) for change in changes] for changes in found] == [["RUS=abstain"]]
