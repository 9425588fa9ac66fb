"""Cost on four bases: one axis, bars by state that add up, and lines from low to high."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import INK, PALETTE
from interpose.brief.charts.sustainment import cost_picture
from tests.brief.charts.reading import bars_of, elements_of, lies_on_a_scale, lines_of, marks_of, texts_of


def test_the_bars_of_a_basis_add_up_to_its_cost(assessed: Assessment) -> None:
    assert assessed.sustainment is not None
    for chart in (cost_picture(assessed).wide, cost_picture(assessed).narrow):
        bars = [bar for colour in PALETTE for bar in bars_of(chart, fill=colour)]
        rows = sorted({bar.top for bar in bars})
        ends = [max(bar.right for bar in bars if bar.top == row) for row in rows]
        assert lies_on_a_scale([0, *(total.mode for total in assessed.sustainment.cost_total)], [0, *ends])
        for row in rows:
            own = sorted((bar.left, bar.right) for bar in bars if bar.top == row)
            assert all(one[1] == pytest.approx(other[0], abs=0.02) for one, other in pairwise(own))


def test_every_colour_has_a_name_on_wide_and_narrow_pages(assessed: Assessment) -> None:
    for chart in (cost_picture(assessed).wide, cost_picture(assessed).narrow):
        named = {each["fill"] for each in elements_of(chart, "path") if each["fill"] in PALETTE and "m" in each["d"]}
        assert named == {colour for colour in PALETTE if bars_of(chart, fill=colour)}
        assert {"Italy", "others"} <= set(texts_of(chart))


def test_the_line_of_a_basis_runs_from_low_to_high_or_ends_in_an_arrow(assessed: Assessment) -> None:
    assert assessed.sustainment is not None
    chart = cost_picture(assessed).wide
    lines, arrows = lines_of(chart, stroke=INK), marks_of(chart, "arrow")
    values, places = [0.0], [0.0]
    for ((start, y), (end, _)), total in zip(lines, assessed.sustainment.cost_total, strict=True):
        cut = any(arrow.y == y for arrow in arrows)
        values += [total.low] if cut else [total.low, total.high]
        places += [start] if cut else [start, end]
    assert lies_on_a_scale(values, places)


def test_the_title_tells_the_smallest_and_the_largest_basis(assessed: Assessment) -> None:
    assert assessed.sustainment is not None
    bases = {row.basis: row for row in assessed.sustainment.cost_total}
    made = replace(bases["un_reimbursement"], mode=1e9), replace(bases["fully_supported"], mode=5e9)
    others = tuple(row for row in assessed.sustainment.cost_total if row.basis.startswith(("un_m", "nat")))
    changed = replace(assessed, sustainment=replace(assessed.sustainment, cost_total=(made[0], *others, made[1])))
    assert cost_picture(changed).title == "From 1 billion dollars to 5 billion dollars for 2 years, by what is counted"
