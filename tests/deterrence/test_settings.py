"""Tuned numbers: each does what it says."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from interpose.case.tables.escalation import Escalation
from interpose.deterrence import Deterrence, DeterrenceSettings, deter_force
from interpose.deterrence.race.forces import Forces
from interpose.deterrence.settings import ContinuationSettings, LadderSettings, MixingSettings

FEW = DeterrenceSettings(draws=40, ladder_draws=3, race_draws=10, ladder=LadderSettings(starts=0))


@pytest.fixture(scope="module")
def few(escalation: Escalation, forces: Forces) -> Deterrence:
    return deter_force(escalation, forces, seed=3, settings=FEW)


def test_as_many_draws_are_followed_as_are_asked_for(few: Deterrence, found: Deterrence) -> None:
    assert (few.ladder.draws, found.ladder.draws) == (3, 60)


def test_without_scattered_starts_the_principal_branch_is_found_alone(few: Deterrence, found: Deterrence) -> None:
    assert 1 <= len(few.ladder.at_mode) <= len(found.ladder.at_mode)


def test_the_same_settings_and_seed_give_the_same_answer(few: Deterrence, escalation: Escalation, forces: Forces) -> None:
    assert deter_force(escalation, forces, seed=3, settings=FEW).figures() == few.figures()


def test_the_standard_error_of_a_share_is_as_small_as_is_said() -> None:
    # A share of one half has the largest: the root of a quarter over the draws.
    settings = DeterrenceSettings()
    assert (0.25 / settings.draws) ** 0.5 <= 0.008
    assert (0.25 / settings.ladder_draws) ** 0.5 <= 0.0625


@pytest.mark.parametrize("settings", [ContinuationSettings(), MixingSettings(), LadderSettings().scattered])
def test_what_is_met_on_the_way_is_looser_than_the_end(settings: ContinuationSettings | MixingSettings) -> None:
    assert 0 < settings.tolerance < settings.on_the_way


def test_settings_are_set_by_name_and_do_not_change() -> None:
    with pytest.raises(TypeError):
        DeterrenceSettings(100)  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        FEW.draws = 3  # type: ignore[misc]
