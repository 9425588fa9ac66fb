"""Shortfalls summed by capability over both belts and all months, by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from interpose.brief.context import BriefContext
from interpose.brief.tables.shortfalls import shortfalls_by_capability, worst_months, worst_shortfall
from interpose.generation.result import Shortfall


def plan(*missing: tuple[str, str, int, float]) -> SimpleNamespace:
    rows = [
        Shortfall(capability=what, belt=belt, month=month, quantity=units, required=units)
        for what, belt, month, units in missing
    ]
    return SimpleNamespace(shortfall=rows)


NEED = SimpleNamespace(
    monthly=[
        (1, "forward", "medical", 4.0),
        (1, "depth", "medical", 2.0),
        (2, "forward", "medical", 4.0),
        (2, "depth", "medical", 2.0),
        (2, "forward", "engineers", 10.0),
    ]
)


def test_what_is_missing_is_summed_over_belts_and_the_worst_month_is_told() -> None:
    given = plan(("medical", "forward", 1, 1.0), ("medical", "forward", 2, 2.0), ("medical", "depth", 2, 1.0))
    (row,) = shortfalls_by_capability(given, NEED)  # type: ignore[arg-type]
    # 3 of 6 units in month 2; 4 of 12 unit-months in all.
    assert (row.month, row.missing, row.required, row.months) == (2, 3.0, 6.0, (1, 2))
    assert row.share == pytest.approx(4 / 12)
    assert row.figure == "shortfall.medical.month_2"


def test_the_capability_that_lacks_the_largest_share_comes_first() -> None:
    given = plan(("engineers", "forward", 2, 3.0), ("medical", "forward", 1, 4.0), ("medical", "forward", 2, 4.0))
    rows = shortfalls_by_capability(given, NEED)  # type: ignore[arg-type]
    assert [(row.capability, round(row.share, 3)) for row in rows] == [("medical", 0.667), ("engineers", 0.3)]
    assert worst_shortfall(given, NEED) == rows[0]  # type: ignore[arg-type]


def test_nothing_missing_is_no_row() -> None:
    assert shortfalls_by_capability(plan(), NEED) == ()  # type: ignore[arg-type]
    assert worst_shortfall(plan(), NEED) is None  # type: ignore[arg-type]


def test_no_shortfall_of_the_shipped_case_exceeds_its_requirement(context: BriefContext) -> None:
    rows = shortfalls_by_capability(context.plan, context.need)
    assert rows
    for row in rows:
        assert 0 < row.share <= 1
        assert 0 < row.missing <= row.required
        of_plan = sum(each.quantity for each in context.plan.shortfall if each.capability == row.capability)
        need = sum(units for _, _, capability, units in context.need.monthly if capability == row.capability)
        assert row.share == pytest.approx(of_plan / need)


def test_the_worst_month_is_the_last_of_those_that_are_as_bad_over_all_belts() -> None:
    places = [("forward", 2), ("forward", 3), ("depth", 3), ("forward", 4), ("depth", 4), ("depth", 5)]
    rows = [Shortfall(capability="medical", belt=belt, month=month, quantity=1, required=4) for belt, month in places]
    assert worst_months(rows) == [("medical", 2, 8, 4, (2, 3, 4, 5))]
    assert worst_months([]) == []


def test_a_month_of_the_build_up_is_the_worst_only_where_nothing_is_short_later() -> None:
    shortfalls = [("training", 1, 5, 5), ("training", 6, 3, 30), ("training", 7, 4, 30), ("medical", 1, 1, 1)]
    rows = [
        Shortfall(capability=what, belt="depth", month=month, quantity=missing, required=required)
        for what, month, missing, required in shortfalls
    ]
    assert worst_months(rows, 6) == [("medical", 1, 1, 1, (1,)), ("training", 4, 30, 7, (1, 6, 7))]
