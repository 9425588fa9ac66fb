"""The games of a case as they stand in its files: spellings of an earlier version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interpose.case import load
from interpose.case.read.escalation import read_escalation
from interpose.errors import InputError

NEW = "delay_without_external_support"
OLD = "delay_without_american_support"


@pytest.mark.parametrize(
    ("new", "old", "mend"),
    [(NEW, OLD, f"`{NEW}`"), ("channel: external_support", "channel: american_support", "`external_support`")],
)
def test_spellings_of_0_1_are_read_with_a_notice_that_says_what_to_write(
    edit: Callable[[str, str, str], Path], pristine: Path, new: str, old: str, mend: str
) -> None:
    case = load(edit("escalation.yaml", new, old))
    assert case.escalation == read_escalation(pristine / "escalation.yaml")
    (notice,) = case.notices
    assert mend in notice.mend
    line = (case.folder / "escalation.yaml").read_text(encoding="utf-8").splitlines()[(notice.where.line or 0) - 1]
    assert old.rpartition(" ")[2] in line


def test_both_spellings_of_the_delay_are_a_fault(edit: Callable[[str, str, str], Path]) -> None:
    both = f"{OLD}: {{low: 0, mode: 1, high: 2, unit: days, basis: assumed, source: x}}\n  {NEW}"
    with pytest.raises(InputError, match=f"keep {NEW}"):
        load(edit("escalation.yaml", NEW, both))
