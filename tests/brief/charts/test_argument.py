"""The chart of page one: what each firmness holds, against what each mandate needs and what such missions had."""

from __future__ import annotations

from dataclasses import replace

from interpose.assessment import Assessment
from interpose.brief.charts.argument import AS_PLANNED, RUNG_NAMES, argument_picture
from interpose.brief.charts.drawing import RANGE, WARN
from interpose.brief.text.format_number import headcount
from tests.brief.charts.reading import bars_of, marks_of, texts_of


def test_every_rung_and_every_mandate_has_a_row_with_its_number(assessed: Assessment) -> None:
    picture = argument_picture(assessed)
    tested = [need for need in assessed.requirement.mandates if need.precedent is not None]
    for chart in (picture.wide, picture.narrow):
        written = texts_of(chart)
        assert {f"… {RUNG_NAMES[rung.rung]}" for rung in assessed.rungs} <= set(written)
        for need in assessed.requirement.mandates:
            assert need.name in written
            assert headcount(need.personnel.mode) in "".join(written)
        assert len(marks_of(chart, "diamond", fill=WARN)) == len(tested) > 0


def test_an_axis_of_tens_gives_the_smallest_mandate_as_much_room_as_the_largest(assessed: Assessment) -> None:
    bars = bars_of(argument_picture(assessed).wide, fill=RANGE)
    assert len(bars) == len(assessed.requirement.mandates)
    widths = [bar.right - bar.left for bar in bars]
    assert max(widths) < 6 * min(widths)


def test_without_pledges_the_title_says_so_and_a_firmness_that_holds_nothing_has_an_empty_mark(assessed: Assessment) -> None:
    first, *others = assessed.rungs
    nothing = replace(first, without_end=replace(first.without_end, sustained=0))
    picture = argument_picture(replace(assessed, rungs=(nothing, *others)))
    assert picture.title.startswith("Pledges hold none of the")
    assert len(marks_of(picture.wide, "circle")) == len(assessed.rungs) + 1, "and what the plan keeps"
    assert len(marks_of(picture.wide, "circle", fill="#ffffff", stroke="#0b4f8a")) == 1


def test_what_the_plan_keeps_is_told_as_elsewhere_where_firmness_counts_another_number(assessed: Assessment) -> None:
    kept = headcount(assessed.plan.force.sustained)
    picture = argument_picture(assessed)
    assert picture.title.endswith(f"; with all who are open the plan keeps {kept}")
    assert {AS_PLANNED, kept} <= set(texts_of(picture.narrow))
    same = tuple(
        replace(rung, without_end=replace(rung.without_end, sustained=assessed.plan.force.sustained)) for rung in assessed.rungs
    )
    picture = argument_picture(replace(assessed, rungs=same))
    assert "the plan keeps" not in picture.title
    assert AS_PLANNED not in texts_of(picture.narrow)


def test_where_nobody_offers_anything_no_other_offers_are_spoken_of(assessed: Assessment) -> None:
    nothing = tuple(replace(rung, without_end=replace(rung.without_end, sustained=0)) for rung in assessed.rungs)
    assert argument_picture(replace(assessed, rungs=nothing)).title.startswith("No offer on record holds any of the")


def test_without_rungs_the_mandates_stand_alone(assessed: Assessment) -> None:
    picture = argument_picture(replace(assessed, rungs=()))
    assert picture.title.startswith("Mandates need from")
    assert marks_of(picture.wide, "circle") == []
