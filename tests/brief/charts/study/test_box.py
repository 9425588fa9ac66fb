"""The box as bars: each restriction on the whole range of its input, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.brief.charts.study.box import box_picture
from interpose.brief.study import BriefStudy
from interpose.exploration.analysis.discovery.boxes import BoxLimit
from tests.brief.charts.reading import bars_of, texts_of
from tests.builders.small_study import small_study

STUDY = small_study()
(BOX,) = STUDY.analysis.boxes
COUNT = next(limit for limit in BOX.limits if limit.kind == "count")


def with_limits(*limits: BoxLimit) -> BriefStudy:
    return replace(STUDY, analysis=replace(STUDY.analysis, boxes=(replace(BOX, limits=limits),)))


def test_each_restriction_has_its_words_and_two_bars() -> None:
    picture = box_picture(STUDY)
    assert picture is not None
    assert len(bars_of(picture.wide)) == 2 * len(BOX.limits)
    words = set(texts_of(picture.wide))
    assert "At most 1 of 3 large states take part" in words
    assert {"0", "3"} <= words
    assert "At most 1 of 3 large states take part, of 0 to 3." in picture.description


@pytest.mark.parametrize(
    ("limit", "left", "right"),
    [
        (replace(COUNT, low=None, high=1.0), 0.0, 0.5),
        (replace(COUNT, low=3.0, high=None), 0.75, 1.0),
        (replace(COUNT, kind="number", low=1.0, high=2.0, least=0.0, most=4.0), 0.25, 0.5),
        (replace(COUNT, kind="rank", low=0.2, high=None, least=0.0, most=1.0), 0.2, 1.0),
        (replace(COUNT, kind="yes or no", low=1.0, high=None, least=0.0, most=1.0), 0.5, 1.0),
    ],
)
def test_the_coloured_part_lies_where_the_limits_are_and_whole_numbers_are_steps(
    limit: BoxLimit, left: float, right: float
) -> None:
    picture = box_picture(with_limits(limit))
    assert picture is not None
    (bar,) = bars_of(picture.wide, fill="#0b4f8a")
    assert (bar.left, bar.right) == pytest.approx((left * 850, right * 850))


def test_the_title_sets_the_box_against_all_futures() -> None:
    picture = box_picture(STUDY)
    assert picture is not None
    assert "of futures miss the criterion, against" in picture.title
    met = replace(STUDY, analysis=replace(STUDY.analysis, boxes=(replace(BOX, holds="met"),)))
    told = box_picture(met)
    assert told is not None
    assert "of futures keep the criterion" in told.title


def test_without_restrictions_or_without_a_box_nothing_is_drawn() -> None:
    assert box_picture(with_limits()) is None
    assert box_picture(replace(STUDY, analysis=replace(STUDY.analysis, boxes=()))) is None
