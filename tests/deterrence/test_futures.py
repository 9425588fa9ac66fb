"""The unilateral game of many futures at once."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case import Case
from interpose.case.varied.numbers import with_numbers
from interpose.deterrence.deter import deter_force
from interpose.deterrence.futures import unilateral_futures
from interpose.deterrence.race.forces import ForceFacts, Forces
from interpose.deterrence.settings import DeterrenceSettings


def force(persons: float) -> Forces:
    facts = ForceFacts(name="f", mandate="interpose", persons=persons, forward_share=0.6, source="plan")
    return Forces(compared=(facts,), external_support=True)


def test_a_future_has_the_thresholds_that_the_whole_part_finds_at_the_modes(ukraine: Case) -> None:
    assert ukraine.escalation is not None
    whole = deter_force(ukraine.escalation, force(15_000), settings=DeterrenceSettings(draws=10, ladder_draws=2, race_draws=10))
    assert whole.unilateral is not None
    found = unilateral_futures([(ukraine.escalation, force(15_000))])
    assert {name: getattr(found.thresholds, name)[0] for name in ("c1", "c2", "d")} == pytest.approx(
        whole.unilateral.thresholds
    )
    assert found.p_defender[0] == pytest.approx(whole.unilateral.beliefs_at_mode["p_defender"])
    assert {name for name, held in found.exists.items() if held[0]} == {each.name for each in whole.unilateral.at_mode}


def test_each_future_has_its_own_numbers_and_its_own_force(ukraine: Case) -> None:
    game = ukraine.escalation
    assert game is not None
    firmer = with_numbers(game, {"players.contributors.firm": 0.55})
    asked = [(game, force(1_000)), (game, force(30_000)), (firmer, force(1_000))]
    found = unilateral_futures(asked)
    singles = [unilateral_futures([each]) for each in asked]
    assert np.concatenate([each.margin for each in singles]).tolist() == found.margin.tolist()
    assert found.p_defender[1] > found.p_defender[0]
    assert found.p_defender[2] > found.p_defender[0]


def test_payoffs_out_of_order_have_no_equilibrium(ukraine: Case) -> None:
    assert ukraine.escalation is not None
    broken = with_numbers(ukraine.escalation, {"unilateral.challenger.SQ": 0.35, "unilateral.challenger.DD_hard": 0.5})
    found = unilateral_futures([(broken, force(15_000))])
    assert not found.ordered[0]
    assert not any(held[0] for held in found.exists.values())
