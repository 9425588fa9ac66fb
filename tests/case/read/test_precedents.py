"""The table of precedents: what ships, rows that are added, and their faults."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from interpose.case import Case, load
from interpose.case.read.missions import load_missions
from interpose.case.read.precedents import load_precedents
from interpose.errors import InputError

HEAD = "id,name,led_by,lead,start,mandate_class,conflict,peak,peak_basis,line_km,line_km_basis\n"


def test_the_shipped_table_holds_the_missions_that_were_coded() -> None:
    table = load_precedents()
    scored = [row for row in table if row.scored]
    assert (len(table), len(scored), len({row.conflict for row in scored})) == (110, 102, 54)
    assert Counter(row.mandate_class for row in scored) == {
        "observe_line": 10,
        "observe_country": 20,
        "interpose": 17,
        "secure": 39,
        "implement": 16,
    }
    assert Counter(row.peak_basis for row in scored) == {"reported": 85, "estimated": 1, "assumed": 16}


def test_every_number_names_a_source_of_the_table_or_was_recalled(ukraine: Case) -> None:
    known = {source.id for source in ukraine.precedent_sources}
    for row in ukraine.precedents:
        for name in ("peak", "authorised", "line_km", "population", "area_km2"):
            if getattr(row, name) is not None:
                assert getattr(row, f"{name}_source") in known, (row.id, name)
                assert (getattr(row, f"{name}_basis") == "assumed") == (getattr(row, f"{name}_source") == "rec"), (row.id, name)


def test_every_recalled_peak_was_looked_up_again(ukraine: Case) -> None:
    known = {source.id for source in ukraine.precedent_sources}
    rows = [row for row in ukraine.precedents if row.scored]
    found = [row for row in rows if row.second_peak is not None]
    alone = {row.id for row in rows if row.peak_recalled and row.second_peak is None}
    assert len(found) == 16
    assert {row.second_peak_source for row in found} <= known
    assert all((row.peak_low or 0) <= (row.second_peak or 0) <= (row.peak_high or 0) for row in found)
    assert alone == {"mnf2-beirut-1982", "tiph-1997", "unmogip-1949", "untso-1948", "unyom-1963"}
    assert all(row.second_source for row in rows if row.id in alone or row in found)


def test_details_are_folders_of_the_mission_library() -> None:
    folders = {case.mission.id for case in load_missions().missions}
    named = {row.details for row in load_precedents() if row.details}
    assert named == folders - {"unprofor"}


def test_a_row_of_a_file_is_added_or_stands_in_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        HEAD
        + "here-1990,A force here,us,un,1990-02,interpose,here,1000,reported,100,reported\n"
        + "undof-1974,UNDOF,us,un,1974-05,interpose,israel-arab,1250,reported,80,reported\n"
    )
    table = {row.id: row for row in load_precedents(path)}
    assert len(table) == 111
    assert (table["here-1990"].peak, table["undof-1974"].peak) == (1000, 1250)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("here,A force,us,un,1990-02,interpose,here,,,100,reported\n", "without a peak cannot be scored"),
        ("here,A force,us,un,1990-02,interpose,here,10,reported,,\n", "measured by line_km"),
        ("here,A force,us,un,1990-02,interpose,here,10,reported,0,reported\n", "line_km"),
        ("here,A force,us,un,1990-02,interpos,here,10,reported,10,reported\n", "interpos"),
    ],
)
def test_a_row_that_cannot_be_fitted_is_told_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(HEAD + row)
    with pytest.raises(InputError) as caught:
        load_precedents(path)
    assert told in str(caught.value)
    assert caught.value.faults[0].where.line == 2


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_precedents(tmp_path / "none.csv")


def test_a_folder_of_version_0_1_is_refused_with_what_each_file_becomes() -> None:
    with pytest.raises(InputError) as caught:
        load_precedents(Path(__file__).parents[3] / "src" / "interpose" / "cases" / "missions")
    (fault,) = caught.value.faults
    assert "a folder of 17 missions" in fault.what
    assert "mandate_class" in fault.mend
    assert "strength.csv" in fault.mend


def test_a_second_number_needs_its_source(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        HEAD.replace("\n", ",second_peak\n") + "here,A force,us,un,1990-02,interpose,here,10,reported,10,reported,12\n"
    )
    with pytest.raises(InputError, match="second_peak_source belong together"):
        load_precedents(path)


def test_a_case_may_add_rows_of_its_own(case_folder: Path) -> None:
    (case_folder / "precedents.csv").write_text(
        HEAD + "here-1990,A force here,us,un,1990-02,interpose,here,1000,reported,100,reported\n"
    )
    assert "here-1990" in {row.id for row in load(case_folder).precedents}
