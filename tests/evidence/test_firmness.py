"""Whose position counts: at least as firm as the scenario asks, and never a refusal."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.evidence import counted_part, firm_roles, is_firm_enough, positions
from tests.evidence.builders import claim, ledger


@pytest.mark.parametrize(("state", "open_counts", "ready_counts"), [("FRA", True, False), ("DEU", True, True)])
def test_a_position_counts_from_the_firmness_that_is_asked_for(
    ukraine: Case, state: str, open_counts: bool, ready_counts: bool
) -> None:
    position = positions(ukraine).of(state)
    assert is_firm_enough(ukraine, position, 2) is open_counts
    assert is_firm_enough(ukraine, position, 3) is ready_counts
    assert is_firm_enough(ukraine.with_options(least_modality=3), position) is ready_counts


def test_a_refusal_counts_for_nothing_however_little_is_asked(ukraine: Case) -> None:
    refusal = positions(ukraine).of("POL")
    assert refusal is not None
    assert refusal.modality == 0
    assert not is_firm_enough(ukraine, refusal, 0)


def test_who_has_said_nothing_does_not_count(ukraine: Case) -> None:
    assert not is_firm_enough(ukraine, None, 0)


def test_a_state_counts_with_the_roles_that_are_firm_enough_and_never_with_money(ukraine: Case) -> None:
    claims = [
        claim("L", "2024-11-01", 1),
        claim("S", "2024-11-02", 3, role="sea"),
        claim("T", "2024-11-03", 4, role="training"),
        claim("M", "2024-11-04", 5, role="finance"),
    ]
    case = ledger(ukraine, claims)
    position = positions(case).of("FRA")
    assert position is not None
    assert position.role == "land"
    assert [part.role for part in firm_roles(case, position)] == ["training", "sea"]
    assert [part.role for part in firm_roles(case, position, 4)] == ["training"]
    assert counted_part(case, position).role == "training"
    alone = positions(ledger(ukraine, claims[3:])).of("FRA")
    assert not is_firm_enough(ukraine, alone)
