"""Who decides alone, and the smallest changes of votes that turn a route."""

from __future__ import annotations

from interpose.authority import authorise
from tests.authority.builders import positions, route_of
from tests.authority.conftest import MakeCase


def test_all_smallest_changes_are_listed_where_there_are_several(make_case: MakeCase) -> None:
    yes = ("FRA", "GBR", "USA", "ECU", "GUY", "JPN", "MLT", "KOR")
    others = ("RUS", "CHN", "DZA", "MOZ", "SLE", "CHE", "SVN")
    votes = {**dict.fromkeys(others, "abstain"), **dict.fromkeys(yes, "yes")}
    decision = route_of(authorise(make_case(), positions(), suppose=votes), "un_security_council")
    assert decision.outcome == "blocked"
    assert [[str(change) for change in changes] for changes in decision.smallest_changes] == [
        [f"{state}=yes"] for state in sorted(others)
    ]
    assert decision.changes_complete


def test_nine_yes_and_no_veto_passes_the_council(make_case: MakeCase) -> None:
    yes = ("FRA", "GBR", "USA", "ECU", "GUY", "JPN", "MLT", "KOR", "SVN")
    votes = {**dict.fromkeys(("RUS", "CHN", "DZA", "MOZ", "SLE", "CHE"), "abstain"), **dict.fromkeys(yes, "yes")}
    decision = route_of(authorise(make_case(), positions(), suppose=votes), "un_security_council")
    assert decision.outcome == "passes"
    assert set(decision.pivotal) == {"RUS", "CHN"}
    # Nine votes for are just enough: any of them, or a veto, is a smallest change that blocks.
    assert sorted(str(change) for changes in decision.blocking_changes for change in changes) == sorted(
        [*(f"{state}=abstain" for state in yes), "CHN=no", "RUS=no"]
    )
