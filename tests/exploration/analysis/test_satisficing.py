"""Satisficing in three values: a proved interval decides, spans the threshold, or is not known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from interpose.exploration.analysis.satisficing import satisficing, verdicts
from interpose.exploration.chain.protocol import Criterion, FutureOutcome

MISSING = FutureOutcome(name="missing", unit="share", words="missing", bounded="below")
FORCE = FutureOutcome(name="force", unit="persons", words="force", bounded="above")
DAY = FutureOutcome(name="day", unit="days", words="day of closure")
OUTCOMES = (MISSING, FORCE, DAY)


def frame(**columns: list[float]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def judged(criterion: str, **columns: list[float]) -> list[str]:
    return list(verdicts(frame(**columns), Criterion.parse(criterion), OUTCOMES))


def test_what_is_to_be_low_is_met_by_the_plan_and_missed_where_no_plan_could_meet_it() -> None:
    columns = {"missing": [0.2, 0.3, 0.3], "missing.bound": [0.1, 0.24, 0.26]}
    assert judged("missing<=0.25", **columns) == ["met", "open", "missed"]


def test_what_is_to_be_high_is_judged_the_other_way_round() -> None:
    assert judged("force>=10", **{"force": [12, 8, 8], "force.bound": [15, 11, 9]}) == ["met", "open", "missed"]


def test_an_outcome_without_a_proved_end_is_never_open_unless_it_is_not_known() -> None:
    assert judged("day<=90", day=[80, 100, np.nan]) == ["met", "missed", "open"]


def test_a_force_that_never_arrives_misses_its_day() -> None:
    assert judged("day<=90", day=[np.inf]) == ["missed"]


def test_shares_sum_to_one_and_several_criteria_are_also_counted_together() -> None:
    futures = frame(**{"missing": [0.2, 0.2, 0.4, 0.3], "missing.bound": [0.2, 0.2, 0.4, 0.2], "day": [80, 100, 80, 80]})
    found = satisficing(futures, [Criterion.parse("missing<=0.25"), Criterion.parse("day<=90")], OUTCOMES)
    assert [each.criterion for each in found] == ["missing<=0.25", "day<=90", "missing<=0.25 and day<=90"]
    assert [(each.met, each.open, each.missed) for each in found] == [(0.5, 0.25, 0.25), (0.75, 0, 0.25), (0.25, 0.25, 0.5)]
    assert all(each.met + each.open + each.missed == pytest.approx(1) for each in found)


def test_one_criterion_is_told_once() -> None:
    assert len(satisficing(frame(day=[1.0]), [Criterion.parse("day<=90")], OUTCOMES)) == 1
