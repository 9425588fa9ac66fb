"""One definition of a table: CSV, codebook, data package, and short tables for a terminal."""

from __future__ import annotations

import csv
import io
import json

from interpose.brief.table import Column, Table, codebook_csv, datapackage_json, from_headings, table_csv

NASTY = Table(
    name="nasty",
    title="=Title",
    description="Texts that a spreadsheet would take for formulas",
    columns=(
        Column(name="text", heading="Text", description="A text."),
        Column(name="number", heading="Number", description="A number.", kind="number", unit="persons"),
    ),
    rows=(("=1+1", -3.0), ("+49", 2.5), ("-x", None), ("@cmd", 0.0), ("plain", 1.0), ('a "b", c', 1.0)),
)


def test_text_like_a_formula_is_guarded_in_csv_and_numbers_are_not() -> None:
    rows = list(csv.reader(io.StringIO(table_csv(NASTY).decode(), newline="")))
    assert rows[0] == ["text", "number"]
    assert [row[0] for row in rows[1:]] == ["'=1+1", "'+49", "'-x", "'@cmd", "plain", 'a "b", c']
    assert [row[1] for row in rows[1:]] == ["-3", "2.5", "", "0", "1", "1"]


def test_the_codebook_is_made_from_the_tables() -> None:
    assert codebook_csv([NASTY]).decode().splitlines()[2] == "nasty,number,number,persons,A number."


def test_a_data_package_names_each_table_with_types_and_units() -> None:
    package = json.loads(datapackage_json([NASTY], {"nasty": b""}, name="case", title="Title", version="1", digest="abc"))
    (resource,) = package["resources"]
    assert resource["path"] == "nasty.csv"
    assert [field["type"] for field in resource["schema"]["fields"]] == ["string", "number"]
    assert resource["schema"]["fields"][1]["unit"] == "persons"


def test_truth_and_absence_are_words_and_empty_cells_in_csv() -> None:
    table = from_headings("t", ["a", "b", "c"], [(True, None, 0.1 + 0.2)])
    assert table_csv(table).decode().splitlines()[1] == "true,,0.3"


def test_a_short_table_takes_its_columns_from_the_headings() -> None:
    table = from_headings("Ships", ["name", "crew"], [("Ada", 12)], numbers=["crew"], note="As of today.")
    assert [(column.heading, column.kind) for column in table.columns] == [("name", "text"), ("crew", "number")]
    assert (table.title, table.description, table.rows) == ("Ships", "As of today.", (("Ada", 12),))
