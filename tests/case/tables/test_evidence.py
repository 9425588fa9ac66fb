"""Rows of the ledger by themselves."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from interpose.case.tables.evidence import Claim, Judgement, Office


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


SAID = {"id": "A", "source": "s", "statement": "s", "actor": "a", "predicate": "other", "credibility": "2"}
SAID |= {"asserted_on": "2025-03"}


def test_a_claim_may_say_task_reason_language_and_when_it_was_seen() -> None:
    seen = {
        "first_seen": "2025-03-10",
        "last_seen": "2026",
        "language": "sr-Latn",
        "task": "watch",
        "reason": "a promise",
    }
    row = Claim.model_validate(SAID | seen)
    assert (row.task, row.reason, row.language, row.last_seen) == ("watch", "a promise", "sr-Latn", "2026")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"first_seen": "2025-02-28"}, "first_seen .* lies before asserted_on"),
        ({"last_seen": "2025-02"}, "last_seen .* lies before 2025-03"),
        ({"first_seen": "2025-04-02", "last_seen": "2025-04-01"}, "last_seen .* lies before 2025-04-02"),
        ({"language": "Serbian"}, "language"),
    ],
)
def test_a_claim_cannot_be_seen_before_it_was_said_or_in_no_language(wrong: dict[str, str], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Claim.model_validate(SAID | wrong)
