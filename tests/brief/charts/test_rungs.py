"""The ladder of firmness: bars that grow as weaker positions are counted, against what the mandate needs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.rungs import RUNG_NAMES, rung_picture
from tests.brief.charts.specs import rows_of


def test_each_rung_is_a_bar_of_what_lasts_and_a_mark_of_what_each_nation_relieves_itself(assessed: Assessment) -> None:
    picture = rung_picture(assessed)
    assert picture is not None
    bars = rows_of(picture.wide, "rect")
    assert [bar["name"] for bar in bars] == [RUNG_NAMES[rung.rung] for rung in assessed.rungs]
    assert [bar["relay"] for bar in bars] == [rung.without_end.sustained for rung in assessed.rungs]
    assert [bar["own"] for bar in bars] == [rung.own_relief.sustained for rung in assessed.rungs]
    assert all(bar["own"] <= bar["relay"] for bar in bars)


def test_the_need_of_the_mandate_is_a_rule_across_all_bars(assessed: Assessment) -> None:
    picture = rung_picture(assessed)
    assert picture is not None
    need = assessed.requirement.of(assessed.plan.mandate).personnel.mode
    for chart in (picture.wide, picture.narrow):
        (rule,) = [row for row in rows_of(chart, "rule") if "need" in row]
        assert rule["need"] == pytest.approx(need)


def test_a_narrow_chart_has_the_numbers_too_below_the_names(assessed: Assessment) -> None:
    picture = rung_picture(assessed)
    assert picture is not None
    numbers = {row["text"] for row in rows_of(picture.wide, "text")}
    assert numbers <= {row["text"] for row in rows_of(picture.narrow, "text")}
    assert all(row["label"] < row["below"] < row["from"] < row["to"] for row in rows_of(picture.narrow, "text"))
    assert picture.description.count("without end") == len(assessed.rungs)


def test_without_pledges_the_title_says_so(assessed: Assessment) -> None:
    first, *others = assessed.rungs
    nothing = replace(first, without_end=replace(first.without_end, sustained=0))
    picture = rung_picture(replace(assessed, rungs=(nothing, *others)))
    assert picture is not None
    assert picture.title.endswith("none come from states that have pledged")


def test_a_ladder_with_a_rung_that_has_no_answer_is_not_drawn(assessed: Assessment) -> None:
    *others, last = assessed.rungs
    lost = replace(last, own_relief=replace(last.own_relief, status="no answer"))
    assert rung_picture(replace(assessed, rungs=(*others, lost))) is None
    assert rung_picture(replace(assessed, rungs=())) is None
