"""Outcomes and criteria for readers: no key of the JSON stands in their words."""

from __future__ import annotations

from interpose.case import Case
from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.chain.outcomes import criterion_words, outcome_of


def test_every_outcome_of_a_case_has_words_and_a_unit(mali_chain: CaseChain) -> None:
    for each in mali_chain.outcomes:
        assert each.unit
        assert "_" not in each.words
        assert each.name not in each.words


def test_a_route_is_named_as_the_case_names_it(ukraine: Case) -> None:
    assert outcome_of("authority.nato", ukraine).words == f"{ukraine.routes['nato'].name}: the vote passes"
    assert outcome_of("authority.un_assembly").words == "un assembly: the vote passes"


def test_what_is_not_known_is_called_by_its_name_without_its_signs() -> None:
    assert outcome_of("made_up.thing").words == "made up thing"


def test_a_criterion_about_another_outcome_names_it() -> None:
    last = "day on which the last unit of the build-up is operational"
    assert criterion_words("deployment.closure_day<90") == f"{last}: less than 90"
    assert criterion_words("participants>5") == "states that take part: more than 5"
    assert criterion_words("deterrence.margin>=0").endswith("deters a hard attacker: at least 0")
    assert criterion_words("deterrence.bluff>=2").endswith(": neither")
