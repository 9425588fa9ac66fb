"""Judgements that cannot be: of nothing, of oneself, before the words, or against one another."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from interpose.case.tables.evidence import Judgement
from tests.evidence.builders import chain, claim, faults_between


def judged(subject: str, value: str, on: str, **fields: Any) -> Judgement:
    scale = "reliability" if value in "ABCDEF" else "credibility"
    values = {"subject": subject, "scale": scale, "value": value, "judged_by": "Desk", "judged_on": on, "reason": "checked"}
    return Judgement.model_validate(values | fields)


def faults(*rows: Judgement) -> list[str]:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-11-02", 3)]
    steps = [hop for each in claims for hop in chain(each.id, ("Paper", "outlet"), (each.actor, "on_record"))]
    return [found.what for found in faults_between(claims, steps, judgements=rows)]


def test_two_judgements_of_one_day_that_contradict_are_a_fault() -> None:
    found = faults(judged("A", "3", "2024-12-01"), judged("A", "4", "2024-12-01", judged_by="Other desk"))
    assert found == ["two judgements of one day contradict: credibility of 'A' is 3 (Desk) and 4 (Other desk) on 2024-12-01"]


def test_two_judges_may_agree_and_one_may_not_repeat() -> None:
    assert faults(judged("A", "3", "2024-12-01"), judged("A", "3", "2024-12-01", judged_by="Other desk")) == []
    assert faults(judged("A", "3", "2024-12-01"), judged("A", "3", "2024-12-01")) == [
        "credibility of 'A' is judged 3 twice by Desk"
    ]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (judged("Z", "3", "2024-12-01"), "claim 'Z' is not known"),
        (judged("papr", "C", "2024-12-01"), "source 'papr' is not known"),
        (judged("A", "C", "2024-12-01"), "'A' is a claim, and reliability is judged of a source"),
        (judged("paper", "3", "2024-12-01"), "'paper' is a source, and credibility is judged of a claim"),
        (judged("A", "3", "2024-10-31"), "'A' was judged on 2024-10-31, before it was said on 2024-11-01"),
        (judged("A", "3", "2024-12-01", judged_by="a. minister"), "a. minister judges their own words in 'A'"),
        (judged("paper", "A", "2024-12-01", judged_by="Example Paper"), "Example Paper judges their own words in 'paper'"),
        (judged("A", "3", "2024-12-01", judged_by="??"), "'??' is nobody's name"),
        (
            judged("A", "3", "2024-12-01", known_on="2024-11-30"),
            "the judgement of 'A' was known on 2024-11-30, before 2024-12-01",
        ),
    ],
)
def test_what_a_judgement_cannot_be(row: Judgement, what: str) -> None:
    assert faults(row) == [what]


@pytest.mark.parametrize(
    "fields", [{"value": "7"}, {"value": "G"}, {"judged_by": ""}, {"reason": " "}, {"judged_on": "2024-02-30"}]
)
def test_a_judgement_needs_a_grade_a_judge_a_day_and_a_reason(fields: dict[str, str]) -> None:
    values = {
        "subject": "A",
        "scale": "credibility",
        "value": "3",
        "judged_by": "Desk",
        "judged_on": "2024-12-01",
        "reason": "r",
    }
    with pytest.raises(ValidationError):
        Judgement.model_validate(values | fields)
