"""Tables of precedent: a mission beside its estimate, what such missions had, and the same on a scale of characters."""

from __future__ import annotations

import pytest

from interpose.brief.tables.precedent import (
    CLASS_NAMES,
    LEFT_OUT,
    MODEL_NAMES,
    RECALLED_NAMES,
    backtest_tables,
    beside_table,
    course_tables,
    precedent_tables,
    strip_table,
)
from interpose.case import Case, Range
from interpose.case.read.precedents import load_precedents
from interpose.case.tables.words import MANDATE_CLASSES
from interpose.requirement import Backtest, backtest, density_strip, read_sizes
from interpose.requirement.precedents.authorised import peak_of_authorised
from interpose.requirement.precedents.build_up import arrival_band, drawdown_band


@pytest.fixture(scope="module")
def found() -> Backtest:
    return backtest()


def test_every_class_way_and_scheme_has_words(found: Backtest) -> None:
    assert set(CLASS_NAMES) == set(MANDATE_CLASSES)
    assert {each.model for each in found.models} == set(MODEL_NAMES)
    assert {each.left_out for each in found.models} == set(LEFT_OUT)
    assert {each.table for each in found.recalled} == set(RECALLED_NAMES)


def test_each_mission_stands_in_the_table_and_on_the_scale_of_characters(found: Backtest) -> None:
    missions, scale, errors, models, rules, trials, recalled, *_ = backtest_tables(found)
    assert [row[0] for row in missions.rows] == [score.id for score in found.missions]
    scores = {score.id: score for score in found.missions}
    for name, drawn in scale.rows:
        middle, mark = str(drawn).index("│") if "│" in str(drawn) else 30, str(drawn).index("◆")
        assert (mark > middle) == (scores[str(name)].log_error > 0) or mark == middle
    assert errors.rows[-1][:2] == ("all", len(found.missions))
    assert len(models.rows) == len(found.models)
    assert [row[0] for row in rules.rows] == [place.mandate for place in found.place_of_rules]
    assert [row[2] for row in trials.rows] == [trial.missions for trial in found.trials_of_rules]
    assert [row[1] for row in recalled.rows] == [each.missions for each in found.recalled]


def test_the_strip_orders_missions_and_mandates_by_density() -> None:
    strip = density_strip()
    table = strip_table(strip, [("interpose", Range(1_000, 2_000, 4_000))], 100.0)
    assert [float(str(row[1])) for row in table.rows] == sorted(float(str(row[1])) for row in table.rows)
    (ours,) = [row for row in table.rows if row[0] == "interpose (this line)"]
    assert ours[1] == "20"
    assert "─" in str(ours[2])


def test_what_such_missions_had_stands_beside_why_there_were_none() -> None:
    told = read_sizes(load_precedents()).estimate("interpose", 1057, alliance=True, rules=22_300)
    table = beside_table([("interpose", told, None), ("reassure", None, "nothing like it")])
    assert table.rows[0][2:] == ("6,400", "3,400 to 12,000", "1,400 to 30,000", "more than 91% of them")
    assert table.rows[1][-1] == "nothing like it"
    ceiling = peak_of_authorised(load_precedents(), 15_000)
    assert "15,000 persons are authorised" in beside_table([("interpose", told, None)], ceiling).description


def test_a_recalled_number_is_marked_in_the_list() -> None:
    rows = load_precedents()
    listed, second = precedent_tables(rows, None)
    assert [str(row[-1]).startswith("recalled") for row in listed.rows] == [row.recalled for row in rows]
    told = {row[0]: row[3:] for row in second.rows}
    assert len(told) == 21
    assert told["ecomog-lbr-1990"][:2] == (15_000, True)
    assert told["untso-1948"] == (None, None, "none found")
    assert len(list(precedent_tables([row for row in rows if row.id == "unikom-1991"], None))) == 1
    recalled = [row for row in rows if row.recalled]
    missing = sum(not row.scored for row in recalled)
    told = next(iter(precedent_tables(recalled, None))).description
    assert f"all with a peak or ground that was recalled and not read ({missing} not scored" in told


def test_the_course_of_missions_has_a_row_for_each_month(ukraine: Case) -> None:
    built, went = arrival_band(ukraine.build_up), drawdown_band(ukraine.drawdown)
    tables = list(course_tables(built, went))
    assert [len(table.rows) for table in tables] == [len(built), len(went)]
