"""The document of a study: its schema is closed and described."""

from __future__ import annotations

from interpose.exploration.document import OutcomeSummary, PlansBeside, Quantiles, StudyDocument
from interpose.plain import json_schema, plain


def test_the_schema_names_every_key_and_allows_no_other() -> None:
    schema = json_schema(StudyDocument)
    assert set(schema["required"]) == set(schema["properties"])
    assert schema["additionalProperties"] is False
    assert {"bounded", "slot_gap", "plans"} <= set(schema["$defs"]["OutcomeSummary"]["required"])


def test_quantiles_go_by_their_names() -> None:
    levels = Quantiles(1.0, 2.0, 3.0, 4.0, 5.0)
    told = OutcomeSummary(
        name="x", unit="", words="", bounded=None, rows=1, quantiles=levels, slot_gap=None, plans=PlansBeside(0, None)
    )
    assert plain(told)["quantiles"] == {"p5": 1.0, "p10": 2.0, "p50": 3.0, "p90": 4.0, "p95": 5.0}
