"""What a plan leaves at home, and its dispatch on the network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interpose.case import Case
from interpose.deployment.movement.network import network_of
from interpose.deterrence.race.forces import forces_of
from interpose.deterrence.race.plan_facts import PlanFacts
from interpose.deterrence.race.reserves import dispatched_reserves, on_network, reserves_at_home
from interpose.requirement import require
from tests.deterrence.race.test_forces import facts, units, with_providers


def test_combat_units_that_are_not_sent_are_the_reserve(ukraine: Case) -> None:
    pool = next(each for each in ukraine.pools if (each.state, each.unit_type) == ("FRA", "infantry_battalion"))
    size = pool.personnel or ukraine.unit_types["infantry_battalion"].personnel
    whole = reserves_at_home(ukraine, facts())
    less = reserves_at_home(ukraine, facts(units("FRA", "infantry_battalion", "forward", 1)))
    gone = sum(each.persons for each in whole) - sum(each.persons for each in less)
    assert gone == pytest.approx(size)
    assert {each.state for each in whole} == {"FRA", "GBR", "NLD"}


def test_whoever_the_case_names_as_provider_is_no_reserve(ukraine: Case) -> None:
    def states(**provisions: str) -> set[str]:
        return {each.state for each in reserves_at_home(with_providers(ukraine, **provisions), facts())}

    assert states(FRA="as_caveated") == {"GBR", "NLD"}
    assert states(FRA="none", GBR="as_caveated") == {"NLD"}


def test_reserves_of_the_case_queue_at_crossings_and_reception(ukraine: Case) -> None:
    requirement = require(ukraine)
    facts = PlanFacts(mandate="interpose", participants=("FRA", "POL"), sustained=20_000, stationed=())
    assert ukraine.escalation is not None
    game = ukraine.escalation.race
    assert game is not None
    stated = on_network(ukraine, game)
    assert (stated.reception_days.mode, stated.permit_days.mode) == (9, 10)
    forces = forces_of(ukraine, requirement, facts, stated)
    assert set(forces.dispatched) == {True, False}
    days = forces.dispatched[True].days
    assert (np.diff(days, axis=1) >= 0).mean() > 0.95
    assert days[:, -1].mean() > days[:, 0].mean()
    assert forces_of(ukraine, requirement, facts).dispatched == {}
    nowhere = replace(network_of(ukraine, requirement), destinations={})
    assert dispatched_reserves(ukraine, nowhere, forces.reserves, facts, stated) == {}
