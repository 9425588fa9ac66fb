"""Sustainment in tables for a terminal."""

from __future__ import annotations

from interpose.brief.tables.sustainment import sustainment_tables
from interpose.case import Case
from interpose.sustainment import sustain
from tests.sustainment.plans import plan


def test_every_basis_state_and_route_has_a_row(ukraine: Case) -> None:
    found = sustain(ukraine, plan({"FRA": [600] * 12, "POL": [300] * 12}), currency="EUR")
    bases, states, routes, supply, moved = sustainment_tables(found, ukraine)
    assert len(bases.rows) == 4
    assert "EUR of 2024" in bases.title
    assert [row[0] for row in states.rows] == ["France", "Poland"]
    assert len(routes.rows) == len(ukraine.routes)
    assert supply.rows[-1][0] == "all classes"
    assert "16 of 18" in moved.description


def test_amounts_are_in_millions(ukraine: Case) -> None:
    found = sustain(ukraine, plan({"FRA": [1000] * 12}))
    states = list(sustainment_tables(found, ukraine))[1]
    assert states.rows[0][2] == 123
