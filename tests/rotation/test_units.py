"""The calendar down to the unit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from interpose.case import Case
from interpose.evidence import positions as positions_of
from interpose.generation import Plan, PlanRequest, generate
from interpose.requirement import require
from interpose.rotation import icalendar, unit_calendar
from tests.generation.builders import case, plan, pool, requirement


def planned() -> tuple[Case, Plan]:
    given = case([pool("FRA", units=3)], horizon=24)
    return given, plan(given, requirement({("forward", "manoeuvre"): 1}, horizon=24))


def test_three_units_take_turns_and_relieve_one_another() -> None:
    given, found = planned()
    tours = unit_calendar(given, found)
    assert [(tour.number, tour.start_month, tour.end_month) for tour in tours] == [
        (1, 1, 6),
        (2, 7, 12),
        (3, 13, 18),
        (1, 19, 24),
    ]
    assert [tour.relieves for tour in tours] == [None, 1, 2, 3]


def test_no_unit_of_the_shipped_case_comes_back_before_its_time_at_home(ukraine: Case) -> None:
    found = generate(ukraine, positions_of(ukraine), require(ukraine), PlanRequest(mandate="tripwire", compared=False))
    tours = unit_calendar(ukraine, found)
    assert len(tours) == sum(row.units for row in found.rotation)
    pools = {(each.state, each.unit_type): each for each in ukraine.pools}
    careers: dict[tuple[str, str, int], list[int]] = {}
    for tour in tours:
        assert tour.number <= pools[tour.state, tour.unit_type].units
        careers.setdefault((tour.state, tour.unit_type, tour.number), []).append(tour.start_month)
    for (state, kind, _), starts in careers.items():
        of = pools[state, kind]
        for before, after in pairwise(starts):
            assert after - before >= of.tour_months * (1 + of.dwell_ratio) + of.handover_months


def test_the_calendar_file_has_an_event_for_each_tour_with_its_days() -> None:
    given, found = planned()
    text = icalendar(given, unit_calendar(given, found))
    assert text.count("BEGIN:VEVENT") == 4
    assert "DTSTART;VALUE=DATE:20250401\r\nDTEND;VALUE=DATE:20251001\r\n" in text
    assert "DTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20270401\r\n" in text
    assert "SUMMARY:FRA infantry battalion 2: forward belt\\, relieves number 1\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_unit_of_another_nation_is_relieved_where_none_of_the_own_pool_leaves() -> None:
    given = case([pool("FRA", units=1), pool("GBR", units=1, notice_days=180)], horizon=12)
    sectors = [("sector-1", "manoeuvre", "forward", 1.0)]
    found = plan(given, requirement({("forward", "manoeuvre"): 1}, sectors=sectors))
    first, second = unit_calendar(given, found)
    assert (first.state, first.start_month, first.sector, first.handover) == ("FRA", 1, "sector-1", "")
    assert (second.state, second.start_month, second.sector) == ("GBR", 7, "sector-1")
    assert second.handover == "FRA infantry battalion 1"
    assert "SUMMARY:GBR infantry battalion 1: sector 1\\, forward belt\\, relieves FRA" in icalendar(given, (second,))


def test_units_that_come_at_the_same_time_relieve_different_units() -> None:
    given = case([pool("FRA", units=4)], horizon=12)
    sectors = [("sector-1", "manoeuvre", "forward", 1.0), ("sector-2", "manoeuvre", "forward", 1.0)]
    found = plan(given, requirement({("forward", "manoeuvre"): 2}, sectors=sectors))
    tours = unit_calendar(given, found)
    assert sorted(tour.relieves for tour in tours if tour.relieves) == [1, 2]
    assert all(tour.sector for tour in tours)
    where = {(tour.number): tour.sector for tour in tours}
    assert all(where[tour.relieves] == tour.sector for tour in tours if tour.relieves)


def test_long_lines_are_folded() -> None:
    given, found = planned()
    text = icalendar(replace(given, name="a-case-with-a-name-of-" + "x" * 80), unit_calendar(given, found))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "x" * 80 in text.replace("\r\n ", "")
