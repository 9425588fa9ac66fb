"""A bound on the time that a file may take."""

from __future__ import annotations

import threading

import pytest

from interpose.reading.intake.time_limit import TooLongError, at_most


def spin() -> None:
    while True:
        try:
            sum(range(100))
        except Exception:  # noqa: S112 - as libraries do that take every error for one of their own
            continue


def test_what_lasts_too_long_is_broken_off_also_where_every_error_is_caught() -> None:
    with pytest.raises(TooLongError), at_most(0.01):
        spin()


def test_what_is_done_in_time_is_let_be_and_so_is_another_thread() -> None:
    done: list[int] = []

    def work() -> None:
        with at_most(0.001):
            done.append(sum(range(1000)))

    work()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [499500, 499500]
