"""The strip of futures: those that keep the criterion first, each with what it needs, and a title that tells the shares."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from interpose.brief.charts.drawing import GRID, INK, PAPER
from interpose.brief.charts.study.futures import VERDICT_COLOURS, futures_picture
from tests.brief.charts.reading import bars_of, lines_of, words_of
from tests.builders.small_study import small_study

STUDY = small_study()


def test_bars_stand_in_order_of_verdict_and_then_of_what_is_sustained() -> None:
    for chart, most in ((futures_picture(STUDY).wide, 150), (futures_picture(STUDY).narrow, 64)):
        places = [bar.left for colour in VERDICT_COLOURS.values() for bar in bars_of(chart, fill=colour)]
        assert 0.9 * most < len(places) <= most, "a future in which nobody is sustained has no bar"
        assert places == sorted(places)
        for colour in VERDICT_COLOURS.values():
            tops = [bar.top for bar in bars_of(chart, fill=colour)]
            assert tops == sorted(tops)


def test_shares_of_bars_are_those_of_the_futures() -> None:
    chart = futures_picture(STUDY).wide
    met = len(bars_of(chart, fill=VERDICT_COLOURS["met"])) / len(bars_of(chart))
    assert abs(met - STUDY.judged.met) < 0.02


def test_each_future_has_a_mark_at_what_it_needs() -> None:
    chart = futures_picture(STUDY).wide
    ink = lines_of(chart, stroke=INK)
    assert ink == lines_of(chart, stroke=PAPER)
    assert len(ink) == 150
    axis = {
        float(word.text.replace(",", "")): line[0][1]
        for word, line in zip(words_of(chart, text_anchor="end"), lines_of(chart, stroke=GRID), strict=False)
    }
    down = np.polynomial.Polynomial.fit(list(axis.values()), list(axis), 1)
    assert all(np.abs(STUDY.required - down(y)).min() < 20 for (_, y), _ in ink)


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
    bars = bars_of(futures_picture(replace(STUDY, sustained=sustained)).wide)
    assert len(bars) == 50
