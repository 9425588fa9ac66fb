"""Numbers and words of a brief, by hand."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.tables.shortfalls import CapabilityShortfall, shortfalls_by_capability
from interpose.brief.text.dates import month_name
from interpose.brief.text.format_number import about, count, per_cent
from interpose.brief.text.likelihood import likelihood
from interpose.brief.text.names import names
from interpose.brief.tracing import Citations
from interpose.case import Figure
from interpose.generation import Shortfall


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.049, "almost no chance"),
        (0.05, "very unlikely"),
        (0.20, "unlikely"),
        (0.45, "roughly even chance"),
        (0.55, "likely"),
        (0.80, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_likelihood_words_are_those_of_icd_203(probability: float, word: str) -> None:
    assert likelihood(probability) == word


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (7, "7"), (46, "46"), (99, "99"), (101, "100"), (24_130, "24,000"), (96_500, "96,000"), (1.25, "1.2")],
)
def test_estimates_are_rounded_to_two_figures_and_small_counts_are_not(value: float, text: str) -> None:
    assert about(value) == text


@given(st.floats(min_value=100, max_value=1e7))
@settings(max_examples=50, deadline=None)
def test_rounding_stays_within_five_per_cent(value: float) -> None:
    assert abs(float(about(value).replace(",", "")) - value) <= 0.05 * value + 1e-9


def test_shares_never_claim_more_than_they_know() -> None:
    assert [per_cent(share) for share in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "under 1%", "50%", "over 99%", "100%"]


def test_names_join_as_a_sentence_would() -> None:
    assert names([]) == "none"
    assert names(["France"]) == "France"
    assert names(["France", "Italy", "Spain"], 2) == "France, Italy and Spain"
    assert names(["France", "Italy", "Spain", "Latvia", "Malta"], 2) == "France, Italy and three others"


def test_months_run_over_the_year() -> None:
    assert [month_name("2025-11", month) for month in (1, 2, 3, 14)] == [
        "November 2025",
        "December 2025",
        "January 2026",
        "December 2026",
    ]


def test_small_counts_are_words() -> None:
    assert [count(number) for number in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]


def test_states_take_their_article_in_a_sentence(context: BriefContext) -> None:
    assert context.states(("GBR", "FRA", "NLD")) == "the United Kingdom, France and the Netherlands"


def test_shortfalls_are_summed_over_belts_and_shared_by_unit_months(context: BriefContext) -> None:
    asked = [
        (1, "forward", "manoeuvre", 4),
        (2, "forward", "manoeuvre", 4),
        (2, "depth", "manoeuvre", 2),
        (1, "depth", "medical", 1),
    ]
    need = dataclasses.replace(context.need, monthly=tuple(asked))
    missing = (Shortfall("manoeuvre", "forward", 2, 2, 4), Shortfall("manoeuvre", "depth", 2, 1, 2))
    plan = dataclasses.replace(context.plan, shortfall=(*missing, Shortfall("medical", "depth", 1, 1, 1)))
    assert shortfalls_by_capability(plan, need) == (
        CapabilityShortfall("medical", share=1, missing=1, required=1, month=1, months=(1,)),
        CapabilityShortfall("manoeuvre", share=0.3, missing=3, required=6, month=2, months=(2,)),
    )
    assert shortfalls_by_capability(dataclasses.replace(context.plan, shortfall=()), need) == ()


def test_a_citation_explains_what_lies_below_it_and_nothing_else(assessed: Assessment) -> None:
    below = {"top": ("middle",), "middle": ("bottom",), "bottom": (), "beside": ("bottom",)}
    figures = {name: Figure(name, 1, "units", "made up", inputs) for name, inputs in below.items()}
    cite = Citations(dataclasses.replace(assessed, figures=figures))
    cite("top", "1")
    assert [row.name for row in cite.rows()] == ["top", "middle", "bottom"]


def test_a_figure_that_nobody_traced_is_plain_text(assessed: Assessment) -> None:
    cite = Citations(assessed)
    assert cite("no.such.figure", "12 <b>") == "12 &lt;b&gt;"
    assert cite.used == ()
