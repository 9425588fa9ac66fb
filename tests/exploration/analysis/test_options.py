"""Options over the same futures: shares, regret by hand, and where which one is best."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from interpose.errors import UsageError
from interpose.exploration.analysis.options import best_where, option_scores
from interpose.exploration.chain.protocol import Criterion, FutureOutcome

OUTCOMES = (
    FutureOutcome(name="missing", unit="share", words="missing"),
    FutureOutcome(name="force", unit="persons", words="force"),
)
LOW, HIGH = Criterion.parse("missing<=0.25"), Criterion.parse("force>=10")


def frames(column: str, **options: list[float]) -> dict[str, pd.DataFrame]:
    return {name: pd.DataFrame({column: values}) for name, values in options.items()}


def test_regret_is_the_distance_from_the_best_option_of_the_same_future() -> None:
    options = frames("missing", a=[0.1, 0.5, 0.2, 0.9], b=[0.2, 0.2, 0.2, 0.1])
    a, b = option_scores(options, LOW, OUTCOMES)
    assert (a.regret.p50, a.regret.max) == pytest.approx((0.15, 0.8))
    assert b.regret.max == pytest.approx(0.1)
    assert (a.met, b.met) == (0.5, 1.0)


def test_options_that_are_equally_good_share_a_future() -> None:
    a, b = option_scores(frames("missing", a=[0.1, 0.2], b=[0.1, 0.3]), LOW, OUTCOMES)
    assert (a.best_share, b.best_share) == (0.75, 0.25)


def test_where_more_is_better_the_largest_is_best() -> None:
    a, b = option_scores(frames("force", a=[9, 12], b=[11, 20]), HIGH, OUTCOMES)
    assert (a.best_share, b.best_share) == (0, 1)
    assert (a.regret.max, b.regret.max) == (8, 0)


def test_a_future_that_one_option_does_not_know_is_left_out_for_all() -> None:
    a, b = option_scores(frames("missing", a=[0.1, np.nan], b=[0.3, 0.0]), LOW, OUTCOMES)
    assert (a.rows, b.rows) == (1, 1)
    assert a.best_share == 1


def test_options_over_different_futures_are_refused() -> None:
    with pytest.raises(UsageError, match="same futures"):
        option_scores(frames("missing", a=[0.1], b=[0.1, 0.2]), LOW, OUTCOMES)
    with pytest.raises(UsageError, match="no future"):
        option_scores(frames("missing", a=[np.nan], b=[0.1]), LOW, OUTCOMES)


def test_who_is_best_where_is_told_along_the_input_that_decides_it() -> None:
    draws = np.random.default_rng(1)
    line, other = draws.random(600), draws.random(600)
    options = frames("missing", small=list(line), large=list(1 - line))
    low, middle, high = best_where(options, LOW, {"other": other, "line": line}, words={"line": "length of the line"})
    assert {low.input, middle.input, high.input} == {"line"}
    assert low.words == "length of the line"
    assert (low.option, high.option) == ("small", "large")
    assert low.share == high.share == 1
    assert low.high == pytest.approx(1 / 3, abs=0.05)


def test_where_no_input_decides_it_nothing_is_told() -> None:
    draws = np.random.default_rng(2)
    options = frames("missing", a=list(draws.random(200)), b=list(draws.random(200)))
    assert best_where(options, LOW, {"x": np.zeros(200)}) == ()
