"""`interpose evidence`: the ledger linted, verified, exchanged."""

from __future__ import annotations

from tests.cli.running import answer


def test_verify_has_its_keys() -> None:
    told = answer("evidence", "verify", "ukraine-2024")
    assert {"claim", "status"} <= set(told["quotes"][0])
    assert {each["status"] for each in told["quotes"]} <= {"matched", "drifted", "missing"}
