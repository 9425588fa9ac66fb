"""Sustainment in tables for a terminal."""

from __future__ import annotations

from interpose.brief.tables.sustainment import cost_tables, crossings_sentence, sustainment_tables
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


def test_the_tables_for_files_hold_every_state_payer_and_month(ukraine: Case) -> None:
    found = sustain(ukraine, plan({"FRA": [600, 700], "POL": [300, 300]}))
    cost, payers, supply = cost_tables(found, ukraine)
    assert len(cost.rows) == 2 * 4
    assert sum(row[4] for row in cost.rows if row[2] == "fully_supported") == found.total("fully_supported").mode  # type: ignore[misc]
    assert len(payers.rows) == len(found.paid)
    assert len(supply.rows) == 2 * len({row.supply_class for row in found.supply})


def test_without_a_crossing_its_share_is_not_computed_and_what_it_needs_is_said(ukraine: Case) -> None:
    from dataclasses import replace

    found = sustain(replace(ukraine, crossings={}), plan({"FRA": [600]}))
    assert crossings_sentence(found) == "The share of the crossings is not computed: the case names none (crossings.csv)."
    assert "Supply takes at most" in crossings_sentence(sustain(ukraine, plan({"FRA": [600]})))
