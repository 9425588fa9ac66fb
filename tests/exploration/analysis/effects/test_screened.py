"""Screening a chain: rows in any order, every input by itself, and what moves nothing has exactly 0."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from interpose.exploration.analysis.effects.screened import ScreeningRows, screened
from tests.builders.small_chain import SmallChain

CHAIN = SmallChain()
DESIGN = ScreeningRows.of(CHAIN, 8)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return DESIGN.table(CHAIN, 0, DESIGN.rows)


def test_a_trajectory_takes_one_row_more_than_inputs(table: pd.DataFrame) -> None:
    assert len(table) == DESIGN.rows == 8 * 9
    assert table["trajectory"].value_counts().tolist() == [9] * 8
    assert DESIGN.part_rows % 9 == 0


def test_rows_alone_equal_those_among_all_and_more_trajectories_leave_the_first_as_they_are(table: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(DESIGN.table(CHAIN, 20, 31), table.iloc[20:31].reset_index(drop=True))
    longer = ScreeningRows.of(CHAIN, 12).table(CHAIN, 0, DESIGN.rows)
    pd.testing.assert_frame_equal(longer, table)


def test_what_moves_the_outcome_comes_first_and_what_does_not_has_exactly_nothing(table: pd.DataFrame) -> None:
    found = {each.id: each for each in screened(table, DESIGN, CHAIN.columns, ["force.sustained"])}
    assert next(iter(found)) in {"will.AAA", "will.BBB", "will.CCC"}
    assert found["line"].mean_size == found["pools.rows"].mean_size == 0
    assert found["pools.common"].mean > 0
    assert found["will.AAA"].mean < 0, "a state takes part in the lower part of its column"
    assert found["will.AAA"].words == "AAA takes part"
    assert found["pools.rows"].words == "pools.rows (each by itself)"


def test_a_trajectory_on_which_the_outcome_is_not_known_is_left_out(table: pd.DataFrame) -> None:
    spoilt = table.copy()
    spoilt.loc[4, "force.sustained"] = np.nan
    found = screened(spoilt, DESIGN, CHAIN.columns, ["force.sustained"])
    assert {each.rows for each in found} == {7}
    nothing = table.assign(**{"force.sustained": np.nan})
    assert screened(nothing, DESIGN, CHAIN.columns, ["force.sustained"]) == ()
