"""What the sections share: names of states as a sentence needs them, and who is willing."""

from __future__ import annotations

from interpose.brief.context import BriefContext


def test_states_take_their_article_in_a_sentence(context: BriefContext) -> None:
    assert context.states(("GBR", "FRA", "NLD")) == "the United Kingdom, France and the Netherlands"


def test_the_willing_are_participants_whose_own_position_is_firm_enough(context: BriefContext) -> None:
    least = context.assessment.case.scenario.options.least_modality
    assert context.willing
    assert set(context.willing) < set(context.plan.participants), "somebody takes part by choice of the scenario"
    for code in context.plan.participants:
        position = context.assessment.positions.of(code)
        firm = position is not None and (position.modality or 0) >= least
        assert firm == (code in context.willing)


def test_a_state_that_the_case_does_not_know_is_named_by_its_code(context: BriefContext) -> None:
    assert context.state("XYZ") == "XYZ"
