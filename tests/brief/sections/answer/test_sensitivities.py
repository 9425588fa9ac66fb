"""What would change the answer: each row has an effect that was computed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.answer.sensitivities import sensitivities
from interpose.brief.text.format_number import headcount
from interpose.brief.tracing import Citations
from tests.builders.small_study import small_study


def test_each_step_of_firmness_is_told_with_what_can_be_held_from_it_on(context: BriefContext) -> None:
    rows = {row.what: str(row.effect.striptags()) for row in sensitivities(context)}
    words = rows["How firm a state must be to count"]
    held = [rung.without_end.sustained for rung in context.assessment.rungs]
    assert len(held) == 3
    assert held == sorted(held)
    steps = ("states that have pledged", "these and states that are ready", "these and states that are only open")
    places = [words.index(f"{headcount(persons)} from {step}") for persons, step in zip(held, steps, strict=True)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((), ""),
        (("FRA",), "France pledged without a number: what it is counted with is limited by nothing but its units."),
        (
            ("FRA", "POL"),
            "France and Poland pledged without a number: what they are counted with is limited by nothing but their",
        ),
    ],
)
def test_who_pledged_without_a_number_is_told_to_be_limited_by_nothing(
    assessed: Assessment, states: tuple[str, ...], words: str
) -> None:
    ladder = tuple(replace(rung, without_number=states) for rung in assessed.rungs)
    changed = replace(assessed, rungs=ladder)
    rows = {row.what: str(row.effect.striptags()) for row in sensitivities(BriefContext(changed, Citations(changed)))}
    told = rows["How firm a state must be to count"]
    assert words in told
    assert ("without a number" in told) == bool(states)


def test_a_route_that_passes_needs_no_vote_to_change(context: BriefContext) -> None:
    passing = {route.name for route in context.assessment.authority.routes if route.outcome == "passes"}
    told = [row.effect.striptags() for row in sensitivities(context) if row.what == "Votes"]
    assert told
    assert not [name for name in passing for words in told if name.partition(" (")[0] in words]


def test_the_cheapest_repair_tells_together_who_does_the_same(context: BriefContext) -> None:
    row = next(row for row in sensitivities(context) if row.what == "The cheapest changes that close the shortfall")
    told = str(row.effect)
    assert told.startswith("Poland, Romania and Türkiye take part; Denmark and Finland find 1 more brigade headquarters each.")
    assert "nobody has" not in told


def test_where_nothing_is_short_no_repair_is_told(context: BriefContext) -> None:
    assert context.assessment.repair is not None
    whole = replace(context.assessment, repair=replace(context.assessment.repair, total=0.0, changes=()))
    rows = sensitivities(BriefContext(whole, Citations(whole)))
    assert "The cheapest changes that close the shortfall" not in {row.what for row in rows}


def test_with_a_study_the_nearest_values_at_which_one_input_flips_the_answer_stand_after_the_repair(
    assessed: Assessment,
) -> None:
    first, second, *_ = sensitivities(BriefContext(assessed, Citations(assessed), small_study()))
    assert first.what.startswith("The cheapest changes")
    assert second.what == "One input alone"
    assert second.effect.startswith("The criterion of the study is missed at: AAA takes part, no (now yes); ")
    assert second.effect.endswith("Length of the line, at or above 1,300 km (now 1,000 km).")


def test_waiting_for_others_and_conditions_that_cannot_be_judged_are_told_apart(assessed: Assessment) -> None:
    def told(**changed: object) -> dict[str, str]:
        coalition = replace(assessed.authority.coalition, **changed)  # type: ignore[arg-type]
        other = replace(assessed, authority=replace(assessed.authority, coalition=coalition))
        return {row.what: str(row.effect.striptags()) for row in sensitivities(BriefContext(other, Citations(other)))}

    waiting, vague = "Who goes first", "Conditions of states that are too vague to be judged"
    states = ("DEU", "FRA", "ITA")
    found = told(least=("FRA",), greatest=states, coordination=("DEU",), tipping=("ITA",))
    assert found[waiting].startswith(
        "If each waits for the others, two states join; if each trusts the others, three do. One un"
    )
    assert found[vague] == "If none of them is met, one state joins; if all are, three."
    assert waiting not in told(least=("FRA",), greatest=states, coordination=())
    assert not {waiting, vague} & set(told(least=states, greatest=states, coordination=()))


@pytest.mark.parametrize(("more", "words"), [(0.0, "is missing in both."), (0.1, "is missing as chosen, ")])
def test_what_is_missing_in_a_variant_as_well_is_told_once(assessed: Assessment, more: float, words: str) -> None:
    (other,) = assessed.others
    assert assessed.plan.shortfall_share is not None
    plan = replace(other.plan, shortfall_share=assessed.plan.shortfall_share + more)
    changed = replace(assessed, variants={**assessed.variants, other.name: replace(other, plan=plan)})
    rows = {row.what: str(row.effect.striptags()) for row in sensitivities(BriefContext(changed, Citations(changed)))}
    assert words in rows["Without American enablers"]
