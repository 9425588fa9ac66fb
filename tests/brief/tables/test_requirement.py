"""Tables of the requirement: each line with its rule, sectors with who leads them, and what others proposed."""

from __future__ import annotations

from interpose.assessment import Assessment
from interpose.assessment.proposals import ProposalAnswer
from interpose.brief.tables.requirement import proposals_table, requirement_table, requirement_tables, sectors_table
from interpose.case import Range
from interpose.case.tables.mandates import Proposal
from interpose.generation.analysis.level import LevelAnswer


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


def _answer(low: int, high: int | None, precedent: Range | None) -> ProposalAnswer:
    row = Proposal(
        id="mine",
        title="Mine",
        author="Me",
        published_on="2025",
        host="UKR",
        mandate="reassure",
        low=low,
        high=high,
        task="To train.",
        basis="assumed",
        source="own",
    )
    held = LevelAnswer(
        mandate="reassure",
        endurance="relay",
        status="optimal",
        requirement=1.0,
        shortfall_share=0.25,
        sustained=4_321,
        participants=(),
    )
    place = None if precedent is None else "above"
    return ProposalAnswer(
        proposal=row,
        rules=Range(7_530, 14_780, 26_690),
        beside_rules="below",
        precedent=precedent,
        beside_precedent=place,
        held={"low": held},
    )


def test_sizes_are_told_with_their_ends() -> None:
    sizes = [(5_000, 5_000), (5_000, 9_000), (5_000, None)]
    table = proposals_table(_answer(low, high, None) for low, high in sizes)
    assert [row[2] for row in table.rows] == ["5,000", "5,000 to 9,000", "5,000 or more"]


def test_rules_precedent_and_what_could_be_held_stand_beside_the_number() -> None:
    first, second = proposals_table([_answer(5_000, None, None), _answer(5_000, None, Range(68, 301, 1_333))]).rows
    assert first[4:] == ("7,500 to 27,000: below", "no such missions on record", "4,320", "25%")
    assert second[5] == "68 to 1,300: above"
