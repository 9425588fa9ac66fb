"""What the check counts from case, requirement and plan by itself, by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from interpose.case import Case
from interpose.case.tables.force import Substitution
from interpose.generation.check.facts import Facts, differing, whole, window, worst
from interpose.generation.problem.demand import Phase, demand, sector_need
from interpose.generation.result import Plan, RotationRow
from tests.generation.builders import case, pool, requirement
from tests.generation.check.plans import plan, plan_by_sector, tour

FORWARD, COMMAND = ("forward", "manoeuvre"), ("forward", "headquarters")
NEED = requirement({FORWARD: 2, COMMAND: 1}, sectors=[("sector-1", "manoeuvre", "forward", 2.0)])
CASE = case([pool("FRA", units=2), pool("ITA", units=2)], partners={"latin": ("FRA", "ITA")})


def facts(of: Case = CASE, rows: tuple[RotationRow, ...] = (), wanted: Any = NEED) -> Facts:
    return counted(of, plan(of, wanted, rows), wanted)


def counted(of: Case, found: Plan, wanted: Any = NEED) -> Facts:
    need = demand(of, wanted.of("guard"))
    return Facts(case=of, plan=found, demand=need, sectors=sector_need(need, wanted.of("guard")))


@pytest.mark.parametrize(("units", "told"), [(0.9, 0), (1.0, 1), (2.9999999999, 3), (3.2, 3)])
def test_whole_units_survive_a_little_rounding(units: float, told: int) -> None:
    assert whole(units) == told


@pytest.mark.parametrize(
    ("more", "months"),
    [({}, 18), ({"dwell_ratio": 0}, 6), ({"handover_months": 0.5}, 19), ({"tour_months": 4, "dwell_ratio": 1.3}, 10)],
)
def test_the_window_is_tour_dwell_and_handover_in_whole_months(more: dict[str, Any], months: int) -> None:
    assert window(pool("FRA", **more)) == months


def test_the_month_in_which_a_rule_is_broken_most_is_told() -> None:
    (found,) = worst("too many", np.array([0.0, 1.0, 3.0, 3.0]), Phase("later", 7, 10, steady=True))
    assert (found.rule, found.amount) == ("too many, month 9", 3.0)
    assert list(worst("too many", np.array([-1.0, 0.0, 1e-9]))) == []


def test_what_is_told_and_not_counted_differs_in_its_months_or_once() -> None:
    counted = {("forward", "isr"): np.array([1.0, 2.0, 0.0])}
    told = {("forward", "isr"): np.array([1.0, 1.5, 0.0]), ("depth", "isr"): np.array([0.0, 0.0, 4.0])}
    found = list(differing(counted, told, "{1} in the {0} belt"))
    assert [(each.rule, each.amount) for each in found] == [
        ("isr in the depth belt, month 3", 4.0),
        ("isr in the forward belt, month 2", 0.5),
    ]
    assert [each.rule for each in differing({"isr": 1.0, "medical": 2.0}, {"medical": 2.0}, "cost of {0}")] == ["cost of isr"]


def test_troops_hold_sectors_and_headquarters_lead_them_where_the_mandate_asks_for_them_by_sector() -> None:
    assert facts().held == (FORWARD,)
    assert facts(wanted=requirement({FORWARD: 2})).held == ()
    assert facts(wanted=requirement({COMMAND: 1}, sectors=[("sector-1", "headquarters", "forward", 1.0)])).held == ()
    rows = [("sector-1", "manoeuvre", "forward", 2.0), ("sector-1", "headquarters", "forward", 1.0)]
    assert facts(wanted=requirement({FORWARD: 2, COMMAND: 1}, sectors=rows)).held == (FORWARD, COMMAND)


def test_what_sectors_need_grows_with_the_part_of_the_requirement_that_was_planned_for() -> None:
    found = facts()
    twice = replace(found, plan=replace(found.plan, planned_scale=2.0))
    assert [each.needed_in_sectors["sector-1", "forward", "manoeuvre"].tolist() for each in (found, twice)] == [
        [2.0] * 12,
        [4.0] * 12,
    ]


def test_a_unit_offers_what_its_caveats_leave_and_stands_in_where_that_is_stated() -> None:
    stated = Substitution(unit_type="infantry_battalion", capability="medical", efficiency=0.5, basis="assumed", source="s")
    of = case([pool("FRA")], states={"FRA": {"caveats": "manoeuvre@forward"}}, substitution=True)
    found = facts(replace(of, substitutions=(stated,)))
    assert found.offers("FRA", "mixed_group", "forward") == {"medical": 0.5}
    assert found.offers("FRA", "mixed_group", "depth") == {"manoeuvre": 1, "medical": 0.5}
    assert found.offers("FRA", "infantry_battalion", "forward", "medical") == {"medical": 0.5}
    assert facts(of).offers("FRA", "infantry_battalion", "forward", "medical") == {}


def test_persons_are_those_of_the_pool_where_it_says_so() -> None:
    of = case([pool("FRA", personnel=900), pool("ITA")])
    assert facts(of).persons(tour("FRA", 1, 2)) == 1800
    assert facts(of).persons(tour("ITA", 1, 2)) == 1400


def test_what_stands_is_summed_by_nation_partner_groups_as_one() -> None:
    rows = (tour("FRA", 1, 2), tour("ITA", 4, 1), tour("ITA", 10, 1, belt="depth"))
    found = facts(rows=rows)
    assert found.over(found.calendar, "latin", *FORWARD).tolist() == [2.0] * 3 + [3.0] * 3 + [1.0] * 3 + [0.0] * 3
    assert found.over(found.calendar, "manoeuvre")[9:].tolist() == [1.0] * 3
    assert found.units(rows[:2])[3] == 3


def test_nations_in_a_sector_are_those_that_bring_something_in_the_phase() -> None:
    of = case([pool("FRA", units=2), pool("ITA", units=2)])
    placed = [(tour("FRA", 1), "sector-1"), (tour("ITA", 7), "sector-1"), (tour("ITA", 1), ""), (tour("FRA", 7), "sector-2")]
    found = counted(of, plan_by_sector(of, NEED, placed, []))
    halves = Phase("first", 1, 6, steady=True), Phase("second", 7, 12, steady=True)
    assert [sorted(found.by_nation("sector-1", FORWARD, span)) for span in halves] == [["FRA"], ["ITA"]]
    assert [sorted(found.by_nation(None, FORWARD, span)) for span in halves] == [["FRA"], ["FRA", "ITA"]]
    assert found.by_nation(None, COMMAND, halves[0]) == {}
