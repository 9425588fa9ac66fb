"""RIS that reference managers can read."""

from __future__ import annotations

from interpose.case.tables.evidence import Source
from interpose.evidence.bibliography import to_ris


def test_a_line_break_in_a_remark_opens_no_line_of_its_own() -> None:
    lines = to_ris([Source(id="a", outlet="A", note="one\nER  - \nTY  - two", reliability="B")]).splitlines()
    assert "N1  - one ER - TY - two" in lines
    assert lines.count("ER  -") == 1
