"""Tours weighed once, for moves, reliefs and supply."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.deployment.movement.moves import loads_of
from interpose.deployment.movement.tour_loads import tour_loads
from interpose.generation.result import RotationRow


def test_tours_are_weighed_as_their_deployment_weighs_them(ukraine: Case) -> None:
    pool = next(row for row in ukraine.pools if row.state == "FRA" and row.unit_type == "mechanised_battalion")
    row = RotationRow(state="FRA", unit_type="mechanised_battalion", units=2, start_month=3, end_month=8, belt="forward")
    (found,) = tour_loads(ukraine, [row])
    persons = pool.personnel or ukraine.unit_types["mechanised_battalion"].personnel
    parts = loads_of(ukraine, "mechanised_battalion", persons)
    assert parts is not None
    assert found.persons == 2 * persons
    assert found.wagons == pytest.approx(2 * sum(part["wagons"] for part in parts.values()))


def test_those_who_serve_from_outside_bring_nothing_over_the_crossings(ukraine: Case) -> None:
    row = RotationRow(state="USA", unit_type="isr_company", units=1, start_month=1, end_month=6, belt="depth")
    assert tour_loads(ukraine, [row]) == ()
