"""Where cases are: a folder of that name first, then the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case.read.library import find_case, shipped_cases
from interpose.errors import UsageError


def test_every_shipped_case_is_found_by_its_name() -> None:
    assert shipped_cases()
    assert all(find_case(case.name) == case.folder for case in shipped_cases())


def test_a_folder_of_the_same_name_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ukraine-2024").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_case("ukraine-2024").resolve() == tmp_path / "ukraine-2024"


@pytest.mark.parametrize(
    ("name", "mend"),
    [("ukrane-2024", "did you mean 'ukraine-2024'?"), ("unifil-2006", "interpose backtest"), ("xyzzy", "interpose new NAME")],
)
def test_what_is_not_there_leads_on(name: str, mend: str) -> None:
    with pytest.raises(UsageError) as refused:
        find_case(name)
    assert mend in refused.value.mend


@pytest.mark.parametrize("name", ["a" * 300, "a\x00b", "a" * 300 + ".xlsx"])
def test_a_name_that_no_file_can_have_is_no_case(name: str) -> None:
    with pytest.raises(UsageError):
        find_case(name)
