"""Rows of requirements.csv that fit no sector, no month, or one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case import load
from interpose.errors import InputError

HEAD = "mandate,capability,belt,low,mode,high,basis,source,note\n"
ROW = "interpose,manoeuvre,forward,16,20,30,reported,A staff study,Rotations included\n"


def with_rows(folder: Path, rows: str) -> Path:
    (folder / "requirements.csv").write_text(HEAD + rows)
    return folder


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("interpose,manoeuvre", "interpos,manoeuvre"), "mandate 'interpos' is not known"),
        (("interpose,manoeuvre", "interpose,manouvre"), "capability 'manouvre' is not known"),
        (("forward", "foward"), "belt is 'foward'"),
        (("16,20,30", "26,20,30"), "are not in order"),
        (("16,20,30", "-1,20,30"), "low is"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(case_folder: Path, wrong: tuple[str, str], says: str) -> None:
    with pytest.raises(InputError) as caught:
        load(with_rows(case_folder, ROW.replace(*wrong)))
    (fault,) = caught.value.faults
    assert str(fault.where).startswith("requirements.csv:2")
    assert says in fault.what
    assert fault.mend


def test_a_row_that_stands_twice_is_refused(case_folder: Path) -> None:
    with pytest.raises(InputError, match="duplicate mandate"):
        load(with_rows(case_folder, ROW + ROW))


WIDE_HEAD = "mandate,capability,belt,sector,first_month,last_month,low,mode,high,basis,source\n"


def with_wide_rows(folder: Path, *rows: str) -> Path:
    (folder / "requirements.csv").write_text(WIDE_HEAD + "".join(f"{row},assumed,By hand\n" for row in rows))
    return folder


def test_rows_that_fit_no_sector_or_month_or_one_another_are_all_named(case_folder: Path) -> None:
    with pytest.raises(InputError) as refused:
        load(
            with_wide_rows(
                case_folder,
                "interpose,manoeuvre,forward,sector-99,,,1,1,1",
                "interpose,engineers,forward,,30,,1,1,1",
                "interpose,manoeuvre,depth,,1,6,1,1,1",
                "interpose,manoeuvre,depth,,6,9,1,1,1",
            )
        )
    assert [(fault.where.line, fault.what) for fault in refused.value.faults] == [
        (2, "sector 'sector-99' is not known"),
        (3, "first_month is 30, beyond the 24 months that are planned"),
        (5, "the months overlap with those of line 4"),
    ]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("interpose,manoeuvre,forward,sector-1,1,2,1,1,1", "a row is for a sector or for months, not for both"),
        ("interpose,manoeuvre,forward,,5,4,1,1,1", "last_month stands beside a first_month, and not before it"),
        ("interpose,manoeuvre,forward,,,4,1,1,1", "last_month stands beside a first_month, and not before it"),
        ("interpose,manoeuvre,outside,sector-1,,,1,1,1", "belongs to no sector"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(case_folder: Path, row: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        load(with_wide_rows(case_folder, row))
