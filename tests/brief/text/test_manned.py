"""A mandate counts as manned from one share on, which page, glossary and docs tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interpose.assessment import Assessment
from interpose.brief.text.format_number import per_cent
from interpose.brief.text.glossary import GLOSSARY
from interpose.brief.text.manned import MANNED_FROM, is_manned

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(("sustained", "manned"), [(0, False), (9_490, False), (9_500, True), (9_499, True), (12_000, True)])
def test_a_plan_mans_a_mandate_from_the_share_on_by_the_numbers_that_are_written(
    assessed: Assessment, sustained: int, manned: bool
) -> None:
    plan = replace(assessed.plan, force=replace(assessed.plan.force, sustained=sustained))
    assert is_manned(plan, 10_000) is manned


def test_without_a_plan_nothing_is_manned(assessed: Assessment) -> None:
    assert not is_manned(None, 100)
    assert not is_manned(replace(assessed.plan, status="no answer"), 100)


def test_page_one_glossary_and_docs_tell_the_share(html: str) -> None:
    share = per_cent(MANNED_FROM)
    assert share in GLOSSARY["can be manned"]
    assert f" from {share} of its most likely size on." in html.partition('id="one-chart"')[0]
    for page in ("method/brief.md", "reference/glossary.md"):
        assert f"from {share} of its most likely size on" in (DOCS / page).read_text(encoding="utf-8")
