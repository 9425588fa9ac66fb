"""Every table of a brief, in the order of the argument."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.result_tables import result_tables
from interpose.brief.table import Table
from interpose.brief.tracing import Citations
from tests.builders.small_study import small_study

TYPES = {"text": str, "number": (int, float), "integer": int, "boolean": bool}


@pytest.fixture(scope="module")
def tables(assessed: Assessment) -> dict[str, Table]:
    return {table.name: table for table in result_tables(BriefContext(assessed, Citations(assessed)))}


def test_tables_have_names_of_their_own_that_fit_a_sheet(tables: dict[str, Table], context: BriefContext) -> None:
    assert len(tables) == len(result_tables(context))
    assert list(tables)[:3] == ["about", "options", "positions"]
    assert list(tables)[-2:] == ["assumptions", "figures"]
    assert all(len(name) < 31 and table.title and table.description for name, table in tables.items())


def test_every_cell_is_of_the_kind_of_its_column(tables: dict[str, Table]) -> None:
    for table in tables.values():
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                assert cell is None or isinstance(cell, TYPES[column.kind]), f"{table.name}.{column.name}: {cell!r}"


def test_the_options_have_a_row_for_each_mandate_in_each_variant(tables: dict[str, Table], assessed: Assessment) -> None:
    rows = {(row[0], row[1]): row for row in tables["options"].rows}
    assert set(rows) == {(mandate, name) for mandate in assessed.case.mandates for name in assessed.variants}
    own = rows[assessed.plan.mandate, assessed.chosen.name]
    assert own[6:8] == (assessed.plan.force.peak, assessed.plan.sustained)


def test_figures_are_numbers_or_words_and_stand_in_order(tables: dict[str, Table], assessed: Assessment) -> None:
    rows = tables["figures"].rows
    assert [row[0] for row in rows] == sorted(assessed.figures)
    assert all(row[1] is None or row[2] is None for row in rows)


def test_no_cell_is_longer_than_a_spreadsheet_takes(tables: dict[str, Table]) -> None:
    cells = [cell for table in tables.values() for row in table.rows for cell in row if isinstance(cell, str)]
    assert max(map(len, cells)) < 32_767


def test_without_a_plan_there_is_no_calendar_and_no_number_of_it(assessed: Assessment) -> None:
    plan = replace(assessed.plan, status="no answer", gap=None)
    variants = {**assessed.variants, assessed.chosen.name: replace(assessed.chosen, plan=plan)}
    other = replace(assessed, variants=variants)
    tables = {table.name: table for table in result_tables(BriefContext(other, Citations(other)))}
    assert "calendar" not in tables
    assert dict(tables["about"].rows)["plan_gap"] is None  # type: ignore[arg-type]
    own = next(row for row in tables["options"].rows if row[:2] == (plan.mandate, assessed.chosen.name))
    assert own[5:9] == ("no answer", None, None, None)


def test_precedent_and_the_rules_stand_above_the_missions_and_every_way_to_foresee_a_size_is_scored(
    tables: dict[str, Table], assessed: Assessment
) -> None:
    need = assessed.requirement.of(assessed.plan.mandate)
    assert need.precedent is not None
    first, second, *missions = tables["precedent"].rows
    assert first[2:] == (need.precedent.persons.mode, need.precedent.persons.low, need.precedent.persons.high)
    assert second[2:] == (need.personnel.mode, need.personnel.low, need.personnel.high)
    assert {row[0] for row in missions} == {"mission"}
    assert len(missions) > 10
    assert all(1 < median < most for _, median, most, _ in tables["backtest"].rows)  # type: ignore[operator]


def test_futures_stand_in_the_order_of_their_chart(assessed: Assessment) -> None:
    study = small_study()
    tables = {table.name: table for table in result_tables(BriefContext(assessed, Citations(assessed), study))}
    rows = tables["study_futures"].rows
    order = {"met": 0, "open": 1, "missed": 2}
    assert len(rows) == 150 < len(study.verdict)
    assert list(rows) == sorted(rows, key=lambda row: (order[str(row[0])], -float(row[1] or 0)))
    assert sum(row[0] == "met" for row in rows) / 150 == pytest.approx(study.judged.met, abs=0.01)
