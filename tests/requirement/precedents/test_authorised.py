"""Peak over authorised strength: the published quantiles, a number that is known, and a table without any."""

from __future__ import annotations

import pytest

from interpose.case import Case, Range
from interpose.case.read.precedents import load_precedents
from interpose.errors import UsageError
from interpose.requirement import require
from interpose.requirement.precedents.authorised import peak_of_authorised


def test_the_published_shares_come_out_of_the_table() -> None:
    found = peak_of_authorised(load_precedents())
    assert found is not None
    assert found.missions == 80
    assert (found.share.low, found.share.mode, found.share.high) == pytest.approx((0.68, 1.0, 1.40), abs=0.01)
    assert (found.authorised, found.persons) == (None, None)


def test_a_known_number_becomes_persons() -> None:
    rows = [
        row.replace(authorised=(row.peak or 0) * 2, authorised_low=None, authorised_high=None)
        for row in load_precedents()
        if row.peak and row.authorised
    ]
    found = peak_of_authorised(rows, 10_000)
    assert found is not None
    assert found.persons == Range(5_000, 5_000, 5_000)


def test_without_a_number_on_record_nothing_is_said() -> None:
    assert peak_of_authorised([row for row in load_precedents() if row.authorised is None]) is None
    with pytest.raises(UsageError, match="cannot be authorised"):
        peak_of_authorised(load_precedents(), 0)


def test_the_option_of_a_scenario_is_told_beside_the_mandate_that_is_planned_for(ukraine: Case) -> None:
    found = require(ukraine.with_options(authorised=20_000))
    told = {need.id: need.authorised for need in found.mandates}
    planned = told.pop(ukraine.scenario.mandate)
    assert planned is not None
    assert planned.persons is not None
    assert planned.persons.mode == pytest.approx(20_000, rel=0.01)
    assert set(told.values()) == {None}
    names = {figure.name for figure in found.figures()}
    assert {f"requirement.{ukraine.scenario.mandate}.authorised_peak{end}" for end in ("", "_low", "_high")} <= names
