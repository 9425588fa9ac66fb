"""Rows that are added to a ledger, from an article to the tables, all of them or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interpose.case import Case
from interpose.editing.ledger_files import append_rows, own_folder
from interpose.errors import InputError, UsageError
from tests.cli.running import answer
from tests.evidence.builders import claim


def accept(case_folder: Path, cwd: Path) -> Any:
    given = ("proposed.csv", "--rows", "N001", "--source", "article", "--case", case_folder)
    return answer("evidence", "accept", *given, cwd=cwd)


def test_a_shipped_case_is_not_written_to(ukraine: Case) -> None:
    with pytest.raises(UsageError, match="shipped"):
        own_folder(ukraine.folder)


def test_rows_that_bring_faults_leave_every_table_as_it_was(case_folder: Path) -> None:
    before = (case_folder / "claims.csv").read_bytes()
    with pytest.raises(InputError):
        append_rows(case_folder, {"claims.csv": [claim("NEW", "2024-12-01", 3, source="nowhere")]})
    assert (case_folder / "claims.csv").read_bytes() == before
