"""Hypothetical votes: a voter without a vote is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from interpose.authority import authorise
from interpose.authority.routes import faults_of_supposed
from interpose.errors import InputError
from tests.authority.builders import positions
from tests.authority.conftest import MakeCase, Shipped


@pytest.mark.parametrize(
    ("routes", "state", "day", "refused"),
    [
        (["eu_csdp"], "GBR", dt.date(2024, 12, 15), True),
        (["eu_csdp"], "GBR", dt.date(2020, 1, 31), False),
        (["eu_csdp"], "DNK", dt.date(2022, 6, 30), True),
        (["eu_csdp"], "DNK", dt.date(2022, 7, 1), False),
        (["nato", "eu_csdp"], "NOR", dt.date(2024, 12, 15), True),
        (["nato"], "UKR", dt.date(2024, 12, 15), False),
        (["coalition_of_the_willing"], "NZL", dt.date(2024, 12, 15), False),
        ([], "NOR", dt.date(2024, 12, 15), False),
    ],
)
def test_a_voter_that_is_no_member_is_refused_and_not_ignored(
    make_case: MakeCase, shipped: Shipped, routes: list[str], state: str, day: dt.date, refused: bool
) -> None:
    faults = faults_of_supposed(make_case(only=shipped.routes), {state: "no"}, routes, day)
    assert bool(faults) is refused
    assert all("has no vote on" in fault.what for fault in faults)


def test_a_voter_without_a_vote_on_any_route_is_refused_by_the_library_too(make_case: MakeCase) -> None:
    with pytest.raises(InputError, match="CHE has no vote on eu_csdp, nato"):
        authorise(make_case(only=["nato", "eu_csdp"]), positions(), suppose={"CHE": "no"})
