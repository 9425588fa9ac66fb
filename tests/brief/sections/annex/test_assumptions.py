"""Assumptions in groups: none is lost, and what no group names comes last."""

from __future__ import annotations

from interpose.assessment import Assessment
from interpose.brief.sections.annex.assumptions import assumption_groups


def test_every_assumption_stands_in_one_group(assessed: Assessment) -> None:
    groups = assumption_groups(assessed)
    rows = [row for group in groups for row in group.rows]
    assert len(rows) == len(assessed.assumptions())
    assert {row.where for row in rows} == {row.where for row in assessed.assumptions()}
    assert groups[0].title == "Choices of the scenario"
    assert len({group.title for group in groups}) == len(groups)


def test_a_choice_with_several_parts_is_told_in_words(assessed: Assessment) -> None:
    values = {row.where: row.value for row in assessed.assumptions()}
    assert values["scenario.yaml#options.external_enablers"] == "USA: as_caveated"
    assert not [value for value in values.values() if isinstance(value, str) and value.startswith(("{", "("))]
