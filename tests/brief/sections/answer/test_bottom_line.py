"""The bottom line: who counts is told by how firm it is, for how long the force lasts, and what the variant changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.assessment.joiners import CarryChance
from interpose.brief.context import BriefContext
from interpose.brief.sections.answer.bottom_line import bottom_line, in_sentence, likelihood_told
from interpose.brief.sections.answer.page_one import seven_answers
from interpose.brief.tracing import Citations
from interpose.case.tables.evidence import Modality
from interpose.generation import Plan
from interpose.generation.result import Force


def told(assessed: Assessment, **options: object) -> str:
    """Tell the bottom line of the same plan under other options."""
    changed = replace(assessed, case=assessed.case.with_options(**options))
    return str(bottom_line(BriefContext(changed, Citations(changed))).striptags())


def planned(assessed: Assessment, **changed: object) -> Assessment:
    """Put a changed plan in place of the chosen one, alone."""
    plan = replace(assessed.plan, **changed)  # type: ignore[arg-type]
    return replace(assessed, variants={assessed.chosen.name: replace(assessed.chosen, plan=plan)})


def full(assessed: Assessment) -> Assessment:
    size = round(assessed.requirement.of(assessed.plan.mandate).personnel.mode)
    return planned(assessed, shortfall=(), force=replace(assessed.plan.force, sustained=size))


def blocked(assessed: Assessment) -> Assessment:
    decisions = tuple(
        replace(route, outcome="blocked", blockers=("HUN",)) if route.id == assessed.case.scenario.route else route
        for route in assessed.authority.routes
    )
    return replace(assessed, authority=replace(assessed.authority, routes=decisions))


def nobody(assessed: Assessment) -> Assessment:
    months = len(assessed.plan.force.by_month)
    return planned(assessed, participants=("USA",), contributions=(), force=Force(peak=0, sustained=0, by_month=(0,) * months))


RESULTS: dict[str, Callable[[Assessment], Assessment]] = {
    "nobody ready": nobody,
    "nothing short": full,
    "infeasible": lambda assessed: planned(assessed, status="infeasible", conflicts=("at least 5 units of France",)),
    "no answer": lambda assessed: planned(assessed, status="no answer"),
    "blocked route": blocked,
    "one state only": lambda assessed: planned(assessed, participants=("FRA",)),
}
GOLDEN = {
    "nobody ready": "No state is at least open to joining, so nobody can be planned with. The mandate “interpose” needs about "
    "23,300 troops (8,500 to 59,000). Under a coalition of the willing it hangs on Ukraine.",
    "nothing short": "The 11 states of the plan, at least open to joining, can man the mandate “interpose”: they can keep "
    "about 23,300 troops without end, of 23,300 needed (8,500 to 59,000). None has pledged troops. Under a coalition of the "
    "willing it hangs on Ukraine. Nothing is short.",
    "infeasible": "No force can be planned: rules of this case cannot all be met. The mandate “interpose” needs about "
    "23,300 troops (8,500 to 59,000). Under a coalition of the willing it hangs on Ukraine.",
    "no answer": "There is no plan: the search reached its limit before it found one. The mandate “interpose” needs about "
    "23,300 troops (8,500 to 59,000). Under a coalition of the willing it hangs on Ukraine.",
    "blocked route": "The 11 states of the plan, at least open to joining, cannot man the mandate “interpose”: they can keep "
    "about 14,500 troops without end, of 23,300 needed (8,500 to 59,000). They nearly suffice for “tripwire”. None has pledged "
    "troops. Under a coalition of the willing it is blocked by Hungary. Scarcest: headquarters, 6 of 9 missing in the worst "
    "month.",
    "one state only": "France alone, at least open to joining, cannot man the mandate “interpose”: it can keep about 14,500 "
    "troops without end, of 23,300 needed (8,500 to 59,000). It nearly suffices for “tripwire”. It has not pledged troops. "
    "Under a coalition of the willing it hangs on Ukraine. Scarcest: headquarters, 6 of 9 missing in the worst month.",
}


@pytest.mark.parametrize("result", RESULTS)
def test_each_kind_of_result_has_its_own_finding(assessed: Assessment, result: str) -> None:
    assert told(RESULTS[result](assessed)) == GOLDEN[result]


@pytest.mark.parametrize(
    ("least_modality", "words"),
    [
        (2, "at least open to joining"),
        (3, "ready on conditions or firmer"),
        (4, "pledged or firmer"),
        (6, "as firm as “parliament mandate”"),
    ],
)
def test_states_are_called_by_the_firmness_that_the_scenario_asks_for(
    assessed: Assessment, least_modality: int, words: str
) -> None:
    assert words in told(assessed, least_modality=least_modality)


def test_no_sentence_of_a_finding_has_more_than_thirty_words(assessed: Assessment) -> None:
    for result in RESULTS.values():
        assert max(len(sentence.split()) for sentence in told(result(assessed)).split(". ")) <= 30


def test_page_one_follows_its_finding(assessed: Assessment) -> None:
    def answers(result: str) -> dict[str, str]:
        changed = RESULTS[result](assessed)
        rows = seven_answers(BriefContext(changed, Citations(changed)))
        return {row.word: f"{row.short}: {row.detail}" for row in rows}

    found = answers("nobody ready")
    assert "Nobody takes part. The need may be 8,500 to 59,000." in found["How many?"]
    assert "no difference" not in found["How many?"]
    assert "Tours last" not in found["For how long?"]
    assert "participants" not in found["How sure?"]
    assert answers("nothing short")["What binds?"] == "Nothing: No unit is missing in any month."
    assert answers("infeasible")["What binds?"] == "Hard rules: This cannot be met: “at least 5 units of France”."
    assert answers("one state only")["Who?"].startswith("One state; it has not pledged")


def test_a_ledger_without_claims_is_told_before_any_number_and_one_with_claims_is_not(assessed: Assessment) -> None:
    empty = replace(assessed, quality=replace(assessed.quality, claims=0))
    said = str(bottom_line(BriefContext(empty, Citations(empty))).striptags())
    assert said.startswith("No claim is on record yet, so who would take part is not known.")
    assert "No state is" not in said, "a plan of nobody says nothing of any state"
    assert "No claim" not in told(assessed)
    answers = {answer.word: answer for answer in seven_answers(BriefContext(empty, Citations(empty)))}
    assert answers["Who?"].short == answers["At what shortfall?"].short == "Not known"


def test_another_variant_is_told_by_its_name_with_its_own_number_where_it_differs(assessed: Assessment) -> None:
    # Nothing is short: a sentence that leaves room for the variant among sixty words.
    plan = full(assessed).plan
    fewer = replace(plan, force=replace(plan.force, sustained=1_000))

    def beside(other: Plan) -> str:
        (name,) = (each.name for each in assessed.others)
        plans = {assessed.chosen.name: plan, name: other}
        variants = {name: replace(variant, plan=plans[name]) for name, variant in assessed.variants.items()}
        return told(replace(assessed, variants=variants))

    assert "Without American enablers: about 1,000." in beside(fewer)
    assert "Without American enablers: no difference in troops." in beside(plan)


def test_a_likelihood_is_told_only_where_evidence_carries_it(assessed: Assessment) -> None:
    found = assessed.joiners
    assert found is not None

    def clause(changed: Assessment) -> str:
        said = likelihood_told(BriefContext(changed, Citations(changed)))
        return "" if said is None else str(said[0].striptags())

    def with_chance(low: float, high: float) -> str:
        all_of_it = CarryChance(share=1.0, independent=low, common_factor=low, low=low, high=high, settled=True)
        return clause(replace(assessed, joiners=replace(found, carry=(all_of_it,))))

    assert clause(assessed) == "", "all together fall short of it, as the force itself says"
    assert with_chance(0.1, 0.9) == with_chance(0.25, 0.75) == "whether those who join carry it is not known"
    assert with_chance(0.1, 0.3) == "that those who join carry it is rated very unlikely to unlikely"
    assert clause(replace(assessed, joiners=None)) == ""

    def on_route(route: str) -> Assessment:
        case = replace(assessed.case, scenario=assessed.case.scenario.replace(route=route))
        return replace(assessed, case=case)

    assert clause(on_route("eu_csdp")) == "how likely its vote passes is not known"
    assert "its vote passing is rated likely" in told(full(on_route("un_general_assembly")))


def test_nobody_is_called_willing_whose_position_is_only_open(assessed: Assessment, html: str) -> None:
    assert any(position.modality == Modality.OPEN for position in assessed.positions.positions)
    # The sections that speak of states; in the games that follow, `willing` is a kind of backstop.
    seen = re.sub(r"<[^>]+>", " ", html[html.index('id="bottom-line"') : html.index('id="attacked"')])
    elsewhere = re.sub("coalition of the willing", "", seen, flags=re.IGNORECASE)
    assert elsewhere != seen
    found = re.finditer("willing", elsewhere, flags=re.IGNORECASE)
    assert [elsewhere[max(0, each.start() - 60) : each.end() + 20] for each in found] == []


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Coalition of the willing", "a coalition of the willing"),
        ("NATO, by consensus", "NATO, by consensus"),
        ("UN Security Council", "UN Security Council"),
        ("ECOWAS standby force", "ECOWAS standby force"),
        ("The host's treaty", "the host's treaty"),
    ],
)
def test_a_route_is_named_as_a_sentence_would(name: str, written: str) -> None:
    assert in_sentence(name) == written
