"""What follows an attack, in tables for a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.table import Table
from interpose.brief.tables.deterrence import deterrence_tables, held_by_size_table, unilateral_tables
from interpose.case.read.escalation import read_payoffs
from interpose.case.read.library import reference_folder
from interpose.deterrence import Deterrence, answer_unilateral


@pytest.fixture(scope="module")
def found(assessed: Assessment) -> Deterrence:
    assert assessed.deterrence is not None
    return assessed.deterrence


@pytest.fixture(scope="module")
def tables(found: Deterrence) -> dict[str, Table]:
    return {table.title: table for table in deterrence_tables(found)}


def test_each_part_of_the_answer_has_its_table(tables: dict[str, Table]) -> None:
    assert list(tables) == [
        "Equilibria of the one-step game over the ranges",
        "How an attack might open",
        "Equilibria of the tree at the most likely values; the list may be partial",
        "How that changes with what is agreed, support and size",
        "In what share of the cases the line holds before help comes, by size",
        "What each mandate and size brings",
        "The likeliest opening against each",
        "After an attack",
        "How the force enters, and the class of cases behind each mapping",
        "The reinforcement race",
    ]


def test_every_row_fills_its_columns(tables: dict[str, Table]) -> None:
    for table in tables.values():
        assert all(len(row) == len(table.columns) for row in table.rows), table.title


def test_forces_openings_and_races_are_those_of_the_answer(tables: dict[str, Table], found: Deterrence) -> None:
    forces, against = tables["What each mandate and size brings"], tables["The likeliest opening against each"]
    supported = [each for each in found.variants if each.external_support == found.assumptions.external_support]
    assert [row[1] for row in forces.rows] == [round(each.persons) for each in supported]
    assert [row[1] for row in against.rows] == ["yes" if each.external_support else "no" for each in found.variants]
    openings = tables["How an attack might open"]
    assert [row[1] for row in openings.rows] == [f"{each.share:.0%}" for each in found.ladder.first_moves]
    changed_by = tables["How that changes with what is agreed, support and size"]
    assert [row[0] for row in changed_by.rows][:2] == ["As the case has it", "Probes may be absorbed"]
    race = tables["The reinforcement race"]
    assert "Reserves are dispatched on the network of the case" in race.description
    apart = [replace(each, by_distance=("ISL",)) for each in found.race]
    bare = [replace(each, on_network=False) for each in found.race]
    for rows, told in ((apart, "those of ISL come by distance"), (bare, "the case has no network")):
        (changed,) = [table for table in deterrence_tables(replace(found, race=tuple(rows))) if table.title == race.title]
        assert told in changed.description
    assert [row[0] for row in race.rows] == ["yes" if each.external_support else "no" for each in found.race]


def test_what_was_not_asked_has_no_table(found: Deterrence) -> None:
    bare = replace(found, unilateral=None, variants=(), branches=(), race=(), openings=(), held_by_size=None)
    titles = [table.title for table in deterrence_tables(bare)]
    assert "The reinforcement race" not in titles
    assert "After an attack" not in titles
    assert "How an attack might open" in titles


def test_the_one_step_game_is_told_by_thresholds_equilibria_and_quantal_response() -> None:
    payoffs = read_payoffs(reference_folder() / "games" / "unilateral_deterrence.yaml")
    thresholds, equilibria, quantal = unilateral_tables(answer_unilateral(payoffs, 0.3, 0.2, (0.0, 5.0)))
    # c1 = 4/7, c2 = 4/9 and d = 3/4 by the formulas of the method page.
    assert [row[1] for row in thresholds.rows] == ["0.5714", "0.4444", "0.7500"]
    assert [row[0] for row in equilibria.rows] == ["bluff", "steadfast deterrence"]
    # Blind choice takes each move in one half.
    assert quantal.rows[0][:5] == ("0", "0.5000", "0.5000", "0.5000", "0.5000")
    assert [row[0] for row in quantal.rows] == ["0", "5"]


def test_the_curve_stands_in_a_file_with_the_forces_that_are_marked_on_it(found: Deterrence) -> None:
    held = found.held_by_size
    assert held is not None
    table = held_by_size_table(held)
    forces = [row for row in table.rows if row[0] is not None]
    assert forces == [(each.name, each.persons, each.held, each.host_weak, each.host_strong) for each in held.marks]
    assert [row[1] for row in table.rows if row[0] is None] == [each.persons for each in held.points]
