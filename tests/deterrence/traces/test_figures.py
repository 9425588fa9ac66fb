"""Figures of the part."""

from __future__ import annotations

from interpose.deterrence import Deterrence

SHARES = ("share", "first_move", "response", "opening", "held")
BELIEFS = ("c1", "c2", "d", "p_challenger", "p_defender")


def test_each_figure_has_a_name_of_its_own(found: Deterrence) -> None:
    names = [figure.name for figure in found.figures()]
    assert len(names) == len(set(names))


def test_no_probability_of_an_attack_is_given(found: Deterrence) -> None:
    for figure in found.figures():
        part, last = figure.name.split(".")[1], figure.name.rpartition(".")[2]
        if figure.unit == "probability":
            # What must be believed, or what is taken to be believed, never what will happen.
            assert last in BELIEFS or part == "backstop" or ".chance." in figure.name, figure.name
        elif last in ("goal_reached", "held_at_once", "held_later") or part in (
            "share",
            "first_move",
            "response",
            "opening",
            "held",
        ):
            assert figure.unit == "share of draws", figure.name
        else:
            assert figure.unit in ("share of draws", "share", "days", "persons"), figure.name
    assert any("How likely a war is" in sentence for sentence in found.reference.cannot_say)


def test_figures_are_the_numbers_of_the_result(found: Deterrence) -> None:
    values = {figure.name: figure.value for figure in found.figures()}
    assert found.unilateral is not None
    assert values["deterrence.c1"] == found.unilateral.thresholds["c1"]
    with_support, without = found.race
    assert values["deterrence.race.with_external_support.goal_reached"] == with_support.goal_reached
    assert values["deterrence.race.without_external_support.goal_reached"] == without.goal_reached
    assert values["deterrence.force.plan.with_external_support.local_balance"] == found.variants[0].local_balance
