"""Members without a population in a body that a route lets vote by population."""

from __future__ import annotations

from interpose.case import Case
from interpose.case.check.membership_rules import membership_faults
from interpose.case.located import Located
from interpose.case.tables.authority import Membership


def told(case: Case, *members: dict[str, object]) -> list[str]:
    rows = [
        Located(Membership.model_validate({"since": "2020-01-01", "source": "s", **member}), "memberships.csv", line)
        for line, member in enumerate(members, start=2)
    ]
    return [f"{fault.where}: {fault.what}" for fault in membership_faults(rows, list(case.routes.values()))]


def test_a_member_whose_population_would_count_needs_one(ukraine: Case) -> None:
    assert told(ukraine, {"body": "eu", "state": "UKR"}, {"body": "eu", "state": "MDA", "population": 2_400_000}) == [
        "memberships.csv:2:6: UKR has no population in 'eu'"
    ]


def test_bodies_that_count_heads_need_none(ukraine: Case) -> None:
    assert told(ukraine, {"body": "nato", "state": "UKR"}, {"body": "club", "state": "UKR"}) == []
