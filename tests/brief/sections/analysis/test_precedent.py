"""The section that asks whether the number is plausible: recomputed, sourced, and honest about what failed."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from html import unescape
from statistics import median
from xml.etree import ElementTree

import pytest

from interpose.brief.context import BriefContext
from interpose.brief.sections.analysis.precedent import PrecedentView, precedent_view
from interpose.case.read.missions import MissionLibrary, load_missions
from interpose.requirement import backtest, density_strip


@pytest.fixture(scope="module")
def library() -> MissionLibrary:
    return load_missions()


@pytest.fixture
def view(context: BriefContext, library: MissionLibrary) -> PrecedentView:
    return precedent_view(context, library)


@pytest.fixture
def section(html: str) -> str:
    return html[html.index('<section id="plausible"') : html.index('<section id="evidence"')]


def test_the_density_of_the_own_mandate_is_its_personnel_over_the_planned_line(
    view: PrecedentView, context: BriefContext
) -> None:
    line_km = context.assessment.requirement.area.planned_line_km.mode
    assert view.persons_per_km.mode == pytest.approx(context.need.personnel.mode / line_km)
    assert view.persons_per_km.high == pytest.approx(context.need.personnel.high / line_km)


def test_the_page_states_the_errors_that_a_new_backtest_gives(section: str, library: MissionLibrary) -> None:
    scores = backtest(library).missions
    off = median(abs(math.log(score.estimate.mode / score.actual)) for score in scores)
    inside = sum(score.estimate.low <= score.actual <= score.estimate.high for score in scores)
    assert f"{math.exp(off):.1f} times" in section
    assert f"{inside} of {len(scores)}" in section


def test_every_mission_with_a_line_stands_on_the_strip(view: PrecedentView, library: MissionLibrary) -> None:
    words = unescape(str(view.strip.wide))
    for row in density_strip(library):
        assert row.name in words
    assert view.missions == len(density_strip(library))


def test_every_scored_mission_is_drawn_and_a_miss_has_its_own_colour(view: PrecedentView) -> None:
    misses = sum(not score.inside for score in view.found.missions)
    for svg in (view.errors.wide, view.errors.narrow):
        assert svg.count("<circle") == len(view.found.missions)
        assert svg.count('fill="#a33c00" stroke="#fff"') == misses


def test_marks_lie_where_a_logarithmic_scale_puts_them(view: PrecedentView) -> None:
    # On the axis, 100 to 1,000 is as far as 1,000 to 10,000; a mission of 1,187 stands just right of 1,000.
    axis = {
        unescape(text).replace(",", ""): float(x)
        for x, text in re.findall(r'<text x="([\d.]+)" y="12"[^>]*>([\d,]+)', str(view.errors.narrow))
    }
    step = axis["1000"] - axis["100"]
    assert axis["10000"] - axis["1000"] == pytest.approx(step, abs=0.3)
    order = sorted(view.found.missions, key=lambda score: (_rank(score.mandate), score.log_error, score.id))
    circles = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', str(view.errors.narrow))]
    place = [score.id for score in order].index("unikom")
    assert circles[place] == pytest.approx(axis["1000"] + step * math.log10(1.187), abs=0.3)


def _rank(mandate: str) -> tuple[int, str]:
    return ({"observe": 0, "interpose": 1}.get(mandate, 2), mandate)


@pytest.mark.parametrize("drawing", ["strip", "errors"])
def test_charts_are_well_formed_fit_a_phone_and_keep_text_inside(view: PrecedentView, drawing: str) -> None:
    drawn = getattr(view, drawing)
    for svg in (drawn.wide, drawn.narrow):
        root = ElementTree.fromstring(str(svg))  # noqa: S314
        width = float(root.attrib["width"])
        assert root.attrib["role"] == "img"
        assert root[0].text == drawn.title
        assert all(0 <= float(text.attrib["x"]) <= width for text in root.iter("text"))
    assert float(ElementTree.fromstring(str(drawn.narrow)).attrib["width"]) <= 358  # noqa: S314


def test_failures_are_told(view: PrecedentView) -> None:
    told = " ".join(view.failures)
    for score in view.found.missions:
        if not score.inside:
            assert f"{score.name} lies outside its range" in told
    for _, why in view.found.not_scored:
        assert why in told
    assert "Reassure" in told
    assert "no such force has been scored" in told


def test_a_mission_that_fits_is_not_told_as_a_failure(context: BriefContext, library: MissionLibrary) -> None:
    kept = tuple(case for case in library.missions if case.mission.id not in ("unifil-2006", "unprofor"))
    told = precedent_view(context, replace(library, missions=kept))
    assert told.inside == len(told.found.missions)
    assert not any("outside its range" in failure or "not scored" in failure for failure in told.failures)


def test_rows_cite_where_strength_and_ground_were_read(view: PrecedentView, section: str) -> None:
    by_name = {row.name: row for row in view.rows}
    assert len(by_name) == len(load_missions().missions)
    assert all(row.sources for row in view.rows)
    croatia = by_name["UNPROFOR in Croatia, 1994 to 1995"]
    assert [source.url for source in croatia.sources] == [
        "https://planken.org/balkans/unprofor",
        "http://articles.baltimoresun.com/1995-03-12/news/1995071015_1_croatia-peacekeeping-pakrac",
    ]
    assert f'href="{croatia.sources[1].url}"' in section


def test_the_level_of_precedent_is_the_geometric_mean_over_missions_of_the_mandate(
    view: PrecedentView, context: BriefContext
) -> None:
    ratios = [score.actual / score.rules.mode for score in view.found.missions if score.mandate == "interpose"]
    level = math.prod(ratios) ** (1 / len(ratios))
    assert view.calibration is not None
    assert view.calibration.missions == len(ratios)
    assert view.calibration.level == pytest.approx(level)
    assert view.calibration.personnel.mode == pytest.approx(context.need.personnel.mode * level)


def test_the_own_number_is_a_citation(section: str) -> None:
    assert 'href="#trace-requirement.interpose.personnel"' in section
    assert 'href="#trace-requirement.planned_line_km"' in section
