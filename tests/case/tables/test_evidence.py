"""Rows of the ledger by themselves."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from interpose.case.tables.evidence import Judgement, Office


def test_a_judgement_must_lie_on_its_scale() -> None:
    with pytest.raises(ValidationError):
        Judgement(subject="A", scale="reliability", value="3", judged_by="me", judged_on="2025", reason="why")


def test_an_office_cannot_end_before_it_began_and_may_be_dated_by_month() -> None:
    row = {
        "state": "BGR",
        "office": "head_of_government",
        "holder": "Rosen Zhelyazkov",
        "power": "executive",
        "source": "recalled",
    }
    assert Office.model_validate(row | {"since": "2025-01-16", "until": "2026-02~"}).until == "2026-02~"
    with pytest.raises(ValidationError, match="lies before since"):
        Office.model_validate(row | {"since": "2025-01-16", "until": "2024"})
