"""Thresholds as they are written on a command line."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.errors import UsageError
from interpose.exploration.chain.protocol import Criterion, FutureOutcome, criteria

OUTCOMES = [FutureOutcome(name="shortfall_share", unit="share", words="what is short", bounded="below")]


@pytest.mark.parametrize("text", ["shortfall_share", "shortfall_share=0.2", "shortfall_share<=many", "shortfall_share<=nan"])
def test_what_is_no_threshold_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no threshold"):
        Criterion.parse(text)


def test_a_threshold_on_an_outcome_that_is_not_there_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(UsageError, match="did you mean 'shortfall_share'"):
        Criterion.parse("shortfall_shares<=0.2", OUTCOMES)


def test_a_value_that_is_not_known_meets_no_threshold() -> None:
    threshold = Criterion.parse("shortfall_share<=0.2", OUTCOMES)
    assert threshold.met(np.array([0.1, 0.2, 0.3, np.nan])).tolist() == [True, True, False, False]


def test_the_column_of_a_bound_is_named_after_its_outcome() -> None:
    assert OUTCOMES[0].bound_name == "shortfall_share.bound"


def test_all_thresholds_at_fault_are_told_at_once() -> None:
    with pytest.raises(UsageError) as refused:
        criteria(["shortfall_shares<=0.2", "little", "shortfall_share<=0.5"], OUTCOMES)
    assert refused.value.what == "there is no outcome 'shortfall_shares'; 'little' is no threshold"
    assert "did you mean 'shortfall_share'" in refused.value.mend
