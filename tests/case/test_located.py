"""Where rows and keys stand in their files."""

from __future__ import annotations

import pytest

from interpose.case.located import Located
from interpose.case.read.escalation import parse_escalation
from interpose.case.tables.force import RepairPrice
from interpose.errors import Fault, Location
from tests.builders.games import UNILATERAL

PRICE = RepairPrice(change="join", value=8, unit="one state", basis="assumed", source="By hand")
ROW = Located(PRICE, "repair_prices.csv", 7)


@pytest.mark.parametrize(
    ("path", "column"), [(("change",), 1), (("value",), 2), (("unit",), 5), (("nothing",), None), ((), None)]
)
def test_a_cell_is_found_by_the_place_of_its_column(path: tuple[str, ...], column: int | None) -> None:
    assert ROW.at(*path) == Location("repair_prices.csv", 7, column)


def test_a_fault_about_a_field_says_where_it_stands() -> None:
    fault = ROW.fault("value", "the price is odd", "it was asked", "write another")
    assert fault == Fault("the price is odd", Location("repair_prices.csv", 7, 2), "it was asked", "write another")
    assert ROW.fault(None, "the row is odd").where == Location("repair_prices.csv", 7, None)


def place(text: str, what: str) -> Location:
    """Where a fault of a game is told to stand."""
    faults: list[Fault] = []
    parse_escalation(text, "escalation.yaml", faults)
    return next(fault.where for fault in faults if what in fault.what)


def test_a_key_of_a_text_is_found_by_its_line_and_column() -> None:
    text = UNILATERAL.replace("start: opening", "start: openning")
    line = text.splitlines().index("start: openning") + 1
    assert place(text, "'openning' is no node") == Location("escalation.yaml", line, 1)


def test_an_item_deep_in_a_list_is_found_too() -> None:
    text = UNILATERAL.replace("name: keep, to: SQ", "name: keep, to: SX")
    where = place(text, "leads to 'SX'")
    written = text.splitlines()[(where.line or 0) - 1]
    assert written[(where.column or 0) - 1 :].startswith("to: SX")
