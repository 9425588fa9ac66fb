"""Processes that compute rows: what is told where they die or fail."""

from __future__ import annotations

import pytest

from interpose.errors import NoAnswerError
from interpose.exploration.design import RowSpan
from interpose.exploration.study import FutureRows
from interpose.exploration.study.pool import LocalWorkers, ThisProcess
from tests.builders.futures import IshigamiChain, Stop

ROWS = FutureRows(rows=4)


def test_rows_over_which_workers_die_again_and_again_are_given_up_with_what_to_do() -> None:
    workers = LocalWorkers(IshigamiChain(stop=Stop(3)), 1, most_deaths=2)
    with pytest.raises(NoAnswerError, match=r"2 workers died over rows 2 to 3 \(the last with exit code -9\).*fewer --workers"):
        list(workers.run(ROWS, RowSpan(0, 4).pieces(2)))
    workers.close()


def test_without_processes_rows_come_in_their_order() -> None:
    found = list(ThisProcess(IshigamiChain()).run(ROWS, RowSpan(0, 4).pieces(2)))
    assert [(span.start, frame["row"].tolist()) for span, frame in found] == [(0, [0, 1]), (2, [2, 3])]
