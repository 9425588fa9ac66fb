"""What the law of a state asks for on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from interpose.authority.national_law import laws_on
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
