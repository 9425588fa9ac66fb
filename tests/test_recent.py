"""Answers to what was asked last are found again by identity."""

from __future__ import annotations

import datetime as dt

from interpose.recent import recent


def test_an_answer_is_found_again_for_the_same_table_and_an_equal_day_until_others_were_asked_for() -> None:
    @recent(2, lambda table, day: (table, day))
    def asked(table: list[int], day: dt.date) -> list[object]:
        return [table, day]

    table, day = [1], dt.date(2024, 1, 31)
    first = asked(table, day)
    assert asked(table, dt.date.fromisoformat("2024-01-31")) is first
    # An equal table is another one, and so is another day.
    assert asked([1], day) is not first
    assert asked(table, dt.date(2024, 2, 1)) is not first
    # Two others were asked for since.
    assert asked(table, day) is not first
