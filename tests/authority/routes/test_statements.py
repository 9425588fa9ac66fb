"""What bears on a vote: statements on the route itself, reporting, and the day up to which it is read."""

from __future__ import annotations

import datetime as dt

from interpose.authority import authorise
from tests.authority.builders import claim, positions, route_of
from tests.authority.conftest import MakeCase

UKRAINE_AGREES = claim("U1", "UKR", "consent", 4, "Ukraine invites the force.")


def test_a_member_that_speaks_against_the_route_blocks_it_there_only(make_case: MakeCase) -> None:
    against = claim("H1", "HUN", "authorise", 0, "Hungary rejects a NATO mission.")
    result = authorise(make_case([against, UKRAINE_AGREES], only=["nato", "osce"]), positions())
    assert route_of(result, "nato").blockers == ("HUN",)
    assert route_of(result, "osce").blockers == ()
    assert [str(change) for changes in route_of(result, "nato").smallest_changes for change in changes] == ["HUN=abstain"]


def test_reporting_that_names_a_route_is_shown_but_blocks_nothing(make_case: MakeCase) -> None:
    report = claim("Q18", None, "authorise", 0, "The force could not stand under the flag of NATO.")
    decision = route_of(authorise(make_case([report]), positions()), "nato")
    assert decision.outcome == "open"
    assert decision.blockers == ()
    assert decision.reported == ("Q18",)
    assert "Q18" in decision.why


def test_what_is_said_after_the_day_does_not_count(make_case: MakeCase) -> None:
    later = claim("H1", "HUN", "authorise", 0, "Hungary rejects a NATO mission.", asserted_on="2025-03-01")
    assert route_of(authorise(make_case([later]), positions()), "nato").outcome == "open"
    on_later_day = positions(as_of=dt.date(2025, 3, 2))
    assert route_of(authorise(make_case([later]), on_later_day), "nato").blockers == ("HUN",)
