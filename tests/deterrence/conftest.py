"""The games of the shipped case, answered once for all tests of the part."""

from __future__ import annotations

import pytest

from interpose.case.read.escalation import read_escalation
from interpose.case.read.library import find_case
from interpose.case.tables.escalation import Escalation
from interpose.deterrence import Deterrence, DeterrenceSettings, deter_force
from interpose.deterrence.race.arrivals import Reserve
from interpose.deterrence.race.forces import ForceFacts, Forces

SIZES = (
    ("the plan", "interpose", 20_000, 0.5),
    ("observe", "observe", 5_000, 0.9),
    ("denial", "deter_by_denial", 100_000, 0.3),
)


@pytest.fixture(scope="session")
def escalation() -> Escalation:
    return read_escalation(find_case("ukraine-2024") / "escalation.yaml")


@pytest.fixture(scope="session")
def forces() -> Forces:
    """A plan of 20,000, and a small and a large mandate beside it."""
    compared = tuple(
        ForceFacts(name=name, mandate=mandate, persons=persons, forward_share=share, source="requirement" if place else "plan")
        for place, (name, mandate, persons, share) in enumerate(SIZES)
    )
    reserves = (Reserve(state="FRA", persons=20_000, notice_days=10), Reserve(state="GBR", persons=10_000, notice_days=30))
    return Forces(compared=compared, reserves=reserves, external_support=True)


@pytest.fixture(scope="session")
def found(escalation: Escalation, forces: Forces) -> Deterrence:
    return deter_force(escalation, forces, seed=3, settings=DeterrenceSettings(draws=2000, ladder_draws=60))
