"""What is left of a limit in seconds."""

from __future__ import annotations

from interpose.generation.clock import Clock
from interpose.solver import Limits


def test_without_a_limit_in_seconds_there_is_always_time_until_it_is_stopped() -> None:
    limits = Limits(nodes=7)
    clock = Clock(limits)
    assert (clock.over, clock.stopped, clock.left()) == (False, False, limits)
    clock.stop()
    assert (clock.over, clock.stopped) == (True, True)
    assert (clock.left().seconds, clock.left().nodes) == (0.0, 7)


def test_of_no_seconds_none_are_left_and_of_an_hour_no_more_than_an_hour() -> None:
    assert Clock(Limits(seconds=0)).over
    left = Clock(Limits(seconds=3600)).left().seconds
    assert left is not None
    assert 0 < left <= 3600
