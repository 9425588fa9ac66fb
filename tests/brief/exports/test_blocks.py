"""How wide drawings and columns stand on paper."""

from __future__ import annotations

from interpose.brief.exports.blocks import Cell, FigureBlock, Grid, Phrase


def test_a_wide_drawing_takes_the_width_of_the_text_and_a_tall_one_no_whole_page() -> None:
    def share(width: float, height: float) -> float:
        return FigureBlock(alternative="", svg="", width=width, height=height).share

    assert share(2_000, 100) == 1
    assert share(450, 100) == 0.5
    assert share(450, 900) * 900 / 450 < 0.7


def test_a_column_is_the_wider_the_longer_its_longest_text() -> None:
    rows = tuple((Cell((Phrase("x" * length),)), Cell((Phrase("y"),))) for length in (400, 4))
    assert Grid(caption=(), heads=(), rows=rows).widths == (20.0, 4.0)
