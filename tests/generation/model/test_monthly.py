"""The monthly model on the shipped cases: numbers that were published, and what its rules cost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.evidence import positions
from interpose.generation import Plan
from interpose.generation.problem.planning_problem import KeptPosts, PlanRequest, Problem, problem_of
from interpose.requirement import require
from tests.generation.builders import case, least_price, plan, pool, requirement
from tests.generation.builders import positions as said

FREE = {"minimum_stay": "tour", "lead_headquarters": "any", "last_headquarters_stays": False, "most_nations": 0}


@pytest.fixture(scope="module")
def interpose(ukraine: Case) -> Problem:
    problem = problem_of(ukraine, positions(ukraine), require(ukraine), PlanRequest(mandate="interpose"))
    # Published without caps and within 0.05 points.
    return replace(problem, gap=0.0005)


def share(problem: Problem) -> float:
    return 100 * least_price(problem)[0] / problem.demand.price_of_all()


@pytest.mark.parametrize(
    ("rules", "missing"),
    [
        ({**FREE, "endurance": "relay"}, 33.2),
        ({**FREE, "endurance": "own"}, 61.6),
        # The rules of version 0.1.
        ({**FREE, "endurance": "horizon"}, 20.5),
    ],
)
def test_a_published_share_of_what_is_missing_is_met(interpose: Problem, rules: dict[str, object], missing: float) -> None:
    assert share(interpose.with_rules(**rules)) == pytest.approx(missing, abs=0.1)


@pytest.mark.parametrize(
    ("endurance", "persons"),
    # Four battalions at 1:2: one post lasts without end; in twelve months each goes once, two at a time.
    [("relay", 1), ("own", 1), ("horizon", 2)],
)
def test_a_level_that_lasts_holds_in_every_month(endurance: str, persons: int) -> None:
    problem = problem_of(case([pool("FRA", units=4)], endurance=endurance), said(), requirement({("forward", "manoeuvre"): 3}))
    price, bound = least_price(problem)
    assert price == 700 * 24 * (3 - persons)
    assert bound == pytest.approx(price)


FORWARD, COMMAND = ("forward", "manoeuvre"), ("forward", "headquarters")
RULES = {"endurance": "relay", "minimum_stay": "phase", "lead_headquarters": "own", "last_headquarters_stays": True}
TWO_PHASES = {"horizon": 24, "phase_months": 12, **RULES}


def sectors(*rows: tuple[str, float]) -> list[tuple[str, str, str, float]]:
    return [(f"sector-{number + 1}", name, "forward", units) for number, (name, units) in enumerate(rows)]


def posts(found: Plan) -> dict[tuple[str, str, str], float]:
    return {(row.nation, row.phase.removeprefix("steady state "), row.capability): row.count for row in found.kept}


def test_who_cannot_stay_for_a_whole_phase_keeps_no_post_in_it() -> None:
    # Italy is ready in month 16 only: it keeps a post in the second year, once notice has run before it begins.
    late = plan(
        case([pool("FRA", units=3), pool("ITA", units=3, notice_days=450)], **TWO_PHASES),
        requirement({FORWARD: 2}, horizon=24, sectors=sectors(("manoeuvre", 1), ("manoeuvre", 1))),
    )
    ready = plan(
        case([pool("FRA", units=3), pool("ITA", units=3, notice_days=330)], **TWO_PHASES),
        requirement({FORWARD: 2}, horizon=24, sectors=sectors(("manoeuvre", 1), ("manoeuvre", 1))),
    )
    assert {key[:2] for key in posts(late)} == {("FRA", "1"), ("FRA", "2")}
    assert {key[:2] for key in posts(ready)} == {("FRA", "1"), ("FRA", "2"), ("ITA", "2")}


def test_no_more_nations_keep_posts_than_there_are_places() -> None:
    pools = [pool(state, units=3) for state in ("FRA", "ITA", "POL")]
    need = requirement({FORWARD: 3}, sectors=sectors(("manoeuvre", 3)))
    for most in (1, 2, 3):
        found = plan(case(pools, factors={"sector_most_nations": most}, **{**RULES, "endurance": "own"}), need)
        assert len({key[0] for key in posts(found)}) == most


def test_a_partner_group_takes_one_place() -> None:
    need = requirement({FORWARD: 2}, sectors=sectors(("manoeuvre", 2)))
    pools = [pool("BEL", units=3), pool("NLD", units=3)]
    rules = {"factors": {"sector_most_nations": 1}, **RULES, "endurance": "own"}
    alone, together = plan(case(pools, **rules), need), plan(case(pools, partners={"benelux": ("BEL", "NLD")}, **rules), need)
    assert sum(posts(alone).values()) == 1
    assert posts(together) == {("benelux", "steady state", "manoeuvre"): 2}


def test_no_more_headquarters_are_kept_than_battalions() -> None:
    need = requirement({FORWARD: 1, COMMAND: 2}, sectors=sectors(("manoeuvre", 1), ("headquarters", 2)))
    pools = [pool("FRA", units=3), pool("FRA", "brigade_headquarters", units=9)]
    own, free = plan(case(pools, **RULES), need), plan(case(pools, **{**RULES, "lead_headquarters": "any"}), need)
    assert posts(own)["FRA", "steady state", "headquarters"] == 1
    assert posts(free)["FRA", "steady state", "headquarters"] == 2


def test_a_nation_that_holds_sectors_keeps_its_least_contingent_in_every_month() -> None:
    need = requirement({FORWARD: 2}, sectors=sectors(("manoeuvre", 1), ("manoeuvre", 1)))
    pools = [pool("FRA", units=3), pool("ITA", units=6)]
    found = plan(case(pools, minimum_contingent=1000, **{**RULES, "endurance": "own"}), need)
    assert posts(found) == {("ITA", "steady state", "manoeuvre"): 2}


@pytest.mark.parametrize("price", [0.0, 1.0, 1000.0])
@pytest.mark.parametrize("nation", ["FRA", "ITA"])
def test_a_post_of_an_earlier_plan_is_kept_where_another_would_do_as_well(price: float, nation: str) -> None:
    given = case([pool("FRA", units=3), pool("ITA", units=3)], **RULES)
    need = requirement({FORWARD: 1}, sectors=sectors(("manoeuvre", 1)))
    kept = (KeptPosts(nation=nation, phase="steady state", capability="manoeuvre", count=1),)
    found = plan(given, need, kept=kept, change_price=price)
    assert posts(found) == {(nation, "steady state", "manoeuvre"): 1}


def test_a_post_moves_only_where_that_gains_more_than_its_price() -> None:
    # One place. France kept one post in it; Italy could keep two, which covers twelve months more, and the worst as often.
    given = case(
        [pool("FRA", units=3), pool("ITA", units=6)], factors={"sector_most_nations": 1}, **{**RULES, "endurance": "own"}
    )
    need = requirement({FORWARD: 2}, sectors=sectors(("manoeuvre", 2)))
    kept = (KeptPosts(nation="FRA", phase="steady state", capability="manoeuvre", count=1),)
    cheap, dear = plan(given, need, kept=kept, change_price=23), plan(given, need, kept=kept, change_price=25)
    assert posts(cheap) == {("ITA", "steady state", "manoeuvre"): 2}
    assert posts(dear) == {("FRA", "steady state", "manoeuvre"): 1}
