"""The means of a chart: scales, marks in one path, names that are cut and kept apart, axes that stay on the picture."""

from __future__ import annotations

import pytest

from interpose.brief.charts.drawing import PAPER
from interpose.brief.charts.marks import (
    Anchor,
    Scale,
    axis_across,
    axis_up,
    beside,
    boxes,
    cut,
    dots,
    key,
    lines,
    rules,
    sketch,
    words,
)
from tests.brief.charts.reading import bars_of, lines_of, marks_of, words_of


def test_a_scale_places_its_ends_and_turns_upside_down_for_heights() -> None:
    down = Scale(low=0, high=200, start=100, end=0)
    assert [down.at(value) for value in (0, 50, 200)] == [100, 75, 0]
    tens = Scale(low=10, high=1000, start=0, end=10, log=True)
    assert [tens.at(value) for value in (0, 10, 100, 1000)] == [0, 0, pytest.approx(5), pytest.approx(10)]


@pytest.mark.parametrize(
    ("low", "high", "about", "ticks"),
    [
        (0, 23_000, 5, [0, 5_000, 10_000, 15_000, 20_000]),
        (0, 15.1, 4, [0, 5, 10, 15]),
        (0, 0.9, 4, [0, 0.2, 0.4, 0.6, 0.8]),
        (-1, 1, 2, [-1, 0, 1]),
    ],
)
def test_ticks_are_round_numbers_within_the_scale(low: float, high: float, about: int, ticks: list[float]) -> None:
    assert Scale(low=low, high=high, start=0, end=1).ticks(about) == ticks


def test_ticks_of_a_logarithmic_scale_are_powers_of_ten() -> None:
    assert Scale(low=1, high=1000, start=0, end=1, log=True).ticks() == [1, 10, 100, 1000]
    assert Scale(low=0.05, high=20, start=0, end=1, log=True).ticks() == [0.1, 1, 10]


def test_marks_of_one_look_are_one_path_and_none_are_nothing() -> None:
    drawn = dots([(1, 2), (3, 4)], shape="diamond", fill="#000000") + boxes([(0, 1, 2, 3), (4, 5, 6, 7)], "#ffffff")
    chart = sketch(10, 10, drawn, rules([(0, 0, 5, 0), (1, 1, 2, 2)], "#000000"))
    assert chart.body.count("<path") == 3
    assert [mark[:2] for mark in marks_of(chart, "diamond")] == [(1, 2), (3, 4)]
    assert bars_of(chart) == [(0, 1, 2, 3), (4, 5, 6, 7)]
    assert lines_of(chart) == [[(0, 0), (5, 0)], [(1, 1), (2, 2)]]
    assert dots([], fill="#000000") + boxes([], "#000000") + lines([], "#000000") + words([], size=12) == ""


@pytest.mark.parametrize("shape", ["circle", "diamond", "triangle", "square", "arrow"])
def test_each_shape_stands_at_its_place(shape: str) -> None:
    assert marks_of(sketch(9, 9, dots([(4, 5)], shape=shape, fill="#000000"))) == [(4, 5, shape)]


def test_a_key_takes_as_many_lines_as_it_needs_and_stays_within_the_picture() -> None:
    named = [("#111111", "Estonia"), ("#222222", "Latvia"), ("#333333", "Lithuania")]
    (one_line, low), (two_lines, high) = key(named, 400, 12), key(named, 160, 12)
    assert len({mark.y for mark in marks_of(sketch(400, low, one_line), "square")}) == 1
    chart = sketch(160, high, two_lines)
    assert low < high
    assert [word.text for word in words_of(chart)] == ["Estonia", "Latvia", "Lithuania"]
    assert all(word.x < 160 - 20 and word.y < high for word in words_of(chart))
    assert len({mark.y for mark in marks_of(chart, "square")}) == 2


def test_only_a_name_that_is_too_long_is_cut() -> None:
    assert cut("Malta", 12, 92) == "Malta"
    assert cut("Bosnia and Herzegovina", 12, 92).endswith("…")
    assert cut("Bosnia", 12, 1) == "…"


@pytest.mark.parametrize(
    ("x", "left", "anchor", "at"),
    [(50, True, None, 55), (150, True, "end", 145), (50, False, None, 55), (150, False, "end", 145)],
)
def test_a_text_stands_beside_its_place_where_it_has_room(x: float, left: bool, anchor: str | None, at: float) -> None:
    drawn = beside([(x, 10, "Bosnia and Herze")], within=(0, 200), size=12, left=left)
    assert [word.x for word in words_of(sketch(200, 20, drawn), text_anchor=anchor)] == [at]


def test_a_text_without_room_on_either_side_stays_within_the_picture() -> None:
    ((x, _, text),) = words_of(sketch(60, 20, beside([(30, 10, "Bosnia and Herzegovina")], within=(0, 60), size=12)))
    assert (x, text[-1]) == (60, "…")


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_paper_lies_behind_the_letters(anchor: Anchor) -> None:
    chart = sketch(200, 20, words([(100, 10, "Bosnia")], size=12, anchor=anchor, paper=True))
    (paper,), (word,) = bars_of(chart, fill=PAPER), words_of(chart)
    assert paper.left <= word.x <= paper.right
    assert 30 < paper.right - paper.left < 60
    assert paper.top < 10 < word.y < paper.bottom + 1


def test_names_of_an_axis_do_not_leave_the_picture() -> None:
    named = [(0.0, "1,000"), (50.0, "2,000"), (100.0, "3,000")]
    first, middle, last = words_of(sketch(100, 50, axis_across(named, top=0, bottom=30, width=100)))
    assert middle.x == 50
    assert first.x > 10
    assert last.x < 90


def test_an_axis_has_a_line_through_the_plot_at_each_name() -> None:
    chart = sketch(100, 50, axis_up([(40, "0"), (10, "5")], left=20, right=90))
    assert lines_of(chart) == [[(20, 40), (90, 40)], [(20, 10), (90, 10)]]
    assert [(word.text, word.x < 20) for word in words_of(chart)] == [("0", True), ("5", True)]
