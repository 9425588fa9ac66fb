"""Tables of routes, votes and voting power: the same rows for files and for a terminal."""

from __future__ import annotations

from pathlib import Path

from interpose.assessment import Assessment
from interpose.authority.power import voting_power
from interpose.brief.tables.authority import authority_tables, power_tables, routes_table, votes_table
from interpose.case.read.voting_rule_file import read_rule


def test_every_route_is_a_row_for_files_and_for_a_terminal(assessed: Assessment) -> None:
    result = assessed.authority
    assert [row[0] for row in routes_table(result).rows] == [route.id for route in result.routes]
    routes, reasons, coalition = authority_tables("case", result)
    assert [row[0] for row in routes.rows] == [route.name for route in result.routes]
    assert [row[0] for row in reasons.rows] == [route.id for route in result.routes]
    assert coalition.rows[1][2] == len(result.coalition.greatest)
    assert [column.heading for column in routes.columns][2:] == [
        "who decides",
        "who blocks today",
        "what would lift it",
        "unlocks",
        "who pays",
    ]
    told = dict(zip([route.id for route in result.routes], routes.rows, strict=True))
    assert "IRL" in str(told["un_security_council"][5])
    assert "peacekeeping scale" in str(told["un_security_council"][6])


def test_a_route_that_is_asked_for_shows_every_vote_and_its_law(assessed: Assessment) -> None:
    nato = assessed.authority.of("nato")
    assert nato is not None
    routes, _, votes, law, _ = authority_tables("case", assessed.authority, ["nato"])
    assert [row[0] for row in routes.rows] == [nato.name]
    assert [(row[0], row[1]) for row in votes.rows] == [(vote.state, vote.vote) for vote in nato.votes]
    assert [row[0] for row in law.rows] == [clause.id for clause in nato.clauses]
    files = [row for row in votes_table(assessed.authority).rows if row[0] == "nato"]
    assert [(row[1], row[2]) for row in files] == [(row[0], row[1]) for row in votes.rows]


def test_power_has_a_row_a_member_and_says_how_exact_it_is(tmp_path: Path) -> None:
    rule = tmp_path / "rule.yaml"
    rule.write_text("members: [A, B, C]\nquota: 2\nweights: each\n", encoding="utf-8")
    (table,) = power_tables(voting_power(read_rule(str(rule))))
    assert [row[0] for row in table.rows] == ["A", "B", "C"]
    assert table.columns[1].heading == "Banzhaf"
    assert [row[1] for row in table.rows] == ["0.333333"] * 3
    assert "exact" in table.description
