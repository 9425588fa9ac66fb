"""Options: from the smallest mandate to the largest, each with what can be sustained and what is short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.answer.options import MandateOption, options_view
from interpose.brief.tracing import Citations
from interpose.generation.result import Shortfall


def option(assessed: Assessment, **changed: object) -> MandateOption:
    """The row of the scenario's own mandate, its plan changed."""
    plan = replace(assessed.plan, **changed)  # type: ignore[arg-type]
    variants = {**assessed.variants, assessed.chosen.name: replace(assessed.chosen, plan=plan)}
    other = replace(assessed, variants=variants)
    return next(each for each in options_view(BriefContext(other, Citations(other))).rows if each.chosen)


def test_rows_are_ordered_by_size_and_one_is_the_choice(context: BriefContext) -> None:
    rows = options_view(context).rows
    sizes = {need.name: need.personnel.mode for need in context.assessment.requirement.mandates}
    assert [sizes[row.name] for row in rows] == sorted(sizes.values())
    assert [row.name for row in rows if row.chosen] == [context.need.name]


def test_a_variant_that_changes_no_mandate_by_more_than_is_known_makes_no_difference(assessed: Assessment) -> None:
    def told(sustained: int) -> str:
        (other,) = assessed.others
        plan = replace(other.plan, force=replace(other.plan.force, sustained=sustained))
        changed = replace(assessed, variants={**assessed.variants, other.name: replace(other, plan=plan)})
        (sentence,) = options_view(BriefContext(changed, Citations(changed))).variants
        return sentence

    kept = assessed.plan.force.sustained
    assert told(round(kept * 1.01)) == "Without American enablers: no difference in troops for any mandate."
    assert told(1_000).startswith("Without American enablers: interpose 1,000 instead of ")


@pytest.mark.parametrize(
    ("share", "level", "verdict"),
    [
        (1.0, "met", "Nearly manned"),
        (0.949, "part", "Manned to just under 95%"),
        (0.6, "part", "Manned to 60%"),
        (0.2, "far", "Manned to 20%"),
    ],
)
def test_a_verdict_follows_the_share_that_can_be_sustained(
    assessed: Assessment, share: float, level: str, verdict: str
) -> None:
    size = assessed.requirement.of(assessed.plan.mandate).personnel.mode
    force = replace(assessed.plan.force, sustained=round(share * size))
    found = option(assessed, force=force)
    assert (found.level, found.verdict) == (level, verdict)


def test_a_force_without_a_shortfall_can_be_manned(assessed: Assessment) -> None:
    size = assessed.requirement.of(assessed.plan.mandate).personnel.mode
    found = option(assessed, force=replace(assessed.plan.force, sustained=size), shortfall=())
    assert (found.verdict, str(found.shortfall)) == ("Can be manned", "none")


def test_without_an_answer_a_row_shows_no_number(assessed: Assessment) -> None:
    found = option(assessed, status="no answer")
    assert (found.verdict, found.level) == ("No answer", "far")
    assert str(found.shortfall) == str(found.sustained) == "no answer"


def test_a_shortfall_is_told_with_what_it_is_of(assessed: Assessment) -> None:
    first: Shortfall = max(assessed.plan.shortfall, key=lambda row: row.quantity)
    assert first.quantity > 0
    found = option(assessed)
    assert " of " in str(found.shortfall)
    assert str(found.shortfall).endswith("units</a>")


def test_what_is_short_only_before_the_whole_force_is_due_says_so(assessed: Assessment) -> None:
    first = max(assessed.plan.shortfall, key=lambda row: row.quantity)
    build_up = assessed.case.scenario.options.build_up_months
    for month, is_told in ((1, True), (build_up, False)):
        found = option(assessed, shortfall=(replace(first, month=month),))
        assert str(found.shortfall).endswith("units while it builds up</a>") is is_told
