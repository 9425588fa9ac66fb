"""Rows of the ledger by themselves."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from interpose.case.tables.evidence import Judgement


def test_a_judgement_must_lie_on_its_scale() -> None:
    with pytest.raises(ValidationError):
        Judgement(subject="A", scale="reliability", value="3", judged_by="me", judged_on="2025", reason="why")
