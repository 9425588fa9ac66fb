"""BibTeX that other programs can read."""

from __future__ import annotations

from interpose.case.tables.evidence import Source
from interpose.evidence.bibliography import to_bibtex


def test_what_latex_would_take_for_commands_is_escaped_and_addresses_stay_as_they_are() -> None:
    text = to_bibtex([Source(id="a", outlet="A & B_C", title="100 %", url="https://e.org/a_b?c=1&d=%20", reliability="B")])
    assert r"organization = {A \& B\_C}" in text
    assert r"title = {{100 \%}}" in text
    assert "url = {https://e.org/a_b?c=1&d=%20}" in text


def test_bodies_stand_in_braces_so_that_they_are_not_cut_into_names() -> None:
    text = to_bibtex([Source(id="a", outlet="A", authors=("Doe, Jane", "Press Agency"), reliability="B")])
    assert "author = {Doe, Jane and {Press Agency}}" in text
