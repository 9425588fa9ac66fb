"""Drivers as dots: the largest first, only those told apart from chance, with intervals and the noise floor."""

from __future__ import annotations

from dataclasses import replace

from interpose.brief.charts.drawing import ACCENT, WARN
from interpose.brief.charts.study.drivers import drivers_picture
from tests.brief.charts.reading import lies_on_a_scale, lines_of, marks_of
from tests.builders.small_study import small_study

STUDY = small_study()
ABOVE = [each for each in STUDY.analysis.drivers if each.above_noise]


def test_each_group_that_is_told_apart_is_a_dot_on_its_interval() -> None:
    picture = drivers_picture(STUDY)
    assert picture is not None
    for chart in (picture.wide, picture.narrow):
        ((floor, _), _), *_ = lines_of(chart, stroke=WARN)
        values, places = [ABOVE[0].noise_floor], [floor]
        for each, dot, alone, (low, high) in zip(
            ABOVE, marks_of(chart, "circle"), marks_of(chart, "diamond"), lines_of(chart, stroke=ACCENT), strict=True
        ):
            values += [each.total, each.first, each.total_low, each.total_high]
            places += [dot.x, alone.x, low[0], high[0]]
        assert lies_on_a_scale(values, places)


def test_the_title_names_what_moves_most_and_what_comes_next() -> None:
    picture = drivers_picture(STUDY)
    assert picture is not None
    assert picture.title.startswith("Will moves most: ")
    assert "next: Length of the line" in picture.title
    assert picture.description.count(" from ") == len(ABOVE)


def test_without_effects_of_groups_inputs_are_told_by_themselves() -> None:
    picture = drivers_picture(replace(STUDY, analysis=replace(STUDY.analysis, drivers=())))
    assert picture is not None
    assert picture.title.startswith("How many of 3 large states take part explains by itself most")
    assert marks_of(picture.wide, "diamond") == []


def test_where_nothing_is_told_apart_from_chance_nothing_is_drawn() -> None:
    quiet = tuple(replace(each, above_noise=False) for each in STUDY.analysis.drivers)
    assert drivers_picture(replace(STUDY, analysis=replace(STUDY.analysis, drivers=quiet))) is None
    silent = replace(STUDY.analysis, drivers=(), input_effects=())
    assert drivers_picture(replace(STUDY, analysis=silent)) is None
