"""Tables of the requirement: each line with its rule, and sectors with who leads them."""

from __future__ import annotations

from interpose.assessment import Assessment
from interpose.brief.tables.requirement import requirement_table, requirement_tables, sectors_table


def test_every_line_of_every_mandate_is_a_row_for_files(assessed: Assessment) -> None:
    rows = requirement_table(assessed.requirement).rows
    expected = [(need.id, line.rule) for need in assessed.requirement.mandates for line in need.lines]
    assert [(row[0], row[1]) for row in rows] == expected


def test_a_terminal_shows_all_mandates_or_one_line_by_line(assessed: Assessment) -> None:
    found = assessed.requirement
    ground, overview = requirement_tables(found, found.mandates, each_line=False)
    assert [row[0] for row in ground.rows] == [sector.id for sector in found.area.sectors]
    assert [row[2] for row in overview.rows] == [round(need.personnel.mode) for need in found.mandates]
    need = found.of("interpose")
    tables = list(requirement_tables(found, [need], each_line=True))
    assert [len(table.rows) for table in tables[1:3]] == [len(need.lines)] * 2
    by_sector = sum(units for row in tables[-1].rows for units in row[2:] if isinstance(units, int | float))
    assert by_sector == sum(row.quantity for row in need.sectors)


def test_a_sector_that_nobody_leads_has_empty_cells(assessed: Assessment) -> None:
    first, second, *_ = assessed.requirement.area.sectors
    rows = {row[0]: row for row in sectors_table(assessed.requirement, {first.id: ("FRA", ("FRA", "EST"))}).rows}
    assert rows[first.id][3:5] == ("FRA", "FRA; EST")
    assert rows[second.id][3:5] == (None, None)
