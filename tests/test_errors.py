"""Errors say what, where, why and how to mend it, also when they come from another process."""

from __future__ import annotations

import pickle

import pytest

from interpose.errors import Fault, InputError, InterposeError, Location, NoAnswerError, UsageError

FAULTS = (
    Fault("state 'FRN' is not known", Location("pools.csv", 7, 1), "a pool belongs to a state", "write FRA"),
    Fault("gone", Location("a.csv")),
)


@pytest.mark.parametrize(
    "error", [InputError(FAULTS), UsageError("no such state", "write FRA"), UsageError("no"), NoAnswerError("out of time")]
)
def test_every_error_is_the_same_after_a_trip_between_processes(error: InterposeError) -> None:
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - pickled a line above
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert vars(back) == vars(error)
    assert back.exit_code == error.exit_code


def test_faults_travel_with_their_places() -> None:
    back = pickle.loads(pickle.dumps(InputError(FAULTS)))  # noqa: S301 - pickled a line above
    assert [str(fault.where) for fault in back.faults] == ["a.csv", "pools.csv:7:1"]


def test_every_kind_of_error_is_tried() -> None:
    assert set(InterposeError.__subclasses__()) == {InputError, UsageError, NoAnswerError}


def test_a_fault_about_a_cell_as_long_as_a_book_can_be_read() -> None:
    fault = Fault("x" * 100_000, Location("pools.csv" * 1_000, 2), "y" * 100_000, "one of: " + "name, " * 50_000)
    assert len(str(fault)) < 3_000
    assert fault.what.startswith("xxx")
    assert "characters left out" in fault.mend
