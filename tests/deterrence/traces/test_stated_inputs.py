"""What the games rest on, by reference."""

from __future__ import annotations

from interpose.case.tables.escalation import Escalation
from interpose.deterrence import Deterrence, stated_inputs


def test_every_assumption_behind_a_figure_can_be_looked_up(escalation: Escalation, found: Deterrence) -> None:
    known = {each.reference: each for each in stated_inputs(escalation)}
    assert len(known) == len(stated_inputs(escalation))
    for figure in found.figures():
        assert set(figure.assumptions) <= set(known), figure.name
    assert known["escalation.yaml#race.distance_km"].unit == "km"
