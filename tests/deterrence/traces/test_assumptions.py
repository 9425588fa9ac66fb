"""What the answers rest on: channels of the force with their mappings, and beliefs with their class of cases."""

from __future__ import annotations

import pytest

from interpose.case.tables.escalation import Escalation
from interpose.deterrence import Deterrence
from interpose.deterrence.names import words_of
from interpose.deterrence.traces.assumptions import channels_of, priors_of
from tests.builders.games import parsed


def test_every_effect_of_the_game_is_told_under_its_channel(escalation: Escalation, found: Deterrence) -> None:
    told = [(channel.id, effect.target) for channel in found.assumptions.channels for effect in channel.effects]
    assert sorted(told) == sorted((effect.channel, effect.target) for effect in escalation.effects)


def test_a_channel_shows_the_measure_of_the_force_over_the_draws(escalation: Escalation) -> None:
    channels = channels_of(escalation, words_of(escalation), {"exposure": 0.5})
    values = {channel.id: channel.value for channel in channels}
    assert values["exposure"] is not None
    assert values["exposure"].mode == pytest.approx(0.5)
    assert values["local_balance"] is None


def test_the_channel_of_external_support_is_called_by_its_provider(escalation: Escalation) -> None:
    channel = channels_of(escalation, words_of(escalation, "French support"), {})[-1]
    assert (channel.name, channel.measure) == ("French support", "1 with French support short of troops, 0 without")


def test_the_belief_in_the_last_kind_is_what_the_others_leave() -> None:
    assert [prior.belief for prior in priors_of(parsed())] == ["Challenger hard", "Defender hard"]


def test_each_belief_has_its_range_and_its_place(escalation: Escalation) -> None:
    priors = {prior.where: prior for prior in priors_of(escalation)}
    # Beliefs of the one-step game are those of the tree, told once.
    assert not any("unilateral" in where for where in priors)
    firm = next(kind for player in escalation.players for kind in player.types if kind.id == "firm")
    assert priors["escalation.yaml#players.contributors.firm"].value.low == firm.probability.low
    assert all(prior.reference_class for prior in priors.values())
