"""How far ways to foresee a size are off: the published comparison, and scores by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from interpose.case.read.precedents import load_precedents
from interpose.requirement.precedents.model import scored
from interpose.requirement.precedents.scores import ModelScore, foretold_by_precedent, score, score_models


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], ModelScore]:
    models = score_models(scored(load_precedents()), {})
    return {(each.model, each.left_out): each for each in models}


@pytest.mark.parametrize(
    ("model", "left_out", "median", "coverage", "interval"),
    [
        ("constant", "itself", 3.861, 0.892, 7.116),
        ("mandate", "itself", 1.993, 0.902, 3.539),
        ("density", "itself", 2.697, 0.902, 5.512),
        ("precedent", "itself", 1.846, 0.902, 3.428),
        ("constant", "conflict", 3.843, 0.892, 7.140),
        ("mandate", "conflict", 2.011, 0.892, 3.561),
        ("density", "conflict", 2.697, 0.882, 5.662),
        ("precedent", "conflict", 1.870, 0.902, 3.508),
    ],
)
def test_the_published_comparison_comes_out_again(
    found: dict[tuple[str, str], ModelScore], model: str, left_out: str, median: float, coverage: float, interval: float
) -> None:
    row = found[model, left_out]
    assert math.exp(row.median_abs_log_error) == pytest.approx(median, abs=0.005)
    assert row.coverage == pytest.approx(coverage, abs=0.001)
    assert row.interval_score == pytest.approx(interval, abs=0.01)


def test_forward_in_time_and_across_decades_it_holds_about_as_well(found: dict[tuple[str, str], ModelScore]) -> None:
    forward, decade = found["precedent", "forward"], found["precedent", "decade"]
    assert forward.missions == 79
    assert math.exp(forward.median_abs_log_error) == pytest.approx(1.84, abs=0.05)
    assert forward.coverage == pytest.approx(0.91, abs=0.03)
    assert math.exp(decade.median_abs_log_error) == pytest.approx(2.06, abs=0.05)
    assert decade.coverage == pytest.approx(0.86, abs=0.03)


def test_a_miss_counts_twenty_times_in_the_interval_score() -> None:
    # A range of 2 that misses by 0.5, and one of 3 that does not: (2 + 20 × 0.5 + 3) / 2.
    told = score("x", "itself", np.array([0.0, 5.0]), np.array([[0.5, 1.0, 2.5], [4.0, 5.5, 7.0]]))
    assert told.interval_score == pytest.approx(7.5)
    assert told.width == pytest.approx(math.exp(2.5 / 2))
    assert (told.missions, told.coverage) == (2, 0.5)


def test_rules_are_tried_on_the_missions_that_have_them() -> None:
    missions = scored(load_precedents())
    rules = {row.id: 2.0 * (row.peak or 0) for row in missions if row.mandate_class == "interpose"}
    (row,) = [each for each in score_models(missions, rules, ["itself"]) if each.model == "rules"]
    # Rules that are always twice the peak are exact once their level is known.
    assert row.missions == 17
    assert row.median_abs_log_error == pytest.approx(0, abs=1e-9)


def test_missions_that_were_not_foretold_are_not_counted() -> None:
    missions = scored(load_precedents())
    assert np.isnan(foretold_by_precedent(missions, "forward")[:, 1]).sum() == len(missions) - 79
