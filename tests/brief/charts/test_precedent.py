"""Charts of precedent: missions as dots on a logarithmic scale, and ways to foresee a size side by side."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import RANGE, Picture
from interpose.brief.charts.precedent import backtest_picture, missions_of_class, precedent_picture
from interpose.requirement import Backtest, backtest
from tests.brief.charts.reading import bars_of, lies_on_a_scale, marks_of, texts_of, words_of


@pytest.fixture(scope="module")
def found() -> Backtest:
    return backtest(schemes=["itself"])


@pytest.fixture(scope="module")
def errors(found: Backtest) -> Picture:
    return backtest_picture(found)


@pytest.fixture(scope="module")
def sizes(assessed: Assessment) -> Picture:
    picture = precedent_picture(assessed)
    assert picture is not None
    return picture


def test_every_mission_of_the_mandate_is_a_dot_at_its_peak(sizes: Picture, assessed: Assessment) -> None:
    missions = missions_of_class(assessed)
    assert len(missions) == 17
    for chart in (sizes.wide, sizes.narrow):
        marks = sorted(mark.x for shape in ("circle", "triangle") for mark in marks_of(chart, shape))
        assert lies_on_a_scale([math.log(peak) for peak in sorted(row.peak or 0 for row in missions)], marks)
    assert all(row.name in sizes.description for row in missions)


def test_the_range_of_nine_in_ten_is_a_band_through_all_rows_and_missions_beyond_it_differ(
    sizes: Picture, assessed: Assessment
) -> None:
    told = assessed.requirement.of("interpose").precedent
    assert told is not None
    (band,) = bars_of(sizes.wide, fill="#f6e7d2")
    beyond = sorted(mark.x for mark in marks_of(sizes.wide, "triangle", fill="#a33c00"))
    peaks = sorted(row.peak for row in missions_of_class(assessed) if row.peak)
    outside = [peak for peak in peaks if not told.persons.low <= peak <= told.persons.high]
    values = [told.persons.low, told.persons.high, *outside]
    assert lies_on_a_scale([math.log(value) for value in values], [band.left, band.right, *beyond])
    assert all(not band.left <= place <= band.right for place in beyond)


def test_the_rules_stand_below_precedent_with_their_own_range(sizes: Picture, assessed: Assessment) -> None:
    need = assessed.requirement.of("interpose")
    assert need.precedent is not None
    ends = [end for span in (need.precedent.persons, need.personnel) for end in (span.low, span.high)]
    places = [side for bar in bars_of(sizes.wide, fill=RANGE) for side in (bar.left, bar.right)]
    assert lies_on_a_scale([math.log(end) for end in ends], places)
    assert "more than 91% of them" in sizes.title


def test_a_mandate_without_precedent_has_no_picture(assessed: Assessment) -> None:
    other = replace(assessed, case=assessed.case.with_scenario(mandate="reassure"))
    assert precedent_picture(other) is None
    assert missions_of_class(other) == ()


def test_every_way_has_its_median_and_the_reach_of_nine_in_ten(found: Backtest, errors: Picture) -> None:
    rows = {each.model: each for each in found.models}
    order = ("precedent", "mandate", "rules", "density", "constant")
    for chart in (errors.wide, errors.narrow):
        marks, bars = marks_of(chart, "diamond"), bars_of(chart)
        values = [0.0, *(rows[name].median_abs_log_error for name in order), *(rows[name].p90_abs_log_error for name in order)]
        assert lies_on_a_scale(values, [bars[0].left, *(mark.x for mark in marks), *(bar.right for bar in bars)])
    assert "1.85; ranges held 90%" in texts_of(errors.wide)


def test_marks_lie_where_a_logarithmic_scale_puts_them(sizes: Picture) -> None:
    axis = {word.text: word.x for word in words_of(sizes.narrow, font_size=10.5, text_anchor="middle")}
    assert lies_on_a_scale([3, 4, 5], [axis["1,000"], axis["10,000"], axis["100,000"]])


@pytest.mark.parametrize("name", ["sizes", "errors"])
def test_charts_fit_a_phone_and_short_names_stay_apart(name: str, request: pytest.FixtureRequest) -> None:
    chart: Picture = request.getfixturevalue(name)
    assert chart.narrow.width <= 358
    names = texts_of(chart.narrow, font_size=11, fill="#1b1f24")
    assert len(names) == len(set(names))
