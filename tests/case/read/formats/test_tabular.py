"""CSV tables: rows with their lines, and every fault of shape or cell with its place."""

from __future__ import annotations

import pytest

from interpose.case.read.formats.tabular import parse_csv, validate_rows, without_duplicates
from interpose.case.tables.evidence import Relation
from interpose.errors import Fault

HEADER = "claim,relation,target,note\n"


def read(text: str, key: tuple[str, ...] = ()) -> tuple[list[tuple[int, str]], list[Fault]]:
    faults: list[Fault] = []
    table = without_duplicates(parse_csv(text, "relations.csv", Relation, faults), key, faults)
    return [(located.line, located.row.claim) for located in validate_rows(table, Relation, faults)], faults


def test_rows_know_their_lines_and_empty_ones_are_passed_over() -> None:
    rows, faults = read(HEADER + "A,denies,B,\n\n,,,\nC,denies,D,\n")
    assert rows == [(2, "A"), (5, "C")]
    assert faults == []


def test_a_cell_of_several_lines_counts_its_lines() -> None:
    rows, faults = read(HEADER + 'A,denies,B,"one\ntwo"\nC,denies,D,\n')
    assert rows == [(2, "A"), (4, "C")]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("claim,relation,target,claim\nA,denies,B,A\n", "relations.csv:1:4", "duplicate column 'claim'"),
        ("claim,relation\nA,denies\n", "relations.csv:1", "column 'target' is missing"),
        ("claim,relation,taget\nA,denies,B\n", "relations.csv:1:3", "column 'taget' is not known"),
        (HEADER + "A,denise,B,\n", "relations.csv:2:2", "relation is 'denise'"),
        (HEADER + "A,,B,\n", "relations.csv:2:2", "the cell relation is empty"),
        (HEADER + 'A,denies,"B,\n', "relations.csv", "broken CSV"),
        ("", "relations.csv:1", "the table is empty"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(text: str, where: str, what: str) -> None:
    faults = read(text)[1]
    told = [fault for fault in faults if fault.what.startswith(what)]
    assert told, [str(fault) for fault in faults]
    assert str(told[0].where).startswith(where)
    assert told[0].why
    assert told[0].mend


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("My relations,,,", "the first line names no column of the table: 'My relations'"),
        ("claim,relation,target,target", "duplicate column 'target'"),
        ("claim,relation,target,,note", "a column has no name"),
    ],
)
def test_a_header_that_names_no_cells_for_certain_is_told_once_and_not_for_each_row(header: str, what: str) -> None:
    rows, (fault,) = read(header + "\n" + "A,denise,,x\n" * 100)
    assert fault.what == what
    assert fault.where.line == 1
    assert rows == []


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_rows_within_quotes_that_close_in_a_later_row_are_not_lost_in_silence(ending: str) -> None:
    lines = ["claim,relation,target,note", 'A,denies,B,"see', "C,denies,D,", 'E,denies,F,below"', "G,denies,H,"]
    rows, (fault,) = read(ending.join(lines))
    assert rows == [(5, "G")]
    assert "holds what looks like a row of the table: 'C,denies,D,'" in fault.what
    assert fault.where.line == 2


def test_a_note_of_several_lines_with_commas_is_no_row() -> None:
    rows, faults = read(HEADER + 'A,denies,B,"first, second\nthe third, a fourth, a fifth, and\na, b, c"\n')
    assert (rows, faults) == ([(2, "A")], [])


def test_the_first_row_of_a_key_is_kept_and_the_second_names_it() -> None:
    rows, (fault,) = read(HEADER + "A,denies,B,\nA,denies,B,again\n", ("claim", "relation", "target"))
    assert rows == [(2, "A")]
    assert fault.what == "duplicate claim 'A', relation 'denies', target 'B' (first in line 2)"
    assert fault.where.line == 3
