"""What the sections share: names of states as a sentence needs them, and who takes part by its own position."""

from __future__ import annotations

from interpose.brief.context import BriefContext


def test_states_take_their_article_in_a_sentence(context: BriefContext) -> None:
    assert context.states(("GBR", "FRA", "NLD")) == "the United Kingdom, France and the Netherlands"


def test_who_counts_by_position_is_a_participant_whose_own_position_is_firm_enough(context: BriefContext) -> None:
    least = context.assessment.case.scenario.options.least_modality
    assert context.by_position
    assert set(context.by_position) < set(context.plan.participants), "somebody takes part by choice of the scenario"
    for code in context.plan.participants:
        position = context.assessment.positions.of(code)
        firm = position is not None and (position.modality or 0) >= least
        assert firm == (code in context.by_position)


def test_a_state_that_the_case_does_not_know_is_named_by_its_code(context: BriefContext) -> None:
    assert context.state("XYZ") == "XYZ"
