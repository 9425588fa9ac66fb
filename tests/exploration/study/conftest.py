"""Workers of these tests are forked from one process that has read what they need: each would read it anew otherwise."""

from __future__ import annotations

import multiprocessing

import pytest


@pytest.fixture(scope="session", autouse=True)
def read_once() -> None:
    multiprocessing.set_forkserver_preload(["pandas", "tests.builders.futures", "interpose.exploration.study.worker"])
