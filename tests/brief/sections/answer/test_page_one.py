"""The seven questions: page one tells for how long each level lasts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.answer.page_one import seven_answers, soft_pools
from interpose.brief.text.glossary import GLOSSARY
from interpose.brief.tracing import Citations
from interpose.case.tables.words import Endurance
from interpose.generation.analysis.binding import Binding

LASTS: dict[Endurance, str] = {
    "relay": "without end",
    "own": "without end, each nation relieving only itself",
    "horizon": "for 24 months",
}
BELOW: dict[Endurance, str] = {
    "relay": "without end",
    "own": "if each nation relieves only itself",
    "horizon": "for the 24 months planned",
}


def answered(assessed: Assessment, word: str) -> str:
    """Read the answer to a question as a reader sees it."""
    answers = {each.word: each for each in seven_answers(BriefContext(assessed, Citations(assessed)))}
    return str(answers[word].detail.striptags())


def planned_for(assessed: Assessment, endurance: Endurance) -> Assessment:
    """Say of the chosen plan that it was planned for another endurance, and set the three levels beside it."""
    force = replace(assessed.plan.force, without_end=15_000, own_relief=8_500, horizon=17_700)
    plan = replace(assessed.plan, endurance=endurance, force=force)
    variants = {**assessed.variants, assessed.chosen.name: replace(assessed.chosen, plan=plan)}
    return replace(assessed, variants=variants)


@pytest.mark.parametrize("endurance", list(LASTS))
def test_the_sustained_force_is_told_with_how_long_it_lasts_and_the_other_levels_below_it(
    assessed: Assessment, endurance: Endurance
) -> None:
    text = answered(planned_for(assessed, endurance), "How many?")
    assert text.startswith(f"Sustained {LASTS[endurance]}; the need may be")
    for other, words in BELOW.items():
        assert (words in text.partition(". ")[2].lower()) == (other != endurance)


def test_a_level_that_differs_by_less_than_is_known_is_no_second_number(assessed: Assessment) -> None:
    force = replace(assessed.plan.force, sustained=14_506, horizon=15_276, own_relief=8_536, peak=15_734)
    plan = replace(assessed.plan, force=force)
    changed = replace(assessed, variants={**assessed.variants, assessed.chosen.name: replace(assessed.chosen, plan=plan)})
    text = answered(changed, "How many?")
    assert "For the 24 months planned no difference; at the peak 15,700; if each nation relieves only itself 8,540." in text


def test_contributors_are_named_in_the_order_of_the_number_beside_them(context: BriefContext) -> None:
    told = next(answer for answer in seven_answers(context) if answer.word == "Who?").detail.striptags()
    most = [int(number.replace(",", "")) for number in re.findall(r"\(([\d,]+)\)", told.partition(".")[0])]
    assert len(most) == 4
    assert most == sorted(most, reverse=True)


def test_where_fewer_states_go_than_have_pledged_both_are_told_of_all(assessed: Assessment) -> None:
    pledged = tuple(each if not each.modality else replace(each, modality=4) for each in assessed.positions.positions)
    first = next(row for row in assessed.plan.contributions if not row.outside)
    alone = replace(assessed.chosen, plan=replace(assessed.plan, contributions=(first,)))
    variants = {**assessed.variants, assessed.chosen.name: alone}
    changed = replace(assessed, positions=replace(assessed.positions, positions=pledged), variants=variants)
    who = seven_answers(BriefContext(changed, Citations(changed)))[0]
    assert str(who.short) == "One of 11 states in the plan; 11 have pledged"


def test_past_the_horizon_less_can_be_kept_up_only_where_the_level_ends_with_it(assessed: Assessment) -> None:
    slow = replace(assessed.case, pools=tuple(pool.replace(dwell_ratio=9.0) for pool in assessed.case.pools))
    said = {endurance: answered(replace(planned_for(assessed, endurance), case=slow), "For how long?") for endurance in LASTS}
    assert [endurance for endurance, text in said.items() if "past the horizon less can be kept up" in text] == ["horizon"]


WORDS = ["Who?", "How many?", "Under whose flag?", "For how long?", "At what shortfall?", "What binds?", "How sure?"]


def test_seven_questions_are_answered_in_the_order_of_a_planner(context: BriefContext) -> None:
    answers = {answer.word: answer for answer in seven_answers(context)}
    assert list(answers) == WORDS
    assert answers["How many?"].short.striptags() == "14,500 of 23,300 needed"
    assert str(answers["At what shortfall?"].short) == "38% of the troops", "the share of the two numbers beside it"
    assert context.plan.endurance == "relay"
    months = context.assessment.case.scenario.horizon_months
    assert answers["For how long?"].short == f"Without end; {months} months are planned"
    number = len([row for row in context.plan.contributions if row.state in context.by_position])
    assert answers["Who?"].short == f"{number} states; none has pledged"


def test_pools_that_rest_on_estimates_are_counted_by_their_basis(assessed: Assessment) -> None:
    def counted(basis: str) -> tuple[int, int]:
        pools = tuple(pool.model_copy(update={"basis": basis}) for pool in assessed.case.pools)
        changed = replace(assessed, case=replace(assessed.case, pools=pools))
        return soft_pools(BriefContext(changed, Citations(changed)))

    assert counted("observed")[0] == 0
    soft, every = counted("assumed")
    assert soft == every > 0


def test_limits_whose_relaxation_does_the_same_are_named_together(assessed: Assessment) -> None:
    first = replace(assessed.binds[0], cause="dwell", effect="If units rested less, 98% would go")
    same = replace(first, cause="not participating", effect="If every state took part, 98% would go")
    other = replace(same, effect="If every state took part, 97% would go")

    def said(*binds: Binding) -> tuple[str, str]:
        changed = replace(assessed, binds=binds)
        found = next(each for each in seven_answers(BriefContext(changed, Citations(changed))) if each.word == "What binds?")
        return str(found.short), str(found.detail)

    short, detail = said(first, same)
    assert short.startswith("Time at home between tours and states that stay out: ")
    assert detail == "If units rested less, 98% would go; the same if every state took part."
    assert "stay out" not in said(first, other)[0]


def test_what_the_host_said_is_told_apart_from_its_silence(assessed: Assessment) -> None:
    def host_said(claims: tuple[str, ...]) -> str:
        routes = tuple(
            replace(
                route, gates=tuple(replace(gate, claims=claims) if gate.id == "host_consent" else gate for gate in route.gates)
            )
            for route in assessed.authority.routes
        )
        return answered(replace(assessed, authority=replace(assessed.authority, routes=routes)), "Under whose flag?")

    assert "; what Ukraine said falls short of consent." in host_said(("P012",))
    assert "; no statement of Ukraine on consent is on record." in host_said(())


def test_the_proof_is_told_as_one_of_kept_posts_only_where_posts_are_kept(assessed: Assessment) -> None:
    def proof(stay: str) -> str:
        case = assessed.case.with_options(minimum_stay=stay)
        return next(each for each in answered(replace(assessed, case=case), "How sure?").split(". ") if "proved" in each)

    assert proof("phase").startswith("Among plans with kept posts it is proved to be ")
    assert proof("tour").startswith("The plan is proved to be ")
    assert "kept post" in GLOSSARY
