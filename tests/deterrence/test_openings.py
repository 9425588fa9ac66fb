"""What moves the openings: each channel alive, each in the direction of its source; and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from interpose.case.tables.escalation import ChannelId, Escalation
from interpose.deterrence import Deterrence
from interpose.deterrence.draws import draw, moved_numbers
from interpose.deterrence.ladder.answer import Followed, follow_together
from interpose.deterrence.ladder.strategy import reach
from interpose.deterrence.ladder.tree import compile_game
from interpose.deterrence.openings import asked_openings
from interpose.deterrence.race.forces import Forces
from interpose.deterrence.settings import LadderSettings
from interpose.deterrence.unilateral.game import thresholds
from interpose.deterrence.unilateral.stakes import UnilateralStakes

BASE: Mapping[ChannelId, float] = {"local_balance": 0.3, "external_support": 0.0}
"""Circumstances in which every opening has a chance: a weak line and no support."""


def followed(escalation: Escalation, questions: list[dict[str, np.ndarray]]) -> Followed:
    return follow_together(compile_game(escalation), escalation, [
        {path: np.concatenate([each[path] for each in questions]) for path in questions[0]}
    ], LadderSettings())[0]  # fmt: skip


def test_each_effect_of_the_shipped_game_changes_an_answer(escalation: Escalation) -> None:
    modes = draw(escalation, None)
    numbers = [moved_numbers(escalation, modes, {})]
    for effect in escalation.effects:
        # Its widest change, at full measure, alone.
        change = max(effect.change.low, effect.change.high, key=abs)
        own = replace(modes, changes=(np.array([change]),))
        game = escalation.model_copy(update={"effects": (effect,)})
        numbers.append(moved_numbers(game, own, {"local_balance": 1.0, effect.channel: 1.0}))
    found = followed(escalation, numbers)
    assert found.converged.all()
    chances = np.concatenate([np.exp(each).reshape(-1, found.stakes.draws) for each in found.profile])
    stakes = [UnilateralStakes.at(each) for each in numbers]
    needed = [thresholds(each.challenger, each.defender).c1.item() for each in stakes]
    for place, effect in enumerate(escalation.effects, start=1):
        moved = np.abs(chances[:, place] - chances[:, 0]).max()
        told = numbers[place][effect.target] != numbers[0][effect.target]
        assert moved > 0.005 or abs(needed[place] - needed[0]) > 0.005 or (effect.channel == "monitoring" and told), effect


@pytest.mark.parametrize(
    ("channel", "what", "sign"),
    [
        ("local_balance", ("limited", "major"), -1),
        ("air_defence", ("limited", "major"), -1),
        ("surge", ("limited", "major"), -1),
        ("snap_back", ("limited", "major"), -1),
        ("external_support", ("limited", "major"), -1),
        ("answer_in_kind", ("probe",), -1),
        ("exposure", ("probe",), 1),
    ],
)
def test_each_channel_moves_openings_as_its_source_says(
    escalation: Escalation, channel: ChannelId, what: tuple[str, ...], sign: int
) -> None:
    # Over the ranges, since at one point an attack may be sure or out of the question.
    few = draw(escalation, 24, 5)
    base = {**BASE, "external_support": 1.0 if channel in ("answer_in_kind", "exposure") else 0.0}
    both = [moved_numbers(escalation, few, {**base, channel: level}) for level in (0.0, 1.0)]
    found = followed(escalation, both)
    moves = found.game.sets[0].moves
    chances = sum(found.chances(0)[moves.index(move)] for move in what)
    before, after = chances[:24].mean(), chances[24:].mean()
    assert sign * (after - before) > 0.02


def test_presence_without_a_line_that_holds_changes_no_belief_and_watching_lowers_incidents(escalation: Escalation) -> None:
    modes = draw(escalation, None)
    present = moved_numbers(escalation, modes, {"local_balance": 0.0, "tied_hands": 1.0})
    assert present["types.contributors.firm"].item() == modes.numbers["types.contributors.firm"].item()
    watched = moved_numbers(escalation, modes, {"monitoring": 1.0})
    assert watched["types.nature.incident"].item() == pytest.approx(0.35 - 0.15)
    found = followed(escalation, [moved_numbers(escalation, modes, {}), watched])
    ends = reach(found.game, found.stakes, found.profile)
    names = found.game.outcomes
    incidents = sum(ends[names.index(each)] for each in ("incident_settled", "incident_stopped", "incident_fought"))
    share = incidents / (incidents + ends[names.index("respected")])
    assert share == pytest.approx([0.35, 0.2], abs=1e-6)


def test_each_absorbed_probe_lowers_the_belief_in_firmness(found: Deterrence) -> None:
    firm = {row.information: row.value.mode for row in found.ladder.learnt if row.belief == "types.contributors.firm"}
    assert firm["opening"] > firm["once_absorbed"] > firm["twice_absorbed"]
    assert firm["probe_answered"] > firm["opening"]


def test_openings_are_asked_one_change_at_a_time(escalation: Escalation, forces: Forces, found: Deterrence) -> None:
    asked = asked_openings(escalation, forces)
    assert [each.id for each in asked] == ["as_it_is", "absorbed", "answered", "snap_back", "without_support", "largest"]
    own, *others = asked
    assert asked[-1].force.mandate == "deter_by_denial"
    for each in others:
        changes = [
            each.force != own.force,
            each.external_support != own.external_support,
            each.agreed.answer_in_kind != own.agreed.answer_in_kind,
            each.agreed.snap_back != own.agreed.snap_back,
        ]
        assert sum(changes) == (0 if each.id == "absorbed" else 1)
    shares = {row.id: row.shares for row in found.openings}
    assert all(sum(row.values()) == pytest.approx(1) for row in shares.values())
    assert shares["answered"]["respect"] > shares["absorbed"]["respect"] + 0.2
    assert asked_openings(escalation, Forces()) == ()


def test_size_matters_where_support_is_missing(found: Deterrence) -> None:
    alone = {row.mandate: row.first_move for row in found.variants if not row.external_support}
    assert alone["observe"] == "major"
    assert alone["deter_by_denial"] != "major"
    needed = {(row.force, row.attack): row.least or 0.0 for row in found.backstops}
    assert needed["the plan", "major"] > needed["denial", "major"]
