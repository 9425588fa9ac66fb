"""`interpose rotation`, as a person or a program calls it."""

from __future__ import annotations

import pytest

from tests.cli.running import answer


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        (("--pool", "50000", "--tour", "6", "--interval", "24"), "force", 10_000),
        (("--force", "64000", "--months", "24", "--tour", "6", "--no-reuse"), "pool", 256_000),
        (("--pool", "45", "--tour", "12", "--dwell", "2", "--overlap", "1.15"), "force", 13.043),
        (("--pool", "45", "--force", "13.0435", "--tour", "12", "--dwell", "2"), "overlap", 1.15),
        (("--pool", "320000", "--force", "64000", "--tour", "6", "--months", "24", "--no-reuse"), "overlap", 1.25),
    ],
)
def test_the_calculator_answers_in_json(words: tuple[str, ...], name: str, value: float) -> None:
    found = answer("rotation", *words)
    keys = {"pool", "force", "tour_months", "interval_months", "ratio", "overlap", "months", "reuse", "formula", "found"}
    assert set(found) == keys
    assert found[name] == pytest.approx(value, abs=0.001)
