"""Rows of one file that must agree with rows of another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interpose.case import load
from interpose.errors import Fault, InputError


def the_fault(folder: Path) -> Fault:
    with pytest.raises(InputError) as caught:
        load(folder)
    (fault,) = caught.value.faults
    assert fault.why
    assert fault.mend
    return fault


def test_a_commitment_of_units_that_the_state_does_not_have_is_refused(
    edit: Callable[[str, str, str], Path], case_folder: Path
) -> None:
    first = (case_folder / "commitments.csv").read_text(encoding="utf-8").splitlines()[1]
    state, unit_type, *_ = first.split(",")
    fault = the_fault(edit("commitments.csv", f"{state},{unit_type},", f"{state},camel_corps,"))
    assert fault.what == f"{state} has no pool of 'camel_corps'"
    assert str(fault.where) == "commitments.csv:2:2"


@pytest.mark.parametrize(
    ("caveat", "mend"),
    [
        ("manoeuvre", "write capability@belt, such as manoeuvre@forward"),
        ("manoeuver@forward", "did you mean 'manoeuvre'?"),
        ("manoeuvre@foward", "did you mean 'forward'?"),
        ("*@sector-99", "did you mean 'sector-8'?"),
    ],
)
def test_a_caveat_that_matches_nothing_is_refused(case_folder: Path, caveat: str, mend: str) -> None:
    path = case_folder / "states.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    row = {"state": "CHE", "caveats": caveat}
    path.write_text(path.read_text(encoding="utf-8") + ",".join(row.get(name, "") for name in header) + "\n", encoding="utf-8")
    assert the_fault(case_folder).mend == mend
