"""What mandates, sizes and supporters change."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.deterrence import Deterrence
from interpose.deterrence.race.forces import ForceFacts
from interpose.deterrence.unilateral.stakes import (
    ChallengerStakes,
    DefenderStakes,
    UnilateralStakes,
)
from interpose.deterrence.variants import variant


def test_a_larger_force_never_needs_more_credibility(found: Deterrence) -> None:
    with_support = {row.mandate: row for row in found.variants if row.external_support}
    needed = [with_support[mandate].c1 for mandate in ("deter_by_denial", "interpose", "observe")]
    assert None not in needed
    assert needed == sorted(needed, key=lambda threshold: threshold or 0.0)


def test_external_support_only_helps_credibility(found: Deterrence) -> None:
    pairs = zip(found.variants[::2], found.variants[1::2], strict=True)
    assert all((one.p_defender or 0) >= (other.p_defender or 0) for one, other in pairs)


def test_a_force_without_the_unilateral_game_has_measures_alone() -> None:
    force = ForceFacts(name="a", mandate="observe", persons=100, forward_share=0.3, source="requirement")
    row = variant(force, True, {"exposure": 0.3}, None, "keep", {"types.nature.incident": 0.2})
    assert (row.exposure, row.local_balance, row.c1, row.margin, row.equilibria) == (0.3, 0, None, None, ())
    assert (row.first_move, row.source, row.external_support) == ("keep", "requirement", True)
    assert row.chance == {"types.nature.incident": 0.2}


def test_the_margin_is_what_is_believed_over_what_is_needed() -> None:
    stakes = UnilateralStakes(
        ChallengerStakes.of(DC=1, SQ=[0.6], DD_hard=0.3, CD=0.1, DD_soft=0),
        DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0),
        np.array([0.5]),
        np.array([0.7]),
    )
    force = ForceFacts(name="a", mandate="observe", persons=100, forward_share=0.3, source="plan")
    row = variant(force, False, {}, stakes, None, {})
    assert row.margin == pytest.approx(0.7 - 4 / 7)
    assert row.equilibria == ("certain_deterrence",)
