"""The parts put together: seeds, forces, and whose support it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case.tables.escalation import Escalation
from interpose.deterrence import Deterrence, DeterrenceSettings, deter_force
from interpose.deterrence.race.forces import Forces
from interpose.deterrence.settings import LadderSettings

FEW = DeterrenceSettings(draws=200, ladder_draws=4, race_draws=100, ladder=LadderSettings(starts=0, held=0))


def test_the_same_seed_gives_the_same_answer_and_another_does_not(escalation: Escalation, forces: Forces) -> None:
    one, same, other = (deter_force(escalation, forces, seed=seed, settings=FEW) for seed in (5, 5, 6))
    assert one == same
    assert one.race != other.race
    assert one.unilateral is not None
    assert other.unilateral is not None
    assert one.unilateral.beliefs != other.unilateral.beliefs
    # At the modes nothing is drawn.
    assert one.unilateral.thresholds == other.unilateral.thresholds
    assert one.variants == other.variants


def test_without_a_force_nothing_is_compared_and_there_is_no_race(escalation: Escalation) -> None:
    found = deter_force(escalation, Forces(), settings=FEW)
    assert (found.variants, found.race, found.openings, found.held_by_size) == ((), (), (), None)
    # How credible the backstop must be is asked of the game alone too.
    assert [(row.force, row.attack) for row in found.backstops] == [("", "probe"), ("", "limited"), ("", "major")]


def test_a_game_that_names_no_attack_is_asked_nothing_about_the_backstop(escalation: Escalation, forces: Forces) -> None:
    peaceful = deter_force(escalation.model_copy(update={"attacks": ()}), forces, settings=FEW)
    assert peaceful.backstops == ()
    assert all(sum(row.shares.values()) == pytest.approx(1) for row in peaceful.openings)


def test_without_a_force_the_beliefs_are_those_of_the_file(escalation: Escalation) -> None:
    found = deter_force(escalation, Forces(), settings=FEW)
    assert found.unilateral is not None
    firm = next(kind for player in escalation.players for kind in player.types if kind.id == "firm")
    assert found.unilateral.beliefs_at_mode["p_defender"] == firm.probability.mode


def test_each_force_is_answered_with_and_without_support(found: Deterrence, forces: Forces) -> None:
    rows = [(row.mandate, row.external_support) for row in found.variants]
    assert rows == [(force.mandate, supported) for force in forces.compared for supported in (True, False)]
    assert [race.external_support for race in found.race] == [True, False]


def test_the_answer_follows_the_choice_of_support(escalation: Escalation, forces: Forces) -> None:
    for supported in (True, False):
        found = deter_force(escalation, replace(forces, external_support=supported), settings=FEW)
        own = next(row for row in found.variants if row.external_support == supported)
        assert found.unilateral is not None
        assert found.unilateral.beliefs_at_mode["p_defender"] == pytest.approx(own.p_defender)
