"""A worker by itself: it answers span by span, tells what fails, and ends when nobody talks to it any more."""

from __future__ import annotations

import pickle

import pytest

from interpose.errors import UsageError
from interpose.exploration.design import RowSpan
from interpose.exploration.study import FutureRows
from interpose.exploration.study.processes import CONTEXT
from interpose.exploration.study.worker import work
from tests.builders.futures import IshigamiChain, Stop


def test_a_worker_answers_span_by_span_tells_what_fails_goes_on_and_ends_with_its_channel() -> None:
    here, there = CONTEXT.Pipe()
    chain = IshigamiChain(stop=Stop(1, "nobody"))
    process = CONTEXT.Process(target=work, args=(there,))
    process.start()
    there.close()
    answers = []
    for row in range(3):
        here.send_bytes(pickle.dumps(chain) if row == 0 else b"")
        here.send((FutureRows(rows=3), RowSpan(row, row + 1)))
        answers.append(here.recv())
    here.close()
    process.join(30)
    assert process.exitcode == 0
    assert [None if frame is None else frame["row"].tolist() for frame, _error in answers] == [[0], None, [2]]
    with pytest.raises(UsageError, match="row 1 cannot be computed"):
        raise answers[1][1]
