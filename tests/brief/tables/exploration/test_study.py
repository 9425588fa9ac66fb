"""A study for people: tables that fit into 80 columns and leave out what was not asked for."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from interpose.brief.table import Table
from interpose.brief.tables.exploration.study import row_tables, study_tables
from interpose.brief.text.format_number import first_capital
from interpose.exploration import Study
from interpose.exploration.chain.protocol import FutureOutcome, UncertainColumn
from tests.exploration.test_result import made


@pytest.fixture(scope="module")
def study() -> Study:
    whole = made()
    passes = FutureOutcome(name="authority.nato", unit="yes or no", words="whether the vote passes")
    futures = whole.futures.assign(**{"authority.nato": [1.0, 0.0, 0.0, 0.0] * 32})
    return replace(whole, outcomes=(*whole.outcomes, passes), futures=futures)


def tables(study: Study) -> dict[str, Table]:
    return {table.title: table for table in study_tables(study)}


def test_criteria_come_first_then_what_matters_where_plans_fail_flips_options_signposts_and_outcomes(study: Study) -> None:
    titles = list(tables(study))
    assert titles[0] == "128 futures of small, mandate m"
    order = ("What drives", "Where “at most 25% missing” is", "Where “at most 25% missing” flips", "Options", "What to watch")
    places = [next(place for place, title in enumerate(titles) if title.startswith(begin)) for begin in order]
    assert places == sorted(places)
    assert titles[-2:] == ["Outcomes", "In how many futures"]


def test_without_drivers_the_effects_from_the_futures_at_hand_are_told() -> None:
    titles = list(tables(made(whole=False)))
    assert "What it hangs on: what is missing" in titles
    assert not any(title.startswith(("What drives", "Options")) or title.endswith("flips") for title in titles)


def test_shares_of_the_criterion_sum_to_all_futures(study: Study) -> None:
    (row,) = tables(study)["128 futures of small, mandate m"].rows
    assert sum(float(str(cell).rstrip("%")) for cell in row[1:]) == pytest.approx(100, abs=0.2)


def test_yes_or_no_is_told_as_a_share_and_not_as_percentiles(study: Study) -> None:
    assert tables(study)["In how many futures"].rows == (("Whether the vote passes", "25.0%"),)
    assert [row[0] for row in tables(study)["Outcomes"].rows] == ["What is missing", "Persons held", "Persons required"]


def test_the_slot_model_is_set_beside_full_plans_where_some_were_made(study: Study) -> None:
    assert "Slot model less full plan over 2 futures, what is missing:" in tables(study)["Outcomes"].description
    assert "Slot model" not in tables(made(whole=False))["Outcomes"].description


def test_one_future_is_one_and_no_name_of_a_key_stands_in_a_table(study: Study) -> None:
    one = replace(study, futures=study.futures.head(1))
    assert next(iter(study_tables(one))).title == "1 future of small, mandate m"
    told = " ".join(
        str(part) for table in study_tables(study) for part in (table.title, table.description, *table.rows, *table.columns)
    )
    for key in ("shortfall_share", "force.sustained", "authority.", "quasi", "half-sample"):
        assert key not in told, key


def test_every_table_fits_into_80_columns(study: Study) -> None:
    for table in study_tables(study):
        cells = [[column.heading for column in table.columns], *([str(cell) for cell in row] for row in table.rows)]
        widths = [max(len(line) for cell in column for line in cell.split("\n")) for column in zip(*cells, strict=True)]
        assert sum(widths) + 3 * (len(widths) - 1) + 2 <= 80, table.title


def test_one_future_is_told_with_what_was_drawn_and_what_came_of_it_in_whole_words() -> None:
    inputs = pd.DataFrame({"line": [1_280.4], "will.FRA": ["yes"], "pools.common": [0.27], "sort": ["as_caveated"]})
    outcomes = pd.DataFrame({"short": [0.25], "short.bound": [0.2], "cost": [3.2e9], "nato": [1.0], "osce": [float("nan")]})
    said = {
        "line": ("km", "length of the line"),
        "will.FRA": ("word", "France takes part"),
        "pools.common": ("rank", "all pools"),
    }
    columns = [
        UncertainColumn(id=name, input=name, kind="uniform", group=name, unit=unit, words=words, dimension=place)
        for place, (name, (unit, words)) in enumerate({**said, "sort": ("word", "which help comes")}.items())
    ]
    long = "what is missing by price, as a share of the price of missing everything"
    judged = [
        FutureOutcome(name="short", unit="share", words=long, bounded="below"),
        FutureOutcome(name="cost", unit="USD", words="cost of a year"),
        FutureOutcome(name="nato", unit="yes or no", words="the alliance: the vote passes"),
        FutureOutcome(name="osce", unit="yes or no", words="the organisation: the vote passes"),
    ]
    drawn, came, holds = row_tables(7, inputs, outcomes, columns, judged)
    assert drawn.rows == (
        ("Length of the line", "1,280", "km"),
        ("France takes part", "yes", ""),
        ("All pools", "27% of its range", ""),
        ("Which help comes", "as caveated", ""),
    )
    assert [row[1:] for row in came.rows] == [("0.25", "share"), ("0.2", "share"), ("3,200 m", "USD")]
    assert str(came.rows[0][0]).replace("\n", " ") == first_capital(long)
    assert came.rows[1][0] == "  what no plan can go below"
    assert holds.rows == (("The alliance: the vote passes", "yes"), ("The organisation: the vote passes", "–"))
    assert drawn.title == "Future 7: inputs"
