"""The strip of futures: those that keep the criterion first, each with what it needs, and a title that tells the shares."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from interpose.brief.charts.study.futures import VERDICT_COLOURS, futures_picture
from tests.brief.charts.specs import layers_of, rows_of
from tests.builders.small_study import small_study

STUDY = small_study()


def test_bars_stand_in_order_of_verdict_and_then_of_what_is_sustained() -> None:
    for chart, most in ((futures_picture(STUDY).wide, 150), (futures_picture(STUDY).narrow, 64)):
        bars = rows_of(chart, "rect")
        assert len(bars) == most
        verdicts = [bar["verdict"] for bar in sorted(bars, key=lambda bar: bar["x"])]
        assert verdicts == sorted(verdicts, key=list(VERDICT_COLOURS).index)
        for word in VERDICT_COLOURS:
            persons = [bar["persons"] for bar in bars if bar["verdict"] == word]
            assert persons == sorted(persons, reverse=True)


def test_shares_of_bars_are_those_of_the_futures() -> None:
    bars = rows_of(futures_picture(STUDY).wide, "rect")
    met = sum(bar["verdict"] == "met" for bar in bars) / len(bars)
    assert abs(met - STUDY.judged.met) < 0.02


def test_each_future_has_a_mark_at_what_it_needs() -> None:
    white, ink = layers_of(futures_picture(STUDY).wide, "rule")
    assert len(ink) == len(white) == 150
    assert {row["required"] for row in ink} <= set(STUDY.required.tolist())


def test_title_and_description_tell_the_shares() -> None:
    picture = futures_picture(STUDY)
    assert picture.title.endswith("in 1% it stays open")
    assert "keep the criterion, at most 25% missing" in picture.title
    assert picture.description.startswith("Met: ")
    assert "persons sustained of" in picture.description


def test_where_all_keep_it_or_none_does_the_title_says_so() -> None:
    everyone = replace(STUDY.judged, met=1.0, open=0.0, missed=0.0)
    all_met = replace(
        STUDY,
        analysis=replace(STUDY.analysis, satisficing=(everyone,)),
        verdict=np.full_like(STUDY.verdict, "met"),
    )
    assert futures_picture(all_met).title == "All futures keep the criterion, at most 25% missing; none misses it"
    nobody = replace(STUDY.judged, met=0.0, open=0.0, missed=1.0)
    missed = replace(STUDY, analysis=replace(STUDY.analysis, satisficing=(nobody,)))
    assert futures_picture(missed).title.startswith("No futures keep")


def test_futures_without_a_plan_are_left_out_of_the_strip() -> None:
    sustained = STUDY.sustained.copy()
    sustained[:350] = np.nan
    bars = rows_of(futures_picture(replace(STUDY, sustained=sustained)).wide, "rect")
    assert len(bars) == 50
