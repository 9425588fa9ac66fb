"""The bounds on inputs: each has a unit and a reason, and a test can set others."""

from __future__ import annotations

from pathlib import Path

import interpose
from interpose.limits import InputLimits, all_limits

SOURCES = Path(interpose.__file__).parent


def test_every_limit_has_a_positive_value_a_unit_and_a_reason() -> None:
    told = all_limits()
    assert len({limit.name for limit in told}) == len(told) > 10
    assert all(limit.value > 0 and limit.unit and len(limit.why) > 10 for limit in told)


def test_other_limits_can_be_set_without_touching_those_that_stand() -> None:
    narrow = {limit.name: limit.value for limit in all_limits(InputLimits(yaml_nodes=5))}
    standing = {limit.name: limit.value for limit in all_limits()}
    assert narrow["yaml_nodes"] == 5
    assert {**narrow, "yaml_nodes": standing["yaml_nodes"]} == standing


def test_every_limit_is_kept_by_a_reader() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py") if path.name != "limits.py")
    assert [limit.name for limit in all_limits() if f".{limit.name}" not in code] == []
