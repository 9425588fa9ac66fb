"""The section that asks whether the number is plausible: recomputed, sourced, and honest about what failed."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median

import pytest

from interpose.brief.context import BriefContext
from interpose.brief.sections.analysis.precedent import PrecedentView, precedent_view
from interpose.case.read.missions import MissionLibrary, load_missions
from interpose.requirement import backtest


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
