"""Routes as law: clauses, thresholds and assumptions about votes, a sound one of each and what is refused of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from interpose.case.tables.authority import (
    ConditionReading,
    Correlation,
    Membership,
    Route,
    RouteClause,
    Threshold,
    VoteAssumption,
    share_of,
)
from interpose.case.tables.fields import Row
from tests.case.tables.rows import refusal

MEMBER = {"body": "nato", "state": "FIN", "since": "2023-04-04", "source": "NATO"}
SHARE = {"of": "population", "share": "65 %"}
CLAUSE: dict[str, Any] = {"id": "for", "says": "Enough vote for.", "article": "16 TEU", "votes_for": [SHARE]}
TOGETHER = {"low": 0.1, "mode": 0.2, "high": 0.4, "basis": "assumed", "source": "By hand"}
NATO: dict[str, Any] = {
    "id": "nato",
    "name": "NATO",
    "rule": "consensus",
    "effect": "authorises",
    "body": "nato",
    "article": "none",
    "source": "NATO",
    "clauses": [{"id": "silence", "says": "Nobody objects.", "article": "none", "none_against": "members"}],
    "correlation": TOGETHER,
}
READING: dict[str, Any] = {"id": "others", "words": ["if others join"], "met_by": "members", "members_at_least": 2}
PLEDGED = {
    "id": "pledged",
    "predicate": "contribute_force",
    "modality_low": "4",
    "vote": "yes",
    "yes": "0.9",
    "yes_low": "0.8",
    "yes_high": "0.95",
    "no": "0.02",
    "no_low": "0.01",
    "no_high": "0.05",
    "basis": "assumed",
    "source": "By hand",
}
BY_HAND = {"predicate": "any", "states": "HUN", "modality_low": None}


@pytest.mark.parametrize(
    ("table", "sound", "changed", "why"),
    [
        (Membership, MEMBER, {"until": "2023-04-03"}, "until (2023-04-03) lies before since (2023-04-04)"),
        (Membership, MEMBER, {"since": "2023-02-30"}, "no day of the calendar"),
        (Threshold, SHARE, {"count": 15}, "either a count or a share"),
        (Threshold, SHARE, {"share": None}, "either a count or a share"),
        (Threshold, SHARE, {"count": 15, "share": None}, "a count is of members"),
        (Threshold, SHARE, {"share": "101 %"}, "must lie above 0 and at most 1"),
        (Threshold, SHARE, {"share": "0.65"}, "share: String should match"),
        (RouteClause, CLAUSE, {"none_against": "members"}, "holds exactly one of"),
        (RouteClause, CLAUSE, {"votes_for": []}, "holds exactly one of"),
        (RouteClause, CLAUSE, {"votes_for": [], "none_against": "members", "blocking_minority": 4}, "belongs to votes_for"),
        (Correlation, TOGETHER, {"low": 0.3}, "low (0.3), mode (0.2) and high (0.4) are not in order"),
        (Correlation, TOGETHER, {"high": 1}, "high: Input should be less than 1"),
        (Route, NATO, {"body": None}, "an opt-in has no body, and every other rule needs one"),
        (Route, NATO, {"rule": "opt_in"}, "an opt-in has no body"),
        (Route, NATO, {"clauses": []}, "clauses: Tuple should have at least 1 item"),
        (ConditionReading, READING, {"members_at_least": None}, "needed there"),
        (ConditionReading, READING, {"met_by": "ceasefire"}, "members_at_least belongs to met_by: members"),
        (ConditionReading, READING, {"met_by": "weather", "members_at_least": None}, "'weather' is neither one of members"),
        (VoteAssumption, PLEDGED, {"yes": "0.7"}, "yes (0.7) lies outside yes_low (0.8) to yes_high (0.95)"),
        (VoteAssumption, PLEDGED, {"yes": "0.95", "no": "0.06", "no_high": "0.06"}, "yes + declared + no is 1.01, more than 1"),
        (VoteAssumption, PLEDGED, {"no_high": "0.25"}, "yes_low + declared_high + no_high is 1.05"),
        (VoteAssumption, PLEDGED, {"predicate": "none"}, "has no modality"),
        (VoteAssumption, PLEDGED, BY_HAND | {"conditions": "met"}, "so on no conditions"),
        (VoteAssumption, PLEDGED, BY_HAND | {"states": ""}, "names the states that it sets by hand"),
    ],
)
def test_a_row_that_cannot_be_is_refused(table: type[Row], sound: dict[str, Any], changed: dict[str, Any], why: str) -> None:
    assert why in refusal(table, sound, **changed)


@pytest.mark.parametrize(
    ("text", "share"),
    [("2/3", Fraction(2, 3)), ("55 %", Fraction(11, 20)), ("66.7%", Fraction(667, 1000)), ("0 %", Fraction(0))],
)
def test_a_share_is_read_exactly(text: str, share: Fraction) -> None:
    assert share_of(text) == share


def test_the_vote_of_a_state_may_be_set_by_hand_whatever_it_has_said() -> None:
    row = VoteAssumption.model_validate(PLEDGED | BY_HAND)
    assert (row.states, row.vote) == (("HUN",), "yes")


@pytest.mark.parametrize(("written", "read"), [("american_support", "USA"), ("FRA", "FRA"), ("host", "host")])
def test_a_condition_is_met_by_a_word_or_by_a_state_that_backs_the_force(written: str, read: str) -> None:
    given = READING | {"met_by": written, "members_at_least": None}
    assert ConditionReading.model_validate(given).met_by == read
