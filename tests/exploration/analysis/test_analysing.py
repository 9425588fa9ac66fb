"""The analysis of a study: everything from one table of futures, what it cannot say, and the file that keeps it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from interpose.errors import InputError
from interpose.exploration.analysis.analysing import Analysis, analyse, keep_analysis, kept_rows, read_analysis
from interpose.exploration.analysis.effects.drivers import DriverRows
from interpose.exploration.analysis.flips import flip_points
from tests.builders.small_chain import SmallChain, small_futures

CHAIN = SmallChain()
DESIGN = DriverRows.of(CHAIN, points=64)


def whole() -> Analysis:
    futures = small_futures(CHAIN, 600)
    poor = futures.assign(shortfall_share=futures["shortfall_share"] + 0.1)
    return analyse(
        CHAIN,
        futures,
        driver_rows=(DESIGN, DESIGN.table(CHAIN, 0, DESIGN.rows)),
        flips=flip_points(CHAIN, CHAIN.thresholds[0]),
        options={"as it is": futures, "poor": poor},
        large=("will.AAA", "will.BBB", "will.CCC"),
    )


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return whole()


def test_every_part_is_told_from_the_same_futures(analysis: Analysis) -> None:
    assert analysis.rows == analysis.satisficing[0].rows == analysis.boxes[0].rows == 600
    assert {each.group for each in analysis.drivers} == {"will", "line", "provider", "pools"}
    assert analysis.input_effects[0].id == "states_taking_part"
    assert [each.option for each in analysis.options] == ["as it is", "poor"]
    assert analysis.options[0].best_share > analysis.options[1].best_share
    assert {each.outcome for each in analysis.trade_off} == {"shortfall_share<=0.25"}
    assert {post.id for post in analysis.signposts} >= {limit.id for limit in analysis.boxes[0].limits}


def test_it_says_what_it_cannot_say(analysis: Analysis) -> None:
    text = " ".join(analysis.cannot_say)
    assert "stays open" in text
    assert "not checked with a full plan" in text
    assert "others held" in text


def test_the_same_study_gives_the_same_file_and_the_file_gives_it_back(analysis: Analysis, tmp_path: Path) -> None:
    first = keep_analysis(tmp_path, analysis).read_bytes()
    assert keep_analysis(tmp_path, whole()).read_bytes() == first
    again = read_analysis(tmp_path)
    assert again is not None
    assert keep_analysis(tmp_path, again).read_bytes() == first


def test_the_analysis_of_more_futures_is_kept_and_that_of_as_many_replaced(tmp_path: Path) -> None:
    of_all, of_few = (analyse(CHAIN, small_futures(CHAIN, rows)) for rows in (300, 40))
    (tmp_path / "analysis.json").write_text("damaged", encoding="utf-8")
    for made, rows in ((of_few, 40), (of_all, 300), (of_few, 300)):
        keep_analysis(tmp_path, made)
        assert kept_rows(tmp_path) == rows


def test_a_study_without_an_analysis_has_none_and_a_spoilt_one_is_a_fault(tmp_path: Path) -> None:
    assert read_analysis(tmp_path) is None
    (tmp_path / "analysis.json").write_text('{"rows": "many"}', encoding="utf-8")
    with pytest.raises(InputError, match="no analysis of a study") as told:
        read_analysis(tmp_path)
    assert "interpose explore" in str(told.value.faults[0].mend)


def test_where_all_futures_are_alike_there_is_no_box_and_it_says_so() -> None:
    futures = small_futures(CHAIN, 50).assign(**{"shortfall_share": 0.9, "shortfall_share.bound": 0.9})
    found = analyse(CHAIN, futures)
    assert (found.boxes, found.drivers, found.input_effects) == ((), (), ())
    assert any("No future surely meets" in sentence for sentence in found.cannot_say)


def test_outcomes_that_are_not_known_are_counted() -> None:
    futures = small_futures(CHAIN, 50)
    futures.loc[:4, "shortfall_share"] = np.nan
    found = analyse(CHAIN, pd.DataFrame(futures))
    assert any(
        sentence.startswith("In 5 futures this is not known or never comes about: what is missing")
        for sentence in found.cannot_say
    )


def test_without_inputs_that_vary_only_what_is_met_is_told() -> None:
    found = analyse(CHAIN, CHAIN.evaluate(CHAIN.points(0, 50)))
    assert found.satisficing[0].rows == 50
    assert found.boxes == ()


def test_of_few_futures_it_is_said_that_effects_may_be_aliases() -> None:
    few, many = (" ".join(analyse(CHAIN, small_futures(CHAIN, rows)).cannot_say) for rows in (100, 300))
    assert "fewer than 256 futures" in few
    assert "fewer than" not in many
