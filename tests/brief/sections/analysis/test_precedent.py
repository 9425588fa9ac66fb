"""The section that asks whether the number is plausible: recomputed, sourced, and honest about what failed."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from statistics import median

import pytest

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.analysis.precedent import PrecedentView, precedent_view
from interpose.brief.tracing import Citations
from interpose.requirement import backtest, require


@pytest.fixture
def view(context: BriefContext) -> PrecedentView:
    return precedent_view(context)


@pytest.fixture
def section(html: str) -> str:
    return html[html.index('<div id="plausible"') : html.index('<div id="evidence"')]


def test_the_page_states_the_errors_that_a_new_backtest_gives(section: str) -> None:
    scores = backtest(schemes=["itself"]).missions
    off = median(abs(math.log(score.estimate.mode / score.actual)) for score in scores)
    inside = sum(score.estimate.low <= score.actual <= score.estimate.high for score in scores)
    assert f"off by a factor of {math.exp(off):.2f}" in section
    assert f"{inside} of {len(scores)}" in section


def test_precedent_is_told_beside_the_rules_and_never_averaged_with_them(section: str) -> None:
    for words in (
        "By precedent a mission of this mandate on such ground peaks at",
        "nine in ten at 1,400 to 30,000",
        "was enough",
        "not averaged",
    ):
        assert words in re.sub("<[^>]+>", "", section)
    assert 'href="#trace-requirement.interpose.personnel"' in section
    assert 'href="#trace-requirement.interpose.precedent"' in section


def test_proposals_and_ground_beyond_the_precedents_are_told(view: PrecedentView, section: str) -> None:
    assert "10,000: 32%" in view.at_least
    assert view.at_least in section
    assert "2 stood on three quarters of this ground or more" in section


def test_failures_are_told(view: PrecedentView) -> None:
    told = " ".join(view.failures)
    for score in view.found.missions:
        if not score.inside and score.mandate == "interpose":
            assert f"{score.name} lies outside its range" in told
    others = sum(not score.inside and score.mandate != "interpose" for score in view.found.missions)
    assert f"{others} missions of other classes" in told
    assert "Reassure" in told
    assert "there the rules stand alone" in told
    assert "Density is the wrong model: 2.7 times off" in told


def test_rules_are_told_as_a_test_only_where_they_are_one(view: PrecedentView) -> None:
    told = " ".join(view.failures)
    assert "Their numbers were set with 5 such missions in view; on the 12 others, which are a test" in told
    assert "with 3 such missions in view; on the 7 others with consent of all parties" in told
    assert "5 of these peaks are borne out by no other source" in told


def test_what_missions_made_of_an_authorised_number_is_told(section: str, assessed: Assessment) -> None:
    assert "Once a number is authorised it is the better guide: nine in ten of 80 missions had 0.68 to 1.40 times it" in section
    case = assessed.case.with_options(authorised=15_000)
    assessment = replace(assessed, case=case, requirement=require(case))
    told = precedent_view(BriefContext(assessment, Citations(assessment))).authorised
    assert told.startswith("15,000 persons are authorised")


def test_rows_cite_where_strength_and_ground_were_read(view: PrecedentView, section: str) -> None:
    by_name = {row.name: row for row in view.rows}
    assert len(by_name) == 17
    assert all(row.sources for row in view.rows)
    croatia = by_name["UNPROFOR and UNCRO, Croatia"]
    assert [source.url for source in croatia.sources] == [
        "https://planken.org/balkans/unprofor",
        "http://articles.baltimoresun.com/1995-03-12/news/1995071015_1_croatia-peacekeeping-pakrac",
    ]
    assert f'href="{croatia.sources[1].url}"' in section
    assert "Recalled by the author" in section


def test_a_mandate_without_precedents_says_that_the_rules_stand_alone(context: BriefContext) -> None:
    case = context.assessment.case.with_scenario(mandate="reassure")
    view = precedent_view(replace(context, assessment=replace(context.assessment, case=case)))
    assert view.estimate is None
    assert view.alone is not None
    assert "the rules stand alone" in view.alone
    assert view.rows == ()
    assert len(view.found.missions) == 102
