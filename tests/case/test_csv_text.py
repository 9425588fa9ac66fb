"""Rows as CSV text: what is written is read again as it was, and no cell becomes a formula."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interpose.case.csv_text import guarded, table_text, unguarded
from interpose.case.read.formats.tabular import parse_csv, validate_rows
from interpose.case.tables.evidence import Claim, Quote
from interpose.case.tables.force import UnitType
from interpose.errors import Fault


def read_back(text: str, model: type) -> list[object]:
    faults: list[Fault] = []
    rows = [located.row for located in validate_rows(parse_csv(text, "a.csv", model, faults), model, faults)]
    assert faults == []
    return rows


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool))
def test_any_words_come_back(words: str) -> None:
    quote = Quote(id="q", claim="P001", exact=words, kind="direct")
    assert read_back(table_text(list(Quote.model_fields), [quote.model_dump()]), Quote) == [quote]


@given(st.floats(min_value=0, max_value=1e12, allow_nan=False))
def test_any_quantity_comes_back_exactly(quantity: float) -> None:
    claim = Claim(
        id="c",
        source="s",
        statement="so many",
        actor="a",
        predicate="force_size",
        quantity_high=quantity,
        quantity_unit="persons",
        counts_what="persons",
        conditions=("ceasefire", "mandate"),
        asserted_on="2024-12",
        credibility="2",
    )
    assert read_back(table_text(list(Claim.model_fields), [claim.model_dump()]), Claim) == [claim]


def test_pairs_in_one_cell_come_back() -> None:
    unit = UnitType.model_validate(
        {
            "unit_type": "u",
            "name": "U",
            "capabilities": "manoeuvre=1; isr=0.25",
            "personnel": 700,
            "enabler": False,
            "basis": "assumed",
        }
    )
    text = table_text(list(UnitType.model_fields), [unit.model_dump()])
    assert "manoeuvre=1; isr=0.25" in text
    assert read_back(text, UnitType) == [unit]


@given(st.text())
def test_a_guarded_cell_begins_with_no_sign_of_a_formula_and_comes_back(cell: str) -> None:
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t"))
    assert unguarded(guarded(cell)) == cell
