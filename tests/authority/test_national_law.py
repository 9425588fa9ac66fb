"""What the law of a state asks for on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from interpose.authority.national_law import laws_on, parliament_rule
from interpose.case.tables.authority import NationalLaw
from tests.authority.conftest import MakeCase, Shipped


def test_a_law_holds_between_its_days(make_case: MakeCase, shipped: Shipped) -> None:
    case = make_case()
    assert laws_on(case, "IRL", "sending", dt.date(2006, 7, 11)) == ()
    assert [law.mandate_needed for law in laws_on(case, "IRL", "sending", dt.date(2006, 7, 12))] == ["un"]
    assert laws_on(case, "IRL", "hosting", dt.date(2025, 1, 1)) == ()
    for law in shipped.laws:
        assert law.article
        assert law.source


def test_a_law_that_ends_before_it_begins_or_mixes_its_subjects_is_refused(shipped: Shipped) -> None:
    row = shipped.laws[0].model_dump()
    with pytest.raises(ValueError, match="lies before since"):
        NationalLaw.model_validate(row | {"until": "1900-01-01"})
    with pytest.raises(ValueError, match="about sending"):
        NationalLaw.model_validate(row | {"about": "hosting", "mandate_needed": "un"})


@pytest.mark.parametrize(
    ("state", "day", "route", "rule"),
    [
        ("DEU", "2025-01-01", "coalition_of_the_willing", "prior"),
        ("GBR", "2026-01-06", "coalition_of_the_willing", "none"),
        ("GBR", "2026-01-07", "coalition_of_the_willing", "prior_by_promise"),
        ("NLD", "2025-01-01", "coalition_of_the_willing", "notification"),
        ("HUN", "2025-01-01", "coalition_of_the_willing", "prior"),
        ("HUN", "2025-01-01", "nato", "limited"),
        ("ITA", "2016-12-30", "nato", None),
        ("BEL", "2025-01-01", "coalition_of_the_willing", "none"),
    ],
)
def test_when_parliament_is_asked_hangs_on_the_day_and_on_whether_an_organisation_decides(
    make_case: MakeCase, state: str, day: str, route: str, rule: str | None
) -> None:
    case = make_case()
    assert parliament_rule(case, state, dt.date.fromisoformat(day), case.routes[route]) == rule


def test_what_a_case_says_of_a_parliament_goes_before_its_law(make_case: MakeCase, shipped: Shipped) -> None:
    case = make_case(states={"FRA": shipped.states["FRA"].replace(parliament="prior")})
    assert parliament_rule(case, "FRA", dt.date(2025, 1, 1), None) == "prior"
