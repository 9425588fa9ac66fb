"""Charts of precedent: every mission on one logarithmic scale, and a miss told by shape, colour and words."""

from __future__ import annotations

import re

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import Picture, draw
from interpose.brief.charts.precedent import backtest_picture, density_picture, mission_rank, shipped_missions
from interpose.requirement import Backtest, backtest, density_strip
from tests.brief.charts.specs import rows_of, size_of


@pytest.fixture(scope="module")
def found() -> Backtest:
    return backtest(shipped_missions())


@pytest.fixture(scope="module")
def errors(found: Backtest) -> Picture:
    return backtest_picture(shipped_missions(), found)


@pytest.fixture(scope="module")
def density(assessed: Assessment) -> Picture:
    return density_picture(assessed, shipped_missions())


def test_every_mission_with_a_line_stands_on_the_strip_where_its_density_puts_it(density: Picture) -> None:
    strip = density_strip(shipped_missions())
    marks = [row["x"] for shape in ("circle", "square") for row in rows_of(density.wide, "point", shape=shape)]
    assert sorted(marks) == pytest.approx(sorted(row.persons_per_km for row in strip))
    names = {row["text"] for row in rows_of(density.wide, "text")}
    assert {row.name for row in strip} <= names
    assert all(row.name in density.description for row in strip)


def test_every_mandate_has_its_range_and_the_own_one_a_band_through_all_rows(density: Picture, assessed: Assessment) -> None:
    line_km = assessed.requirement.area.planned_line_km.mode
    spans = rows_of(density.wide, "rule", strokeWidth=6)
    needs = sorted(assessed.requirement.mandates, key=lambda need: need.personnel.mode)
    assert [row["x"] for row in spans] == pytest.approx([need.personnel.low / line_km for need in needs])
    own = assessed.requirement.of(assessed.case.scenario.mandate)
    (band,) = rows_of(density.wide, "rect")
    assert (band["x"], band["x2"]) == pytest.approx((own.personnel.low / line_km, own.personnel.high / line_km))


def test_every_scored_mission_is_drawn_and_a_miss_has_its_own_shape_colour_and_words(found: Backtest, errors: Picture) -> None:
    misses = [score for score in found.missions if not score.inside]
    held = [score for score in found.missions if score.inside]
    assert misses, "the library holds a miss to draw"
    for chart in (errors.wide, errors.narrow):
        assert sorted(row["x"] for row in rows_of(chart, "point", shape="triangle-up", color="#a33c00")) == sorted(
            score.actual for score in misses
        )
        assert sorted(row["x"] for row in rows_of(chart, "point", shape="circle")) == sorted(score.actual for score in held)
    assert len([row for row in rows_of(errors.wide, "text", color="#a33c00") if "times too" in row["text"]]) == len(misses)


def test_marks_lie_where_a_logarithmic_scale_puts_them(errors: Picture) -> None:
    labels = re.findall(r'translate\(([\d.]+),[-\d.]+\)"[^>]*>([\d,]+)<', str(draw(errors).narrow))
    axis = {text.replace(",", ""): float(x) for x, text in labels}
    step = axis["1000"] - axis["100"]
    assert step > 20
    assert axis["10000"] - axis["1000"] == pytest.approx(step, abs=0.6)


def test_missions_are_grouped_by_mandate_those_along_a_line_first(found: Backtest, errors: Picture) -> None:
    order = [
        score.name for score in sorted(found.missions, key=lambda each: (mission_rank(each.mandate), each.log_error, each.id))
    ]
    told = [part.partition(": ")[0] for part in errors.description.split(". ")]
    assert [name for name in told if name in order] == order
    assert mission_rank("observe") < mission_rank("interpose") < mission_rank("anything else")


@pytest.mark.parametrize("name", ["density", "errors"])
def test_charts_fit_a_phone_and_short_names_stay_apart(name: str, request: pytest.FixtureRequest) -> None:
    chart: Picture = request.getfixturevalue(name)
    assert size_of(chart.narrow)[0] <= 358
    names = [row["text"] for row in rows_of(chart.narrow, "text", fontSize=11)]
    assert len(names) == len(set(names))
