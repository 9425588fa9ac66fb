"""What two written assessments say of their inputs."""

from __future__ import annotations

import pytest

from interpose.errors import UsageError
from interpose.exploration.comparison.documents import changes_of_documents

ROW = {"where": "pools.csv#FRA/x", "value": 3.0, "low": 2.0, "high": 4.0, "unit": "units", "basis": "assumed"}
SAID = {"state": "FRA", "modality": 2, "claims": ["c1"]}


Keys = dict[str, object]


def document(mandate: str = "observe", row: Keys | None = None, said: Keys | None = None, ledger: str | None = None) -> Keys:
    return {
        "case": {"scenario": {"mandate": mandate, "ledger": ledger}},
        "assumptions": [{**ROW, **(row or {})}, {**ROW, "where": "scenario.yaml#mandate", "basis": "choice", "value": mandate}],
        "positions": {"positions": [{**SAID, **(said or {})}]},
        "evidence_quality": {"claims": 1},
    }


def test_the_same_document_differs_in_nothing() -> None:
    assert changes_of_documents(document(), document()) == ()


def test_choices_assumptions_with_their_range_and_positions_are_told_once() -> None:
    found = changes_of_documents(document(), document("interpose", {"high": 5.0}, {"modality": 4, "claims": ["c1", "c2"]}))
    assert [(each.input, each.a, each.b, each.claims_added) for each in found] == [
        ("scenario.yaml#mandate", "observe", "interpose", ()),
        ("pools.csv#FRA/x", "3 (2 to 4)", "3 (2 to 5)", ()),
        ("positions.FRA", "open", "pledged", ("c2",)),
    ]


def test_the_name_of_a_ledger_is_told_only_beside_other_statements() -> None:
    assert changes_of_documents(document(), document(ledger="ukraine")) == ()
    found = changes_of_documents(document(), document(ledger="ukraine", said={"modality": 4}))
    assert [each.input for each in found] == ["scenario.yaml#ledger", "positions.FRA"]


def test_what_came_and_what_went_is_told() -> None:
    without = {**document(), "assumptions": []}
    assert [(each.kind, each.a, each.b) for each in changes_of_documents(without, document())] == [
        ("added", None, "3 (2 to 4)")
    ]
    assert [each.kind for each in changes_of_documents(document(), without)] == ["removed"]


def test_a_document_of_another_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be understood: KeyError"):
        changes_of_documents(document(), {**document(), "positions": {}})
