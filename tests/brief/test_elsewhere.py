"""A case with another host and another provider: the words of the brief come from the case."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from interpose.assessment import Assessment, assess
from interpose.brief import write_brief
from interpose.case import load
from interpose.case.read.missions import load_missions
from interpose.case.read.precedents import load_precedents
from tests.builders.elsewhere import write_case_in_mali


@pytest.fixture(scope="module")
def in_mali(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return assess(load(write_case_in_mali(tmp_path_factory.mktemp("elsewhere") / "mali")))


@pytest.fixture(scope="module")
def page(in_mali: Assessment, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page without the names of missions on record, one of which stood in Ukraine, and without who pays: all states may."""
    text = write_brief(in_mali, tmp_path_factory.mktemp("brief of mali")).html.read_text(encoding="utf-8")
    for mission in load_missions().missions:
        text = text.replace(mission.mission.name, "")
    for precedent in load_precedents():
        # A phone shows the name before its comma alone.
        text = text.replace(precedent.name, "").replace(f">{precedent.name.partition(',')[0]}<", "><")
    paid = text.index('id="h-paid"')
    return text[:paid] + text[text.index("</table>", paid) :]


def test_the_provider_is_left_out_in_turn_where_the_scenario_names_no_variants(in_mali: Assessment) -> None:
    assert list(in_mali.variants) == ["as chosen", "without French enablers"]
    assert in_mali.plan.providers == ("FRA",)
    assert "FRA" in in_mali.plan.participants
    (other,) = in_mali.others
    assert other.without == ("FRA",)
    assert "FRA" not in other.plan.participants
    assert "plan.interpose.without_french_enablers.force.sustained" in in_mali.figures


@pytest.mark.parametrize("word", ["American", "Ukrain", "Russia", "Kyiv", "United States"])
def test_no_word_of_the_shipped_cases_is_in_the_brief_of_another(page: str, word: str) -> None:
    # The table of missions that the chart of precedents shows names one by its country.
    told = page.replace(quote("Russian force, Nagorno-Karabakh", safe=","), "")
    assert [told[max(0, found.start() - 60) : found.end() + 30] for found in re.finditer(word, told)] == []


def test_host_and_provider_are_named_where_they_belong(page: str) -> None:
    text = re.sub(r"<[^>]+>", "", page)
    assert "Without French enablers" in text
    assert "MALI" in page, "the map names its countries"
    assert "Enablers of France" in text
