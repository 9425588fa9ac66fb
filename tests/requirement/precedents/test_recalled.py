"""What recalled numbers contribute: tables without them, and with what another source says."""

from __future__ import annotations

import math

import pytest

from interpose.case.read.precedents import load_precedents
from interpose.requirement.precedents.model import scored
from interpose.requirement.precedents.recalled import RecalledEffect, effects_of_recalled, unconfirmed


@pytest.fixture(scope="module")
def found() -> dict[str, RecalledEffect]:
    return {each.table: each for each in effects_of_recalled(scored(load_precedents()))}


def test_recalled_numbers_do_not_drive_the_errors(found: dict[str, RecalledEffect]) -> None:
    assert {name: each.missions for name, each in found.items()} == {
        "all": 102,
        "unconfirmed": 97,
        "peaks": 86,
        "recalled": 68,
        "second_sources": 102,
    }
    for each in found.values():
        assert math.exp(each.median_abs_log_error) == pytest.approx(1.89, abs=0.05)
        assert each.coverage == pytest.approx(0.90, abs=0.03)


def test_the_number_of_another_source_takes_the_place_of_the_peak() -> None:
    rows = [row.replace(second_peak=None, second_peak_source=None) for row in scored(load_precedents())]
    one = rows[0].replace(second_peak=(rows[0].peak or 0) * 100, second_peak_source="x")
    moved = {each.table: each for each in effects_of_recalled([one, *rows[1:]])}
    assert moved["second_sources"].interval_score > moved["all"].interval_score + 0.1


def test_a_peak_is_unconfirmed_where_memory_alone_bears_it() -> None:
    row = next(row for row in load_precedents() if row.id == "untso-1948")
    assert unconfirmed(row)
    assert not unconfirmed(row.replace(second_peak=570, second_peak_source="x"))
    assert not unconfirmed(row.replace(peak_basis="reported"))


def test_a_table_with_too_few_missions_is_left_out() -> None:
    rows = [row.replace(peak_basis="assumed") for row in scored(load_precedents())[:6]]
    assert {each.table for each in effects_of_recalled(rows)} <= {"all", "second_sources", "unconfirmed"}
