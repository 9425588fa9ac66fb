"""Tables of the record: positions with what offices say, and what weakens a ledger."""

from __future__ import annotations

from interpose.assessment import Assessment
from interpose.brief.tables.evidence import findings_table, histories_table, positions_overview, positions_table
from interpose.evidence import histories, lint


def test_every_position_is_a_row_with_its_claims(assessed: Assessment) -> None:
    found = assessed.positions
    files, terminal = positions_table(found, assessed.case), positions_overview(found)
    assert [row[0] for row in files.rows] == [each.state for each in found.positions]
    assert [row[0] for row in terminal.rows] == [each.state for each in found.positions for _ in each.roles]
    disputed = [part.state for each in found.positions for part in each.roles if part.conflict]
    assert disputed
    assert [row[0] for row in terminal.rows if row[7] is not None] == disputed


def test_findings_name_at_most_four_claims_and_say_that_there_are_more(assessed: Assessment) -> None:
    findings = lint(assessed.case, assessed.positions.as_of)
    table = findings_table("case", findings)
    assert table.description == f"{len(findings)} findings"
    for finding, row in zip(findings, table.rows, strict=True):
        assert str(row[1]).endswith("…") == (len(finding.claims) > 4)


def test_the_last_row_of_a_state_is_its_position(assessed: Assessment) -> None:
    found = assessed.positions
    table = histories_table(histories(assessed.case, found.as_of))
    last = {str(row[0]): row[2] for row in table.rows}
    assert len(table.rows) > len(last)
    assert last == {each.state: each.modality for each in found.positions}
