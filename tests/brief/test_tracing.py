"""Citations: a figure leads to its row, and the row to everything below it."""

from __future__ import annotations

import dataclasses
import re

import pytest

from interpose.assessment import Assessment
from interpose.brief.tracing import Citations, bounds, exact
from interpose.case import Figure


@pytest.fixture
def cite(assessed: Assessment) -> Citations:
    return Citations(assessed)


def test_a_figure_that_nobody_traced_is_plain_text(cite: Citations) -> None:
    assert cite("no.such.figure", "12 <b>") == "12 &lt;b&gt;"
    assert cite.used == ()


def test_a_citation_explains_what_lies_below_it_down_to_the_inputs_of_the_case(cite: Citations) -> None:
    link = cite("force.sustained", "21,000")
    assert str(link) == '<a class="figure" href="#trace-force.sustained">21,000</a>'
    rows = {row.name: row for row in cite.rows()}
    assert next(iter(rows)) == "force.sustained"
    for row in rows.values():
        assert {name for name, _, _ in row.figures} <= rows.keys(), "a figure that a row names has a row"
    leaves = [row for row in rows.values() if not row.figures]
    assert leaves
    assert all(row.inputs or row.summary or row.claims for row in leaves), "the last figure names inputs or claims"


def test_a_citation_explains_what_lies_below_it_and_nothing_else(assessed: Assessment) -> None:
    below = {"top": ("middle",), "middle": ("bottom",), "bottom": (), "beside": ("bottom",)}
    figures = {
        name: Figure(name=name, value=1, unit="units", formula="made up", inputs=inputs) for name, inputs in below.items()
    }
    cite = Citations(dataclasses.replace(assessed, figures=figures))
    cite("top", "1")
    assert [row.name for row in cite.rows()] == ["top", "middle", "bottom"]


def test_what_was_not_cited_has_no_row(cite: Citations) -> None:
    assert cite.rows() == ()
    cite("requirement.planned_line_km", "1,100")
    assert "force.peak" not in {row.name for row in cite.rows()}


def test_many_inputs_are_counted_table_by_table_in_words(cite: Citations, assessed: Assessment) -> None:
    for name in assessed.figures:
        cite(name, "x")
    rows = cite.rows()
    told = [row.summary for row in rows if row.summary]
    assert told
    assert not re.search(r"\.(csv|yaml)|#|_", " ".join([*told, *(row.title for row in rows)]))
    assert {row.title for row in rows} >= {"contributions Italy peak"}


def test_a_trace_leads_back_to_the_place_that_cites_its_figure_or_to_the_figure_that_rests_on_it(cite: Citations) -> None:
    cite("force.sustained", "21,000")
    first, *below = cite.rows()
    assert first.back == "cite-force.sustained"
    assert {row.back.partition("-")[0] for row in below} == {"trace"}


def test_an_exact_value_keeps_what_a_reader_needs() -> None:
    assert [exact(value) for value in (24_130.0, 0.4187, "open", None, True)] == [
        "24,130",
        "0.4187",
        "open",
        "no answer",
        "yes",
    ]
    assert (bounds(1.2, 1.5), bounds(None, 2.0), bounds(None, None)) == ("1.2 to 1.5", "2", "")
