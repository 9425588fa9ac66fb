"""Charts of precedent: missions as dots on a logarithmic scale, and ways to foresee a size side by side."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import Picture, draw
from interpose.brief.charts.precedent import backtest_picture, missions_of_class, precedent_picture
from interpose.requirement import Backtest, backtest
from tests.brief.charts.specs import rows_of, size_of


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
        marks = [row["x"] for shape in ("circle", "triangle-up") for row in rows_of(chart, "point", shape=shape)]
        assert sorted(marks) == sorted(row.peak for row in missions)
    assert all(row.name in sizes.description for row in missions)


def test_the_range_of_nine_in_ten_is_a_band_through_all_rows_and_missions_beyond_it_differ(
    sizes: Picture, assessed: Assessment
) -> None:
    told = assessed.requirement.of("interpose").precedent
    assert told is not None
    (band,) = rows_of(sizes.wide, "rect")
    assert (band["x"], band["x2"]) == pytest.approx((told.persons.low, told.persons.high))
    beyond = [row["x"] for row in rows_of(sizes.wide, "point", shape="triangle-up", color="#a33c00")]
    peaks = [row.peak for row in missions_of_class(assessed) if row.peak]
    assert sorted(beyond) == sorted(peak for peak in peaks if not told.persons.low <= peak <= told.persons.high)


def test_the_rules_stand_below_precedent_with_their_own_range(sizes: Picture, assessed: Assessment) -> None:
    need = assessed.requirement.of("interpose")
    assert need.precedent is not None
    spans = rows_of(sizes.wide, "rule", strokeWidth=6)
    assert [row["x"] for row in spans] == pytest.approx([need.precedent.persons.low, need.personnel.low])
    assert [row["x2"] for row in spans] == pytest.approx([need.precedent.persons.high, need.personnel.high])
    assert "more than 91% of them" in sizes.title


def test_a_mandate_without_precedent_has_no_picture(assessed: Assessment) -> None:
    other = replace(assessed, case=assessed.case.with_scenario(mandate="reassure"))
    assert precedent_picture(other) is None
    assert missions_of_class(other) == ()


def test_every_way_has_its_median_and_the_reach_of_nine_in_ten(found: Backtest, errors: Picture) -> None:
    rows = {each.model: each for each in found.models}
    order = ("precedent", "mandate", "rules", "density", "constant")
    for chart in (errors.wide, errors.narrow):
        marks = [row["x"] for row in rows_of(chart, "point", shape="diamond")]
        assert marks == pytest.approx([math.exp(rows[name].median_abs_log_error) for name in order])
        ends = [row["x2"] for row in rows_of(chart, "rule", strokeWidth=6)]
        assert ends == pytest.approx([math.exp(rows[name].p90_abs_log_error) for name in order])
    assert "1.85; ranges held 90%" in {row["text"] for row in rows_of(errors.wide, "text")}


def test_marks_lie_where_a_logarithmic_scale_puts_them(sizes: Picture) -> None:
    labels = re.findall(r'translate\(([\d.]+),[-\d.]+\)"[^>]*>([\d,]+)<', str(draw(sizes).narrow))
    axis = {text.replace(",", ""): float(x) for x, text in labels}
    assert axis["10000"] - axis["1000"] > 20


@pytest.mark.parametrize("name", ["sizes", "errors"])
def test_charts_fit_a_phone_and_short_names_stay_apart(name: str, request: pytest.FixtureRequest) -> None:
    chart: Picture = request.getfixturevalue(name)
    assert size_of(chart.narrow)[0] <= 358
    names = [row["text"] for row in rows_of(chart.narrow, "text", fontSize=11)]
    assert len(names) == len(set(names))
