"""A plan, and what was asked about it, in tables for a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from interpose.brief.table import Table
from interpose.brief.tables.generation import PlanAnswer, generation_tables
from interpose.case import Case, Range
from interpose.generation import PlanRequest, generate
from interpose.generation.analysis.replan import inputs_of
from interpose.generation.analysis.rules import RulePrice
from interpose.generation.check import Violation
from interpose.generation.result import SectorLead, SectorPhase, SectorPlan
from interpose.requirement import Requirement
from tests.generation.builders import case as small_case
from tests.generation.builders import pool, positions, requirement

PERSONNEL = Range(2_000, 2_100, 2_300)
LONE_RULE = RulePrice(rule="posts", setting="phase", instead="tour", status="optimal", cost=0.0123, sustained=2_100, persons=5)


@pytest.fixture(scope="module")
def case() -> Case:
    """Three battalions of two states where four are needed: one is short throughout."""
    return small_case([pool("FRA", units=2), pool("GBR", units=1)], horizon=6)


@pytest.fixture(scope="module")
def need() -> Requirement:
    return requirement({("forward", "manoeuvre"): 4}, horizon=6)


@pytest.fixture(scope="module")
def answer(case: Case, need: Requirement) -> PlanAnswer:
    said = positions()
    return PlanAnswer(plan=generate(case, said, need, PlanRequest()), level="mode", inputs=inputs_of(case, said, need))


def told(case: Case, answer: PlanAnswer, **asked: Any) -> dict[str, Table]:
    sectors = [(f"sector-{number}", "manoeuvre", "forward", 1.0) for number in (1, 2, 3, 10)]
    (guard,) = requirement({("forward", "manoeuvre"): 4}, horizon=6, sectors=sectors).mandates
    guard = replace(guard, name="Guard", personnel=PERSONNEL)
    return {table.title: table for table in generation_tables(case, replace(answer, **asked), guard)}


def test_a_plan_is_told_from_the_force_to_the_calendar(case: Case, answer: PlanAnswer) -> None:
    assert list(told(case, answer)) == [
        "Force: Guard, without external enablers",
        "Posts held of posts required",
        "Contributions",
        "Shortfall, worst month",
        "Rotation",
    ]


def test_the_numbers_are_those_of_the_plan(case: Case, answer: PlanAnswer) -> None:
    tables = told(case, answer)
    force, posts, contributions, shortfall, rotation = tables.values()
    persons = {row[0]: row[1:] for row in force.rows}
    assert persons["peak in the country"] == (None, None, answer.plan.force.peak)
    assert answer.plan.force.peak == 3 * 700
    assert persons["required, most likely"] == (2_100, 2_100, 2_100)
    assert posts.rows == (("manoeuvre", "forward", 3, 4),)
    assert contributions.rows == (("FRA", 1_400), ("GBR", 700))
    assert [(row[0], row[1], row[2]) for row in shortfall.rows] == [("manoeuvre", 1, 4)]
    assert sum(row[2] for row in rotation.rows) == sum(tour.units for tour in answer.plan.rotation)  # type: ignore[misc]


def test_columns_beside_the_plan_are_told_to_be_planned_without_rules_of_sectors(case: Case, answer: PlanAnswer) -> None:
    words = "Columns of another endurance are planned without rules of sectors"
    lone = replace(answer.plan.force, without_end=2_100, own_relief=None, horizon=None)
    several = replace(lone, own_relief=1_400)
    for force, is_told in ((lone, False), (several, True)):
        found = next(iter(told(case, replace(answer, plan=replace(answer.plan, force=force))).values()))
        assert (words in found.description) is is_told


def test_sectors_stand_in_the_order_of_the_requirement_though_some_are_led_only_later(case: Case, answer: PlanAnswer) -> None:
    leads = [("build-up", ("sector-1", "sector-10")), ("steady state", ("sector-1", "sector-2", "sector-10"))]
    phases = tuple(
        SectorPhase(name, month, month, tuple(SectorLead(sector, "FRA", ("FRA",)) for sector in sectors))
        for month, (name, sectors) in enumerate(leads, 1)
    )
    by_sector = SectorPlan(phases=phases, tours=(), shortfall=(), loss=(), loss_share=None, objective=0.0, gap=0.0)
    table = told(case, replace(answer, plan=replace(answer.plan, by_sector=by_sector)))["Sectors: the nation that leads first"]
    assert table.rows == (("sector-1", "FRA", "FRA"), ("sector-2", None, "FRA"), ("sector-10", "FRA", "FRA"))


def test_nothing_short_is_said(case: Case) -> None:
    less, said = requirement({("forward", "manoeuvre"): 2}, horizon=6), positions()
    plan = generate(case, said, less, PlanRequest())
    found = told(case, PlanAnswer(plan=plan, level="mode", inputs=inputs_of(case, said, less)))
    assert found["Shortfall"].rows == (("nothing is short in any month",),)


@pytest.mark.parametrize(
    ("asked", "title", "row"),
    [
        ({"moves": ()}, "Posts that move", ("none: every post stays where it was",)),
        ({"alternatives": ()}, "Nearly as good: none", None),
        ({"violations": (Violation("a cap", 2.0),)}, "Rules broken", ("a cap", 2.0)),
        (
            {"rules": (LONE_RULE,)},
            "What the rules cost",
            ("phase", "tour", "1.23", 2_100, 5),
        ),
    ],
)
def test_what_was_asked_about_it_has_its_table(
    case: Case, answer: PlanAnswer, asked: dict[str, Any], title: str, row: tuple[object, ...] | None
) -> None:
    assert title not in told(case, answer)
    table = told(case, answer, **asked)[title]
    assert (table.rows[0] if row is not None else None) == row


def test_fewer_alternatives_than_asked_for_say_why(case: Case, answer: PlanAnswer) -> None:
    why = "the plan that takes least from others is the best plan again"
    table = told(case, answer, alternatives=(), no_more_alternatives=why)["Nearly as good: none"]
    assert table.description.endswith(f"No more: {why}.")


def test_providers_are_told_by_their_adjective(case: Case, answer: PlanAnswer) -> None:
    french = case.replace_rows(states=[case.states["FRA"].replace(demonym="French")])
    first = next(iter(told(french, replace(answer, plan=replace(answer.plan, providers=("FRA",))))))
    assert first == "Force: Guard, with French enablers"


def test_json_has_the_keys_of_the_plan_and_of_what_was_asked(answer: PlanAnswer) -> None:
    bare = answer.as_json()
    asked = replace(answer, moves=(), naive=None).as_json()
    assert {"status", "force", "rotation", "level", "inputs"} <= set(bare)
    assert "plan" not in bare
    assert set(asked) - set(bare) == {"moves"}


def test_a_plan_without_a_provider_names_whom_it_does_without(case: Case, answer: PlanAnswer) -> None:
    french = case.replace_rows(states=[case.states["FRA"].replace(demonym="French")])
    without = french.with_options(external_enablers={"FRA": "none"})
    assert next(iter(told(without, answer))) == "Force: Guard, without French enablers"


@pytest.mark.parametrize(("endurance", "column"), [("relay", 0), ("own", 1), ("horizon", 2)])
def test_numbers_of_the_calendar_stand_under_the_endurance_that_was_planned(
    case: Case, answer: PlanAnswer, endurance: Any, column: int
) -> None:
    force = next(iter(told(case, replace(answer, plan=replace(answer.plan, endurance=endurance))).values()))
    for row in force.rows:
        if row[0] == "peak in the country" or str(row[0]).startswith("serving"):
            assert [place for place, persons in enumerate(row[1:]) if persons is not None] == [column]
