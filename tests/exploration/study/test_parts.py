"""Parts as Parquet files: readable by others, the same bytes for the same rows, and none where they are not whole."""

from __future__ import annotations

import io
import sys

import pandas as pd
import pyarrow.parquet
import pytest

from interpose.errors import UsageError
from interpose.exploration.design import RowSpan
from interpose.exploration.study.parts import digest_of, encode, read_part, tidy, whole

FRAME = pd.DataFrame({"row": [0, 1], "met": [True, False], "where": ["east", None], "share": [0.25, float("nan")]})
SPAN = RowSpan(0, 2)


def test_a_part_comes_back_as_it_was_with_its_rows_and_its_digest() -> None:
    read = read_part(encode(FRAME, SPAN))
    assert read is not None
    assert read[0] == SPAN
    assert read[2] == digest_of(tidy(FRAME))
    assert read[1]["row"].tolist() == [0.0, 1.0]
    assert read[1]["met"].tolist() == [True, False]
    assert read[1]["where"].tolist() == ["east", None]
    assert read[1]["share"].isna().tolist() == [False, True]


def test_any_program_that_reads_parquet_reads_a_part() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(encode(FRAME, SPAN)))
    assert table.column_names == ["row", "met", "where", "share"]
    assert [str(kind) for kind in table.schema.types] == ["double", "bool", "string", "double"]


def test_whole_numbers_and_others_give_the_same_bytes() -> None:
    assert encode(FRAME, SPAN) == encode(FRAME.astype({"row": float}), SPAN)


@pytest.mark.parametrize("cut", [0, 10, -10])
def test_half_a_file_is_no_part(cut: int) -> None:
    assert read_part(encode(FRAME, SPAN)[:cut]) is None


def test_a_table_of_somebody_else_is_no_part() -> None:
    buffer = io.BytesIO()
    FRAME.to_parquet(buffer)
    assert read_part(buffer.getvalue()) is None


@pytest.mark.parametrize(
    "other", [FRAME.rename(columns={"row": "rows"}), FRAME.assign(share=[0.25, 0.5]), FRAME.assign(where=["east", "None"])]
)
def test_another_name_or_cell_is_another_digest(other: pd.DataFrame) -> None:
    assert digest_of(tidy(other)) != digest_of(tidy(FRAME))


def test_rows_are_put_one_below_the_other_in_one_kind() -> None:
    assert whole([pd.DataFrame({"x": [1]}), pd.DataFrame({"x": [0.5]})])["x"].tolist() == [1.0, 0.5]


def test_without_pyarrow_a_study_says_which_extra_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"needs the package pyarrow.*\n.*pip install pyarrow"):
        encode(FRAME, SPAN)
