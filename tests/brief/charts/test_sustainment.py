"""Cost on four bases: one axis, bars by state that add up, and lines from low to high."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.sustainment import cost_picture
from tests.brief.charts.specs import rows_of


def test_the_bars_of_a_basis_add_up_to_its_cost(assessed: Assessment) -> None:
    assert assessed.sustainment is not None
    for chart in (cost_picture(assessed).wide, cost_picture(assessed).narrow):
        bars = rows_of(chart, "rect")
        rows = sorted({bar["y"] for bar in bars})
        ends = [max(bar["x2"] for bar in bars if bar["y"] == row) for row in rows]
        assert ends == pytest.approx([total.mode / 1e9 for total in assessed.sustainment.cost_total])


def test_the_line_of_a_basis_runs_from_low_to_high_or_ends_in_an_arrow(assessed: Assessment) -> None:
    assert assessed.sustainment is not None
    chart = cost_picture(assessed).wide
    lines, arrows = rows_of(chart, "rule"), rows_of(chart, "point")
    for line, total in zip(lines, assessed.sustainment.cost_total, strict=True):
        assert line["x"] == pytest.approx(total.low / 1e9)
        cut = any(arrow["y"] == line["y"] for arrow in arrows)
        assert line["x2"] < total.high / 1e9 if cut else line["x2"] == pytest.approx(total.high / 1e9)


def test_the_title_tells_the_smallest_and_the_largest_basis(assessed: Assessment) -> None:
    assert assessed.sustainment is not None
    bases = {row.basis: row for row in assessed.sustainment.cost_total}
    made = replace(bases["un_reimbursement"], mode=1e9), replace(bases["fully_supported"], mode=5e9)
    others = tuple(row for row in assessed.sustainment.cost_total if row.basis.startswith(("un_m", "nat")))
    changed = replace(assessed, sustainment=replace(assessed.sustainment, cost_total=(made[0], *others, made[1])))
    assert cost_picture(changed).title == "From 1 billion dollars to 5 billion dollars for 2 years, by what is counted"
