"""Tours dealt at once, where one by one would leave posts empty."""

from __future__ import annotations

from interpose.generation.sectors.deal import sector_plan
from tests.generation.builders import pool
from tests.generation.sectors.calendars import problem, tour


def test_units_that_one_by_one_would_leave_a_gap_are_dealt_at_once() -> None:
    closed = {"BBB": {"caveats": ["medical@s1"]}}
    given = problem([pool(state, "medical_company", 2) for state in ("AAA", "BBB")], {"medical": (1, 1)}, states=closed)
    # The unit of AAA comes a month earlier, and both sectors are empty: only the first is open to nobody else.
    rotation = [tour("AAA", 1, 12, "medical_company"), tour("BBB", 2, 12, "medical_company")]

    found = sector_plan(given, rotation, {})

    assert {each.state: each.sector for each in found.tours} == {"AAA": "s1", "BBB": "s2"}
    assert not found.loss


def test_three_that_fit_in_one_way_alone_are_dealt_in_that_way() -> None:
    closed = {"BBB": {"caveats": ["medical@s1"]}, "CCC": {"caveats": ["medical@s1", "medical@s2"]}}
    given = problem(
        [pool(state, "medical_company", 2) for state in closed | {"AAA": {}}], {"medical": (1, 1, 1)}, states=closed
    )
    rotation = [tour(state, start, 12, "medical_company") for start, state in enumerate(("AAA", "BBB", "CCC"), start=1)]

    found = sector_plan(given, rotation, {})

    assert {each.state: each.sector for each in found.tours} == {"AAA": "s1", "BBB": "s2", "CCC": "s3"}
    assert not found.loss


def test_what_no_deal_can_mend_stays_short_and_is_told() -> None:
    closed = {state: {"caveats": ["medical@s1"]} for state in ("AAA", "BBB")}
    given = problem([pool(state, "medical_company", 2) for state in closed], {"medical": (1, 1)}, states=closed)

    found = sector_plan(given, [tour(state, 1, 12, "medical_company") for state in closed], {})

    assert sorted(each.sector for each in found.tours if each.sector) in (["s2"], ["s2", "s2"])
    assert found.loss == (("medical", 12.0),)
