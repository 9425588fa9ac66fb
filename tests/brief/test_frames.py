"""The tables of a brief as data frames."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

import interpose
from interpose.assessment import Assessment
from interpose.brief import BriefFiles


def test_tables_are_those_of_the_brief(assessed: Assessment) -> None:
    frames = interpose.tables(assessed)
    stood = frames["positions"].set_index("state")["modality"]
    assert {state: int(stood[state]) for state in stood.index if stood[state] is not None} == {
        each.state: each.modality for each in assessed.positions.positions if each.modality is not None
    }
    for name, frame in frames.items():
        assert set(frame.attrs["columns"]) == set(frame.columns), name
        assert frame.attrs["title"], name


@pytest.fixture(scope="module")
def frames(assessed: Assessment) -> dict[str, pd.DataFrame]:
    return interpose.tables(assessed)


def test_a_frame_has_the_rows_of_its_csv_file(frames: dict[str, pd.DataFrame], brief: BriefFiles) -> None:
    assert list(frames) == [path.stem for path in brief.tables]
    for path in brief.tables:
        with path.open(encoding="utf-8", newline="") as file:
            heading, *rows = csv.reader(file)
        assert (list(frames[path.stem].columns), len(frames[path.stem])) == (heading, len(rows)), path.name


def test_a_column_keeps_its_kind_where_a_cell_is_empty(frames: dict[str, pd.DataFrame]) -> None:
    modality = frames["positions"]["modality"]
    assert modality.dtype == "Int64"
    assert frames["claims"]["standing"].dtype == "boolean"
    figures = frames["figures"]
    assert figures["value"].isna().any()
    assert (figures["value"].isna() | figures["word"].isna()).all()


def test_units_are_told_of_numbers_alone(frames: dict[str, pd.DataFrame]) -> None:
    assert frames["options"].attrs["units"]["required_mode"] == "persons"
    assert "mandate" not in frames["options"].attrs["units"]
