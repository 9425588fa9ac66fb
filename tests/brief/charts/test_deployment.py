"""The arrival curve, the precedents beside it, and where the days go: drawn as they were computed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.deployment import MARK_NAMES, STEP_NAMES, deployment_pictures
from interpose.brief.charts.drawing import ACCENT, INK, PALETTE, WARN, Picture
from interpose.deployment import Deployment
from interpose.deployment.result import ArrivalDay, Capability, DeploymentBound, UnitArrival, Waterfall
from interpose.deployment.traffic_result import BuildUpPoint
from interpose.requirement.precedents.build_up import BuildUpBand
from tests.brief.charts.reading import bars_of, lies_on_a_scale, lines_of, marks_of, texts_of


def made() -> Deployment:
    """Two units of one state by hand: 100 persons on day 2, 300 more on day 4 of five days."""
    persons = (0.0, 0.0, 100.0, 100.0, 400.0)
    steps = Waterfall(notice=1, permits_beyond_notice=0, held_back=0, transit=0.5, queue=0.5, reception=1)
    return Deployment(
        status="feasible",
        bound=DeploymentBound(closure_day=3, method="a cut", weighted_lateness=0.0),
        arrival=tuple(
            ArrivalDay(day=day, persons=there, planned=400, required=500, best_possible=there, proved_edge=there)
            for day, there in enumerate(persons)
        ),
        capability={
            "ioc": Capability(share=0.5, day=2, best_day=2, counts="required units", rule="half of it"),
            "foc": Capability(share=0.9, day=None, best_day=None, counts="required persons", rule="nine tenths of it"),
            "closure": Capability(share=1.0, day=4, best_day=3, counts="planned units", rule="the last unit"),
        },
        units=tuple(
            UnitArrival(
                state="FRA",
                unit_type="infantry_battalion",
                sector="",
                persons=number,
                required_day=0,
                ready_day=1,
                arrived_day=day - 1,
                operational_day=day,
                late_days=day,
                waterfall=steps,
                waited_for="",
                last_part="heavy",
            )
            for number, day in ((100.0, 2), (300.0, 4))
        ),
        by_state={"FRA": steps},
        precedents=(BuildUpBand(kind="fresh", missions=3, share=0.5, p10=1.0, p50=2.0, p90=4.0),),
    )


def pictures(assessed: Assessment, found: Deployment | None) -> dict[str, Picture]:
    return {picture.id: picture for picture in deployment_pictures(replace(assessed, deployment=found))}


def test_the_curve_turns_where_units_become_operational(assessed: Assessment) -> None:
    for chart in (pictures(assessed, made())["arrival"].wide, pictures(assessed, made())["arrival"].narrow):
        (own,) = lines_of(chart, stroke=ACCENT)
        rises = [(x, top) for (x, bottom), (next_x, top) in pairwise(own) if x == next_x and top < bottom]
        (start, ground), (end, _) = own[0], own[-1]
        assert lies_on_a_scale([0, 2, 4], [start, *(x for x, _ in rises)])
        assert end == rises[-1][0], "the fourth day is the last"
        assert lies_on_a_scale([0, 100, 400], [ground, *(y for _, y in rises)])


def test_the_title_sets_closure_beside_what_is_proved(assessed: Assessment) -> None:
    title = pictures(assessed, made())["arrival"].title
    assert title == "The last unit is operational on day 4; no schedule closes before day 3"


def test_each_mark_that_is_reached_is_written_and_no_other(assessed: Assessment) -> None:
    chart = pictures(assessed, made())["arrival"].wide
    written = set(texts_of(chart, fill=WARN))
    assert written == {f"{MARK_NAMES['ioc']}: day 2", f"{MARK_NAMES['closure']}: day 4"}


def test_precedents_are_in_days_beside_the_own_days_and_called_precedents(assessed: Assessment) -> None:
    picture = pictures(assessed, made())["build-up"]
    assert picture.title == "Earlier missions took 30 to 120 days to 50% of their peak: a precedent, not an estimate"
    (band,) = bars_of(picture.wide)
    ((middle, _), _), *_ = lines_of(picture.wide, stroke=INK)
    (own,) = marks_of(picture.wide, "circle")
    assert lies_on_a_scale([4, 30, 60, 120], [own.x, band.left, middle, band.right])


def test_coalitions_stand_beside_the_band_on_the_first_day_on_which_so_much_was_there(assessed: Assessment) -> None:
    points = (
        BuildUpPoint(case="Early", day=0, persons=40, of=100, counts=""),
        BuildUpPoint(case="Early", day=10, persons=60, of=100, counts=""),
        BuildUpPoint(case="Early", day=20, persons=90, of=100, counts=""),
        BuildUpPoint(case="Never", day=5, persons=10, of=100, counts=""),
    )
    picture = pictures(assessed, replace(made(), coalitions=points))["build-up"]
    # Half of it was there on day 10; the own day 4 stands beside it.
    (band,) = bars_of(picture.wide)
    (own,), (other,) = marks_of(picture.wide, "circle"), marks_of(picture.wide, "diamond")
    assert lies_on_a_scale([4, 10, 30, 120], [own.x, other.x, band.left, band.right])
    assert "Coalitions with 50% of the whole there: Early day 10." in picture.description


def test_the_steps_of_a_state_join_without_gaps_in_their_order(assessed: Assessment) -> None:
    for chart in (pictures(assessed, made())["waterfall"].wide, pictures(assessed, made())["waterfall"].narrow):
        drawn = [bar for colour in (*PALETTE, WARN) for bar in bars_of(chart, fill=colour)]
        row = max(bar.top for bar in drawn)
        bars = sorted((bar.left, bar.right) for bar in drawn if bar.top == row)
        widths = [to - start for start, to in bars]
        assert [start for start, _ in bars[1:]] == pytest.approx([to for _, to in bars[:-1]])
        assert [width / sum(widths) for width in widths] == pytest.approx([1 / 3, 1 / 6, 1 / 6, 1 / 3], abs=1e-3)


def test_the_title_of_the_days_tells_for_how_long_units_are_held_back_where_they_are(assessed: Assessment) -> None:
    found = made()
    held = replace(found.by_state["FRA"], held_back=12.0)
    for steps, is_told in ((held, True), (replace(held, held_back=0.0), False)):
        title = pictures(assessed, replace(found, by_state={"FRA": steps}))["waterfall"].title
        assert title.endswith("; units are held back for 12 until they are required") is is_told


def test_the_shipped_case_names_each_state_and_each_step_that_takes_days(assessed: Assessment) -> None:
    found = assessed.deployment
    assert found is not None
    texts = set(texts_of(pictures(assessed, found)["waterfall"].wide))
    assert {assessed.case.states[state].name for state in found.by_state} <= texts
    assert {STEP_NAMES["notice"], STEP_NAMES["reception"]} <= texts


@pytest.mark.parametrize(
    "found", [None, Deployment(status="no answer", needs=("homes.csv: FRA",)), replace(made(), units=(), by_state={})]
)
def test_nothing_is_drawn_where_nothing_moves(assessed: Assessment, found: Deployment | None) -> None:
    assert pictures(assessed, found) == {}
