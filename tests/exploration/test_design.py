"""What is computed: futures whose rows hang on their number alone."""

from __future__ import annotations

import pandas as pd
import pytest

from interpose.errors import UsageError
from interpose.exploration.design import PointRows, RowSpan
from interpose.exploration.study import FutureRows, PlanRows
from tests.builders.futures import IshigamiChain, Stop


def test_rows_are_the_same_alone_and_among_others() -> None:
    design, chain = FutureRows(rows=10), IshigamiChain()
    together = design.table(chain, 0, 10)
    apart = [design.table(chain, row, row + 1) for row in range(10)]
    pd.testing.assert_frame_equal(together, pd.concat(apart, ignore_index=True), check_exact=True)


def test_spans_are_divided_without_gap_and_end_where_the_rows_end() -> None:
    assert RowSpan(512, 600).pieces(64) == (RowSpan(512, 576), RowSpan(576, 600))
    assert RowSpan(5, 5).pieces(2) == ()


def test_full_plans_go_with_the_rows_that_they_are_of() -> None:
    found = PlanRows(rows=8).table(IshigamiChain(), 3, 5)
    heights = IshigamiChain().evaluate(IshigamiChain().points(3, 5))["height"]
    assert found["row"].tolist() == [3, 4]
    assert found["plan.height"].tolist() == pytest.approx((heights + 0.5).tolist())


def test_points_that_somebody_chose_are_computed_in_their_order() -> None:
    chain = IshigamiChain()
    points = chain.points(0, 4)[::-1]
    pd.testing.assert_frame_equal(PointRows(points=points, rows=len(points)).table(chain, 1, 3), chain.evaluate(points[1:3]))


def test_the_future_that_cannot_be_answered_is_named_with_what_to_narrow() -> None:
    chain = IshigamiChain(stop=Stop(5, "nobody"))
    with pytest.raises(UsageError) as refused:
        FutureRows(rows=16).table(chain, 0, 16)
    assert refused.value.what.startswith("future 5 has no answer with what was drawn: ")
    assert "uncertainties.csv" in refused.value.mend
