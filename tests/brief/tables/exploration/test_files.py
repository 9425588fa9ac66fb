"""Tables of a study for files: every part that was asked for, with the numbers of the analysis."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from interpose.brief.table import Cell, Table, codebook_csv, table_csv
from interpose.brief.tables.exploration.files import study_file_tables
from tests.builders.small_study import small_analysis

TOLD = small_analysis()


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    return {table.name: table for table in study_file_tables(TOLD)}


def column(table: Table, name: str) -> list[Cell]:
    (place,) = [place for place, each in enumerate(table.columns) if each.name == name]
    return [row[place] for row in table.rows]


def test_there_is_one_for_each_part_and_none_for_what_was_not_asked(tables: dict[str, Table]) -> None:
    parts = ("criteria", "drivers", "screening", "inputs", "boxes", "trade_off", "flips", "options", "signposts")
    assert list(tables) == [f"study_{part}" for part in parts]
    bare = replace(TOLD, drivers=(), screening=(), input_effects=(), boxes=(), flips=(), options=(), signposts=())
    assert [table.name for table in study_file_tables(bare)] == ["study_criteria"]


def test_cells_are_the_numbers_of_the_analysis(tables: dict[str, Table]) -> None:
    assert column(tables["study_drivers"], "total") == [each.total for each in TOLD.drivers]
    assert column(tables["study_inputs"], "effect") == [each.effect for each in TOLD.input_effects]
    assert column(tables["study_criteria"], "met") == [each.met for each in TOLD.satisficing]
    assert column(tables["study_options"], "max") == [each.regret.max for each in TOLD.options]
    assert len(tables["study_trade_off"].rows) == len(TOLD.trade_off)


def test_a_restriction_stands_with_the_measures_of_its_box(tables: dict[str, Table]) -> None:
    (box,) = TOLD.boxes
    table = tables["study_boxes"]
    assert column(table, "high") == [limit.high for limit in box.limits]
    assert set(column(table, "density")) == {box.density}
    assert set(column(table, "outcome")) == {"shortfall_share<=0.25"}
    assert column(table, "claims")[0] == "AAA-1; BBB-1; CCC-1"


def test_values_of_several_kinds_are_written_as_texts(tables: dict[str, Table]) -> None:
    flips = dict(zip(column(tables["study_flips"], "id"), column(tables["study_flips"], "now"), strict=True))
    assert (flips["will.AAA"], flips["provider"], flips["line"]) == ("yes", "full", "1000")
    never = [cell for cell in column(tables["study_flips"], "flips_at") if cell is None]
    assert len(never) == sum(flip.never for flip in TOLD.flips)


def test_every_table_is_written_with_a_codebook(tables: dict[str, Table]) -> None:
    for table in tables.values():
        assert len(table.name) <= 30
        assert table_csv(table).decode("utf-8-sig").splitlines()[0].split(",")[0] == table.columns[0].name
    book = codebook_csv(tuple(tables.values())).decode("utf-8-sig")
    assert "study_drivers,shapley" in book


def test_headings_are_words_and_not_names_of_the_code(tables: dict[str, Table]) -> None:
    headings = [column.heading for table in tables.values() for column in table.columns]
    assert [heading for heading in headings if re.search(r"[a-z][A-Z]|_", heading)] == []
    assert [column.heading for column in tables["study_options"].columns][4:7] == [
        "Regret, middle",
        "Regret, nine in ten",
        "Regret, worst",
    ]
