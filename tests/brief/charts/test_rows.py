"""Charts of rows: a fixed size, and names that are cut only where their room ends."""

from __future__ import annotations

from interpose.brief.charts.rows import Label, fixed, labels, layer, lines_across, pixels_down
from tests.brief.charts.specs import rows_of, size_of


def test_a_drawing_has_the_size_that_is_asked_for_whatever_stands_in_it() -> None:
    down = pixels_down(100)
    chart = fixed([lines_across([50], -80, 320, down)], width=300, height=100, left=80, right=20, top=18)
    assert size_of(chart) == (300 + 80 + 20 + 2, 100 + 18 + 2)


def test_only_a_name_that_may_be_too_long_has_a_limit() -> None:
    down = pixels_down(40)
    texts = [Label(y=10, text="Malta", x=-100, room=92), Label(y=30, text="Bosnia and Herzegovina", x=-100, room=92)]
    chart = fixed(labels(texts, down), width=10, height=40, left=100, right=0, top=0)
    assert [row["text"] for row in rows_of(chart, "text", limit=92)] == ["Bosnia and Herzegovina"]
    assert len(rows_of(chart, "text")) == 2


def test_a_layer_holds_its_rows() -> None:
    assert layer([{"x": 1}, {"x": 2}]).data.values == [{"x": 1}, {"x": 2}]
