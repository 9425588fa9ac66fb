"""The page for reviewers names every run, every assumption and every card."""

from __future__ import annotations

import html

import pytest

from interpose.assessment import Assessment
from interpose.brief.exports.cards import read_cards
from interpose.brief.exports.review import review_html, runs_of


@pytest.fixture(scope="module")
def page(assessed: Assessment) -> str:
    return html.unescape(review_html(assessed))


def test_every_plan_and_level_is_a_run(assessed: Assessment) -> None:
    runs = list(runs_of(assessed))
    mandates, variants, rungs = len(assessed.case.mandates), len(assessed.variants), len(assessed.rungs)
    assert len(runs) == mandates * variants + 2 * rungs
    assert runs[0].sustained == assessed.plan.force.sustained
    assert all(run.answer.gap is not None for run in runs if run.answer.has_numbers)


def test_the_page_holds_digest_options_assumptions_and_cards(page: str, assessed: Assessment) -> None:
    assert assessed.case.digest in page
    for row in assessed.assumptions():
        assert row.note in page
    for card in read_cards():
        assert card.purpose in page
        assert all(limit in page for limit in card.limitations)
    assert "endurance" in page


def test_the_page_needs_nothing_from_anywhere(page: str) -> None:
    assert "<script" not in page
    assert "http" not in page.partition('<h2 id="assumptions">')[0]
