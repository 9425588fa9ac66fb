"""A study for a brief: read from its folder, and refused where it is about something else or says nothing."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from interpose.brief.study import read_study
from interpose.case import Case
from interpose.errors import InputError, UsageError
from tests.builders.small_study import small_study, study_folder


def test_a_folder_gives_the_futures_and_what_they_say(ukraine: Case, tmp_path: Path) -> None:
    read = read_study(study_folder(tmp_path / "study", digest=ukraine.digest, version=version("interpose")), ukraine)
    expected = small_study()
    assert (read.verdict == expected.verdict).all()
    assert np.allclose(read.sustained, expected.sustained)
    assert read.judged.criterion == "shortfall_share<=0.25"
    assert read.judged.met == pytest.approx((read.verdict == "met").mean(), abs=1e-6)


def test_a_study_of_another_case_and_version_is_refused_with_every_difference(ukraine: Case, tmp_path: Path) -> None:
    folder = study_folder(tmp_path / "study", digest="c" * 64, mandate="another", variant="as chosen by nobody")
    with pytest.raises(InputError) as told:
        read_study(folder, ukraine)
    assert {fault.what.split(",")[0] for fault in told.value.faults} == {
        "the study has the digest cccccccccccc…",
        "the study has the version 1",
        "the study has the mandate another",
        "the study has the variant as chosen by nobody",
    }
    assert all("interpose explore" in str(fault.mend) for fault in told.value.faults)


def test_a_study_that_was_not_analysed_says_what_to_run(ukraine: Case, tmp_path: Path) -> None:
    folder = study_folder(tmp_path / "study", analysed=False, digest=ukraine.digest, version=version("interpose"))
    with pytest.raises(UsageError, match="not analysed") as told:
        read_study(folder, ukraine)
    assert "--drivers" in str(told.value.mend)


def test_a_study_that_lacks_a_part_is_refused_and_not_told_from_the_rest(ukraine: Case, tmp_path: Path) -> None:
    folder = study_folder(tmp_path / "study", digest=ukraine.digest, version=version("interpose"))
    sorted(folder.glob("part-*.parquet"))[-1].unlink()
    with pytest.raises(UsageError, match=r"is not whole: missing or damaged: part-\d+\.parquet\n") as told:
        read_study(folder, ukraine)
    assert "computes what is missing" in str(told.value.mend)


def test_a_folder_that_is_no_study_is_refused(ukraine: Case, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no study"):
        read_study(tmp_path, ukraine)
