"""CSV text cut into cells; files with other separators are told by one fault."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from interpose.case import load
from interpose.case.read.formats.csv_cells import cut_csv
from interpose.errors import Fault, InputError
from interpose.limits import InputLimits

KNOWN = ("state", "unit_type", "units", "note")


def cut(text: str) -> tuple[list[tuple[int, list[str]]] | None, list[str]]:
    faults: list[Fault] = []
    return cut_csv(text, "pools.csv", KNOWN, faults), [fault.what for fault in faults]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("state;unit_type;units\nFRA;battalion;2\n", "cells are separated by semicolons"),
        ('"state";"unit_type"\n"FRA";"battalion"\n', "cells are separated by semicolons"),
        ("state\tunit_type\tunits\nFRA\tbattalion\t2\n", "cells are separated by tabs"),
        ("state|unit_type|units\nFRA|battalion|2\n", "cells are separated by bars"),
        ("state;unit_type;units\nFRA;battalion;2,5\n", "cells are separated by semicolons, and decimals by commas"),
        ("sep=,\nstate,unit_type\nFRA,battalion\n", "the first line says how cells are separated (sep=), and is no header"),
        ("sep=;\nstate;unit_type\nFRA;battalion\n", "the first line says how cells are separated (sep=), and is no header"),
    ],
)
def test_another_separator_is_the_one_fault(text: str, what: str) -> None:
    assert cut(text) == (None, [what])


@pytest.mark.parametrize(
    "text",
    ["state\nFRA\n", "state,note\nFRA,one; two\n", 'state,note\nFRA,"a\tb;c"\n', "stat;unt\nFRA;x\n"],
)
def test_a_table_with_commas_or_one_column_is_no_other_separator(text: str) -> None:
    assert cut(text)[1] == []


def test_a_table_of_more_cells_than_are_allowed_is_refused() -> None:
    faults: list[Fault] = []
    assert cut_csv("state,note\nFRA,a\nGBR,b\n", "pools.csv", KNOWN, faults, InputLimits(table_cells=7)) is None
    assert faults[0].where.line == 3
    assert "more than 7 cells" in faults[0].what


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_case_with_another_separator_has_one_fault_and_no_cascade(case_folder: Path, separator: str) -> None:
    path = case_folder / "pools.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(case_folder)
    (fault,) = caught.value.faults
    assert fault.where.file == "pools.csv"
    assert "separated" in fault.what
