"""When the force is there, as the page tells it: no more than was computed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.analysis.deployment import DeploymentView, deployment_view, movement_needs
from interpose.brief.tracing import Citations
from interpose.deployment import Deployment
from interpose.deployment.result import LiftCase


def context(assessment: Assessment) -> BriefContext:
    return BriefContext(assessment, Citations(assessment))


def found(assessed: Assessment) -> Deployment:
    assert assessed.deployment is not None
    return assessed.deployment


def view(assessed: Assessment, **changes: object) -> DeploymentView:
    changed = replace(found(assessed), **changes)  # type: ignore[arg-type]
    made = deployment_view(context(replace(assessed, deployment=changed)))
    assert made is not None
    return made


def test_every_day_that_is_told_can_be_traced(assessed: Assessment) -> None:
    told = context(assessed)
    made = deployment_view(told)
    assert made is not None
    assert {"deployment.closure", "deployment.closure_bound", "deployment.mean_late"} <= set(told.cite.used)
    assert f"day {found(assessed).capability['closure'].day}" in made.lead


def test_a_mark_that_is_never_reached_is_told_as_such(assessed: Assessment) -> None:
    marks = dict(found(assessed).capability)
    marks["foc"] = replace(marks["foc"], day=None, best_day=None)
    made = view(assessed, capability=marks)
    assert "Nine tenths of the required persons are never operational" in made.lead
    assert [mark.day for mark in made.marks if mark.name == "Full capability"] == ["not reached"]


def test_a_unit_that_is_there_before_its_tour_begins_is_told_as_such(assessed: Assessment) -> None:
    marks = dict(found(assessed).capability)
    marks["closure"] = replace(marks["closure"], day=100)
    for day, early in ((90, False), (150, True)):
        marks["foc"] = replace(marks["foc"], day=day)
        assert ("day 100, before its tour begins." in view(assessed, capability=marks).lead.striptags()) is early


def test_causes_of_lateness_are_shares_of_it_the_largest_first(assessed: Assessment) -> None:
    late = found(assessed).lateness
    assert late is not None
    causes = {"notice": 10.0, "queues": 30.0, "way_and_reception": 60.0, "permits": 0.0}
    made = view(assessed, lateness=replace(late, person_days=100.0, by_cause=causes))
    place = [made.late.index(text) for text in ("no time (60%)", "queues (30%)", "notice (10%)")]
    assert place == sorted(place)
    assert "permits" not in made.late


def test_what_was_not_tried_is_not_told_as_without_effect(assessed: Assessment) -> None:
    rows = view(assessed, marginal=()).bottlenecks
    assert rows
    assert all(row.brings.endswith("not tried here") for row in rows)
    tried = [gain.change for gain in found(assessed).marginal]
    brings = [row.brings for row in view(assessed).bottlenecks if not row.brings.endswith("not tried here")]
    assert len(brings) == len(tried)


@pytest.mark.parametrize(
    ("without", "slow", "said"),
    [
        (10.0, 17.0, "Lift of external providers changes nothing here; permits after 45 days make persons 7.0 days later"),
        (12.0, 10.0, "Lift of external providers matters; permits make no difference"),
    ],
)
def test_the_heading_says_whether_lift_and_permits_matter(assessed: Assessment, without: float, slow: float, said: str) -> None:
    cases = {"as planned": 10.0, "without American lift": without, "permits after 3 days": 10.0, "permits after 45 days": slow}
    rows = tuple(LiftCase(case=name, closure_day=100, mean_late=late, never=0) for name, late in cases.items())
    made = view(assessed, lift=rows)
    assert made.lift_finding == said


def test_a_unit_that_never_arrives_is_named_by_its_state_with_the_reason(assessed: Assessment) -> None:
    first, *rest = found(assessed).units
    lost = replace(first, operational_day=None, arrived_day=None, waterfall=None, never="no route from home")
    made = view(assessed, units=(lost, *rest))
    assert made.never == (f"{assessed.case.states[first.state].name}: no route from home",)


def test_time_for_the_way_is_told_from_the_chains(assessed: Assessment) -> None:
    made = view(assessed)
    days = [each.days for each in found(assessed).chain]
    assert f"take {min(days)} to {max(days)} days" in made.held_back
    assert view(assessed, chain=()).held_back == ""


def test_build_ups_of_coalitions_are_told_as_precedents(assessed: Assessment) -> None:
    made = view(assessed)
    assert made.coalitions == bool(found(assessed).coalitions)
    assert {point.case for point in found(assessed).coalitions} >= {"KFOR 1999", "Task Force Eagle"}


def test_without_a_network_the_section_is_missing_and_what_it_would_need_is_told(assessed: Assessment) -> None:
    bare = replace(assessed, deployment=Deployment(status="no answer", needs=("nodes.csv: places in XXX",)))
    assert deployment_view(context(bare)) is None
    assert movement_needs(context(bare)) == ("nodes.csv: places in XXX",)
    assert movement_needs(context(replace(assessed, deployment=None))) == ("a plan with numbers",)
    assert movement_needs(context(assessed)) == ()
