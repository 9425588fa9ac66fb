"""Positions and quality as results: asked by state, shown as a table, told as figures."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.evidence import positions, quality
from interpose.evidence.result import MODALITY_WORDS, modality_word
from tests.evidence.builders import claim, ledger


@pytest.fixture
def case(ukraine: Case) -> Case:
    claims = [
        claim("A", "2024-11-01", 3, conditions=("if asked", "with others")),
        claim("B", "2024-11-02", 0, state="POL", source="network"),
    ]
    return ledger(ukraine, claims)


def test_the_ladder_has_a_word_for_each_step_and_for_nothing() -> None:
    assert list(MODALITY_WORDS) == list(range(8))
    assert len({modality_word(step) for step in (*MODALITY_WORDS, None)}) == 9


def test_a_state_that_said_nothing_has_no_position(case: Case) -> None:
    found = positions(case)
    position = found.of("FRA")
    assert position is not None
    assert (position.modality, position.claims) == (3, ("A",))
    assert found.of("DEU") is None


def test_the_table_has_a_row_for_each_position_in_words(case: Case) -> None:
    table = positions(case).table()
    assert table["state"].tolist() == ["FRA", "POL"]
    assert table["word"].tolist() == ["ready if", "excluded"]
    assert table["conditions"].tolist() == ["if asked; with others", ""]


def test_the_table_of_nothing_has_its_columns(ukraine: Case) -> None:
    table = positions(ledger(ukraine, [])).table()
    assert len(table) == 0
    assert {"state", "modality", "word", "claims"} <= set(table.columns)


def test_each_position_is_a_figure_with_its_claims(case: Case) -> None:
    figures = {figure.name: figure for figure in positions(case).figures()}
    assert {name: figure.value for name, figure in figures.items()} == {
        "positions.FRA": "ready if",
        "positions.POL": "excluded",
    }
    assert figures["positions.POL"].claims == ("B",)


def test_quality_is_told_in_five_figures(case: Case) -> None:
    figures = {figure.name: figure for figure in quality(case).figures()}
    assert {name.removeprefix("evidence."): figure.value for name, figure in figures.items()} == {
        "claims": 2,
        "roots": 1,
        "share_anonymous": 0.0,
        "share_interested": 0.5,
        "oldest": "2024-11-01",
    }
    assert figures["evidence.oldest"].claims == ("A",)


def test_quality_of_nothing_names_no_oldest_claim(ukraine: Case) -> None:
    figures = {figure.name: figure for figure in quality(ledger(ukraine, [])).figures()}
    assert (figures["evidence.oldest"].value, figures["evidence.oldest"].claims) == (None, ())
