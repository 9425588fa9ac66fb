"""Option cards: from the smallest mandate to the largest, each with what can be sustained and what is short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.answer.options import OptionCard, option_cards
from interpose.brief.tracing import Citations
from interpose.generation.result import Shortfall


def card(assessed: Assessment, **changed: object) -> OptionCard:
    """The card of the scenario's own mandate, its plan changed."""
    plan = replace(assessed.plan, **changed)  # type: ignore[arg-type]
    variants = {**assessed.variants, assessed.chosen.name: replace(assessed.chosen, plan=plan)}
    other = replace(assessed, variants=variants)
    return next(each for each in option_cards(BriefContext(other, Citations(other))) if each.chosen)


def test_cards_are_ordered_by_size_and_one_is_the_choice(context: BriefContext) -> None:
    cards = option_cards(context)
    sizes = [context.assessment.requirement.of(each.id).personnel.mode for each in cards]
    assert sizes == sorted(sizes)
    assert [each.id for each in cards if each.chosen] == [context.assessment.case.scenario.mandate]


def test_every_card_tells_each_variant(context: BriefContext) -> None:
    for each in option_cards(context):
        assert [name for name, _ in each.sustained] == list(context.assessment.variants)


@pytest.mark.parametrize(
    ("share", "level", "verdict"),
    [(1.0, "met", "Nearly manned: 100%"), (0.6, "part", "Manned to 60%"), (0.2, "far", "Manned to 20%")],
)
def test_a_verdict_follows_the_share_that_can_be_sustained(
    assessed: Assessment, share: float, level: str, verdict: str
) -> None:
    size = assessed.requirement.of(assessed.plan.mandate).personnel.mode
    force = replace(assessed.plan.force, sustained=round(share * size))
    found = card(assessed, force=force)
    assert (found.level, found.verdict) == (level, verdict)


def test_a_force_without_a_shortfall_can_be_manned(assessed: Assessment) -> None:
    size = assessed.requirement.of(assessed.plan.mandate).personnel.mode
    found = card(assessed, force=replace(assessed.plan.force, sustained=size), shortfall=())
    assert (found.verdict, str(found.shortfall)) == ("Can be manned", "none")


def test_without_an_answer_a_card_shows_no_number(assessed: Assessment) -> None:
    found = card(assessed, status="no answer")
    assert (found.verdict, found.level) == ("No answer: no answer", "far")
    assert str(found.shortfall) == "no answer"
    assert str(dict(found.sustained)[assessed.chosen.name]) == "no answer"


def test_the_record_is_told_by_firmness_the_firmest_first(context: BriefContext) -> None:
    words = ("Pledged", "ready on conditions", "open")
    (chosen,) = [each for each in option_cards(context) if each.chosen]
    places = [chosen.on_record.casefold().find(word.casefold() + ": ") for word in words]
    assert places == sorted(places)


def test_a_shortfall_is_told_with_what_it_is_of(assessed: Assessment) -> None:
    first: Shortfall = max(assessed.plan.shortfall, key=lambda row: row.quantity)
    assert first.quantity > 0
    found = card(assessed)
    assert " of " in str(found.shortfall)
    assert str(found.shortfall).endswith("units</a>")
